"""Without this sealed chain nobody could prove afterwards who did what; only this table refuses update and delete."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from elearn.domain.audit import FIRST, Act, Sealed, key_name, seal
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


def append(session: Session, act: Act) -> None:
    """Seal an act to the one before it and add it; the head row is locked until the transaction ends.

    Raises ``RuntimeError`` when the session carries no key: a seal anyone can make proves nothing.
    """
    key = str(session.info.get("audit_key", ""))
    if not key:
        raise RuntimeError("the audited record needs ELEARN_AUDIT_KEY")
    head = session.scalars(select(AuditHeadRow).where(AuditHeadRow.id == 1).with_for_update()).one_or_none()
    before = head.seal if head else FIRST
    sealed = seal(key, before, act)
    if head:
        head.seal = sealed
    else:
        session.add(AuditHeadRow(id=1, seal=sealed))
    session.add(
        AuditRow(
            at=act.at,
            actor_id=act.actor,
            action=act.action,
            subject_id=act.subject,
            detail=dict(act.detail),
            before=before,
            seal=sealed,
            key_id=key_name(key),
        )
    )
    session.flush()


def chain(session: Session) -> Iterator[Sealed]:
    """Every act in the order it was sealed."""
    for row in session.scalars(select(AuditRow).order_by(AuditRow.seq)).yield_per(500):
        act = Act(at=row.at, actor=row.actor_id, action=row.action, subject=row.subject_id, detail=row.detail)
        yield Sealed(seq=row.seq, act=act, before=row.before, seal=row.seal, key_id=row.key_id)
