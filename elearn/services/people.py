"""Without this nobody could be invited, given a role, related to a supervisor, handed over or let go."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.domain import access
from elearn.domain.access import Action, Standing
from elearn.domain.entering import EARLIEST
from elearn.domain.errors import NotFound, Refused
from elearn.domain.people import LEARNERS, Actor, Relation, Role, fold_email, supervises_in_circle
from elearn.services import accounts, audit
from elearn.storage import people, sessions, signoffs
from elearn.storage.base import new_id
from elearn.storage.people import PersonRow, RelationRow, RoleRow

SUPERVISING = frozenset({Role.SUPERVISOR, Role.ASSESSOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """The command line as an actor: it has the machine, and no account."""

    id: None = None


Hand = Actor | Operator
"""Who runs people's affairs: a coordinator at a page, or the operator at the command line."""


def standings(session: Session, actor: Actor, learner: str, today: date) -> frozenset[Standing]:
    """What the actor is to this learner today, by dated relation and by role; one query."""
    found = {Standing.SELF} if actor.id == learner else set()
    if Role.COORDINATOR in actor.roles:
        found.add(Standing.COORDINATOR)
    for relation in people.relations_of(session, [learner]):
        if relation.supervisor == actor.id:
            found.add(Standing.SUPERVISOR if relation.holds(today) else Standing.FORMER)
    return frozenset(found)


def require(session: Session, actor: Actor, action: Action, learner: str, today: date) -> frozenset[Standing]:
    """The actor's standings if they allow the action on this learner; raises ``NotFound`` if not."""
    found = standings(session, actor, learner, today)
    access.require(actor, action, found)
    return found


def supervisors_today(session: Session, learner: str, today: date) -> list[Relation]:
    """Who supervises this learner today, the one covering for another last."""
    held = [each for each in people.relations_of(session, [learner]) if each.holds(today)]
    return sorted(held, key=lambda each: each.covering)


def invite(
    session: Session, hand: Hand, *, name: str, email: str, roles: frozenset[Role], now: datetime
) -> tuple[PersonRow, str]:
    """Enter a person and make her invitation; returns her and the link's token, good for 14 days, once."""
    _may_run(hand)
    if not name.strip():
        raise Refused("name-missing", field="name")
    if "@" not in email.strip()[1:-1] or len(email.split()) > 1:
        raise Refused("email-missing", field="email")
    if not roles:
        raise Refused("role-missing", field="roles")
    if taken := people.by_email(session, email):
        raise Refused("email-taken", field="email", name=taken.name)
    person = PersonRow(
        id=new_id(), name=name.strip(), email=email.strip(), email_folded=fold_email(email), created_at=now
    )
    session.add(person)
    session.flush()
    _grant(session, hand, person.id, roles, now)
    audit.record(session, "invited", by=hand.id, about=person.id, now=now, roles=sorted(roles))
    return person, accounts.make_link(session, person.id, "invitation", by=hand.id, now=now)


def invite_again(session: Session, hand: Hand, person_id: str, now: datetime) -> tuple[str, str]:
    """A fresh link for this person: an invitation while she has no passphrase, then a reset. Purpose and token."""
    _may_run(hand)
    person = _active(session, person_id)
    purpose = "reset" if person.passphrase_hash else "invitation"
    audit.record(session, f"{purpose}-made", by=hand.id, about=person.id, now=now)
    return purpose, accounts.make_link(session, person.id, purpose, by=hand.id, now=now)


def set_roles(session: Session, hand: Hand, person_id: str, roles: frozenset[Role], now: datetime) -> None:
    """Give and take roles so that these are what she has; roles are dated rows and nothing is overwritten."""
    _may_run(hand)
    if isinstance(hand, Actor) and hand.id == person_id:
        raise Refused("not-yourself")
    if not roles:
        raise Refused("role-missing", field="roles")
    person = _active(session, person_id)
    have = people.roles_of(session, person.id)
    if Role.COORDINATOR in have - roles:
        _keep_a_coordinator(session, person.id)
    for row in session.scalars(
        select(RoleRow).where(RoleRow.person_id == person.id, RoleRow.until.is_(None))
    ):
        if Role(row.role) not in roles:
            row.until = now
    _grant(session, hand, person.id, roles - have, now)
    if have != roles:
        audit.record(session, "roles-set", by=hand.id, about=person.id, now=now, roles=sorted(roles))


def disable(session: Session, hand: Hand, person_id: str, now: datetime) -> None:
    """Close an account: she can no longer sign in and every session ends at once; her record stays.

    What was asked of her is taken back, so that whoever asked can ask somebody else and waits for nobody.
    """
    _may_run(hand)
    if isinstance(hand, Actor) and hand.id == person_id:
        raise Refused("not-yourself")
    person = _active(session, person_id)
    if Role.COORDINATOR in people.roles_of(session, person.id):
        _keep_a_coordinator(session, person.id)
    person.disabled_at = now
    sessions.end_all(session, person.id, "disabled", now)
    signoffs.close_open(session, signoffs.of_person(person.id), signoffs.WITHDRAWN, now)
    audit.record(session, "disabled", by=hand.id, about=person.id, now=now)


def enable(session: Session, hand: Hand, person_id: str, now: datetime) -> None:
    """Open a closed account again."""
    _may_run(hand)
    person = people.by_id(session, person_id)
    if person is None or person.erased_at:
        raise NotFound
    person.disabled_at = None
    audit.record(session, "enabled", by=hand.id, about=person.id, now=now)


