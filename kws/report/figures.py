"""The verdict's three numbers, each beside its limit, and the words for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kws.model.reports.device import MEASURED, MODELLED, DeviceReport
from kws.model.reports.verdict import Check
from kws.report.chart import Axis
from kws.report.findings import Findings

# What the gate's metrics and bounds are called on a page.
METRICS = {
    "accuracy": "Accuracy on the host",
    "device_accuracy": "Accuracy on the device",
    "size_bytes": "Size",
    MEASURED: "Latency",
    MODELLED: "Modelled latency",
}
BOUNDS = {"point": "value", "lower_95": "lower end of the 95 % interval", "median": "median", "p99": "99th percentile"}

KINDS = {
    "local": "the machine of the workflow, not a Raspberry Pi",
    "raspberry-pi": "a Raspberry Pi",
    "emulated": "an emulated Raspberry Pi, its time modelled from the instructions that it executes",
}


@dataclass(frozen=True)
class Gauge:
    """A bar with places on it, in percent of its width.

    Attributes:
        value: where the value is.
        limits: where the gate's thresholds are.
        start, end: of what is filled.
    """

    value: float
    limits: list[float]
    start: float
    end: float


@dataclass(frozen=True)
class Figure:
    """A number that decides.

    Attributes:
        name: what it is.
        value: as a person reads it.
        detail: a line about it.
        limit: what the gate asks.
        passed: whether each of the gate's checks of it did; None where the gate has none.
        gauge: it, beside its limits.
    """

    name: str
    value: str
    detail: str
    limit: str
    passed: bool | None
    gauge: Gauge


def figures(findings: Findings) -> list[Figure]:
    """Accuracy, size and latency."""
    return [_accuracy(findings), _size(findings), _latency(findings)]


def percent(share: float) -> str:
    """A share as a percentage of at most four digits."""
    return f"{100 * share:.4g}\N{NO-BREAK SPACE}%"


def milliseconds(value: float) -> str:
    """Milliseconds of three digits that count."""
    return f"{value:.3g}\N{NO-BREAK SPACE}ms"


def count(value: float) -> str:
    """A whole number with its thousands apart."""
    return f"{value:,.0f}"


def device_name(device: DeviceReport) -> str:
    """What was measured on, named for what it is."""
    return f"{device.device.model}: {KINDS[device.kind]}"


def _accuracy(findings: Findings) -> Figure:
    quality = findings.evaluation.tflite
    limits = _thresholds(findings, "accuracy")
    lower, upper = quality.accuracy_lower_95, quality.accuracy_upper_95
    axis = Axis(min(lower, *limits.values(), 0.999) - 0.005, 1, 0, 100)
    gauge = Gauge(axis(quality.accuracy), [axis(limit) for limit in limits.values()], axis(lower), axis(upper))
    return Figure(
        "Accuracy",
        percent(quality.accuracy),
        f"{quality.errors} of {count(quality.n)} clips wrong; 95 % interval {percent(lower)} to {percent(upper)}",
        _asked("at least", limits, percent),
        _passed(findings, "accuracy", "device_accuracy"),
        gauge,
    )


def _size(findings: Findings) -> Figure:
    size, limits = findings.evaluation.sizes.size_bytes, _thresholds(findings, "size_bytes")
    axis = Axis(0, max(size, *limits.values()) * 1.1, 0, 100)
    return Figure(
        "Size",
        f"{count(size)} B",
        f"{count(findings.evaluation.sizes.zip_bytes)} B zipped",
        _asked("below", limits, lambda limit: f"{count(limit)} B"),
        _passed(findings, "size_bytes"),
        Gauge(axis(size), [axis(limit) for limit in limits.values()], 0, axis(size)),
    )


def _latency(findings: Findings) -> Figure:
    key, total = findings.device.latency_key, findings.device.latency.total
    limits = _thresholds(findings, key)
    axis = Axis(0, max(total.p99, *limits.values()) * 1.1, 0, 100)
    return Figure(
        METRICS[key],
        milliseconds(total.median),
        f"Median from waveform to answer, 99 % within {milliseconds(total.p99)}, on {device_name(findings.device)}",
        _asked("below", limits, milliseconds),
        _passed(findings, key),
        Gauge(axis(total.median), [axis(limit) for limit in limits.values()], 0, axis(total.p99)),
    )


def _checks(findings: Findings, *metrics: str) -> Iterable[Check]:
    return (check for check in findings.verdict.checks if check.metric in metrics)


def _thresholds(findings: Findings, metric: str) -> dict[str, float]:
    return {check.bound: check.threshold for check in _checks(findings, metric)}


def _passed(findings: Findings, *metrics: str) -> bool | None:
    outcomes = [check.passed for check in _checks(findings, *metrics)]
    return all(outcomes) if outcomes else None


def _asked(word: str, limits: dict[str, float], label: Any) -> str:
    return "; ".join(
        f"{word} {label(limit)}" + ("" if bound == "point" else f" at the {BOUNDS.get(bound, bound)}")
        for bound, limit in limits.items()
    )
