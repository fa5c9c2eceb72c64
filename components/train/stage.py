"""Training of a network on features."""

from collections.abc import Callable
from pathlib import Path

from components.train import TrainParams
from kws.audio.features import read_examples
from kws.core.lineage import Lineage
from kws.learning.branches import branched, merge
from kws.learning.calibrate import calibrate
from kws.learning.fit import BACKUPS, fit, make_deterministic
from kws.learning.runtime import tf_keras
from kws.learning.saved_model import write_model

# Examples that are enough to know what is usual.
USUAL = 4096


def train(
    network: Callable[[tuple[int, int], int], tf_keras.Model], params: TrainParams, features: Path, folder: Path
) -> None:
    """Train a network and write the model.

    Args:
        network: (num_frames, num_features) and the number of logits → it, untrained.
        params: how it learns.
        features: folder of features.
        folder: of the Keras model to write.
    """
    lineage = Lineage.read(features).after("train", params)
    training, validation = (read_examples(features, split) for split in ("training", "validation"))
    make_deterministic(params.seed)
    model = network(training.features.shape[1:], len(lineage.labels))
    learning = branched(model, params.branches)
    history = fit(
        learning.model,
        training,
        validation,
        params,
        backup=BACKUPS / lineage.sha256,
        description="train",
        weight_decay=params.weight_decay if params.optimizer == "adamw" else 0.0,
    )
    merge(learning, model, training.features[:: 1 + len(training) // USUAL])
    if params.calibration == "temperature":
        calibrate(model, validation, training.rejects)
    write_model(folder, model, history, lineage)
    last = history[-1]
    print(f"{model.count_params():,} parameters, validation accuracy {last['val_accuracy']:.4f}")
