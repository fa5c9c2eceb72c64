import numpy as np
import pytest

from components.kws.model import softmax
from components.validate.agreement import agreement, steps_apart

STEP = 0.125


def answers(*integers):
    """The probabilities of a model whose logits are these, in steps."""
    return softmax(STEP * np.array(integers, np.float32)).astype(float)


@pytest.mark.parametrize(
    ("other", "steps"),
    [([40, -40], 0), ([41, -40], 1), ([41, -41], 2), ([60, -20], 0), ([-40, 40], 160), ([40.3, -40], 0)],
)
def test_answers_are_apart_by_the_steps_between_their_logits(other, steps):
    assert steps_apart(answers([40, -40]), answers(other), STEP).tolist() == [steps]


def test_of_three_labels_the_two_that_moved_most_count():
    assert steps_apart(answers([10, 20, 30]), answers([11, 19, 30]), STEP).tolist() == [2]


def test_an_answer_beyond_any_doubt_is_compared_too():
    assert steps_apart(answers([127, -128]), answers([127, -127]), STEP).tolist() == [1]
    assert steps_apart(np.array([[1.0, 0.0]]), np.array([[1.0, 0.0]]), STEP).tolist() == [0]


def test_clips_with_another_word_and_clips_with_other_logits_are_listed():
    device, host = answers([1, 0], [0, 9], [5, 5.1]), answers([0, 1], [0, 8], [5, 5.1])
    assert agreement(["a", "b", "c"], device, host, STEP) == {
        "n": 3,
        "same": 2,
        "different": ["a"],
        "inexact": ["a", "b"],
        "max_steps": 2,
    }


def test_a_float_model_has_no_steps():
    found = agreement(["a"], answers([1, 0]), answers([2, 0]), 0)
    assert (found["different"], found["inexact"], found["max_steps"]) == ([], None, None)
