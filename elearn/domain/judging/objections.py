"""Without this file an entry would count or not without a reason: each goes through the same checks, in one order.

The order matters to the person who reads it: what nobody can change comes before what only waits for somebody.
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple, TypeAlias

from elearn.domain.days import Span, last_valid_day
from elearn.domain.evidence import (
    AnyEvent,
    CheckEvent,
    CourseEvent,
    CycleEvent,
    DocumentEvent,
    QuizEvent,
    ReadingEvent,
    SupervisionEvent,
)
from elearn.domain.findings import NotCounted, Params
from elearn.domain.judging.entries import answers, asked, label, minutes
from elearn.domain.judging.scope import Scope
from elearn.domain.judging.tallies import unconfirmed
from elearn.domain.judging.verbs import Way
from elearn.domain.pathways import Facet, Requirement, Where, WhereKey
from elearn.domain.reasons import Move, Reason


class Look(NamedTuple):
    """One entry under one requirement, by one way of meeting it."""

    event: AnyEvent
    requirement: Requirement
    way: Way
    scope: Scope

    def left(
        self, reason: Reason, move: Move = Move.NOBODY, person: str | None = None, params: Params = ()
    ) -> NotCounted:
        about = label(self.event, self.way.facet) if self.way.facet else ""
        named: Params = (("label", about),) if about and self.way.facet is not Facet.CYCLE else ()
        return NotCounted(
            event=self.event.id, reason=reason, move=move, person=person, params=(*params, *named)
        )


Check: TypeAlias = Callable[[Look], NotCounted | None]
_Applies: TypeAlias = Callable[[type | None, Requirement, Way, Scope], bool]


def objection(look: Look, checks: tuple[Check, ...]) -> NotCounted | None:
    """The first check that says no."""
    for check in checks:
        no = check(look)
        if no is not None:
            return no
    return None


def _unreviewed(look: Look) -> NotCounted | None:
    if not isinstance(look.event, CycleEvent) or look.event.reviewed is not None:
        return None
    return look.left(Reason.NO_SHARED_REVIEW, Move.LEARNER, params=(("filmed", look.event.filmed),))


def _too_early(look: Look) -> NotCounted | None:
    opens, on = look.scope.opens, look.event.placed
    if opens is None or on >= opens or look.event.id in look.scope.carried:
        return None
    params: list[tuple[str, str | date]] = [("on", on)]
    if opens < date.max:
        params.append(("from", opens))
    return look.left(Reason.TOO_EARLY, params=(*params, *look.scope.because))


def _late(look: Look) -> NotCounted | None:
    decided, known = look.scope.decided, look.scope.record.known_since(look.event)
    if decided is None or known <= decided:
        return None
    return look.left(Reason.LATE_ENTRY, params=(("entered", known), ("decided", decided)))


def _disowned(look: Look) -> NotCounted | None:
    event = look.event
    if not isinstance(event, SupervisionEvent) or event.disowned is None:
        return None
    params = (("person", event.with_), ("since", event.disowned))
    return look.left(Reason.NOT_RECOGNISED, Move.LEARNER, params=params)


def _different(look: Look) -> NotCounted | None:
    wrong = next((each for each in look.requirement.where if not answers(look.event, each)), None)
    if wrong is None:
        return None
    if wrong.key is WhereKey.MINUTES and wrong.at_least is not None:
        return _short(look, minutes(look.event), wrong.at_least)
    params = (("key", wrong.key.value), ("wanted", _wanted(wrong)), ("got", asked(look.event, wrong)))
    return look.left(Reason.DIFFERENT, _may_change(look, wrong), params=params)


def _may_change(look: Look, where: Where) -> Move:
    if where.key is WhereKey.APPROVED:
        return Move.SUPERVISOR
    return Move.LEARNER if where.key is WhereKey.EVIDENCE else Move.NOBODY


def _wanted(where: Where) -> tuple[str, ...]:
    return where.values or (f"{where.at_most}",)


def _too_short(look: Look) -> NotCounted | None:
    event, way = look.event, look.way
    if isinstance(event, CourseEvent) and event.days < way.days:
        return look.left(Reason.TOO_FEW_DAYS, params=(("have", event.days), ("need", way.days)))
    return _short(look, minutes(event), way.minutes) if minutes(event) < way.minutes else None


def _short(look: Look, have: int, need: int) -> NotCounted:
    return look.left(Reason.TOO_SHORT, params=(("have", have), ("need", need)))


def _no_label(look: Look) -> NotCounted | None:
    wants = Facet.CLIENT if look.requirement.new else look.way.facet
    if wants is None or label(look.event, wants):
        return None
    return look.left(Reason.NO_CLIENT, Move.LEARNER, params=(("key", wants.value),))


def _known_client(look: Look) -> NotCounted | None:
    client = label(look.event, Facet.CLIENT)
    known = look.scope.clients.get(client)
    if known is None:
        return None
    params: Params = (("client", client), ("event", known.event), ("milestone", known.milestone))
    return look.left(Reason.KNOWN_CLIENT, params=(*params, ("late", known.late)))


def _not_passed(look: Look) -> NotCounted | None:
    if not isinstance(look.event, QuizEvent) or look.event.passed:
        return None
    return look.left(Reason.NOT_PASSED, Move.LEARNER, params=(("on", look.event.on),))


def _unseen(look: Look) -> NotCounted | None:
    """Whose word it is: an own word is not enough, and of a course or document nobody's is not either."""
    event, record = look.event, look.scope.record
    assert isinstance(event, CourseEvent | DocumentEvent | CheckEvent)
    if event.by != record.evidence.learner and (event.by is not None or isinstance(event, CheckEvent)):
        return None
    person = record.supervisor()
    params: Params = (("since", event.recorded), *((("person", person),) if person else ()))
    return look.left(Reason.NOT_SEEN, Move.SUPERVISOR if person else Move.COORDINATOR, person, params=params)


