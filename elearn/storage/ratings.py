"""Without this table what three people saw in one film would melt into a memory of it; rows are only ever added."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from elearn.domain.pathways import Rater
from elearn.domain.ratings import Rating
from elearn.storage.base import Base, Body, Code, Hash, PersonRef, Seq, Slug
from elearn.storage.once import insert


class RatingRow(Base):
    """One film of a shared review, rated from one side by one edition of a scale; a later version replaces it."""

    __tablename__ = "ratings"
    __table_args__ = (Index("ix_ratings_learner_id", "learner_id"),)

    seq: Mapped[Seq]
    id: Mapped[str] = mapped_column(String(32), unique=True)
    learner_id: Mapped[PersonRef]
    cycle: Mapped[str] = mapped_column(String(32))
    scale: Mapped[Slug]
    edition: Mapped[Hash]
    side: Mapped[Code]
    by: Mapped[PersonRef]
    on: Mapped[date]
    levels: Mapped[Body]
    note: Mapped[str] = mapped_column(String(2000))
    shared: Mapped[bool]
    replaces: Mapped[str | None] = mapped_column(String(32), unique=True)
    approach: Mapped[Code | None]
    entered_at: Mapped[datetime]
    entered_on: Mapped[date]


def add(session: Session, **values: Any) -> bool:
    """Add a rating; False, and nothing added, when its id is there or what it replaces was replaced already."""
    added = insert(session, RatingRow).values(**values).on_conflict_do_nothing().returning(RatingRow.seq)
    return session.scalar(added) is not None


def ratings_of(session: Session, learners: Collection[str]) -> dict[str, list[Rating]]:
    """Every version of every rating of these learners' films, in the order they were given; one statement."""
    rows = session.scalars(
        select(RatingRow).where(RatingRow.learner_id.in_(set(learners))).order_by(RatingRow.seq)
    )
    found: dict[str, list[Rating]] = {}
    for row in rows:
        found.setdefault(row.learner_id, []).append(_rating(row))
    return found


def _rating(row: RatingRow) -> Rating:
    return Rating(
        id=row.id,
        learner=row.learner_id,
        cycle=row.cycle,
        scale=row.scale,
        edition=row.edition,
        side=Rater(row.side),
        by=row.by,
        on=row.on,
        entered=row.entered_on,
        levels=row.levels,
        note=row.note,
        shared=row.shared,
        replaces=row.replaces,
        approach=row.approach,
    )
