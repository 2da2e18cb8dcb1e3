"""Without these sums each formula would count its own squares, and two of them might differ in the last digit."""

from collections.abc import Sequence
from math import copysign, sqrt
from operator import mul


def together(xs: Sequence[int], ys: Sequence[int]) -> int:
    """n·Σxy − Σx·Σy: the sample covariance times n(n − 1), exactly."""
    products: int = sum(map(mul, xs, ys))
    return len(xs) * products - sum(xs) * sum(ys)


def alone(xs: Sequence[int]) -> int:
    """The sample variance times n(n − 1), exactly; nothing when all are the same."""
    return together(xs, xs)


def deviation(xs: Sequence[int], most: int) -> float | None:
    """The sample standard deviation in per cent of the most; None below two learners or where there is no most."""
    n = len(xs)
    return 100 * sqrt(alone(xs) / (n * (n - 1) * most * most)) if n > 1 and most else None


def root(above: int, below: int) -> float:
    """The square root of a fraction that keeps the sign of what is above."""
    return copysign(sqrt(abs(above) / below), above)
