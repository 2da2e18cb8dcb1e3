"""Without these nobody would know how far the result of a quiz can be trusted as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median

from elearn.domain.statistics.matrix import Matrix, on_one_scale
from elearn.domain.statistics.spread import alone, deviation, root


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizStatistics:
    """How the totals lie; in per cent but for `skewness` and `kurtosis`, None where undefined.

    `alpha` is Cronbach's, the coefficient of internal consistency; it may be negative, and `error_ratio` above 100.
    """

    mean: float | None
    median: float | None
    sd: float | None
    skewness: float | None
    kurtosis: float | None
    alpha: float | None
    error_ratio: float | None
    standard_error: float | None
    kr20: float | None


def quiz_statistics(matrix: Matrix) -> QuizStatistics:
    """The totals of the matrix, each as a share of what its learner was asked."""
    scaled, whole = on_one_scale(matrix.earned, matrix.possible)
    totals = [each for each in scaled if each is not None]
    counted = bool(totals and whole)
    sd, ratio = deviation(totals, whole), error_ratio(matrix)
    return QuizStatistics(
        mean=100 * sum(totals) / (len(totals) * whole) if counted else None,
        median=100 * median(totals) / whole if counted else None,
        sd=sd,
        skewness=skewness(totals),
        kurtosis=kurtosis(totals),
        alpha=alpha(matrix),
        error_ratio=ratio,
        standard_error=None if ratio is None or sd is None else ratio * sd / 100,
        kr20=kr20(matrix),
    )


def skewness(totals: Sequence[int]) -> float | None:
    """Skewness: k3 / k2^(3/2) of the sample's k-statistics (Fisher); None below three learners or without spread."""
    n, second, third, _fourth = _powers(totals)
    if n < 3 or not second:
        return None
    above = n * n * third * abs(third) * (n - 1)
    return root(above, (n - 2) ** 2 * second**3)


def kurtosis(totals: Sequence[int]) -> float | None:
    """Excess kurtosis: k4 / k2² of the sample's k-statistics (Fisher); None below four learners or without spread."""
    n, second, _third, fourth = _powers(totals)
    if n < 4 or not second:
        return None
    above = (n - 1) * (n * (n + 1) * fourth - 3 * (n - 1) * second**2)
    return above / ((n - 2) * (n - 3) * second**2)


def alpha(matrix: Matrix) -> float | None:
    """Coefficient of internal consistency (Cronbach 1951): P/(P − 1) · (1 − Σ item variances / total variance).

    None below two items or learners, without spread, or where not everybody was asked everything.
    """
    found = _variances(matrix)
    if found is None:
        return None
    items, apart, total = found
    return 100 * items * (total - apart) / ((items - 1) * total)


def error_ratio(matrix: Matrix) -> float | None:
    """Error ratio: √(1 − alpha), how much of the spread of the totals is chance rather than a difference."""
    found = _variances(matrix)
    if found is None:
        return None
    items, apart, total = found
    return 100 * sqrt((items * apart - total) / ((items - 1) * total))


def kr20(matrix: Matrix) -> float | None:
    """Kuder and Richardson's formula 20 (1937): k/(k − 1) · (1 − Σpq / σ²) with the population variance σ².

    None where alpha is, and where any item is other than right or wrong for one mark.
    """
    found, one = _variances(matrix), matrix.unit
    if found is None or set(matrix.most) != {one} or any(set(row) - {0, one} for row in matrix.cells):
        return None
    items, _apart, total = found
    right = [sum(cell == one for cell in column) for column in matrix.columns]
    pq = sum(each * (matrix.n - each) for each in right) * one * one
    return 100 * items * (total - pq) / ((items - 1) * total)


def _variances(matrix: Matrix) -> tuple[int, int, int] | None:
    """How many items, the sum of their variances and the variance of the total, both times n(n − 1)."""
    items, total = len(matrix.items), alone(matrix.earned)
    if items < 2 or not total or not matrix.complete:
        return None
    return items, sum(alone([cell or 0 for cell in column]) for column in matrix.columns), total


def _powers(totals: Sequence[int]) -> tuple[int, int, int, int]:
    """n, and the sums of the second, third and fourth powers of n times each distance from the mean."""
    n, whole = len(totals), sum(totals)
    far = [n * each - whole for each in totals]
    return n, sum(d**2 for d in far), sum(d**3 for d in far), sum(d**4 for d in far)
