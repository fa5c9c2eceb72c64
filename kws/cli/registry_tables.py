"""Tables of versions and comparisons for the terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Column, Table

from kws.model.reports.device import MODELLED, latency_key
from kws.registry.compare import Comparison
from kws.registry.move import describe_test
from kws.registry.versions import VersionSummary

# The table shows at most this many changed clips; the plot shows all.
MAX_CLIPS = 20


def make_versions_table(model: str, rows: Sequence[VersionSummary]) -> Table:
    """Make a table of versions that fits a terminal of 80 columns."""
    names = ("version\nalias", "accuracy\n95 % interval", "size\nlatency", "data\ncommit", "who\nwhen, UTC")
    columns = (Column(name, overflow="fold") for name in names)
    table = Table(*columns, title=model, show_lines=True, show_edge=False)
    for row in rows:
        commit, dirty = row.source_commit[:8], "-dirty" if row.source_commit.endswith("-dirty") else ""
        accuracy, *ends = (f"{100 * share:.2f}" for share in row.accuracy) if row.accuracy else ("",)
        cells = (
            (f"{row.number}{', signed' if row.signed else ''}", *(f"@{alias}" for alias in row.aliases)),
            (accuracy and f"{accuracy} %", " – ".join(ends)),
            (f"{row.size_bytes:,} B" if row.size_bytes else "", *_latency(row)),
            (row.data_sha256[:8], f"{commit}{dirty}"),
            (row.who, f"{row.when:%Y-%m-%d}", f"{row.when:%H:%M}"),
        )
        table.add_row(*("\n".join(lines) for lines in cells))
    return table


def show_comparison(comparison: Comparison, old: str, new: str, console: Console) -> None:
    """Print the test, the changed clips, the ratios, and the differences in front end and params."""
    console.print(f"{new} beside {old}: {describe_test(comparison.paired_test)}")
    if comparison.paired_test.lost or comparison.paired_test.won:
        console.print(_changed_clips(comparison, old, new))
    ratios = Table("figure", f"{new} / {old}")
    for name, ratio in comparison.ratios.items():
        ratios.add_row(name, f"{ratio:.3f}")
    console.print(ratios)
    changes = Table("front end and params", old, new)
    for name, (before, after) in comparison.changes.items():
        changes.add_row(name, str(before), str(after))
    console.print(changes if comparison.changes else "The same front end and params.")


def _latency(row: VersionSummary) -> tuple[str, ...]:
    if row.latency_ms is None:
        return (row.device_kind,)
    modelled = "modelled, " if latency_key(row.device_kind) == MODELLED else ""
    return f"{row.latency_ms:.3g} ms", f"{modelled}{row.device_kind}"


def _changed_clips(comparison: Comparison, old: str, new: str) -> Table:
    changed = [*comparison.paired_test.lost, *comparison.paired_test.won]
    more = f"and {len(changed) - MAX_CLIPS} more" if len(changed) > MAX_CLIPS else None
    table = Table("clip", "said", old, new, title=f"{len(changed)} clips changed", caption=more)
    for clip in changed[:MAX_CLIPS]:
        table.add_row(clip, comparison.old[clip].true_label, comparison.old[clip].label, comparison.new[clip].label)
    return table
