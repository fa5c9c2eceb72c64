"""Networks as tables with a row per block, and the loop that builds them.

Source: the convolutional keyword spotters of Sainath & Parada (2015) and the DS-CNN of Zhang et al., "Hello Edge"
(2017), at the sizes of the published up/down report; temporal convolutions, whose channels are the features, as in
TC-ResNet of Choi et al. (2019), here depthwise-separable.
"""

from typing import Literal, NamedTuple

from kws.learning.runtime import tf_keras

layers = tf_keras.layers

# The layer that normalizes the features of a sequence; convert folds it into the next.
NORMALIZE = "normalize"


class Block(NamedTuple):
    """A convolution with batch normalization and ReLU.

    Attributes:
        kind: `conv`, or `separable`: a depthwise convolution followed by a pointwise one.
        filters: number of output channels, before `alpha`.
        kernel, stride, padding: as in Keras, the same along every axis of the layout.
    """

    kind: Literal["conv", "separable"]
    filters: int
    kernel: int
    stride: int
    padding: Literal["valid", "same"]


class Architecture(NamedTuple):
    """The layout of the features, and the blocks.

    Attributes:
        layout: `image`, one channel of frames × features; `sequence`, frames with the features as channels, so that a
            kernel moves along time only.
        blocks: from the first, which takes the features, to the last.
    """

    layout: Literal["image", "sequence"]
    blocks: tuple[Block, ...]


ARCHITECTURES = {
    "cnn": Architecture(
        "image",
        (
            Block("conv", 256, kernel=3, stride=2, padding="valid"),
            Block("conv", 256, kernel=3, stride=1, padding="same"),
            Block("conv", 256, kernel=3, stride=1, padding="same"),
        ),
    ),
    "ds_cnn": Architecture(
        "image",
        (
            Block("conv", 256, kernel=3, stride=2, padding="valid"),
            Block("separable", 256, kernel=3, stride=1, padding="same"),
            Block("separable", 256, kernel=3, stride=1, padding="same"),
        ),
    ),
    "temporal": Architecture(
        "sequence",
        (
            Block("conv", 32, kernel=1, stride=1, padding="valid"),
            Block("separable", 32, kernel=9, stride=1, padding="same"),
            Block("separable", 32, kernel=9, stride=1, padding="same"),
            Block("separable", 32, kernel=9, stride=1, padding="same"),
        ),
    ),
}


def build_network(architecture: str, alpha: float, input_shape: tuple[int, int], num_labels: int) -> tf_keras.Model:
    """Build an untrained network, features → logits.

    Args:
        architecture: a key of ARCHITECTURES.
        alpha: width multiplier of every block.
        input_shape: (num_frames, num_features).
        num_labels: the number of logits.
    """
    layout, blocks = ARCHITECTURES[architecture]
    num_frames, num_features = input_shape
    shape = (num_frames, num_features, 1) if layout == "image" else (num_frames, 1, num_features)
    model = tf_keras.Sequential([layers.Input(input_shape, name="features")], name=architecture)
    model.add(layers.Reshape(shape, name=layout))
    if layout == "sequence":
        model.add(layers.BatchNormalization(center=False, scale=False, name=NORMALIZE))
    for number, block in enumerate(blocks, start=1):
        for layer in _block_layers(block, layout, scale_width(block.filters, alpha), f"block_{number}"):
            model.add(layer)
    model.add(layers.GlobalAveragePooling2D(name="pool"))
    model.add(layers.Dense(num_labels, name="logits"))
    return model


def scale_width(filters: int, alpha: float) -> int:
    """Scale a number of filters by a width multiplier, to at least one."""
    return max(1, round(filters * alpha))


def _block_layers(block: Block, layout: str, filters: int, name: str) -> list[tf_keras.layers.Layer]:
    kernel = (block.kernel, block.kernel if layout == "image" else 1)
    # A depthwise convolution requires equal strides along both axes; along an axis of length 1 they have no effect.
    geometry = {"strides": block.stride, "padding": block.padding, "use_bias": False}
    if block.kind == "conv":
        convolutions = [layers.Conv2D(filters, kernel, name=f"{name}_conv", **geometry)]
    else:
        convolutions = [
            layers.DepthwiseConv2D(kernel, name=f"{name}_depthwise", **geometry),
            layers.Conv2D(filters, 1, use_bias=False, name=f"{name}_pointwise"),
        ]
    return [*convolutions, layers.BatchNormalization(name=f"{name}_norm"), layers.ReLU(name=f"{name}_relu")]
