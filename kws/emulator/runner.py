"""An emulated Pi as the device: reached as any other over SSH, and its instructions instead of its time."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from kws.device.measure import PARTS
from kws.emulator.boards import BOARDS
from kws.emulator.instructions import PROGRAMS, Instructions, count_instructions, mean_of, modelled_ms
from kws.emulator.pi import ALIAS, emulated_pi
from kws.emulator.programs import require
from kws.model.reports.device import MEASURED, MODELLED
from kws.remote.latency import Row, compute_tail, make_latency_histogram
from kws.remote.lock import LOCK, Lock
from kws.remote.runner import Runner
from kws.remote.setup import set_up
from kws.remote.ssh import SshDevice
from kws.remote.ssh_runner import SshRunner

# The board that answers, and whose processor the modelled latency is of.
BOARD = BOARDS["pi-4"]

# What is said changes a clip's instructions by less than a hundredth: so many are enough.
COUNTED_CLIPS = 32

# By processor, of each counted clip.
Counts = Mapping[str, Sequence[Instructions]]

# What a device says of itself that is here the emulator's own.
EMULATORS_OWN = (
    "core",
    MEASURED,
    "windows",
    "cold_start_ms",
    "model_load_ms",
    "peak_memory_bytes",
    "other_cpu_share",
    "health",
)


@contextmanager
def emulated_runners(timeout_s: float) -> Iterator[dict[str, Runner]]:
    """A Pi that runs as long as the block, set up as `kws device setup` does it.

    Raises:
        EmulatorError: this machine cannot emulate one.
        DeviceError: it cannot run the agent.
    """
    # What is missing for the second half is said before the first.
    require(*PROGRAMS)
    with tempfile.TemporaryDirectory(prefix="kws-") as folder, emulated_pi(BOARD, Path(folder)) as pi:
        with SshDevice(ALIAS, timeout_s, pi.ssh_config) as device:
            set_up(device, Lock(LOCK), None)
        yield {ALIAS: SshRunner(ALIAS, timeout_s, pi.ssh_config)}


def counts(model: Path, clips: Sequence[Path]) -> Counts:
    """The instructions of clips from all over the split, on the processor of each board.

    Args:
        model: folder of model.tflite and model.json.
        clips: the WAV files of the split.

    Raises:
        EmulatorError: this machine cannot emulate.
    """
    chosen = clips[:: -(-len(clips) // COUNTED_CLIPS)]
    return {board.qemu_cpu: count_instructions(model, chosen, board) for board in BOARDS.values()}


def modelled(measured: Row, counts: Counts) -> Row:
    """The row of an emulated device: what its clock and its memory said is below `emulation`, where nothing judges it.

    Args:
        measured: its row as of any device.
        counts: as of `counts`.
    """
    times = {part: [modelled_ms(getattr(one, part)) for one in counts[BOARD.qemu_cpu]] for part in PARTS}
    return {
        **{key: value for key, value in measured.items() if key not in EMULATORS_OWN},
        MODELLED: {part: {"median": median(of_part), **compute_tail(of_part)} for part, of_part in times.items()},
        "latency_histogram": make_latency_histogram(times),
        "instructions": {name: _instructions(clips) for name, clips in counts.items()},
        "emulation": {key: measured[key] for key in EMULATORS_OWN},
    }


def _instructions(clips: Sequence[Instructions]) -> dict[str, int]:
    """How many clips were counted, and the parts of their mean."""
    mean = mean_of(clips)
    return {"clips": len(clips), **{part: getattr(mean, part) for part in PARTS}}
