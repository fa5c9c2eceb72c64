"""The folder of a Keras model: model.keras, history.csv and lineage.json."""

import zipfile
from pathlib import Path

from kws.core.errors import ModelError
from kws.core.files import replacing
from kws.core.lineage import LINEAGE, Lineage
from kws.learning.runtime import tf_keras
from kws.model.reports.history import History, write_history

KERAS_MODEL = "model.keras"


def write_model(folder: Path, model: tf_keras.Model, history: History, lineage: Lineage) -> None:
    """Write a Keras model's folder: model.keras, history.csv and lineage.json."""
    with replacing(folder, mark=LINEAGE) as temporary:
        temporary.mkdir()
        model.save(temporary / KERAS_MODEL)
        write_history(temporary / "history.csv", history)
        lineage.write(temporary)


def read_model(folder: Path) -> tf_keras.Model:
    """Read the network in a Keras model's folder, not compiled.

    Raises:
        ModelError: the file is missing or not a Keras model.
    """
    path = folder / KERAS_MODEL
    try:
        return tf_keras.models.load_model(path, compile=False)
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise ModelError(f"expected a Keras model, got {' '.join(str(error).split())}: {path}; run train") from None
