"""Instructions of a Pi's processor: counted exactly, and the same on every run."""

import subprocess
from pathlib import Path

import numpy as np
import pytest
from support.dense_model import make_dense_file, make_dense_folder
from support.emulation import needs_emulator

from kws.audio.clips import CLIP_SAMPLES, encode_wav
from kws.audio.front_end_spec import FrontEndSpec
from kws.core.errors import EmulatorError
from kws.emulator.boards import BOARDS
from kws.emulator.instructions import Instructions, compile_plugin, compute_mean, count_instructions
from kws.emulator.root_file_system import PYTHON, make_root_file_system

SPEC = FrontEndSpec("mfcc", 16.0, 8.0, 1, 10, 40.0, 4000.0, 10)

# A function of so many arm64 `nop` and a `ret`, called between two marks.
NOPS = """
import ctypes, mmap
mark = ctypes.CDLL(None).syscall
def run(nops):
    page = mmap.mmap(-1, 65536, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(bytes.fromhex("1f2003d5") * nops + bytes.fromhex("c0035fd6"))
    function = ctypes.CFUNCTYPE(None)(ctypes.addressof(ctypes.c_char.from_buffer(page)))
    mark(0x6B7773, nops)
    function()
    mark(0x6B7773, 0)
for nops in (100, 1000, 4000):
    run(nops)
"""


@pytest.fixture
def clips(tmp_path: Path) -> list[Path]:
    rng = np.random.default_rng(0)
    paths = [tmp_path / f"{name}.wav" for name in ("one", "other")]
    for path in paths:
        path.write_bytes(encode_wav(0.1 * rng.standard_normal(CLIP_SAMPLES, np.float32)))
    return paths


def dense_model(folder: Path, labels: int) -> Path:
    """Make a float model of one dense layer."""
    size = SPEC.num_frames * SPEC.num_features
    weights = np.random.default_rng(0).standard_normal((labels, size), np.float32)
    shape = (1, SPEC.num_frames, SPEC.num_features)
    content = make_dense_file(weights, np.zeros(labels, np.float32), input_shape=shape)
    return make_dense_folder(folder, content, SPEC, tuple(f"word {number}" for number in range(labels)))


@needs_emulator
@pytest.mark.slow
def test_the_plugin_counts_every_instruction_once(tmp_path: Path) -> None:
    plugin, root = compile_plugin(tmp_path / "count.so"), make_root_file_system()
    program = ["-plugin", f"{plugin},out={tmp_path}/marks", str(root / f"usr/bin/python{PYTHON}"), "-I", "-c", NOPS]

    subprocess.run(["qemu-aarch64", "-L", str(root), *program], check=True, timeout=60)

    marks = [tuple(map(int, line.split())) for line in (tmp_path / "marks").read_text().splitlines()]
    counts = {nops: after - before for (nops, before), (_, after) in zip(marks[::2], marks[1::2], strict=True)}
    assert counts[4000] - counts[1000] == 3000


@needs_emulator
@pytest.mark.slow
def test_a_plugin_without_its_file_is_refused(tmp_path: Path) -> None:
    plugin, root = compile_plugin(tmp_path / "count.so"), make_root_file_system()

    done = subprocess.run(
        ["qemu-aarch64", "-L", str(root), "-plugin", str(plugin), str(root / "usr/bin/true")],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.returncode != 0
    assert "expected the argument out=FILE, got 0 arguments" in done.stderr


@needs_emulator
@pytest.mark.slow
@pytest.mark.parametrize("board", BOARDS)
def test_two_runs_count_the_same(board: str, clips: list[Path], tmp_path: Path) -> None:
    model = dense_model(tmp_path / "model", labels=2)
    moved = dense_model(tmp_path / "the same in a folder of a longer name", labels=2)

    first = count_instructions(model, clips, BOARDS[board])

    assert len(first) == len(clips)
    assert all(one.front_end > 0 and one.invoke > 0 for one in first)
    assert count_instructions(moved, clips, BOARDS[board]) == first


@needs_emulator
@pytest.mark.slow
def test_a_larger_model_is_more_to_invoke_and_the_same_front_end(clips: list[Path], tmp_path: Path) -> None:
    small, large = (
        compute_mean(count_instructions(dense_model(tmp_path / f"{labels}", labels), clips, BOARDS["pi-4"]))
        for labels in (2, 200)
    )

    assert large.invoke > small.invoke
    assert large.front_end == pytest.approx(small.front_end, rel=0.01)


@needs_emulator
@pytest.mark.slow
def test_what_the_device_refuses_is_said_on_one_line(clips: list[Path], tmp_path: Path) -> None:
    model = dense_model(tmp_path / "model", labels=2)
    (model / "model.tflite").write_bytes(b"something else")

    with pytest.raises(EmulatorError, match=r"expected sha256 .*: /job/model/model.tflite$"):
        count_instructions(model, clips, BOARDS["pi-4"])


def test_the_mean_is_of_whole_instructions() -> None:
    counts = [Instructions(10, 100), Instructions(11, 103), Instructions(12, 103)]

    assert compute_mean(counts) == Instructions(11, 102)
    assert compute_mean(counts).total == 113
