"""Without these tables a sign-off could be changed after the fact, or given to a bundle nobody saw."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    String,
    bindparam,
    exists,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from elearn.domain.evidence import MenteeEvent, Verdict
from elearn.domain.signoffs import Lapse
from elearn.storage import outbox
from elearn.storage.assignments import AssignmentRow
from elearn.storage.base import Base, Body, Code, Document, Hash, Id, Long, PersonRef, Seq, Slug
from elearn.storage.people import RelationRow

OPEN = text("closed_at IS NULL")
FIRST = text("amends IS NULL")
WITHDRAWN = "withdrawn"
"""How a request is closed that its learner took back, or that is about nothing any more."""
DECLINED = "declined"
"""How a request is closed by somebody who was asked and says that she will not decide it."""
CAME_BACK = frozenset({DECLINED, *Lapse})
"""How a request is closed that came back to its learner, who did not take it back: she may ask somebody else."""
UNDECIDED = frozenset({WITHDRAWN, *CAME_BACK})
GONE = frozenset({WITHDRAWN, *Lapse})
"""How a request is closed that is then gone for her who was asked, as if it had never been."""


class RequestRow(Base):
    """A learner asks one person to close one milestone; open until it is decided or withdrawn.

    ``body`` is what she asked with, as it stood: requests from before it was kept have none, and of one that ended
    undecided only its hash stays. It is read by ``body_of`` alone, since every judgement gathers requests.
    """

    __tablename__ = "requests"
    __table_args__ = (
        Index("ix_requests_learner_id", "learner_id"),
        Index("ix_requests_asked_of", "asked_of"),
        Index(
            "uq_requests_open",
            "assignment_id",
            "milestone",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
    )

    id: Mapped[Id]
    learner_id: Mapped[PersonRef]
    assignment_id: Mapped[str] = mapped_column(String(32), ForeignKey("assignments.id"))
    milestone: Mapped[Slug]
    closer: Mapped[Code]
    asked_of: Mapped[PersonRef]
    note: Mapped[Long]
    body: Mapped[dict[str, Any] | None] = mapped_column(Document, deferred=True, deferred_raiseload=True)
    body_hash: Mapped[Hash | None]
    asked_at: Mapped[datetime]
    asked_on: Mapped[date]
    closed_at: Mapped[datetime | None]
    closed_how: Mapped[Code | None]


class DecisionRow(Base):
    """What was decided, by whom, on what, known how: with the finding as it stood. Added, never changed."""

    __tablename__ = "decisions"
    __table_args__ = (
        Index("ix_decisions_learner_id", "learner_id"),
        Index("ix_decisions_by", "by"),
        Index("uq_decisions_first", "request_id", unique=True, sqlite_where=FIRST, postgresql_where=FIRST),
    )

    seq: Mapped[Seq]
    id: Mapped[str] = mapped_column(String(32), unique=True)
    request_id: Mapped[str] = mapped_column(String(32), ForeignKey("requests.id"))
    learner_id: Mapped[PersonRef]
    assignment_id: Mapped[str] = mapped_column(String(32), ForeignKey("assignments.id"))
    edition: Mapped[Hash] = mapped_column(ForeignKey("editions.hash"))
    milestone: Mapped[Slug]
    by: Mapped[PersonRef]
    role: Mapped[Code]
    decision: Mapped[Code]
    known: Mapped[Code | None]
    met_on: Mapped[date]
    minutes: Mapped[int | None]
    note: Mapped[Long]
    talk_on: Mapped[date | None]
    bundle: Mapped[Hash]
    finding: Mapped[Body]
    amends: Mapped[str | None] = mapped_column(String(32))
    reason: Mapped[str | None] = mapped_column(String(200))
    decided_at: Mapped[datetime]
    decided_on: Mapped[date]


# Built once: every judgement asks it.
_DECISIONS = (
    select(DecisionRow)
    .where(DecisionRow.learner_id.in_(bindparam("learners", expanding=True)))
    .order_by(DecisionRow.seq)
)


def asked_of(session: Session, person_id: str) -> list[RequestRow]:
    """Every open request that waits for this person, the longest wait first."""
    return _requests(session, (RequestRow.asked_of == person_id) & RequestRow.closed_at.is_(None))


def request(session: Session, request_id: str) -> RequestRow | None:
    """One request."""
    return session.get(RequestRow, request_id)


def body_of(session: Session, request_id: str) -> dict[str, Any] | None:
    """What a request was asked with, if it is kept."""
    return session.scalars(select(RequestRow.body).where(RequestRow.id == request_id)).one_or_none()


def close(session: Session, row: RequestRow, how: str, now: datetime) -> None:
    """Close a request that nobody will decide; of what was asked only the hash stays, and no letter asks for it."""
    close_all(session, [row], how, now)


def close_all(session: Session, rows: Collection[RequestRow], how: str, now: datetime) -> None:
    """Close each of these so; two statements, however many they are."""
    outbox.take_back_asking(session, [row.id for row in rows], now)
    for row in rows:
        row.closed_at, row.closed_how, row.body = now, how, None
    session.flush()


def locked(session: Session, request_id: str) -> RequestRow | None:
    """One request as it is now, held against every other writer until this transaction ends."""
    return session.scalars(
        select(RequestRow)
        .where(RequestRow.id == request_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()


def open_for(session: Session, assignment_id: str, milestone: str) -> RequestRow | None:
    """The request that waits for an answer on one milestone, if there is one."""
    return session.scalars(
        select(RequestRow).where(
            RequestRow.assignment_id == assignment_id,
            RequestRow.milestone == milestone,
            RequestRow.closed_at.is_(None),
        )
    ).one_or_none()


def open_on(session: Session, assignment_id: str) -> list[RequestRow]:
    """The requests on one assignment that nobody has answered yet."""
    return _requests(session, (RequestRow.assignment_id == assignment_id) & RequestRow.closed_at.is_(None))


def hold_open(session: Session, where: ColumnElement[bool]) -> list[RequestRow]:
    """Those of these requests that nobody has answered yet, held against every other writer."""
    rows = session.scalars(
        select(RequestRow)
        .where(where, RequestRow.closed_at.is_(None))
        .order_by(RequestRow.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return list(rows)


def lasting(session: Session, assignment_id: str, milestone: str) -> list[RequestRow]:
    """Every request on one milestone that was not taken back, in the order of their answers; an open one is last.

    The order is that of the ledger of decisions, never that of stamps: a clock may have been set back.
    """
    found = session.execute(
        select(RequestRow, DecisionRow.seq)
        .outerjoin(DecisionRow, (DecisionRow.request_id == RequestRow.id) & DecisionRow.amends.is_(None))
        .where(
            RequestRow.assignment_id == assignment_id,
            RequestRow.milestone == milestone,
            RequestRow.closed_how.is_(None) | RequestRow.closed_how.not_in(GONE),
        )
    )
    rows = sorted(found, key=lambda each: (each.seq is None, each.seq or 0))
    return [each.RequestRow for each in rows]


def answers_to(session: Session, request_id: str) -> list[DecisionRow]:
    """The decision on a request and its amendments, the first first."""
    return list(
        session.scalars(
            select(DecisionRow).where(DecisionRow.request_id == request_id).order_by(DecisionRow.seq)
        )
    )


def decisions_of(session: Session, learners: Collection[str]) -> list[DecisionRow]:
    """Every decision on these learners, in the order they were signed."""
    return list(session.scalars(_DECISIONS, {"learners": tuple(set(learners))}))


def signed_by(session: Session, person_id: str) -> list[DecisionRow]:
    """Every decision this person signed, the latest first by the day that stands beside it."""
    latest = (DecisionRow.decided_at.desc(), DecisionRow.seq.desc())
    return list(session.scalars(select(DecisionRow).where(DecisionRow.by == person_id).order_by(*latest)))


def last_came_back(session: Session, assignment_id: str, milestone: str) -> RequestRow | None:
    """The newest request on one milestone, where whoever was asked will not answer it, or may not any more."""
    newest = session.scalars(
        select(RequestRow)
        .where(RequestRow.assignment_id == assignment_id, RequestRow.milestone == milestone)
        .order_by(RequestRow.closed_at.is_not(None), RequestRow.asked_at.desc(), RequestRow.id.desc())
        .limit(1)
    ).one_or_none()
    return newest if newest is not None and newest.closed_how in CAME_BACK else None


def taken_back(session: Session, signers: Collection[str], at: datetime) -> list[RequestRow]:
    """What these people may answer no more since an act of that instant."""
    was = RequestRow.asked_of.in_(set(signers)) & (RequestRow.closed_at == at)
    return _requests(session, was & RequestRow.closed_how.in_(set(Lapse)))


def decision(session: Session, decision_id: str) -> DecisionRow | None:
    """One decision."""
    return session.scalars(select(DecisionRow).where(DecisionRow.id == decision_id)).one_or_none()


def readdress(session: Session, leaving: str, to: str, learners: Collection[str]) -> list[RequestRow]:
    """Send the open requests that waited for a leaving supervisor to the one who takes over; their dates stay."""
    hers = (RequestRow.asked_of == leaving) & (RequestRow.closer == "supervisor")
    rows = hold_open(session, hers & made_by(learners))
    for row in rows:
        row.asked_of = to
    session.flush()
    return rows


def reached_under(session: Session, supervisors: Collection[str]) -> dict[str, list[MenteeEvent]]:
    """What trainees reached while each of these supervised them, by supervisor: decisions that stand; one statement."""
    later = aliased(DecisionRow)
    rows = session.execute(
        select(DecisionRow, RelationRow.supervisor_id, AssignmentRow.pathway)
        .join(RelationRow, RelationRow.learner_id == DecisionRow.learner_id)
        .join(AssignmentRow, AssignmentRow.id == DecisionRow.assignment_id)
        .where(
            RelationRow.supervisor_id.in_(set(supervisors)),
            RelationRow.since <= DecisionRow.met_on,
            or_(RelationRow.until.is_(None), RelationRow.until >= DecisionRow.met_on),
            DecisionRow.decision == Verdict.AGREE,
            ~exists().where(later.amends == DecisionRow.id),
        )
        .order_by(DecisionRow.seq)
    )
    found: dict[str, list[MenteeEvent]] = {}
    for row, supervisor, pathway in rows:
        event = MenteeEvent(
            id=row.id,
            on=row.met_on,
            entered=row.decided_on,
            person=row.learner_id,
            milestone=f"{pathway}/{row.milestone}",
        )
        found.setdefault(supervisor, []).append(event)
    return found


def close_open(session: Session, where: ColumnElement[bool], how: str, now: datetime) -> None:
    """Close these requests where nobody has answered them yet, as ``close`` does each."""
    outbox.take_back_asking(session, select(RequestRow.id).where(where, RequestRow.closed_at.is_(None)), now)
    session.execute(
        update(RequestRow)
        .where(where, RequestRow.closed_at.is_(None))
        .values(closed_at=now, closed_how=how, body=None)
        .execution_options(synchronize_session="fetch")
    )


def count_open(session: Session, where: ColumnElement[bool]) -> int:
    """How many of these requests nobody has answered yet."""
    open_ = select(func.count()).select_from(RequestRow).where(where, RequestRow.closed_at.is_(None))
    return session.scalars(open_).one()


def of_person(person_id: str) -> ColumnElement[bool]:
    """The requests that a person made, or that wait for her."""
    return or_(RequestRow.asked_of == person_id, RequestRow.learner_id == person_id)


def asked_by_others(person_id: str) -> ColumnElement[bool]:
    """The requests that others made to a person."""
    return (RequestRow.asked_of == person_id) & (RequestRow.learner_id != person_id)


def made_by(learners: Collection[str]) -> ColumnElement[bool]:
    """The requests that these learners made."""
    return RequestRow.learner_id.in_(set(learners))


def on_assignment(assignment_id: str) -> ColumnElement[bool]:
    """The requests made on one assignment."""
    return RequestRow.assignment_id == assignment_id


def about(learner: str, pathway: str, milestone: str) -> ColumnElement[bool]:
    """The requests of a learner about one milestone of a pathway, on whichever assignment."""
    theirs = select(AssignmentRow.id).where(
        AssignmentRow.learner_id == learner, AssignmentRow.pathway == pathway
    )
    return (RequestRow.milestone == milestone) & RequestRow.assignment_id.in_(theirs)


def _requests(session: Session, where: ColumnElement[bool]) -> list[RequestRow]:
    return list(session.scalars(select(RequestRow).where(where).order_by(RequestRow.asked_at, RequestRow.id)))
