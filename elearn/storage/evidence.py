"""Without this ledger of achievements what was once earned would have to be worked out again, and could be lost."""

from datetime import date, datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.storage.base import Base, Code, Hash, PersonRef, Seq, Slug


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
