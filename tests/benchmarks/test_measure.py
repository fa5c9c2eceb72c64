"""The timing and the table that the benchmarks share."""

import time
from pathlib import Path

import pytest

from benchmarks.measure import interleaved, machine, report
from kws.core.files import read_json


def test_candidates_take_turns_and_warm_up_before_each() -> None:
    calls: list[str] = []

    seconds = interleaved({"a": lambda: calls.append("a"), "b": lambda: calls.append("b")}, rounds=2, calls=2)

    assert "".join(calls) == "aaabbbaaabbb"
    assert {name: len(values) for name, values in seconds.items()} == {"a": 4, "b": 4}


def test_seconds_are_those_of_one_call() -> None:
    seconds = interleaved({"sleep": lambda: time.sleep(0.01)}, rounds=1, calls=3)

    assert (seconds["sleep"] >= 0.01).all()


def test_a_report_is_printed_and_written_with_its_machine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report("Races", [{"runner": "hare", "s": 2.5}], machine("numpy"), tmp_path / "races.json", ["in sand"])

    printed, written = capsys.readouterr().out, read_json(tmp_path / "races.json")
    assert all(text in printed for text in ("Races", "hare", "2.5", "in sand", "numpy"))
    assert written["rows"] == [{"runner": "hare", "s": 2.5}]
    assert written["machine"].keys() == {"cpu", "cores", "python", "numpy"}
