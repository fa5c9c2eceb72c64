"""A version that wants to be in service → the rules that it does not meet; its move, on record."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from kws.core.params import Range

# Its section is there, and not in params.yaml: every command that reads or moves a version asks the same file.
REGISTRY = Path("mlflow/registry.yaml")


@dataclass(frozen=True)
class PromoteParams:
    """What it takes to be in service.

    Attributes:
        alias: of the version in service.
        ledger: the experiment that keeps the moves.
        required_tags: what a version must say of itself.
        device_kinds: on which a measurement counts without a waiver.
        significance: a version that is worse than the one in service with a smaller p than this is refused.
    """

    alias: str
    ledger: str
    required_tags: tuple[str, ...]
    device_kinds: tuple[str, ...]
    significance: Annotated[float, Range(0, 1, open_below=True, open_above=True)]

    def problems(self) -> Iterator[str]:
        """A line for each rule across fields that is broken."""
        if not re.fullmatch(r"[\w.-]+", self.alias):
            yield f"alias: expected letters, digits, _, . and -, got {self.alias!r}"
        if not self.device_kinds:
            yield "device_kinds: expected at least one, got none"


@dataclass(frozen=True)
class SigningParams:
    """Section `signing` of mlflow/registry.yaml.

    Attributes:
        public_key: of the signatures that count, a path in the repository; None where none is asked for.
    """

    public_key: str | None


@dataclass(frozen=True)
class Post:
    """What there is to be had, and by whom: a registered model's alias, under a policy.

    Attributes:
        model: the registered model.
        candidate: the alias of the version that is proposed, if none is named.
        params: the policy.
    """

    model: str
    candidate: str
    params: PromoteParams
