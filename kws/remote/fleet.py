"""A job on several devices at once: the events of each, complete or not at all."""

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait

from kws.core.errors import ConnectionLostError, DeviceError
from kws.device.job import Job
from kws.remote.events import Event
from kws.remote.runner import Runner

ATTEMPTS = 3
PAUSE_S = 2

# Called with a target and the number of clips that it has answered so far.
ProgressCallback = Callable[[str, int], None]


def run_on_all(runners: Mapping[str, Runner], job: Job, answered: ProgressCallback) -> dict[str, list[Event]]:
    """Run a job on every device at the same time; returns the events of each.

    If the connection to a device is lost, the job starts again there from the beginning, so that no answer counts
    twice. If a device fails for good, or on Ctrl-C, the agents on all devices are stopped.

    Args:
        runners: by target.
        job: the same for all devices.
        answered: called with a target and the number of clips that it has answered so far.

    Raises:
        DeviceError: of the first device that failed.
    """
    stopped = threading.Event()
    with ThreadPoolExecutor(len(runners)) as pool:
        futures = {
            target: pool.submit(_run_with_retries, target, runner, job, stopped, answered)
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


def _run_with_retries(
    target: str, runner: Runner, job: Job, stopped: threading.Event, answered: ProgressCallback
) -> list[Event]:
    for attempt in range(1, ATTEMPTS):
        try:
            return _collect_events(target, runner, job, stopped, answered)
        except ConnectionLostError:
            if stopped.wait(PAUSE_S * attempt):
                raise
    return _collect_events(target, runner, job, stopped, answered)


def _collect_events(
    target: str, runner: Runner, job: Job, stopped: threading.Event, answered: ProgressCallback
) -> list[Event]:
    events: list[Event] = []
    expected = len(job.clips) + job.windows + 2
    clips = 0
    for event in runner.run(job):
        events.append(event)
        # The job may have been on its way to the device when all were stopped.
        if stopped.is_set():
            raise DeviceError(f"expected the job to end, got stopped because another device failed: {target}")
        if len(events) > expected:
            raise DeviceError(f"expected {expected} events, got more: {target}")
        clips += event.get("event") == "clip"
        answered(target, clips)
    return events
