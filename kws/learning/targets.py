"""Training targets, and the loss and accuracy of logits against them.

A target is float32 (num_classes,) with sum 1. There is a class per word and, if the examples include background, one
more for no word, whose logit is always 0.
"""

import numpy as np
import numpy.typing as npt

from kws.learning.runtime import tf, tf_keras

Targets = npt.NDArray[np.float32]


def one_hot(labels: npt.NDArray[np.int32], num_classes: int) -> Targets:
    """Labels as targets, float32 (n, num_classes); NO_WORD, which is -1, becomes the last class."""
    return np.eye(num_classes, dtype=np.float32)[labels]


def pad_logits(logits: tf.Tensor, num_classes: int) -> tf.Tensor:
    """Pad logits with 0 to one per class; float32 (n, num_classes)."""
    return tf.pad(logits, [[0, 0], [0, num_classes - logits.shape[-1]]])


class CrossEntropy(tf_keras.losses.Loss):
    """Cross-entropy of targets, float32 (n, num_classes), and logits, float32 (n, num_labels)."""

    def call(self, targets: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
        """The loss of each example, float32 (n,)."""
        return tf.nn.softmax_cross_entropy_with_logits(targets, pad_logits(logits, targets.shape[-1]))


def is_right(targets: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
    """Whether each example's likeliest class is its target's, float32 (n,)."""
    return tf_keras.metrics.categorical_accuracy(targets, pad_logits(logits, targets.shape[-1]))
