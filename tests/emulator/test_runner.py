"""The whole protocol on an emulated Pi, which leaves nothing behind."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest
from support.emulation import find_traces, list_descendants, needs_emulator, read_command
from support.project import CLIPS_PER_WORD, ROOT, params_flag

from kws.emulator.boards import BOARDS

DEVICE = {"kind": "emulated", "targets": [], "allow_governor": False}
CLIPS = 2 * CLIPS_PER_WORD["test"]


def stage(clips, tflite, predictions, folder, **environment):
    """Start the stage as a process, with its temporary files below `folder`."""
    flags = ["--clips", clips, "--tflite", tflite, "--predictions", predictions]
    # A job in the background, as tests may be, ignores ctrl-C and so would its children.
    words = [shutil.which("env"), "--default-signal=INT", sys.executable, "-m", "components.validate"]
    words += [*params_flag("validate", device=DEVICE, window_s=0.05), *map(str, flags)]
    words += ["--device-report", str(folder / "device.json")]
    environment = {**os.environ, "TMPDIR": str(folder), **environment}
    return subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@needs_emulator
@pytest.mark.slow
def test_every_clip_is_answered_as_on_the_host_and_the_latency_is_modelled(
    clips_folder, tflite_folder, evaluation, tmp_path
):
    with stage(clips_folder, tflite_folder, evaluation / "predictions.csv", tmp_path) as process:
        out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    document = json.loads((tmp_path / "device.json").read_text())
    agreement, instructions = document["agreement"], document["instructions"]
    assert (document["kind"], document["valid"], document["n"]) == ("emulated", True, CLIPS)
    assert (agreement["same"], agreement["different"]) == (CLIPS, [])
    assert agreement["max_steps"] <= 1
    assert (agreement["inexact"] == []) == (agreement["max_steps"] == 0)
    assert document["device"]["machine"] == "aarch64"
    assert "emulated" in document["device"]["model"]
    assert set(instructions) == {board.qemu_cpu for board in BOARDS.values()}
    for counted in instructions.values():
        assert counted["total"] == pytest.approx(counted["front_end"] + counted["invoke"], abs=1)
    latency = document["modelled_latency_ms"]["total"]
    assert latency["median"] == pytest.approx(instructions["cortex-a72"]["total"] / 1e6, rel=0.05)
    assert latency["median"] <= latency["p99"] <= latency["max"]
    assert "latency_ms" not in document
    assert document["emulation"]["latency_ms"]["total"]["median"] > 0
    assert f"modelled median {latency['median']:.3f} ms" in out
    assert [path.name for path in tmp_path.iterdir()] == ["device.json"]
    assert not find_traces(tmp_path)


@needs_emulator
@pytest.mark.slow
def test_ctrl_c_leaves_no_process_and_no_mount(clips_folder, tflite_folder, evaluation, tmp_path):
    with stage(clips_folder, tflite_folder, evaluation / "predictions.csv", tmp_path) as process:
        while not any("kws.device" in read_command(pid) for pid in on_the_pi(tmp_path)):
            assert process.poll() is None
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert (process.returncode, err.strip()) == (130, "interrupted")
    assert list(tmp_path.iterdir()) == []
    assert not find_traces(tmp_path)


@needs_emulator
@pytest.mark.slow
def test_the_pi_ends_with_a_stage_that_is_killed(clips_folder, tflite_folder, evaluation, tmp_path):
    with stage(clips_folder, tflite_folder, evaluation / "predictions.csv", tmp_path) as process:
        while not on_the_pi(tmp_path):
            assert process.poll() is None
            time.sleep(0.1)
        pis = on_the_pi(tmp_path)
        process.kill()
    for _ in range(100):
        if not any(read_command(pid) for pid in pis):
            break
        time.sleep(0.1)
    assert not any(read_command(pid) for pid in pis)
    assert not find_traces(tmp_path)


@needs_emulator
@pytest.mark.slow
def test_a_failure_leaves_no_process_and_no_mount(clips_folder, tflite_folder, evaluation, tmp_path):
    shutil.copytree(clips_folder, tmp_path / "clips")
    (tmp_path / "clips" / "up" / "test_1.wav").write_bytes(b"RIFF")
    (tmp_path / "scratch").mkdir()
    with stage(tmp_path / "clips", tflite_folder, evaluation / "predictions.csv", tmp_path / "scratch") as process:
        _, err = process.communicate(timeout=60)
    (line,) = err.strip().splitlines()
    assert process.returncode == 2
    assert "expected content of sha256" in line
    assert list((tmp_path / "scratch").iterdir()) == []
    assert not find_traces(tmp_path / "scratch")


def test_a_machine_that_cannot_emulate_says_what_is_missing(clips_folder, tflite_folder, evaluation, tmp_path):
    with stage(clips_folder, tflite_folder, evaluation / "predictions.csv", tmp_path, PATH="/nowhere") as process:
        _, err = process.communicate(timeout=60)
    (line,) = err.strip().splitlines()
    assert process.returncode == 2
    assert line == "error: expected the program gcc, found none: apt-get install gcc libc6-dev qemu-user util-linux"


def on_the_pi(folder):
    """The processes of the Pi whose keys are below a folder, once it has started."""
    numbers = [path.read_text().strip() for path in folder.glob("kws-*/run/pid")]
    return [pid for number in numbers if number for pid in list_descendants(int(number))]
