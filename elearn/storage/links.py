"""Without this table no invitation or reset could be single-use, dated and revocable."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from elearn.storage.base import Base, Code, Hash, Id, PersonRef

OPEN_INVITATION = text("purpose = 'invitation' AND used_at IS NULL AND revoked_at IS NULL")
"""An invitation that nobody has followed or taken back; spelt out, or the index over these would not be used."""


class LinkRow(Base):
    """A link sent to one person for one purpose; only the SHA-256 of its 256 random bits is kept."""

    __tablename__ = "links"
    __table_args__ = (
        Index("ix_links_person_id", "person_id"),
        Index(
            "ix_links_open",
            "made_at",
            "person_id",
            sqlite_where=OPEN_INVITATION,
            postgresql_where=OPEN_INVITATION,
        ),
    )

    id: Mapped[Id]
    person_id: Mapped[PersonRef]
    purpose: Mapped[Code]
    token_hash: Mapped[Hash] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    made_by: Mapped[str | None] = mapped_column(String(32), ForeignKey("people.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


def by_token(session: Session, token_hash: str) -> LinkRow | None:
    """The link under this token, spent or not."""
    return session.scalars(select(LinkRow).where(LinkRow.token_hash == token_hash)).one_or_none()


def spend(session: Session, link_id: str, now: datetime) -> bool:
    """Use up a link; True for the first who does, so that two tabs cannot both."""
    spent = session.execute(
        update(LinkRow)
        .where(LinkRow.id == link_id, LinkRow.used_at.is_(None), LinkRow.revoked_at.is_(None))
        .values(used_at=now)
        .returning(LinkRow.id)
    )
    return spent.first() is not None


def revoke_open(session: Session, person_id: str, purposes: tuple[str, ...], now: datetime) -> None:
    """Revoke every unused link of these purposes, since a newer one takes their place."""
    session.execute(
        update(LinkRow)
        .where(
            LinkRow.person_id == person_id,
            LinkRow.purpose.in_(purposes),
            LinkRow.used_at.is_(None),
            LinkRow.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )
