"""The stage track: one MLflow run of all results, blessed or not, with a report and a model card."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TrackParams:
    """The place of the run in MLflow.

    Attributes:
        experiment: name of the MLflow experiment.
    """

    experiment: str
