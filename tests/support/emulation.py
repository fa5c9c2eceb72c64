"""The mark of tests that need an emulated Pi, and helpers to find what it leaves behind.

On Linux as root, where a Pi can be emulated, a missing program is a failure and no reason to skip.
"""

import os
import sys
from pathlib import Path

import pytest

needs_emulator = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="a Pi is emulated on Linux, by root only"
)


def find_traces(folder: Path) -> list[str]:
    """Find the mounts and processes that name a folder."""
    mounts = Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
    commands = [read_command(int(path.name)) for path in Path("/proc").glob("[0-9]*")]
    return [line for line in [*mounts, *commands] if str(folder) in line.replace("\\040", " ")]


def read_command(pid: int) -> str:
    """Read the command line of a process; empty if it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8", errors="replace").replace("\0", " ")
    except OSError:
        return ""


def list_descendants(pid: int) -> list[int]:
    """List the children of a process, and theirs."""
    try:
        children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return [each for child in children for each in (child, *list_descendants(child))]
