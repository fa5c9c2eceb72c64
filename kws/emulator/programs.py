"""The programs that the emulated Pi stands on, and what to do where one is missing or fails."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from kws.core.errors import EmulatorError

# By program, the Debian package that brings it.
PACKAGES = {
    "apt-get": "apt",
    "gcc": "gcc libc6-dev",
    "mmdebstrap": "mmdebstrap",
    "mount": "mount",
    "qemu-aarch64": "qemu-user",
    "qemu-aarch64-static": "qemu-user-static",
    "setarch": "util-linux",
    "setpriv": "util-linux",
    "setsid": "util-linux",
    "ssh-keygen": "openssh-client",
    "unshare": "util-linux",
}


def require(*programs: str, root: bool = False) -> None:
    """Say at once what this machine lacks.

    Raises:
        EmulatorError: not Linux, a program is missing, or the user is not root where only root can.
    """
    if sys.platform != "linux":
        raise EmulatorError(f"expected Linux, got {sys.platform}: emulate the Pi in a Debian machine")
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        packages = " ".join(sorted({PACKAGES[program] for program in missing}))
        raise EmulatorError(f"expected the program {missing[0]}, found none: apt-get install {packages}")
    if root and os.geteuid() != 0:
        raise EmulatorError("expected root, which the Pi's mounts and its file owners need: run it with sudo")


def output_of(command: Sequence[str], env: Mapping[str, str] | None = None, folder: Path | None = None) -> str:
    """Run a program to its end; what it wrote to standard output.

    Args:
        command: the program and its arguments.
        env: its whole environment; this process's where None.
        folder: where it runs; here where None.

    Raises:
        EmulatorError: it failed; with the last line that it said.
    """
    done = subprocess.run(
        command, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True, env=env, cwd=folder
    )
    if done.returncode != 0:
        lines = (done.stderr or done.stdout).strip().splitlines()
        said = lines[-1] if lines else f"status {done.returncode}"
        raise EmulatorError(f"expected {command[0]} to end well, got: {said.removeprefix('error: ')}")
    return done.stdout
