"""Without these tables no sign-in could be revoked, no device known, no typed form outlive its session."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Index,
    String,
    Table,
    bindparam,
    delete,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from elearn.domain.people import Role
from elearn.storage.base import Base, Body, Code, Hash, Id, PersonRef
from elearn.storage.people import PersonRow, RoleRow


class SessionRow(Base):
    """One sign-in on one browser; only the SHA-256 of its token is kept."""

    __tablename__ = "sessions"
    __table_args__ = (Index("ix_sessions_person_id", "person_id"),)

    id: Mapped[Id]
    person_id: Mapped[PersonRef]
    token_hash: Mapped[Hash] = mapped_column(unique=True)
    signed_in_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_why: Mapped[Code | None]


class DeviceRow(Base):
    """A browser on which this person signed in before; it still gets in while strangers guess her passphrase."""

    __tablename__ = "devices"

    id: Mapped[Id]
    person_id: Mapped[PersonRef]
    token_hash: Mapped[Hash] = mapped_column(unique=True)
    known_since: Mapped[datetime]


class KeptFormRow(Base):
    """What a person had typed when her session ran out; kept for an hour and offered only to her."""

    __tablename__ = "kept_forms"
    __table_args__ = (Index("ix_kept_forms_person_id", "person_id"),)

    id: Mapped[Id]
    person_id: Mapped[PersonRef]
    path: Mapped[str] = mapped_column(String(300))
    fields: Mapped[Body]
    kept_at: Mapped[datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A session as the gate meets it: whose it is, since when, and what she may be."""

    session_id: str
    person_id: str
    name: str
    roles: frozenset[Role]
    signed_in_at: datetime
    last_seen_at: datetime
    ended: bool


# Built once and of tables, not classes: every request asks it, and putting it together anew for the mapper to take
# apart again cost ten times the asking.
_SESSIONS, _PEOPLE, _ROLES = SessionRow.__table__, PersonRow.__table__, RoleRow.__table__
_VISIT = (
    select(
        _SESSIONS.c.id,
        _SESSIONS.c.person_id,
        _SESSIONS.c.signed_in_at,
        _SESSIONS.c.last_seen_at,
        _SESSIONS.c.ended_at,
        _PEOPLE.c.name,
        _PEOPLE.c.disabled_at,
        _ROLES.c.role,
    )
    .join_from(_SESSIONS, _PEOPLE, _PEOPLE.c.id == _SESSIONS.c.person_id)
    .outerjoin(_ROLES, (_ROLES.c.person_id == _PEOPLE.c.id) & _ROLES.c.until.is_(None))
    .where(_SESSIONS.c.token_hash == bindparam("token"))
)
_NOW: BindParameter[datetime] = bindparam("now", type_=_SESSIONS.c.last_seen_at.type)
_TOUCH = (
    update(cast(Table, _SESSIONS))
    .where(_SESSIONS.c.id == bindparam("session"), _SESSIONS.c.last_seen_at < _NOW)
    .values(last_seen_at=_NOW)
)


def visit(session: Session, token_hash: str) -> Visit | None:
    """The session under this token with its person and roles, in one statement; ended ones too, marked so."""
    found = session.execute(_VISIT, {"token": token_hash}).all()
    if not found:
        return None
    first = found[0]
    return Visit(
        session_id=first.id,
        person_id=first.person_id,
        name=first.name,
        roles=frozenset(Role(row.role) for row in found if row.role),
        signed_in_at=first.signed_in_at,
        last_seen_at=first.last_seen_at,
        ended=first.ended_at is not None or first.disabled_at is not None,
    )


def touch(session: Session, session_id: str, now: datetime) -> None:
    """Note that this session was seen now; never backwards, even where the clock was."""
    session.execute(_TOUCH, {"session": session_id, "now": now})


def end(session: Session, session_id: str, why: str, now: datetime) -> None:
    """End one session."""
    _end(session, SessionRow.id == session_id, why, now)


def end_all(session: Session, person_id: str, why: str, now: datetime, *, but: str | None = None) -> None:
    """End every session of a person, except perhaps the one she sits at."""
    _end(session, (SessionRow.person_id == person_id) & (SessionRow.id != (but or "")), why, now)


def _end(session: Session, where: ColumnElement[bool], why: str, now: datetime) -> None:
    session.execute(
        update(SessionRow).where(where, SessionRow.ended_at.is_(None)).values(ended_at=now, ended_why=why)
    )


def knows_device(session: Session, person_id: str, token_hash: str) -> bool:
    """Whether this person signed in on this browser before."""
    return (
        session.scalars(
            select(DeviceRow.id).where(DeviceRow.person_id == person_id, DeviceRow.token_hash == token_hash)
        ).first()
        is not None
    )


def devices_of(session: Session, person_id: str) -> list[str]:
    """The SHA-256 of the token of every browser this person signed in on."""
    return list(session.scalars(select(DeviceRow.token_hash).where(DeviceRow.person_id == person_id)))


def kept_form(session: Session, person_id: str, since: datetime) -> KeptFormRow | None:
    """The latest form kept for this person since then."""
    return session.scalars(
        select(KeptFormRow)
        .where(KeptFormRow.person_id == person_id, KeptFormRow.kept_at >= since)
        .order_by(KeptFormRow.kept_at.desc())
    ).first()


def forget_forms(session: Session, person_id: str, before: datetime | None = None) -> None:
    """Forget what was kept for this person: all of it, or what is older than that."""
    where = KeptFormRow.person_id == person_id
    session.execute(
        delete(KeptFormRow).where(where if before is None else where & (KeptFormRow.kept_at < before))
    )
