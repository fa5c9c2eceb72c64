"""Networks rebuilt from their papers, and training with one of them instead of ours.

In:  --features, the folder that preprocess writes.
Out: --model, the folder that train writes: model.keras, history.csv and lineage.json.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, NamedTuple

from components.train import TrainParams
from components.train.stage import train
from kws.core.command import StageCommand, run
from kws.core.params import Range
from kws.learning.runtime import tf, tf_keras

layers = tf_keras.layers


class Group(NamedTuple):
    """A group of equal BC-ResNet blocks.

    Attributes:
        blocks: how many.
        channels: of each.
        stride: of the first block, along frequency.
        dilation: of each, along time.
    """

    blocks: int
    channels: int
    stride: int
    dilation: int


BC_RESNET_1 = (
    Group(2, channels=8, stride=1, dilation=1),
    Group(2, channels=12, stride=2, dilation=2),
    Group(4, channels=16, stride=2, dilation=4),
    Group(4, channels=20, stride=1, dilation=8),
)
SUB_BANDS = 5

SPARKNET_CHANNELS = 16
# Frames that the convolution of each block sees.
SPARKNET_KERNELS = (11, 15, 19, 29)
GATE_DEVIATION = 0.5
# The authors weigh the cross-entropy by 100 and the sparsity by 1.
SPARSITY_WEIGHT = 0.01


def bc_resnet_1(input_shape: tuple[int, int], num_labels: int) -> tf_keras.Model:
    """Build an untrained BC-ResNet-1, features → logits; 9,232 parameters for 40 features and 12 words, as published.

    Source: Kim et al., "Broadcasted Residual Learning for Efficient Keyword Spotting" (2021): each block averages its
    picture over frequency, looks along time, and adds what it saw to every frequency. Batch normalization has Keras'
    momentum and epsilon, as our networks have.

    Args:
        input_shape: (num_frames, num_features), the features 40 or a multiple: five sub-bands, halved three times.
        num_labels: the number of logits.
    """
    num_frames, num_features = input_shape
    features = layers.Input(input_shape, name="features")
    # Frequency first: there a sub-band is a stretch of memory, and cutting them out moves nothing.
    x = layers.Permute((2, 1), name="frequency_first")(features)
    x = layers.Reshape((num_features, num_frames, 1), name="image")(x)
    x = layers.Conv2D(16, 5, strides=(2, 1), padding="same", use_bias=False, name="head_conv")(x)
    x = _normalized(x, "relu", "head")
    # (num_features / 2, num_frames, 16)
    for number, group in enumerate(BC_RESNET_1, start=1):
        for place in range(group.blocks):
            stride = 1 if place else group.stride
            x = _broadcast_block(x, group.channels, stride, group.dilation, f"block_{number}_{place + 1}")
    # (num_features / 8, num_frames, 20)
    x = layers.ZeroPadding2D((0, 2), name="tail_padding")(x)
    x = layers.DepthwiseConv2D(5, use_bias=False, name="tail_depthwise")(x)
    x = layers.Conv2D(32, 1, use_bias=False, name="tail_pointwise")(x)
    x = _normalized(x, "relu", "tail")
    return _classifier(features, x, num_labels, "bc_resnet_1")


def _broadcast_block(x: tf.Tensor, channels: int, stride: int, dilation: int, name: str) -> tf.Tensor:
    """ReLU of what a block takes, of what it sees along frequency, and of what it then sees along time, added up.

    A transition, whose channels change, adds the latter two alone.
    """
    taken = [x]
    if x.shape[-1] != channels:
        taken = []
        x = layers.Conv2D(channels, 1, use_bias=False, name=f"{name}_transition")(x)
        x = _normalized(x, "relu", f"{name}_transition")
    x = layers.DepthwiseConv2D((3, 1), padding="same", use_bias=False, name=f"{name}_frequency")(x)
    if stride > 1:
        # A stride of the convolution itself TensorFlow takes only if it is the same along both axes.
        x = layers.MaxPooling2D(1, strides=(stride, 1), name=f"{name}_stride")(x)
    x = sub_spectral_norm(x, name)
    x = layers.Add(name=f"{name}_add")([*taken, x, _along_time(x, dilation, name)])
    return layers.ReLU(name=f"{name}_relu")(x)


def sub_spectral_norm(x: tf.Tensor, name: str) -> tf.Tensor:
    """Batch normalization of each of five bands of frequencies by itself; x is (num_features, num_frames, channels).

    Source: Chang et al., "SubSpectral Normalization for Neural Audio Data Processing" (2021).
    """
    shape = num_features, num_frames, channels = x.shape[1:]
    x = layers.Reshape((SUB_BANDS, num_features // SUB_BANDS * num_frames, channels), name=f"{name}_bands")(x)
    x = layers.BatchNormalization(axis=[1, 3], name=f"{name}_bands_norm")(x)
    return layers.Reshape(shape, name=f"{name}_image")(x)


def _along_time(x: tf.Tensor, dilation: int, name: str) -> tf.Tensor:
    num_features, _, channels = x.shape[1:]
    geometry = {"dilation_rate": (1, dilation), "padding": "same", "use_bias": False}
    x = layers.AveragePooling2D((num_features, 1), name=f"{name}_average")(x)
    # (1, num_frames, channels)
    x = layers.DepthwiseConv2D((1, 3), name=f"{name}_time", **geometry)(x)
    x = _normalized(x, "swish", f"{name}_time")
    x = layers.Conv2D(channels, 1, use_bias=False, name=f"{name}_pointwise")(x)
    return layers.SpatialDropout2D(0.1, name=f"{name}_dropout")(x)


def sparknet_16(input_shape: tuple[int, int], num_labels: int) -> tf_keras.Model:
    """Build an untrained SparkNet with 16 channels, features → logits; 4,636 parameters for 32 features and 12 words.

    Source: Svirsky et al., "Sparse Binarization for Fast Keyword Spotting" (2024): separable convolutions along time
    say how far a gate for each feature of each frame is open, and one dense layer hears their means over time. The
    lengths of the kernels, the residuals, the noise and the weight of sparsity are those of the authors' configuration
    (github.com/jsvir/sparknet). There sparsity is the mean probability that a gate is not shut; here it is the mean
    of the noisy gates themselves, which a stock layer weighs.

    Args:
        input_shape: (num_frames, num_features).
        num_labels: the number of logits.
    """
    num_frames, num_features = input_shape
    features = layers.Input(input_shape, name="features")
    x = layers.Reshape((num_frames, 1, num_features), name="sequence")(features)
    for number, kernel in enumerate(SPARKNET_KERNELS, start=1):
        x = _separable_block(x, kernel, residual=number > 1, name=f"block_{number}")
    x = layers.Conv2D(num_features, 1, name="gate_conv")(x)
    x = _normalized(x, "tanh", "gate")
    x = layers.GaussianNoise(GATE_DEVIATION, name="gate_noise")(x)
    # The hard sigmoid of the paper.
    x = layers.Rescaling(1.0, offset=0.5, name="gate_middle")(x)
    x = layers.ReLU(max_value=1.0, name="gate")(x)
    # Keras adds up the gates of an example.
    x = layers.ActivityRegularization(l1=SPARSITY_WEIGHT / (num_frames * num_features), name="sparsity")(x)
    return _classifier(features, x, num_labels, "sparknet_16")


def _separable_block(x: tf.Tensor, kernel: int, residual: bool, name: str) -> tf.Tensor:
    taken = x
    x = layers.DepthwiseConv2D((kernel, 1), padding="same", use_bias=False, name=f"{name}_depthwise")(x)
    x = layers.Conv2D(SPARKNET_CHANNELS, 1, use_bias=False, name=f"{name}_pointwise")(x)
    x = layers.BatchNormalization(name=f"{name}_norm")(x)
    if residual:
        taken = layers.Conv2D(SPARKNET_CHANNELS, 1, use_bias=False, name=f"{name}_residual")(taken)
        taken = layers.BatchNormalization(name=f"{name}_residual_norm")(taken)
        x = layers.Add(name=f"{name}_add")([x, taken])
    return layers.ReLU(name=f"{name}_relu")(x)


def _normalized(x: tf.Tensor, activation: str, name: str) -> tf.Tensor:
    x = layers.BatchNormalization(name=f"{name}_norm")(x)
    return layers.Activation(activation, name=f"{name}_{activation}")(x)


def _classifier(features: tf.Tensor, x: tf.Tensor, num_labels: int, name: str) -> tf_keras.Model:
    x = layers.GlobalAveragePooling2D(name="pool")(x)
    return tf_keras.Model(features, layers.Dense(num_labels, name="logits")(x), name=name)


NETWORKS = {"bc_resnet_1": bc_resnet_1, "sparknet_16": sparknet_16}


def parameters(model: tf_keras.Model) -> int:
    """Count the trainable parameters, as papers do: without the statistics of batch normalization."""
    return sum(weights.shape.num_elements() for weights in model.trainable_weights)


@dataclass(frozen=True)
class LiteratureParams(TrainParams):
    """`TrainParams` of these architectures, which have no branches and one width: `alpha` has no effect."""

    architecture: Literal["bc_resnet_1", "sparknet_16"]  # type: ignore[assignment]  # none of ours
    branches: Annotated[int, Range(1, 1)]


def main(argv: Sequence[str] | None = None) -> None:
    """Train as `components.train` does."""
    command = StageCommand("train", LiteratureParams, __doc__)
    command.add_path("--features", "folder of features")
    command.add_path("--model", "folder of the Keras model to write")
    params, flags = command.parse(argv)
    train(NETWORKS[params.architecture], params, flags.features, flags.model)


if __name__ == "__main__":
    run(main)
