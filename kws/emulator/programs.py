"""The programs that the emulator needs: the check that they are installed, and running them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from kws.core.errors import EmulatorError

# Debian packages, by the program that each is installed for.
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
    """Require programs, and root if asked, on Linux.

    Raises:
        EmulatorError: the system is not Linux, a program is missing, or the user is not root.
    """
    if sys.platform != "linux":
        raise EmulatorError(f"expected Linux, got {sys.platform}: emulate the Pi in a Debian machine")
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        packages = " ".join(sorted({PACKAGES[program] for program in missing}))
        raise EmulatorError(f"expected the program {missing[0]}, found none: apt-get install {packages}")
    if root and os.geteuid() != 0:
        raise EmulatorError("expected root, which the Pi's mounts and its file owners need: run it with sudo")


def run_program(command: Sequence[str], env: Mapping[str, str] | None = None, folder: Path | None = None) -> str:
    """Run a program to its end; returns its standard output.

    Args:
        command: the program and its arguments.
        env: its whole environment; None for that of this process.
        folder: working directory; None for that of this process.

    Raises:
        EmulatorError: the program failed; with the last line of its output.
    """
    done = subprocess.run(
        command, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True, env=env, cwd=folder
    )
    if done.returncode != 0:
        lines = (done.stderr or done.stdout).strip().splitlines()
        reason = lines[-1] if lines else f"status {done.returncode}"
        raise EmulatorError(f"expected {command[0]} to end well, got: {reason.removeprefix('error: ')}")
    return done.stdout
