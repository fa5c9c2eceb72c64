"""Features and targets → batches, in an order of its own each epoch, stretches of every example masked.

Source of the masks: SpecAugment of Park et al. (2019), without its time warping.
"""

import math
from typing import Protocol

from kws.audio.front_end import Features
from kws.learning.runtime import tf
from kws.learning.targets import Targets


class Batching(Protocol):
    """What `batches` reads of a stage's params; `TrainParams` documents each."""

    @property
    def batch_size(self) -> int: ...  # noqa: D102
    @property
    def mask_frames(self) -> int: ...  # noqa: D102
    @property
    def mask_features(self) -> int: ...  # noqa: D102
    @property
    def seed(self) -> int: ...  # noqa: D102


def batches(features: Features, targets: Targets, params: Batching, epoch: tf.Variable) -> tf.data.Dataset:
    """Batches of (features, targets) in an order, and with masks, that the seed and the epoch's number alone decide.
    The number is read when the first batch is: a resumed run sees the batches that it would have seen.

    Args:
        features: float32 (n, num_frames, num_features).
        targets: n of them.
        params: the batches' size, the longest masks, and the seed.
        epoch: int32, its number.
    """
    steps = math.ceil(len(features) / params.batch_size)
    held, usual = (tf.constant(features), tf.constant(targets)), tf.constant(features.mean(axis=(0, 1)))

    def order(_: tf.Tensor) -> tf.data.Dataset:
        indices = tf.random.experimental.stateless_shuffle(tf.range(len(features)), seed=tf.stack([params.seed, epoch]))
        keys = tf.data.Dataset.range(steps, output_type=tf.int32).map(
            lambda step: tf.stack([params.seed, epoch * steps + step])
        )
        return tf.data.Dataset.zip((tf.data.Dataset.from_tensor_slices(indices).batch(params.batch_size), keys))

    def gather(indices: tf.Tensor, key: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        chosen, wanted = (tf.gather(values, indices) for values in held)
        draws = tf.random.stateless_uniform((2, tf.shape(indices)[0], 2), seed=key)
        chosen = masked(chosen, usual, params.mask_frames, draws[0], axis=1)
        return masked(chosen, usual, params.mask_features, draws[1], axis=2), wanted

    # Without the count Keras tries one batch too many in its first epoch, and that counts as a step of the optimizer.
    return tf.data.Dataset.range(1).flat_map(order).map(gather).apply(tf.data.experimental.assert_cardinality(steps))


def masked(features: tf.Tensor, usual: tf.Tensor, longest: int, draws: tf.Tensor, axis: int) -> tf.Tensor:
    """Examples with a stretch of each showing what is usual there.

    Args:
        features: float32 (n, num_frames, num_features).
        usual: float32 (num_features,).
        longest: places of a stretch, at most; at least none.
        draws: float32 (n, 2) in [0, 1), which decide the stretch's length and its place.
        axis: 1 for a stretch of frames, 2 for one of features.
    """
    if longest == 0:
        return features
    places = tf.range(features.shape[axis], dtype=tf.float32)
    length = tf.floor(draws[:, :1] * (longest + 1))
    start = tf.floor(draws[:, 1:] * (features.shape[axis] + 1 - length))
    hidden = (places >= start) & (places < start + length)
    # (n, places)
    return tf.where(tf.expand_dims(hidden, 3 - axis), usual, features)
