"""Where a Pi can be emulated: on Linux, as root. There, what is missing is a failure and no reason to skip."""

import os
import sys
from pathlib import Path

import pytest

emulates = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="a Pi is emulated on Linux, by root only"
)


def traces(folder: Path) -> list[str]:
    """Mounts and processes that name a folder."""
    mounts = Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
    commands = [command(int(path.name)) for path in Path("/proc").glob("[0-9]*")]
    return [line for line in [*mounts, *commands] if str(folder) in line.replace("\\040", " ")]


def command(pid: int) -> str:
    """The words of a process, if it has not ended meanwhile."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8", errors="replace").replace("\0", " ")
    except OSError:
        return ""


def descendants(pid: int) -> list[int]:
    """The processes that one has begun, and theirs."""
    try:
        children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return [each for child in children for each in (child, *descendants(child))]
