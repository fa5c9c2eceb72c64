import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from rich.console import Console

from kws.cli.registry_tables import make_versions_table
from kws.registry.versions import VersionSummary


@pytest.mark.parametrize(
    ("latency_ms", "kind", "shown"),
    [
        (2.4, "raspberry-pi", ["2.4 ms", "raspberry-pi"]),
        (2.4, "emulated", ["2.4 ms", "modelled, emulated"]),
        (None, "local", ["local", ""]),
    ],
)
def test_a_modelled_latency_is_called_modelled(latency_ms, kind, shown):
    assert cells(row(latency_ms=latency_ms, device_kind=kind), width=200)[2][1:] == shown


def test_in_a_terminal_of_80_columns_nothing_is_cut():
    found = cells(row(number="10", aliases=("challenger", "champion"), accuracy=(1.0, 0.9908, 1.0)), width=80)
    assert found == [
        ["10", "@challenger", "@champion"],
        ["100.00 %", "99.08 – 100.00", ""],
        ["10,488 B", "0.17 ms", "local"],
        ["dddddddd", "cccccccc", ""],
        ["me", "2026-01-01", "12:30"],
    ]


def row(**changes):
    shown = VersionSummary(
        number="1",
        aliases=(),
        accuracy=(),
        size_bytes=10488,
        latency_ms=0.17,
        device_kind="local",
        data_sha256="d" * 64,
        source_commit="c" * 40,
        signed=False,
        who="me",
        when=datetime(2026, 1, 1, 12, 30, tzinfo=UTC),
    )
    return replace(shown, **changes)


def cells(shown, width):
    """The lines of each column of the one row."""
    console = Console(record=True, width=width, file=io.StringIO())
    console.print(make_versions_table("keyword-spotter", [shown]))
    lines = [line.split("│") for line in console.export_text().splitlines() if "│" in line]
    return [[cell.strip() for cell in column] for column in zip(*lines, strict=True)]
