"""Without these rows a coordinator's desk would read everybody's record each time, slower with every intake.

All of it follows from people, roles, relations, pathways and entries: it is kept in the transaction of what it follows
from, and can be dropped and worked out again equal. Days are kept, never that something is so today.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    Integer,
    Select,
    String,
    bindparam,
    case,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    tuple_,
    union,
    union_all,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from elearn.domain.days import gaps
from elearn.domain.entry_rights import SEEN_KINDS
from elearn.domain.logbook import EntryKind
from elearn.domain.people import Role
from elearn.storage import audit, people
from elearn.storage.assignments import AssignmentRow
from elearn.storage.base import Base, Code
from elearn.storage.desks import SETTLING
from elearn.storage.logbook import ActRow, EntryRow
from elearn.storage.once import insert
from elearn.storage.people import PersonRow, RelationRow, RoleRow

AT_ONCE = 500
"""So many people are worked out again in one go."""
ALONE = "alone"
WAITS = "waits"


class CountedRow(Base):
    """That a person with an open account is counted under one thing: a role or a pathway."""

    __tablename__ = "counted"

    person_id: Mapped[str] = mapped_column(String(32), ForeignKey("people.id"), primary_key=True)
    thing: Mapped[str] = mapped_column(String(80), primary_key=True)


class CountRow(Base):
    """How many are counted under one thing."""

    __tablename__ = "counts"

    thing: Mapped[str] = mapped_column(String(80), primary_key=True)
    people: Mapped[int]


class TurnRow(Base):
    """From which day to which a coordinator is the one to act, since nobody else is there to.

    A learner in training is alone, or a session or paper of hers (`entry_id`) waits; `place` is that of the entry.
    A day without end is the last of the calendar.
    """

    __tablename__ = "turns"
    __table_args__ = (Index("ix_turns_kind", "kind", "until", "since", "place", "learner_id"),)

    learner_id: Mapped[str] = mapped_column(String(32), ForeignKey("people.id"), primary_key=True)
    entry_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    since: Mapped[date] = mapped_column(primary_key=True)
    until: Mapped[date]
    kind: Mapped[Code]
    place: Mapped[int]


class Turn(NamedTuple):
    """A row of `turns`."""

    learner_id: str
    entry_id: str
    since: date
    until: date
    kind: str
    place: int


def hold(session: Session, ids: Collection[str | None]) -> None:
    """Hold these people's affairs before anything is sealed, so that `keep` need not wait for them afterwards."""
    people.lock_all(session, {each for each in ids if each})


def hold_with_learners(session: Session, supervisor: str, *others: str) -> set[str]:
    """Hold a supervisor, all whose learners' turns hang on her, and some others; returns them."""
    held: set[str] = set()
    while more := {supervisor, *others, *_leaning_on(session, supervisor)} - held:
        hold(session, more)
        held |= more
    return held


def keep(session: Session, ids: Collection[str]) -> int:
    """Work out again what follows for these people; returns how many rows were not as they must be."""
    wrong, more = keep_rows(session, ids)
    count(session, more)
    return wrong


def keep_rows(session: Session, ids: Collection[str]) -> tuple[int, Counter[str]]:
    """The same but for the counts, by which nothing is sealed yet; also returns what they differ by, for `count`."""
    wrong, more = 0, Counter[str]()
    for some in _held(session, ids):
        gone, come = _keep_counted(session, some)
        wrong += len(gone) + len(come) + _keep_turns(session, some)
        more.update(thing for _who, thing in come)
        more.subtract(thing for _who, thing in gone)
    return wrong, more


def count(session: Session, more: Mapping[str, int]) -> None:
    """Change the counts by so much; every row lock must be taken before."""
    differing = {thing: number for thing, number in sorted(more.items()) if number}
    if not differing:
        return
    # One counts at a time: whoever counts seals as well, and a second order of waiting would lock the two for good.
    audit.hold(session)
    added = insert(session, CountRow).values(
        [{"thing": thing, "people": number} for thing, number in differing.items()]
    )
    session.execute(
        added.on_conflict_do_update(
            index_elements=["thing"], set_={"people": CountRow.people + added.excluded.people}
        )
    )
    session.execute(delete(CountRow).where(CountRow.people == 0))


def keep_turns(session: Session, learner: str) -> None:
    """The same after an entry of hers or an act upon one, of which no count follows."""
    for some in _held(session, {learner}):
        _keep_turns(session, some)


