"""Without this nobody could be invited, given a role or let go."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.domain import access
from elearn.domain.access import Action, Standing
from elearn.domain.errors import NotFound, Refused
from elearn.domain.outbox import LetterKind
from elearn.domain.people import Actor, Relation, Role, fold_email
from elearn.mail.letters import invitation, reset
from elearn.services import accounts, audit, lapses, letters
from elearn.storage import people, rollups, sessions, signoffs
from elearn.storage.base import new_id
from elearn.storage.people import PersonRow, RoleRow

SUPERVISING = frozenset({Role.SUPERVISOR, Role.ASSESSOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """The command line as an actor: it has the machine, and no account."""

    id: None = None


Hand = Actor | Operator
"""Who runs people's affairs: a coordinator at a page, or the operator at the command line."""


def standings(session: Session, actor: Actor, learner: str, today: date) -> frozenset[Standing]:
    """What the actor is to this learner today, by dated relation and by role; one query."""
    return _standings(actor, learner, people.relations_of(session, [learner]), today)


def require(session: Session, actor: Actor, action: Action, learner: str, today: date) -> frozenset[Standing]:
    """The actor's standings if they allow the action on this learner; raises ``NotFound`` if not."""
    found = standings(session, actor, learner, today)
    access.require(actor, action, found)
    return found


def require_of_all(
    session: Session, actor: Actor, action: Action, learners: Collection[str], today: date
) -> None:
    """Pass in silence where the action is allowed on each of these learners; raises ``NotFound`` else. One query."""
    relations = people.relations_of(session, learners)
    for learner in learners:
        access.require(actor, action, _standings(actor, learner, relations, today))


def _standings(actor: Actor, learner: str, relations: Iterable[Relation], today: date) -> frozenset[Standing]:
    found = {Standing.SELF} if actor.id == learner else set()
    if Role.COORDINATOR in actor.roles:
        found.add(Standing.COORDINATOR)
    for relation in relations:
        if (relation.learner, relation.supervisor) == (learner, actor.id):
            found.add(Standing.SUPERVISOR if relation.holds(today) else Standing.FORMER)
    return frozenset(found)


def supervisors_today(session: Session, learner: str, today: date) -> list[Relation]:
    """Who supervises this learner today, the one covering for another last."""
    held = [each for each in people.relations_of(session, [learner]) if each.holds(today)]
    return sorted(held, key=lambda each: each.covering)


def invite(
    session: Session, hand: Hand, *, name: str, email: str, roles: frozenset[Role], now: datetime
) -> tuple[PersonRow, str]:
    """Enter a person and make her invitation; returns her and the link's token, good for 14 days, once."""
    may_run(hand)
    person = enter(session, hand, name=name, email=email, roles=roles, now=now)
    token = accounts.make_link(session, person.id, "invitation", by=hand.id, now=now)
    _send_link(session, person, "invitation", token, now)
    audit.record(session, "invited", by=hand.id, about=person.id, now=now, roles=sorted(roles))
    return person, token


def enter(
    session: Session, hand: Hand, *, name: str, email: str, roles: frozenset[Role], now: datetime
) -> PersonRow:
    """Enter a person with her roles and no way in yet; whoever calls has asked whether she may."""
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
    rollups.keep(session, {person.id})
    return person


def invite_again(session: Session, hand: Hand, person_id: str, now: datetime) -> tuple[str, str]:
    """A fresh link for this person: an invitation while she has no passphrase, then a reset. Purpose and token."""
    may_run(hand)
    person = active(session, person_id)
    purpose = "reset" if person.passphrase_hash else "invitation"
    token = accounts.make_link(session, person.id, purpose, by=hand.id, now=now)
    _send_link(session, person, purpose, token, now)
    audit.record(session, f"{purpose}-made", by=hand.id, about=person.id, now=now)
    return purpose, token


