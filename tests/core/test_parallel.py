"""The ordered map over all cores: its order, its errors and how far it runs ahead."""

import math
import os
from collections.abc import Iterator
from operator import truediv

import pytest

from kws.core.parallel import ordered_map


def test_results_come_in_the_order_of_the_items() -> None:
    items = [70_000, 1, 50_000, 2, 3, 4, 10_000, 5]

    assert list(ordered_map(math.factorial, items)) == [math.factorial(item) for item in items]


def test_no_items_give_no_results() -> None:
    assert list(ordered_map(math.sqrt, [])) == []


def test_a_slow_reader_holds_the_work_back() -> None:
    items = iter(range(1000))

    results = ordered_map(math.sqrt, items)
    for _ in range(3):
        next(results)
    results.close()

    assert next(items) <= 3 + 2 * len(os.sched_getaffinity(0))


def test_an_error_in_a_worker_reaches_the_reader_after_the_results_before_it() -> None:
    results = ordered_map(math.sqrt, [4.0, -1.0, 9.0])

    assert next(results) == 2.0
    with pytest.raises(ValueError, match=r"math domain error|nonnegative"):
        next(results)


def test_an_error_in_the_items_reaches_the_reader() -> None:
    def items() -> Iterator[float]:
        yield from range(50)
        yield truediv(1, 0)

    with pytest.raises(ZeroDivisionError):
        list(ordered_map(math.sqrt, items()))
