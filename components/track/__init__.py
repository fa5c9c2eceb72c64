"""Model, evidence and verdict → one MLflow run, blessed or not."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TrackParams:
    """Where the run goes.

    Attributes:
        experiment: the MLflow experiment's name.
    """

    experiment: str
