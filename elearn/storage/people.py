"""Without these tables nobody would be known here: people, their dated roles, and who supervises whom when."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    Row,
    String,
    bindparam,
    delete,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from elearn.domain.evidence import Accredited
from elearn.domain.people import Ending, Relation, Role, fold_email
from elearn.storage.base import Base, Code, Document, Id, PersonRef


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
    endings: Mapped[list[dict[str, str | None]]] = mapped_column(Document, default=list)

    def end(self, last_day: date, now: datetime) -> None:
        """Set another last day; which was set until now stays known, for whatever was signed meanwhile."""
        was = self.until.isoformat() if self.until else None
        self.endings = [*self.endings, {"entered": now.isoformat(), "was": was}]
        self.until = last_day


def by_id(session: Session, person_id: str) -> PersonRow | None:
    """The person with this id, erased or not."""
    return session.get(PersonRow, person_id)


def by_ids(session: Session, ids: Collection[str]) -> dict[str, PersonRow]:
    """The people with these ids, erased or not; one statement."""
    return {row.id: row for row in session.scalars(select(PersonRow).where(PersonRow.id.in_(set(ids))))}


def locked(session: Session, person_id: str) -> PersonRow | None:
    """The person with this id as she is now, her affairs held against every other writer until the end."""
    return session.scalars(
        select(PersonRow)
        .where(PersonRow.id == person_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()


def lock_all(session: Session, ids: Collection[str]) -> None:
    """Hold the affairs of these people against every other writer, always in one order."""
    session.execute(
        select(PersonRow.id)
        .where(PersonRow.id.in_(set(ids)))
        .order_by(PersonRow.id)
        .with_for_update(key_share=True)
    )


def hold_addresses(session: Session, addresses: Collection[str]) -> None:
    """Hold the affairs of the people who have these addresses today."""
    folded = {fold_email(each) for each in addresses if each}
    lock_all(session, session.scalars(select(PersonRow.id).where(PersonRow.email_folded.in_(folded))).all())


def by_email(session: Session, address: str) -> PersonRow | None:
    """The person whose address this is today, compared casefolded."""
    return session.scalars(
        select(PersonRow).where(PersonRow.email_folded == fold_email(address))
    ).one_or_none()


# These four are built once: every judgement and every name on a page asks them.
_ROLES_OF = select(RoleRow.role).where(RoleRow.person_id == bindparam("person"), RoleRow.until.is_(None))
_PEOPLE, _RELATED, _HELD = PersonRow.__table__, RelationRow.__table__, RoleRow.__table__
_NAMES = select(_PEOPLE.c.id, _PEOPLE.c.name).where(_PEOPLE.c.id.in_(bindparam("people", expanding=True)))
_RELATIONS_OF = (
    select(_RELATED)
    .where(_RELATED.c.learner_id.in_(bindparam("learners", expanding=True)))
    .order_by(_RELATED.c.since, _RELATED.c.id)
)
_ACCREDITED = (
    select(_HELD.c.person_id, _HELD.c.since, _HELD.c.until)
    .where(_HELD.c.role == Role.ASSESSOR)
    .order_by(_HELD.c.since)
)


def roles_of(session: Session, person_id: str) -> frozenset[Role]:
    """The roles this person has now."""
    found = session.scalars(_ROLES_OF, {"person": person_id})
    return frozenset(Role(code) for code in found)


def roster(session: Session) -> list[tuple[PersonRow, frozenset[Role]]]:
    """Everyone who has not been erased, by name, with the roles they have now; two queries."""
    people = session.scalars(
        select(PersonRow).where(PersonRow.erased_at.is_(None)).order_by(PersonRow.name, PersonRow.id)
    ).all()
    roles: dict[str, set[Role]] = {}
    for person_id, code in session.execute(
        select(RoleRow.person_id, RoleRow.role).where(RoleRow.until.is_(None))
    ):
        roles.setdefault(person_id, set()).add(Role(code))
    return [(person, frozenset(roles.get(person.id, ()))) for person in people]


def page(session: Session, *, named: str, after: str, most: int) -> list[PersonRow]:
    """People by name from a key on (``name\\nid``), those whose name or address holds a text."""
    name, _mark, person_id = after.partition("\n")
    return list(
        session.scalars(
            select(PersonRow)
            .where(_named(named), tuple_(PersonRow.name, PersonRow.id) > tuple_(name, person_id))
            .order_by(PersonRow.name, PersonRow.id)
            .limit(most)
        )
    )


def count(session: Session, *, named: str) -> int:
    """How many people there are whose name or address holds a text."""
    return session.scalars(select(func.count()).select_from(PersonRow).where(_named(named))).one()


def _named(text: str) -> ColumnElement[bool]:
    here = PersonRow.erased_at.is_(None)
    if not text:
        return here
    return here & (
        PersonRow.name.icontains(text, autoescape=True)
        | PersonRow.email_folded.contains(fold_email(text), autoescape=True)
    )


def roles_of_many(session: Session, ids: Collection[str]) -> dict[str, frozenset[Role]]:
    """The roles these people have now."""
    found: dict[str, set[Role]] = {}
    for row in session.execute(
        select(RoleRow.person_id, RoleRow.role).where(
            RoleRow.person_id.in_(set(ids)), RoleRow.until.is_(None)
        )
    ):
        found.setdefault(row.person_id, set()).add(Role(row.role))
    return {person: frozenset(roles) for person, roles in found.items()}


def names(session: Session, ids: Collection[str]) -> dict[str, str]:
    """The names of these people; an erased person's name is empty."""
    if not ids:
        return {}
    return {row.id: row.name for row in session.execute(_NAMES, {"people": tuple(set(ids))})}


