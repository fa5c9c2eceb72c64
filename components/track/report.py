"""Evidence → what the report is made of."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from components.kws.clips import read_wav
from components.kws.errors import EvidenceError
from components.kws.lineage import images
from components.report.findings import Findings
from components.report.hardest import hardest
from components.track.evidence import Evidence
from components.track.stage import parameters

Rows = list[dict[str, str]]
T = TypeVar("T")


def findings(evidence: Evidence, clips: Path) -> Findings:
    """The evidence as values, with the recordings of the hardest clips.

    Args:
        evidence: of one model.
        clips: the folder of clips.

    Raises:
        EvidenceError: a table of evaluate is missing or damaged.
        ClipError: a clip is.
    """
    answers, names = _table(evidence.files["reports/predictions.csv"], hardest)
    _, threshold = _table(evidence.files["plots/threshold.csv"], _numbers)
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
        recordings={name: read_wav(clips / name) for name in names},
        images=images(),
    )


def _table(path: Path, read: Callable[[Rows], T]) -> tuple[Rows, T]:
    """The rows of a table, and what is read out of them."""
    try:
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        return rows, read(rows)
    except (KeyError, TypeError, ValueError, csv.Error) as error:
        raise EvidenceError(f"expected a table of evaluate, got {error!r}: {path}; run evaluate") from None


def _numbers(rows: Rows) -> list[dict[str, float]]:
    return [{name: float(value) for name, value in row.items()} for row in rows]
