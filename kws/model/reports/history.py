"""`history.csv` of a Keras model: a row per epoch of its training."""

import csv
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Annotated

from kws.core.errors import EvidenceError, ParamsError
from kws.core.params import Range, parse
from kws.model.reports.numbers import parse_number
from kws.model.reports.report import Count, PositiveFloat, Share


@dataclass(frozen=True)
class Epoch:
    """One epoch of a training.

    Attributes:
        epoch: its number, from 0.
        time: its end, UNIX seconds.
        loss, accuracy: of the training split, as it learned.
        val_loss, val_accuracy: of the validation split, at its end.
        learning_rate: of its last step.
    """

    epoch: Count
    time: PositiveFloat
    loss: float
    accuracy: Share
    val_loss: float
    val_accuracy: Share
    learning_rate: Annotated[float, Range(0)]


History = tuple[Epoch, ...]
COLUMNS = tuple(field.name for field in fields(Epoch))
# The columns that MLflow and the report show as curves.
METRICS = COLUMNS[2:]


def write_history(path: Path, history: Sequence[Epoch]) -> None:
    """Write a history as CSV, a header even if it is empty."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([COLUMNS, *map(astuple, history)])


def read_history(path: Path) -> History:
    """Read a history as `write_history` leaves it.

    Raises:
        EvidenceError: the file is missing, has other columns, or an impossible value.
    """
    try:
        with path.open(newline="", encoding="utf-8") as file:
            return _parse_rows(list(csv.reader(file, strict=True)))
    except (OSError, ValueError, csv.Error, ParamsError) as error:
        raise EvidenceError(f"expected a history of {', '.join(COLUMNS)}, got {error}: {path}; run dvc repro") from None


def _parse_rows(rows: Sequence[Sequence[str]]) -> History:
    header, *epochs = rows or [[]]
    if tuple(header) != COLUMNS:
        raise ValueError(f"the columns {', '.join(header) or 'of an empty file'}")
    return tuple(_parse_row(row, number) for number, row in enumerate(epochs))


def _parse_row(row: Sequence[str], number: int) -> Epoch:
    values = dict(zip(COLUMNS, map(parse_number, row), strict=True))
    epoch = parse(Epoch, values, f"row {number}")
    if epoch.epoch != number:
        raise ValueError(f"epoch {epoch.epoch} in row {number}")
    return epoch
