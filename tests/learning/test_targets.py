import numpy as np
import pytest
import scipy.special

from kws.audio.features import NO_WORD
from kws.learning.runtime import tf
from kws.learning.targets import CrossEntropy, is_right, one_hot

# A class per word; THREE has another class, for no word.
TWO = one_hot(np.array([0, 1, 1], np.int32), 2)
THREE = one_hot(np.array([0, 1, NO_WORD], np.int32), 3)
LOGITS = np.array([[2.0, -1.0], [0.5, 0.25], [-3.0, -4.0]], np.float32)


def test_there_is_a_class_per_word_and_one_for_no_word():
    assert TWO.tolist() == [[1, 0], [0, 1], [0, 1]]
    assert THREE.tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 1]]


@pytest.mark.parametrize("targets", [TWO, THREE, np.float32(0.7) * THREE + np.float32(0.1)])
def test_the_loss_is_the_cross_entropy_of_a_softmax_with_a_logit_of_0_for_no_word(targets):
    padded = np.pad(LOGITS, [(0, 0), (0, targets.shape[1] - 2)])
    expected = -(targets * scipy.special.log_softmax(padded, axis=-1)).sum(axis=-1).mean()
    assert float(CrossEntropy()(tf.constant(targets), tf.constant(LOGITS))) == pytest.approx(expected, rel=1e-5)


def test_right_is_the_likeliest_class():
    assert is_right(tf.constant(TWO), tf.constant(LOGITS)).numpy().tolist() == [1, 0, 0]
    assert is_right(tf.constant(THREE), tf.constant(LOGITS)).numpy().tolist() == [1, 0, 1]
