"""`reports/registration.json`: the model version of a blessed model, or the reasons why there is none."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

from kws.core.files import read_json
from kws.model.reports.report import Report, Sha256


@dataclass(frozen=True)
class Registered(Report):
    """The version of a blessed model.

    Attributes:
        model, version: in the registry.
        alias: alias of the version when it was registered.
        run_id, content_sha256: of its run.
    """

    NAME: ClassVar = "a registration"
    STAGE: ClassVar = "register"

    registered: Literal[True]
    model: str
    version: str
    alias: str
    run_id: str
    content_sha256: Sha256


@dataclass(frozen=True)
class Refused(Report):
    """The reasons of every check that failed, of a model that is not blessed."""

    NAME: ClassVar = "a registration"
    STAGE: ClassVar = "register"

    registered: Literal[False]
    reasons: tuple[str, ...]

    def problems(self) -> Iterator[str]:
        """Yield a line if there are no reasons."""
        if not self.reasons:
            yield "reasons: expected at least one, got none"


Registration = Registered | Refused


def read_registration(path: Path) -> Registration:
    """Read `registration.json`.

    Raises:
        EvidenceError: as `Report.read`.
    """
    return parse_registration(read_json(path), str(path))


def parse_registration(document: dict[str, object], where: str) -> Registration:
    """Parse a registration from a JSON document.

    Raises:
        EvidenceError: as `Report.from_document`.
    """
    kind = Refused if document.get("registered") is False else Registered
    return kind.from_document(document, where)
