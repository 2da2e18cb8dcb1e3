"""Without this two people who saw the same moment a second apart would be said to disagree."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

One = TypeVar("One")
Other = TypeVar("Other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two things that belong together, by their places in the two sequences, and how many seconds they lie apart."""

    one: int
    other: int
    apart: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class _Best:
    """The best that can be done with the first so many of each: more pairs first, then fewer seconds."""

    pairs: int
    apart: Decimal

    @property
    def worth(self) -> tuple[int, Decimal]:
        return self.pairs, -self.apart


_NOTHING = _Best(pairs=0, apart=Decimal(0))


def match(
    ones: Sequence[One], others: Sequence[Other], apart: Callable[[One, Other], Decimal | None]
) -> tuple[Pair, ...]:
    """Pair two sequences one to one without crossing: as many pairs as can be, then the fewest seconds apart.

    Both are in the order of time. ``apart`` gives seconds from 0 up, or None for two that may not be paired. Takes
    time in proportion to the product of the lengths (an alignment by dynamic programming, after Needleman and
    Wunsch 1970, with gaps that cost nothing).
    """
    seconds = [[apart(one, other) for other in others] for one in ones]
    table = _table(seconds, len(others))
    return _walk_back(seconds, table)


def match_times(ones: Sequence[Decimal], others: Sequence[Decimal], tolerance: Decimal) -> tuple[Pair, ...]:
    """Pair two sequences of seconds, each in order: the pairs that ``match`` makes, worked out stretch by stretch.

    Where neighbours lie further apart than the tolerance nothing is paired across, so that a long film takes time in
    proportion to its crowded stretches and not to the square of its length.
    """
    found = list[Pair]()
    for one, other in _stretches(ones, others, tolerance):
        pairs = match(
            ones[one], others[other], lambda a, b: apart if (apart := abs(a - b)) <= tolerance else None
        )
        found += (
            Pair(one=one.start + pair.one, other=other.start + pair.other, apart=pair.apart) for pair in pairs
        )
    return tuple(found)


def _stretches(
    ones: Sequence[Decimal], others: Sequence[Decimal], tolerance: Decimal
) -> Iterator[tuple[slice, slice]]:
    """The places in both sequences, taken apart wherever nothing happens for longer than the tolerance."""
    begin, end = [0, 0], [0, 0]
    last = Decimal(0)
    for at, whose in sorted([*((at, 0) for at in ones), *((at, 1) for at in others)]):
        if at - last > tolerance:
            yield slice(begin[0], end[0]), slice(begin[1], end[1])
            begin = list(end)
        end[whose] += 1
        last = at
    yield slice(begin[0], end[0]), slice(begin[1], end[1])


def _table(seconds: list[list[Decimal | None]], width: int) -> list[list[_Best]]:
    table = [[_NOTHING] * (width + 1)]
    for row in seconds:
        above, line = table[-1], [_NOTHING]
        for place, between in enumerate(row):
            left_out = max(above[place + 1], line[place], key=lambda best: best.worth)
            line.append(max(left_out, _paired(above[place], between), key=lambda best: best.worth))
        table.append(line)
    return table


def _paired(before: _Best, between: Decimal | None) -> _Best:
    if between is None:
        return before
    return _Best(pairs=before.pairs + 1, apart=before.apart + between)


def _walk_back(seconds: list[list[Decimal | None]], table: list[list[_Best]]) -> tuple[Pair, ...]:
    """The pairs that led to the last cell; where leaving one out is as good, it is left out."""
    found, one, other = [], len(table) - 1, len(table[0]) - 1
    while one and other:
        best = table[one][other]
        if best == table[one - 1][other]:
            one -= 1
        elif best == table[one][other - 1]:
            other -= 1
        else:
            one, other = one - 1, other - 1
            found.append(Pair(one=one, other=other, apart=seconds[one][other] or Decimal(0)))
    return tuple(reversed(found))
