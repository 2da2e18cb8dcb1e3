"""Without this table a result could not be read once its quiz or pathway file had changed or gone."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from elearn.storage.base import Base, Body, Code, Hash, Slug


class EditionRow(Base):
    """What was used, whole: the canonical JSON of a quiz, lesson, module or pathway under its SHA-256."""

    __tablename__ = "editions"
    __table_args__ = (Index("ix_editions_kind_slug", "kind", "slug"),)

    hash: Mapped[Hash] = mapped_column(primary_key=True)
    kind: Mapped[Code]
    slug: Mapped[Slug]
    body: Mapped[Body]
    first_used_at: Mapped[datetime]
