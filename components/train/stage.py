"""Training of a network on features."""

from collections.abc import Callable
from pathlib import Path

from components.train import TrainParams
from kws.audio.features import read_examples
from kws.core.lineage import Lineage
from kws.learning.branches import add_branches, merge_branches
from kws.learning.calibrate import calibrate
from kws.learning.fit import BACKUPS, fit, make_deterministic
from kws.learning.runtime import tf_keras
from kws.learning.saved_model import write_model

# About this many training examples give merge_branches its statistics.
MERGE_EXAMPLES = 4096


def train(
    network: Callable[[tuple[int, int], int], tf_keras.Model], params: TrainParams, features: Path, folder: Path
) -> None:
    """Train a network and write the model.

    Args:
        network: builds the untrained network from (num_frames, num_features) and the number of logits.
        params: the settings of the training.
        features: folder of features.
        folder: folder of the Keras model to write.

    Raises:
        DatasetError, EvidenceError: the features cannot be read.
        TrainingError: as in `fit`.
    """
    lineage = Lineage.read(features).add_stage("train", params)
    training, validation = (read_examples(features, split) for split in ("training", "validation"))
    make_deterministic(params.seed)
    model = network(training.features.shape[1:], len(lineage.labels))
    branched = add_branches(model, params.branches)
    history = fit(
        branched.model,
        training,
        validation,
        params,
        backup=BACKUPS / lineage.sha256,
        description="train",
        weight_decay=params.weight_decay if params.optimizer == "adamw" else 0.0,
    )
    merge_branches(branched, model, training.features[:: 1 + len(training) // MERGE_EXAMPLES])
    if params.calibration == "temperature":
        calibrate(model, validation, training.rejects)
    write_model(folder, model, history, lineage)
    print(f"{model.count_params():,} parameters, validation accuracy {history[-1].val_accuracy:.4f}")
