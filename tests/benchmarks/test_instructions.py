"""The recorded instructions per clip, counted again."""

import pytest
from support.emulation import needs_emulator
from support.project import ROOT

from kws.core.files import read_json

RECORD = ROOT / "benchmarks/instructions.json"
RECORD_ANEW = "python -m benchmarks.instructions --output benchmarks/instructions.json"
PARTS = ("front end", "invoke", "total")
MOST_RISE = 1.02


def recorded() -> dict[tuple[str, str], dict[str, int]]:
    """By model and processor, the counts on record."""
    return {(row["model"], row["processor"]): row for row in read_json(RECORD)["rows"]}


def test_every_configuration_is_on_record_for_both_processors() -> None:
    from benchmarks.instructions import configurations

    names = configurations(ROOT / "params.yaml")

    assert set(recorded()) == {(name, cpu) for name in names for cpu in ("cortex-a72", "cortex-a76")}


def test_a_total_is_the_sum_of_its_parts() -> None:
    assert all(row["front end"] + row["invoke"] == row["total"] for row in recorded().values())


@needs_emulator
@pytest.mark.slow
def test_no_count_of_the_default_has_risen_by_more_than_two_in_a_hundred() -> None:
    from benchmarks.instructions import DEFAULT, configurations, rows

    counted = list(rows({DEFAULT: configurations(ROOT / "params.yaml")[DEFAULT]}))

    risen = [
        f"{part} on {row['processor']}: {row[part]:,}, on record {before[part]:,}"
        for row in counted
        for before in [recorded()[row["model"], row["processor"]]]
        for part in PARTS
        if row[part] > MOST_RISE * before[part]
    ]
    assert len(counted) == 2
    assert not risen, f"more instructions than on record; if they are worth it: {RECORD_ANEW}"