def _unconfirmed(look: Look) -> NotCounted | None:
    if not isinstance(look.event, SupervisionEvent) or look.event.confirmed is not None:
        return None
    return unconfirmed(look.event)


def _changed_since(look: Look) -> NotCounted | None:
    event = look.event
    assert isinstance(event, QuizEvent | ReadingEvent)
    content = event.quiz if isinstance(event, QuizEvent) else event.module
    changed = look.scope.record.changed_on(content, event.kind)
    if changed is None or changed <= event.on:
        return None
    return look.left(Reason.CHANGED_SINCE, Move.LEARNER, params=(("on", event.on), ("changed", changed)))


def _out_of_date(look: Look) -> NotCounted | None:
    ends = valid_until(look.event, look.requirement.lasts)
    if ends is None or look.scope.at <= ends:
        return None
    return look.left(Reason.OUT_OF_DATE, Move.LEARNER, params=(("until", ends),))


def valid_until(event: AnyEvent, lasts: Span | None) -> date | None:
    """The last day on which an entry is in date; None where it never ends."""
    ends = [] if lasts is None else [last_valid_day(event.placed, lasts)]
    if isinstance(event, CheckEvent) and event.until is not None:
        ends.append(event.until)
    return min(ends, default=None)


_ORDERED: tuple[tuple[Check, _Applies], ...] = (
    (_unreviewed, lambda kind, *_: kind is CycleEvent),
    (_too_early, lambda kind, requirement, way, scope: scope.opens is not None),
    (_late, lambda kind, requirement, way, scope: scope.decided is not None),
    (_disowned, lambda kind, *_: kind is SupervisionEvent),
    (_different, lambda kind, requirement, *_: bool(requirement.where)),
    (_too_short, lambda kind, requirement, way, scope: bool(way.minutes or way.days)),
    (_not_passed, lambda kind, *_: kind is QuizEvent),
    (_no_label, lambda kind, requirement, way, scope: requirement.new or way.facet is not None),
    (_known_client, lambda kind, requirement, *_: requirement.new),
    (_unseen, lambda kind, *_: kind in (CourseEvent, DocumentEvent, CheckEvent)),
    (_unconfirmed, lambda kind, *_: kind is SupervisionEvent),
    (_changed_since, lambda kind, requirement, *_: requirement.fresh and kind in (QuizEvent, ReadingEvent)),
    (_out_of_date, lambda kind, requirement, *_: kind is CheckEvent or requirement.lasts is not None),
)
"""Every check in its order, and when it has anything to look at; the checks are by far the most frequent calls."""


def checks_for(requirement: Requirement, way: Way, scope: Scope) -> tuple[Check, ...]:
    """The checks that the entries of a way go through; all of them are of one kind."""
    kind = type(way.entries[0]) if way.entries else None
    return tuple(check for check, applies in _ORDERED if applies(kind, requirement, way, scope))
