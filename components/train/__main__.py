"""Features → Keras model and its history.

In:  --features, a folder as preprocess leaves it.
Out: --model, a folder of model.keras, history.csv and lineage.json.
"""

from collections.abc import Sequence

from components.kws.command import StageCommand, run
from components.kws.features import read_examples
from components.kws.lineage import Lineage
from components.train import TrainParams
from components.train.calibrate import calibrate
from components.train.networks import build
from components.train.stage import BACKUPS, fit, make_deterministic, write_model


def main(argv: Sequence[str] | None = None) -> None:
    """Read features, train, write the model."""
    command = StageCommand("train", TrainParams, __doc__)
    command.path("--features", "folder of features")
    command.path("--model", "folder of the Keras model to write")
    params, flags = command.parse(argv)
    lineage = Lineage.read(flags.features).after("train", params)
    training, validation = (read_examples(flags.features, split) for split in ("training", "validation"))
    make_deterministic(params.seed)
    model = build(params.architecture, params.alpha, training.features.shape[1:], len(lineage.labels))
    history = fit(
        model,
        training,
        validation,
        params,
        backup=BACKUPS / lineage.sha256,
        description="train",
        weight_decay=params.weight_decay if params.optimizer == "adamw" else 0.0,
    )
    if params.calibration == "temperature":
        calibrate(model, validation, training.rejects)
    write_model(flags.model, model, history, lineage)
    last = history[-1]
    print(f"{model.count_params():,} parameters, validation accuracy {last['val_accuracy']:.4f}")


if __name__ == "__main__":
    run(main)
