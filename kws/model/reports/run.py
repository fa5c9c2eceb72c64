"""`reports/run.json`: where a candidate's MLflow run is, and what it is about."""

from dataclasses import dataclass
from typing import ClassVar

from kws.model.reports.report import Report, Sha256


@dataclass(frozen=True)
class RunRecord(Report):
    """A run that was tracked.

    Attributes:
        experiment, run_id: in MLflow.
        tracking_uri: of the store, without a password; a SQLite file in the checkout by its path there.
        run_url: where a person sees the run; for the local store, while `make ui` runs.
        model_uri: of the logged model.
        content_sha256: of all that went in.
        verdict_sha256: of the verdict among it.
        blessed: the verdict.
    """

    NAME: ClassVar = "a tracked run"
    STAGE: ClassVar = "track"

    experiment: str
    run_id: str
    tracking_uri: str
    run_url: str
    model_uri: str
    content_sha256: Sha256
    verdict_sha256: Sha256
    blessed: bool