def rebuild(session: Session) -> int:
    """Work out everything again from the ledgers; returns how many rows were not as they must be."""
    return keep(session, session.scalars(select(PersonRow.id)).all()) + _recount(session)


def counts(session: Session) -> dict[str, int]:
    """How many people there are under each thing, such as `role/trainee`; one statement."""
    return {row.thing: row.people for row in session.execute(_COUNTS)}


def current(kind: str, *and_: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """The turns of a kind that hold on the day bound as `today`, the longest first; `most` of them, bound too.

    Those without an end are read off the index in their order, however many are over or still to come; those with an
    end are the few between two supervisors.
    """
    last = bindparam("last", date.max, type_=Date)
    without_end = _first(kind, TurnRow.until == last, *and_)
    with_end = _first(kind, TurnRow.until < last, TurnRow.until >= _TODAY, *and_)
    both = union_all(select(without_end.subquery()), select(with_end.subquery())).subquery()
    return select(both).order_by(both.c.since, both.c.place, both.c.learner_id).limit(_MOST)


def waiting(today: date) -> Select[str]:
    """The ids of entries that are a coordinator's to answer on a day."""
    return select(TurnRow.entry_id).where(
        TurnRow.kind == WAITS, TurnRow.since <= today, TurnRow.until >= today
    )


_TODAY, _MOST = bindparam("today", type_=Date), bindparam("most", type_=Integer)
_THESE: BindParameter[str] = bindparam("people", expanding=True)
_HERE = PersonRow.disabled_at.is_(None) & PersonRow.erased_at.is_(None)
_COUNTS = select(CountRow.thing, CountRow.people).order_by(CountRow.thing)


def _first(kind: str, *where: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(TurnRow.learner_id, TurnRow.entry_id, TurnRow.since, TurnRow.place)
        .where(TurnRow.kind == kind, TurnRow.since <= _TODAY, *where)
        .order_by(TurnRow.since, TurnRow.place, TurnRow.learner_id)
        .limit(_MOST)
    )


def _held(session: Session, ids: Collection[str]) -> Iterator[list[str]]:
    """These people, a few hundred at once, held against every other writer in the order of their ids."""
    session.flush()
    everybody = sorted(set(ids))
    for first in range(0, len(everybody), AT_ONCE):
        some = everybody[first : first + AT_ONCE]
        people.lock_all(session, some)
        yield some


def _keep_counted(
    session: Session, these: Collection[str]
) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Mend who is counted under what; returns who is no longer, and who is now."""
    asked = {"people": tuple(these)}
    wanted = {(row.person_id, row.thing) for row in session.execute(_WANTED, asked)}
    kept = {(row.person_id, row.thing) for row in session.execute(_KEPT, asked)}
    gone, come = kept - wanted, wanted - kept
    if gone:
        pairs = tuple_(CountedRow.person_id, CountedRow.thing)
        session.execute(
            delete(CountedRow).where(pairs.in_(gone)).execution_options(synchronize_session=False)
        )
    if come:
        session.execute(
            insert(session, CountedRow), [{"person_id": who, "thing": thing} for who, thing in sorted(come)]
        )
    return gone, come


def _recount(session: Session) -> int:
    """Count everybody anew where a count is not the number of those counted."""
    # Two statements on PostgreSQL see two states: who counted between them would be taken for a mistake.
    audit.hold(session)
    true = {row.thing: row[1] for row in session.execute(_TRUE)}
    kept = counts(session)
    wrong = {each: true.get(each, 0) - kept.get(each, 0) for each in true.keys() | kept.keys()}
    more = {each: number for each, number in wrong.items() if number}
    count(session, more)
    return len(more)


def _keep_turns(session: Session, these: Collection[str]) -> int:
    asked = {"people": tuple(these)}
    wanted = set(_turns(session, asked))
    kept = {Turn(*row) for row in session.execute(_KEPT_TURNS, asked)}
    gone, come = kept - wanted, wanted - kept
    if gone:
        keys = tuple_(TurnRow.learner_id, TurnRow.entry_id, TurnRow.since)
        these_rows = keys.in_([(each.learner_id, each.entry_id, each.since) for each in gone])
        session.execute(delete(TurnRow).where(these_rows).execution_options(synchronize_session=False))
    if come:
        session.execute(insert(session, TurnRow), [each._asdict() for each in sorted(come)])
    return len(gone) + len(come)


def _turns(session: Session, asked: dict[str, Any]) -> Iterator[Turn]:
    """Every stretch of days on which one of these learners is alone, or an entry of hers is a coordinator's."""
    spans: dict[str, list[tuple[date, date | None]]] = {}
    pairs: dict[tuple[str, str], list[tuple[date, date | None]]] = {}
    for row in session.execute(_SPANS, asked):
        pairs.setdefault((row.learner_id, row.supervisor_id), []).append((row.since, row.until))
        if row.here:
            spans.setdefault(row.learner_id, []).append((row.since, row.until))
    for row in session.execute(_IN_TRAINING, asked):
        # Before she was entered nobody could have looked; a day to spare, since a service's day is not that of UTC.
        for since, until in gaps(spans.get(row.id, ()), row.created_at.date() - timedelta(days=1)):
            yield Turn(row.id, "", since, until, ALONE, 0)
    for row in session.execute(_WAITING, asked):
        if row.kind == EntryKind.PRIOR:
            held = []  # nobody but a coordinator may have seen its proof
        elif row.kind in SEEN_KINDS:
            held = spans.get(row.learner_id, [])
        elif row.left:
            held = []
        elif (row.learner_id, row.named) in pairs:
            held = pairs[row.learner_id, row.named]
        else:
            continue  # a session with somebody who never supervised her waits for that person alone
        for since, until in gaps(held, row.entered_on):
            yield Turn(row.learner_id, row.id, since, until, WAITS, row.seq)


def _leaning_on(session: Session, supervisor: str) -> set[str]:
    """The learners whose turns change when this person leaves or returns."""
    related = select(RelationRow.learner_id).where(RelationRow.supervisor_id == supervisor)
    naming = select(EntryRow.learner_id).where(EntryRow.named == supervisor, _UNANSWERED)
    return set(session.scalars(union(related, naming)))


_NEWER = aliased(EntryRow)
_UNANSWERED = ~exists().where(_NEWER.replaces == EntryRow.id) & ~exists().where(
    ActRow.entry_id == EntryRow.id, ActRow.kind.in_(SETTLING)
)
_NAMED = aliased(PersonRow)
_WANTED = union(
    select(RoleRow.person_id, (literal("role/") + RoleRow.role).label("thing"))
    .join(PersonRow, PersonRow.id == RoleRow.person_id)
    .where(PersonRow.id.in_(_THESE), _HERE, RoleRow.until.is_(None)),
    select(AssignmentRow.learner_id, (literal("pathway/") + AssignmentRow.pathway).label("thing"))
    .join(PersonRow, PersonRow.id == AssignmentRow.learner_id)
    .where(PersonRow.id.in_(_THESE), _HERE, AssignmentRow.ended_at.is_(None)),
)
_KEPT = select(CountedRow.person_id, CountedRow.thing).where(CountedRow.person_id.in_(_THESE))
_TRUE = select(CountedRow.thing, func.count()).group_by(CountedRow.thing)
_KEPT_TURNS = select(
    TurnRow.learner_id, TurnRow.entry_id, TurnRow.since, TurnRow.until, TurnRow.kind, TurnRow.place
).where(TurnRow.learner_id.in_(_THESE))
_SPANS = (
    select(
        RelationRow.learner_id,
        RelationRow.supervisor_id,
        RelationRow.since,
        RelationRow.until,
        case((PersonRow.disabled_at.is_(None), 1), else_=0).label("here"),
    )
    .join(PersonRow, PersonRow.id == RelationRow.supervisor_id)
    .where(RelationRow.learner_id.in_(_THESE))
)
_IN_TRAINING = select(PersonRow.id, PersonRow.created_at).where(
    PersonRow.id.in_(_THESE),
    _HERE,
    exists().where(RoleRow.person_id == PersonRow.id, RoleRow.role == Role.TRAINEE, RoleRow.until.is_(None)),
)
_WAITING = (
    select(
        EntryRow.id,
        EntryRow.seq,
        EntryRow.learner_id,
        EntryRow.kind,
        EntryRow.named,
        EntryRow.entered_on,
        case((or_(_NAMED.disabled_at.is_not(None), _NAMED.erased_at.is_not(None)), 1), else_=0).label("left"),
    )
    .outerjoin(_NAMED, _NAMED.id == EntryRow.named)
    .where(
        EntryRow.learner_id.in_(_THESE),
        or_(
            EntryRow.kind.in_(SEEN_KINDS),
            (EntryRow.kind == EntryKind.SUPERVISION) & EntryRow.named.is_not(None),
        ),
        _UNANSWERED,
    )
)
