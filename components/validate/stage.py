"""A device's events → its report, with nothing on the device taken on trust.

| key of the report | what it holds |
| --- | --- |
| `kind`, `protocol`, `params` | what was asked: warm-up, windows, threads |
| `model_sha256`, `data_sha256`, `front_end_sha256` | what was measured |
| `n`, `errors`, `accuracy`, `agreement` | the answers: right ones, and which differ from the host's |
| `latency_ms` | of `front_end`, `invoke`, `total`: `median` of the windows' medians; p90, p95, p99, max of all clips |
| `latency_histogram` | of a device in `targets`: `edges_ms`, and for each part the clips between them |
| `windows` | the medians of `total` in ms, one a window, and their `spread` (max − min) / median |
| `cold_start_ms`, `model_load_ms` | process start → first answer; loading alone |
| `peak_memory_bytes`, `other_cpu_share` | of the agent; of other processes while it measured, in [0, 1] of all cores |
| `device`, `core`, `health` | what the device is, the core that measured, its state before and after |
| `valid`, `reasons` | whether the measurement counts, and why not |
| `targets` | a row with these figures for each device; those above are the worst of them |

Clips are mono at 16 kHz by contract, so that no part of the latency is spent on resampling.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from statistics import median
from typing import Any

import numpy as np

from components.agent.session import PARTS
from components.kws.errors import DeviceError
from components.kws.manifest import Clip
from components.kws.model import ModelManifest
from components.validate import ValidateParams
from components.validate.events import Answer, Event, Said, Window, said
from components.validate.validity import reasons, spread

Row = dict[str, Any]

HISTOGRAM_BINS = 40


def row(
    target: str,
    events: Sequence[Event],
    clips: Sequence[Clip],
    host_answers: dict[str, str],
    manifest: ModelManifest,
    params: ValidateParams,
) -> Row:
    """One device's figures.

    Args:
        target: the device's name.
        events: all that its agent said.
        clips: the test split, in the order of the job.
        host_answers: by clip id, the word that the TFLite form answers on the host.
        manifest: of the model that was sent.
        params: the device and the protocol.

    Raises:
        DeviceError: the events are incomplete, of another model or of other clips, or hold what cannot be.
    """
    try:
        heard = said(events, params.windows)
        _check(heard, clips, manifest, params)
        words = [_word(answer, manifest.labels) for answer in heard.answers]
    except DeviceError as error:
        raise DeviceError(f"{error}: {target}") from None
    errors = sum(word != clip.word for word, clip in zip(words, clips, strict=True))
    different = [clip.path for word, clip in zip(words, clips, strict=True) if word != host_answers[clip.path]]
    invalid = reasons(heard, params)
    return {
        "target": target,
        "device": asdict(heard.start.device),
        "core": heard.start.core,
        "errors": errors,
        "accuracy": 1 - errors / len(clips),
        "agreement": {"n": len(clips), "same": len(clips) - len(different), "different": different},
        "latency_ms": {part: latency_ms(heard, part) for part in PARTS},
        "latency_histogram": latency_histogram(heard.answers),
        "windows": {
            "median_ms": [window.total_ns / 1e6 for window in heard.windows],
            "spread": spread(heard.windows),
        },
        "cold_start_ms": heard.start.cold_start_ns / 1e6,
        "model_load_ms": heard.start.model_load_ns / 1e6,
        "peak_memory_bytes": heard.end.peak_memory_bytes,
        "other_cpu_share": heard.end.other_cpu_share,
        "health": {"before": asdict(heard.start.health), "after": asdict(heard.end.health)},
        "valid": not invalid,
        "reasons": invalid,
    }


def report(rows: Sequence[Row], n: int, manifest: ModelManifest, params: ValidateParams) -> dict[str, Any]:
    """The report of all devices: what is asked of one figure holds for every device.

    Args:
        rows: one a device.
        n: the number of clips.
        manifest: of the model that was sent.
        params: the device and the protocol.
    """
    protocol = {"warmup_clips": params.warmup_clips, "measured_clips": n, "threads": 1}
    return {
        "kind": params.device.kind,
        "protocol": {**protocol, "windows": params.windows, "window_s": params.window_s},
        "model_sha256": manifest.sha256,
        "data_sha256": manifest.data_sha256,
        "front_end_sha256": manifest.front_end_spec.sha256,
        "n": n,
        **worst(rows),
        "targets": rows,
        "params": {"validate": asdict(params)},
    }


def worst(rows: Sequence[Row]) -> Row:
    """The slowest device's row, with the least accurate one's answers and every device's slowest quantiles."""
    slowest = max(rows, key=lambda row: float(row["latency_ms"]["total"]["median"]))
    wrongest = max(rows, key=lambda row: int(row["errors"]))
    latencies = [row["latency_ms"] for row in rows]
    several = len(rows) > 1
    return {
        **{key: value for key, value in slowest.items() if key not in ("target", "latency_histogram")},
        **{key: wrongest[key] for key in ("errors", "accuracy", "agreement")},
        "latency_ms": {
            part: {name: max(latency[part][name] for latency in latencies) for name in quantiles}
            for part, quantiles in latencies[0].items()
        },
        "valid": all(row["valid"] for row in rows),
        "reasons": [f"{row['target']}: {reason}" if several else reason for row in rows for reason in row["reasons"]],
    }


