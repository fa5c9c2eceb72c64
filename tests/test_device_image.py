"""The device's image for a Raspberry Pi, built by `make image-pi` and run in emulation."""

import json
import os
import subprocess

import pytest
from support.project import CLIPS_PER_WORD, params_flag

from components.images import make_tag
from kws.emulator.boards import BOARDS

pytestmark = pytest.mark.containers

DOCKER = os.environ.get("DOCKER", "docker")
IMAGE = f"{make_tag('device')}-arm64"
MAX_BYTES = 250e6


def docker(*arguments):
    done = subprocess.run([DOCKER, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(("image", "architecture"), [(IMAGE, {"arm64"}), (make_tag("device"), {"amd64", "arm64"})])
def test_it_is_of_its_processor_and_small(image, architecture):
    (described,) = json.loads(docker("image", "inspect", image))
    assert described["Architecture"] in architecture
    assert described["Size"] < MAX_BYTES
    assert described["Config"]["User"] == "kws"


def test_a_pi_that_validates_in_it_answers_as_the_host_does(clips_folder, tflite_folder, evaluation, tmp_path):
    board = BOARDS["pi-4"]
    board.write_files(tmp_path)
    mounts = {
        tmp_path / "proc/cpuinfo": "/proc/cpuinfo",
        tmp_path / "sys/devices/system/cpu": "/sys/devices/system/cpu",
        clips_folder: "/clips",
        tflite_folder: "/tflite",
        evaluation: "/evaluation",
    }
    device = {"kind": "raspberry-pi", "targets": [], "allow_governor": False}
    flags = ["--clips", "/clips", "--tflite", "/tflite", "--predictions", "/evaluation/predictions.csv"]
    (tmp_path / "reports").mkdir()
    docker(
        *("run", "--rm", "--network", "none", "--platform", "linux/arm64", "--user", os.getuid()),
        *("--env", f"QEMU_CPU={board.qemu_cpu}", "--volume", f"{tmp_path}/reports:/reports"),
        *(word for here, there in mounts.items() for word in ("--volume", f"{here}:{there}:ro")),
        *(IMAGE, "python", "-m", "components.validate", *params_flag("validate", device=device, window_s=0.05)),
        *(*flags, "--device-report", "/reports/device.json"),
    )
    document = json.loads((tmp_path / "reports" / "device.json").read_text())
    assert document["device"]["machine"] == "aarch64"
    assert document["agreement"]["same"] == document["n"] == 2 * CLIPS_PER_WORD["test"]
    assert document["agreement"]["max_steps"] <= 1
    # What is emulated does not pass for a Raspberry Pi.
    assert document["reasons"][0] == f"not a Raspberry Pi: {board.model}"
