"""Without this nobody could be invited, given a role, related to a supervisor, handed over or let go."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.domain import access
from elearn.domain.access import Action, Standing
from elearn.domain.entering import EARLIEST
from elearn.domain.errors import Conflict, NotFound, Refused
from elearn.domain.outbox import LetterKind
from elearn.domain.people import LEARNERS, Actor, Relation, Role, fold_email, supervises_in_circle
from elearn.mail.letters import invitation, reset
from elearn.services import accounts, audit, letters
from elearn.storage import assessors, people, rollups, sessions, signoffs
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
    _may_run(hand)
    person = _active(session, person_id)
    purpose = "reset" if person.passphrase_hash else "invitation"
    token = accounts.make_link(session, person.id, purpose, by=hand.id, now=now)
    _send_link(session, person, purpose, token, now)
    audit.record(session, f"{purpose}-made", by=hand.id, about=person.id, now=now)
    return purpose, token


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
        keep_a_coordinator(session, person.id)
    for row in session.scalars(
        select(RoleRow).where(RoleRow.person_id == person.id, RoleRow.until.is_(None))
    ):
        if Role(row.role) not in roles:
            row.until = now
    _grant(session, hand, person.id, roles - have, now)
    rollups.keep(session, {person.id})
    if have != roles:
        audit.record(session, "roles-set", by=hand.id, about=person.id, now=now, roles=sorted(roles))


def disable(session: Session, hand: Hand, person_id: str, now: datetime) -> None:
    """Close an account: she can no longer sign in and every session ends at once; her record stays.

    What was asked of her is taken back, so that whoever asked can ask somebody else and waits for nobody.
    """
    _may_run(hand)
    _close(session, hand, person_id, now)
    audit.record(session, "disabled", by=hand.id, about=person_id, now=now)


def _close(session: Session, hand: Hand, person_id: str, now: datetime) -> None:
    if isinstance(hand, Actor) and hand.id == person_id:
        raise Refused("not-yourself")
    held = rollups.hold_with_learners(session, person_id)
    person = _active(session, person_id)
    if Role.COORDINATOR in people.roles_of(session, person.id):
        keep_a_coordinator(session, person.id)
    person.disabled_at = now
    sessions.end_all(session, person.id, "disabled", now)
    signoffs.close_open(session, signoffs.of_person(person.id), signoffs.WITHDRAWN, now)
    rollups.keep(session, held)


def enable(session: Session, hand: Hand, person_id: str, now: datetime) -> None:
    """Open a closed account again."""
    _may_run(hand)
    held = rollups.hold_with_learners(session, person_id)
    person = people.locked(session, person_id)
    if person is None or person.erased_at:
        raise NotFound
    person.disabled_at = None
    rollups.keep(session, held)
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
    rollups.keep(session, {learner, supervisor})
    audit.record(
        session, "related", by=hand.id, about=learner, now=now, supervisor=supervisor, covering=covering
    )
    return row


def end_relation(
    session: Session, hand: Hand, relation_id: str, last_day: date, *, today: date, now: datetime
) -> None:
    """Set the last day of a relation; it stays in the record, and what was confirmed in it stands.

    The same day set again changes nothing. Raises ``Conflict`` where it is over: somebody else may supervise since.
    """
    _may_run(hand)
    row = session.get(RelationRow, relation_id)
    if row is None:
        raise NotFound
    if hand.id == row.learner_id:
        raise Refused("not-yourself")
    rollups.hold(session, {row.learner_id, row.supervisor_id})
    # Read again once it is held: a hand-over may have ended it meanwhile, or an erasure taken it away.
    row = session.get(RelationRow, relation_id, populate_existing=True)
    if row is None:
        raise NotFound
    if row.until == last_day:
        return
    if row.until is not None and row.until <= today:
        raise Conflict("relation-over")
    if last_day < row.since:
        raise Refused("until-before-since", field="until")
    row.until = last_day
    rollups.keep(session, {row.learner_id})
    audit.record(session, "relation-ended", by=hand.id, about=row.learner_id, now=now, relation=row.id)


def hand_over(
    session: Session,
    hand: Hand,
    *,
    leaving: str,
    to: str,
    since: date,
    close: bool = False,
    today: date,
    now: datetime,
) -> tuple[str, ...]:
    """Hand every learner of one supervisor to another from a day on, with every open request, in one act.

    With ``close`` her account closes in the same act. Returns the learners' ids: those who learn here no more are
    let go of, and go to nobody. What was confirmed or signed before stands. Raises ``Refused`` when there is no one,
    and for a day to come: what is asked of her goes along at once, and nobody else could answer it until then.
    """
    _may_run(hand)
    _likely(since)
    if since > today:
        raise Refused("hand-over-ahead", field="since")
    everybody = rollups.hold_with_learners(session, leaving, to)
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
    learners = _learning(session, {row.learner_id for row in held})
    if to in learners:
        raise Refused("hand-over-to-herself", field="to", name=learners[to])
    _may_sign_in(session, _active(session, to), "to")
    # All that is held comes before the first act is sealed: whoever signs meanwhile holds a request and then seals.
    signoffs.readdress(session, leaving, to, learners)
    if close:
        _close(session, hand, leaving, now)
    for row in held:
        covering, until = row.covering, row.until
        row.until = max(row.since, day_before(since))
        if row.learner_id in learners:
            _take_over(session, hand, row.learner_id, to, max(since, row.since), until, covering, now)
    rollups.keep(session, everybody)
    audit.record(session, "handed-over", by=hand.id, about=leaving, now=now, to=to, learners=list(learners))
    if close:
        audit.record(session, "disabled", by=hand.id, about=leaving, now=now)
    return tuple(learners)


def _learning(session: Session, ids: set[str]) -> dict[str, str]:
    """Those of these people who learn here today, by id with their names: nobody else can be supervised."""
    rows = session.scalars(
        select(PersonRow).where(PersonRow.id.in_(ids)).order_by(PersonRow.name, PersonRow.id)
    )
    roles = people.roles_of_many(session, list(ids))
    return {
        row.id: row.name
        for row in rows
        if not row.disabled_at and not row.erased_at and roles.get(row.id, frozenset()) & LEARNERS
    }


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


def _send_link(session: Session, person: PersonRow, purpose: str, token: str, now: datetime) -> None:
    """Queue the link as a letter where mail is set up; one with an older link that has not left yet stays here."""
    letters.drop_unsent(session, person.id, LetterKind.INVITATION, LetterKind.RESET, now=now)
    write = invitation if purpose == "invitation" else reset
    letters.queue(session, person.id, write(person.name, letters.link(session, f"/welcome/{token}")), now)


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


def keep_a_coordinator(session: Session, leaving: str) -> None:
    """Raise ``Refused`` when nobody but the one who leaves is a coordinator."""
    if not [person for person in coordinators(session) if person.id != leaving]:
        raise Refused("last-coordinator")


def _may_relate(
    session: Session, hand: Hand, learner: str, supervisor: str, since: date, until: date | None
) -> None:
    if learner in (supervisor, hand.id):
        raise Refused("not-yourself", field="supervisor")
    rollups.hold(session, {learner, supervisor})
    taught, teacher = _active(session, learner), _active(session, supervisor)
    if not people.roles_of(session, taught.id) & LEARNERS:
        raise Refused("not-a-learner", field="learner", name=taught.name)
    if not people.roles_of(session, teacher.id) & SUPERVISING:
        raise Refused("not-a-supervisor", field="supervisor", name=teacher.name)
    _may_sign_in(session, teacher, "supervisor")
    _likely(since)
    if until is not None and until < since:
        raise Refused("until-before-since", field="until")
    _rule_out_overlap(session, taught, teacher, since, until)
    known, last = tuple(people.relations_above(session, supervisor)), until or date.max
    if supervises_in_circle(known, supervisor, learner, since, last):
        raise Refused("circle", field="supervisor", name=teacher.name)


def _may_sign_in(session: Session, teacher: PersonRow, field: str) -> None:
    if assessors.by_link(session, [teacher.id]):
        raise Refused("signs-by-link", field=field, name=teacher.name)


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
