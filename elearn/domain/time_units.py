"""Without this a team could not give the kappa that journals ask for, nor see how much it hangs on the unit chosen."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import takewhile

from elearn.domain.agreement import Coded
from elearn.domain.shares import Share

MOST_UNITS = 200_000
"""More units than this say nothing that fewer would not, and would take minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kappa:
    """Cohen's kappa over units of time: ``kappa`` None is "not defined", which is neither 0 nor 1."""

    kappa: Fraction | None
    agreed: Share

    @property
    def units(self) -> int:
        """How many units were compared; one for each subject at each step of time."""
        return self.agreed.whole


def time_unit_kappa(
    first: Sequence[Coded], second: Sequence[Coded], unit: Decimal, subjects: Sequence[str]
) -> Kappa:
    """Cohen's (1960) kappa between two observers, sampled every ``unit`` seconds from the first start to the last stop.

    At each sample and for each subject an observer's label is everything she has coded there, with repeats: a state
    from its start to its stop, both ends included, a point when it lies at most half a unit away (the scan sampling of
    Bakeman and Quera 2011). Having nothing coded is a label like any other, the same for every subject. Kappa is not
    defined where chance alone would agree wholly, or where there is nothing to compare.
    """
    rows = [
        (_label(first, subject, at, unit), _label(second, subject, at, unit))
        for at in _samples((*first, *second), unit)
        for subject in subjects
    ]
    return cohen(rows)


def cohen(rows: Sequence[tuple[object, object]]) -> Kappa:
    """Cohen's (1960) kappa over pairs of labels, one pair for each thing that two observers labelled."""
    return Kappa(
        kappa=_kappa(rows), agreed=Share(part=sum(one == other for one, other in rows), whole=len(rows))
    )


def units_needed(coded: Sequence[Coded], unit: Decimal, subjects: int) -> int:
    """How many units ``time_unit_kappa`` would compare."""
    if not coded:
        return 0
    begin, end = min(each.start for each in coded), max(each.end for each in coded)
    return (int((end - begin) / unit) + 1) * subjects


def _samples(coded: Sequence[Coded], unit: Decimal) -> Iterator[Decimal]:
    if not coded:
        return iter(())
    begin, end = min(each.start for each in coded), max(each.end for each in coded)
    steps = range(units_needed(coded, unit, 1) + 1)
    return takewhile(lambda at: at <= end, (begin + step * unit for step in steps))


def _label(coded: Iterable[Coded], subject: str, at: Decimal, unit: Decimal) -> tuple[tuple[str, str], ...]:
    there = (each for each in coded if each.subject == subject and _covers(each, at, unit))
    return tuple(sorted((each.subject, each.code) for each in there))


def _covers(coded: Coded, at: Decimal, unit: Decimal) -> bool:
    if coded.stop is None:
        return abs(coded.start - at) <= unit / 2
    return coded.start <= at <= coded.stop


def _kappa(rows: Sequence[tuple[object, object]]) -> Fraction | None:
    if not rows:
        return None
    agreed = Fraction(sum(one == other for one, other in rows), len(rows))
    ones, others = Counter(one for one, _ in rows), Counter(other for _, other in rows)
    chance = sum(
        (Fraction(times * others[label], len(rows) ** 2) for label, times in ones.items()), Fraction(0)
    )
    return None if chance == 1 else (agreed - chance) / (1 - chance)
