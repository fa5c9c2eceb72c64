"""Jobs on several devices: complete events from each, retries after a lost connection, and a stop for all."""

import time
from threading import Event

import pytest

from kws.core.errors import ConnectionLostError, DeviceError
from kws.device.job import Job, JobClip
from kws.remote.fleet import run_on_all

JOB = Job("model", "0" * 64, "0" * 64, "clips", tuple(JobClip(name, name, "0" * 64) for name in "abc"), 1, 5, 0.01)
EVENTS = [{"event": "start"}, *({"event": "clip"} for _ in "abc"), *({"event": "window"} for _ in range(5)), {}]


class Device:
    """A device that sends EVENTS, and fails after `after` events in its first `times` runs."""

    def __init__(self, failure=None, after=0, times=99):
        self.failure, self.after, self.times, self.runs = failure, after, times, 0
        self.stopped = Event()

    def run(self, job):
        self.runs += 1
        for place, event in enumerate(EVENTS):
            if self.failure and place == self.after and self.runs <= self.times:
                raise self.failure
            yield event

    def stop(self):
        self.stopped.set()


class Endless(Device):
    """A device that sends nothing after its first event until it is stopped."""

    def run(self, job):
        yield EVENTS[0]
        assert self.stopped.wait(10)
        raise DeviceError("stopped")


def test_every_device_is_heard_to_its_end():
    heard = []
    said = run_on_all({"a": Device(), "b": Device()}, JOB, lambda *at: heard.append(at))
    assert said == {"a": EVENTS, "b": EVENTS}
    assert {("a", 3), ("b", 3)} <= set(heard)


def test_a_device_that_is_lost_once_is_asked_again_from_the_beginning():
    device = Device(ConnectionLostError("lost"), after=3, times=1)
    assert run_on_all({"a": device}, JOB, lambda *_: None) == {"a": EVENTS}
    assert device.runs == 2


def test_one_that_fails_ends_the_others():
    endless, begin = Endless(), time.monotonic()
    with pytest.raises(DeviceError, match="nonsense"):
        run_on_all({"a": endless, "b": Device(DeviceError("nonsense"))}, JOB, lambda *_: None)
    assert endless.stopped.is_set()
    assert time.monotonic() - begin < 5


def test_a_person_who_ends_it_ends_every_device():
    endless = Endless()

    def interrupt(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_on_all({"a": endless, "b": Device()}, JOB, lambda target, _: target == "b" and interrupt())
    assert endless.stopped.is_set()