def called(session: Session, words: Collection[str]) -> tuple[str, ...]:
    """The names of everybody here in whose name one of these words stands."""
    asked = (PersonRow.name.icontains(word, autoescape=True) for word in sorted(words))
    return tuple(session.scalars(select(PersonRow.name).where(or_(*asked))))


def with_role(session: Session, role: Role) -> list[PersonRow]:
    """Everyone active who has this role now, by name."""
    return list(
        session.scalars(
            select(PersonRow)
            .join(RoleRow, RoleRow.person_id == PersonRow.id)
            .where(RoleRow.role == role, RoleRow.until.is_(None), PersonRow.disabled_at.is_(None))
            .order_by(PersonRow.name)
        )
    )


def relations_of(session: Session, learners: Collection[str]) -> list[Relation]:
    """Every relation, past and present, of these learners with whoever supervised them."""
    return _as_relations(session.execute(_RELATIONS_OF, {"learners": tuple(set(learners))}))


def relations_under(session: Session, supervisor_id: str) -> list[Relation]:
    """Every relation, past and present, in which this person supervises."""
    return _relations(session, RelationRow.supervisor_id == supervisor_id)


def all_relations(session: Session) -> list[Relation]:
    """Every relation there is."""
    return _relations(session, true())


def relations_above(session: Session, person_id: str) -> list[Relation]:
    """Every relation, past and present, of a person and of all above her, to rule out a circle; one statement."""
    above = select(literal(person_id, String).label("id")).cte("above", recursive=True)
    above = above.union(select(RelationRow.supervisor_id).join(above, RelationRow.learner_id == above.c.id))
    return _relations(session, RelationRow.learner_id.in_(select(above.c.id)))


def end_relations(session: Session, person_id: str, last_day: date, now: datetime) -> None:
    """End every relation of a person, on either side, on this day; one that has not begun was none."""
    either = or_(RelationRow.learner_id == person_id, RelationRow.supervisor_id == person_id)
    session.execute(delete(RelationRow).where(either, RelationRow.since > last_day))
    running = or_(RelationRow.until.is_(None), RelationRow.until > last_day)
    for row in session.scalars(select(RelationRow).where(either, running)):
        row.end(last_day, now)


def end_roles(session: Session, person_id: str, now: datetime) -> None:
    """Take every role from a person."""
    session.execute(
        update(RoleRow).where(RoleRow.person_id == person_id, RoleRow.until.is_(None)).values(until=now)
    )


def _relations(session: Session, where: ColumnElement[bool]) -> list[Relation]:
    return _as_relations(
        session.scalars(select(RelationRow).where(where).order_by(RelationRow.since, RelationRow.id))
    )


def _as_relations(rows: Iterable[RelationRow | Row[*tuple[Any, ...]]]) -> list[Relation]:
    return [
        Relation(
            id=row.id,
            learner=row.learner_id,
            supervisor=row.supervisor_id,
            covering=row.covering,
            since=row.since,
            until=row.until,
            recorded_at=row.recorded_at,
            endings=tuple(map(_ending, row.endings)),
        )
        for row in rows
    ]


def _ending(kept: Mapping[str, Any]) -> Ending:
    was = kept["was"]
    return Ending(
        entered=datetime.fromisoformat(kept["entered"]), was=date.fromisoformat(was) if was else None
    )


def accredited(session: Session, timezone: ZoneInfo) -> tuple[Accredited, ...]:
    """Who is or was an accredited supervisor, from which day to which."""
    rows = session.execute(_ACCREDITED)
    return tuple(
        Accredited(
            person=row.person_id,
            since=None,
            until=row.until.astimezone(timezone).date() if row.until else None,
        )
        for row in rows
    )
