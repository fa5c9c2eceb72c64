"""The agent on this machine: its events, and its failures as errors on one line."""

import json
import os
import sys
import time
from dataclasses import asdict, replace

import pytest

from kws.core.errors import DeviceError
from kws.device.job import Job, JobClip
from kws.remote.runner import LocalRunner

JOB = Job("model", "0" * 64, "0" * 64, "clips", (JobClip("a.wav", "a.wav", "0" * 64),), 1, 5, 0.01)


def runner(program, timeout_s=20.0):
    return LocalRunner(timeout_s, command=(sys.executable, "-c", program))


def test_events_arrive_as_they_are_said():
    program = "import json, sys; job = json.load(sys.stdin); print(json.dumps({'event': 'got', 'job': job}))"
    (event,) = runner(program).run(JOB)
    assert event == {"event": "got", "job": json.loads(json.dumps(asdict(JOB)))}


def test_a_silent_agent_is_given_up_and_killed(tmp_path):
    pid_file = tmp_path / "pid"
    program = f"import os, time; open({str(pid_file)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    begin = time.monotonic()
    with pytest.raises(DeviceError, match=r"expected an answer within 2 s, got none"):
        list(runner(program, timeout_s=2).run(JOB))
    assert time.monotonic() - begin < 30
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid_file.read_text()), 0)


def test_an_agent_that_talks_nonsense_is_quoted():
    with pytest.raises(DeviceError, match="expected a JSON object per line, got 'Segmentation fault"):
        list(runner("print('Segmentation fault')").run(JOB))


def test_an_agent_that_fails_is_heard():
    with pytest.raises(DeviceError, match="expected the agent to end well, got: no such model"):
        list(runner("import sys; sys.exit('error: no such model')").run(JOB))


def test_the_real_agent_names_a_model_that_is_not_there(tmp_path):
    job = replace(JOB, model=str(tmp_path / "nowhere"))
    with pytest.raises(DeviceError, match=r"expected a model manifest.*nowhere"):
        list(LocalRunner(60).run(job))
