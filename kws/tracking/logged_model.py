"""The model that MLflow logs, registers and serves: made from code, without a pickle."""

import base64
import tempfile
from pathlib import Path

import numpy as np

from kws.audio.clips import encode_wav
from kws.tracking.package import SPOTTER_MODEL, copy_code, copy_model, list_requirements
from kws.tracking.runtime import mlflow

NAME = "spotter"


def log_model(tflite: Path, labels: tuple[str, ...]) -> str:
    """Log a TFLite model's folder as a model of the active run; returns the model's id."""
    with tempfile.TemporaryDirectory() as folder:
        info = mlflow.pyfunc.log_model(
            name=NAME,
            python_model=str(SPOTTER_MODEL),
            artifacts={"tflite": str(copy_model(tflite, Path(folder, "tflite")))},
            code_paths=[str(copy_code(Path(folder)))],
            pip_requirements=list_requirements(),
            signature=_make_signature(labels),
            input_example={"wav": [_make_example()]},
        )
    return str(info.model_id)


def _make_signature(labels: tuple[str, ...]) -> mlflow.models.ModelSignature:
    # Outputs only: a schema of the inputs would allow either samples or WAV files, not both.
    column = mlflow.types.ColSpec
    probabilities = (column("float", f"probability_{label}") for label in labels)
    return mlflow.models.ModelSignature(outputs=mlflow.types.Schema([column("string", "label"), *probabilities]))


def _make_example() -> str:
    # A tenth of a second of silence: a recording of a person would go with every copy of the model.
    return base64.b64encode(encode_wav(np.zeros(1600, np.float32))).decode()
