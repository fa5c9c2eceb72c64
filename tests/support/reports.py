"""Small reports that hold together: what evaluate, validate and gate would write of a model with 1,000 test clips."""

from dataclasses import replace
from typing import Any

from kws.model.reports.device import DeviceReport, Target
from kws.model.reports.evaluation import Evaluation, FalseAccepts, Quality, Sizes
from kws.model.reports.measurement import (
    Agreement,
    Health,
    HealthAround,
    Histogram,
    Identity,
    InstructionCount,
    Latency,
    Measurement,
    Protocol,
    Quantiles,
    Windows,
)
from kws.model.reports.verdict import Check, Verdict

N = 1000
ABOUT = {"model_sha256": "a" * 64, "data_sha256": "b" * 64, "front_end_sha256": "c" * 64}
LABELS = ("up", "down")


def quality(errors: int = 3, lower: float = 0.99, n: int = N) -> Quality:
    """Of a form with so many errors, all of them on the first word."""
    accuracy = 1 - errors / n
    return Quality(
        n=n,
        errors=errors,
        accuracy=accuracy,
        accuracy_lower_95=lower,
        accuracy_upper_95=1.0,
        recall={"up": 1 - errors / (n // 2), "down": 1.0},
        confusion=((n // 2 - errors, errors), (0, n // 2)),
        correct_above_threshold=accuracy / 2,
        wrong_above_threshold=0.0,
    )


def evaluation(tflite: Quality | None = None, size_bytes: int = 23_000, **changes: Any) -> Evaluation:
    """Of three forms that are as good as each other."""
    form = tflite or quality()
    heard = FalseAccepts(exposure_s=1800.0, accepts=1, per_hour=2.0, per_hour_upper_95=9.5)
    found = Evaluation(
        **ABOUT,
        labels=LABELS,
        action_threshold=0.99,
        forms={"float": form, "pruned": form, "tflite": form},
        background={"silence": heard, "all": heard},
        sizes=Sizes(size_bytes=size_bytes, zip_bytes=12_000),
        params={"evaluate": {"threshold_steps": 100}},
    )
    return replace(found, **changes)


def latency(median: float = 2.0, p99: float = 3.0) -> Latency:
    """The same of every part."""
    part = Quantiles(median=median, p90=p99, p95=p99, p99=p99, max=p99)
    return Latency(part, part, part)


def _measurement(times: Latency) -> Measurement:
    health = Health(governor=None, frequency_mhz=None, temperature_c=None, throttled=None, load_1min=0.5)
    return Measurement(
        core=1,
        latency_ms=times,
        windows=Windows(median_ms=(2.0, 2.0, 2.1), spread=0.05),
        cold_start_ms=250.0,
        model_load_ms=9.0,
        peak_memory_bytes=50_000_000,
        other_cpu_share=0.25,
        health=HealthAround(before=health, after=health),
    )


def _figures(times: Latency, emulated: bool) -> dict[str, Any]:
    """The fields that one device and the worst of several share."""
    identity = Identity("A board", None, "aarch64", 4, None, "6.6", "3.11.2", "2.4.6", "2.3.0")
    agreement = Agreement(n=N, same=N - 1, different=("up/a.wav",), inexact=("up/a.wav",), max_steps=1)
    answers = {"device": identity, "errors": 3, "accuracy": 1 - 3 / N, "agreement": agreement}
    common = {**answers, "valid": True, "reasons": ()}
    if not emulated:
        return common | vars(_measurement(times))
    instructions = {"cortex-a72": InstructionCount(clips=32, front_end=900, invoke=100, total=1000)}
    emulation = _measurement(latency(1e6, 1e6))
    return common | {"modelled_latency_ms": times, "instructions": instructions, "emulation": emulation}


def device(times: Latency | None = None, kind: str = "local", **changes: Any) -> DeviceReport:
    """Of one device of a kind, whose latency is this."""
    figures = _figures(times or latency(), kind == "emulated")
    histogram = Histogram(edges_ms=(1.0, 2.0, 4.0), front_end=(N, 0), invoke=(N, 0), total=(0, N))
    found = DeviceReport(
        kind=kind,
        protocol=Protocol(warmup_clips=20, measured_clips=N, threads=1, windows=5, window_s=1.0),
        **ABOUT,
        n=N,
        **figures,
        targets=(Target(target="local", latency_histogram=histogram, **figures),),
        params={"validate": {"windows": 5}},
    )
    return replace(found, **changes)


def verdict(**changes: Any) -> Verdict:
    """Of a model that passed its one check."""
    check = Check("size_bytes", "point", 23_000, 50_000, True, "23,000 is below 50,000", "evaluation.json", "d" * 64)
    found = Verdict(True, ABOUT["model_sha256"], (check,), {"gate": {"max_size_bytes": 50_000}})
    return replace(found, **changes)
