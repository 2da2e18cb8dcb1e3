"""Without this an assessor would not see in one place what is asked of her, what waits and what she signed before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from elearn.domain import access
from elearn.domain.access import Action
from elearn.domain.desks import Item, Matter, Wait, days_waited, queue
from elearn.domain.leave import leaves
from elearn.domain.logbook import Entry
from elearn.domain.people import Actor, Role
from elearn.services.desks import Need
from elearn.services.evidence import pathways_in
from elearn.storage import desks, logbook, signoffs
from elearn.storage import people as known

AT_ONCE = frozenset(Matter) - {Matter.SIGN_OFF}
"""What is settled in a moment, and needs no reading of a record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A sign-off asked of an assessor: by whom, of which milestone of which pathway, since when it is whose move.

    ``days`` are those it has waited without the learner's leave.
    """

    request: str
    learner: str
    pathway: str
    milestone: str
    since: date
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What an assessor signed before; ``agreed`` is False for a "not yet"."""

    decision: str
    request: str
    learner: str
    pathway: str
    milestone: str
    agreed: bool
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessorDesk:
    """What is asked of an assessor, the longest wait first, and what she signed, the latest first.

    Where she ``asked_back`` it is the learner's move. ``needs`` are sessions and papers that wait for her; they are
    empty where she is a supervisor too, on whose desk they stand.
    """

    needs: tuple[Need, ...]
    asked: tuple[Bundle, ...]
    asked_back: tuple[Bundle, ...]
    signed: tuple[Signed, ...]


def assessor(session: Session, actor: Actor, today: date, timezone: ZoneInfo) -> AssessorDesk:
    """The bundles asked of her, what else waits for her, and what she signed before."""
    access.require(actor, Action.SEE_TRAINEES)
    waits = desks.waits(session, actor.id, today, timezone)
    asked = [each for each in waits if each.matter is Matter.SIGN_OFF and each.of == actor.id]
    others = [] if Role.SUPERVISOR in actor.roles else [each for each in waits if each.matter in AT_ONCE]
    signed = signoffs.signed_by(session, actor.id)
    names = known.names(session, {each.learner_id for each in signed})
    entries = logbook.entries_of(session, {each.learner for each in (*asked, *others)})
    used = {*(each.edition for each in asked), *(each.edition for each in signed)}
    ladders = pathways_in(session, used)

    def titled(edition: str, milestone: str) -> dict[str, str]:
        found = ladders[edition].milestone(milestone)
        return {"pathway": ladders[edition].title, "milestone": found.title if found else milestone}

    def told(each: Wait) -> Bundle:
        return Bundle(
            request=each.id,
            learner=each.name,
            since=each.since,
            days=days_waited(each.since, today, leaves(entries.get(each.learner, ()))),
            **titled(each.edition, each.kind),
        )

    ordered = _longest_first(asked, entries, today)
    return AssessorDesk(
        needs=tuple(_need(each, entries, today) for each in queue(others)),
        asked=tuple(told(each) for each in ordered if not each.asks_back),
        asked_back=tuple(told(each) for each in ordered if each.asks_back),
        signed=tuple(
            Signed(
                decision=each.id,
                request=each.request_id,
                learner=names[each.learner_id],
                agreed=each.decision == "agree",
                on=each.decided_on,
                **titled(each.edition, each.milestone),
            )
            for each in signed
        ),
    )


def _need(item: Item, entries: Mapping[str, Sequence[Entry]], today: date) -> Need:
    away = leaves(entries.get(item.first.learner, ()))
    return Need(item=item, days=days_waited(item.since, today, away), own=False)


def _longest_first(asked: Sequence[Wait], entries: Mapping[str, Sequence[Entry]], today: date) -> list[Wait]:
    def rank(wait: Wait) -> tuple[int, date, str]:
        away = leaves(entries.get(wait.learner, ()))
        return -days_waited(wait.since, today, away), wait.since, wait.id

    return sorted(asked, key=rank)
