"""The device report, computed from the events of each device, which are all checked.

docs/reference/contracts.md describes each key of the report. Clips are mono at 16 kHz by contract, so the latency
includes no resampling.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple, fields
from pathlib import Path
from typing import Any

import numpy as np

from components.validate import ValidateParams
from components.validate.agreement import compare_logits
from components.validate.validity import list_reasons
from kws.audio.manifest import Clip
from kws.core.errors import DeviceError, EvidenceError
from kws.device.job import Job, JobClip
from kws.device.measure import PARTS
from kws.model.manifest import ModelManifest
from kws.model.probabilities import Numbers
from kws.model.reports.device import DeviceReport, Target, latency_key
from kws.model.reports.measurement import HealthAround, Latency, Protocol, Quantiles, Windows
from kws.model.reports.predictions import Predictions
from kws.remote.events import Answer, Event, JobLog, parse_job_log
from kws.remote.health import compute_spread
from kws.remote.latency import list_times_ms, make_latency_histogram, summarize_latency

# Largest difference of a float32 probability that was written as JSON.
_TOLERANCE = 1e-6


def make_job(tflite: Path, manifest: ModelManifest, folder: Path, clips: Sequence[Clip], params: ValidateParams) -> Job:
    """Make the job for every device: the model, the clips and the settings of the measurement."""
    return Job(
        model=str(tflite.resolve()),
        model_sha256=manifest.sha256,
        front_end_sha256=manifest.front_end_spec.sha256,
        clips_folder=str(folder.resolve()),
        clips=tuple(JobClip(clip.path, clip.path, clip.sha256) for clip in clips),
        warmup_clips=params.warmup_clips,
        windows=params.windows,
        window_s=params.window_s,
    )


def get_host_logits(clips: Sequence[Clip], predictions: Predictions, where: Path) -> dict[str, Numbers]:
    """Get the logits of the TFLite form on the host, by clip.

    Raises:
        EvidenceError: a clip has no predictions.
    """
    unknown = [clip.path for clip in clips if clip.path not in predictions.clips]
    if unknown:
        raise EvidenceError(f"expected predictions of every test clip, got none of {unknown[0]}: {where}")
    return {clip.path: predictions.clips[clip.path].logits for clip in clips}


def make_target(
    target: str,
    events: Sequence[Event],
    clips: Sequence[Clip],
    host_logits: Mapping[str, Sequence[float]],
    manifest: ModelManifest,
    params: ValidateParams,
) -> Target:
    """Compute the figures of one device.

    Args:
        target: the device's name.
        events: the events of the job on the device.
        clips: the test split, in the order of the job.
        host_logits: logits of the TFLite form on the host, by clip id.
        manifest: of the model that was sent.
        params: the device and the protocol.

    Raises:
        DeviceError: the events are incomplete, of another model or of other clips, or hold an impossible value.
    """
    try:
        log = parse_job_log(events, params.windows)
        _check(log, clips, manifest, params)
        logits = np.array([_check_logits(answer, manifest) for answer in log.answers])
    except DeviceError as error:
        raise DeviceError(f"{error}: {target}") from None
    words = [manifest.labels[place] for place in logits.argmax(axis=1)]
    errors = sum(word != clip.word for word, clip in zip(words, clips, strict=True))
    ids = [clip.path for clip in clips]
    host = np.array([host_logits[clip] for clip in ids])
    invalid = list_reasons(log, params)
    return Target(
        target=target,
        device=log.start.device,
        core=log.start.core,
        errors=errors,
        accuracy=1 - errors / len(clips),
        agreement=compare_logits(ids, logits, host, manifest.output.scale),
        latency_ms=summarize_latency(log),
        latency_histogram=make_latency_histogram({part: list_times_ms(log.answers, part) for part in PARTS}),
        windows=Windows(tuple(window.total_ns / 1e6 for window in log.windows), compute_spread(log.windows)),
        cold_start_ms=log.start.cold_start_ns / 1e6,
        model_load_ms=log.start.model_load_ns / 1e6,
        peak_memory_bytes=log.end.peak_memory_bytes,
        other_cpu_share=log.end.other_cpu_share,
        health=HealthAround(before=log.start.health, after=log.end.health),
        valid=not invalid,
        reasons=tuple(invalid),
    )


def make_report(targets: Sequence[Target], n: int, manifest: ModelManifest, params: ValidateParams) -> DeviceReport:
    """Make the report of all devices: each figure is that of the worst, so a limit on it holds for every device.

    Args:
        targets: the figures of each device.
        n: the number of clips.
        manifest: of the model that was sent.
        params: the device and the protocol.
    """
    return DeviceReport(
        kind=params.device.kind,
        protocol=Protocol(
            warmup_clips=params.warmup_clips,
            measured_clips=n,
            threads=1,
            windows=params.windows,
            window_s=params.window_s,
        ),
        model_sha256=manifest.sha256,
        data_sha256=manifest.data_sha256,
        front_end_sha256=manifest.front_end_spec.sha256,
        n=n,
        **_find_worst(targets, params.device.kind),
        targets=tuple(targets),
        params={"validate": asdict(params)},
    )


def _find_worst(targets: Sequence[Target], kind: str) -> dict[str, Any]:
    """Take the fields of the slowest device, the answers of the least accurate and the largest of each quantile."""
    slowest = max(targets, key=lambda target: target.latency.total.median)
    wrongest = max(targets, key=lambda target: target.errors)
    named = [(f"{target.target}: " if len(targets) > 1 else "", target.reasons) for target in targets]
    own = ("target", "latency_histogram")
    return {
        **{field.name: getattr(slowest, field.name) for field in fields(Target) if field.name not in own},
        **{name: getattr(wrongest, name) for name in ("errors", "accuracy", "agreement")},
        latency_key(kind): _find_slowest([target.latency for target in targets]),
        "valid": all(target.valid for target in targets),
        "reasons": tuple(f"{name}{reason}" for name, reasons in named for reason in reasons),
    }


def _find_slowest(latencies: Sequence[Latency]) -> Latency:
    """Take the largest of each quantile of each part."""

    def take_largest(part: str) -> Quantiles:
        quantiles = [astuple(getattr(latency, part)) for latency in latencies]
        return Quantiles(*map(max, zip(*quantiles, strict=True)))

    return Latency(take_largest("front_end"), take_largest("invoke"), take_largest("total"))


def _check(log: JobLog, clips: Sequence[Clip], manifest: ModelManifest, params: ValidateParams) -> None:
    """Check the log against the job: the model, the front end, the clips and the length of the windows."""
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


def _check_logits(answer: Answer, manifest: ModelManifest) -> tuple[float, ...]:
    """Get the logits of an answer; refuse them if there is not one per label or the probabilities are not theirs."""
    probabilities, labels = answer.probabilities, len(manifest.labels)
    if not len(answer.logits) == len(probabilities) == labels:
        raise DeviceError(
            f"expected {labels} logits and probabilities, got {answer.logits} and {probabilities}: {answer.id}"
        )
    expected = manifest.probabilities(answer.logits)
    if not np.allclose(probabilities, expected, rtol=0, atol=_TOLERANCE):
        raise DeviceError(f"expected the probabilities of logits {answer.logits}, got {probabilities}: {answer.id}")
    return answer.logits
