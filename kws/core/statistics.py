"""Exact tests and intervals for proportions and counts."""

import math
from statistics import NormalDist


def mcnemar_p(lost: int, won: int) -> float:
    """The two-sided exact p-value of McNemar's test: the changed clips as tosses of a fair coin.

    Source: McNemar 1947; the exact form as in Fagerland, Lydersen & Laake 2013, doi:10.1186/1471-2288-13-91.
    """
    changed = lost + won
    tail = sum(math.comb(changed, count) for count in range(min(lost, won) + 1))
    # As integers: beyond a thousand clips both are too large for a float.
    return min(1.0, 2 * tail / (1 << changed))


def difference_interval(lost: int, won: int, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """The interval of a difference of paired proportions: Wald's, with one clip added to both lost and won.

    Source: Bonett & Price 2012, doi:10.3102/1076998611411915.
    """
    p_lost, p_won = (lost + 1) / (n + 2), (won + 1) / (n + 2)
    difference = p_won - p_lost
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    margin = z * math.sqrt((p_lost + p_won - difference**2) / (n + 2))
    return max(-1.0, difference - margin), min(1.0, difference + margin)
