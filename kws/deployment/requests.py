"""Requests to a device about its deployments, and the parsing of its answers."""

import json
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from kws.core.errors import DeviceError, ParamsError
from kws.core.params import Range, parse
from kws.remote.bundle import SPOTTER_CODE, Parts, pack_agent
from kws.remote.ssh import SshDevice
from kws.remote.ssh_runner import get_owner, send_missing

# Files of this project that a device needs to listen, and to switch between versions.
LISTEN_CODE = (
    *SPOTTER_CODE,
    "kws/device/deployments.py",
    "kws/device/listen/__init__.py",
    "kws/device/listen/__main__.py",
    "kws/device/listen/decide.py",
    "kws/device/listen/kws-listen.service",
    "kws/device/listen/resampler.py",
    "kws/device/listen/settings.py",
    "kws/device/listen/sound.py",
    "kws/device/store.py",
)


@dataclass(frozen=True)
class VersionRecord:
    """The version that a device is asked to run.

    Attributes:
        model, version: name and number in the registry.
        model_sha256, front_end_sha256: of the model.
        by: the person who deploys it.
    """

    model: str
    version: str
    model_sha256: str
    front_end_sha256: str
    by: str


@dataclass(frozen=True)
class Deployment:
    """A version on a device.

    Attributes:
        number: of the deployment, from 1.
        previous: number of the deployment that ran before; None for the first one.
        deployed_s: time of deployment, UNIX seconds of the device's clock.
        model, version, model_sha256, front_end_sha256, by: as in VersionRecord.
    """

    number: Annotated[int, Range(1)]
    previous: int | None
    deployed_s: float
    model: str
    version: str
    model_sha256: str
    front_end_sha256: str
    by: str


@dataclass(frozen=True)
class Status:
    """The deployments on a device, and the one that runs.

    Attributes:
        running: number of the running deployment; None if there is none.
        since_s: when the device switched to it, UNIX seconds of the device's clock.
        deployments: the running one first, then those before it, the latest first, as far as the device keeps them.
        service: systemd's state of the service, such as `active`; None if it is not installed.
    """

    running: int | None
    since_s: float | None
    deployments: tuple[Deployment, ...]
    service: str | None


def pack_listener() -> tuple[str, Parts]:
    """Pack the code that listens: its hash, and the files as one part."""
    return pack_agent(LISTEN_CODE)


def read_status(device: SshDevice) -> Status:
    """Ask a device what it runs.

    Raises:
        DeviceError: the device does not answer, or its answer cannot be parsed.
    """
    return _request(device, "status", {})


def switch(
    device: SshDevice, after: int | None, model: str, venv: str, record: VersionRecord, *, service: bool
) -> Status:
    """Switch a device to a model that it already has; it rolls back by itself if the model fails to listen.

    Args:
        device: to switch.
        after: number of the deployment that the caller saw running; None if none was.
        model: hash that names the model's folder on the device.
        venv: hash that names the environment on the device.
        record: of the version.
        service: whether to install the systemd service.

    Raises:
        DeviceError: the version fails to listen, another was deployed meanwhile, or the connection was lost.
    """
    agent, _ = pack_listener()
    order = {"after": after, "agent": agent, "model": model, "venv": venv, "service": service}
    return _request(device, "switch", {**order, "record": asdict(record), "owner": get_owner()})


def roll_back(device: SshDevice) -> Status:
    """Switch a device back to its previous deployment.

    Raises:
        DeviceError: there is none, or the connection was lost.
    """
    return _request(device, "back", {"owner": get_owner()})


def _request(device: SshDevice, verb: str, order: dict[str, Any]) -> Status:
    sha256, code = pack_listener()
    send_missing(device, code)
    request = ("module", sha256, "kws.device.deployments", verb)
    # `stream`, not `ask`: it keeps standard input open, whose end tells the device that the host is gone.
    answer = "".join(device.stream(*request, first=json.dumps(order).encode() + b"\n"))
    try:
        return parse(Status, json.loads(answer), "answer of the device")
    except (ValueError, ParamsError) as error:
        raise DeviceError(f"expected the status of deployments, got {error}: {device.target}") from None
