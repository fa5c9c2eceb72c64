"""A device on loopback: this machine behind a separate sshd, with a separate home."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path

import pytest

from kws.remote.lock import LOCK, Lock
from kws.remote.setup import set_up
from kws.remote.ssh import SshDevice

PACKAGES = ("numpy", "ai-edge-litert")
SSHD = shutil.which("sshd", path="/usr/sbin:/usr/bin:/sbin")


class Loopback:
    """A device: an sshd, the home behind it, and the .ssh folder of the user who connects.

    Args:
        folder: of all its files.
        home: of the device; None for one below `folder`.
        environment: variables on the device.
    """

    def __init__(self, folder: Path, home: Path | None = None, **environment: str) -> None:
        self.folder, self.home = folder, home or folder / "home"
        self.bin, self.ssh = folder / "bin", folder / "user" / ".ssh"
        for place in (self.home, self.bin, self.ssh):
            place.mkdir(parents=True, exist_ok=True)
        self.environment = environment
        self.port = _free_port()
        self.process: subprocess.Popen[bytes] | None = None
        _keygen(folder / "host_key")
        _keygen(self.ssh / "id_ed25519")
        shutil.copy(self.ssh / "id_ed25519.pub", folder / "authorized_keys")
        # The Python that the tests run with, whose wheels they have.
        self.add_command("python3", f'exec {Path(sys.executable).resolve()} "$@"')
        self.trust()
        (self.ssh / "config").write_text(
            f"Host pi\n  HostName 127.0.0.1\n  Port {self.port}\n  IdentityFile {self.ssh}/id_ed25519\n"
            f"  UserKnownHostsFile {self.ssh}/known_hosts\n  IdentitiesOnly yes\n"
        )

    def trust(self) -> None:
        """Write the host key into known_hosts."""
        key = (self.folder / "host_key.pub").read_text()
        (self.ssh / "known_hosts").write_text(f"[127.0.0.1]:{self.port} {key}")

    def add_command(self, name: str, script: str) -> None:
        """Add a command that comes first on the device's PATH."""
        (self.bin / name).write_text(f"#!/bin/sh\n{script}\n")
        (self.bin / name).chmod(0o755)

    def start(self) -> None:
        """Start sshd and wait until it listens."""
        variables = {"HOME": self.home, "PATH": f"{self.bin}:/usr/local/bin:/usr/bin:/bin", **self.environment}
        (self.folder / "sshd_config").write_text(
            f"ListenAddress 127.0.0.1\nPort {self.port}\nHostKey {self.folder}/host_key\nPidFile none\nUsePAM no\n"
            f"AuthorizedKeysFile {self.folder}/authorized_keys\nStrictModes no\nPasswordAuthentication no\n"
            f"PermitRootLogin prohibit-password\nSetEnv {' '.join(f'{k}={v}' for k, v in variables.items())}\n"
        )
        # Where sshd separates its privileges; Debian's service makes it at boot.
        Path("/run/sshd").mkdir(exist_ok=True)
        self.process = subprocess.Popen(
            [str(SSHD), "-D", "-e", "-f", str(self.folder / "sshd_config")], stderr=subprocess.DEVNULL
        )
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError("sshd does not listen")

    def stop(self) -> None:
        """End sshd and its sessions."""
        if self.process:
            self.drop_sessions()
            self.process.kill()
            self.process.wait()

    def drop_sessions(self) -> int:
        """Kill the processes of sshd that serve a connection; returns their number."""
        assert self.process
        sessions = _children(self.process.pid)
        for pid in sessions:
            for child in [pid, *_children(pid)]:
                if _name(child) == "sshd":
                    os.kill(child, signal.SIGKILL)
        return len(sessions)

    def agents(self) -> list[int]:
        """List the processes that work in this device's home."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if (process / "cwd").readlink().is_relative_to(self.home):
                    found.append(int(process.name))
            except OSError:
                continue
        return found


def wheels(folder: Path, *packages: str) -> Lock:
    """Make wheels of installed packages in a folder; returns a lock of their hashes."""
    lines = []
    for package in packages:
        found = distribution(package)
        tag = next(line[5:] for line in found.read_text("WHEEL").splitlines() if line.startswith("Tag: "))
        path = folder / f"{package.replace('-', '_')}-{found.version}-{tag}.whl"
        with zipfile.ZipFile(path, "w") as archive:
            for file in found.files:
                if not file.parts[0].startswith("..") and file.suffix != ".pyc":
                    archive.write(file.locate(), str(file))
        lines.append(f"{package}=={found.version} --hash=sha256:{sha256(path.read_bytes()).hexdigest()}\n")
    (folder / "lock.txt").write_text("".join(lines))
    return Lock(folder / "lock.txt")


def add_packages(device: Loopback, packages: Path) -> None:
    """Give a device an environment that was made elsewhere."""
    place = device.home / ".kws" / "venv" / Lock(LOCK).sha256
    place.parent.mkdir(parents=True)
    place.symlink_to(packages)


@pytest.fixture(scope="session")
def wheel_folder(tmp_path_factory) -> tuple[Path, Lock]:
    """Wheels of the packages that the agent needs, and their lock."""
    folder = tmp_path_factory.mktemp("wheels")
    return folder, wheels(folder, *PACKAGES)


@pytest.fixture(scope="session")
def packages(wheel_folder, tmp_path_factory) -> Path:
    """An environment that `kws device setup` made."""
    folder, lock = wheel_folder
    with pytest.MonkeyPatch.context() as patch:
        device = Loopback(tmp_path_factory.mktemp("prepared"))
        patch.setenv("HOME", str(device.ssh.parent))
        device.start()
        try:
            with SshDevice("pi", 120) as connection:
                assert set_up(connection, lock, folder) is True
                assert set_up(connection, lock, folder) is False
        finally:
            device.stop()
    return device.home / ".kws" / "venv" / lock.sha256


@pytest.fixture
def pi(packages, tmp_path, monkeypatch) -> Iterator[Loopback]:
    """A running device that is set up; `pi` in ~/.ssh/config."""
    device = Loopback(tmp_path / "pi")
    add_packages(device, packages)
    monkeypatch.setenv("HOME", str(device.ssh.parent))
    device.start()
    yield device
    device.stop()


def _keygen(path: Path) -> None:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)], check=True)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""
