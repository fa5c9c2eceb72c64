import io
from datetime import UTC, datetime

import pytest
from rich.console import Console

from components.promote.versions import Row
from pipelines.registry_tables import versions_table


@pytest.mark.parametrize(
    ("latency_ms", "kind", "shown"),
    [(2.4, "raspberry-pi", "2.4 ms raspberry-pi"), (2.4, "emulated", "2.4 ms modelled, emulated"), (None, "", "")],
)
def test_a_modelled_latency_is_called_modelled(latency_ms, kind, shown):
    row = Row("1", (), (), None, latency_ms, kind, "d" * 64, "c" * 40, False, "me", datetime(2026, 1, 1, tzinfo=UTC))
    console = Console(record=True, width=200, file=io.StringIO())
    console.print(versions_table("keyword-spotter", [row]))
    (line,) = [line for line in console.export_text().splitlines() if "dddddddd" in line]
    assert [cell.strip() for cell in line.split("│")][6] == shown
