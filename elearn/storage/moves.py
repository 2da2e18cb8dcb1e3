"""Without this table a learner could be put under other rules, and nobody could say when, by whom and why."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, bindparam, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from elearn.storage.assignments import AssignmentRow
from elearn.storage.base import Base, Hash, PersonRef, Seq
from elearn.storage.people import PersonRow


class MoveRow(Base):
    """An assignment was moved from one edition of its pathway to another. Added, never changed."""

    __tablename__ = "moves"
    __table_args__ = (
        Index("ix_moves_assignment_id", "assignment_id"),
        Index("ix_moves_learner_id", "learner_id"),
    )

    seq: Mapped[Seq]
    learner_id: Mapped[PersonRef]
    assignment_id: Mapped[str] = mapped_column(String(32), ForeignKey("assignments.id"))
    from_edition: Mapped[Hash] = mapped_column(ForeignKey("editions.hash"))
    to_edition: Mapped[Hash] = mapped_column(ForeignKey("editions.hash"))
    reason: Mapped[str] = mapped_column(String(200))
    moved_at: Mapped[datetime]
    moved_by: Mapped[str | None] = mapped_column(String(32), ForeignKey("people.id"))


# Built once: the page of milestones asks it.
_OF_LEARNER = (
    select(AssignmentRow, MoveRow)
    .outerjoin(MoveRow, MoveRow.assignment_id == AssignmentRow.id)
    .where(AssignmentRow.learner_id == bindparam("learner", type_=String))
    .order_by(AssignmentRow.assigned_at, AssignmentRow.id, MoveRow.seq)
)


def of_learner(session: Session, learner: str) -> dict[AssignmentRow, list[MoveRow]]:
    """Every pathway a learner is or was on, the oldest first, with its moves, the first first; one statement."""
    found: dict[AssignmentRow, list[MoveRow]] = {}
    for row, moved in session.execute(_OF_LEARNER, {"learner": learner}):
        found.setdefault(row, []).extend([moved] if moved else [])
    return found


def on_other_editions(
    session: Session, pathway: str, edition: str, *, after: str, most: int
) -> list[AssignmentRow]:
    """The open assignments to a pathway that are pinned to any other edition, by key, from one on."""
    return list(
        session.scalars(
            select(AssignmentRow)
            .join(PersonRow, PersonRow.id == AssignmentRow.learner_id)
            .where(
                AssignmentRow.pathway == pathway,
                AssignmentRow.edition != edition,
                AssignmentRow.ended_at.is_(None),
                PersonRow.erased_at.is_(None),
                AssignmentRow.id > after,
            )
            .order_by(AssignmentRow.id)
            .limit(most)
        )
    )


def pinned(session: Session) -> dict[tuple[str, str], int]:
    """How many open assignments there are to each edition of each pathway; one statement."""
    rows = session.execute(
        select(AssignmentRow.pathway, AssignmentRow.edition, func.count())
        .where(AssignmentRow.ended_at.is_(None))
        .group_by(AssignmentRow.pathway, AssignmentRow.edition)
    )
    return {(pathway, edition): count for pathway, edition, count in rows}
