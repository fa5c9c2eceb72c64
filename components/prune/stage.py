"""A network → one with zeros for its smallest weights, or a narrower one of its most important channels."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from components.kws.errors import TrainingError
from components.train.runtime import tf_keras

# isort: split
# After runtime: it chooses the Keras that this package takes.
import tensorflow_model_optimization as tfmot

Channels = npt.NDArray[np.intp]

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


def important_channels(model: tf_keras.Model, alpha: float) -> dict[str, Channels]:
    """For each convolution, which of its output channels stay: those of the largest filters.

    A filter's size is the L1 norm of its weights (Li et al. 2017), batch normalization folded in, since that
    scales what the next layer sees.

    Returns:
        by the convolution's name, the sorted indices of round(alpha × channels) channels, at least one.
    """
    kept = {}
    for convolution, norm in _normalized_convolutions(model):
        gamma, _, _, variance = norm.get_weights()
        (kernel,) = convolution.get_weights()
        size = np.abs(kernel).sum(axis=(0, 1, 2)) * np.abs(gamma) / np.sqrt(variance + norm.epsilon)
        count = max(1, round(alpha * len(size)))
        kept[convolution.name] = np.sort(np.argsort(-size, kind="stable")[:count])
    return kept


def narrowed(model: tf_keras.Model, kept: Mapping[str, Channels]) -> tf_keras.Model:
    """A smaller network of the kept channels alone, with their weights."""
    narrow = narrow_network(model, {name: len(channels) for name, channels in kept.items()})
    # The channels that reach a layer; all that the features come in.
    incoming: Channels = np.arange(model.layers[0].output_shape[-1])
    for layer, small in zip(model.layers, narrow.layers, strict=True):
        weights = layer.get_weights()
        if layer.name in kept:
            outgoing = kept[layer.name]
            small.set_weights([weights[0][:, :, incoming][..., outgoing]])
            incoming = outgoing
        elif isinstance(layer, tf_keras.layers.DepthwiseConv2D):
            small.set_weights([weights[0][:, :, incoming]])
        elif isinstance(layer, tf_keras.layers.BatchNormalization):
            small.set_weights([values[incoming] for values in weights])
        elif isinstance(layer, tf_keras.layers.Dense):
            small.set_weights([weights[0][incoming], weights[1]])
    return narrow


def narrow_network(model: tf_keras.Model, filters: Mapping[str, int]) -> tf_keras.Model:
    """The network of the same blocks with so many filters in each convolution, untrained."""
    config = model.get_config()
    for layer in config["layers"]:
        name = layer["config"]["name"]
        if name in filters:
            layer["config"]["filters"] = filters[name]
        # Shapes of the wide network, which the narrow one works out anew.
        layer.pop("build_config", None)
    config.pop("build_input_shape", None)
    return tf_keras.Sequential.from_config(config)


def masked(model: tf_keras.Model, kept: Mapping[str, Channels]) -> tf_keras.Model:
    """The network at its full width with the other channels silenced after their batch normalization."""
    copy = tf_keras.models.clone_model(model)
    copy.set_weights(model.get_weights())
    for convolution, norm in _normalized_convolutions(copy):
        gamma, beta, mean, variance = norm.get_weights()
        mask = np.isin(np.arange(len(gamma)), kept[convolution.name])
        norm.set_weights([gamma * mask, beta * mask, mean, variance])
    return copy


def _normalized_convolutions(
    model: tf_keras.Model,
) -> Sequence[tuple[tf_keras.layers.Layer, tf_keras.layers.Layer]]:
    pairs = zip(model.layers, model.layers[1:], strict=False)
    return [
        (layer, norm)
        for layer, norm in pairs
        if isinstance(layer, tf_keras.layers.Conv2D) and isinstance(norm, tf_keras.layers.BatchNormalization)
    ]
