"""Without these tables no sign-in could be revoked, no device known, no typed form outlive its session."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.storage.base import Base, Body, Code, Hash, Id, PersonRef


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
