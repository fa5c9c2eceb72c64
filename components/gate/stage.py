"""The checks of the gate: each number against its threshold, with the reason in words."""

from dataclasses import asdict, dataclass

from components.gate import GateParams
from kws.core.errors import EvidenceError
from kws.model.reports.device import DeviceReport
from kws.model.reports.evaluation import Evaluation
from kws.model.reports.verdict import Check, Verdict


@dataclass(frozen=True)
class Source:
    """The file that a report came from: its path, and the SHA-256 of its bytes."""

    file: str
    sha256: str


def judge(
    evaluation: Evaluation, device: DeviceReport, params: GateParams, *, evaluation_from: Source, device_from: Source
) -> Verdict:
    """Compare the numbers of both reports with the thresholds.

    Raises:
        EvidenceError: the two reports are about different models, data or front ends.
    """
    for key in ("model_sha256", "data_sha256", "front_end_sha256"):
        if getattr(evaluation, key) != getattr(device, key):
            raise EvidenceError(f"expected reports with the same {key}: {evaluation_from.file}, {device_from.file}")
    quality, total, latency = evaluation.tflite, device.latency.total, device.latency_key
    median_ms, p99_ms = params.max_latency_median_ms, params.max_latency_p99_ms
    checks = (
        _check_minimum(evaluation_from, "accuracy", "point", quality.accuracy, params.min_accuracy),
        _check_minimum(
            evaluation_from, "accuracy", "lower_95", quality.accuracy_lower_95, params.min_accuracy_lower_95
        ),
        _check_minimum(device_from, "device_accuracy", "point", device.accuracy, params.min_accuracy),
        _check_limit(evaluation_from, "size_bytes", "point", evaluation.sizes.size_bytes, params.max_size_bytes),
        _check_limit(device_from, latency, "median", total.median, median_ms, device.reasons),
        _check_limit(device_from, latency, "p99", total.p99, p99_ms, device.reasons),
    )
    blessed = all(check.passed for check in checks)
    return Verdict(blessed, evaluation.model_sha256, checks, {"gate": asdict(params)})


def render_summary(verdict: Verdict) -> str:
    """Render the verdict and the reason of every check as Markdown."""
    outcome = "Blessed" if verdict.blessed else "Not blessed"
    rows = (
        f"| {check.metric} | {check.bound} | {'passed' if check.passed else '**failed**'} | {check.reason} |"
        for check in verdict.checks
    )
    head = (
        f"# {outcome}",
        f"Model `{verdict.model_sha256[:12]}`",
        "| check | figure | verdict | reason |\n|---|---|---|---|",
    )
    return "\n\n".join(head) + "\n" + "\n".join(rows) + "\n"


def _check_minimum(source: Source, metric: str, bound: str, value: float, threshold: float) -> Check:
    passed = value >= threshold
    reason = f"{value:.4f} is {'at least' if passed else 'less than'} {threshold:g}"
    return Check(metric, bound, value, threshold, passed, reason, source.file, source.sha256)


def _check_limit(
    source: Source, metric: str, bound: str, value: float, threshold: float, invalid: tuple[str, ...] = ()
) -> Check:
    passed = value < threshold and not invalid
    reason = f"{value:,.6g} is {'below' if value < threshold else 'not below'} {threshold:,.6g}"
    if invalid:
        reason += f", but the measurement is invalid: {'; '.join(invalid)}"
    return Check(metric, bound, value, threshold, passed, reason, source.file, source.sha256)
