"""A device's events → its report, with nothing on the device taken on trust."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from components.kws.errors import DeviceError
from components.kws.manifest import Clip
from components.kws.model import ModelManifest
from components.validate import ValidateParams

PARTS = ("front_end", "invoke", "total")
Event = dict[str, Any]


def report(
    events: Sequence[Event],
    clips: Sequence[Clip],
    host_answers: dict[str, str],
    manifest: ModelManifest,
    params: ValidateParams,
) -> dict[str, Any]:
    """The device report.

    Args:
        events: all that the agent said.
        clips: the test split, in the order of the job.
        host_answers: by clip id, the word that the TFLite form answers on the host.
        manifest: of the model that was sent.
        params: the device and the protocol.

    Raises:
        DeviceError: the events are incomplete, of another model or of other clips, or hold what cannot be.
    """
    start, answers, end = _in_order(events)
    if start.get("model_sha256") != manifest.sha256:
        raise DeviceError(f"expected model {manifest.sha256[:12]}, the device ran {start.get('model_sha256')}")
    if [answer["id"] for answer in answers] != [clip.path for clip in clips]:
        raise DeviceError(f"expected answers to {len(clips)} clips in order, got {len(answers)} or others")
    words = [_word(answer, manifest.labels) for answer in answers]
    errors = sum(word != clip.word for word, clip in zip(words, clips, strict=True))
    different = [clip.path for word, clip in zip(words, clips, strict=True) if word != host_answers[clip.path]]
    return {
        "kind": params.device.kind,
        "device": start["device"],
        "protocol": {"warmup_clips": params.warmup_clips, "measured_clips": len(clips), "threads": 1},
        "model_sha256": manifest.sha256,
        "data_sha256": manifest.data_sha256,
        "front_end_sha256": manifest.front_end_spec.sha256,
        "n": len(clips),
        "errors": errors,
        "accuracy": 1 - errors / len(clips),
        "agreement": {"n": len(clips), "same": len(clips) - len(different), "different": different},
        "latency_ms": {part: latency_ms(answer[f"{part}_ns"] for answer in answers) for part in PARTS},
        "model_load_ms": start["model_load_ns"] / 1e6,
        "peak_memory_bytes": end["peak_memory_bytes"],
        "health": {"before": start["health"], "after": end["health"]},
        "valid": True,
        "reasons": [],
        "params": {"validate": asdict(params)},
    }


def latency_ms(nanoseconds: Iterable[int]) -> dict[str, float]:
    """Median, p90, p95, p99 and maximum in milliseconds, over all clips."""
    times_ms = np.array(list(nanoseconds), np.float64) / 1e6
    quantiles = np.percentile(times_ms, [50, 90, 95, 99, 100])
    return dict(zip(("median", "p90", "p95", "p99", "max"), quantiles.tolist(), strict=True))


def _in_order(events: Sequence[Event]) -> tuple[Event, Sequence[Event], Event]:
    kinds = [event.get("event") for event in events]
    if kinds != ["start", *["clip"] * (len(events) - 2), "end"]:
        raise DeviceError(f"expected start, clips and end, got {kinds[:1]} … {kinds[-1:]}, {len(events)} events")
    missing = [f"{kind}.{key}" for event, kind in zip(events, kinds, strict=True) for key in _KEYS[kind] - event.keys()]
    if missing:
        raise DeviceError(f"expected {', '.join(missing[:3])} from the device, got none")
    return events[0], events[1:-1], events[-1]


_KEYS = {
    "start": {"device", "health", "model_sha256", "model_load_ns"},
    "clip": {"id", "probabilities", *(f"{part}_ns" for part in PARTS)},
    "end": {"health", "peak_memory_bytes"},
}


def _word(answer: Event, labels: Sequence[str]) -> str:
    """The likeliest word of an answer that is a distribution over the labels, with times that passed."""
    probabilities = answer["probabilities"]
    if len(probabilities) != len(labels) or not math.isclose(sum(probabilities), 1, abs_tol=1e-4):
        raise DeviceError(f"expected {len(labels)} probabilities that sum to 1, got {probabilities}: {answer['id']}")
    if min(answer[f"{part}_ns"] for part in PARTS) <= 0:
        raise DeviceError(f"expected times above 0 ns, got others: {answer['id']}")
    likeliest: int = probabilities.index(max(probabilities))
    return labels[likeliest]
