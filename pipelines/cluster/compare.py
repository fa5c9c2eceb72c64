"""A table of the differences between runs on a cluster."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.table import Column, Table

from kws.registry.tags import FIGURES
from pipelines.cluster.records import Figures
from pipelines.cluster.runs import Run


def make_comparison_table(runs: Sequence[Run], figures: Figures) -> Table:
    """Make a table with one column per run: its verdict, the params that differ, and its figures in MLflow."""
    table = Table("", *(Column(run.run_id, overflow="fold") for run in runs))
    table.add_row("name", *(run.name for run in runs))
    table.add_row("ended", *(run.verdict for run in runs))
    sections = [dict(_leaves(run.parameters)) for run in runs]
    for key in sorted(set().union(*sections)):
        values = ["" if key not in one else str(one[key]) for one in sections]
        if len(set(values)) > 1:
            table.add_row(key, *values)
    for name in FIGURES:
        found = [figures.get(run.run_id, {}).get(name) for run in runs]
        if any(value is not None for value in found):
            table.add_row(name, *("" if value is None else f"{value:.6g}" for value in found))
    return table


def _leaves(tree: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value
