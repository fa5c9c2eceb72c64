"""The registered model, as MLflow loads it from this file and from `kws` beside it."""

import base64
import binascii
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from mlflow.exceptions import MlflowException
from mlflow.models import set_model
from mlflow.pyfunc.model import PythonModel, PythonModelContext

from kws.audio.clips import Waveform, decode_wav
from kws.core.errors import ClipError
from kws.model.spotter import Spotter

# Floats, signed and unsigned integers, as numpy calls them.
_NUMBERS = "fiu"


class SpotterModel(PythonModel):
    """A spotter behind MLflow's interface."""

    def load_context(self, context: PythonModelContext) -> None:
        """Load the model, verified against its manifest."""
        self._spotter = Spotter(Path(context.artifacts["tflite"]))
        # MLflow's server calls predict from several threads; a spotter serves one.
        self._turn = threading.Lock()

    # MLflow checks inputs against other hints than this one, and would let through one form of them only.
    def predict(
        self, context: PythonModelContext, model_input: np.ndarray, params: dict[str, Any] | None = None
    ) -> pd.DataFrame:
        """Predict the label of each clip and the probability of each label.

        Args:
            context: unused; MLflow's interface has it.
            model_input: clips of at most a second at 16 kHz, shorter ones padded with silence: float (n, samples)
                in [-1, 1] or a sequence of n float (samples,); or as WAV files, 16-bit mono, each bytes
                or base64 text: a sequence of n, or a DataFrame or dict with n in `wav`. One clip alone is n = 1.
            params: unused; MLflow's interface has it.

        Returns:
            n rows of `label` and, for each label, `probability_<label>` (float32, in [0, 1]).

        Raises:
            MlflowException: the input has another form, or a clip is damaged or too long.
        """
        try:
            with self._turn:
                answers = [self._spotter(clip, f"clip {index}") for index, clip in enumerate(decode_clips(model_input))]
        except ClipError as error:
            # MLflow's server turns this error into status 400 with the message.
            raise MlflowException.invalid_parameter_value(str(error)) from None
        labels = self._spotter.manifest.labels
        probabilities = np.array([answer.probabilities for answer in answers], np.float32).reshape(-1, len(labels))
        columns = {f"probability_{word}": probabilities[:, index] for index, word in enumerate(labels)}
        rows = model_input.index if isinstance(model_input, pd.DataFrame) else None
        return pd.DataFrame({"label": [answer.label for answer in answers], **columns}, rows)


def decode_clips(model_input: Any) -> list[Waveform]:
    """Decode the input of `SpotterModel.predict`, in any of its forms, to one float32 (samples,) per clip.

    Raises:
        ClipError: the input has another form.
    """
    return [_decode_clip(clip, f"clip {index}") for index, clip in enumerate(_split_clips(model_input))]


def _split_clips(model_input: Any) -> Iterable[Any]:
    if isinstance(model_input, pd.DataFrame | dict):
        if "wav" not in model_input:
            raise ClipError(f"expected WAV files in a column wav, got columns {', '.join(map(str, model_input))}")
        return list(model_input["wav"])
    if isinstance(model_input, np.ndarray):
        alone = model_input.ndim == 1 and model_input.dtype.kind in _NUMBERS
        return [model_input] if alone else model_input
    if isinstance(model_input, str | bytes):
        return [model_input]
    if not isinstance(model_input, Sequence):
        raise ClipError(f"expected a sequence of clips, got {type(model_input).__name__}")
    return model_input


def _decode_clip(clip: Any, where: str) -> Waveform:
    if isinstance(clip, str):
        try:
            clip = base64.b64decode(clip, validate=True)
        except binascii.Error as error:
            raise ClipError(f"expected a WAV file as base64, got {error}: {where}") from None
    if isinstance(clip, bytes):
        return decode_wav(clip, where)
    try:
        samples = np.asarray(clip)
    except ValueError as error:
        raise ClipError(f"expected samples, got {error}: {where}") from None
    if samples.dtype.kind not in _NUMBERS:
        raise ClipError(f"expected samples or a WAV file, got {type(clip).__name__}: {where}")
    if samples.dtype.kind in "iu" and np.abs(samples).max(initial=0) > 1:
        raise ClipError(f"expected samples in [-1, 1], got {samples.dtype} up to {np.abs(samples).max()}: {where}")
    return samples.astype(np.float32)


# How MLflow finds the model in a file: https://mlflow.org/docs/latest/ml/model/models-from-code
set_model(SpotterModel())
