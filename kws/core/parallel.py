"""An ordered map over all cores that holds a few items in memory at a time."""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def ordered_map(function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
    """`function` of each item, in the items' order, computed by one process per core.

    At most two items per process are in progress, so that neither a long input nor a slow consumer
    fills the memory.
    """
    workers = len(os.sched_getaffinity(0))
    remaining = iter(items)
    # Not fork, which copies the locks that other threads (a progress bar, BLAS) may hold at that moment.
    with ProcessPoolExecutor(workers, multiprocessing.get_context("forkserver")) as pool:
        pending: deque[Future[R]] = deque(pool.submit(function, item) for item in islice(remaining, 2 * workers))
        while pending:
            result = pending.popleft().result()
            pending.extend(pool.submit(function, item) for item in islice(remaining, 1))
            yield result
