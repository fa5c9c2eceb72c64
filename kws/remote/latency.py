"""Latency figures of a device: quantiles and a histogram, in milliseconds."""

from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any

import numpy as np

from kws.remote.events import Answer, Said, Window

Row = dict[str, Any]


HISTOGRAM_BINS = 40


def latency_ms(heard: Said, part: str) -> dict[str, float]:
    """Milliseconds of one part: the median of the windows' medians, and the tail of all clips."""
    return {"median": median(_times_ms(heard.windows, part)), **tail(_times_ms(heard.answers, part))}


def latency_histogram(times_ms: Mapping[str, Sequence[float]]) -> dict[str, list[float]]:
    """How many clips took how long: `edges_ms`, equal ratios apart, and the clips of each part between them."""
    everything = [time for of_part in times_ms.values() for time in of_part]
    edges = np.geomspace(min(everything), max(everything), HISTOGRAM_BINS + 1)
    counts = {part: np.histogram(of_part, edges)[0].tolist() for part, of_part in times_ms.items()}
    return {"edges_ms": edges.tolist(), **counts}


def tail(times_ms: Iterable[float]) -> dict[str, float]:
    """p90, p95, p99 and maximum."""
    quantiles = np.percentile(list(times_ms), [90, 95, 99, 100])
    return dict(zip(("p90", "p95", "p99", "max"), quantiles.tolist(), strict=True))


def _times_ms(timed: Sequence[Answer] | Sequence[Window], part: str) -> list[float]:
    return [getattr(one, f"{part}_ns") / 1e6 for one in timed]
