"""Without this ledger of achievements what was once earned would have to be worked out again, and could be lost."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Index, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from elearn.domain.evidence import AnyEvent, QuizEvent, ReadingEvent
from elearn.storage.base import Base, Code, Hash, PersonRef, Seq, Slug
from elearn.storage.once import insert


class AchievementRow(Base):
    """Something earned by study: a module read to the end, or a quiz submitted with its result. Only ever added."""

    __tablename__ = "achievements"
    __table_args__ = (
        UniqueConstraint("learner_id", "kind", "ref", "edition", "attempt"),
        Index("ix_achievements_learner_id", "learner_id"),
    )

    seq: Mapped[Seq]
    id: Mapped[str] = mapped_column(String(32), unique=True)
    learner_id: Mapped[PersonRef]
    kind: Mapped[Code]
    ref: Mapped[Slug]
    edition: Mapped[Hash]
    attempt: Mapped[str] = mapped_column(String(32), default="")
    on: Mapped[date]
    passed: Mapped[bool]
    score: Mapped[str | None] = mapped_column(String(20))
    recorded_at: Mapped[datetime]


def achieve(session: Session, row: AchievementRow) -> bool:
    """Add an achievement once; a second telling of the same changes nothing. True when it was new."""
    told = {column.key: getattr(row, column.key) for column in AchievementRow.__table__.columns}
    given = {name: value for name, value in told.items() if value is not None}
    added = session.scalars(
        insert(session, AchievementRow).values(given).on_conflict_do_nothing().returning(AchievementRow.seq)
    )
    return added.first() is not None


def achievements_of(session: Session, learners: Collection[str]) -> dict[str, list[AnyEvent]]:
    """What these learners earned by study, as events of the rules, in order; one statement."""
    rows = session.scalars(
        select(AchievementRow)
        .where(AchievementRow.learner_id.in_(set(learners)))
        .order_by(AchievementRow.seq)
    )
    found: dict[str, list[AnyEvent]] = {}
    for row in rows:
        found.setdefault(row.learner_id, []).append(_event(row))
    return found


def _event(row: AchievementRow) -> AnyEvent:
    if row.kind == "reading":
        return ReadingEvent(id=row.id, on=row.on, module=row.ref)
    return QuizEvent(id=row.id, on=row.on, quiz=row.ref, passed=row.passed, score=row.score or "")
