"""The commands of `kws pi`."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.emulation import needs_emulator
from support.project import ROOT

from kws.emulator.root_file_system import CACHE, make_root_file_system


def kws(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kws.cli", "pi", *words]
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=folder, env=environment)


@needs_emulator
@pytest.mark.slow
def test_a_pi_is_started_used_as_it_says_and_stopped(tmp_path: Path) -> None:
    project, root = tmp_path, make_root_file_system()
    (project / "requirements").symlink_to(ROOT / "requirements")
    (project / CACHE).mkdir(parents=True)
    (project / CACHE / root.name).symlink_to(root)  # the one that the other tests stand on
    try:
        started = kws(project, "start")
        assert started.returncode == 0, started.stderr
        line = re.fullmatch(r"running: (ssh .*)\n", started.stdout)
        assert line
        machine = subprocess.run([*line[1].split(), "uname", "-m"], check=True, capture_output=True, cwd=project)
        assert machine.stdout == b"aarch64\n"
        assert kws(project, "status").stdout == started.stdout
    finally:
        stopped = kws(project, "stop")

    assert stopped.stdout == "not running: start it with kws pi start\n"
    assert [path.name for path in (project / CACHE).iterdir()] == [root.name]


def test_a_pi_that_nobody_started_does_not_run(tmp_path: Path) -> None:
    assert kws(tmp_path, "status").stdout == "not running: start it with kws pi start\n"


def test_an_unknown_board_is_refused_with_those_that_are(tmp_path: Path) -> None:
    done = kws(tmp_path, "start", "--board", "pi-3")

    assert done.returncode == 2
    assert done.stderr == "error: --board: expected one of pi-4, pi-5, got 'pi-3'\n"
