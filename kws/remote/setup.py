"""The setup of a bare device, and the check whether a device is fit to measure."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar

from kws.core.errors import DeviceError, ParamsError
from kws.core.params import Range, parse
from kws.model.reports.measurement import Health
from kws.remote.bundle import pack_agent
from kws.remote.health import check_board, check_health
from kws.remote.lock import Lock, choose_wheels
from kws.remote.ssh import SshDevice, make_tar_writer
from kws.remote.ssh_runner import send_missing

# Oldest and newest Python that the lock has packages for.
PYTHONS = ((3, 10), (3, 14))
MIN_FREE_BYTES = 500 * 10**6
# A Raspberry Pi Zero 2 W has 512 MB, some of them the GPU's.
MIN_MEMORY_BYTES = 300 * 10**6
# With a larger error the package index's certificate may seem invalid, and times in reports are wrong.
MAX_CLOCK_ERROR_S = 300

A = TypeVar("A")


@dataclass(frozen=True)
class Probe:
    """The facts that decide whether the agent can run on a device.

    Attributes:
        home: the user's home directory.
        machine: architecture, such as `aarch64`.
        bits: 32 or 64, of the system's programs.
        python: version, such as (3, 11, 2).
        glibc: version, such as `2.36`.
        free_bytes: on the disk of `home`.
        memory_bytes: of the device.
        time_s: of its clock, UNIX seconds.
        ensurepip: whether its Python can make environments.
        environments: hashes of the locks whose packages it has.
    """

    home: str
    machine: str
    bits: int
    python: tuple[int, ...]
    glibc: str
    free_bytes: Annotated[int, Range(0)]
    memory_bytes: Annotated[int, Range(0)]
    time_s: float
    ensurepip: bool
    environments: tuple[str, ...]


@dataclass(frozen=True)
class Board:
    """The identity of a device, as far as it is known without the runtimes; see Identity."""

    model: str
    board: str | None
    os: str | None
    kernel: str
    python: str


@dataclass(frozen=True)
class CheckReport:
    """The report of `kws device check`.

    Attributes:
        facts: lines for a person.
        obstacles: why a measurement is impossible or would be invalid, one line per reason.
    """

    facts: tuple[str, ...]
    obstacles: tuple[str, ...]


def set_up(device: SshDevice, lock: Lock, wheels: Path | None) -> bool:
    """Install the packages of a lock on a device; returns whether they were missing.

    Args:
        device: to set up.
        lock: of the packages.
        wheels: folder of wheels to send to a device that cannot reach a package index; None to download there.

    Raises:
        DeviceError: the device cannot run the agent, or the packages cannot be installed.
    """
    probe = _probe(device)
    there = lock.sha256 in probe.environments
    obstacles = list(check_host(probe, time.time()))
    if not there:
        obstacles += check_space(probe)
    if not (there or wheels or probe.ensurepip):
        obstacles.append("a Python without venv: run sudo apt install python3-venv on it, or give --wheels")
    if obstacles:
        raise DeviceError(f"expected a device that can run the agent, got {'; '.join(obstacles)}: {device.target}")
    if there:
        return False
    files = {"lock.txt": lock.path}
    if wheels:
        chosen = choose_wheels(lock, wheels, probe.python, probe.glibc, probe.machine)
        files |= {wheel.name: wheel for wheel in chosen}
    device.ask("install", lock.sha256, send=make_tar_writer(files))
    return True


def check(device: SshDevice, lock: Lock, allow_governor: bool) -> CheckReport:
    """Check whether a measurement on a device would be valid.

    Raises:
        DeviceError: the device does not answer, or its answer cannot be parsed.
    """
    probe = _probe(device)
    unsupported = tuple(check_host(probe, time.time()))
    if unsupported:
        return CheckReport((_describe_machine(probe),), unsupported)
    sha256, code = pack_agent()
    send_missing(device, code)
    state = device.ask("state", sha256, lock.sha256)
    board = _parse(Board, _select_fields(Board, state, "device"), device.target)
    health = _parse(Health, _select_fields(Health, state, "health"), device.target)
    there = lock.sha256 in probe.environments
    missing = [] if there else [f"no packages of lock {lock.sha256[:12]}…: run kws device setup {device.target}"]
    facts = (
        f"{board.model}, {board.os}, kernel {board.kernel}, Python {board.python}",
        _describe_machine(probe),
        f"packages of lock {lock.sha256[:12]}…: {'there' if there else 'not there'}",
        f"governor {_show(health.governor)}, {_show(health.frequency_mhz)} MHz, {_show(health.temperature_c)} °C, "
        f"load {health.load_1min:.2f}",
    )
    obstacles = (*missing, *check_board(board.board, board.model), *check_health(health, allow_governor))
    return CheckReport(facts, obstacles)


def check_host(probe: Probe, now_s: float) -> Iterator[str]:
    """Check whether the agent can run on a device; yields one line per obstacle.

    Args:
        probe: of the device.
        now_s: this machine's clock, UNIX seconds.
    """
    if probe.machine not in ("aarch64", "x86_64") or probe.bits != 64:
        system = f"a {probe.bits}-bit system on {probe.machine}"
        yield f"{system}: LiteRT has no packages for 32-bit ARM, install the 64-bit Raspberry Pi OS"
    oldest, newest = PYTHONS
    if not oldest <= probe.python[:2] <= newest:
        found, supported = _show_version(probe.python), f"{_show_version(oldest)} to {_show_version(newest)}"
        yield f"Python {found}, the packages need {supported}"
    if abs(probe.time_s - now_s) > MAX_CLOCK_ERROR_S:
        yield f"a clock that is {probe.time_s - now_s:+.0f} s off: run sudo timedatectl set-ntp true"


def check_space(probe: Probe) -> Iterator[str]:
    """Check whether the packages fit on a device; yields one line per shortage."""
    if probe.free_bytes < MIN_FREE_BYTES:
        yield f"{_format_mb(probe.free_bytes)} free in {probe.home}, the packages need {_format_mb(MIN_FREE_BYTES)}"
    if probe.memory_bytes < MIN_MEMORY_BYTES:
        yield f"{_format_mb(probe.memory_bytes)} of memory, the agent needs {_format_mb(MIN_MEMORY_BYTES)}"


def _probe(device: SshDevice) -> Probe:
    return _parse(Probe, device.ask("probe"), device.target)


def _parse(cls: type[A], answer: object, target: str) -> A:
    try:
        return parse(cls, answer, "answer of the device")
    except ParamsError as error:
        raise DeviceError(f"{error}: {target}") from None


def _select_fields(cls: type[Any], state: object, part: str) -> object:
    # A part of the device's state, without the versions of runtimes, which it may not have yet.
    answer = state.get(part) if isinstance(state, dict) else None
    known = cls.__dataclass_fields__
    return {key: value for key, value in answer.items() if key in known} if isinstance(answer, dict) else answer


def _describe_machine(probe: Probe) -> str:
    room = f"{_format_mb(probe.free_bytes)} free, {_format_mb(probe.memory_bytes)} of memory"
    return f"{probe.machine}, {probe.bits}-bit, {room}"


def _format_mb(count: int) -> str:
    return f"{count / 1e6:,.0f} MB"


def _show(value: object) -> object:
    return "unknown" if value is None else value


def _show_version(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
