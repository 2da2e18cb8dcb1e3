"""Without these tables nobody would be known here: people, their dated roles, and who supervises whom when."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.storage.base import Base, Code, Id, PersonRef


class PersonRow(Base):
    """A person; her address is not her identity, and erasing her empties the name and the address only."""

    __tablename__ = "people"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(100))
    email: Mapped[str | None]
    email_folded: Mapped[str | None] = mapped_column(unique=True)
    passphrase_hash: Mapped[str | None] = mapped_column(String(200))
    demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]


class RoleRow(Base):
    """A role a person has from an instant to an instant."""

    __tablename__ = "roles"
    __table_args__ = (Index("ix_roles_person_id", "person_id"),)

    id: Mapped[Id]
    person_id: Mapped[PersonRef]
    role: Mapped[Code]
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class RelationRow(Base):
    """One person supervises (or covers for) another from a day to a day, both inclusive."""

    __tablename__ = "relations"
    __table_args__ = (
        CheckConstraint("learner_id <> supervisor_id", name="not_oneself"),
        Index("ix_relations_learner_id", "learner_id"),
        Index("ix_relations_supervisor_id", "supervisor_id"),
    )

    id: Mapped[Id]
    learner_id: Mapped[PersonRef]
    supervisor_id: Mapped[PersonRef]
    covering: Mapped[bool] = mapped_column(default=False)
    since: Mapped[date]
    until: Mapped[date | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str | None] = mapped_column(String(32), ForeignKey("people.id"))
