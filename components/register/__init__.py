"""MLflow run and verdict → a model version with an alias, if blessed; else a record why not."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RegisterParams:
    """What a blessed model becomes.

    Attributes:
        model: the registered model's name.
        alias: what the new version is called.
    """

    model: str
    alias: str
