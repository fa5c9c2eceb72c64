"""Instructions per second of listening on a Pi's processor, by sample rate of the microphone.

The code of kws-listen listens to noise on an emulated Cortex-A72 and Cortex-A76: it reads, resamples, answers ten times
per second and smooths. The network is that of params.yaml; an untrained one executes the same instructions. The share
is of a core that executes a billion instructions per second: modelled, not measured.
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
    """Count the instructions per second of listening, as a mean over several.

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
    """Count the instructions: one table row per sample rate and processor."""
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
