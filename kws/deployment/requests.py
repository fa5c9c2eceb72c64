"""Requests to a device about its deployments, and its answers, held to what they must be."""

import json
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from kws.core.errors import DeviceError, ParamsError
from kws.core.params import Range, parse
from kws.remote.bundle import SPOTTER_CODE, Parts, agent_code
from kws.remote.ssh import SshDevice
from kws.remote.ssh_runner import owner, send_missing

# Of this project, what listens and what switches.
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
class Record:
    """What a device is told of a version.

    Attributes:
        model, version: in the registry.
        model_sha256, front_end_sha256: of the model.
        by: who deployed it.
    """

    model: str
    version: str
    model_sha256: str
    front_end_sha256: str
    by: str


@dataclass(frozen=True)
class Deployment:
    """A version on a device: `previous` ran before it, if any did; `deployed_s` is in UNIX seconds of its clock."""

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
    """What runs on a device.

    Attributes:
        running: the number of the deployment, if any.
        since_s: when it was switched to, in UNIX seconds of the device's clock.
        deployments: those that are kept; the running one first, then the one that ran before it, and so on.
        service: systemd's word for its state, None where it is not installed.
    """

    running: int | None
    since_s: float | None
    deployments: tuple[Deployment, ...]
    service: str | None


def listen_code() -> tuple[str, Parts]:
    """The hash of what listens, and its code as one part."""
    return agent_code(LISTEN_CODE)


def status(device: SshDevice) -> Status:
    """What runs on a device.

    Raises:
        DeviceError: it does not answer, or answers nonsense.
    """
    return _asked(device, "status", {})


def switch(device: SshDevice, after: int | None, model: str, venv: str, record: Record, *, service: bool) -> Status:
    """Have a device run a model that it holds; it keeps what ran before, and goes back to it by itself.

    Args:
        device: to ask.
        after: the number of the deployment that was seen running.
        model, venv: that name the model's folder and the environment.
        record: of the version.
        service: whether to install the systemd service.

    Raises:
        DeviceError: the version does not listen there, another was deployed meanwhile, or the device was lost.
    """
    agent, _ = listen_code()
    order = {"after": after, "agent": agent, "model": model, "venv": venv, "service": service}
    return _asked(device, "switch", {**order, "record": asdict(record), "owner": owner()})


def back(device: SshDevice) -> Status:
    """Have a device return to what ran before.

    Raises:
        DeviceError: nothing did, or the device was lost.
    """
    return _asked(device, "back", {"owner": owner()})


def _asked(device: SshDevice, verb: str, order: dict[str, Any]) -> Status:
    sha256, code = listen_code()
    send_missing(device, code)
    request = ("module", sha256, "kws.device.deployments", verb)
    # Line by line, so that standard input stays open: its end tells the device that the host is gone.
    answer = "".join(device.listen(*request, first=json.dumps(order).encode() + b"\n"))
    try:
        return parse(Status, json.loads(answer), "answer of the device")
    except (ValueError, ParamsError) as error:
        raise DeviceError(f"expected what runs there, got {error}: {device.target}") from None
