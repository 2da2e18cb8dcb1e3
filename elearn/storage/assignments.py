"""Without this table no learner would be on a pathway, pinned to the edition she began under."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, bindparam, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from elearn.storage.base import Base, Hash, Id, PersonRef, Slug


class AssignmentRow(Base):
    """A learner on one edition of one pathway, from the day her record on it begins."""

    __tablename__ = "assignments"
    __table_args__ = (
        Index("ix_assignments_learner_id", "learner_id"),
        Index(
            "uq_assignments_open",
            "learner_id",
            "pathway",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    learner_id: Mapped[PersonRef]
    pathway: Mapped[Slug]
    edition: Mapped[Hash] = mapped_column(ForeignKey("editions.hash"))
    began_on: Mapped[date]
    assigned_at: Mapped[datetime]
    assigned_by: Mapped[str | None] = mapped_column(String(32), ForeignKey("people.id"))
    ended_at: Mapped[datetime | None]
    ended_why: Mapped[str | None] = mapped_column(String(200))
    ended_by: Mapped[str | None] = mapped_column(String(32))


# Built once: every judgement asks it, and putting a statement together costs more than sending it.
_OF_LEARNERS = (
    select(AssignmentRow)
    .where(
        AssignmentRow.learner_id.in_(bindparam("learners", expanding=True)), AssignmentRow.ended_at.is_(None)
    )
    .order_by(AssignmentRow.assigned_at, AssignmentRow.id)
)


def of_learners(session: Session, learners: Collection[str]) -> dict[str, list[AssignmentRow]]:
    """The pathways these learners are on now, the oldest first; one statement."""
    rows = session.scalars(_OF_LEARNERS, {"learners": tuple(set(learners))})
    found: dict[str, list[AssignmentRow]] = {}
    for row in rows:
        found.setdefault(row.learner_id, []).append(row)
    return found


def editions_of(session: Session, ids: Collection[str]) -> dict[str, str]:
    """The edition of each of these assignments; one statement."""
    rows = session.execute(
        select(AssignmentRow.id, AssignmentRow.edition).where(AssignmentRow.id.in_(set(ids)))
    )
    return {row.id: row.edition for row in rows}


def ladders(session: Session, ids: Collection[str]) -> dict[str, str]:
    """The pathway of each of these assignments, ended ones too; no statement where none is asked about."""
    if not ids:
        return {}
    rows = session.execute(
        select(AssignmentRow.id, AssignmentRow.pathway).where(AssignmentRow.id.in_(set(ids)))
    )
    return {row.id: row.pathway for row in rows}


def open_one(session: Session, learner: str, pathway: str) -> AssignmentRow | None:
    """This learner's open assignment to that pathway, if she is on it."""
    return session.scalars(
        select(AssignmentRow).where(
            AssignmentRow.learner_id == learner,
            AssignmentRow.pathway == pathway,
            AssignmentRow.ended_at.is_(None),
        )
    ).one_or_none()


def locked(session: Session, assignment_id: str) -> AssignmentRow | None:
    """One assignment as it is now, held against every other writer until this transaction ends."""
    return session.scalars(
        select(AssignmentRow)
        .where(AssignmentRow.id == assignment_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()


def by_id(session: Session, assignment_id: str) -> AssignmentRow | None:
    """One assignment, ended or not."""
    return session.get(AssignmentRow, assignment_id)


def end_all(session: Session, learner: str, now: datetime) -> None:
    """End every assignment of a learner."""
    session.execute(
        update(AssignmentRow)
        .where(AssignmentRow.learner_id == learner, AssignmentRow.ended_at.is_(None))
        .values(ended_at=now)
    )
