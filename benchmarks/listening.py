"""Instructions of a Pi's processor for a second of listening, by the rate of the microphone.

kws-listen's own code hears noise on an emulated Cortex-A72 and Cortex-A76: reading, resampling, ten answers a second,
smoothing. The network is that of params.yaml, untrained, which executes the same instructions. The share is of one core
that executes a billion instructions a second: modelled, not measured.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.instructions import DEFAULT, configurations, write_model
from benchmarks.measure import machine, parser, report
from kws.core.command import run
from kws.device.listen.count import WARMUP_S
from kws.emulator.boards import BOARDS, Board
from kws.emulator.instructions import count_listening, model_latency_ms

RATES_HZ = (16_000, 44_100, 48_000)
SECONDS = 10


def of_a_second(model: Path, rate_hz: int, board: Board) -> int:
    """The instructions of a second of listening, the mean of some.

    Args:
        model: folder of model.tflite and model.json.
        rate_hz: of the sound.
        board: whose processor listens.
    """
    with tempfile.TemporaryDirectory() as folder:
        sound = Path(folder) / "sound.raw"
        noise = np.random.default_rng(0).integers(-3_000, 3_000, (WARMUP_S + SECONDS) * rate_hz)
        sound.write_bytes(noise.astype("<i2").tobytes())
        return round(count_listening(model, sound, rate_hz, board) / SECONDS)


def rows(params_file: Path) -> Iterator[dict[str, Any]]:
    """A line of the table for each rate and processor."""
    with tempfile.TemporaryDirectory() as folder:
        model = write_model(Path(folder) / "model", configurations(params_file)[DEFAULT])
        for rate_hz in RATES_HZ:
            for board in BOARDS.values():
                count = of_a_second(model, rate_hz, board)
                yield {
                    "rate Hz": rate_hz,
                    "processor": board.qemu_cpu,
                    "instructions a second": count,
                    "modelled % of a core": model_latency_ms(count) / 10,
                }


def main() -> None:
    """Build, listen, print."""
    command = parser("listening", __doc__, "--output listening.json")
    command.add_argument("--params-file", type=Path, default=Path("params.yaml"), help="(default: %(default)s)")
    flags = command.parse_args()
    report("A second of listening", list(rows(flags.params_file)), machine("numpy", "ai-edge-litert"), flags.output)


if __name__ == "__main__":
    run(main)
