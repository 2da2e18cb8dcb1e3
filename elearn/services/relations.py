"""Without this nobody could be given a supervisor, handed over to another, or let go of on a day."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.domain.audit import Act
from elearn.domain.entering import EARLIEST
from elearn.domain.errors import Conflict, NotFound, Refused
from elearn.domain.people import LEARNERS, Relation, supervises_in_circle
from elearn.services import audit, lapses
from elearn.services.evidence import pathways_in
from elearn.services.people import SUPERVISING, Hand, active, close_account, may_run
from elearn.services.signoffs import tell_all
from elearn.storage import assessors, assignments, people, rollups, signoffs
from elearn.storage.base import new_id
from elearn.storage.people import PersonRow, RelationRow
from elearn.storage.signoffs import RequestRow


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
    """Enter that one supervises the other from a day; an earlier main supervisor stays until she is ended.

    What the learner had asked of her as an assessor is taken back: she no longer stands apart.
    """
    may_run(hand)
    wanted = Relation(
        id=new_id(), learner=learner, supervisor=supervisor, covering=covering, since=since, until=until
    )
    _may_relate(session, hand, wanted)
    lapses.supervising(session, supervisor, [wanted], now)
    (row,) = _add(session, hand, [wanted], now)
    rollups.keep(session, {learner, supervisor})
    audit.record_all(session, [_related(hand, wanted, now)])
    return row


def end_relation(
    session: Session, hand: Hand, relation_id: str, last_day: date, *, today: date, now: datetime
) -> None:
    """Set the last day of a relation; it stays in the record, and what was confirmed in it stands.

    The same day set again changes nothing. Raises ``Conflict`` where it is over: somebody else may supervise since.
    """
    may_run(hand)
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
    if (
        row.until is not None
        and last_day > row.until
        and (teacher := people.by_id(session, row.supervisor_id))
    ):
        known, above = _around(session, teacher, [row.learner_id])
        longer = next(replace(each, until=last_day) for each in known if each.id == row.id)
        _must_fit(longer, teacher, known, above, field="until")
    row.end(last_day, now)
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
    may_run(hand)
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
    teacher = _teacher(session, to, "to")
    # All that is held comes before the first act is sealed: whoever signs meanwhile holds a request and then seals.
    handed = signoffs.readdress(session, leaving, to, learners)
    going = [
        Relation(
            id=new_id(),
            learner=row.learner_id,
            supervisor=to,
            covering=row.covering,
            since=max(since, row.since),
            until=row.until,
        )
        for row in sorted(held, key=lambda each: each.learner_id)
        if row.learner_id in learners
    ]
    lapses.supervising(session, to, going, now)
    if close:
        close_account(session, hand, leaving, now)
    for row in held:
        row.end(max(row.since, day_before(since)), now)
    taken = _taken_over(session, hand, teacher, going)
    _add(session, hand, taken, now)
    audit.record_all(session, [_related(hand, each, now) for each in taken])
    tell_all(session, _titled(session, handed), now)
    rollups.keep(session, everybody)
    audit.record(session, "handed-over", by=hand.id, about=leaving, now=now, to=to, learners=list(learners))
    if close:
        audit.record(session, "disabled", by=hand.id, about=leaving, now=now)
    return tuple(learners)


def _titled(session: Session, requests: Collection[RequestRow]) -> list[tuple[RequestRow, str]]:
    """These requests, each with what its milestone is called by the edition its learner is on; two statements."""
    editions = assignments.editions_of(session, {each.assignment_id for each in requests})
    pathways = pathways_in(session, set(editions.values()))
    asked = [(each, pathways[editions[each.assignment_id]].milestone(each.milestone)) for each in requests]
    return [(request, found.title if found else "") for request, found in asked]


def _learning(session: Session, ids: set[str]) -> dict[str, str]:
    """Those of these people who learn here today, by id with their names: nobody else can be supervised."""
    rows = session.scalars(
        select(PersonRow)
        .where(PersonRow.id.in_(ids))
        .order_by(PersonRow.name, PersonRow.id)
        .execution_options(populate_existing=True)
    )
    roles = people.roles_of_many(session, list(ids))
    return {
        row.id: row.name
        for row in rows
        if not row.disabled_at and not row.erased_at and roles.get(row.id, frozenset()) & LEARNERS
    }


def _taken_over(
    session: Session, hand: Hand, teacher: PersonRow, going: Iterable[Relation]
) -> list[Relation]:
    """Those of these relations that are to be entered: whom she supervises by then already, she goes on with.

    Raises ``Refused`` as for each of them alone; two statements, however many they are.
    """
    taken: list[Relation] = []
    known, above = _around(session, teacher, {each.learner for each in going})
    for each in going:
        if any(one.holds(each.since) for one in _between(each, (*known, *taken))):
            continue
        if each.learner == hand.id:
            raise Refused("not-yourself", field="to")
        _must_fit(each, teacher, (*known, *taken), above, field="to")
        taken.append(each)
    return taken


def _add(session: Session, hand: Hand, relations: Iterable[Relation], now: datetime) -> list[RelationRow]:
    rows = [
        RelationRow(
            id=each.id,
            learner_id=each.learner,
            supervisor_id=each.supervisor,
            covering=each.covering,
            since=each.since,
            until=each.until,
            recorded_at=now,
            recorded_by=hand.id,
        )
        for each in relations
    ]
    session.add_all(rows)
    return rows


def _related(hand: Hand, relation: Relation, now: datetime) -> Act:
    sealed = {"supervisor": relation.supervisor, "covering": relation.covering}
    return Act(at=now, actor=hand.id, action="related", subject=relation.learner, detail=sealed)


def _may_relate(session: Session, hand: Hand, wanted: Relation) -> None:
    if wanted.learner in (wanted.supervisor, hand.id):
        raise Refused("not-yourself", field="supervisor")
    rollups.hold(session, {wanted.learner, wanted.supervisor})
    taught = active(session, wanted.learner)
    if not people.roles_of(session, taught.id) & LEARNERS:
        raise Refused("not-a-learner", field="learner", name=taught.name)
    teacher = _teacher(session, wanted.supervisor, "supervisor")
    _likely(wanted.since)
    if wanted.until is not None and wanted.until < wanted.since:
        raise Refused("until-before-since", field="until")
    _must_fit(wanted, teacher, *_around(session, teacher, [wanted.learner]), field="supervisor")


def _teacher(session: Session, supervisor: str, field: str) -> PersonRow:
    """Whoever is to supervise, held; raises ``Refused`` where she may not, or could not sign in to do it."""
    teacher = active(session, supervisor)
    if not people.roles_of(session, teacher.id) & SUPERVISING:
        raise Refused("not-a-supervisor", field=field, name=teacher.name)
    if assessors.by_link(session, [teacher.id]):
        raise Refused("signs-by-link", field=field, name=teacher.name)
    return teacher


def _likely(since: date) -> None:
    """Raise ``Refused`` at a first day whose year must be a slip: the relation would reach over every window."""
    if since < EARLIEST:
        raise Refused("too-long-ago", field="since", year=EARLIEST.year)


def _around(
    session: Session, teacher: PersonRow, learners: Collection[str]
) -> tuple[list[Relation], list[Relation]]:
    """The relations of these learners, and those of a supervisor and of all above her; two statements."""
    return people.relations_of(session, learners), people.relations_above(session, teacher.id)


def _between(wanted: Relation, known: Iterable[Relation]) -> list[Relation]:
    """Those of these relations that are of the same two people."""
    two = (wanted.learner, wanted.supervisor)
    return [each for each in known if (each.learner, each.supervisor) == two]


def _must_fit(
    wanted: Relation, teacher: PersonRow, known: Iterable[Relation], above: Iterable[Relation], *, field: str
) -> None:
    """Raise ``Refused`` where the two have another of these relations in its days, or would go in a circle."""
    since, last = wanted.since, wanted.until or date.max
    for each in _between(wanted, known):
        if each.id != wanted.id and each.since <= last and since <= (each.until or date.max):
            raise Refused("relation-overlaps", field=field, name=teacher.name)
    if supervises_in_circle(tuple(above), teacher.id, wanted.learner, since, last):
        raise Refused("circle", field=field, name=teacher.name)


def day_before(day: date) -> date:
    """The last day of a relation that gives way to another on this day."""
    return day - timedelta(days=1)
