"""Features → Keras model and its history.

In:  --features, a folder as preprocess leaves it.
Out: --model, a folder of model.keras, history.csv and lineage.json.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from components.kws.command import StageCommand, run
from components.kws.features import read_examples
from components.kws.lineage import LINEAGE, Lineage
from components.train import TrainParams
from components.train.branches import branched, merge
from components.train.calibrate import calibrate
from components.train.networks import build
from components.train.runtime import tf_keras
from components.train.stage import BACKUPS, fit, make_deterministic, write_model

# Examples that are enough to know what is usual.
USUAL = 4096


def main(argv: Sequence[str] | None = None) -> None:
    """Read features, train, write the model."""
    command = StageCommand("train", TrainParams, __doc__)
    command.path("--features", "folder of features")
    command.output("--model", "folder of the Keras model to write", mark=LINEAGE)
    params, flags = command.parse(argv)
    train(partial(build, params.architecture, params.alpha), params, flags.features, flags.model)


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


if __name__ == "__main__":
    run(main)
