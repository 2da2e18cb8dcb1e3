"""Without these nobody would see which question misleads those who know."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from elearn.domain.intervals import Interval, wilson
from elearn.domain.statistics.matrix import Matrix, on_one_scale
from elearn.domain.statistics.spread import alone, deviation, root, together


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemStatistics:
    """How one item did among those who were asked it (`n`); all numbers but `n` in per cent, None where undefined.

    `discrimination` is the correlation of the item with the rest of the quiz.
    """

    id: str
    n: int
    facility: float | None
    interval: Interval | None
    sd: float | None
    discrimination: float | None
    efficiency: float | None
    effective_weight: float | None


def item_statistics(matrix: Matrix) -> tuple[ItemStatistics, ...]:
    """Each item of the matrix in turn."""
    weights = effective_weights(matrix)
    return tuple(_one(matrix, at, weight) for at, weight in enumerate(weights))


def facility(marks: Sequence[int], most: int) -> float | None:
    """Facility index: the mean mark as a share of the most it can be."""
    return 100 * sum(marks) / (len(marks) * most) if marks and most else None


def facility_interval(marks: Sequence[int], most: int) -> Interval | None:
    """Wilson's interval about the facility, in per cent."""
    found = wilson(sum(marks) / most, len(marks)) if most else None
    return found and Interval(low=100 * found.low, high=100 * found.high)


def discrimination(marks: Sequence[int], rest: Sequence[int]) -> float | None:
    """Discrimination index: the covariance of item and rest over the product of their standard deviations."""
    both = alone(marks) * alone(rest)
    covariance = together(marks, rest)
    return 100 * root(covariance * abs(covariance), both) if both else None


def efficiency(marks: Sequence[int], rest: Sequence[int]) -> float | None:
    """Discriminative efficiency: the covariance of item and rest over the most it can be, both being sorted."""
    most = together(sorted(marks), sorted(rest))
    return 100 * together(marks, rest) / most if most else None


def effective_weights(matrix: Matrix) -> tuple[float | None, ...]:
    """Effective weight: the root of each item's covariance with the total, as a share of the sum of such roots.

    A negative covariance has no root: that item has no weight and is left out of the sum. Where not everybody was
    asked everything there is no one total to weigh in, and no item has a weight.
    """
    if matrix.n == 0 or not matrix.complete:
        return (None,) * len(matrix.items)
    shared = [together(_asked(column), matrix.earned) for column in matrix.columns]
    top = max(shared, default=0)
    if top <= 0:
        return (None,) * len(matrix.items)
    roots = [None if each < 0 else sqrt(each / top) for each in shared]
    whole = sum(each for each in roots if each is not None)
    return tuple(None if each is None else 100 * each / whole for each in roots)


def _one(matrix: Matrix, at: int, weight: float | None) -> ItemStatistics:
    most, marks = matrix.most[at], _asked(matrix.columns[at])
    compared, rest = _beside_the_rest(matrix, at)
    return ItemStatistics(
        id=matrix.items[at].id,
        n=len(marks),
        facility=facility(marks, most),
        interval=facility_interval(marks, most),
        sd=deviation(marks, most),
        discrimination=discrimination(compared, rest),
        efficiency=efficiency(compared, rest),
        effective_weight=weight,
    )


def _beside_the_rest(matrix: Matrix, at: int) -> tuple[list[int], list[int]]:
    """Each mark of an item, and what the same learner did on the rest of what she was asked.

    The rest is the total less the item. Where learners were asked different amounts it is a share of what the
    rest could have earned, or having been asked less would look like knowing less.
    """
    most = matrix.most[at]
    asked = [
        (cell, earned - cell, possible - most)
        for cell, earned, possible in zip(matrix.columns[at], matrix.earned, matrix.possible, strict=True)
        if cell is not None
    ]
    rest, _whole = on_one_scale([each[1] for each in asked], [each[2] for each in asked])
    pairs = [
        (cell, other) for (cell, _rest, _most), other in zip(asked, rest, strict=True) if other is not None
    ]
    return [cell for cell, _other in pairs], [other for _cell, other in pairs]


def _asked(column: Sequence[int | None]) -> list[int]:
    return [cell for cell in column if cell is not None]
