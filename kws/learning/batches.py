"""Batches of features and targets, shuffled anew for each epoch, with a stretch of every example masked.

Source of the masks: SpecAugment of Park et al. (2019), without its time warping.
"""

import math
from typing import Protocol

from kws.audio.front_end import Features
from kws.learning.runtime import tf
from kws.learning.targets import Targets


class BatchParams(Protocol):
    """The params that `make_batches` reads; `TrainParams` documents each."""

    @property
    def batch_size(self) -> int: ...  # noqa: D102
    @property
    def mask_frames(self) -> int: ...  # noqa: D102
    @property
    def mask_features(self) -> int: ...  # noqa: D102
    @property
    def seed(self) -> int: ...  # noqa: D102


def make_batches(features: Features, targets: Targets, params: BatchParams, epoch: tf.Variable) -> tf.data.Dataset:
    """Make batches of (features, targets), whose order and masks depend on the seed and the epoch's number alone.

    The number is read with the first batch, so that a resumed run sees the batches that it would have seen.

    Args:
        features: float32 (n, num_frames, num_features).
        targets: float32 (n, num_classes).
        params: the size of a batch, the lengths of the longest masks, and the seed.
        epoch: int32, the number of the epoch.
    """
    steps = math.ceil(len(features) / params.batch_size)
    examples, mean = (tf.constant(features), tf.constant(targets)), tf.constant(features.mean(axis=(0, 1)))

    def order(_: tf.Tensor) -> tf.data.Dataset:
        indices = tf.random.experimental.stateless_shuffle(tf.range(len(features)), seed=tf.stack([params.seed, epoch]))
        keys = tf.data.Dataset.range(steps, output_type=tf.int32).map(
            lambda step: tf.stack([params.seed, epoch * steps + step])
        )
        return tf.data.Dataset.zip((tf.data.Dataset.from_tensor_slices(indices).batch(params.batch_size), keys))

    def gather(indices: tf.Tensor, key: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        batch, batch_targets = (tf.gather(values, indices) for values in examples)
        draws = tf.random.stateless_uniform((2, tf.shape(indices)[0], 2), seed=key)
        batch = mask_stretches(batch, mean, params.mask_frames, draws[0], axis=1)
        return mask_stretches(batch, mean, params.mask_features, draws[1], axis=2), batch_targets

    # Without the count, Keras asks for one batch too many in its first epoch, which counts as a step of the optimizer.
    return tf.data.Dataset.range(1).flat_map(order).map(gather).apply(tf.data.experimental.assert_cardinality(steps))


def mask_stretches(features: tf.Tensor, mean: tf.Tensor, longest: int, draws: tf.Tensor, axis: int) -> tf.Tensor:
    """Replace a stretch of each example with the mean of its features.

    Args:
        features: float32 (n, num_frames, num_features).
        mean: float32 (num_features,), the mean of each feature.
        longest: the greatest length of a stretch, in frames or features; the least is 0.
        draws: float32 (n, 2) in [0, 1), from which the length and the place of the stretch follow.
        axis: 1 for a stretch of frames, 2 for one of features.
    """
    if longest == 0:
        return features
    places = tf.range(features.shape[axis], dtype=tf.float32)
    length = tf.floor(draws[:, :1] * (longest + 1))
    start = tf.floor(draws[:, 1:] * (features.shape[axis] + 1 - length))
    hidden = (places >= start) & (places < start + length)
    # (n, places)
    return tf.where(tf.expand_dims(hidden, 3 - axis), mean, features)
