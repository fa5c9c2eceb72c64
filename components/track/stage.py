"""The findings of the stages, and the report and model card written from them."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kws.audio.clips import read_wav
from kws.core.errors import EvidenceError
from kws.core.files import replacing
from kws.model.reports.predictions import read_predictions
from kws.report.card import render_card
from kws.report.findings import Answers, Findings
from kws.report.hardest import choose_hardest
from kws.report.page import render_page
from kws.tracking.evidence import Evidence
from kws.tracking.run_data import flatten_parameters


def write_report(evidence: Evidence, clips: Path, images: str | None, *, report: Path, card: Path) -> Evidence:
    """Write the report and the model card.

    Args:
        evidence: of one model.
        clips: the folder of clips.
        images: of the stages, `name=reference` each, separated by spaces; or None.
        report, card: the HTML and the Markdown file to write.

    Returns:
        the evidence with the two files added.

    Raises:
        EvidenceError, ClipError: as `collect_findings`.
    """
    findings = collect_findings(evidence, clips, (images or "").split())
    for path, text in ((report, render_page(findings)), (card, render_card(findings))):
        with replacing(path) as temporary:
            temporary.write_text(text, encoding="utf-8")
    return replace(evidence, files={**evidence.files, "reports/report.html": report, "reports/model_card.md": card})


def collect_findings(evidence: Evidence, clips: Path, images: Sequence[str]) -> Findings:
    """Collect the evidence as values, with the recordings of the hardest clips.

    Args:
        evidence: of one model.
        clips: the folder of clips.
        images: of the stages; empty if they did not run in containers.

    Raises:
        EvidenceError: a table of evaluate is missing or damaged.
        ClipError: a clip is missing or damaged.
    """
    answers = _read_answers(evidence)
    threshold = _read_table(evidence.files["plots/threshold.csv"])
    return Findings(
        manifest=evidence.manifest,
        model=evidence.files["tflite/model.tflite"].read_bytes(),
        clips=evidence.clips,
        evaluation=evidence.evaluation,
        device=evidence.device,
        verdict=evidence.verdict,
        parameters=flatten_parameters(evidence),
        histories=evidence.histories,
        answers=answers,
        threshold=threshold,
        recordings={one.clip: read_wav(clips / one.clip) for one in choose_hardest(answers)},
        images=images,
    )


def _read_table(path: Path) -> list[dict[str, float]]:
    """Read the rows of a table of numbers; refuse a table without rows."""
    try:
        with path.open(newline="", encoding="utf-8") as file:
            found = [{name: float(value) for name, value in row.items()} for row in csv.DictReader(file)]
    except (TypeError, ValueError, csv.Error) as error:
        raise EvidenceError(f"expected a table of evaluate, got {error!r}: {path}; run evaluate") from None
    if not found:
        raise EvidenceError(f"expected a table of evaluate, got no row of it: {path}; run evaluate")
    return found


def _read_answers(evidence: Evidence) -> list[Answers]:
    predictions = read_predictions(evidence.files["reports/predictions.csv"], evidence.manifest.labels)
    # Without the background clips, which are not in the clips folder.
    clips = {clip.path for clip in evidence.clips}
    return [
        Answers(clip, one.label, {form: predictions.by_label(numbers) for form, numbers in one.probabilities.items()})
        for clip, one in predictions.clips.items()
        if clip in clips
    ]
