"""The figures that decide the verdict, accuracy, size and latency, with their limits, as a person reads them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kws.model.reports.device import MEASURED, MODELLED, DeviceReport
from kws.model.reports.verdict import Check
from kws.report.chart import Axis
from kws.report.findings import Findings

# Names of the gate's metrics and bounds on a page.
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
    """A bar with marks, as places in percent of its width.

    Attributes:
        value: place of the value.
        limits: places of the gate's thresholds.
        start, end: places between which the bar is filled.
    """

    value: float
    limits: list[float]
    start: float
    end: float


@dataclass(frozen=True)
class Figure:
    """A number that the gate checks.

    Attributes:
        name: its name on the page.
        value: the number with its unit, as text.
        detail: a line about it.
        limit: the gate's limits, as text.
        passed: whether it passed all of the gate's checks; None if the gate does not check it.
        gauge: a bar with the value and its limits.
    """

    name: str
    value: str
    detail: str
    limit: str
    passed: bool | None
    gauge: Gauge


def list_figures(findings: Findings) -> list[Figure]:
    """List the figures of accuracy, size and latency."""
    return [_make_accuracy(findings), _make_size(findings), _make_latency(findings)]


def format_percent(share: float) -> str:
    """Format a share as a percentage of at most four digits."""
    return f"{100 * share:.4g}\N{NO-BREAK SPACE}%"


def format_milliseconds(value: float) -> str:
    """Format milliseconds with three significant digits."""
    return f"{value:.3g}\N{NO-BREAK SPACE}ms"


def format_count(value: float) -> str:
    """Format a whole number with separators between thousands."""
    return f"{value:,.0f}"


def describe_device(device: DeviceReport) -> str:
    """Describe the device that was measured: its model and its kind."""
    return f"{device.device.model}: {KINDS[device.kind]}"


def _make_accuracy(findings: Findings) -> Figure:
    quality = findings.evaluation.tflite
    limits = _list_thresholds(findings, "accuracy")
    lower, upper = quality.accuracy_lower_95, quality.accuracy_upper_95
    axis = Axis(min(lower, *limits.values(), 0.999) - 0.005, 1, 0, 100)
    gauge = Gauge(axis(quality.accuracy), [axis(limit) for limit in limits.values()], axis(lower), axis(upper))
    return Figure(
        "Accuracy",
        format_percent(quality.accuracy),
        f"{quality.errors} of {format_count(quality.n)} clips wrong; "
        f"95 % interval {format_percent(lower)} to {format_percent(upper)}",
        _format_limits("at least", limits, format_percent),
        _check_passed(findings, "accuracy", "device_accuracy"),
        gauge,
    )


def _make_size(findings: Findings) -> Figure:
    size, limits = findings.evaluation.sizes.size_bytes, _list_thresholds(findings, "size_bytes")
    axis = Axis(0, max(size, *limits.values()) * 1.1, 0, 100)
    return Figure(
        "Size",
        f"{format_count(size)} B",
        f"{format_count(findings.evaluation.sizes.zip_bytes)} B zipped",
        _format_limits("below", limits, lambda limit: f"{format_count(limit)} B"),
        _check_passed(findings, "size_bytes"),
        Gauge(axis(size), [axis(limit) for limit in limits.values()], 0, axis(size)),
    )


def _make_latency(findings: Findings) -> Figure:
    key, total = findings.device.latency_key, findings.device.latency.total
    limits = _list_thresholds(findings, key)
    axis = Axis(0, max(total.p99, *limits.values()) * 1.1, 0, 100)
    return Figure(
        METRICS[key],
        format_milliseconds(total.median),
        f"Median from waveform to answer, 99 % within {format_milliseconds(total.p99)}, "
        f"on {describe_device(findings.device)}",
        _format_limits("below", limits, format_milliseconds),
        _check_passed(findings, key),
        Gauge(axis(total.median), [axis(limit) for limit in limits.values()], 0, axis(total.p99)),
    )


def _select_checks(findings: Findings, *metrics: str) -> Iterable[Check]:
    return (check for check in findings.verdict.checks if check.metric in metrics)


def _list_thresholds(findings: Findings, metric: str) -> dict[str, float]:
    return {check.bound: check.threshold for check in _select_checks(findings, metric)}


def _check_passed(findings: Findings, *metrics: str) -> bool | None:
    outcomes = [check.passed for check in _select_checks(findings, *metrics)]
    return all(outcomes) if outcomes else None


def _format_limits(word: str, limits: dict[str, float], label: Any) -> str:
    return "; ".join(
        f"{word} {label(limit)}" + ("" if bound == "point" else f" at the {BOUNDS.get(bound, bound)}")
        for bound, limit in limits.items()
    )
