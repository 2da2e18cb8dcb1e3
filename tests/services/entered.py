"""People entered for a test of a service: short words for what a coordinator would do."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy.orm import Session

from elearn.domain.people import Actor, Role
from elearn.services import people, relations
from elearn.services.people import Operator

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
OPERATOR = Operator()


def enter(session: Session, name: str, *roles: Role) -> Actor:
    """A person with these roles."""
    row, _token = people.invite(
        session,
        OPERATOR,
        name=name,
        email=f"{name.split()[0].lower()}@example.org",
        roles=frozenset(roles),
        now=NOW - timedelta(days=400),
    )
    return Actor(id=row.id, name=name, roles=frozenset(roles))


def relate(
    session: Session,
    supervisor: Actor,
    learner: Actor,
    since: date = date(2026, 1, 1),
    until: date | None = None,
) -> str:
    """One supervises the other from a day; returns the relation's id."""
    return relations.relate(
        session,
        OPERATOR,
        learner=learner.id,
        supervisor=supervisor.id,
        since=since,
        until=until,
        now=NOW,
    ).id
