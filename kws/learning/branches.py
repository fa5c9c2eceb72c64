"""A network ⇄ one whose convolutions are sums of several, which learns better and gives the same answers.

Every convolution of the network that learns is a sum of branches: some of its own form, narrower ones for a depthwise
one, and where the shape allows it the input itself, each with a batch normalization of its own. All of that is linear:
after training the sum is one convolution again, and the network that is kept costs what it always cost.

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
    """A term of a sum: a convolution, or None for the input itself, and its normalization."""

    convolution: tf_keras.layers.Layer | None
    norm: tf_keras.layers.BatchNormalization


class Branched(NamedTuple):
    """A network that learns, and what its sums are made of, by the name of the convolution that each stands for."""

    model: tf_keras.Model
    sums: dict[str, list[Branch]]


def branched(plain: tf_keras.Model, count: int) -> Branched:
    """The network that learns for one that is kept; they share every layer but convolutions and their normalizations.

    Args:
        plain: features → logits; layer after layer, each convolution without a bias and in the end normalized.
        count: branches of a convolution's own form; 1 for the network itself, whatever its layers.
    """
    if count == 1:
        return Branched(plain, {})
    x, sums = plain.input, {}
    for layer in plain.layers:
        if isinstance(layer, CONVOLUTIONS):
            branches = list(_branches(layer, x.shape, count))
            sums[layer.name] = branches
            terms = [norm(x if convolution is None else convolution(x)) for convolution, norm in branches]
            x = layers.Add(name=f"{layer.name}_sum")(terms)
        elif not isinstance(layer, layers.BatchNormalization) or layer.name == NORMALIZE:
            x = layer(x)
    return Branched(tf_keras.Model(plain.input, x, name=plain.name), sums)


def _branches(layer: tf_keras.layers.Layer, shape: tuple[int | None, ...], count: int) -> Iterator[Branch]:
    configs = [layer.get_config()] * count
    if isinstance(layer, layers.DepthwiseConv2D) and layer.output.shape[1:] == shape[1:]:
        configs += [{**layer.get_config(), "kernel_size": size} for size in _narrower(layer.kernel_size)]
    for number, config in enumerate(configs, start=1):
        name = f"{layer.name}_{number}"
        yield Branch(type(layer).from_config({**config, "name": name}), layers.BatchNormalization(name=f"{name}_norm"))
    if layer.output.shape[1:] == shape[1:]:
        yield Branch(None, layers.BatchNormalization(name=f"{layer.name}_input_norm"))


def _narrower(kernel: tuple[int, int]) -> Iterator[tuple[int, int]]:
    # About half as wide each time, and odd, so that all have one centre: 9, 5, 3, 1.
    while max(kernel) > 1:
        kernel = (kernel[0] // 4 * 2 + 1, kernel[1] // 4 * 2 + 1)
        yield kernel


def merge(learnt: Branched, plain: tf_keras.Model, features: Features) -> None:
    """Give a network that is kept, in place, the answers of the one that learnt for it, if that is another.

    Args:
        learnt: as `branched` made it of `plain`.
        plain: gets weights.
        features: float32 (n, num_frames, num_features), usual ones: the normalizations of `plain` are to find what
            they expect when it goes on learning.
    """
    if learnt.model is plain:
        return
    bias: Weights = np.zeros(1, np.float32)
    for layer in plain.layers:
        if isinstance(layer, CONVOLUTIONS):
            kernel, bias = _merged(layer, learnt.sums[layer.name], bias)
            layer.set_weights([kernel])
        elif isinstance(layer, layers.BatchNormalization) and layer.name != NORMALIZE:
            values = tf_keras.Model(plain.input, layer.input)(features).numpy()
            axes = tuple(range(values.ndim - 1))
            mean, variance = values.mean(axes), values.var(axes)
            # (x - mean) γ / √(variance + ε) + β is x + bias.
            layer.set_weights([np.sqrt(variance + layer.epsilon), mean + bias, mean, variance])
            bias = np.zeros(1, np.float32)


def _merged(layer: tf_keras.layers.Layer, branches: list[Branch], bias: Weights) -> tuple[Weights, Weights]:
    """One kernel, as the layer's, and one bias a channel for a sum of branches.

    Args:
        layer: the convolution that the sum stands for.
        branches: the sum.
        bias: (channels in,) or (1,), what the input lacks: that of a depthwise convolution, which has none of its own.
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
    """The kernel of one tap that leaves its input as it is."""
    channels = kernel.shape[2]
    return np.ones((1, 1, channels, 1), np.float32) if depthwise else np.eye(channels, dtype=np.float32)[None, None]


def _centre(kernel: Weights, taps: Weights) -> tuple[slice, slice]:
    starts = [(long - 1) // 2 - (short - 1) // 2 for long, short in zip(kernel.shape[:2], taps.shape[:2], strict=True)]
    first, second = (slice(start, start + size) for start, size in zip(starts, taps.shape[:2], strict=True))
    return first, second
