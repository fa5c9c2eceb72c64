"""Networks as tables: a row a block, and the loop that builds them.

Source: the convolutional keyword spotters of Sainath & Parada (2015) and the DS-CNN of Zhang et al., "Hello Edge"
(2017), at the sizes of the published up/down report; temporal convolutions, whose channels are the features, as in
TC-ResNet of Choi et al. (2019), here depthwise-separable.
"""

from typing import Literal, NamedTuple

from kws.learning.runtime import tf_keras

layers = tf_keras.layers

# The layer that makes the features of a sequence usual ones of 0; convert folds it into the next.
NORMALIZE = "normalize"


class Block(NamedTuple):
    """A convolution with batch normalization and ReLU.

    Attributes:
        kind: `conv`, or `separable`: a depthwise convolution and a pointwise one.
        filters: channels out, before `alpha`.
        kernel, stride, padding: as in Keras, the same along every axis of the layout.
    """

    kind: Literal["conv", "separable"]
    filters: int
    kernel: int
    stride: int
    padding: Literal["valid", "same"]


class Architecture(NamedTuple):
    """How the blocks see the features, and the blocks.

    Attributes:
        layout: `image`, one channel of frames × features; `sequence`, frames with the features as channels, along
            which a kernel moves in time alone.
        blocks: in order, the features going into the first.
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


def build(architecture: str, alpha: float, input_shape: tuple[int, int], num_labels: int) -> tf_keras.Model:
    """An untrained network, features → logits.

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
        for layer in _block_layers(block, layout, width(block.filters, alpha), f"block_{number}"):
            model.add(layer)
    model.add(layers.GlobalAveragePooling2D(name="pool"))
    model.add(layers.Dense(num_labels, name="logits"))
    return model


def width(filters: int, alpha: float) -> int:
    """The channels of a block of so many filters at a width multiplier; at least one."""
    return max(1, round(filters * alpha))


def _block_layers(block: Block, layout: str, filters: int, name: str) -> list[tf_keras.layers.Layer]:
    kernel = (block.kernel, block.kernel if layout == "image" else 1)
    # Equal strides along both axes, which a depthwise convolution asks for; along an axis of one they do nothing.
    geometry = {"strides": block.stride, "padding": block.padding, "use_bias": False}
    if block.kind == "conv":
        convolutions = [layers.Conv2D(filters, kernel, name=f"{name}_conv", **geometry)]
    else:
        convolutions = [
            layers.DepthwiseConv2D(kernel, name=f"{name}_depthwise", **geometry),
            layers.Conv2D(filters, 1, use_bias=False, name=f"{name}_pointwise"),
        ]
    return [*convolutions, layers.BatchNormalization(name=f"{name}_norm"), layers.ReLU(name=f"{name}_relu")]
