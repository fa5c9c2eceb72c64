"""A device's JSON lines → events whose every field is there, of its type and in its range."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from kws.core.errors import DeviceError, ParamsError
from kws.core.params import Range, parse

Event = dict[str, Any]
E = TypeVar("E")

Nanoseconds = Annotated[int, Range(1)]


@dataclass(frozen=True)
class Identity:
    """Board or processor, system, kernel and runtimes; `board` is what the device tree says."""

    model: str
    board: str | None
    machine: str
    cpus: int
    os: str | None
    kernel: str
    python: str
    numpy: str
    ai_edge_litert: str


@dataclass(frozen=True)
class Throttled:
    """What holds the processor back, in words."""

    now: tuple[str, ...]
    since_boot: tuple[str, ...]


@dataclass(frozen=True)
class Health:
    """How the device fares; None where it does not tell."""

    governor: str | None
    frequency_mhz: float | None
    temperature_c: float | None
    throttled: Throttled | None
    load_1min: Annotated[float, Range(0)]


@dataclass(frozen=True)
class Start:
    """The agent has loaded the model and answered once."""

    device: Identity
    health: Health
    core: int
    model_sha256: str
    front_end_sha256: str
    model_load_ns: Nanoseconds
    cold_start_ns: Nanoseconds


@dataclass(frozen=True)
class Answer:
    """One clip's logits, probabilities and times."""

    id: str
    logits: tuple[float, ...]
    probabilities: tuple[float, ...]
    front_end_ns: Nanoseconds
    invoke_ns: Nanoseconds
    total_ns: Nanoseconds


@dataclass(frozen=True)
class Window:
    """Many answers, and the median of each part's time."""

    answers: Annotated[int, Range(1)]
    elapsed_ns: Nanoseconds
    front_end_ns: Nanoseconds
    invoke_ns: Nanoseconds
    total_ns: Nanoseconds


@dataclass(frozen=True)
class End:
    """How the device fared."""

    health: Health
    peak_memory_bytes: Annotated[int, Range(1)]
    other_cpu_share: Annotated[float, Range(0, 1)]


@dataclass(frozen=True)
class Said:
    """All that a device said of a job."""

    start: Start
    answers: tuple[Answer, ...]
    windows: tuple[Window, ...]
    end: End


def event(line: str, target: str) -> Event:
    """One line as a JSON object; `target` is who said it, for the message.

    Raises:
        DeviceError: it is none.
    """
    try:
        value = json.loads(line)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise DeviceError(f"expected a JSON object a line, got {line[:80]!r}: {target}")
    return value


def said(events: Sequence[Event], windows: int) -> Said:
    """The events of a job in their order: start, clips, so many windows, end.

    Raises:
        DeviceError: they come otherwise, or hold what they must not.
    """
    kinds = [event.get("event") for event in events]
    clips = len(events) - windows - 2
    if clips < 0 or kinds != ["start", *["clip"] * clips, *["window"] * windows, "end"]:
        got = f"{kinds[:1]} … {kinds[-1:]}, {len(events)} events"
        raise DeviceError(f"expected start, clips and end, with {windows} windows between them, got {got}")
    return Said(
        _parsed(Start, events[0]),
        tuple(_parsed(Answer, event) for event in events[1 : 1 + clips]),
        tuple(_parsed(Window, event) for event in events[1 + clips : -1]),
        _parsed(End, events[-1]),
    )


def _parsed(cls: type[E], event: Event) -> E:
    fields = {key: value for key, value in event.items() if key != "event"}
    try:
        return parse(cls, fields, f"event {event['event']} of the device")
    except ParamsError as error:
        raise DeviceError(str(error)) from None
