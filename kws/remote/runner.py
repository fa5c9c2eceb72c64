"""The interface for running a job on a device, and the runner for this machine."""

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO, Protocol

import kws
from kws.core.errors import DeviceError
from kws.device.job import Job
from kws.remote.events import Event, parse_event

AGENT = (sys.executable, "-m", "kws.device")


class Runner(Protocol):
    """Something that runs the agent on one device."""

    def run(self, job: Job) -> Iterator[Event]:
        """Run a job; yields the agent's events as they come.

        Raises:
            DeviceError: the agent failed, sent nothing in time, or sent something that is not an event.
        """

    def stop(self) -> None:
        """Stop the agent, from any thread; `run` then raises an error."""


class LocalRunner:
    """A runner of the agent in a process on this machine.

    Args:
        timeout_s: longest wait for an event, after which the process is killed.
        command: that starts the agent.
    """

    def __init__(self, timeout_s: float, command: Sequence[str] = AGENT) -> None:
        self.timeout_s, self.command = timeout_s, command
        self._process: subprocess.Popen[str] | None = None

    def run(self, job: Job) -> Iterator[Event]:
        """Run a job; see Runner."""
        with _start_process(self.command) as process:
            self._process = process
            assert process.stdin is not None
            process.stdin.write(json.dumps(asdict(job)))
            process.stdin.close()
            for line in _read_lines(process, self.timeout_s):
                yield parse_event(line, "local")
            if process.wait() != 0:
                raise DeviceError(f"expected the agent to end well, got: {_read_last_line(process.stderr)}")

    def stop(self) -> None:
        """Stop the agent; see Runner."""
        if self._process:
            self._process.kill()


@contextmanager
def _start_process(command: Sequence[str]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(kws.__path__[0]).parent,
        # One thread, as in the interpreter: the measurement is of one core.
        env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def _read_lines(process: subprocess.Popen[str], timeout_s: float) -> Iterator[str]:
    # A pipe has no read with a time limit on every system: hence a thread that reads.
    assert process.stdout is not None
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_pump, args=(process.stdout, lines), daemon=True).start()
    while True:
        try:
            line = lines.get(timeout=timeout_s)
        except queue.Empty:
            raise DeviceError(f"expected an answer within {timeout_s:g} s, got none") from None
        if not line:
            return
        yield line


def _pump(stream: IO[str], lines: queue.SimpleQueue[str]) -> None:
    for line in stream:
        lines.put(line)
    lines.put("")


def _read_last_line(stream: IO[str] | None) -> str:
    assert stream is not None
    lines = stream.read().strip().splitlines()
    return lines[-1].removeprefix("error: ") if lines else "no message"
