"""Magnitude pruning: zeros in place of the smallest weights."""

import math

import numpy as np

from kws.core.errors import TrainingError
from kws.learning.runtime import tf_keras

# isort: split
# After runtime, which chooses the Keras that this package uses.
import tensorflow_model_optimization as tfmot

# The sparsity rises during this share of the steps; in the others the remaining weights are trained.
RAMP = 0.5


# Steps between two choices of the smallest weights: a choice at every step would take longer than the training.
CHOICE_STEPS = 10


def wrap_for_pruning(model: tf_keras.Model, sparsity: float, steps: int) -> tf_keras.Model:
    """Wrap a network so that training sets its smallest weights to zero.

    Args:
        model: features → logits.
        sparsity: final share of zeros in each convolution and dense kernel, in [0, 1).
        steps: number of training steps. The sparsity rises along the cubic of Zhu & Gupta (2017).
    """
    ramp = max(1, round(RAMP * steps))
    frequency = min(CHOICE_STEPS, ramp)
    # The last choice must fall on the last step of the ramp, or the final sparsity is never reached.
    end = ramp - ramp % frequency
    schedule = tfmot.sparsity.keras.PolynomialDecay(0.0, sparsity, begin_step=0, end_step=end, frequency=frequency)
    return tfmot.sparsity.keras.prune_low_magnitude(model, pruning_schedule=schedule)


def make_pruning_callbacks() -> list[tf_keras.callbacks.Callback]:
    """Make the callbacks that a wrapped network needs during training."""
    return [tfmot.sparsity.keras.UpdatePruningStep()]


def unwrap(wrapped: tf_keras.Model, sparsity: float) -> tf_keras.Model:
    """Unwrap a trained network.

    Raises:
        TrainingError: a kernel has fewer zeros than `sparsity` requires.
    """
    model = tfmot.sparsity.keras.strip_pruning(wrapped)
    pruned = {layer.name.removeprefix("prune_low_magnitude_") for layer in wrapped.layers if _is_pruned(layer)}
    for name in sorted(pruned):
        kernel = model.get_layer(name).kernel.numpy()
        zeros, required = int(np.sum(kernel == 0)), math.floor(sparsity * kernel.size)
        if zeros < required:
            raise TrainingError(f"expected {required} zeros of {kernel.size} weights, got {zeros}: layer {name}")
    return model


def _is_pruned(layer: tf_keras.layers.Layer) -> bool:
    return bool(getattr(layer, "pruning_vars", ()))
