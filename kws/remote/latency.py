"""Latency figures of a device: median, tail and histogram, in milliseconds."""

from collections.abc import Mapping, Sequence
from statistics import median

import numpy as np

from kws.model.reports.measurement import Histogram, Latency, Quantiles
from kws.remote.events import Answer, JobLog, Window

HISTOGRAM_BINS = 40


def summarize_latency(log: JobLog) -> Latency:
    """Summarize each part: the median of the windows' medians, and the tail of all clips."""

    def summarize(part: str) -> Quantiles:
        return summarize_times_ms(list_times_ms(log.windows, part), list_times_ms(log.answers, part))

    return Latency(summarize("front_end"), summarize("invoke"), summarize("total"))


def summarize_times_ms(medians_ms: Sequence[float], times_ms: Sequence[float]) -> Quantiles:
    """Summarize times: the median of the first, and p90, p95, p99 and maximum of the second."""
    p90, p95, p99, maximum = np.percentile(times_ms, [90, 95, 99, 100]).tolist()
    return Quantiles(median(medians_ms), p90, p95, p99, maximum)


def make_latency_histogram(times_ms: Mapping[str, Sequence[float]]) -> Histogram:
    """Make a histogram of times: `edges_ms`, equal ratios apart, and by part the number of clips between them.

    Args:
        times_ms: of each clip, by part; above 0.
    """
    everything = [time for of_part in times_ms.values() for time in of_part]
    edges = np.geomspace(min(everything), max(everything), HISTOGRAM_BINS + 1)
    counts = {part: tuple(np.histogram(of_part, edges)[0].tolist()) for part, of_part in times_ms.items()}
    return Histogram(tuple(edges.tolist()), **counts)


def list_times_ms(events: Sequence[Answer] | Sequence[Window], part: str) -> list[float]:
    """List the times of one part of answers or windows, in ms."""
    return [getattr(event, f"{part}_ns") / 1e6 for event in events]
