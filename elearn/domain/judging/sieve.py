"""Without this file the entries that count would not be told from those that wait, have lapsed, or do not belong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from elearn.domain.days import Span, after
from elearn.domain.evidence import AnyEvent
from elearn.domain.findings import NotCounted, Params
from elearn.domain.judging.objections import Look, checks_for, objection
from elearn.domain.judging.scope import Scope
from elearn.domain.judging.verbs import AMOUNTS, Way
from elearn.domain.pathways import Requirement
from elearn.domain.reasons import Move, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """Entries that count, that would count if somebody else did her part, that counted once; and all that do not."""

    counted: tuple[AnyEvent, ...]
    waiting: tuple[AnyEvent, ...]
    lapsed: tuple[AnyEvent, ...]
    left: tuple[NotCounted, ...]


def sift(requirement: Requirement, way: Way, scope: Scope) -> Sifted:
    """Every entry of a way, sorted into what counts and what does not."""
    counted: list[AnyEvent] = []
    waiting: list[AnyEvent] = []
    lapsed: list[AnyEvent] = []
    left: list[NotCounted] = []
    checks = checks_for(requirement, way, scope)
    for event in _belonging(way.entries, requirement, scope):
        look = Look(event, requirement, way, scope)
        no = objection(look, checks)
        if no is None:
            counted.append(event)
            continue
        left.append(no)
        if no.reason in (Reason.OUT_OF_DATE, Reason.CHANGED_SINCE):
            lapsed.append(event)
        elif no.move not in (Move.LEARNER, Move.NOBODY):
            waiting.append(event)
    apart, close = _apart(counted, requirement.gap)
    return Sifted(
        counted=tuple(apart), waiting=tuple(waiting), lapsed=tuple(lapsed), left=tuple(left + close)
    )


def _belonging(entries: Sequence[AnyEvent], requirement: Requirement, scope: Scope) -> Iterator[AnyEvent]:
    """The entries this milestone has anything to say about: others speak of what lies in their windows."""
    gathered = isinstance(requirement.verb, AMOUNTS) and requirement.lasts is None
    ends = scope.window.closes if gathered or scope.decided is not None else None
    opens = scope.window.opens
    begins = date.min if opens is None or scope.opens is None else min(opens, scope.opens)
    silent = scope.elsewhere - scope.carried
    for event in entries:
        day = event.day
        if day is None:
            belongs = ends is None
        elif day < begins:
            belongs = event.id not in silent
        else:
            belongs = (ends is None or day <= ends) and event.id not in scope.taken
        if belongs:
            yield event


def _apart(counted: list[AnyEvent], gap: Span | None) -> tuple[list[AnyEvent], list[NotCounted]]:
    """Those that lie far enough apart, from the first one on, and those that followed too soon."""
    if gap is None:
        return counted, []
    kept: list[AnyEvent] = []
    close: list[NotCounted] = []
    for event in counted:
        if kept and event.placed < (earliest := after(kept[-1].placed, gap)):
            params: Params = (("on", event.placed), ("from", earliest))
            close.append(NotCounted(event=event.id, reason=Reason.TOO_SOON_AFTER, params=params))
        else:
            kept.append(event)
    return kept, close