def relate(
    session: Session,
    hand: Hand,
    *,
    learner: str,
    supervisor: str,
    since: date,
    until: date | None = None,
    covering: bool = False,
    now: datetime,
) -> RelationRow:
    """Enter that one supervises the other from a day; an earlier main supervisor stays until she is ended."""
    _may_run(hand)
    _may_relate(session, hand, learner, supervisor, since, until)
    row = RelationRow(
        id=new_id(),
        learner_id=learner,
        supervisor_id=supervisor,
        covering=covering,
        since=since,
        until=until,
        recorded_at=now,
        recorded_by=hand.id,
    )
    session.add(row)
    session.flush()
    audit.record(
        session, "related", by=hand.id, about=learner, now=now, supervisor=supervisor, covering=covering
    )
    return row


def end_relation(session: Session, hand: Hand, relation_id: str, last_day: date, now: datetime) -> None:
    """Set the last day of a relation; it stays in the record, and what was confirmed in it stands."""
    _may_run(hand)
    row = session.get(RelationRow, relation_id)
    if row is None:
        raise NotFound
    if hand.id == row.learner_id:
        raise Refused("not-yourself")
    if last_day < row.since:
        raise Refused("until-before-since", field="until")
    row.until = last_day
    audit.record(session, "relation-ended", by=hand.id, about=row.learner_id, now=now, relation=row.id)


def hand_over(
    session: Session, hand: Hand, *, leaving: str, to: str, since: date, now: datetime
) -> tuple[str, ...]:
    """Hand every learner of one supervisor to another from a day on, with every open request, in one act.

    Returns the learners' ids. What was confirmed or signed before stands; raises ``Refused`` when there is no one.
    """
    _may_run(hand)
    _likely(since)
    person = people.locked(session, leaving)
    if person is None:
        raise NotFound
    held = [
        row
        for row in session.scalars(select(RelationRow).where(RelationRow.supervisor_id == leaving))
        if row.until is None or row.until >= since
    ]
    if not held:
        raise Refused("nothing-to-hand-over", name=person.name)
    for row in held:
        covering, until = row.covering, row.until
        row.until = max(row.since, day_before(since))
        _take_over(session, hand, row.learner_id, to, since, until, covering, now)
    learners = tuple(dict.fromkeys(row.learner_id for row in held))
    signoffs.readdress(session, leaving, to, learners)
    audit.record(session, "handed-over", by=hand.id, about=leaving, now=now, to=to, learners=list(learners))
    return learners


def _take_over(
    session: Session,
    hand: Hand,
    learner: str,
    to: str,
    since: date,
    until: date | None,
    covering: bool,
    now: datetime,
) -> None:
    already = [each for each in people.relations_of(session, [learner]) if each.supervisor == to]
    if not any(each.holds(since) for each in already):
        relate(
            session,
            hand,
            learner=learner,
            supervisor=to,
            since=since,
            until=until,
            covering=covering,
            now=now,
        )


def coordinators(session: Session) -> list[PersonRow]:
    """Every active coordinator."""
    return people.with_role(session, Role.COORDINATOR)


def demo_present(session: Session) -> bool:
    """Whether people of the demonstration are in this database; then it must not be reachable from outside."""
    return session.scalars(select(PersonRow.id).where(PersonRow.demo.is_(True)).limit(1)).first() is not None


def _may_run(hand: Hand) -> None:
    if isinstance(hand, Actor):
        access.require(hand, Action.RUN_PEOPLE)


def _active(session: Session, person_id: str) -> PersonRow:
    # Held, lest two clicks at one moment both find that a role, a link or a supervisor is not there yet.
    person = people.locked(session, person_id)
    if person is None or person.erased_at:
        raise NotFound
    if person.disabled_at:
        raise Refused("already-disabled")
    return person


def _grant(session: Session, hand: Hand, person_id: str, roles: frozenset[Role], now: datetime) -> None:
    session.add_all(RoleRow(id=new_id(), person_id=person_id, role=role, since=now) for role in sorted(roles))
    session.flush()


def _keep_a_coordinator(session: Session, leaving: str) -> None:
    if not [person for person in coordinators(session) if person.id != leaving]:
        raise Refused("last-coordinator")


def _may_relate(
    session: Session, hand: Hand, learner: str, supervisor: str, since: date, until: date | None
) -> None:
    if learner in (supervisor, hand.id):
        raise Refused("not-yourself", field="supervisor")
    taught, teacher = _active(session, learner), _active(session, supervisor)
    if not people.roles_of(session, taught.id) & LEARNERS:
        raise Refused("not-a-learner", field="learner", name=taught.name)
    if not people.roles_of(session, teacher.id) & SUPERVISING:
        raise Refused("not-a-supervisor", field="supervisor", name=teacher.name)
    _likely(since)
    if until is not None and until < since:
        raise Refused("until-before-since", field="until")
    _rule_out_overlap(session, taught, teacher, since, until)
    known, last = tuple(people.all_relations(session)), until or date.max
    if supervises_in_circle(known, supervisor, learner, since, last):
        raise Refused("circle", field="supervisor", name=teacher.name)


def _likely(since: date) -> None:
    """Raise ``Refused`` at a first day whose year must be a slip: the relation would reach over every window."""
    if since < EARLIEST:
        raise Refused("too-long-ago", field="since", year=EARLIEST.year)


def _rule_out_overlap(
    session: Session, taught: PersonRow, teacher: PersonRow, since: date, until: date | None
) -> None:
    last = until or date.max
    for each in people.relations_of(session, [taught.id]):
        if each.supervisor == teacher.id and each.since <= last and since <= (each.until or date.max):
            raise Refused("relation-overlaps", field="supervisor", name=teacher.name)


def day_before(day: date) -> date:
    """The last day of a relation that gives way to another on this day."""
    return day - timedelta(days=1)
