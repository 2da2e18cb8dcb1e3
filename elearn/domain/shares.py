"""Without this a share of nothing would be called 0, and eight of ten would look as sure as eighty of a hundred."""

from dataclasses import dataclass
from fractions import Fraction

from elearn.domain.intervals import Interval, wilson


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many; a share of nothing is not defined."""

    part: int
    whole: int

    @property
    def value(self) -> Fraction | None:
        """From 0 to 1; None: not defined."""
        return Fraction(self.part, self.whole) if self.whole else None

    @property
    def interval(self) -> Interval | None:
        """Wilson's interval around it, which says how far such a small count can be trusted; None: not defined."""
        return wilson(self.part, self.whole) if self.whole else None


def harmonic(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    """The harmonic mean of two shares: not defined where either is not, 0 where both are 0."""
    if one is None or other is None:
        return None
    return 2 * one * other / (one + other) if one + other else Fraction(0)
