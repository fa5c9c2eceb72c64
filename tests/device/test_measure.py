import json
import os
import subprocess
import sys
from dataclasses import asdict, replace

import pytest

from kws.audio.clips import read_clip
from kws.audio.manifest import read_manifest
from kws.core.errors import ClipError, FrontEndError, ModelError
from kws.device.job import Job, JobClip
from kws.device.measure import run_job
from kws.model.manifest import read_manifest as read_model_manifest
from kws.model.spotter import Spotter


@pytest.fixture(scope="module")
def job(clips_folder, tflite_folder):
    manifest = read_model_manifest(tflite_folder)
    clips = [clip for clip in read_manifest(clips_folder) if clip.split == "test"]
    return Job(
        model=str(tflite_folder),
        model_sha256=manifest.sha256,
        front_end_sha256=manifest.front_end_spec.sha256,
        clips_folder=str(clips_folder),
        clips=tuple(JobClip(clip.path, clip.path, clip.sha256) for clip in clips),
        warmup_clips=2,
        windows=5,
        window_s=0.02,
    )


def test_every_clip_is_answered_once_then_every_window_has_its_length(job, clips_folder, tflite_folder):
    events = list(run_job(job))
    assert [event["event"] for event in events] == ["start", *["clip"] * len(job.clips), *["window"] * 5, "end"]
    answers = [event for event in events if event["event"] == "clip"]
    assert [answer["id"] for answer in answers] == [clip.id for clip in job.clips]
    spotter = Spotter(tflite_folder)
    clip = read_clip(clips_folder / job.clips[0].path)
    assert answers[0]["logits"] == spotter.model(spotter.front_end(clip))
    assert answers[0]["probabilities"] == spotter(clip).probabilities
    for window in events[-6:-1]:
        assert window["elapsed_ns"] >= 0.02e9
        assert window["answers"] * window["total_ns"] < 2 * window["elapsed_ns"]


def test_the_agent_runs_on_one_core(job):
    command = [sys.executable, "-m", "kws.device"]
    done = subprocess.run(command, input=json.dumps(asdict(job)), capture_output=True, text=True, check=True)
    start = json.loads(done.stdout.splitlines()[0])
    assert start["core"] == max(os.sched_getaffinity(0))


def test_another_model_than_that_of_the_job_is_not_loaded(job):
    with pytest.raises(ModelError, match="expected model 000000000000"):
        next(run_job(replace(job, model_sha256="0" * 64)))


def test_a_model_with_another_front_end_is_not_loaded(job):
    with pytest.raises(FrontEndError, match="expected front end 000000000000"):
        next(run_job(replace(job, front_end_sha256="0" * 64)))


def test_a_clip_with_other_bytes_is_named(job):
    clips = (job.clips[0], replace(job.clips[1], sha256="0" * 64))
    with pytest.raises(ClipError, match=rf"expected sha256 0000.*{job.clips[1].path}"):
        list(run_job(replace(job, clips=clips)))
