"""The number of instructions that a Pi's processor executes per answer, the same on every run.

The device's own code runs under qemu-user with a plugin (count_instructions.c) that writes the number of instructions
executed so far at each mark in the code. Paths, processor description, environment, random seeds and addresses are
always the same, so that the host does not change a count.
"""

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import kws
from kws.core.errors import EmulatorError
from kws.device import count
from kws.emulator.boards import Board
from kws.emulator.programs import require, run_program
from kws.emulator.root_file_system import CACHE, PYTHON, SITE_PACKAGES, make_root_file_system
from kws.model.manifest import MANIFEST, MODEL

PLUGIN = Path(__file__).with_name("count_instructions.c")
ENVIRONMENT = {
    "LC_ALL": "C",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONPATH": f"/job/code:{SITE_PACKAGES}",
}
PROGRAMS = ("gcc", "qemu-aarch64", "setarch")
MARKS = [count.BEGIN, count.MIDDLE, count.END]


# For modelled latencies: a conservative figure for a Cortex-A72 at 1.5 to 1.8 GHz.
MODELLED_INSTRUCTIONS_PER_S = 1e9


@dataclass(frozen=True)
class Instructions:
    """The instructions for one clip, or their mean over clips.

    Attributes:
        front_end: from waveform to features.
        invoke: from features to probabilities.
    """

    front_end: int
    invoke: int

    @property
    def total(self) -> int:
        """From waveform to probabilities."""
        return self.front_end + self.invoke


def model_latency_ms(instructions: int) -> float:
    """Model the time of a number of instructions, in ms; not a measurement, and never to be called one."""
    return 1000 * instructions / MODELLED_INSTRUCTIONS_PER_S


def compute_mean(counts: Sequence[Instructions]) -> Instructions:
    """Compute the mean over clips, rounded to whole instructions."""
    return Instructions(round(mean(one.front_end for one in counts)), round(mean(one.invoke for one in counts)))


def count_instructions(
    model: Path, clips: Sequence[Path], board: Board, warmup_clips: int = 3, cache: Path = CACHE
) -> list[Instructions]:
    """Count the instructions for each clip on a board.

    Reading files is not counted. Each part includes the cost of a mark, some 3,000 instructions. Root is needed only to
    make the Pi's file system.

    Args:
        model: folder of model.tflite and model.json.
        clips: WAV files.
        board: to emulate.
        warmup_clips: number of clips to answer before counting.
        cache: folder of the Pi's file system.

    Raises:
        EmulatorError: this machine cannot emulate, or the code on the emulated processor failed.
    """
    files = {f"{number}.wav": clip for number, clip in enumerate(clips)}
    marks = _run_with_marks(count.__spec__.name, [str(warmup_clips), *_list_paths(files)], model, files, board, cache)
    counts = _group_marks(marks)
    if len(counts) != len(clips):
        raise EmulatorError(f"expected the marks of {len(clips)} clips, got those of {len(counts)}")
    return counts


def count_listening(model: Path, sound: Path, rate_hz: int, board: Board, cache: Path = CACHE) -> int:
    """Count the instructions for listening to a sound from its third second on, including reading it.

    Args:
        model: folder of model.tflite and model.json.
        sound: file of 16-bit samples of one channel.
        rate_hz: of the sound.
        board: to emulate.
        cache: folder of the Pi's file system.

    Raises:
        EmulatorError: as `count_instructions`.
    """
    files = {"sound.raw": sound}
    arguments = [*_list_paths(files), str(rate_hz)]
    marks = _run_with_marks("kws.device.listen.count", arguments, model, files, board, cache)
    if [mark for mark, _ in marks] != [count.BEGIN, count.END]:
        raise EmulatorError(f"expected a mark at either end, got {len(marks)} from the emulated processor")
    (_, begin), (_, end) = marks
    return end - begin


def _list_paths(files: Mapping[str, Path]) -> list[str]:
    # The paths of a job's files on the Pi.
    return [f"/job/files/{name}" for name in files]


def _run_with_marks(
    program: str, arguments: Sequence[str], model: Path, files: Mapping[str, Path], board: Board, cache: Path
) -> list[tuple[int, ...]]:
    # Run a program of the device with a model and arguments; returns its marks, and the instructions at each.
    require(*PROGRAMS)
    root = make_root_file_system(cache)
    with tempfile.TemporaryDirectory(prefix="kws-") as folder:
        scratch = Path(folder)
        _lay_out(scratch / "pi", root, model, files, board)
        run_program(
            [*_make_command(scratch, board), "-P", "-s", "-m", program, "/job/model", *arguments],
            env={"PATH": os.defpath, **ENVIRONMENT},
            folder=Path("/"),
        )
        marks = (scratch / "marks.txt").read_text(encoding="ascii").splitlines()
    return [tuple(map(int, line.split())) for line in marks]


def compile_plugin(library: Path) -> Path:
    """Compile qemu's plugin; returns the library.

    Raises:
        EmulatorError: gcc failed.
    """
    options = ["-std=c11", "-O2", "-Wall", "-Wextra", "-Werror", "-fPIC", "-fvisibility=hidden", "-shared"]
    run_program(["gcc", *options, "-o", str(library), str(PLUGIN)])
    return library


def _lay_out(pi: Path, root: Path, model: Path, files: Mapping[str, Path], board: Board) -> None:
    # Lay out a Pi's file system at `pi`, with the files of the job.
    board.write_files(pi)
    for entry in root.iterdir():
        if not (pi / entry.name).exists():
            (pi / entry.name).symlink_to(entry)
    _copy_code(pi / "job/code")
    (pi / "job/model").mkdir()
    for name in (MODEL, MANIFEST):
        shutil.copy(model / name, pi / "job/model" / name)
    (pi / "job/files").mkdir()
    for name, file in files.items():
        shutil.copy(file, pi / "job/files" / name)


def _copy_code(code: Path) -> None:
    # Copy the code that runs on the device, without this Python's bytecode.
    source = Path(kws.__path__[0])
    (code / source.name).mkdir(parents=True)
    shutil.copy(source / "__init__.py", code / source.name)
    for room in ("core", "audio", "model", "device"):
        shutil.copytree(source / room, code / source.name / room, ignore=shutil.ignore_patterns("__pycache__"))


def _make_command(scratch: Path, board: Board) -> list[str]:
    # The command up to Python's arguments.
    plugin, python = compile_plugin(scratch / "count.so"), f"/usr/bin/python{PYTHON}"
    return [
        # Without randomized addresses: hashes of objects depend on them, and so does the work of Python's dictionaries.
        *("setarch", "--addr-no-randomize", "qemu-aarch64", "-cpu", board.qemu_cpu, "-seed", "1"),
        *("-L", str(scratch / "pi"), "-plugin", f"{plugin},out={scratch / 'marks.txt'}"),
        *("-0", python, f"{scratch / 'pi'}{python}"),
    ]


def _group_marks(marks: Sequence[tuple[int, ...]]) -> list[Instructions]:
    # The instructions for each clip, from its three marks.
    clips = [marks[place : place + len(MARKS)] for place in range(0, len(marks), len(MARKS))]
    if any([mark for mark, _ in clip] != MARKS for clip in clips):
        raise EmulatorError(f"expected the marks {MARKS} of each clip, got others from the emulated processor")
    return [Instructions(middle - begin, end - middle) for (_, begin), (_, middle), (_, end) in clips]
