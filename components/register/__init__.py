"""The stage register: a model version with an alias if the run is blessed, otherwise the reasons."""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class RegisterParams:
    """The names of a blessed model in the registry.

    Attributes:
        model: name of the registered model.
        alias: alias of the new version.
    """

    model: str
    alias: str

    def problems(self) -> Iterator[str]:
        """Yield a line for each name with other characters than an address takes."""
        for key, name in (("model", self.model), ("alias", self.alias)):
            # Both are part of addresses: models:/<model>@<alias>.
            if not re.fullmatch(r"[\w.-]+", name):
                yield f"{key}: expected letters, digits, _, . and -, got {name!r}"
