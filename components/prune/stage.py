"""Pruning of a network by the method in the params."""

import math
from functools import partial
from pathlib import Path

from components.prune import PruneParams
from components.prune.magnitude import make_pruning_callbacks, unwrap, wrap_for_pruning
from components.prune.structured import build_narrow_network, keep_channels, select_channels
from kws.audio.features import Examples
from kws.learning.fit import fit
from kws.learning.runtime import tf_keras
from kws.model.reports.history import History


def prune(
    model: tf_keras.Model, training: Examples, validation: Examples, params: PruneParams, backup: Path
) -> tuple[tf_keras.Model, History]:
    """Prune a network and train it further.

    Args:
        model: features → logits; not to be used afterwards, as `magnitude` changes it.
        training, validation: the splits.
        params: the method and the settings of the training.
        backup: as in `fit`.

    Returns:
        the smaller network and the history of its training, which is empty for the method `none`.

    Raises:
        TrainingError: as in `fit`, or fewer weights are zero than `sparsity` requires.
    """
    if params.method == "none":
        return model, ()
    train = partial(fit, training=training, validation=validation, params=params, backup=backup, description="prune")
    if params.method == "magnitude":
        steps = params.epochs * math.ceil(len(training) / params.batch_size)
        wrapped = wrap_for_pruning(model, params.sparsity, steps)
        history = train(wrapped, callbacks=make_pruning_callbacks())
        return unwrap(wrapped, params.sparsity), history
    kept = select_channels(model, params.alpha)
    if params.initial_weights == "kept":
        narrow = keep_channels(model, kept)
    else:
        narrow = build_narrow_network(model, {name: len(channels) for name, channels in kept.items()})
    return narrow, train(narrow)


def summarize(params: PruneParams, model: tf_keras.Model, pruned: tf_keras.Model, history: History) -> str:
    """Summarize the pruning on one line."""
    if not history:
        return "method none: the model is passed on unchanged"
    before, after = model.count_params(), pruned.count_params()
    return f"{params.method}: {before:,} → {after:,} parameters, validation accuracy {history[-1].val_accuracy:.4f}"
