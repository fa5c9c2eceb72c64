"""Versions and comparisons → tables for a person."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from components.kws.device_report import MODELLED, latency_key
from components.promote.comparison import Comparison
from components.promote.move import in_words
from components.promote.versions import Row

# More changed clips than this are in the plot only.
MAX_CLIPS = 20


def versions_table(model: str, rows: Sequence[Row]) -> Table:
    """A row a version."""
    table = Table("version", "alias", "accuracy", "95 % interval", "size", "latency", "data", "commit", title=model)
    for name in ("signed", "who", "when"):
        table.add_column(name)
    for row in rows:
        accuracy = (f"{row.accuracy[0]:.2%}", f"{row.accuracy[1]:.2%} – {row.accuracy[2]:.2%}") if row.accuracy else ()
        table.add_row(
            row.number,
            ", ".join(row.aliases),
            *(accuracy or ("", "")),
            f"{row.size_bytes:,} B" if row.size_bytes else "",
            _latency(row),
            row.data_sha256[:8],
            f"{row.source_commit[:8]}{'-dirty' if row.source_commit.endswith('-dirty') else ''}",
            "yes" if row.signed else "no",
            row.who,
            f"{row.when:%Y-%m-%d %H:%M}",
        )
    return table


def show_comparison(comparison: Comparison, old: str, new: str, console: Console) -> None:
    """Print the outcome, the clips that changed, the ratios and what differs in front end and params."""
    console.print(f"{new} beside {old}: {in_words(comparison.paired)}")
    console.print(_changed_clips(comparison, old, new))
    ratios = Table("figure", f"{new} / {old}")
    for name, ratio in comparison.ratios.items():
        ratios.add_row(name, f"{ratio:.3f}")
    console.print(ratios)
    changes = Table("front end and params", old, new)
    for name, (before, after) in comparison.changes.items():
        changes.add_row(name, str(before), str(after))
    console.print(changes if comparison.changes else "The same front end and params.")


def _latency(row: Row) -> str:
    if row.latency_ms is None:
        return row.device_kind
    modelled = "modelled, " if latency_key(row.device_kind) == MODELLED else ""
    return f"{row.latency_ms:.3g} ms {modelled}{row.device_kind}"


def _changed_clips(comparison: Comparison, old: str, new: str) -> Table:
    changed = [*comparison.paired.lost, *comparison.paired.won]
    more = f"and {len(changed) - MAX_CLIPS} more" if len(changed) > MAX_CLIPS else None
    table = Table("clip", "said", old, new, title=f"{len(changed)} clips changed", caption=more)
    for clip in changed[:MAX_CLIPS]:
        table.add_row(clip, comparison.old[clip].said, comparison.old[clip].label, comparison.new[clip].label)
    return table
