"""The instructions per second of listening."""

import pytest
from support.emulation import needs_emulator

from kws.emulator.boards import BOARDS
from kws.emulator.instructions import compute_mean, count_instructions

# Instructions beside each answer, whatever the model: reading, moving the window, smoothing.
BESIDE = 100_000


@needs_emulator
@pytest.mark.slow
def test_a_second_costs_its_ten_answers_and_little_more(tflite_folder, clips_folder):
    from benchmarks.listening import of_a_second

    board = BOARDS["pi-4"]
    clip = compute_mean(count_instructions(tflite_folder, sorted(clips_folder.glob("*/test_*.wav"))[:4], board)).total
    assert 10 * clip < of_a_second(tflite_folder, 16_000, board) < 10 * (clip + BESIDE)
