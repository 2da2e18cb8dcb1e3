"""Without this sealed chain nobody could prove afterwards who did what; only this table refuses update and delete."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.storage.base import Base, Body, Code, Hash, Seq


class AuditRow(Base):
    """One act, sealed with a keyed hash over itself and the seal before it; it names the key that sealed it."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_subject_id", "subject_id"),)

    seq: Mapped[Seq]
    at: Mapped[datetime]
    actor_id: Mapped[str | None] = mapped_column(String(32))
    action: Mapped[Code]
    subject_id: Mapped[str | None] = mapped_column(String(32))
    detail: Mapped[Body]
    before: Mapped[Hash]
    seal: Mapped[Hash]
    key_id: Mapped[str] = mapped_column(String(16))


class AuditHeadRow(Base):
    """The last seal; locking this one row keeps two acts from taking the same predecessor."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seal: Mapped[Hash]
