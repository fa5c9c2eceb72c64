"""A job → events: what the device is, each clip's answer and times, how the device fared."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from components.agent import Job
from components.agent.device import health, identity, peak_memory_bytes
from components.kws.clips import Waveform, read_clip
from components.kws.model import softmax
from components.kws.spotter import Spotter

Event = dict[str, Any]


def events(job: Job) -> Iterator[Event]:
    """Run a job.

    Yields:
        `start` with the device's identity, health and the model's load time; `clip` with the clip's id, its
        probabilities and times in nanoseconds; `end` with the health and the peak memory after it all.

    Raises:
        ModelError, FrontEndError, ClipError: the files are not what they should be.
    """
    begin = time.perf_counter_ns()
    spotter = Spotter(Path(job.model))
    load_ns = time.perf_counter_ns() - begin
    yield {
        "event": "start",
        "device": identity(),
        "health": health(),
        "model_sha256": spotter.manifest.sha256,
        "model_load_ns": load_ns,
    }
    folder = Path(job.clips_folder)
    for place in range(job.warmup_clips):
        answer(spotter, read_clip(folder / job.clips[place % len(job.clips)]))
    for clip in job.clips:
        yield {"event": "clip", "id": clip, **answer(spotter, read_clip(folder / clip))}
    yield {"event": "end", "health": health(), "peak_memory_bytes": peak_memory_bytes()}


def answer(spotter: Spotter, clip: Waveform) -> Event:
    """The probabilities of one clip, and how long each part took; reading the file is not among them."""
    begin = time.perf_counter_ns()
    features = spotter.front_end(clip)
    middle = time.perf_counter_ns()
    probabilities = softmax(spotter.model(features))
    end = time.perf_counter_ns()
    return {
        "probabilities": probabilities.tolist(),
        "front_end_ns": middle - begin,
        "invoke_ns": end - middle,
        "total_ns": end - begin,
    }
