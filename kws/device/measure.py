"""A job → events: what the device is, each clip's answer and times, the measured windows, how the device fared.

The protocol is in the spirit of MLPerf Tiny: after a warm-up every clip is answered once, then the clips' latency is
measured in several windows of some seconds each, on one thread.
"""

import hashlib
import os
import time
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

from kws.audio.clips import Waveform, decode_wav, pad_clip
from kws.core.errors import ClipError, FrontEndError, ModelError
from kws.device.identity import CpuWatch, age_ns, health, identity, peak_memory_bytes
from kws.device.job import Job, JobClip
from kws.model.manifest import read_manifest
from kws.model.spotter import Spotter

Event = dict[str, Any]

PARTS = ("front_end", "invoke", "total")

# Clips held in memory for the windows: enough to be of every word, 4 MB.
WINDOW_CLIPS = 64


def events(job: Job) -> Iterator[Event]:
    """Run a job.

    Yields:
        `start` with the device's identity, health and the times of loading and of the first answer; `clip` with the
        clip's id, logits, probabilities and times in nanoseconds; `window` with the number of answers and their median
        times; `end` with the health, the peak memory and other processes' share of the processor.

    Raises:
        ModelError, FrontEndError, ClipError: the files are not what they should be.
    """
    _check(job)
    begin = time.perf_counter_ns()
    spotter = Spotter(Path(job.model))
    load_ns = time.perf_counter_ns() - begin
    answer(spotter, _clip(job, job.clips[0]))
    cold_start_ns = age_ns()
    yield {
        "event": "start",
        "device": identity(),
        "health": health(),
        "core": max(os.sched_getaffinity(0)),
        "model_sha256": spotter.manifest.sha256,
        "front_end_sha256": spotter.manifest.front_end_spec.sha256,
        "model_load_ns": load_ns,
        "cold_start_ns": cold_start_ns,
    }
    watch = CpuWatch()
    for place in range(job.warmup_clips):
        answer(spotter, _clip(job, job.clips[place % len(job.clips)]))
    for clip in job.clips:
        yield {"event": "clip", "id": clip.id, **answer(spotter, _clip(job, clip))}
    waveforms = [_clip(job, clip) for clip in job.clips[:: -(-len(job.clips) // WINDOW_CLIPS)]]
    for _ in range(job.windows):
        yield {"event": "window", **window(spotter, waveforms, job.window_s)}
    yield {
        "event": "end",
        "health": health(),
        "peak_memory_bytes": peak_memory_bytes(),
        "other_cpu_share": watch.other_cpu_share(),
    }


def window(spotter: Spotter, clips: Sequence[Waveform], window_s: float) -> Event:
    """Answer the clips over and over until it took so long: how many answers, and the median of each part's time."""
    times: dict[str, list[int]] = {part: [] for part in PARTS}
    begin = time.perf_counter_ns()
    for place in count():
        said = answer(spotter, clips[place % len(clips)])
        for part in PARTS:
            times[part].append(said[f"{part}_ns"])
        if (elapsed_ns := time.perf_counter_ns() - begin) >= window_s * 1e9:
            break
    medians = {f"{part}_ns": round(median(times[part])) for part in PARTS}
    return {"answers": len(times["total"]), "elapsed_ns": elapsed_ns, **medians}


def answer(spotter: Spotter, clip: Waveform) -> Event:
    """Logits and probabilities of one clip, and how long each part took; reading the file is not among them."""
    begin = time.perf_counter_ns()
    features = spotter.front_end(clip)
    middle = time.perf_counter_ns()
    logits = spotter.model(features)
    probabilities = spotter.manifest.probabilities(logits)
    end = time.perf_counter_ns()
    return {
        "logits": logits,
        "probabilities": probabilities,
        "front_end_ns": middle - begin,
        "invoke_ns": end - middle,
        "total_ns": end - begin,
    }


def _check(job: Job) -> None:
    """Hold the model's folder to the job before any of it is loaded."""
    manifest = read_manifest(Path(job.model))
    if manifest.sha256 != job.model_sha256:
        raise ModelError(f"expected model {job.model_sha256[:12]}…, found {manifest.sha256[:12]}…: {job.model}")
    found = manifest.front_end_spec.sha256
    if found != job.front_end_sha256:
        raise FrontEndError(f"expected front end {job.front_end_sha256[:12]}…, found {found[:12]}…: {job.model}")


def _clip(job: Job, clip: JobClip) -> Waveform:
    """A clip whose bytes are those that the job names."""
    path = Path(job.clips_folder) / clip.path
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ClipError(f"expected a WAV file, got {error.strerror}: {path}") from None
    found = hashlib.sha256(data).hexdigest()
    if found != clip.sha256:
        raise ClipError(f"expected sha256 {clip.sha256[:12]}…, got {found[:12]}…: {path}")
    return pad_clip(decode_wav(data, str(path)), str(path))
