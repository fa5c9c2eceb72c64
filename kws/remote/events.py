"""The events of a job, parsed from a device's JSON lines: every field present, of its type and in its range."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from kws.core.errors import DeviceError, ParamsError
from kws.core.params import Range, parse
from kws.model.reports.measurement import Health, Identity

Event = dict[str, Any]
E = TypeVar("E")

Nanoseconds = Annotated[int, Range(1)]


@dataclass(frozen=True)
class Start:
    """The first event: the agent has loaded the model and answered once.

    Attributes:
        device: that the agent runs on.
        health: before the measurement.
        core: processor that the agent is pinned to.
        model_sha256, front_end_sha256: of the model.
        model_load_ns: time to load the model.
        cold_start_ns: time from the start of the process to the first answer.
    """

    device: Identity
    health: Health
    core: int
    model_sha256: str
    front_end_sha256: str
    model_load_ns: Nanoseconds
    cold_start_ns: Nanoseconds


@dataclass(frozen=True)
class Answer:
    """The answer to one clip: a logit and a probability per label, and the time of each part."""

    id: str
    logits: tuple[float, ...]
    probabilities: tuple[float, ...]
    front_end_ns: Nanoseconds
    invoke_ns: Nanoseconds
    total_ns: Nanoseconds


@dataclass(frozen=True)
class Window:
    """A window of consecutive answers: their number, the time they took, and the median time of each part."""

    answers: Annotated[int, Range(1)]
    elapsed_ns: Nanoseconds
    front_end_ns: Nanoseconds
    invoke_ns: Nanoseconds
    total_ns: Nanoseconds


@dataclass(frozen=True)
class End:
    """The last event.

    Attributes:
        health: after the measurement.
        peak_memory_bytes: resident memory of the agent.
        other_cpu_share: share of processor time that other processes used, in [0, 1].
    """

    health: Health
    peak_memory_bytes: Annotated[int, Range(1)]
    other_cpu_share: Annotated[float, Range(0, 1)]


@dataclass(frozen=True)
class JobLog:
    """The events of a finished job, in order."""

    start: Start
    answers: tuple[Answer, ...]
    windows: tuple[Window, ...]
    end: End


def parse_event(line: str, target: str) -> Event:
    """Parse one line; `target` names the device in the error.

    Raises:
        DeviceError: the line is not a JSON object.
    """
    try:
        value = json.loads(line)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise DeviceError(f"expected a JSON object per line, got {line[:80]!r}: {target}")
    return value


def parse_job_log(events: Sequence[Event], windows: int) -> JobLog:
    """Parse the events of a job.

    Args:
        events: start, clips, windows, end, in this order.
        windows: number of windows in the job.

    Raises:
        DeviceError: events are missing, out of order, or hold unexpected values.
    """
    kinds = [event.get("event") for event in events]
    clips = len(events) - windows - 2
    if clips < 0 or kinds != ["start", *["clip"] * clips, *["window"] * windows, "end"]:
        got = f"{kinds[:1]} … {kinds[-1:]}, {len(events)} events"
        raise DeviceError(f"expected start, clips and end, with {windows} windows between them, got {got}")
    return JobLog(
        _parse(Start, events[0]),
        tuple(_parse(Answer, event) for event in events[1 : 1 + clips]),
        tuple(_parse(Window, event) for event in events[1 + clips : -1]),
        _parse(End, events[-1]),
    )


def _parse(cls: type[E], event: Event) -> E:
    fields = {key: value for key, value in event.items() if key != "event"}
    try:
        return parse(cls, fields, f"event {event['event']} of the device")
    except ParamsError as error:
        raise DeviceError(str(error)) from None
