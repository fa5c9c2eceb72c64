"""Structured pruning: a narrower network of the most important channels."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from kws.learning.runtime import tf_keras

Channels = npt.NDArray[np.intp]


def select_channels(model: tf_keras.Model, alpha: float) -> dict[str, Channels]:
    """Select the output channels of each convolution to keep: those of the largest filters.

    A filter's size is the L1 norm of its weights (Li et al. 2017), times the scale of the batch normalization,
    through which the next layer sees it.

    Returns:
        by the convolution's name, the sorted indices of round(alpha × channels) channels, but at least one.
    """
    kept = {}
    for convolution, norm in _find_normalized_convolutions(model):
        gamma, _, _, variance = norm.get_weights()
        (kernel,) = convolution.get_weights()
        size = np.abs(kernel).sum(axis=(0, 1, 2)) * np.abs(gamma) / np.sqrt(variance + norm.epsilon)
        count = max(1, round(alpha * len(size)))
        kept[convolution.name] = np.sort(np.argsort(-size, kind="stable")[:count])
    return kept


def keep_channels(model: tf_keras.Model, kept: Mapping[str, Channels]) -> tf_keras.Model:
    """Build a network of the kept channels only, with their weights."""
    narrow = build_narrow_network(model, {name: len(channels) for name, channels in kept.items()})
    # The channels that reach a layer: at first, all channels of the features.
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


def build_narrow_network(model: tf_keras.Model, filters: Mapping[str, int]) -> tf_keras.Model:
    """Build an untrained network of the same layers, with `filters` filters in the convolution of each name."""
    config = model.get_config()
    for layer in config["layers"]:
        name = layer["config"]["name"]
        if name in filters:
            layer["config"]["filters"] = filters[name]
        # The shapes of the wide network; the narrow one computes its own.
        layer.pop("build_config", None)
    config.pop("build_input_shape", None)
    return tf_keras.Sequential.from_config(config)


def _find_normalized_convolutions(
    model: tf_keras.Model,
) -> Sequence[tuple[tf_keras.layers.Layer, tf_keras.layers.Layer]]:
    pairs = zip(model.layers, model.layers[1:], strict=False)
    return [
        (layer, norm)
        for layer, norm in pairs
        if isinstance(layer, tf_keras.layers.Conv2D) and isinstance(norm, tf_keras.layers.BatchNormalization)
    ]
