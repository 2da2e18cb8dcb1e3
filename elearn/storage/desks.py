"""Without these questions a supervisor's desk would look through every record to find what waits for her."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    bindparam,
    cast,
    exists,
    func,
    null,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from elearn.domain.desks import Matter, Wait
from elearn.domain.entry_rights import OWN_SUPERVISOR_SEES, SEEN_KINDS
from elearn.domain.logbook import SAID_OF_IT, ActKind, EntryKind, kept_day
from elearn.domain.people import Role
from elearn.domain.preparations import State
from elearn.domain.replies import Reply, asks_back
from elearn.storage.assignments import AssignmentRow
from elearn.storage.base import Stamp
from elearn.storage.logbook import ActRow, EntryRow
from elearn.storage.people import PersonRow, RelationRow, RoleRow
from elearn.storage.preparations import PreparationRow
from elearn.storage.signing import ReplyRow
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
    """A learner under a supervisor today; `trains` in a method, and `whole` is how many there are in all.

    `meets` is the day of the next session where she shares what she prepared for it, under the id `prepared`.
    """

    id: str
    name: str
    covering: bool
    trains: bool
    whole: int
    prepared: str = ""
    meets: date | None = None


def trainees(session: Session, supervisor: str, today: date, *, after: str, most: int) -> list[Trainee]:
    """Her learners of today by name, from a key on (`name`, newline, `id`); one statement."""
    name, _mark, person_id = after.partition("\n")
    asked = {"supervisor": supervisor, "today": today, "name": name, "person": person_id, "most": most}
    rows = session.execute(_TRAINEES, asked)
    return [_trainee(row) for row in rows]


def _trainee(row: Any) -> Trainee:
    shared = row.state == State.SHARED
    return Trainee(
        id=row.id,
        name=row.name,
        covering=row.covering,
        trains=row.trains,
        whole=row.whole,
        prepared=row.prepared if shared else "",
        meets=kept_day(row.words.get("day")) if shared else None,
    )


def waits(session: Session, supervisor: str, today: date, timezone: ZoneInfo) -> list[Wait]:
    """What waits for her: sessions that name her, also those whose learner does not know them, papers of her trainees,
    sign-offs asked of her; one statement.

    Open requests that her trainees sent to somebody else come too (`of` is then another), so that her desk can
    say on whom they wait.
    """
    rows = session.execute(_WAITS, {"supervisor": supervisor, "today": today})
    return [_turned(row, timezone) for row in rows]


def entries_of_waits(
    since: InstrumentedAttribute[date] = EntryRow.entered_on, said: InstrumentedAttribute[str] | None = None
) -> Select[*tuple[Any, ...]]:
    """Entries in the columns of which `as_wait` makes a wait, and what was said of them where that is why they do."""
    named = aliased(PersonRow)
    return (
        select(
            EntryRow.id,
            EntryRow.kind,
            EntryRow.learner_id,
            PersonRow.name.label("learner"),
            EntryRow.named.label("person_id"),
            named.name.label("person"),
            since.label("since"),
            EntryRow.on.label("happened"),
            EntryRow.session_id,
            EntryRow.facts["setting"].as_string().label("setting"),
            cast(null(), String).label("edition"),
            (cast(null(), String) if said is None else said).label("said"),
            cast(null(), String).label("said_by"),
            cast(null(), Stamp()).label("turned"),
        )
        .join(PersonRow, PersonRow.id == EntryRow.learner_id)
        .outerjoin(named, named.id == EntryRow.named)
    )


def unanswered(which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """The newest versions of entries that nobody has confirmed, seen, disowned or withdrawn."""
    newer = aliased(EntryRow)
    return entries_of_waits().where(
        which,
        ~exists().where(newer.replaces == EntryRow.id),
        ~exists().where(ActRow.entry_id == EntryRow.id, ActRow.kind.in_(SETTLING)),
    )


def disowned(which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """The newest versions of sessions that their learner does not know, since she said so; in the columns above."""
    newer = aliased(EntryRow)
    last = (
        select(func.max(ActRow.seq))
        .where(ActRow.entry_id == EntryRow.id, ActRow.by == EntryRow.learner_id, ActRow.kind.in_(SAID_OF_IT))
        .correlate(EntryRow)
        .scalar_subquery()
    )
    said = aliased(ActRow)
    return (
        entries_of_waits(said.on, said.kind)
        .join(said, (said.seq == last) & (said.kind == ActKind.NOT_RECOGNISED))
        .where(
            which,
            ~exists().where(newer.replaces == EntryRow.id),
            ~exists().where(ActRow.entry_id == EntryRow.id, ActRow.kind == ActKind.WITHDRAWN),
        )
    )


def requested(which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Open requests, in the columns of `unanswered`, with what last turned the move, a question or its answer."""
    signer, turn = aliased(PersonRow), aliased(ReplyRow)
    last = (
        select(func.max(ReplyRow.seq))
        .where(
            ReplyRow.request_id == RequestRow.id,
            or_(ReplyRow.kind == Reply.ANSWER, ReplyRow.by == RequestRow.asked_of),
        )
        .correlate(RequestRow)
        .scalar_subquery()
    )
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
            turn.kind.label("said"),
            turn.by.label("said_by"),
            turn.at.label("turned"),
        )
        .join(PersonRow, PersonRow.id == RequestRow.learner_id)
        .join(signer, signer.id == RequestRow.asked_of)
        .join(AssignmentRow, AssignmentRow.id == RequestRow.assignment_id)
        .outerjoin(turn, turn.seq == last)
        .where(which, RequestRow.closed_at.is_(None))
    )


