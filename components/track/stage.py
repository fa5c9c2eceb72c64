"""Evidence → its report and its model card, which belong to it from then on."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from kws.audio.clips import read_wav
from kws.core.errors import EvidenceError
from kws.core.files import replacing
from kws.report.card import card as card_of
from kws.report.findings import Answers, Findings
from kws.report.hardest import hardest
from kws.report.page import page
from kws.tracking.evidence import Evidence
from kws.tracking.run_data import parameters

Rows = list[dict[str, str]]
T = TypeVar("T")


def explained(evidence: Evidence, clips: Path, images: str | None, *, report: Path, card: Path) -> Evidence:
    """Write what there is to say of the evidence for people, and take it among the evidence.

    Args:
        evidence: of one model.
        clips: the folder of clips.
        images: of the stages, `name=reference` each, between spaces; or None.
        report, card: the HTML and the Markdown file to write.

    Raises:
        EvidenceError, ClipError: as `findings`.
    """
    found = findings(evidence, clips, (images or "").split())
    for path, text in ((report, page(found)), (card, card_of(found))):
        with replacing(path) as temporary:
            temporary.write_text(text, encoding="utf-8")
    return replace(evidence, files={**evidence.files, "reports/report.html": report, "reports/model_card.md": card})


def findings(evidence: Evidence, clips: Path, images: Sequence[str]) -> Findings:
    """The evidence as values, with the recordings of the hardest clips.

    Args:
        evidence: of one model.
        clips: the folder of clips.
        images: of the stages; none where they ran in no container.

    Raises:
        EvidenceError: a table of evaluate is missing or damaged.
        ClipError: a clip is.
    """
    answers = _table(evidence.files["reports/predictions.csv"], partial(_answers, evidence))
    threshold = _table(evidence.files["plots/threshold.csv"], _numbers)
    return Findings(
        manifest=evidence.manifest,
        model=evidence.files["tflite/model.tflite"].read_bytes(),
        clips=evidence.clips,
        evaluation=evidence.evaluation,
        device=evidence.device,
        verdict=evidence.verdict,
        parameters=parameters(evidence),
        histories=evidence.histories,
        answers=answers,
        threshold=threshold,
        recordings={one.clip: read_wav(clips / one.clip) for one in hardest(answers)},
        images=images,
    )


def _table(path: Path, read: Callable[[Rows], list[T]]) -> list[T]:
    """What is read out of the rows of a table, at least one."""
    try:
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        found = read(rows)
    except (KeyError, TypeError, ValueError, csv.Error) as error:
        raise EvidenceError(f"expected a table of evaluate, got {error!r}: {path}; run evaluate") from None
    if not found:
        raise EvidenceError(f"expected a table of evaluate, got no row of it: {path}; run evaluate")
    return found


def _answers(evidence: Evidence, rows: Rows) -> list[Answers]:
    forms, labels = evidence.evaluation["forms"], evidence.manifest.labels
    # Noise is no clip of the data set, to be listened to.
    clips = {clip.path for clip in evidence.clips}
    return [
        Answers(
            row["clip"], row["label"], {form: {word: float(row[f"{form}_{word}"]) for word in labels} for form in forms}
        )
        for row in rows
        if row["clip"] in clips
    ]


def _numbers(rows: Rows) -> list[dict[str, float]]:
    return [{name: float(value) for name, value in row.items()} for row in rows]
