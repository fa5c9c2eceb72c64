"""Magnitude pruning: zeros in place of the smallest weights."""

import math

import numpy as np

from kws.core.errors import TrainingError
from kws.learning.runtime import tf_keras

# isort: split
# After runtime: it chooses the Keras that this package takes.
import tensorflow_model_optimization as tfmot

# Half of the steps raise the sparsity, the other half let the weights that stay settle.
RAMP = 0.5


# Steps from one choice of the smallest weights to the next: to choose at every step takes longer than the training.
CHOICE_STEPS = 10


def with_magnitude_pruning(model: tf_keras.Model, sparsity: float, steps: int) -> tf_keras.Model:
    """The network wrapped so that training sets its smallest weights to zero.

    Args:
        model: features → logits.
        sparsity: share of zeros in each convolution and dense kernel at the end, in [0, 1).
        steps: of the training to come. The sparsity rises along the cubic of Zhu & Gupta (2017).
    """
    ramp = max(1, round(RAMP * steps))
    frequency = min(CHOICE_STEPS, ramp)
    # The last choice must fall on the ramp's last step, or the sparsity asked for is never reached.
    end = ramp - ramp % frequency
    schedule = tfmot.sparsity.keras.PolynomialDecay(0.0, sparsity, begin_step=0, end_step=end, frequency=frequency)
    return tfmot.sparsity.keras.prune_low_magnitude(model, pruning_schedule=schedule)


def pruning_callbacks() -> list[tf_keras.callbacks.Callback]:
    """What the wrapped network needs while it trains."""
    return [tfmot.sparsity.keras.UpdatePruningStep()]


def stripped(wrapped: tf_keras.Model, sparsity: float) -> tf_keras.Model:
    """The network without its wrapping.

    Raises:
        TrainingError: a kernel has fewer zeros than the sparsity asks for.
    """
    model = tfmot.sparsity.keras.strip_pruning(wrapped)
    pruned = {layer.name.removeprefix("prune_low_magnitude_") for layer in wrapped.layers if _is_pruned(layer)}
    for name in sorted(pruned):
        kernel = model.get_layer(name).kernel.numpy()
        zeros, promised = int(np.sum(kernel == 0)), math.floor(sparsity * kernel.size)
        if zeros < promised:
            raise TrainingError(f"expected {promised} zeros of {kernel.size} weights, got {zeros}: layer {name}")
    return model


def _is_pruned(layer: tf_keras.layers.Layer) -> bool:
    return bool(getattr(layer, "pruning_vars", ()))
