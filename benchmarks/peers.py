"""The frontier's table for networks of the literature beside the default.

The networks are those of literature.py. Each trains on 40 log-mel features every 10 ms, as BC-ResNet was published, by
the default's recipe: same clips, same augmentation, same number of steps, masks scaled to the features, no pruning.
`peers.params` holds the changes; `--set` is applied after them. Each network has one row per TFLite form of the same
training; a form that convert refuses is left out, with a note. `parameters` counts trainable ones, as papers do.
`--work` may be the folder of the frontier, which then has the default already.
"""

import os
import tempfile
from argparse import ArgumentParser
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from benchmarks.frontier import (
    Changed,
    SeedResult,
    after,
    always_missed,
    result,
    row,
    shared_arguments,
    shared_changes,
)
from benchmarks.literature import NETWORKS, parameters
from benchmarks.measure import machine, report
from benchmarks.workflow import StageFailedError, changes, stages
from kws.core.command import run
from kws.core.progress import show_progress
from kws.learning.saved_model import read_model

# What the networks of the literature change in params.yaml, a change a line.
PEERS = Path(__file__).with_name("peers.params")

DEFAULT = "default"

# The TFLite forms of a network, by the word for each in its row's name.
FORMS = {"int8": "int8", "float": "none"}


def arguments() -> ArgumentParser:
    """Make the command line."""
    command = shared_arguments("peers", __doc__, "--seeds 1 2 3 --work frontier")
    names = [DEFAULT, *NETWORKS]
    command.add_argument("--networks", nargs="+", choices=names, default=names, help="(default: all)")
    return command


def recipes(network: str, shared: Changed) -> dict[str, Changed]:
    """List the changes to params.yaml per row of a network, by the row's name.

    Args:
        network: `default`, or a key of NETWORKS.
        shared: dotted keys of params.yaml that every row changes, and their values.
    """
    if network == DEFAULT:
        return {DEFAULT: shared}
    own = {**changes(PEERS.read_text(encoding="utf-8").split()), "train.architecture": network}
    return {f"{network}, {form}": {**own, "convert.quantization": value, **shared} for form, value in FORMS.items()}


def commands(network: str) -> dict[str, list[str]]:
    """Make the command that trains a network, if it is not the one in dvc.yaml."""
    if network == DEFAULT:
        return {}
    ours = stages()["train"]
    return {"train": ["benchmarks.literature" if word == "components.train" else word for word in ours]}


def of_seed(
    work: Path, network: str, rows: Mapping[str, Changed], seed: int
) -> tuple[dict[str, SeedResult], list[str]]:
    """Run a seed for each row of a network, one after the other, because they share its training.

    Returns:
        the results by the row's name, and a line for each model that convert refused, which has none.

    Raises:
        StageFailedError: another stage ended with an error.
    """
    found, refused = {}, []
    for name, changed in rows.items():
        try:
            found[name] = result(work, changed, seed, commands(network))
        except StageFailedError as error:
            if error.stage != "convert":
                raise
            refused.append(f"{name}, seed {seed}: {error}")
    return found, refused


def line(name: str, found: list[SeedResult]) -> dict[str, Any]:
    """Make the frontier's table row with the number of parameters."""
    return {**row(name, found), "parameters": parameters(read_model(found[0].folder / "models/float"))}


def main() -> None:
    """Run, measure, print."""
    flags = arguments().parse_args()
    named = {network: recipes(network, shared_changes(flags)) for network in flags.networks}
    with nullcontext(flags.work) if flags.work else tempfile.TemporaryDirectory() as place:
        work = Path(place).resolve()
        for rows in show_progress(named.values(), "features", len(named)):
            after(work, next(iter(rows.values())), 0)
        runs = [(work, network, rows, seed) for network, rows in named.items() for seed in flags.seeds]
        with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
            results = list(show_progress(pool.map(lambda of: of_seed(*of), runs), "seeds", len(runs)))
        names = [name for rows in named.values() for name in rows]
        found = {name: [of[name] for of, _ in results if name in of] for name in names}
        found = {name: of for name, of in found.items() if of}
        lines = [line(name, of) for name, of in found.items()]
    notes = [f"archive {flags.archive.name}", *(line for _, refused in results for line in refused)]
    notes += [f"{name}: missed by every seed: {', '.join(always_missed(of)) or 'none'}" for name, of in found.items()]
    report("The default and its peers", lines, machine("numpy", "tensorflow", "ai-edge-litert"), flags.output, notes)


if __name__ == "__main__":
    run(main)
