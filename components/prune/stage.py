"""Pruning of a network by the method that the params name."""

import math
from functools import partial
from pathlib import Path

from components.prune import PruneParams
from components.prune.magnitude import pruning_callbacks, stripped, with_magnitude_pruning
from components.prune.structured import important_channels, narrow_network, narrowed
from kws.audio.features import Examples
from kws.learning.fit import fit
from kws.learning.history import History
from kws.learning.runtime import tf_keras


def prune(
    model: tf_keras.Model, training: Examples, validation: Examples, params: PruneParams, backup: Path
) -> tuple[tf_keras.Model, History]:
    """The smaller network, and the history of what it learnt meanwhile; empty for the method `none`.

    Args:
        model: features → logits; of the methods that train it further, not to be used afterwards.
        training, validation: the splits.
        params: the method and how it learns.
        backup: as of `fit`.

    Raises:
        TrainingError: as of `fit`, or fewer weights are zero than `sparsity` asks for.
    """
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


def summary(params: PruneParams, model: tf_keras.Model, pruned: tf_keras.Model, history: History) -> str:
    """A line that says what pruning did."""
    if not history:
        return "method none: the model is passed on"
    before, after = model.count_params(), pruned.count_params()
    return f"{params.method}: {before:,} → {after:,} parameters, validation accuracy {history[-1]['val_accuracy']:.4f}"
