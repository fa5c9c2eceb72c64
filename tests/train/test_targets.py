from dataclasses import replace

import numpy as np
import pytest
import scipy.special

from components.kws.features import NO_WORD, Examples
from components.train.runtime import tf
from components.train.targets import CrossEntropy, hard_targets, is_right

EXAMPLES = Examples(
    np.random.default_rng(0).standard_normal((3, 50, 20)).astype(np.float32),
    np.array([0, 1, 1], np.int32),
    np.array(["a", "b", "c"]),
)
REJECTING = replace(EXAMPLES, labels=np.array([0, 1, NO_WORD], np.int32))
LOGITS = np.array([[2.0, -1.0], [0.5, 0.25], [-3.0, -4.0]], np.float32)


def test_labels_become_a_class_a_word_and_one_for_none():
    assert hard_targets(EXAMPLES, 2).tolist() == [[1, 0], [0, 1], [0, 1]]
    assert hard_targets(REJECTING, 2).tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 1]]


def test_smoothing_gives_every_class_an_equal_part_of_its_share():
    np.testing.assert_allclose(hard_targets(REJECTING, 2, 0.3)[0], [0.8, 0.1, 0.1], rtol=1e-6)


@pytest.mark.parametrize("examples", [EXAMPLES, REJECTING])
def test_the_loss_is_the_cross_entropy_of_a_softmax_with_a_logit_of_0_for_no_word(examples):
    targets = hard_targets(examples, 2, 0.1)
    opened = np.pad(LOGITS, [(0, 0), (0, targets.shape[1] - 2)])
    expected = -(targets * scipy.special.log_softmax(opened, axis=-1)).sum(axis=-1).mean()
    assert float(CrossEntropy()(tf.constant(targets), tf.constant(LOGITS))) == pytest.approx(expected, rel=1e-5)


def test_which_word_counts_more_by_its_weight_and_only_where_one_is_said():
    exact, opened = hard_targets(REJECTING, 2), np.pad(LOGITS, [(0, 0), (0, 1)])
    every = -(exact * scipy.special.log_softmax(opened, axis=-1)).sum(axis=-1)
    which = -(exact[:, :2] * scipy.special.log_softmax(LOGITS, axis=-1)).sum(axis=-1)
    got = CrossEntropy(3).call(tf.constant(exact), tf.constant(LOGITS)).numpy()
    np.testing.assert_allclose(got, every + 3 * which, rtol=1e-5)
    assert which[2] == 0


def test_right_is_the_likeliest_class():
    assert is_right(tf.constant(hard_targets(EXAMPLES, 2)), tf.constant(LOGITS)).numpy().tolist() == [1, 0, 0]
    assert is_right(tf.constant(hard_targets(REJECTING, 2)), tf.constant(LOGITS)).numpy().tolist() == [1, 0, 1]