def set_roles(session: Session, hand: Hand, person_id: str, roles: frozenset[Role], now: datetime) -> None:
    """Give and take roles so that these are what she has; roles are dated rows and nothing is overwritten.

    What was asked of her, and she may answer no more, is taken back.
    """
    may_run(hand)
    if isinstance(hand, Actor) and hand.id == person_id:
        raise Refused("not-yourself")
    if not roles:
        raise Refused("role-missing", field="roles")
    person = active(session, person_id)
    have = people.roles_of(session, person.id)
    if Role.COORDINATOR in have - roles:
        keep_a_coordinator(session, person.id)
    for row in session.scalars(
        select(RoleRow).where(RoleRow.person_id == person.id, RoleRow.until.is_(None))
    ):
        if Role(row.role) not in roles:
            row.until = now
    _grant(session, hand, person.id, roles - have, now)
    lapses.without_role(session, person.id, roles, now)
    rollups.keep(session, {person.id})
    if have != roles:
        audit.record(session, "roles-set", by=hand.id, about=person.id, now=now, roles=sorted(roles))


def disable(session: Session, hand: Hand, person_id: str, now: datetime) -> None:
    """Close an account: she can no longer sign in and every session ends at once; her record stays.

    What was asked of her is taken back, so that whoever asked can ask somebody else and waits for nobody.
    """
    may_run(hand)
    close_account(session, hand, person_id, now)
    audit.record(session, "disabled", by=hand.id, about=person_id, now=now)


def close_account(session: Session, hand: Hand, person_id: str, now: datetime) -> None:
    """Close an account as part of a larger act, which says so in the audited record itself."""
    if isinstance(hand, Actor) and hand.id == person_id:
        raise Refused("not-yourself")
    held = rollups.hold_with_learners(session, person_id)
    person = active(session, person_id)
    if Role.COORDINATOR in people.roles_of(session, person.id):
        keep_a_coordinator(session, person.id)
    person.disabled_at = now
    sessions.end_all(session, person.id, "disabled", now)
    lapses.leaving(session, person.id, now)
    signoffs.close_open(session, signoffs.of_person(person.id), signoffs.WITHDRAWN, now)
    rollups.keep(session, held)


def enable(session: Session, hand: Hand, person_id: str, now: datetime) -> None:
    """Open a closed account again."""
    may_run(hand)
    held = rollups.hold_with_learners(session, person_id)
    person = people.locked(session, person_id)
    if person is None or person.erased_at:
        raise NotFound
    person.disabled_at = None
    rollups.keep(session, held)
    audit.record(session, "enabled", by=hand.id, about=person.id, now=now)


def coordinators(session: Session) -> list[PersonRow]:
    """Every active coordinator."""
    return people.with_role(session, Role.COORDINATOR)


def demo_present(session: Session) -> bool:
    """Whether people of the demonstration are in this database; then it must not be reachable from outside."""
    return session.scalars(select(PersonRow.id).where(PersonRow.demo.is_(True)).limit(1)).first() is not None


def may_run(hand: Hand) -> None:
    """Raise ``NotFound`` at a page for whoever runs nobody's affairs."""
    if isinstance(hand, Actor):
        access.require(hand, Action.RUN_PEOPLE)


def _send_link(session: Session, person: PersonRow, purpose: str, token: str, now: datetime) -> None:
    """Queue the link as a letter where mail is set up; one with an older link that has not left yet stays here."""
    letters.drop_unsent(session, person.id, LetterKind.INVITATION, LetterKind.RESET, now=now)
    write = invitation if purpose == "invitation" else reset
    letters.queue(session, person.id, write(person.name, letters.link(session, f"/welcome/{token}")), now)


def active(session: Session, person_id: str) -> PersonRow:
    """A person whose account is open, held; raises ``NotFound``, or ``Refused`` where it is closed."""
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


def keep_a_coordinator(session: Session, leaving: str) -> None:
    """Raise ``Refused`` when nobody but the one who leaves is a coordinator."""
    if not [person for person in coordinators(session) if person.id != leaving]:
        raise Refused("last-coordinator")
