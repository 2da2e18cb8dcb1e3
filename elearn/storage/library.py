"""Without these tables nobody would find her place again, nor know which lessons she has read."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.storage.base import Base, Hash, Slug


class ReadingRow(Base):
    """A lesson a person marked as read, under the edition she read; added once and never moved."""

    __tablename__ = "readings"

    person_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    module: Mapped[Slug] = mapped_column(primary_key=True)
    lesson: Mapped[Slug] = mapped_column(primary_key=True)
    edition: Mapped[Hash]
    read_at: Mapped[datetime]


class PlaceRow(Base):
    """The lesson a person is at in a module."""

    __tablename__ = "places"

    person_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    module: Mapped[Slug] = mapped_column(primary_key=True)
    lesson: Mapped[Slug]
    at: Mapped[datetime]
