"""Without this a whole intake could not be entered at once, tried out first, and told twice without harm."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from elearn.domain.cohort import MOST, Known, Outcome, Verdict, read_lines, weigh
from elearn.domain.errors import Refused
from elearn.domain.pathways import Pathway
from elearn.domain.people import Role
from elearn.services import assignments, people, relations
from elearn.services.people import SUPERVISING, Hand
from elearn.storage import assessors, signoffs
from elearn.storage import assignments as assigned
from elearn.storage import people as known_people


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """A person entered by a cohort, and the token of her link, shown once to be copied."""

    name: str
    email: str
    token: str


def try_out(
    session: Session, pathways: Mapping[str, Pathway], pasted: str, today: date
) -> tuple[Outcome, ...]:
    """What each pasted line would do, without doing it; raises ``Refused`` when there is nothing to read."""
    lines = read_lines(pasted)
    if not lines:
        raise Refused("cohort-empty", field="lines")
    if len(lines) > MOST:
        raise Refused("cohort-too-long", field="lines", most=MOST)
    return weigh(lines, _known(session, pathways, today))


def carry_out(
    session: Session,
    hand: Hand,
    pathways: Mapping[str, Pathway],
    pasted: str,
    role: Role,
    *,
    today: date,
    now: datetime,
) -> tuple[Invited, ...]:
    """Do what the lines say, all or nothing; telling it twice changes nothing. Returns the links of new people."""
    # Before the first act is sealed: whoever holds one of these people meanwhile waits to seal, and for nothing else.
    lines = read_lines(pasted)
    known_people.hold_addresses(
        session, {*(each.email for each in lines), *(each.supervisor for each in lines)}
    )
    outcomes = try_out(session, pathways, pasted, today)
    if not all(outcome.good for outcome in outcomes):
        raise Refused("cohort-mistakes", field="lines")
    # A new supervisor takes back what was asked of her as an assessor: who signs it meanwhile holds it, and then seals.
    signoffs.hold_open(session, signoffs.made_by(_related(session, outcomes)))
    made = [_carry_out(session, hand, pathways, each, role, today, now) for each in outcomes]
    return tuple(each for each in made if each is not None)


def _carry_out(
    session: Session,
    hand: Hand,
    pathways: Mapping[str, Pathway],
    outcome: Outcome,
    role: Role,
    today: date,
    now: datetime,
) -> Invited | None:
    line, made = outcome.line, None
    if Verdict.INVITE in outcome.does:
        person, token = people.invite(
            session, hand, name=line.name, email=line.email, roles=frozenset({role}), now=now
        )
        made = Invited(name=person.name, email=line.email, token=token)
    found = known_people.by_email(session, line.email)
    assert found is not None
    if Verdict.ASSIGN in outcome.does:
        assignments.assign(
            session, hand, pathways, learner=found.id, pathway=line.pathway, began_on=today, now=now
        )
    if Verdict.RELATE in outcome.does:
        supervisor = known_people.by_email(session, line.supervisor)
        assert supervisor is not None
        relations.relate(session, hand, learner=found.id, supervisor=supervisor.id, since=today, now=now)
    return made


def _related(session: Session, outcomes: Collection[Outcome]) -> set[str]:
    """Those known here who get a supervisor."""
    addresses = [each.line.email for each in outcomes if Verdict.RELATE in each.does]
    found = (known_people.by_email(session, each) for each in addresses)
    return {each.id for each in found if each}


def _known(session: Session, pathways: Mapping[str, Pathway], today: date) -> Known:
    roster = known_people.roster(session)
    address = {person.id: person.email_folded or "" for person, _roles in roster}
    on = assigned.of_learners(session, list(address))
    by_link = assessors.by_link(session)
    return Known(
        people=frozenset(address.values()),
        closed=frozenset(address[person.id] for person, _roles in roster if person.disabled_at),
        supervisors=frozenset(
            address[person.id]
            for person, roles in roster
            if roles & SUPERVISING and not person.disabled_at and person.id not in by_link
        ),
        pathways=frozenset(pathways),
        on=frozenset((address[who], row.pathway) for who, rows in on.items() for row in rows),
        with_=frozenset(
            (address[each.learner], address[each.supervisor])
            for each in known_people.all_relations(session)
            if each.holds(today) and each.learner in address and each.supervisor in address
        ),
    )
