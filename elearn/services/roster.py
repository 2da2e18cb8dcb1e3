"""Without this a coordinator's pages would each ask the tables in their own way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from elearn.domain import access
from elearn.domain.access import Action
from elearn.domain.errors import NotFound
from elearn.domain.people import Actor, Relation, Role
from elearn.services.people import SUPERVISING
from elearn.storage import assessors, assignments, people
from elearn.storage.assignments import AssignmentRow
from elearn.storage.people import PersonRow

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A person as the list shows her."""

    id: str
    name: str
    email: str
    roles: frozenset[Role]
    stands: str
    pathways: tuple[str, ...]
    supervisors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page of the list, and the key at which the next begins."""

    people: tuple[Listed, ...]
    after: str | None
    whole: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One person with everything a coordinator sets."""

    person: PersonRow
    roles: frozenset[Role]
    stands: str
    supervised_by: tuple[tuple[Relation, str], ...]
    supervises: tuple[tuple[Relation, str], ...]
    assignments: tuple[AssignmentRow, ...]


def stands(person: PersonRow, *, outside: bool = False) -> str:
    """How an account stands: invited, active or closed; `by-link` where somebody from outside has none to come."""
    if person.disabled_at:
        return "closed"
    if person.passphrase_hash:
        return "active"
    return "by-link" if outside else "invited"


def sheet(session: Session, actor: Actor, *, named: str, after: str, today: date) -> Sheet:
    """At most fifty people by name, from a key on; seven statements, however many people there are."""
    access.require(actor, Action.RUN_PEOPLE)
    rows = people.page(session, named=named, after=after, most=PAGE + 1)
    shown = rows[:PAGE]
    ids = [row.id for row in shown]
    roles = people.roles_of_many(session, ids)
    relations = [each for each in people.relations_of(session, ids) if each.holds(today)]
    names = people.names(session, {each.supervisor for each in relations})
    assigned = assignments.of_learners(session, ids)
    outside = assessors.by_link(session, ids)
    listed = tuple(
        Listed(
            id=row.id,
            name=row.name,
            email=row.email or "",
            roles=roles.get(row.id, frozenset()),
            stands=stands(row, outside=row.id in outside),
            pathways=tuple(each.pathway for each in assigned.get(row.id, ())),
            supervisors=tuple(names[each.supervisor] for each in relations if each.learner == row.id),
        )
        for row in shown
    )
    more = f"{shown[-1].name}\n{shown[-1].id}" if len(rows) > PAGE else None
    return Sheet(people=listed, after=more, whole=people.count(session, named=named))


def profile(session: Session, actor: Actor, person_id: str) -> Profile:
    """One person as a coordinator sees her; raises ``NotFound``."""
    access.require(actor, Action.RUN_PEOPLE)
    person = people.by_id(session, person_id)
    if person is None or person.erased_at:
        raise NotFound
    over = people.relations_of(session, [person_id])
    under = people.relations_under(session, person_id)
    names = people.names(session, {each.supervisor for each in over} | {each.learner for each in under})
    return Profile(
        person=person,
        roles=people.roles_of(session, person_id),
        stands=stands(person, outside=bool(assessors.by_link(session, [person_id]))),
        supervised_by=tuple((each, names[each.supervisor]) for each in over),
        supervises=tuple((each, names[each.learner]) for each in under),
        assignments=tuple(assignments.of_learners(session, [person_id]).get(person_id, ())),
    )


def supervisors(session: Session, *, but: str) -> list[tuple[str, str]]:
    """Everyone who may supervise, by name, but for one person; who signs by a link has no account to do it with."""
    left_out = {but, *assessors.by_link(session)}
    found: Mapping[str, str] = {
        row.id: row.name
        for role in sorted(SUPERVISING)
        for row in people.with_role(session, role)
        if row.id not in left_out
    }
    return sorted(found.items(), key=lambda pair: pair[1])
