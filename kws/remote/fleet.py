"""Several devices at once: each one's events, complete or not at all."""

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait

from kws.core.errors import ConnectionLostError, DeviceError
from kws.device.job import Job
from kws.remote.events import Event
from kws.remote.runner import Runner

ATTEMPTS = 3
PAUSE_S = 2

# Told a target, and how many clips it has answered so far.
Answered = Callable[[str, int], None]


def side_by_side(runners: Mapping[str, Runner], job: Job, answered: Answered) -> dict[str, list[Event]]:
    """Run a job on every device at the same time.

    A device that is lost in the middle is asked again from the beginning, so that no answer counts twice. When one
    fails for good, or a person ends it all, the agents of the others are ended too.

    Args:
        runners: by target.
        job: the same for all.
        answered: told how many clips a target has answered so far.

    Raises:
        DeviceError: the first that a device failed with.
    """
    stopped = threading.Event()
    with ThreadPoolExecutor(len(runners)) as pool:
        futures = {
            target: pool.submit(_persistent, target, runner, job, stopped, answered)
            for target, runner in runners.items()
        }
        try:
            done, _ = wait(futures.values(), return_when=FIRST_EXCEPTION)
            for future in done:
                future.result()
            return {target: future.result() for target, future in futures.items()}
        finally:
            stopped.set()
            for runner in runners.values():
                runner.stop()


def _persistent(target: str, runner: Runner, job: Job, stopped: threading.Event, answered: Answered) -> list[Event]:
    for attempt in range(1, ATTEMPTS):
        try:
            return _all_events(target, runner, job, stopped, answered)
        except ConnectionLostError:
            if stopped.wait(PAUSE_S * attempt):
                raise
    return _all_events(target, runner, job, stopped, answered)


def _all_events(target: str, runner: Runner, job: Job, stopped: threading.Event, answered: Answered) -> list[Event]:
    events: list[Event] = []
    expected = len(job.clips) + job.windows + 2
    clips = 0
    for event in runner.events(job):
        events.append(event)
        # It may have been on its way to the device when all were stopped.
        if stopped.is_set():
            raise DeviceError(f"expected to be heard to the end, was stopped: {target}")
        if len(events) > expected:
            raise DeviceError(f"expected {expected} events, got more: {target}")
        clips += event.get("event") == "clip"
        answered(target, clips)
    return events
