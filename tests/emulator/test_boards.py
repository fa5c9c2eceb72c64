"""The processor as the emulated kernel describes it."""

from pathlib import Path

import pytest

from kws.emulator.boards import BOARDS, CORES


@pytest.mark.parametrize(("name", "part"), [("pi-4", "0xd08"), ("pi-5", "0xd0b")])
def test_every_core_is_described_by_its_part_number(name: str, part: str, tmp_path: Path) -> None:
    BOARDS[name].write_files(tmp_path)

    lines = (tmp_path / "proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    assert lines.count(f"CPU part\t: {part}") == CORES
    assert [line for line in lines if line.startswith("processor")] == [f"processor\t: {core}" for core in range(CORES)]


def test_the_dot_product_is_the_pi_5s_alone(tmp_path: Path) -> None:
    features = {name: board.features.split() for name, board in BOARDS.items()}

    assert "asimddp" in features["pi-5"]
    assert "asimddp" not in features["pi-4"]


def test_a_board_says_that_it_is_emulated() -> None:
    assert all("emulated" in board.model for board in BOARDS.values())
