"""Without this table a session could not be prepared, and what was prepared for an earlier one would be gone."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from elearn.domain.preparations import Prepared, State, preparation
from elearn.storage.base import Base, Body, Code, Document, PersonRef, Seq
from elearn.storage.once import insert


class PreparationRow(Base):
    """One version of a preparation, only ever added; the last row of a learner is how it stands."""

    __tablename__ = "preparations"
    __table_args__ = (Index("ix_preparations_learner_id", "learner_id"),)

    seq: Mapped[Seq]
    id: Mapped[str] = mapped_column(String(32), unique=True)
    learner_id: Mapped[PersonRef]
    state: Mapped[Code]
    brought: Mapped[list[str]] = mapped_column(Document)
    words: Mapped[Body]
    replaces: Mapped[str | None] = mapped_column(String(32), unique=True)
    kept_on: Mapped[date]
    kept_at: Mapped[datetime]


def add(session: Session, **values: Any) -> bool:
    """Add a version; False, and nothing added, when it is there or what it replaces was replaced already."""
    added = insert(session, PreparationRow).values(**values).on_conflict_do_nothing()
    return session.scalar(added.returning(PreparationRow.seq)) is not None


def of_learner(session: Session, learner: str) -> list[Prepared]:
    """Every version that a learner kept, in order; one statement."""
    return of_learners(session, [learner]).get(learner, [])


def of_learners(session: Session, learners: Iterable[str]) -> dict[str, list[Prepared]]:
    """The same of several learners; one statement."""
    rows = session.scalars(
        select(PreparationRow)
        .where(PreparationRow.learner_id.in_(set(learners)))
        .order_by(PreparationRow.seq)
    )
    found: dict[str, list[Prepared]] = {}
    for row in rows:
        found.setdefault(row.learner_id, []).append(_prepared(row))
    return found


def one(session: Session, id_: str) -> Prepared | None:
    """One version by its id."""
    row = session.scalars(select(PreparationRow).where(PreparationRow.id == id_)).one_or_none()
    return _prepared(row) if row else None


def _prepared(row: PreparationRow) -> Prepared:
    state = State(row.state)
    return Prepared(
        id=row.id,
        learner=row.learner_id,
        state=state,
        on=row.kept_on,
        preparation=preparation(row.brought, row.words, share=state is State.SHARED),
        replaces=row.replaces,
    )
