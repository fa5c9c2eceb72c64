"""A real systemd for the user of a device, in a separate control group, for a `with` block."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from support.ssh_server import Loopback

SYSTEMD = Path("/lib/systemd/systemd")
# A user's instance asks whether a systemd booted the machine, and takes the control group that it is started in.
START = """
mount -t cgroup2 cgroup2 /sys/fs/cgroup
mkdir -p /run/systemd
mount -t tmpfs tmpfs /run/systemd
mkdir /run/systemd/system /sys/fs/cgroup/kws-$$
sh -c 'echo $$ >"$0/cgroup.procs"; exec "$1" --user' "/sys/fs/cgroup/kws-$$" "$1"
find /sys/fs/cgroup/kws-$$ -depth -type d -exec rmdir {} +
"""

needs_systemd = pytest.mark.skipif(
    os.geteuid() != 0 or not SYSTEMD.exists() or shutil.which("arecord") is None,
    reason="needs root, systemd and arecord: apt-get install systemd alsa-utils",
)


@contextmanager
def start_user_systemd(device: Loopback, runtime: Path) -> Iterator[None]:
    """Start the user's systemd, and let sessions on the device find it as pam_systemd does.

    Args:
        device: that runs; it is started again.
        runtime: folder for sockets, whose path must be short.
    """
    device.stop()
    device.environment["XDG_RUNTIME_DIR"] = str(runtime)
    device.start()
    variables = {"HOME": str(device.home), "PATH": os.defpath, "XDG_RUNTIME_DIR": str(runtime)}
    command = ["unshare", "--mount", "--cgroup", "sh", "-eu", "-c", START, "sh", str(SYSTEMD)]
    with subprocess.Popen(command, env=variables, cwd="/") as systemd:
        try:
            while not (runtime / "systemd" / "private").exists():
                assert systemd.poll() is None
                time.sleep(0.05)
            yield
        finally:
            subprocess.run(["systemctl", "--user", "exit"], env=variables, check=True)
            systemd.wait(timeout=30)
