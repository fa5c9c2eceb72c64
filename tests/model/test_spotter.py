"""The spotter: the front end and the model together."""

from pathlib import Path

import numpy as np
import pytest
import scipy.special
from support.dense_model import make_dense_file, make_dense_folder

from kws.audio.front_end import FrontEnd
from kws.audio.front_end_spec import CLIP_SAMPLES, SAMPLE_RATE_HZ, FrontEndSpec
from kws.core.errors import ClipError, ModelError
from kws.model.manifest import MODEL
from kws.model.spotter import Spotter

# Two broad filters: energy in the lower one answers "low", in the upper one "high".
SPEC = FrontEndSpec("log_mel", 250.0, 250.0, 1, 2, 100.0, 6000.0, 1)
LABELS = ("low", "high")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    weights = np.tile(np.eye(2, dtype=np.float32), (1, SPEC.num_frames)) / 8
    content = make_dense_file(weights, np.zeros(2, np.float32), input_shape=(1, SPEC.num_frames, 2))
    return make_dense_folder(tmp_path / "tflite", content, SPEC, LABELS)


def tone(hertz: float, length: int = CLIP_SAMPLES) -> np.ndarray:
    return (0.5 * np.sin(2 * np.pi * hertz * np.arange(length) / SAMPLE_RATE_HZ)).astype(np.float32)


@pytest.mark.parametrize(("hertz", "label"), [(900, "low"), (2800, "high")])
def test_a_clip_is_answered_with_the_likeliest_word(folder: Path, hertz: float, label: str) -> None:
    answer = Spotter(folder)(tone(hertz))

    assert answer.label == label
    assert answer.probabilities[LABELS.index(label)] > 0.5


def test_probabilities_are_those_of_the_layer_behind_the_front_end(folder: Path) -> None:
    logits = FrontEnd(SPEC)(tone(900)).sum(axis=0) / 8

    np.testing.assert_allclose(Spotter(folder)(tone(900)).probabilities, scipy.special.softmax(logits), rtol=1e-5)


def test_a_short_clip_is_answered_as_if_silence_followed(folder: Path) -> None:
    short = tone(900, 9000)

    padded = np.concatenate([short, np.zeros(7000, np.float32)])

    np.testing.assert_array_equal(Spotter(folder)(short).probabilities, Spotter(folder)(padded).probabilities)


@pytest.mark.parametrize(
    "samples", [np.zeros(0, np.float32), np.zeros(16_001, np.float32), np.full(16_000, np.nan, np.float32)]
)
def test_what_is_no_clip_is_refused_by_name(folder: Path, samples: np.ndarray) -> None:
    with pytest.raises(ClipError, match=r"expected .*: the doorbell"):
        Spotter(folder)(samples, "the doorbell")


def test_a_tampered_model_is_refused_before_the_first_clip(folder: Path) -> None:
    (folder / MODEL).write_bytes(b"\0" + (folder / MODEL).read_bytes())

    with pytest.raises(ModelError, match="expected sha256"):
        Spotter(folder)
