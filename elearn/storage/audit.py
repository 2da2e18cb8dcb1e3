"""Without this sealed chain nobody could prove afterwards who did what; only this table refuses update and delete."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Index, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from elearn.domain.audit import Act, Head, Sealed, key_name, seal
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


def hold(session: Session) -> None:
    """Let nobody else seal, or count, until this transaction ends; every row lock must be taken before this one."""
    session.execute(_HEAD.with_for_update())


def append(session: Session, *acts: Act) -> None:
    """Seal each of these acts to the one before it and add them; the head row is locked until the transaction ends.

    Four statements, however many acts there are. Raises ``RuntimeError`` when the session carries no key: a seal
    anyone can make proves nothing.
    """
    key = str(session.info.get("audit_key", ""))
    if not key:
        raise RuntimeError("the audited record needs ELEARN_AUDIT_KEY")
    head = session.scalars(_HEAD.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if head is None:
        raise RuntimeError("the head of the audited record is gone: nothing can be sealed to it")
    # Asked for after the lock, never with it: what another transaction added meanwhile would be missing.
    last = session.scalar(select(func.max(AuditRow.seq))) or 0
    for seq, act in enumerate(acts, last + 1):
        sealed = seal(key, head.seal, act, seq)
        session.add(
            AuditRow(
                seq=seq,
                at=act.at,
                actor_id=act.actor,
                action=act.action,
                subject_id=act.subject,
                detail=dict(act.detail),
                before=head.seal,
                seal=sealed,
                key_id=key_name(key),
            )
        )
        head.seal = sealed
    session.flush()


def head(session: Session) -> Head:
    """The head as this database has it, without a count, since acts may come meanwhile; of no seal where it is gone."""
    found = session.scalars(_HEAD).one_or_none()
    return Head(acts=None, seal=found.seal if found else "")


def chain(session: Session) -> Iterator[Sealed]:
    """Every act in the order it was sealed."""
    # Columns, not objects: a record of many years is examined in seconds.
    rows = session.execute(_ACTS.execution_options(yield_per=1000))
    for seq, at, actor, action, subject, detail, before, sealed, key_id in rows:
        act = Act(at=at, actor=actor, action=action, subject=subject, detail=detail)
        yield Sealed(seq=seq, act=act, before=before, seal=sealed, key_id=key_id)


_HEAD = select(AuditHeadRow).where(AuditHeadRow.id == 1)
_ACTS = select(
    AuditRow.seq,
    AuditRow.at,
    AuditRow.actor_id,
    AuditRow.action,
    AuditRow.subject_id,
    AuditRow.detail,
    AuditRow.before,
    AuditRow.seal,
    AuditRow.key_id,
).order_by(AuditRow.seq)
