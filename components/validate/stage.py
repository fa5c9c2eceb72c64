"""A device's events → its report, with nothing on the device taken on trust.

| key of the report | what it holds |
| --- | --- |
| `kind`, `protocol`, `params` | what was asked: warm-up, windows, threads |
| `model_sha256`, `data_sha256`, `front_end_sha256` | what was measured |
| `n`, `errors`, `accuracy`, `agreement` | the answers: right ones, and which differ from the host's (agreement.py) |
| `latency_ms` | of `front_end`, `invoke`, `total`: `median` of the windows' medians; p90, p95, p99, max of all clips |
| `latency_histogram` | of a device in `targets`: `edges_ms`, and for each part the clips between them |
| `windows` | the medians of `total` in ms, one a window, and their `spread` (max − min) / median |
| `cold_start_ms`, `model_load_ms` | process start → first answer; loading alone |
| `peak_memory_bytes`, `other_cpu_share` | of the agent; of other processes while it measured, in [0, 1] of all cores |
| `device`, `core`, `health` | what the device is, the core that measured, its state before and after |
| `valid`, `reasons` | whether the measurement counts, and why not |
| `targets` | a row with these figures for each device; those above are the worst of them |

Of an emulated device, whose clock means nothing:

| key of the report | what it holds |
| --- | --- |
| `instructions` | by processor: how many `clips` were counted, and their mean's `front_end`, `invoke` and `total` |
| `modelled_latency_ms` | as `latency_ms`, of the counted clips' instructions on a Cortex-A72, a billion a second |
| `emulation` | what `core`, `latency_ms` and their like are of other devices: the emulator's, not judged |

Clips are mono at 16 kHz by contract, so that no part of the latency is spent on resampling.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from components.validate import ValidateParams
from components.validate.agreement import agreement
from components.validate.validity import reasons
from kws.audio.manifest import Clip
from kws.core.errors import DeviceError
from kws.device.measure import PARTS
from kws.model.manifest import ModelManifest
from kws.model.reports.device import MEASURED, latency_key
from kws.remote.events import Answer, Event, JobLog, parse_job_log
from kws.remote.health import compute_spread
from kws.remote.latency import Row, list_times_ms, make_latency_histogram, summarize_latency_ms

# Of float32 probabilities, written as JSON.
_TOLERANCE = 1e-6


def row(
    target: str,
    events: Sequence[Event],
    clips: Sequence[Clip],
    host_logits: Mapping[str, Sequence[float]],
    manifest: ModelManifest,
    params: ValidateParams,
) -> Row:
    """One device's figures.

    Args:
        target: the device's name.
        events: all that its agent said.
        clips: the test split, in the order of the job.
        host_logits: by clip id, those that the TFLite form answers on the host.
        manifest: of the model that was sent.
        params: the device and the protocol.

    Raises:
        DeviceError: the events are incomplete, of another model or of other clips, or hold what cannot be.
    """
    try:
        log = parse_job_log(events, params.windows)
        _check(log, clips, manifest, params)
        logits = np.array([_logits(answer, manifest) for answer in log.answers])
    except DeviceError as error:
        raise DeviceError(f"{error}: {target}") from None
    words = [manifest.labels[place] for place in logits.argmax(axis=1)]
    errors = sum(word != clip.word for word, clip in zip(words, clips, strict=True))
    ids = [clip.path for clip in clips]
    host = np.array([host_logits[clip] for clip in ids])
    invalid = reasons(log, params)
    return {
        "target": target,
        "device": asdict(log.start.device),
        "core": log.start.core,
        "errors": errors,
        "accuracy": 1 - errors / len(clips),
        "agreement": agreement(ids, logits, host, manifest.output.scale),
        MEASURED: {part: summarize_latency_ms(log, part) for part in PARTS},
        "latency_histogram": make_latency_histogram({part: list_times_ms(log.answers, part) for part in PARTS}),
        "windows": {
            "median_ms": [window.total_ns / 1e6 for window in log.windows],
            "spread": compute_spread(log.windows),
        },
        "cold_start_ms": log.start.cold_start_ns / 1e6,
        "model_load_ms": log.start.model_load_ns / 1e6,
        "peak_memory_bytes": log.end.peak_memory_bytes,
        "other_cpu_share": log.end.other_cpu_share,
        "health": {"before": asdict(log.start.health), "after": asdict(log.end.health)},
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
        **worst(rows, latency_key(params.device.kind)),
        "targets": rows,
        "params": {"validate": asdict(params)},
    }


def worst(rows: Sequence[Row], latency: str) -> Row:
    """The slowest device's row, with the least accurate one's answers and every device's slowest quantiles.

    Args:
        rows: one a device.
        latency: the key of what is slow.
    """
    slowest = max(rows, key=lambda row: float(row[latency]["total"]["median"]))
    wrongest = max(rows, key=lambda row: int(row["errors"]))
    latencies = [row[latency] for row in rows]
    several = len(rows) > 1
    return {
        **{key: value for key, value in slowest.items() if key not in ("target", "latency_histogram")},
        **{key: wrongest[key] for key in ("errors", "accuracy", "agreement")},
        latency: {
            part: {name: max(times[part][name] for times in latencies) for name in quantiles}
            for part, quantiles in latencies[0].items()
        },
        "valid": all(row["valid"] for row in rows),
        "reasons": [f"{row['target']}: {reason}" if several else reason for row in rows for reason in row["reasons"]],
    }


def _check(log: JobLog, clips: Sequence[Clip], manifest: ModelManifest, params: ValidateParams) -> None:
    """Hold what a device says to what it was asked."""
    if log.start.model_sha256 != manifest.sha256:
        raise DeviceError(f"expected model {manifest.sha256[:12]}, the device ran {log.start.model_sha256}")
    if log.start.front_end_sha256 != manifest.front_end_spec.sha256:
        expected = manifest.front_end_spec.sha256[:12]
        raise DeviceError(f"expected front end {expected}, the device ran {log.start.front_end_sha256}")
    if [answer.id for answer in log.answers] != [clip.path for clip in clips]:
        raise DeviceError(f"expected answers to {len(clips)} clips in order, got {len(log.answers)} or others")
    short = [window.elapsed_ns for window in log.windows if window.elapsed_ns < params.window_s * 1e9]
    if short:
        raise DeviceError(f"expected windows of at least {params.window_s:g} s, got one of {short[0] / 1e9:g} s")


def _logits(answer: Answer, manifest: ModelManifest) -> tuple[float, ...]:
    """The logits of an answer, if there is one of each label and the probabilities are theirs."""
    probabilities, labels = answer.probabilities, len(manifest.labels)
    if not len(answer.logits) == len(probabilities) == labels:
        raise DeviceError(
            f"expected {labels} logits and probabilities, got {answer.logits} and {probabilities}: {answer.id}"
        )
    expected = manifest.probabilities(answer.logits)
    if not np.allclose(probabilities, expected, rtol=0, atol=_TOLERANCE):
        raise DeviceError(f"expected the probabilities of logits {answer.logits}, got {probabilities}: {answer.id}")
    return answer.logits
