"""`reports/gate.json`: the gate's verdict, with every check and the file that its number comes from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from kws.model.reports.report import Params, Report, Sha256


@dataclass(frozen=True)
class Check:
    """A number compared with its threshold.

    Attributes:
        metric: name of the metric.
        bound: figure of the metric: `point`, `lower_95`, `median` or `p99`.
        value, threshold: in the metric's unit.
        passed, reason: the outcome, and the reason in words.
        file, file_sha256: the file that the value comes from.
    """

    metric: str
    bound: str
    value: int | float
    threshold: int | float
    passed: bool
    reason: str
    file: str
    file_sha256: Sha256

    def __str__(self) -> str:
        return f"{self.metric} ({self.bound}): {self.reason}"


@dataclass(frozen=True)
class Verdict(Report):
    """The verdict on a model, blessed if every check passed.

    Attributes:
        model_sha256: hash of the model.
        checks: at least one.
        params: the thresholds, under the key `gate`.
    """

    NAME: ClassVar = "a verdict"
    STAGE: ClassVar = "gate"

    blessed: bool
    model_sha256: Sha256
    checks: tuple[Check, ...]
    params: Params

    @property
    def failed(self) -> tuple[Check, ...]:
        """The checks that did not pass."""
        return tuple(check for check in self.checks if not check.passed)

    def problems(self) -> Iterator[str]:
        """Yield a line if there are no checks, or the verdict contradicts them."""
        if not self.checks:
            yield "checks: expected at least one, got none"
        elif self.blessed != (not self.failed):
            yield f"blessed: expected {not self.failed} as the checks have it, got {self.blessed}"
