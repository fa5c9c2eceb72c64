"""Keras model and features → a smaller Keras model and its history.

In:  --model, a folder as train leaves it; --features, a folder as preprocess leaves it.
Out: --pruned, a folder of model.keras, history.csv and lineage.json.
"""

import math
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from components.kws.command import StageCommand, run
from components.kws.features import Examples, read_examples
from components.kws.lineage import LINEAGE, Lineage
from components.prune import PruneParams
from components.prune.stage import (
    important_channels,
    narrow_network,
    narrowed,
    pruning_callbacks,
    stripped,
    with_magnitude_pruning,
)
from components.train.calibrate import calibrate
from components.train.runtime import tf_keras
from components.train.stage import BACKUPS, History, fit, make_deterministic, read_model, write_model


def main(argv: Sequence[str] | None = None) -> None:
    """Read a model, prune it, write the smaller one."""
    command = StageCommand("prune", PruneParams, __doc__)
    command.path("--features", "folder of features")
    command.path("--model", "folder of the trained Keras model")
    command.output("--pruned", "folder of the pruned Keras model to write", mark=LINEAGE)
    params, flags = command.parse(argv)
    lineage = Lineage.read(flags.model).after("prune", params)
    training, validation = (read_examples(flags.features, split) for split in ("training", "validation"))
    make_deterministic(params.seed)
    model = read_model(flags.model)
    pruned, history = _pruned(model, training, validation, params, BACKUPS / lineage.sha256)
    if history and params.calibration == "temperature":
        calibrate(pruned, validation, training.rejects)
    write_model(flags.pruned, pruned, history, lineage)
    print(_summary(params, model, pruned, history))


def _pruned(
    model: tf_keras.Model, training: Examples, validation: Examples, params: PruneParams, backup: Path
) -> tuple[tf_keras.Model, History]:
    if params.method == "none":
        return model, []
    learn = partial(fit, training=training, validation=validation, params=params, backup=backup, description="prune")
    if params.method == "magnitude":
        steps = params.epochs * math.ceil(len(training) / params.batch_size)
        wrapped = with_magnitude_pruning(model, params.sparsity, steps)
        history = learn(wrapped, callbacks=pruning_callbacks())
        return stripped(wrapped, params.sparsity), history
    kept = important_channels(model, params.alpha)
    if params.initial_weights == "kept":
        narrow = narrowed(model, kept)
    else:
        narrow = narrow_network(model, {name: len(channels) for name, channels in kept.items()})
    return narrow, learn(narrow)


def _summary(params: PruneParams, model: tf_keras.Model, pruned: tf_keras.Model, history: History) -> str:
    if not history:
        return "method none: the model is passed on"
    before, after = model.count_params(), pruned.count_params()
    return f"{params.method}: {before:,} → {after:,} parameters, validation accuracy {history[-1]['val_accuracy']:.4f}"


if __name__ == "__main__":
    run(main)
