"""Without this a share of seven people would look as sure as one of seven hundred.

The interval is Wilson's score interval (E. B. Wilson, 1927, JASA 22, 209-212): it stays between 0 and 1, and says
something useful at 0 of n and at n of n, where the textbook's p ± z·√(pq/n) says nothing.
"""

from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Where a proportion may well lie, both ends between 0 and 1."""

    low: float
    high: float


def wilson(successes: float, n: int, z: float = 1.96) -> Interval | None:
    """The score interval of a proportion; `z` is 1.96 for 95%. None of nobody, or of more or less than everybody.

    `successes` need not be whole: credit given in parts spreads less than all or nothing would, so the
    interval is then on the wide side.
    """
    if n < 1 or not 0 <= successes <= n:
        return None
    share, square = successes / n, z * z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = z / (1 + square / n) * sqrt(share * (1 - share) / n + square / (4 * n * n))
    return Interval(low=max(0.0, middle - half), high=min(1.0, middle + half))
