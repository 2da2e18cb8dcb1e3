"""Without these questions a supervisor's desk would look through every record to find what waits for her."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, exists, func, null, or_, select, tuple_, union_all
from sqlalchemy.orm import Session, aliased

from elearn.domain.desks import Matter, Wait
from elearn.domain.entry_rights import SEEN_KINDS
from elearn.domain.logbook import ActKind, EntryKind
from elearn.storage.assignments import AssignmentRow
from elearn.storage.logbook import ActRow, EntryRow
from elearn.storage.people import PersonRow, RelationRow
from elearn.storage.signoffs import RequestRow

SETTLING = (
    ActKind.CONFIRMED,
    ActKind.SEEN,
    ActKind.WITHDRAWN,
    ActKind.NOT_RECOGNISED,
    ActKind.RECOGNISED,
)
"""Acts after which an entry no longer waits for a first answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trainee:
    """A learner under a supervisor today; `whole` is how many she has in all."""

    id: str
    name: str
    covering: bool
    whole: int


def trainees(session: Session, supervisor: str, today: date, *, after: str, most: int) -> list[Trainee]:
    """Her learners of today by name, from a key on (`name`, newline, `id`); one statement."""
    name, _mark, person_id = after.partition("\n")
    whole = _under(supervisor, today).with_only_columns(func.count()).scalar_subquery()
    rows = session.execute(
        select(PersonRow.id, PersonRow.name, RelationRow.covering, whole.label("whole"))
        .join(RelationRow, RelationRow.learner_id == PersonRow.id)
        .where(_holds(supervisor, today), tuple_(PersonRow.name, PersonRow.id) > tuple_(name, person_id))
        .order_by(PersonRow.name, PersonRow.id)
        .limit(most)
    )
    return [Trainee(id=row.id, name=row.name, covering=row.covering, whole=row.whole) for row in rows]


def waits(session: Session, supervisor: str, today: date) -> list[Wait]:
    """What waits for her: sessions that name her, papers of her trainees, sign-offs asked of her; one statement.

    Open requests that her trainees sent to somebody else come too (`of` is then another), so that her desk can
    say on whom they wait.
    """
    mine = _under(supervisor, today)
    papers = EntryRow.learner_id.in_(mine) & EntryRow.kind.in_(SEEN_KINDS)
    sessions = (EntryRow.named == supervisor) & (EntryRow.kind == EntryKind.SUPERVISION)
    entered = unanswered(or_(sessions, papers)).where(EntryRow.learner_id != supervisor)
    asked = requested(or_(RequestRow.asked_of == supervisor, RequestRow.learner_id.in_(mine)))
    return [as_wait(row) for row in session.execute(union_all(entered, asked))]


def bundles(session: Session, person: str) -> list[Wait]:
    """The sign-offs asked of a person that wait for her answer; one statement."""
    return [as_wait(row) for row in session.execute(requested(RequestRow.asked_of == person))]


def unanswered(which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """The newest versions of entries that nobody has confirmed, seen, disowned or withdrawn."""
    named, newer = aliased(PersonRow), aliased(EntryRow)
    return (
        select(
            EntryRow.id,
            EntryRow.kind,
            EntryRow.learner_id,
            PersonRow.name.label("learner"),
            EntryRow.named.label("person_id"),
            named.name.label("person"),
            EntryRow.entered_on.label("since"),
            EntryRow.on.label("happened"),
            EntryRow.session_id,
            EntryRow.facts["setting"].as_string().label("setting"),
            cast(null(), String).label("edition"),
        )
        .join(PersonRow, PersonRow.id == EntryRow.learner_id)
        .outerjoin(named, named.id == EntryRow.named)
        .where(
            which,
            ~exists().where(newer.replaces == EntryRow.id),
            ~exists().where(ActRow.entry_id == EntryRow.id, ActRow.kind.in_(SETTLING)),
        )
    )


def requested(which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Open requests, in the columns of `unanswered`."""
    signer = aliased(PersonRow)
    return (
        select(
            RequestRow.id,
            RequestRow.milestone.label("kind"),
            RequestRow.learner_id,
            PersonRow.name.label("learner"),
            RequestRow.asked_of.label("person_id"),
            signer.name.label("person"),
            RequestRow.asked_on.label("since"),
            RequestRow.asked_on.label("happened"),
            cast(null(), String).label("session_id"),
            cast(null(), String).label("setting"),
            AssignmentRow.edition,
        )
        .join(PersonRow, PersonRow.id == RequestRow.learner_id)
        .join(signer, signer.id == RequestRow.asked_of)
        .join(AssignmentRow, AssignmentRow.id == RequestRow.assignment_id)
        .where(which, RequestRow.closed_at.is_(None))
    )


def as_wait(row: Any) -> Wait:
    """A row of `unanswered` or `requested`."""
    matter = Matter.SIGN_OFF if row.edition else Matter.PAPER if row.kind in SEEN_KINDS else Matter.SESSION
    return Wait(
        id=row.id,
        matter=matter,
        kind=row.kind,
        learner=row.learner_id,
        name=row.learner,
        of=row.person_id or "",
        of_name=row.person or "",
        since=row.since,
        on=row.happened or row.since,
        # Trainees who each entered a group session themselves are told apart from others by its day.
        session=row.session_id or (f"group of {row.happened}" if row.setting == "group" else None),
        edition=row.edition or "",
    )


def _under(supervisor: str, today: date) -> Select[str]:
    return (
        select(RelationRow.learner_id)
        .join(PersonRow, PersonRow.id == RelationRow.learner_id)
        .where(_holds(supervisor, today))
    )


def _holds(supervisor: str, today: date) -> ColumnElement[bool]:
    return (
        (RelationRow.supervisor_id == supervisor)
        & (RelationRow.since <= today)
        & or_(RelationRow.until.is_(None), RelationRow.until >= today)
        & PersonRow.disabled_at.is_(None)
    )
