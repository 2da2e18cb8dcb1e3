"""Without this table no learner would be on a pathway, pinned to the edition she began under."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

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
