"""Evaluation and device report → verdict: every number held to its threshold, with the reason in words."""

from dataclasses import asdict, dataclass
from typing import Any

from components.gate import GateParams
from kws.core.errors import EvidenceError
from kws.model.reports.device import latency_key
from kws.model.reports.verdict import Check, Verdict


@dataclass(frozen=True)
class Evidence:
    """A report, and the file that it came from.

    Attributes:
        document: the JSON object.
        file: its path.
        sha256: of the file.
    """

    document: dict[str, Any]
    file: str
    sha256: str

    def number(self, *keys: str) -> float:
        """A number below these keys.

        Raises:
            EvidenceError: there is none.
        """
        value: Any = self.document
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise EvidenceError(f"expected a number at {'.'.join(keys)}, got {value!r}: {self.file}")
        return value


def judge(evaluation: Evidence, device: Evidence, params: GateParams) -> Verdict:
    """Hold the evidence to the thresholds.

    Raises:
        EvidenceError: a number is missing, or the two reports are about different models or data.
    """
    for key in ("model_sha256", "data_sha256", "front_end_sha256"):
        if evaluation.document.get(key) != device.document.get(key) or key not in device.document:
            raise EvidenceError(f"expected reports with the same {key}: {evaluation.file}, {device.file}")
    tflite, latency = ("forms", "tflite"), latency_key(device.document.get("kind", ""))
    invalid = [] if device.document.get("valid") is True else device.document.get("reasons") or ["not said valid"]
    checks = (
        _at_least(evaluation, "accuracy", "point", (*tflite, "accuracy"), params.min_accuracy),
        _at_least(evaluation, "accuracy", "lower_95", (*tflite, "accuracy_lower_95"), params.min_accuracy_lower_95),
        _at_least(device, "device_accuracy", "point", ("accuracy",), params.min_accuracy),
        _below(evaluation, "size_bytes", "point", ("sizes", "size_bytes"), params.max_size_bytes),
        _below(device, latency, "median", (latency, "total", "median"), params.max_latency_median_ms, invalid),
        _below(device, latency, "p99", (latency, "total", "p99"), params.max_latency_p99_ms, invalid),
    )
    blessed = all(check.passed for check in checks)
    return Verdict(blessed, evaluation.document["model_sha256"], checks, {"gate": asdict(params)})


def summary(verdict: Verdict) -> str:
    """The verdict and the reason of every check, as Markdown."""
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


def _at_least(evidence: Evidence, metric: str, bound: str, keys: tuple[str, ...], threshold: float) -> Check:
    value = evidence.number(*keys)
    passed = value >= threshold
    reason = f"{value:.4f} is {'at least' if passed else 'less than'} {threshold:g}"
    return Check(metric, bound, value, threshold, passed, reason, evidence.file, evidence.sha256)


def _below(
    evidence: Evidence,
    metric: str,
    bound: str,
    keys: tuple[str, ...],
    threshold: float,
    invalid: list[str] | None = None,
) -> Check:
    value = evidence.number(*keys)
    passed = value < threshold and not invalid
    reason = f"{value:,.6g} is {'below' if value < threshold else 'not below'} {threshold:,.6g}"
    if invalid:
        reason += f", but the measurement is invalid: {'; '.join(invalid)}"
    return Check(metric, bound, value, threshold, passed, reason, evidence.file, evidence.sha256)
