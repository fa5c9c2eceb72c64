"""Evidence → its report and its model card, which belong to it from then on."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kws.audio.clips import read_wav
from kws.core.errors import EvidenceError
from kws.core.files import replacing
from kws.model.reports.predictions import read_predictions
from kws.report.card import render_card as card_of
from kws.report.findings import Answers, Findings
from kws.report.hardest import choose_hardest
from kws.report.page import render_page
from kws.tracking.evidence import Evidence
from kws.tracking.run_data import parameters


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
    for path, text in ((report, render_page(found)), (card, card_of(found))):
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
    answers = _answers(evidence)
    threshold = _table(evidence.files["plots/threshold.csv"])
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
        recordings={one.clip: read_wav(clips / one.clip) for one in choose_hardest(answers)},
        images=images,
    )


def _table(path: Path) -> list[dict[str, float]]:
    """The rows of a table of numbers, at least one."""
    try:
        with path.open(newline="", encoding="utf-8") as file:
            found = [{name: float(value) for name, value in row.items()} for row in csv.DictReader(file)]
    except (TypeError, ValueError, csv.Error) as error:
        raise EvidenceError(f"expected a table of evaluate, got {error!r}: {path}; run evaluate") from None
    if not found:
        raise EvidenceError(f"expected a table of evaluate, got no row of it: {path}; run evaluate")
    return found


def _answers(evidence: Evidence) -> list[Answers]:
    predictions = read_predictions(evidence.files["reports/predictions.csv"], evidence.manifest.labels)
    # Noise is no clip of the data set, to be listened to.
    clips = {clip.path for clip in evidence.clips}
    return [
        Answers(clip, one.label, {form: predictions.by_label(numbers) for form, numbers in one.probabilities.items()})
        for clip, one in predictions.clips.items()
        if clip in clips
    ]
