"""The emulated Pi as a device to validate on: reached over SSH, its latency modelled from instructions."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from kws.device.measure import PARTS
from kws.emulator.boards import BOARDS
from kws.emulator.instructions import PROGRAMS, Instructions, compute_mean, count_instructions, model_latency_ms
from kws.emulator.pi import ALIAS, start_pi
from kws.emulator.programs import require
from kws.model.reports.device import Target
from kws.model.reports.measurement import InstructionCount, Latency, Measurement
from kws.remote.latency import make_latency_histogram, summarize_times_ms
from kws.remote.lock import LOCK, Lock
from kws.remote.runner import Runner
from kws.remote.setup import set_up
from kws.remote.ssh import SshDevice
from kws.remote.ssh_runner import SshRunner

# The board that runs the job, and whose processor the latency is modelled for.
BOARD = BOARDS["pi-4"]

# The sound of a clip changes its instructions by less than 1 %, so a few clips are enough.
COUNTED_CLIPS = 32

# The instructions for each counted clip, by processor.
Counts = Mapping[str, Sequence[Instructions]]


@contextmanager
def start_runners(timeout_s: float) -> Iterator[dict[str, Runner]]:
    """Start a Pi for the `with` block, set up as by `kws device setup`; yields its runner by alias.

    Raises:
        EmulatorError: this machine cannot emulate a Pi.
        DeviceError: the Pi cannot run the agent.
    """
    # Programs that are needed only for counting, later: fail before the work, not after it.
    require(*PROGRAMS)
    with tempfile.TemporaryDirectory(prefix="kws-") as folder, start_pi(BOARD, Path(folder)) as pi:
        with SshDevice(ALIAS, timeout_s, pi.ssh_config) as device:
            set_up(device, Lock(LOCK), None)
        yield {ALIAS: SshRunner(ALIAS, timeout_s, pi.ssh_config)}


def count_clips(model: Path, clips: Sequence[Path]) -> Counts:
    """Count the instructions for some clips from all over the split, on the processor of each board.

    Args:
        model: folder of model.tflite and model.json.
        clips: WAV files of the split.

    Raises:
        EmulatorError: this machine cannot emulate.
    """
    chosen = clips[:: -(-len(clips) // COUNTED_CLIPS)]
    return {board.qemu_cpu: count_instructions(model, chosen, board) for board in BOARDS.values()}


def make_modelled_target(measured: Target, counts: Counts) -> Target:
    """Make the report of an emulated device: modelled latency in place of the measurements, which move to `emulation`.

    Args:
        measured: its report as of any device.
        counts: from `count_clips`.
    """
    times = {part: [model_latency_ms(getattr(one, part)) for one in counts[BOARD.qemu_cpu]] for part in PARTS}
    own = [field.name for field in fields(Measurement)]
    nothing: dict[str, Any] = dict.fromkeys(own)
    return replace(
        measured,
        **nothing,
        modelled_latency_ms=Latency(**{part: summarize_times_ms(of_part, of_part) for part, of_part in times.items()}),
        latency_histogram=make_latency_histogram(times),
        instructions={name: _count_mean(clips) for name, clips in counts.items()},
        emulation=Measurement(**{name: getattr(measured, name) for name in own}),
    )


def _count_mean(clips: Sequence[Instructions]) -> InstructionCount:
    mean = compute_mean(clips)
    return InstructionCount(len(clips), mean.front_end, mean.invoke, mean.total)
