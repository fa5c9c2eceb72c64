"""A job on a device across the network: what it lacks is sent, then the agent runs there."""

import getpass
import json
import os
import socket
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from kws.core.errors import DeviceError
from kws.device.job import Job
from kws.remote.bundle import Parts, bundle, files
from kws.remote.events import Event, event
from kws.remote.lock import LOCK, Lock
from kws.remote.ssh import SshDevice, tarred


class SshRunner:
    """The agent on a device that `kws device setup` has been run for.

    Args:
        target: as one types it after `ssh`.
        timeout_s: of silence, after which the device is given up and its agent ends.
        ssh_config: a file to read instead of ~/.ssh/config.
    """

    def __init__(self, target: str, timeout_s: float, ssh_config: Path | None = None) -> None:
        self.target, self.timeout_s, self.ssh_config = target, timeout_s, ssh_config
        self._device: SshDevice | None = None

    def events(self, job: Job) -> Iterator[Event]:
        """As in Runner."""
        needed = bundle(job)
        self._device = device = SshDevice(self.target, self.timeout_s, self.ssh_config)
        try:
            send_missing(device, needed.parts)
            first = json.dumps(asdict(needed.job)).encode() + b"\n"
            for line in device.listen("run", needed.agent_sha256, Lock(LOCK).sha256, owner(), first=first):
                yield event(line, self.target)
        finally:
            device.close()

    def stop(self) -> None:
        """As in Runner."""
        if self._device:
            self._device.close()


def send_missing(device: SshDevice, parts: Parts) -> list[str]:
    """Send the parts that the device lacks; their names."""
    names = json.dumps(sorted(parts)).encode()
    lacking: list[str] = device.ask("lacks", send=lambda stream: stream.write(names))
    unknown = set(lacking) - set(parts)
    if unknown:
        raise DeviceError(f"expected to be asked for what the job needs, got {min(unknown)!r}: {device.target}")
    if lacking:
        device.ask("keep", send=tarred(files(parts, lacking)))
    return lacking


def owner() -> str:
    """Who asks, as a device tells others while it works."""
    return f"{getpass.getuser()}@{socket.gethostname()}, process {os.getpid()}"
