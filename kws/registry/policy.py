"""The policy of mlflow/registry.yaml: what a version must show to be promoted, and whose signatures count."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from kws.core.params import Range

# Not a section of params.yaml: every command that reads or moves a version must find the same policy.
REGISTRY = Path("mlflow/registry.yaml")


@dataclass(frozen=True)
class PromoteParams:
    """Section `promote` of mlflow/registry.yaml: the rules for a version to be in service.

    Attributes:
        alias: of the version in service.
        ledger: the experiment that records the moves.
        required_tags: tags that the version must have.
        device_kinds: kinds of device whose measurements count without a waiver.
        significance: a version that is worse than the champion with a p-value below this is refused; in (0, 1).
    """

    alias: str
    ledger: str
    required_tags: tuple[str, ...]
    device_kinds: tuple[str, ...]
    significance: Annotated[float, Range(0, 1, open_below=True, open_above=True)]

    def problems(self) -> Iterator[str]:
        """List what the range of a single field cannot exclude, one line per problem."""
        if not re.fullmatch(r"[\w.-]+", self.alias):
            yield f"alias: expected letters, digits, _, . and -, got {self.alias!r}"
        if not self.device_kinds:
            yield "device_kinds: expected at least one, got none"


@dataclass(frozen=True)
class SigningParams:
    """Section `signing` of mlflow/registry.yaml.

    Attributes:
        public_key: of the signatures that count, a path in the repository; None if no signature is required.
    """

    public_key: str | None


@dataclass(frozen=True)
class Service:
    """The alias that marks the model in service, and the policy for moving it.

    Attributes:
        model: name of the registered model.
        challenger_alias: alias of the version to promote if none is named.
        policy: the rules, and the alias of the version in service.
    """

    model: str
    challenger_alias: str
    policy: PromoteParams
