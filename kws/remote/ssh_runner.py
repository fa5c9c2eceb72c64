"""The runner for a device across the network: it sends what the device lacks, then runs the agent there."""

import getpass
import json
import os
import socket
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from kws.core.errors import DeviceError
from kws.device.job import Job
from kws.remote.bundle import Parts, list_files, make_bundle
from kws.remote.events import Event, parse_event
from kws.remote.lock import LOCK, Lock
from kws.remote.ssh import SshDevice, make_tar_writer


class SshRunner:
    """A runner of the agent on a device that was set up with `kws device setup`.

    Args:
        target: as for `ssh`.
        timeout_s: longest wait for an event, after which the connection is closed and the agent ends.
        ssh_config: file to read instead of ~/.ssh/config.
    """

    def __init__(self, target: str, timeout_s: float, ssh_config: Path | None = None) -> None:
        self.target, self.timeout_s, self.ssh_config = target, timeout_s, ssh_config
        self._device: SshDevice | None = None

    def run(self, job: Job) -> Iterator[Event]:
        """Run a job; see Runner."""
        needed = make_bundle(job)
        self._device = device = SshDevice(self.target, self.timeout_s, self.ssh_config)
        try:
            send_missing(device, needed.parts)
            first = json.dumps(asdict(needed.job)).encode() + b"\n"
            for line in device.stream("run", needed.agent_sha256, Lock(LOCK).sha256, get_owner(), first=first):
                yield parse_event(line, self.target)
        finally:
            device.close()

    def stop(self) -> None:
        """Stop the agent; see Runner."""
        if self._device:
            self._device.close()


def send_missing(device: SshDevice, parts: Parts) -> list[str]:
    """Send the parts that a device lacks; returns their names.

    Raises:
        DeviceError: the device asks for a part that is not among them.
    """
    names = json.dumps(sorted(parts)).encode()
    lacking: list[str] = device.ask("lacks", send=lambda stream: stream.write(names))
    unknown = set(lacking) - set(parts)
    if unknown:
        raise DeviceError(f"expected the device to lack parts of this job, got {min(unknown)!r}: {device.target}")
    if lacking:
        device.ask("keep", send=make_tar_writer(list_files(parts, lacking)))
    return lacking


def get_owner() -> str:
    """Describe this process, for those whom the device turns away meanwhile."""
    return f"{getpass.getuser()}@{socket.gethostname()}, process {os.getpid()}"
