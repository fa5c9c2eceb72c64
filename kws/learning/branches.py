"""Branches added to a network's convolutions for training, and merged into single convolutions afterwards.

During training every convolution is a sum of branches: several of its own shape, narrower ones if it is depthwise, and
the input itself if the shapes allow it, each with its own batch normalization. Such a network learns better. The sum is
linear: after training it is merged into one convolution, which gives the same answers at the cost of the plain network.

Source: RepVGG of Ding et al. (2021), MobileOne of Vasu et al. (2023); for wake words RepCNN of Kundu et al. (2024).
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kws.audio.front_end import Features
from kws.learning.networks import NORMALIZE
from kws.learning.runtime import tf_keras

layers = tf_keras.layers

CONVOLUTIONS = (layers.Conv2D, layers.DepthwiseConv2D)

Weights = npt.NDArray[np.float32]


class Branch(NamedTuple):
    """A term of a sum: a convolution, or None for the input itself, and its batch normalization."""

    convolution: tf_keras.layers.Layer | None
    norm: tf_keras.layers.BatchNormalization


class BranchedNetwork(NamedTuple):
    """A network with branches, and the branches of each sum by the name of the convolution that it replaces."""

    model: tf_keras.Model
    sums: dict[str, list[Branch]]


def add_branches(plain: tf_keras.Model, count: int) -> BranchedNetwork:
    """Make the network with branches of a plain one; they share every layer but convolutions and normalizations.

    Args:
        plain: features → logits; sequential, each convolution without a bias and followed by a batch normalization.
        count: number of branches of a convolution's own shape; 1 returns the plain network, whatever its layers.
    """
    if count == 1:
        return BranchedNetwork(plain, {})
    x, sums = plain.input, {}
    for layer in plain.layers:
        if isinstance(layer, CONVOLUTIONS):
            branches = list(_make_branches(layer, x.shape, count))
            sums[layer.name] = branches
            terms = [norm(x if convolution is None else convolution(x)) for convolution, norm in branches]
            x = layers.Add(name=f"{layer.name}_sum")(terms)
        elif not isinstance(layer, layers.BatchNormalization) or layer.name == NORMALIZE:
            x = layer(x)
    return BranchedNetwork(tf_keras.Model(plain.input, x, name=plain.name), sums)


def _make_branches(layer: tf_keras.layers.Layer, shape: tuple[int | None, ...], count: int) -> Iterator[Branch]:
    configs = [layer.get_config()] * count
    if isinstance(layer, layers.DepthwiseConv2D) and layer.output.shape[1:] == shape[1:]:
        configs += [{**layer.get_config(), "kernel_size": size} for size in _narrow_kernels(layer.kernel_size)]
    for number, config in enumerate(configs, start=1):
        name = f"{layer.name}_{number}"
        yield Branch(type(layer).from_config({**config, "name": name}), layers.BatchNormalization(name=f"{name}_norm"))
    if layer.output.shape[1:] == shape[1:]:
        yield Branch(None, layers.BatchNormalization(name=f"{layer.name}_input_norm"))


def _narrow_kernels(kernel: tuple[int, int]) -> Iterator[tuple[int, int]]:
    # About half as wide each time, and odd, so that all share a centre: 9, 5, 3, 1.
    while max(kernel) > 1:
        kernel = (kernel[0] // 4 * 2 + 1, kernel[1] // 4 * 2 + 1)
        yield kernel


def merge_branches(branched: BranchedNetwork, plain: tf_keras.Model, features: Features) -> None:
    """Merge the branches of a trained network into the plain one, in place; a plain network is left as it is.

    Args:
        branched: `add_branches` of `plain`, trained.
        plain: the network whose weights are set.
        features: float32 (n, num_frames, num_features), typical ones, from which the batch normalizations of `plain`
            get their moving mean and variance, so that it can be trained further.
    """
    if branched.model is plain:
        return
    bias: Weights = np.zeros(1, np.float32)
    for layer in plain.layers:
        if isinstance(layer, CONVOLUTIONS):
            kernel, bias = _merge_sum(layer, branched.sums[layer.name], bias)
            layer.set_weights([kernel])
        elif isinstance(layer, layers.BatchNormalization) and layer.name != NORMALIZE:
            values = tf_keras.Model(plain.input, layer.input)(features).numpy()
            axes = tuple(range(values.ndim - 1))
            mean, variance = values.mean(axes), values.var(axes)
            # (x - mean) γ / √(variance + ε) + β is x + bias.
            layer.set_weights([np.sqrt(variance + layer.epsilon), mean + bias, mean, variance])
            bias = np.zeros(1, np.float32)


def _merge_sum(layer: tf_keras.layers.Layer, branches: list[Branch], bias: Weights) -> tuple[Weights, Weights]:
    """Merge a sum of branches into one kernel, of the layer's shape, and one bias per channel.

    Args:
        layer: the convolution that the sum replaces.
        branches: the terms of the sum.
        bias: float32 (channels in,) or (1,), still to be added to the input: that of a depthwise convolution before it.
    """
    depthwise = isinstance(layer, layers.DepthwiseConv2D)
    kernel = np.zeros_like(layer.get_weights()[0])
    total = np.zeros(1, np.float32)
    for convolution, norm in branches:
        gamma, beta, mean, variance = norm.get_weights()
        scale = gamma / np.sqrt(variance + norm.epsilon)
        taps = _identity(kernel, depthwise) if convolution is None else convolution.get_weights()[0]
        kernel[_centre(kernel, taps)] += taps * (scale[:, np.newaxis] if depthwise else scale)
        total = total + beta - mean * scale
    if not depthwise:
        total = total + np.broadcast_to(bias, kernel.shape[2]) @ kernel.sum(axis=(0, 1))
    return kernel, total


def _identity(kernel: Weights, depthwise: bool) -> Weights:
    """The one-tap kernel whose output is its input."""
    channels = kernel.shape[2]
    return np.ones((1, 1, channels, 1), np.float32) if depthwise else np.eye(channels, dtype=np.float32)[None, None]


def _centre(kernel: Weights, taps: Weights) -> tuple[slice, slice]:
    starts = [(long - 1) // 2 - (short - 1) // 2 for long, short in zip(kernel.shape[:2], taps.shape[:2], strict=True)]
    first, second = (slice(start, start + size) for start, size in zip(starts, taps.shape[:2], strict=True))
    return first, second
