"""An emulated Pi behind SSH on the loopback: started, asked after, stopped."""

import fcntl
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from os import chown, environ, kill
from pathlib import Path

from kws.core.errors import EmulatorError
from kws.emulator.boards import Board
from kws.emulator.programs import output_of, require
from kws.emulator.root_file_system import CACHE, root_file_system

ALIAS = "kws-pi"
BOOT = Path(__file__).with_name("boot.sh")
START_S, STOP_S = 20.0, 10.0

SSHD_CONFIG = """\
ListenAddress 127.0.0.1
Port {port}
HostKey /etc/ssh/host_key
AuthorizedKeysFile /etc/ssh/authorized_keys
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin no
PidFile none
UsePAM no
SetEnv QEMU_CPU={cpu}
Subsystem sftp /usr/lib/openssh/sftp-server
"""
SSH_CONFIG = """\
Host {alias}
  HostName 127.0.0.1
  Port {port}
  User pi
  IdentityFile "{folder}/run/key"
  IdentitiesOnly yes
  UserKnownHostsFile "{folder}/run/known_hosts"
  StrictHostKeyChecking yes
"""


@dataclass(frozen=True)
class EmulatedPi:
    """The one Pi that a folder stands for, running or not, in this process or another.

    Attributes:
        folder: of `ssh_config` and, while it runs, of its keys and its log.
        cache: where the Pi's file system is kept.
    """

    folder: Path = CACHE
    cache: Path = CACHE

    @property
    def ssh_config(self) -> Path:
        """For `ssh -F`: the alias `kws-pi` with its port, key and known host; there while the Pi runs."""
        return self.folder.resolve() / "ssh_config"

    @property
    def is_running(self) -> bool:
        """Whether its processes are there."""
        try:
            with (self._state / "alive").open() as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        return False

    def start(self, board: Board, bound: bool = False) -> subprocess.Popen[bytes]:
        """Start sshd in a fresh copy of the Pi's file system; return when it answers.

        Args:
            board: the Pi that it is.
            bound: it ends with this process, however that ends; else it outlives it.

        Returns:
            What is to be waited for after `stop`; it has ended already unless bound.

        Raises:
            EmulatorError: it runs already, this machine cannot emulate one, or sshd does not come up; nothing of the
                attempt is left then.
        """
        require("mount", "qemu-aarch64-static", "setpriv", "setsid", "ssh-keygen", "unshare", root=True)
        if self.is_running:
            raise EmulatorError(f"expected no running Pi, found one: {self.ssh_config}; stop it with kws pi stop")
        root = root_file_system(self.cache)
        self.stop()
        process = None
        try:
            port = _free_port()
            self._write_state(board, port)
            process = self._boot(root, board, bound)
            self._await_ssh(port)
        except BaseException:
            self.stop()
            if process:
                process.wait()
            raise
        return process

    def stop(self) -> None:
        """End all its processes, and with them its mounts; remove its keys. Nothing happens where there is none.

        Raises:
            EmulatorError: the user is not root, or it does not end.
        """
        if not self._state.exists():
            return
        require(root=True)
        if self.is_running:
            pid = self._state / "pid"
            _wait(lambda: pid.is_file() and pid.read_text(encoding="ascii").endswith("\n"), STOP_S, "the Pi's number")
            process = int(pid.read_text(encoding="ascii"))
            # With the first process of a namespace the kernel ends all others there; the one above it then ends too.
            for end in _children(process) or [process]:
                kill(end, signal.SIGKILL)
            _wait(lambda: not self.is_running, STOP_S, "the Pi's processes to end")
        self.ssh_config.unlink(missing_ok=True)
        shutil.rmtree(self._state, ignore_errors=True)

    @property
    def _state(self) -> Path:
        return self.folder.resolve() / "run"

    def _write_state(self, board: Board, port: int) -> None:
        state = self._state
        (state / "card").mkdir(parents=True)
        board.write_files(state / "board")
        for key in ("key", "host_key"):
            output_of(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", ALIAS, "-f", str(state / key)])
        # Who says sudo to start it logs in without.
        chown(state / "key", int(environ.get("SUDO_UID", "0")), -1)
        host_key = (state / "host_key.pub").read_text(encoding="ascii")
        (state / "known_hosts").write_text(f"[127.0.0.1]:{port} {host_key}", encoding="ascii")
        (state / "sshd_config").write_text(SSHD_CONFIG.format(port=port, cpu=board.qemu_cpu), encoding="ascii")
        config = SSH_CONFIG.format(alias=ALIAS, port=port, folder=self.folder.resolve())
        self.ssh_config.write_text(config, encoding="utf-8")

    def _boot(self, root: Path, board: Board, bound: bool) -> subprocess.Popen[bytes]:
        """Leave a process of its own session behind.

        It notes its number, and holds a lock that the kernel drops with it. The kernel kills a bound one when this
        process ends, even when it is killed itself.
        """
        state = self._state
        namespaces = ["unshare", "--mount", "--pid", "--fork", "--kill-child"]
        boot = [*namespaces, "sh", str(BOOT), str(root), str(state), board.qemu_cpu]
        launcher = ["setsid", "setpriv", "--pdeathsig", "KILL"] if bound else ["setsid", "--fork"]
        with (state / "log").open("w") as log, (state / "alive").open("w") as alive:
            fcntl.flock(alive, fcntl.LOCK_EX)
            process = subprocess.Popen(
                [*launcher, "sh", "-c", 'echo $$ >"$0" && exec "$@"', str(state / "pid"), *boot],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[alive.fileno()],
            )
        if not bound:
            process.wait()
        return process

    def _await_ssh(self, port: int) -> None:
        """Wait for sshd's greeting.

        Raises:
            EmulatorError: it ended instead, with the last line of its log.
        """
        _wait(lambda: _greets(port) or not self.is_running, START_S, "the Pi's sshd to answer")
        if not self.is_running:
            log = (self._state / "log").read_text(encoding="utf-8", errors="replace").strip().splitlines()
            raise EmulatorError(f"expected the Pi's sshd to answer, got: {log[-1] if log else 'no message'}")


@contextmanager
def emulated_pi(board: Board, folder: Path, cache: Path = CACHE) -> Iterator[EmulatedPi]:
    """A Pi that runs as long as the block, and no longer than this process.

    Args:
        board: the Pi that it is.
        folder: of its keys and its ssh_config; one for each Pi that runs at once.
        cache: where its file system is kept.

    Raises:
        EmulatorError: as `EmulatedPi.start`.
    """
    pi = EmulatedPi(folder, cache)
    process = pi.start(board, bound=True)
    try:
        yield pi
    finally:
        pi.stop()
        process.wait()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _greets(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=START_S) as connection:
        return connection.recv(4) == b"SSH-"
    return False


def _children(process: int) -> list[int]:
    return [
        int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    ]


def _wait(done: Callable[[], bool], seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            raise EmulatorError(f"expected {what} within {seconds:g} s")
        time.sleep(0.05)
