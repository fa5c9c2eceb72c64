"""The comparison of a device's logits with the host's."""

import numpy as np

from components.validate.agreement import compare_logits
from kws.model.reports.measurement import Agreement

STEP = 0.125


def compare(device, host, step=STEP):
    """Compare clips named by letters, whose logits are given in steps."""
    logits = [np.array([*answers]) * (step or 1) for answers in (device, host)]
    return compare_logits("abcdefgh"[: len(device)], *logits, step)


def test_clips_with_another_word_and_clips_with_other_integers_are_listed():
    assert compare([(1, 0), (0, 9), (5, 4)], [(0, 1), (0, 7), (5, 4)]) == Agreement(
        n=3, same=2, different=("a",), inexact=("a", "b"), max_steps=2
    )


def test_logits_that_move_together_are_other_answers_of_a_model_that_rejects():
    assert (compare([(60, -20)], [(40, -40)]).different, compare([(60, -20)], [(40, -40)]).max_steps) == ((), 20)


def test_an_answer_beyond_any_doubt_is_compared_too():
    assert compare([(127, -128)], [(127, -127)]).max_steps == 1
    assert compare([(127, -128)], [(127, -128)]).max_steps == 0


def test_a_float_model_has_no_steps():
    found = compare([(1, 0)], [(2, 0)], step=0)
    assert (found.different, found.inexact, found.max_steps) == ((), None, None)