def as_wait(row: Any) -> Wait:
    """A row of `unanswered`, `disowned` or `requested`."""
    return Wait(
        id=row.id,
        matter=_matter(row),
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


def _matter(row: Any) -> Matter:
    if row.edition:
        return Matter.SIGN_OFF
    if row.said == ActKind.NOT_RECOGNISED:
        return Matter.NOT_KNOWN
    return Matter.PAPER if row.kind in SEEN_KINDS else Matter.SESSION


def _turned(row: Any, timezone: ZoneInfo) -> Wait:
    """The same, and since when it is whose move where something was said about it."""
    wait = as_wait(row)
    if row.turned is None:
        return wait
    return replace(
        wait,
        since=row.turned.astimezone(timezone).date(),
        asks_back=asks_back(row.said, row.said_by, wait.of),
    )


# Built once, below the functions they are made with: putting the waits together cost more than asking them.
_SUPERVISOR, _TODAY = bindparam("supervisor", type_=String), bindparam("today", type_=Date)
_HOLDS = (
    (RelationRow.supervisor_id == _SUPERVISOR)
    & (RelationRow.since <= _TODAY)
    & or_(RelationRow.until.is_(None), RelationRow.until >= _TODAY)
    & PersonRow.disabled_at.is_(None)
)
_UNDER = select(RelationRow.learner_id).join(PersonRow, PersonRow.id == RelationRow.learner_id).where(_HOLDS)
_NEWEST = (
    select(func.max(PreparationRow.seq))
    .where(PreparationRow.learner_id == PersonRow.id)
    .correlate(PersonRow)
    .scalar_subquery()
)
_TRAINEES = (
    select(
        PersonRow.id,
        PersonRow.name,
        RelationRow.covering,
        exists()
        .where(RoleRow.person_id == PersonRow.id, RoleRow.role == Role.TRAINEE, RoleRow.until.is_(None))
        .label("trains"),
        _UNDER.with_only_columns(func.count()).scalar_subquery().label("whole"),
        PreparationRow.id.label("prepared"),
        PreparationRow.state,
        PreparationRow.words,
    )
    .join(RelationRow, RelationRow.learner_id == PersonRow.id)
    .outerjoin(PreparationRow, PreparationRow.seq == _NEWEST)
    .where(
        _HOLDS,
        tuple_(PersonRow.name, PersonRow.id)
        > tuple_(bindparam("name", type_=String), bindparam("person", type_=String)),
    )
    .order_by(PersonRow.name, PersonRow.id)
    .limit(bindparam("most", type_=Integer))
)
_WAITS = union_all(
    unanswered(
        or_(
            (EntryRow.named == _SUPERVISOR) & (EntryRow.kind == EntryKind.SUPERVISION),
            EntryRow.learner_id.in_(_UNDER) & EntryRow.kind.in_(OWN_SUPERVISOR_SEES),
        )
    ).where(EntryRow.learner_id != _SUPERVISOR),
    disowned(
        (EntryRow.named == _SUPERVISOR)
        & (EntryRow.kind == EntryKind.SUPERVISION)
        & (EntryRow.learner_id != _SUPERVISOR)
    ),
    requested(or_(RequestRow.asked_of == _SUPERVISOR, RequestRow.learner_id.in_(_UNDER))),
)
