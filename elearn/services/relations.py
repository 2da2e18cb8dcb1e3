"""Without this nobody could be given a supervisor, handed over to another, or let go of on a day."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.domain.entering import EARLIEST
from elearn.domain.errors import Conflict, NotFound, Refused
from elearn.domain.people import LEARNERS, supervises_in_circle
from elearn.services import audit, lapses
from elearn.services.milestones import pathway_of
from elearn.services.people import SUPERVISING, Hand, active, close_account, may_run
from elearn.services.signoffs import tell
from elearn.storage import assessors, people, rollups, signoffs
from elearn.storage.assignments import AssignmentRow
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
    _may_relate(session, hand, learner, supervisor, since, until)
    lapses.supervising(session, supervisor, [learner], since, until, now)
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
        _must_fit(session, row.learner_id, teacher, row.since, last_day, field="until", but=row.id)
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
    _may_sign_in(session, active(session, to), "to")
    # All that is held comes before the first act is sealed: whoever signs meanwhile holds a request and then seals.
    handed = signoffs.readdress(session, leaving, to, learners)
    for row in sorted(held, key=lambda each: each.learner_id):
        if row.learner_id in learners:
            lapses.supervising(session, to, [row.learner_id], max(since, row.since), row.until, now)
    if close:
        close_account(session, hand, leaving, now)
    for row in held:
        covering, until = row.covering, row.until
        row.end(max(row.since, day_before(since)), now)
        if row.learner_id in learners:
            _take_over(session, hand, row.learner_id, to, max(since, row.since), until, covering, now)
    for request in handed:
        tell(session, request, _title(session, request), now)
    rollups.keep(session, everybody)
    audit.record(session, "handed-over", by=hand.id, about=leaving, now=now, to=to, learners=list(learners))
    if close:
        audit.record(session, "disabled", by=hand.id, about=leaving, now=now)
    return tuple(learners)


def _title(session: Session, request: RequestRow) -> str:
    """What the milestone is called by the edition its learner is on."""
    assignment = session.get_one(AssignmentRow, request.assignment_id)
    milestone = pathway_of(session, assignment.edition).milestone(request.milestone)
    return milestone.title if milestone else ""


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


def _may_relate(
    session: Session, hand: Hand, learner: str, supervisor: str, since: date, until: date | None
) -> None:
    if learner in (supervisor, hand.id):
        raise Refused("not-yourself", field="supervisor")
    rollups.hold(session, {learner, supervisor})
    taught, teacher = active(session, learner), active(session, supervisor)
    if not people.roles_of(session, taught.id) & LEARNERS:
        raise Refused("not-a-learner", field="learner", name=taught.name)
    if not people.roles_of(session, teacher.id) & SUPERVISING:
        raise Refused("not-a-supervisor", field="supervisor", name=teacher.name)
    _may_sign_in(session, teacher, "supervisor")
    _likely(since)
    if until is not None and until < since:
        raise Refused("until-before-since", field="until")
    _must_fit(session, learner, teacher, since, until, field="supervisor")


def _may_sign_in(session: Session, teacher: PersonRow, field: str) -> None:
    if assessors.by_link(session, [teacher.id]):
        raise Refused("signs-by-link", field=field, name=teacher.name)


def _likely(since: date) -> None:
    """Raise ``Refused`` at a first day whose year must be a slip: the relation would reach over every window."""
    if since < EARLIEST:
        raise Refused("too-long-ago", field="since", year=EARLIEST.year)


def _must_fit(
    session: Session,
    learner: str,
    teacher: PersonRow,
    since: date,
    until: date | None,
    *,
    field: str,
    but: str = "",
) -> None:
    """Raise ``Refused`` where the two have another relation, not ``but``, in these days, or would go in a circle."""
    last = until or date.max
    for each in people.relations_of(session, [learner]):
        theirs = each.supervisor == teacher.id and each.id != but
        if theirs and each.since <= last and since <= (each.until or date.max):
            raise Refused("relation-overlaps", field=field, name=teacher.name)
    if supervises_in_circle(
        tuple(people.relations_above(session, teacher.id)), teacher.id, learner, since, last
    ):
        raise Refused("circle", field=field, name=teacher.name)


def day_before(day: date) -> date:
    """The last day of a relation that gives way to another on this day."""
    return day - timedelta(days=1)
