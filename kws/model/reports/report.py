"""The base of the JSON files between stages: frozen dataclasses that are checked when read."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, ClassVar, Self

from kws.core.errors import EvidenceError, ParamsError
from kws.core.files import read_json, write_json
from kws.core.params import Pattern, Range, parse

Share = Annotated[float, Range(0, 1)]
Count = Annotated[int, Range(0)]
PositiveInt = Annotated[int, Range(1)]
NonNegativeFloat = Annotated[float, Range(0)]
PositiveFloat = Annotated[float, Range(0, open_below=True)]
Sha256 = Annotated[str, Pattern("64 hex digits", "[0-9a-f]{64}")]

# The section of params.yaml of the stage that wrote the file, by the stage's word.
Params = dict[str, dict[str, Any]]

# Of figures that follow from others in the same file.
TOLERANCE = 1e-9


class Report:
    """Base of the JSON files between stages. Their keys are the fields, in this order.

    A field that defaults to None is left out of the file while it is None.

    Attributes:
        NAME: name of the report, for errors.
        STAGE: the stage that writes it.
    """

    NAME: ClassVar[str]
    STAGE: ClassVar[str]

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the file.

        Raises:
            EvidenceError: the file is missing or not JSON, or a field is missing, unknown or impossible.
        """
        return cls.from_document(read_json(path), str(path))

    @classmethod
    def from_document(cls, document: object, where: str) -> Self:
        """Parse the report from a JSON document.

        Raises:
            EvidenceError: a field is missing, unknown or impossible; all of them are named, with `where`.
        """
        try:
            return parse(cls, document, "")
        except ParamsError as error:
            problems = str(error).removeprefix(": ")
            raise EvidenceError(f"expected {cls.NAME}, got {problems}: {where}; run {cls.STAGE}") from None

    def write(self, path: Path) -> None:
        """Write the file."""
        write_json(path, to_document(self))


def check_accuracy(accuracy: float, errors: int, n: int) -> Iterator[str]:
    """Yield a line if accuracy, errors and n contradict one another."""
    if errors > n:
        yield f"errors: expected at most n = {n}, got {errors}"
    elif abs(accuracy - (1 - errors / n)) > TOLERANCE:
        yield f"accuracy: expected {1 - errors / n} as of errors and n, got {accuracy}"


def to_document(value: Any) -> Any:
    """Convert dataclasses to mappings, at every depth, without the optional fields that are None."""
    if dataclasses.is_dataclass(value):
        fields = ((field, getattr(value, field.name)) for field in dataclasses.fields(value))
        return {
            field.name: to_document(inner)
            for field, inner in fields
            if inner is not None or field.default is dataclasses.MISSING
        }
    if isinstance(value, dict):
        return {key: to_document(inner) for key, inner in value.items()}
    return [to_document(inner) for inner in value] if isinstance(value, list | tuple) else value
