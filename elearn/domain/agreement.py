"""Without this a team could not tell how far two of its observers saw the same in one film."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from elearn.domain.matching import match_times
from elearn.domain.shares import Share, harmonic


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """One thing an observer coded, in seconds from the start of the film; without ``stop`` it is a point in time."""

    start: Decimal
    stop: Decimal | None
    subject: str
    code: str

    @property
    def end(self) -> Decimal:
        """When it was over; a point is over when it begins."""
        return self.start if self.stop is None else self.stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One thing both coded; offsets are in seconds, below 0 where the second observer was earlier."""

    first: Coded
    second: Coded

    @property
    def offset(self) -> Decimal:
        """Seconds from the first observer's start to the second's."""
        return self.second.start - self.first.start

    @property
    def stop_offset(self) -> Decimal | None:
        """Seconds from the first observer's stop to the second's; None where either coded a point."""
        if self.first.stop is None or self.second.stop is None:
            return None
        return self.second.stop - self.first.stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two observers agree about some codes: what both have, and what only one of them has."""

    both: tuple[Seen, ...]
    only_first: tuple[Coded, ...]
    only_second: tuple[Coded, ...]

    @property
    def precision(self) -> Share:
        """Of what the second observer coded, the share that the first has too."""
        return Share(part=len(self.both), whole=len(self.both) + len(self.only_second))

    @property
    def recall(self) -> Share:
        """Of what the first observer coded, the share that the second has too."""
        return Share(part=len(self.both), whole=len(self.both) + len(self.only_first))

    @property
    def f1(self) -> Fraction | None:
        """The harmonic mean of both shares, the same whichever observer is called the first; None: not defined."""
        return harmonic(self.precision.value, self.recall.value)


def agree(first: Iterable[Coded], second: Iterable[Coded], tolerance: Decimal) -> Agreement:
    """Match what two observers coded: the same subject and code, starts at most ``tolerance`` seconds apart."""
    ones, others = in_time(first), in_time(second)
    both, left, right = [], [], []
    for subject, code in _labels(ones, others):
        one = [each for each in ones if (each.subject, each.code) == (subject, code)]
        other = [each for each in others if (each.subject, each.code) == (subject, code)]
        pairs = match_times([each.start for each in one], [each.start for each in other], tolerance)
        both += [Seen(first=one[pair.one], second=other[pair.other]) for pair in pairs]
        paired, met = {pair.one for pair in pairs}, {pair.other for pair in pairs}
        left += [each for place, each in enumerate(one) if place not in paired]
        right += [each for place, each in enumerate(other) if place not in met]
    return Agreement(
        both=tuple(sorted(both, key=lambda seen: _when(seen.first))),
        only_first=in_time(left),
        only_second=in_time(right),
    )


def about(agreement: Agreement, code: str) -> Agreement:
    """The part of an agreement that is about one code."""
    return Agreement(
        both=tuple(each for each in agreement.both if each.first.code == code),
        only_first=tuple(each for each in agreement.only_first if each.code == code),
        only_second=tuple(each for each in agreement.only_second if each.code == code),
    )


def in_time(coded: Iterable[Coded]) -> tuple[Coded, ...]:
    """What was coded, in the order of time."""
    return tuple(sorted(coded, key=_when))


def codes(*observers: Iterable[Coded]) -> tuple[str, ...]:
    """Every code that any of them used, in the order of the alphabet."""
    return tuple(sorted({each.code for coded in observers for each in coded}))


def subjects(*observers: Iterable[Coded]) -> tuple[str, ...]:
    """Every subject that any of them coded, in the order of the alphabet."""
    return tuple(sorted({each.subject for coded in observers for each in coded}))


def _when(coded: Coded) -> tuple[Decimal, Decimal, str, str]:
    return coded.start, coded.end, coded.subject, coded.code


def _labels(ones: Sequence[Coded], others: Sequence[Coded]) -> list[tuple[str, str]]:
    return sorted({(each.subject, each.code) for each in (*ones, *others)})
