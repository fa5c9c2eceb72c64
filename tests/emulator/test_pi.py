"""A Pi that is started, used over SSH and stopped without a trace."""

import dataclasses
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from support.emulation import find_traces, needs_emulator
from support.project import ROOT

from kws.audio.clips import read_clip
from kws.core.errors import EmulatorError
from kws.emulator.boards import BOARDS
from kws.emulator.pi import ALIAS, EmulatedPi, start_pi
from kws.model.spotter import Spotter

# The logits of clips, on the Pi.
ANSWERS = """
import json, sys
from pathlib import Path
from kws.audio.clips import read_clip
from kws.model.spotter import Spotter
spotter = Spotter(Path())
print(json.dumps([spotter.model(spotter.front_end(read_clip(Path(name)))) for name in sys.argv[1:]]))
"""

pytestmark = [needs_emulator, pytest.mark.slow]


@pytest.fixture(scope="module")
def pi(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmulatedPi]:
    with start_pi(BOARDS["pi-4"], tmp_path_factory.mktemp("a pi")) as running:
        yield running


def ssh(pi: EmulatedPi, command: str, *options: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    line = ["ssh", "-F", str(pi.ssh_config), "-o", "BatchMode=yes", *options, ALIAS, command]
    return subprocess.run(line, check=False, input=stdin, capture_output=True, text=True, timeout=60)


def test_it_is_an_arm64_machine_to_whoever_logs_in(pi: EmulatedPi) -> None:
    assert ssh(pi, "uname -m").stdout == "aarch64\n"
    assert ssh(pi, "whoami; echo $QEMU_CPU").stdout == "pi\ncortex-a72\n"


def test_its_processor_is_the_boards(pi: EmulatedPi) -> None:
    shown = ssh(pi, "cat /proc/cpuinfo /sys/devices/system/cpu/present").stdout

    assert "CPU part\t: 0xd08" in shown
    assert shown.endswith("0-3\n")


def test_it_runs_the_devices_wheels(pi: EmulatedPi) -> None:
    program = "import numpy, ai_edge_litert.interpreter; print(numpy.ones(3, 'f4') @ numpy.ones(3, 'f4'))"

    done = ssh(pi, f'PYTHONPATH=/opt/kws/site-packages python3 -c "{program}"')

    assert (done.stdout, done.returncode) == ("3.0\n", 0)


def test_an_int8_model_answers_as_on_this_machine(pi: EmulatedPi, tflite_folder: Path, clips_folder: Path) -> None:
    clips = sorted(clips_folder.glob("*/test_*.wav"))
    names = [str(clip.relative_to(clips_folder)) for clip in clips]
    sources = [
        (ROOT, "kws/__init__.py", "kws/core", "kws/audio", "kws/model"),
        (tflite_folder, "."),
        (clips_folder, *names),
    ]
    folders = [word for folder, *paths in sources for word in ("-C", str(folder), *paths)]
    packed = subprocess.run(["tar", "-c", "--exclude=__pycache__", *folders], check=True, capture_output=True).stdout
    subprocess.run(["ssh", "-F", pi.ssh_config, ALIAS, "tar -x"], input=packed, check=True, timeout=60)

    done = ssh(pi, f"PYTHONPATH=.:/opt/kws/site-packages python3 - {' '.join(names)}", stdin=ANSWERS)

    spotter = Spotter(tflite_folder)
    expected = [spotter.model(spotter.front_end(read_clip(clip))) for clip in clips]
    assert done.returncode == 0, done.stderr
    np.testing.assert_allclose(json.loads(done.stdout), expected, rtol=0, atol=spotter.manifest.output.scale)


def test_files_travel_by_sftp(pi: EmulatedPi, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("and back", encoding="utf-8")
    batch = f"put {tmp_path}/there there\nget there {tmp_path}/back\n"

    subprocess.run(["sftp", "-F", pi.ssh_config, "-b", "-", ALIAS], input=batch.encode(), check=True, timeout=60)

    assert (tmp_path / "back").read_text(encoding="utf-8") == "and back"


def test_a_password_is_no_way_in(pi: EmulatedPi) -> None:
    done = ssh(pi, "true", "-o", "PubkeyAuthentication=no")

    assert done.returncode == 255
    assert "Permission denied (publickey)" in done.stderr


def test_a_running_pi_is_not_started_again(pi: EmulatedPi) -> None:
    with pytest.raises(EmulatorError, match=r"expected no running Pi, found one.*kws pi stop"):
        pi.start(BOARDS["pi-4"])

    assert ssh(pi, "uname -m").stdout == "aarch64\n"


def test_two_run_side_by_side_and_each_start_is_a_fresh_card(pi: EmulatedPi, tmp_path: Path) -> None:
    ssh(pi, "touch left-behind")

    with start_pi(BOARDS["pi-5"], tmp_path) as other:
        assert ssh(other, "ls; grep -c 0xd0b /proc/cpuinfo").stdout == "4\n"


def test_nothing_is_left_when_it_has_stopped(tmp_path: Path) -> None:
    with start_pi(BOARDS["pi-4"], tmp_path) as pi:
        ssh(pi, "nohup sleep 600 >/dev/null 2>&1 &")
        assert find_traces(tmp_path)

    assert not find_traces(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert not pi.is_running


def test_who_starts_it_by_sudo_has_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUDO_UID", "65534")

    with start_pi(BOARDS["pi-4"], tmp_path):
        keys = {
            path.name: (path.stat().st_uid, path.stat().st_mode & 0o777) for path in (tmp_path / "run").glob("*key")
        }

    assert keys == {"key": (65534, 0o600), "host_key": (0, 0o600)}


def test_a_start_that_fails_says_why_and_leaves_nothing(tmp_path: Path) -> None:
    board = dataclasses.replace(BOARDS["pi-4"], qemu_cpu="z80")

    with pytest.raises(EmulatorError, match=r"expected the Pi's sshd to answer, got: .*z80"):
        EmulatedPi(tmp_path).start(board)

    assert not find_traces(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_stopping_what_does_not_run_does_nothing(tmp_path: Path) -> None:
    EmulatedPi(tmp_path).stop()

    assert list(tmp_path.iterdir()) == []
