"""Without this ledger of achievements what was once earned would have to be worked out again, and could be lost."""

from collections.abc import Collection, Set
from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, Row, String, UniqueConstraint, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from elearn.domain.evidence import AnyEvent, QuizEvent, ReadingEvent
from elearn.storage.base import Base, Code, Hash, PersonRef, Seq, Slug
from elearn.storage.once import built_once


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
    return session.execute(_ACHIEVE(session), [given]).first() is not None


_ACHIEVE = built_once(
    AchievementRow, lambda adding: adding.on_conflict_do_nothing().returning(AchievementRow.__table__.c.seq)
)
# Built once and of the table, not the class: every judgement asks it.
_EARNED = AchievementRow.__table__
_ACHIEVEMENTS = (
    select(_EARNED)
    .where(_EARNED.c.learner_id.in_(bindparam("learners", expanding=True)))
    .order_by(_EARNED.c.seq)
)


def achievements_of(session: Session, learners: Collection[str]) -> dict[str, list[AnyEvent]]:
    """What these learners earned by study, as events of the rules, in order; one statement."""
    rows = session.execute(_ACHIEVEMENTS, {"learners": tuple(set(learners))})
    found: dict[str, list[AnyEvent]] = {}
    for row in rows:
        found.setdefault(row.learner_id, []).append(_event(row))
    return found


def has_passed(session: Session, learner: str, refs: Set[str]) -> bool:
    """Whether a learner ever passed a quiz or an exercise that has one of these names."""
    found = select(AchievementRow.seq).where(
        AchievementRow.learner_id == learner,
        AchievementRow.kind == "quiz",
        AchievementRow.ref.in_(refs),
        AchievementRow.passed.is_(True),
    )
    return session.scalars(found.limit(1)).first() is not None


def _event(row: Row[*tuple[Any, ...]]) -> AnyEvent:
    if row.kind == "reading":
        return ReadingEvent(id=row.id, on=row.on, module=row.ref)
    return QuizEvent(id=row.id, on=row.on, quiz=row.ref, passed=row.passed, score=row.score or "")
