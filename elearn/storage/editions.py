"""Without this table a result could not be read once its quiz or pathway file had changed or gone."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Index, String, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from elearn.domain.editions import Edition
from elearn.storage.base import Base, Code, Hash, Long
from elearn.storage.once import insert


class EditionRow(Base):
    """What was used, whole: the canonical JSON of a quiz, lesson, module or pathway under its SHA-256."""

    __tablename__ = "editions"
    __table_args__ = (Index("ix_editions_kind_slug", "kind", "slug"),)

    hash: Mapped[Hash] = mapped_column(primary_key=True)
    kind: Mapped[Code]
    slug: Mapped[str] = mapped_column(String(121))
    body: Mapped[Long]
    first_used_at: Mapped[datetime]


def remember(session: Session, edition: Edition, now: datetime) -> str:
    """Keep an edition the first time it is used; returns its hash."""
    if session.get(EditionRow, edition.hash) is None:
        # Two people may be the first in the same moment; the second finds the row when hers is sent.
        session.execute(
            insert(session, EditionRow)
            .values(
                hash=edition.hash, kind=edition.kind, slug=edition.id, body=edition.body, first_used_at=now
            )
            .on_conflict_do_nothing()
        )
    return edition.hash


# Built once: every judgement asks it.
_EDITIONS = EditionRow.__table__
_BODIES = select(_EDITIONS.c.hash, _EDITIONS.c.body).where(
    _EDITIONS.c.hash.in_(bindparam("hashes", expanding=True))
)


def bodies(session: Session, hashes: Collection[str]) -> dict[str, str]:
    """The canonical JSON of these editions."""
    found = session.execute(_BODIES, {"hashes": tuple(set(hashes))})
    return {row.hash: row.body for row in found}


def beginning_with(session: Session, kind: str, prefix: str) -> list[EditionRow]:
    """The editions of a kind whose hash begins so; two at most, which is one too many."""
    return list(
        session.scalars(
            select(EditionRow)
            .where(EditionRow.kind == kind, EditionRow.hash.startswith(prefix, autoescape=True))
            .order_by(EditionRow.hash)
            .limit(2)
        )
    )
