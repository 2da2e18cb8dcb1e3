"""Without this table no invitation or reset could be single-use, dated and revocable."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.storage.base import Base, Code, Hash, Id, PersonRef


class LinkRow(Base):
    """A link sent to one person for one purpose; only the SHA-256 of its 256 random bits is kept."""

    __tablename__ = "links"
    __table_args__ = (Index("ix_links_person_id", "person_id"),)

    id: Mapped[Id]
    person_id: Mapped[PersonRef]
    purpose: Mapped[Code]
    token_hash: Mapped[Hash] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    made_by: Mapped[str | None] = mapped_column(String(32), ForeignKey("people.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
