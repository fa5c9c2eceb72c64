"""MLflow run and verdict → a model version with an alias, if blessed; else a record why not."""

import re
from collections.abc import Iterator
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

    def problems(self) -> Iterator[str]:
        """A line for each rule across fields that is broken."""
        for key, name in (("model", self.model), ("alias", self.alias)):
            # Both stand in addresses: models:/<model>@<alias>.
            if not re.fullmatch(r"[\w.-]+", name):
                yield f"{key}: expected letters, digits, _, . and -, got {name!r}"
