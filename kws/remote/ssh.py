"""SSH connections to devices, and requests over them to the program kws/device/store.py.

Names, users, ports, keys, agents and jump hosts come from ~/.ssh/config, as fabric reads it. Only host keys in
known_hosts are accepted, and no passwords are asked for.
"""

import json
import logging
import shlex
import socket
import tarfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import paramiko
from fabric import Config, Connection

from kws.core.errors import ConnectionLostError, DeviceError
from kws.device import store

CONNECT_TIMEOUT_S = 15
KEEPALIVE_S = 15
SSH_PORT = 22

# Longest line and longest answer that are read; those of our programs are far shorter.
MAX_BYTES = 1 << 20

_KNOWN_HOSTS = {
    "userknownhostsfile": "~/.ssh/known_hosts ~/.ssh/known_hosts2",
    "globalknownhostsfile": "/etc/ssh/ssh_known_hosts /etc/ssh/ssh_known_hosts2",
}


class SshDevice:
    """An open connection to a device.

    Args:
        target: as for `ssh`: a name in ~/.ssh/config, or [user@]host[:port].
        timeout_s: longest wait for an answer.
        ssh_config: file to read instead of ~/.ssh/config, as with `ssh -F`.

    Raises:
        DeviceError: no such host, unknown or changed host key, or the device accepts none of our keys.
    """

    def __init__(self, target: str, timeout_s: float, ssh_config: Path | None = None) -> None:
        self.target, self.timeout_s = target, timeout_s
        # Its log repeats what its exceptions say.
        logging.getLogger("paramiko").setLevel(logging.CRITICAL)
        self._connection = _open(target, ssh_config)
        self._connection.transport.set_keepalive(KEEPALIVE_S)

    def __enter__(self) -> "SshDevice":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection, from any thread; the device ends what it runs for it."""
        for hop in _list_hops(self._connection):
            hop.close()

    def ask(self, verb: str, *arguments: str, send: Callable[[IO[bytes]], object] | None = None) -> Any:
        """Send a request; returns the answer, parsed from JSON.

        Args:
            verb, arguments: as in kws/device/store.py.
            send: writes the body of the request.

        Raises:
            DeviceError: the device refused, did not answer in time, or its answer is not JSON.
            ConnectionLostError: the connection was lost.
        """
        with self._request(verb, *arguments) as channel:
            # A device that refuses the request closes its input; the reason follows in its answer.
            with suppress(OSError):
                if send:
                    with channel.makefile("wb") as stream:
                        send(stream)
                channel.shutdown_write()
            answer = channel.makefile("rb").read(MAX_BYTES)
            self._end(channel)
        try:
            return json.loads(answer)
        except ValueError:
            raise DeviceError(f"expected an answer in JSON, got {answer[:80]!r}: {self.target}") from None

    def stream(self, verb: str, *arguments: str, first: bytes) -> Iterator[str]:
        """Send a request that is answered line by line; yields the lines.

        The device ends what it runs for the request as soon as this iterator is closed.

        Raises:
            DeviceError, ConnectionLostError: as in `ask`.
        """
        with self._request(verb, *arguments) as channel:
            channel.sendall(first)
            lines = channel.makefile("rb")
            while line := lines.readline(MAX_BYTES):
                yield line.decode(errors="replace")
            self._end(channel)

    @contextmanager
    def _request(self, verb: str, *arguments: str) -> Iterator[paramiko.Channel]:
        program = Path(store.__file__).read_text(encoding="utf-8")
        try:
            with self._connection.transport.open_session(timeout=CONNECT_TIMEOUT_S) as channel:
                channel.settimeout(self.timeout_s)
                channel.exec_command(shlex.join(["python3", "-c", program, verb, *arguments]))
                yield channel
        except TimeoutError:
            raise DeviceError(f"expected an answer within {self.timeout_s:g} s, got none: {self.target}") from None
        except (paramiko.SSHException, EOFError, OSError) as error:
            raise ConnectionLostError(f"expected an answer, lost the connection ({error}): {self.target}") from None

    def _end(self, channel: paramiko.Channel) -> None:
        # Wait for the exit status of a request, and raise an error unless it is 0.
        if not channel.status_event.wait(self.timeout_s):
            raise TimeoutError
        status = channel.recv_exit_status()
        if status == 0:
            return
        if status == -1 and not self._connection.is_connected:
            raise ConnectionLostError(f"expected an answer, lost the connection: {self.target}")
        lines = channel.makefile_stderr("rb").read(MAX_BYTES).decode(errors="replace").strip().splitlines()
        reason = lines[-1].removeprefix("error: ") if lines else f"exit status {status}"
        raise DeviceError(f"expected the device to do as asked, got: {reason}: {self.target}")


def make_tar_writer(files: Mapping[str, Path]) -> Callable[[IO[bytes]], object]:
    """Make a function that writes files to a stream as a tar archive, under these names."""

    def write(stream: IO[bytes]) -> None:
        with tarfile.open(fileobj=stream, mode="w|") as tar:
            for name, path in files.items():
                tar.add(path, name, recursive=False)

    return write


class _RefuseUnknown(paramiko.MissingHostKeyPolicy):
    """A policy that refuses hosts missing in known_hosts, and says how to add them."""

    def missing_host_key(self, client: paramiko.SSHClient, hostname: str, key: paramiko.PKey) -> None:
        name, _, port = hostname.strip("[").partition("]:")
        scan = f"ssh-keyscan {f'-p {port} ' if port else ''}{name} >> ~/.ssh/known_hosts"
        raise DeviceError(
            f"expected a host key in known_hosts, got an unknown one of {hostname}: {key.fingerprint}; "
            f"compare it with the device's (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), then run {scan}"
        )


def _open(target: str, ssh_config: Path | None) -> Connection:
    if ssh_config and not ssh_config.is_file():
        raise DeviceError(f"expected an SSH configuration file, found none: {ssh_config}")
    try:
        config = Config(runtime_ssh_path=str(ssh_config) if ssh_config else None)
        connection = Connection(target, config=config, connect_timeout=CONNECT_TIMEOUT_S)
        hops = list(_list_hops(connection))
        with ExitStack() as on_error:
            for hop in hops:
                _trust_known_hosts_only(hop)
                on_error.callback(hop.client.close)
            connection.open()
            # From here on SshDevice.close closes them.
            on_error.pop_all()
    except paramiko.BadHostKeyException as error:
        name = next(_format_known_host(hop) for hop in hops if hop.host == error.hostname)
        raise DeviceError(
            f"expected the host key of {name} in known_hosts, got another: {error.key.fingerprint}; "
            f"if the device was set up anew, run ssh-keygen -R '{name}' and add its new key: {target}"
        ) from None
    except (paramiko.AuthenticationException, paramiko.PasswordRequiredException) as error:
        advice = f"run ssh-copy-id {target}, or ssh-add a key that has a passphrase"
        raise DeviceError(f"expected a key that the device accepts, got {error}: {target}; {advice}") from None
    except (paramiko.SSHException, socket.gaierror, EOFError, OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise DeviceError(
            f"expected a device that answers SSH, got {reason}: {target}; does ssh {target} work?"
        ) from None
    return connection


def _list_hops(connection: Connection) -> Iterator[Connection]:
    # The connection, and those of its jump hosts.
    hop = connection
    while isinstance(hop, Connection):
        yield hop
        hop = hop.gateway


def _format_known_host(connection: Connection) -> str:
    # The host's name as known_hosts writes it.
    return connection.host if connection.port == SSH_PORT else f"[{connection.host}]:{connection.port}"


def _trust_known_hosts_only(connection: Connection) -> None:
    connection.client.set_missing_host_key_policy(_RefuseUnknown())
    for option, default in _KNOWN_HOSTS.items():
        for file in _split_paths(connection.ssh_config.get(option, default)):
            if file.is_file():
                connection.client.load_system_host_keys(str(file))


def _split_paths(value: str) -> list[Path]:
    # The files in the value of an option. paramiko removes quotes, so a value with spaces may be one file.
    whole = Path(value).expanduser()
    return [whole] if whole.is_file() else [Path(name).expanduser() for name in value.split()]
