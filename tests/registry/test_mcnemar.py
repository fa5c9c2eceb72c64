"""McNemar's test, compared with other implementations; its interval covers the true difference."""

import math
from itertools import product

import pytest
from scipy.stats import binomtest

from kws.core.statistics import difference_interval, mcnemar_p
from kws.registry.mcnemar import Answer, compare_answers

RIGHT, WRONG = Answer("up", "up", 0.9), Answer("up", "down", 0.2)


@pytest.mark.parametrize(("lost", "won"), list(product((0, 1, 2, 5, 13, 40), repeat=2)))
def test_p_is_that_of_a_fair_coin(lost, won):
    expected = binomtest(lost, lost + won, 0.5).pvalue if lost + won else 1.0
    assert mcnemar_p(lost, won) == pytest.approx(expected, rel=1e-12)


def test_p_of_more_clips_than_a_float_can_count():
    assert mcnemar_p(1000, 2000) == pytest.approx(binomtest(1000, 3000, 0.5).pvalue)


@pytest.mark.parametrize(("p_lost", "p_won"), [(0.01, 0.01), (0.05, 0.02), (0.1, 0.3), (0.3, 0.3), (0.002, 0.03)])
@pytest.mark.parametrize("n", [20, 60])
def test_the_interval_holds_the_true_difference_as_often_as_it_says(n, p_lost, p_won):
    held = 0.0
    for lost in range(n + 1):
        for won in range(n + 1 - lost):
            lower, upper = difference_interval(lost, won, n)
            if lower <= p_won - p_lost <= upper:
                ways = math.comb(n, lost) * math.comb(n - lost, won)
                held += ways * p_lost**lost * p_won**won * (1 - p_lost - p_won) ** (n - lost - won)
    assert held > 0.945


def test_the_interval_turns_around_with_the_models():
    lower, upper = difference_interval(3, 8, 100)
    assert difference_interval(8, 3, 100) == pytest.approx((-upper, -lower))


def test_the_clips_that_changed_are_named():
    old = {"a": RIGHT, "b": RIGHT, "c": WRONG, "d": WRONG}
    new = {"a": RIGHT, "b": WRONG, "c": RIGHT, "d": WRONG, "more": RIGHT}
    outcome = compare_answers(old, new)
    assert (outcome.n, outcome.lost, outcome.won) == (4, ("b",), ("c",))
    assert (outcome.difference, outcome.p) == (0, 1)


@pytest.mark.parametrize(("lost", "won", "worse"), [(5, 0, False), (6, 0, True), (0, 6, False), (0, 0, False)])
def test_worse_is_more_than_chance_explains(lost, won, worse):
    old = {str(clip): RIGHT if clip < lost else WRONG for clip in range(lost + won)} | {"same": RIGHT}
    new = {str(clip): WRONG if clip < lost else RIGHT for clip in range(lost + won)} | {"same": RIGHT}
    assert compare_answers(old, new).is_worse(0.05) is worse
