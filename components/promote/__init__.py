"""A version that wants to be in service → the rules that it does not meet; its move, on record."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from components.kws.params import Range


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
