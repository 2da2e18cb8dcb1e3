"""Without this nobody outside could be asked for a signature, or a trainee could name whom she liked."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from elearn.domain import access
from elearn.domain.access import Action
from elearn.domain.errors import NotFound, Refused
from elearn.domain.people import Actor, Role
from elearn.domain.replies import asks_back
from elearn.services import audit, letters, people, signing_links
from elearn.storage import assessors, signing, signoffs
from elearn.storage import people as known
from elearn.storage.assessors import AssessorRow
from elearn.storage.base import new_id
from elearn.storage.people import PersonRow
from elearn.storage.signing import ReplyRow, SigningLinkRow
from elearn.storage.signoffs import RequestRow

MOST_ANSWERED = 20
"""So many of the answers that were given last can be given anew from the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """An assessor without an account: how she was entered, by whom, and for which learner (empty: for all)."""

    person: PersonRow
    entry: AssessorRow
    entered_by: str
    learner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A request that waits for somebody without an account; ``opens`` says whether the newest link still does.

    Where she ``asks_back`` it waits for the learner.
    """

    row: RequestRow
    learner: str
    assessor: str
    link: SigningLinkRow | None
    opens: bool
    mailed: bool
    asks_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A request that somebody without an account has answered; never how."""

    row: RequestRow
    learner: str
    assessor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everyone entered, what waits for them, and what they answered last, so that they may amend it."""

    entered: tuple[Outside, ...]
    waiting: tuple[Waiting, ...]
    answered: tuple[Answered, ...]


def sheet(session: Session, actor: Actor, now: datetime) -> Sheet:
    """Every assessor without an account and every request that waits for one, for a coordinator; seven statements."""
    access.require(actor, Action.RUN_PEOPLE)
    rows = assessors.without_account(session)
    persons = {person.id: person for _entry, person in rows}
    names = known.names(
        session, {each for entry, _ in rows for each in (entry.entered_by, entry.learner_id) if each}
    )
    asked = signing.waiting(session, persons)
    newest = signing.newest(session, [row.id for row, _name in asked])
    said = signing.last_said(session, [row.id for row, _name in asked])
    return Sheet(
        entered=tuple(
            Outside(
                person=person,
                entry=entry,
                entered_by=names.get(entry.entered_by, ""),
                learner=names.get(entry.learner_id or "", ""),
            )
            for entry, person in rows
        ),
        waiting=tuple(
            _waiting(session, row, name, persons[row.asked_of], newest.get(row.id), said.get(row.id), now)
            for row, name in asked
            if row.learner_id != actor.id
        ),
        answered=tuple(
            Answered(row=row, learner=name, assessor=persons[row.asked_of].name)
            for row, name in signing.answered(session, persons, MOST_ANSWERED)
            if row.learner_id != actor.id
        ),
    )


def _waiting(
    session: Session,
    row: RequestRow,
    learner: str,
    person: PersonRow,
    link: SigningLinkRow | None,
    last: ReplyRow | None,
    now: datetime,
) -> Waiting:
    return Waiting(
        row=row,
        learner=learner,
        assessor=person.name,
        link=link,
        opens=link is not None and link.opens(now),
        mailed=letters.reaches(session, person),
        asks_back=last is not None and asks_back(last.kind, last.by, row.asked_of),
    )


def learner_of(session: Session, actor: Actor, learner: str, today: date) -> str:
    """The name of a learner for whom the actor may enter an assessor; raises ``NotFound`` for all but hers."""
    people.require(session, actor, Action.ENTER_ASSESSOR, learner, today)
    return known.names(session, {learner})[learner]


def enter(
    session: Session,
    actor: Actor,
    learner: str | None,
    *,
    name: str,
    email: str,
    part: str,
    registration: str,
    today: date,
    now: datetime,
) -> PersonRow:
    """Enter somebody without an account as an assessor: a coordinator for all, a supervisor for a learner of her own.

    Whoever is entered already is entered once more for another learner, under the name she has.
    """
    if learner is None:
        access.require(actor, Action.RUN_PEOPLE)
    else:
        people.require(session, actor, Action.ENTER_ASSESSOR, learner, today)
    if not part.strip():
        raise Refused("part-missing", field="part")
    person = _person(session, actor, name, email, now)
    entries = assessors.entries_of(session, [person.id]).get(person.id, [])
    if any(each.learner_id in (None, learner) for each in entries):
        return person
    session.add(
        AssessorRow(
            id=new_id(),
            person_id=person.id,
            learner_id=learner,
            part=part.strip(),
            registration=registration.strip(),
            entered_by=actor.id,
            entered_at=now,
        )
    )
    session.flush()
    audit.record(session, "assessor-entered", by=actor.id, about=person.id, now=now, learner=learner)
    return person


def hand_on(session: Session, actor: Actor, request_id: str, now: datetime) -> tuple[str, str]:
    """A fresh link for a coordinator to hand on, shown to her once; who it is for, and its token.

    That it was shown to her stands beside the signature for ever. To what was answered already it opens for amending.
    """
    access.require(actor, Action.RUN_PEOPLE)
    row = signoffs.locked(session, request_id)
    if row is None or row.closed_how in signoffs.UNDECIDED or row.learner_id == actor.id:
        raise NotFound
    if not signing_links.signs_by_link(session, row.asked_of):
        raise NotFound
    name = known.names(session, {row.asked_of})[row.asked_of]
    return name, signing_links.make(session, row, shown_to=actor.id, now=now)


def _person(session: Session, actor: Actor, name: str, email: str, now: datetime) -> PersonRow:
    found = known.by_email(session, email) if email.strip() else None
    if found is None:
        roles = frozenset({Role.ASSESSOR})
        return people.enter(session, actor, name=name, email=email, roles=roles, now=now)
    if found.disabled_at or not signing_links.signs_by_link(session, found.id):
        raise Refused("assessor-known", field="email")
    return found
