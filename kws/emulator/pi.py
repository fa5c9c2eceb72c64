"""An emulated Pi behind SSH on the loopback interface: start, state, stop."""

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
from kws.emulator.programs import require, run_program
from kws.emulator.root_file_system import CACHE, make_root_file_system

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
    """The Pi of a folder, running or not, started by this process or another.

    Attributes:
        folder: of `ssh_config` and, while the Pi runs, of its keys and its log.
        cache: folder of the Pi's file system.
    """

    folder: Path = CACHE
    cache: Path = CACHE

    @property
    def ssh_config(self) -> Path:
        """The file for `ssh -F`: alias `kws-pi` with port, key and known host; exists while the Pi runs."""
        return self.folder.resolve() / "ssh_config"

    @property
    def is_running(self) -> bool:
        """Whether the Pi's processes run."""
        try:
            with (self._state / "alive").open() as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        return False

    def start(self, board: Board, bound: bool = False) -> subprocess.Popen[bytes]:
        """Start sshd in a fresh copy of the Pi's file system; returns when it answers.

        Args:
            board: to emulate.
            bound: whether the Pi ends with this process, however that ends; if not, it outlives it.

        Returns:
            A process to wait for after `stop`; unless bound, it has ended already.

        Raises:
            EmulatorError: the Pi runs already, this machine cannot emulate one, or sshd does not start; the failed
                attempt leaves nothing behind.
        """
        require("mount", "qemu-aarch64-static", "setpriv", "setsid", "ssh-keygen", "unshare", root=True)
        if self.is_running:
            raise EmulatorError(f"expected no running Pi, found one: {self.ssh_config}; stop it with kws pi stop")
        root = make_root_file_system(self.cache)
        self.stop()
        process = None
        try:
            port = _find_free_port()
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
        """Stop all processes of the Pi, which ends its mounts, and remove its keys; does nothing if there is no Pi.

        Raises:
            EmulatorError: the user is not root, or a process does not end.
        """
        if not self._state.exists():
            return
        require(root=True)
        if self.is_running:
            pid = self._state / "pid"
            _wait(lambda: pid.is_file() and pid.read_text(encoding="ascii").endswith("\n"), STOP_S, "the Pi's pid")
            process = int(pid.read_text(encoding="ascii"))
            # With the first process of a namespace the kernel ends all others there; the one above it then ends too.
            for end in _list_children(process) or [process]:
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
            run_program(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", ALIAS, "-f", str(state / key)])
        # Whoever starts the Pi with sudo can then log in without.
        chown(state / "key", int(environ.get("SUDO_UID", "0")), -1)
        host_key = (state / "host_key.pub").read_text(encoding="ascii")
        (state / "known_hosts").write_text(f"[127.0.0.1]:{port} {host_key}", encoding="ascii")
        (state / "sshd_config").write_text(SSHD_CONFIG.format(port=port, cpu=board.qemu_cpu), encoding="ascii")
        config = SSH_CONFIG.format(alias=ALIAS, port=port, folder=self.folder.resolve())
        self.ssh_config.write_text(config, encoding="utf-8")

    def _boot(self, root: Path, board: Board, bound: bool) -> subprocess.Popen[bytes]:
        # Start the Pi in a session of its own. The process writes its pid, and holds a lock that the kernel releases
        # when it ends. If bound, the kernel kills it when this process ends, even if this process is killed.
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
        # Wait for sshd's greeting; if sshd ends instead, raise the last line of its log.
        _wait(lambda: _greets(port) or not self.is_running, START_S, "the Pi's sshd to answer")
        if not self.is_running:
            log = (self._state / "log").read_text(encoding="utf-8", errors="replace").strip().splitlines()
            raise EmulatorError(f"expected the Pi's sshd to answer, got: {log[-1] if log else 'no message'}")


@contextmanager
def start_pi(board: Board, folder: Path, cache: Path = CACHE) -> Iterator[EmulatedPi]:
    """Start a Pi that runs as long as the `with` block, and no longer than this process.

    Args:
        board: to emulate.
        folder: of its keys and its ssh_config; Pis that run at the same time need one each.
        cache: folder of the Pi's file system.

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


def _find_free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _greets(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=START_S) as connection:
        return connection.recv(4) == b"SSH-"
    return False


def _list_children(process: int) -> list[int]:
    return [
        int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    ]


def _wait(done: Callable[[], bool], seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            raise EmulatorError(f"expected {what} within {seconds:g} s")
        time.sleep(0.05)
