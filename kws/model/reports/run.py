"""`reports/run.json`: the address and the content of a candidate's MLflow run."""

from dataclasses import dataclass
from typing import ClassVar

from kws.model.reports.report import Report, Sha256


@dataclass(frozen=True)
class RunRecord(Report):
    """A run that was tracked.

    Attributes:
        experiment, run_id: in MLflow.
        tracking_uri: of the store, without a password; a SQLite file in the checkout by its path there.
        run_url: URL of the run's web page; for the local store it works while `make ui` runs.
        model_uri: of the logged model.
        content_sha256: hash of the run's content.
        verdict_sha256: hash of the verdict's file.
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