def latency_ms(heard: Said, part: str) -> dict[str, float]:
    """Milliseconds of one part: the median of the windows' medians, and the tail of all clips."""
    return {"median": median(_times_ms(heard.windows, part)), **tail(_times_ms(heard.answers, part))}


def latency_histogram(answers: Sequence[Answer]) -> dict[str, list[float]]:
    """How many clips took how long: `edges_ms`, equal ratios apart, and the clips of each part between them."""
    times = {part: _times_ms(answers, part) for part in PARTS}
    everything = [time for part in times.values() for time in part]
    edges = np.geomspace(min(everything), max(everything), HISTOGRAM_BINS + 1)
    counts = {part: np.histogram(part_times, edges)[0].tolist() for part, part_times in times.items()}
    return {"edges_ms": edges.tolist(), **counts}


def tail(times_ms: Iterable[float]) -> dict[str, float]:
    """p90, p95, p99 and maximum."""
    quantiles = np.percentile(list(times_ms), [90, 95, 99, 100])
    return dict(zip(("p90", "p95", "p99", "max"), quantiles.tolist(), strict=True))


def _times_ms(timed: Sequence[Answer] | Sequence[Window], part: str) -> list[float]:
    return [getattr(one, f"{part}_ns") / 1e6 for one in timed]


def _check(heard: Said, clips: Sequence[Clip], manifest: ModelManifest, params: ValidateParams) -> None:
    """Hold what a device says to what it was asked."""
    if heard.start.model_sha256 != manifest.sha256:
        raise DeviceError(f"expected model {manifest.sha256[:12]}, the device ran {heard.start.model_sha256}")
    if heard.start.front_end_sha256 != manifest.front_end_spec.sha256:
        expected = manifest.front_end_spec.sha256[:12]
        raise DeviceError(f"expected front end {expected}, the device ran {heard.start.front_end_sha256}")
    if [answer.id for answer in heard.answers] != [clip.path for clip in clips]:
        raise DeviceError(f"expected answers to {len(clips)} clips in order, got {len(heard.answers)} or others")
    short = [window.elapsed_ns for window in heard.windows if window.elapsed_ns < params.window_s * 1e9]
    if short:
        raise DeviceError(f"expected windows of at least {params.window_s:g} s, got one of {short[0] / 1e9:g} s")


def _word(answer: Answer, labels: Sequence[str]) -> str:
    """The likeliest word of an answer that is a distribution over the labels."""
    probabilities = answer.probabilities
    if len(probabilities) != len(labels) or not math.isclose(sum(probabilities), 1, abs_tol=1e-4):
        raise DeviceError(f"expected {len(labels)} probabilities that sum to 1, got {probabilities}: {answer.id}")
    return labels[probabilities.index(max(probabilities))]
