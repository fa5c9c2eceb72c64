"""A bare device → one that can measure, and what a device that may be bare says of itself."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar

from kws.core.errors import DeviceError, ParamsError
from kws.core.params import Range, parse
from kws.remote.bundle import agent_code
from kws.remote.events import Health
from kws.remote.health import no_pi, unhealthy
from kws.remote.lock import Lock, fitting_wheels
from kws.remote.ssh import SshDevice, tarred
from kws.remote.ssh_runner import send_missing

# Those that the lock holds packages for.
PYTHONS = ((3, 10), (3, 14))
MIN_FREE_BYTES = 500 * 10**6
# A Raspberry Pi Zero 2 W has 512 MB, some of them the GPU's.
MIN_MEMORY_BYTES = 300 * 10**6
# Beyond it a certificate of the package index may not be valid yet, and times in reports mislead.
MAX_CLOCK_ERROR_S = 300

A = TypeVar("A")


@dataclass(frozen=True)
class Probe:
    """What decides whether the agent can run on a device; `environments` are the hashes of locks."""

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
    """What a device is, as far as it can be told without the runtimes."""

    model: str
    board: str | None
    os: str | None
    kernel: str
    python: str


@dataclass(frozen=True)
class Condition:
    """What `kws device check` says.

    Attributes:
        facts: lines for a person.
        obstacles: why a measurement could not be made or would be invalid.
    """

    facts: tuple[str, ...]
    obstacles: tuple[str, ...]


def set_up(device: SshDevice, lock: Lock, wheels: Path | None) -> bool:
    """Make the environment of a lock on a device; whether it was not there yet.

    Args:
        device: to set up.
        lock: of the packages.
        wheels: folder of their wheels, sent to a device that reaches no package index.

    Raises:
        DeviceError: the device cannot run the agent, or the packages cannot be had.
    """
    probe = _probed(device)
    there = lock.sha256 in probe.environments
    obstacles = list(unable(probe, time.time()))
    if not there:
        obstacles += crowded(probe)
    if not (there or wheels or probe.ensurepip):
        obstacles.append("a Python without venv: run sudo apt install python3-venv on it, or give --wheels")
    if obstacles:
        raise DeviceError(f"expected a device that can run the agent, got {'; '.join(obstacles)}: {device.target}")
    if there:
        return False
    files = {"lock.txt": lock.path}
    if wheels:
        chosen = fitting_wheels(lock, wheels, probe.python, probe.glibc, probe.machine)
        files |= {wheel.name: wheel for wheel in chosen}
    device.ask("install", lock.sha256, send=tarred(files))
    return True


def check(device: SshDevice, lock: Lock, allow_governor: bool) -> Condition:
    """What is there on a device, and whether a measurement would be valid.

    Raises:
        DeviceError: it does not answer, or answers nonsense.
    """
    probe = _probed(device)
    hopeless = tuple(unable(probe, time.time()))
    if hopeless:
        return Condition((_machine(probe),), hopeless)
    sha256, code = agent_code()
    send_missing(device, code)
    state = device.ask("state", sha256, lock.sha256)
    board = _parsed(Board, _known(Board, state, "device"), device.target)
    health = _parsed(Health, _known(Health, state, "health"), device.target)
    there = lock.sha256 in probe.environments
    missing = [] if there else [f"no packages of lock {lock.sha256[:12]}…: run kws device setup {device.target}"]
    facts = (
        f"{board.model}, {board.os}, kernel {board.kernel}, Python {board.python}",
        _machine(probe),
        f"packages of lock {lock.sha256[:12]}…: {'there' if there else 'not there'}",
        f"governor {_told(health.governor)}, {_told(health.frequency_mhz)} MHz, {_told(health.temperature_c)} °C, "
        f"load {health.load_1min:.2f}",
    )
    obstacles = (*missing, *no_pi(board.board, board.model), *unhealthy(health, allow_governor))
    return Condition(facts, obstacles)


def unable(probe: Probe, now_s: float) -> Iterator[str]:
    """Why the agent cannot run on a device as it is; `now_s` is this machine's clock."""
    if probe.machine not in ("aarch64", "x86_64") or probe.bits != 64:
        system = f"a {probe.bits}-bit system on {probe.machine}"
        yield f"{system}: LiteRT has no packages for 32-bit ARM, install the 64-bit Raspberry Pi OS"
    oldest, newest = PYTHONS
    if not oldest <= probe.python[:2] <= newest:
        yield f"Python {'.'.join(map(str, probe.python))}, the packages need {_dotted(oldest)} to {_dotted(newest)}"
    if abs(probe.time_s - now_s) > MAX_CLOCK_ERROR_S:
        yield f"a clock that is {probe.time_s - now_s:+.0f} s off: run sudo timedatectl set-ntp true"


def crowded(probe: Probe) -> Iterator[str]:
    """What there is too little of for the packages."""
    if probe.free_bytes < MIN_FREE_BYTES:
        yield f"{_megabytes(probe.free_bytes)} free in {probe.home}, the packages need {_megabytes(MIN_FREE_BYTES)}"
    if probe.memory_bytes < MIN_MEMORY_BYTES:
        yield f"{_megabytes(probe.memory_bytes)} of memory, the agent needs {_megabytes(MIN_MEMORY_BYTES)}"


def _probed(device: SshDevice) -> Probe:
    return _parsed(Probe, device.ask("probe"), device.target)


def _parsed(cls: type[A], answer: object, target: str) -> A:
    try:
        return parse(cls, answer, "answer of the device")
    except ParamsError as error:
        raise DeviceError(f"{error}: {target}") from None


def _known(cls: type[Any], state: object, part: str) -> object:
    """A part of the device's state without the runtimes, which it may not have yet."""
    answer = state.get(part) if isinstance(state, dict) else None
    known = cls.__dataclass_fields__
    return {key: value for key, value in answer.items() if key in known} if isinstance(answer, dict) else answer


def _machine(probe: Probe) -> str:
    room = f"{_megabytes(probe.free_bytes)} free, {_megabytes(probe.memory_bytes)} of memory"
    return f"{probe.machine}, {probe.bits}-bit, {room}"


def _megabytes(count: int) -> str:
    return f"{count / 1e6:,.0f} MB"


def _told(value: object) -> object:
    return "unknown" if value is None else value


def _dotted(version: tuple[int, int]) -> str:
    return f"{version[0]}.{version[1]}"
