"""The measurement of a job, as a stream of events.

The protocol follows MLPerf Tiny: after a warm-up every clip is answered once, then the latency of the clips is measured
in several windows of some seconds each, on one thread.
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
from kws.device.identity import CpuWatch, age_ns, peak_memory_bytes, read_health, read_identity
from kws.device.job import Job, JobClip
from kws.model.manifest import read_manifest
from kws.model.spotter import Spotter

Event = dict[str, Any]

PARTS = ("front_end", "invoke", "total")

# Number of clips in memory for the windows: enough for some of every word, in 4 MB.
WINDOW_CLIPS = 64


def run_job(job: Job) -> Iterator[Event]:
    """Run a job.

    Yields:
        `start` with the device's identity and health and the times of loading and of the first answer; `clip` with the
        clip's id, logits, probabilities and times in nanoseconds; `window` with the number of answers and the median of
        their times; `end` with the health, the peak memory and the other processes' share of the processor.

    Raises:
        ModelError, FrontEndError, ClipError: a file is missing, damaged or not the one that the job names.
    """
    _check_model(job)
    begin = time.perf_counter_ns()
    spotter = Spotter(Path(job.model))
    load_ns = time.perf_counter_ns() - begin
    measure_answer(spotter, _read_clip(job, job.clips[0]))
    cold_start_ns = age_ns()
    yield {
        "event": "start",
        "device": read_identity(),
        "health": read_health(),
        "core": max(os.sched_getaffinity(0)),
        "model_sha256": spotter.manifest.sha256,
        "front_end_sha256": spotter.manifest.front_end_spec.sha256,
        "model_load_ns": load_ns,
        "cold_start_ns": cold_start_ns,
    }
    watch = CpuWatch()
    for place in range(job.warmup_clips):
        measure_answer(spotter, _read_clip(job, job.clips[place % len(job.clips)]))
    for clip in job.clips:
        yield {"event": "clip", "id": clip.id, **measure_answer(spotter, _read_clip(job, clip))}
    waveforms = [_read_clip(job, clip) for clip in job.clips[:: -(-len(job.clips) // WINDOW_CLIPS)]]
    for _ in range(job.windows):
        yield {"event": "window", **measure_window(spotter, waveforms, job.window_s)}
    yield {
        "event": "end",
        "health": read_health(),
        "peak_memory_bytes": peak_memory_bytes(),
        "other_cpu_share": watch.other_cpu_share(),
    }


def measure_window(spotter: Spotter, clips: Sequence[Waveform], window_s: float) -> Event:
    """Answer the clips repeatedly for at least `window_s`; the number of answers and the median time of each part."""
    times: dict[str, list[int]] = {part: [] for part in PARTS}
    begin = time.perf_counter_ns()
    for place in count():
        timed = measure_answer(spotter, clips[place % len(clips)])
        for part in PARTS:
            times[part].append(timed[f"{part}_ns"])
        if (elapsed_ns := time.perf_counter_ns() - begin) >= window_s * 1e9:
            break
    medians = {f"{part}_ns": round(median(times[part])) for part in PARTS}
    return {"answers": len(times["total"]), "elapsed_ns": elapsed_ns, **medians}


def measure_answer(spotter: Spotter, clip: Waveform) -> Event:
    """Answer one clip: its logits, its probabilities and the time of each part, without reading the file."""
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


def _check_model(job: Job) -> None:
    """Check the model's folder against the job before loading the model."""
    manifest = read_manifest(Path(job.model))
    if manifest.sha256 != job.model_sha256:
        raise ModelError(f"expected model {job.model_sha256[:12]}…, found {manifest.sha256[:12]}…: {job.model}")
    found = manifest.front_end_spec.sha256
    if found != job.front_end_sha256:
        raise FrontEndError(f"expected front end {job.front_end_sha256[:12]}…, found {found[:12]}…: {job.model}")


def _read_clip(job: Job, clip: JobClip) -> Waveform:
    """Read a clip and check its hash against the job."""
    path = Path(job.clips_folder) / clip.path
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ClipError(f"expected a WAV file, got {error.strerror}: {path}") from None
    found = hashlib.sha256(data).hexdigest()
    if found != clip.sha256:
        raise ClipError(f"expected sha256 {clip.sha256[:12]}…, got {found[:12]}…: {path}")
    return pad_clip(decode_wav(data, str(path)), str(path))
