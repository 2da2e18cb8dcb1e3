"""Without this a trainee who marked a moment half a second late, or as its neighbour, would be told she saw nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import chain

from elearn.domain.clips import Clip, Kind, Moment, Tempting, Window
from elearn.domain.matching import match
from elearn.domain.shares import Share, harmonic

TOLERANCE = Decimal("0.5")
"""Seconds a mark may lie outside its moment's window: about the time it takes to press a key."""
LEAD = Decimal(2)
"""Seconds before a moment at which it is looked at again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a trainee says she saw, and when, in seconds from the clip's beginning."""

    at: Decimal
    kind: Kind
    note: str = ""


class Came(StrEnum):
    """What became of one mark or moment, in the order in which it is told."""

    FOUND = "found"
    OTHER_KIND = "other-kind"
    ONCE_MORE = "once-more"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of feedback about a mark, a moment of the key, or both; ``at`` is the mark's time where there is one.

    ``tempting`` speaks to a mark that many set: an extra one, or one that lies in a moment of another kind.
    """

    came: Came
    at: Decimal
    mark: Mark | None = None
    moment: Moment | None = None
    tempting: Tempting | None = None

    @property
    def opens(self) -> Decimal:
        """Where to look again: two seconds before, or the beginning."""
        return max(Decimal(0), self.at - LEAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How marks and key agree, counted: a moment that need not be marked is right when marked and no miss when not."""

    right: int
    marked: int
    found: int
    needed: int

    @property
    def precision(self) -> Share:
        """Of what was marked, the share that the key holds."""
        return Share(part=self.right, whole=self.marked)

    @property
    def recall(self) -> Share:
        """Of what the key asks for, the share that was marked."""
        return Share(part=self.found, whole=self.needed)

    @property
    def f1(self) -> Fraction | None:
        """The harmonic mean of both shares; None: not defined."""
        return harmonic(self.precision.value, self.recall.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a trainee marked beside what the key holds; ``lines`` tell what was found first, each sort in time order."""

    lines: tuple[Line, ...]
    together: Score
    kinds: dict[Kind, Score]

    def came(self, came: Came) -> tuple[Line, ...]:
        """The lines of one sort."""
        return tuple(line for line in self.lines if line.came is came)


def compare(clip: Clip, marks: Iterable[Mark], tolerance: Decimal = TOLERANCE) -> Comparison:
    """Set marks beside a clip's key: first those of a moment's own kind, then what is left beside what is left.

    Each mark answers at most one moment and each moment at most one mark, in the order of time.
    """
    set_down = sorted(marks, key=lambda mark: (mark.at, mark.kind, mark.note))
    key = sorted(clip.key, key=lambda moment: moment.at)
    found = _found(set_down, key, tolerance)
    others = _others(clip, _left(set_down, found), _open(key, found), tolerance)
    met = [*found, *others]
    once_more = (
        Line(came=Came.ONCE_MORE, at=each.at, moment=each) for each in _open(key, met) if each.needed
    )
    extras = (
        Line(came=Came.EXTRA, at=mark.at, mark=mark, tempting=_tempting(clip, mark))
        for mark in _left(set_down, met)
    )
    lines = chain(found, others, once_more, extras)
    order = tuple(Came)
    return Comparison(
        lines=tuple(sorted(lines, key=lambda line: (order.index(line.came), line.at))),
        together=_score(found, set_down, key),
        kinds={kind: _score_of(kind, found, set_down, key) for kind in Kind},
    )


def added(scores: Iterable[Score]) -> Score:
    """Several clips taken together, count by count."""
    each = tuple(scores)
    return Score(
        right=sum(score.right for score in each),
        marked=sum(score.marked for score in each),
        found=sum(score.found for score in each),
        needed=sum(score.needed for score in each),
    )


def outside(window: Window, at: Decimal) -> Decimal:
    """How many seconds a time lies outside a window; 0 inside it and at both ends."""
    return max(window.begins - at, at - window.ends, Decimal(0))


def went_well(clip: Clip) -> Moment | None:
    """The first moment of a clip at which the two met, to begin with where a trainee found none of them."""
    good = (each for each in clip.key if each.kind in MEETINGS)
    return min(good, key=lambda moment: moment.at, default=None)


MEETINGS = frozenset({Kind.RECEIVES, Kind.ATTUNED_TURN, Kind.REPAIR})
"""The kinds in which the two meet."""


def _found(marks: Sequence[Mark], key: Sequence[Moment], tolerance: Decimal) -> list[Line]:
    found = []
    for kind in Kind:
        ones = [mark for mark in marks if mark.kind is kind]
        others = [moment for moment in key if moment.kind is kind]
        pairs = match(ones, others, lambda mark, moment: _near(mark, moment, tolerance))
        found += [_both(Came.FOUND, ones[pair.one], others[pair.other]) for pair in pairs]
    return found


def _others(clip: Clip, marks: Sequence[Mark], key: Sequence[Moment], tolerance: Decimal) -> list[Line]:
    pairs = match(
        marks,
        key,
        lambda mark, moment: None if mark.kind is moment.kind else _near(mark, moment, tolerance),
    )
    met = ((marks[pair.one], key[pair.other]) for pair in pairs)
    return [_both(Came.OTHER_KIND, mark, moment, _tempting(clip, mark)) for mark, moment in met]


def _both(came: Came, mark: Mark, moment: Moment, tempting: Tempting | None = None) -> Line:
    return Line(came=came, at=mark.at, mark=mark, moment=moment, tempting=tempting)


def _near(mark: Mark, moment: Moment, tolerance: Decimal) -> Decimal | None:
    apart = outside(moment.window, mark.at)
    return apart if apart <= tolerance else None


def _left(marks: Sequence[Mark], lines: Sequence[Line]) -> list[Mark]:
    """The marks that no line holds yet: by identity, since two marks may say the same."""
    held = {id(line.mark) for line in lines}
    return [mark for mark in marks if id(mark) not in held]


def _open(key: Sequence[Moment], lines: Sequence[Line]) -> list[Moment]:
    held = {line.moment.id for line in lines if line.moment}
    return [moment for moment in key if moment.id not in held]


def _tempting(clip: Clip, mark: Mark) -> Tempting | None:
    return next(
        (each for each in clip.tempting if mark.kind in each.kinds and each.window.holds(mark.at)), None
    )


def _score_of(kind: Kind, found: Sequence[Line], marks: Sequence[Mark], key: Sequence[Moment]) -> Score:
    return _score(
        [line for line in found if line.moment and line.moment.kind is kind],
        [mark for mark in marks if mark.kind is kind],
        [moment for moment in key if moment.kind is kind],
    )


def _score(found: Sequence[Line], marks: Sequence[Mark], key: Sequence[Moment]) -> Score:
    return Score(
        right=len(found),
        marked=len(marks),
        found=sum(line.moment is not None and line.moment.needed for line in found),
        needed=sum(moment.needed for moment in key),
    )
