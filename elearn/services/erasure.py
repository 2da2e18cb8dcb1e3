"""Without this nobody who leaves could have her name taken out, while what she signed for others stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from elearn.domain import access
from elearn.domain.access import Action
from elearn.domain.errors import NotFound, Refused
from elearn.domain.people import Actor, Role
from elearn.services import accounts, audit, lapses
from elearn.services.people import Hand, keep_a_coordinator
from elearn.storage import assignments, erasure, people, rollups, signoffs
from elearn.storage.erasure import Touched
from elearn.storage.people import PersonRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What erasing a person came to, table by table.

    ``signed`` decisions of hers stay without her name, ``waiting`` requests were taken back, ``alone`` are the names
    of trainees whom she supervised until then; ``mentioned`` counts the rows, by table, in which others wrote her
    name: their words are theirs, and stay.
    """

    name: str
    tables: tuple[Touched, ...]
    signed: int
    waiting: int
    alone: tuple[str, ...]
    mentioned: Mapping[str, int]


def erase(session: Session, hand: Hand, person_id: str, *, now: datetime, today: date) -> Erased:
    """Leave nothing of a person but opaque ids, roles and days; what she signed and confirmed for others stands.

    Raises ``NotFound`` where she is gone already, ``Refused`` for oneself and for the only coordinator.
    """
    person = _leaving(session, hand, person_id)
    name, email = person.name, person.email
    alone = _supervised(session, person_id, today)
    waiting = signoffs.count_open(session, signoffs.of_person(person_id))
    leaning = rollups.hold_with_learners(session, person_id)
    _end(session, person, now, today)
    _wrong, uncounted = rollups.keep_rows(session, leaning)
    tables = erasure.erase(session, person_id, str(session.info.get("audit_key", "")))
    session.expire_all()
    # Counted only now that every row is taken: who counts holds the head of the sealed record until the end.
    rollups.count(session, uncounted)
    audit.record(session, "erased", by=hand.id, about=person_id, now=now)
    return Erased(
        name=name,
        tables=tables,
        signed=len(signoffs.signed_by(session, person_id)),
        waiting=waiting,
        alone=alone,
        mentioned=erasure.mentions(session, [each for each in (name, email) if each]),
    )


def _leaving(session: Session, hand: Hand, person_id: str) -> PersonRow:
    if isinstance(hand, Actor):
        access.require(hand, Action.RUN_PEOPLE)
    if hand.id == person_id:
        raise Refused("not-yourself")
    rollups.hold_with_learners(session, person_id)
    person = people.locked(session, person_id)
    if person is None or person.erased_at:
        raise NotFound
    if Role.COORDINATOR in people.roles_of(session, person_id):
        keep_a_coordinator(session, person_id)
    return person


def _supervised(session: Session, person_id: str, today: date) -> tuple[str, ...]:
    """The names of those who would have nobody: whom she supervises today, and nobody else does."""
    hers = {each.learner for each in people.relations_under(session, person_id) if each.holds(today)}
    others = {
        each.learner
        for each in people.relations_of(session, hers)
        if each.holds(today) and each.supervisor != person_id
    }
    return tuple(sorted(filter(None, people.names(session, hers - others).values())))


def _end(session: Session, person: PersonRow, now: datetime, today: date) -> None:
    """End all that goes on, so that nobody waits for her and she is on nothing any more."""
    assignments.end_all(session, person.id, now)
    lapses.leaving(session, person.id, now)
    signoffs.close_open(session, signoffs.of_person(person.id), signoffs.WITHDRAWN, now)
    people.end_relations(session, person.id, today, now)
    people.end_roles(session, person.id, now)
    accounts.forget_tries(session, person)
    person.erased_at, person.disabled_at = now, person.disabled_at or now
