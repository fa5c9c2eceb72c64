"""Predictions of a model on recordings, as a table and as CSV."""

import csv
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.table import Column, Table

from components.ingest.directory import read_recording
from kws.audio.clips import decode_wav
from kws.audio.recordings import SUFFIXES
from kws.core.errors import ClipError, OutputError
from kws.core.files import replacing, require_replaceable
from kws.model.spotter import Answer, Spotter

REGISTRY = "models:/"


@dataclass(frozen=True)
class Prediction:
    """A model's answer to a recording.

    Attributes:
        file: the recording.
        answer: its label and the probability of each label.
        ms: time of front end and model, without reading the file.
    """

    file: Path
    answer: Answer
    ms: float


def load_spotter(model: str) -> Spotter:
    """Load the spotter of a folder, or of a registered version after verifying its chain.

    Args:
        model: a folder of model.tflite and model.json, models:/NAME@ALIAS or models:/NAME/VERSION.

    Raises:
        ModelError, FrontEndError: the folder's model does not match its manifest.
        ParamsError, TrackingError, EvidenceError: as `kws.registry.chain.fetch`.
    """
    spotter = _registered(model) if model.startswith(REGISTRY) else Spotter(Path(model))
    # Warm up: the first answer takes longer.
    spotter(np.zeros(1, np.float32))
    return spotter


def find_recordings(paths: Iterable[Path]) -> list[Path]:
    """Find the recordings: the files, and the WAV and FLAC files below the folders.

    Raises:
        ClipError: a folder has no recordings.
    """
    return [file for path in paths for file in (_below(path) if path.is_dir() else [path])]


def require_own_place(csv: Path, recordings: Iterable[Path]) -> None:
    """Refuse to write the answers over a folder or one of the recordings.

    Raises:
        OutputError: there is one at that path.
    """
    require_replaceable(csv)
    if csv.resolve() in {path.resolve() for path in recordings}:
        raise OutputError(f"expected a place for the answers, got one of the recordings: {csv}; name another place")


def predict(spotter: Spotter, file: Path) -> Prediction:
    """Predict the label of a recording from its loudest second, cut as `ingest` does.

    Raises:
        ClipError: the file is not a recording.
    """
    samples = decode_wav(read_recording(file, None).wav, str(file))
    begin = time.perf_counter_ns()
    answer = spotter(samples, str(file))
    return Prediction(file, answer, (time.perf_counter_ns() - begin) / 1e6)


def make_table(spotter: Spotter, predictions: Sequence[Prediction]) -> Table:
    """Make a table with one row per recording."""
    threshold = spotter.manifest.action_threshold
    model = spotter.manifest.sha256[:12]
    shown = Table(
        Column("file", overflow="fold"),
        "label",
        "probability",
        "ms",
        caption=f"model {model}; acted on from {threshold:g}",
    )
    for one in predictions:
        probability = max(one.answer.probabilities)
        shown.add_row(str(one.file), one.answer.label, f"{probability:.4f}", f"{one.ms:.3f}")
    return shown


def write_csv(path: Path, labels: Sequence[str], predictions: Iterable[Prediction]) -> None:
    """Write one row per recording: file, label, the probability of each label, ms."""
    with replacing(path) as temporary, temporary.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["file", "label", *(f"probability_{label}" for label in labels), "ms"])
        for one in predictions:
            probabilities = [f"{probability:.6f}" for probability in one.answer.probabilities]
            writer.writerow([one.file, one.answer.label, *probabilities, f"{one.ms:.4f}"])


def _below(folder: Path) -> list[Path]:
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.name[0] != ".")
    if not files:
        raise ClipError(f"expected recordings ({', '.join(SUFFIXES)}), found none: {folder}")
    return files


def _registered(model: str) -> Spotter:
    # Imported here because a model in a folder needs no MLflow.
    from kws.registry.chain import fetch  # noqa: PLC0415
    from kws.registry.version import Address  # noqa: PLC0415
    from kws.tracking.client import connect  # noqa: PLC0415

    address = Address.parse(model)
    with tempfile.TemporaryDirectory() as folder, connect("start the server, or name a folder") as client:
        return Spotter(fetch(client, address, Path(folder, "version")).tflite)
