"""`reports/predictions.csv`: the answers of each form of a model to every test clip."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kws.core.errors import EvidenceError
from kws.core.files import replacing
from kws.model.probabilities import Numbers
from kws.model.reports.evaluation import TFLITE
from kws.model.reports.numbers import parse_number

# Prefix of the columns with the TFLite form's logits.
LOGIT = "logit"

# Of probabilities that sum to 1.
_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Prediction:
    """The answers of each form to one clip.

    Attributes:
        label: the true label.
        probabilities: by form, one for each label in their order.
        logits: of the TFLite form, with which devices are compared.
    """

    label: str
    probabilities: Mapping[str, Numbers]
    logits: Numbers


@dataclass(frozen=True)
class Predictions:
    """The answers to every test clip.

    Attributes:
        labels: the words in the order of the probabilities.
        forms: in the order of the columns.
        clips: by clip id, in the order of the rows.
    """

    labels: tuple[str, ...]
    forms: tuple[str, ...]
    clips: Mapping[str, Prediction]

    def by_label(self, numbers: Numbers) -> dict[str, float]:
        """Pair numbers in the order of the labels with the labels."""
        return dict(zip(self.labels, numbers, strict=True))

    def answer_of(self, clip: str) -> str:
        """Get the most probable label by the TFLite form."""
        probabilities = self.clips[clip].probabilities[TFLITE]
        return self.labels[max(range(len(self.labels)), key=probabilities.__getitem__)]


def write_predictions(path: Path, predictions: Predictions) -> None:
    """Write the predictions as CSV, a row per clip."""
    with replacing(path) as temporary, temporary.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_columns(predictions.forms, predictions.labels))
        for clip, one in predictions.clips.items():
            numbers = [number for form in predictions.forms for number in one.probabilities[form]]
            writer.writerow([clip, one.label, *numbers, *one.logits])


def read_predictions(path: Path, labels: Sequence[str]) -> Predictions:
    """Read the predictions of a model with these labels.

    Raises:
        EvidenceError: the file is missing, has other columns, no rows, or an impossible value.
    """
    try:
        with path.open(newline="", encoding="utf-8") as file:
            return _parse_rows(list(csv.reader(file, strict=True)), tuple(labels))
    except (OSError, ValueError, csv.Error) as error:
        words = ", ".join(labels)
        raise EvidenceError(f"expected predictions of {words}, got {error}: {path}; run evaluate") from None


def _parse_rows(rows: Sequence[Sequence[str]], labels: tuple[str, ...]) -> Predictions:
    header, *answers = rows or [[]]
    forms = _forms(header, labels)
    clips = dict(_parse_row(row, forms, labels) for row in answers)
    if len(clips) < max(len(answers), 1):
        raise ValueError(f"{len(answers)} rows of {len(clips)} clips")
    return Predictions(labels, forms, clips)


def _columns(forms: Sequence[str], labels: Sequence[str]) -> list[str]:
    return ["clip", "label", *(f"{form}_{label}" for form in (*forms, LOGIT) for label in labels)]


def _forms(header: Sequence[str], labels: Sequence[str]) -> tuple[str, ...]:
    """Parse the forms from a header.

    Raises:
        ValueError: the header is not of predictions with these labels.
    """
    first = [name.removesuffix(f"_{labels[0]}") for name in header[2 :: len(labels)]]
    forms = tuple(first[:-1])
    expected = _columns(forms, labels)
    if TFLITE not in forms or list(header) != expected:
        raise ValueError(f"the columns {', '.join(header) or 'of an empty file'}")
    return forms


def _parse_row(row: Sequence[str], forms: Sequence[str], labels: Sequence[str]) -> tuple[str, Prediction]:
    if len(row) != 2 + (len(forms) + 1) * len(labels):
        raise ValueError(f"a row of {len(row)} values: {','.join(row)[:60]}")
    clip, label, *texts = row
    if label not in labels:
        raise ValueError(f"the label {label} of {clip}")
    groups = iter([tuple(map(parse_number, group)) for group in _groups(texts, len(labels))])
    probabilities = {form: next(groups) for form in forms}
    for form, values in probabilities.items():
        if min(values) < 0 or sum(values) > 1 + _TOLERANCE:
            raise ValueError(f"probabilities {values} of form {form} for {clip}")
    return clip, Prediction(label, probabilities, next(groups))


def _groups(values: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (values[start : start + size] for start in range(0, len(values), size))
