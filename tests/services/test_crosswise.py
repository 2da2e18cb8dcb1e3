"""Whether two who wait for each other's rows ever wait crosswise: what is sealed is sealed last; PostgreSQL alone.

And whether who waited sees what came of it meanwhile. SQLite has one writer at a time.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from elearn.domain.entering import Supervision
from elearn.domain.errors import Conflict, NotFound
from elearn.domain.pathways import Closer
from elearn.domain.people import Actor, Role
from elearn.services import assignments as pathways
from elearn.services import cohort, confirmations, corrections, erasure, moves, people, relations
from elearn.services import logbook as entering
from elearn.services import signoffs as asking
from elearn.services.confirmations import GroupSession
from elearn.services.corrections import Corrected
from elearn.services.entry_writing import Sending
from elearn.storage import assignments, audit, logbook, rollups, signoffs
from elearn.storage import people as known
from elearn.storage.assignments import AssignmentRow
from elearn.storage.database import Database
from elearn.storage.logbook import ActRow, ClientRow
from elearn.storage.people import PersonRow, RelationRow, RoleRow
from elearn.storage.signing import ReplyRow
from elearn.storage.signoffs import RequestRow
from tests.databases import PostgreSQLServer
from tests.services.entered import NOW, OPERATOR, TODAY, enter, relate
from tests.services.practised import LONDON, put_on, shipped, supervision
from tests.services.test_signoff_races import ladder, person, ready
from tests.settings import AUDIT_KEY

Act = Callable[[Session], object]
WAITING = """SELECT count(*) FROM pg_stat_activity
             WHERE datname = current_database() AND wait_event_type = 'Lock'"""


@pytest.fixture
def database(postgresql_supply: PostgreSQLServer) -> Iterator[Database]:
    """A database of the test's own, whose acts truly commit."""
    found = Database(postgresql_supply.migrated(), audit_key=AUDIT_KEY)
    yield found
    found.dispose()


def crosswise(database: Database, held: Act, act: Act, last: Act = audit.hold) -> None:
    """While somebody holds what an act needs, let the act wait; whoever holds it must still be able to seal.

    Or to do what else she does ``last``.
    """

    def do() -> None:
        with database.writing() as session:
            act(session)

    with ThreadPoolExecutor(1) as pool:
        with database.writing() as session:
            held(session)
            doing = pool.submit(do)
            while not doing.done():
                with database.reading() as other:
                    if other.scalar(text(WAITING)):
                        break
                time.sleep(0.01)
            assert not doing.done(), "the act did not need what was held"
            # Were this held by the act, the two would now wait for each other, and one would be refused.
            last(session)
        doing.result()


def test_an_intake_waits_for_its_people_before_the_first_act_is_sealed(database: Database) -> None:
    with database.writing() as session:
        sam = enter(session, "Sam Rees", Role.TRAINEE)
    pasted = "Ann Lee, ann@example.org, vig-practitioner\nSam Rees, sam@example.org, vig-practitioner"

    def intake(session: Session) -> None:
        cohort.carry_out(session, OPERATOR, shipped(), pasted, Role.TRAINEE, today=TODAY, now=NOW)

    crosswise(database, lambda session: known.locked(session, sam.id), intake)


def test_one_correction_for_all_waits_for_every_entry_before_it_is_sealed(database: Database) -> None:
    with database.writing() as session:
        ruth, both = _group(session)
        for each in both:
            put_on(session, each)
        held = GroupSession(on=TODAY, minutes=60, mode="video", trainees=tuple(each.id for each in both))
        first, second = confirmations.record_group(session, ruth, held, sending("first"))
    wanted = Corrected(on=TODAY, minutes=90, mode="video", presenter=False)

    def correct(session: Session) -> None:
        corrections.correct(session, ruth, first.id, wanted, "longer", sending("second"), everyone=True)

    crosswise(database, lambda session: logbook.locked(session, second.id), correct)


def test_one_correction_for_all_waits_for_its_supervisor_with_those_who_were_there(
    database: Database,
) -> None:
    with database.writing() as session:
        ruth, both = _group(session, _held_first(session, "Ruth Ade"))
        held = GroupSession(on=TODAY, minutes=60, mode="video", trainees=tuple(each.id for each in both))
        first, _second = confirmations.record_group(session, ruth, held, sending("first"))
    wanted = Corrected(on=TODAY, minutes=90, mode="video", presenter=False)

    def correct(session: Session) -> None:
        corrections.correct(session, ruth, first.id, wanted, "longer", sending("second"), everyone=True)

    crosswise(database, _holds(ruth), correct, _holds(both[-1]))


def test_a_session_with_another_supervisor_after_all_waits_for_both_with_its_learner(
    database: Database,
) -> None:
    with database.writing() as session:
        pia = _held_first(session, "Pia Moss")
        ruth, (sam, _ann) = _group(session)
        entry = supervision(session, sam, ruth, TODAY - timedelta(days=3), confirmed=False)
    hers = Supervision(on=TODAY - timedelta(days=3), with_=pia.id, minutes=60, mode="video")

    def replace(session: Session) -> None:
        entering.replace(session, sam, entry, hers, "It was Pia", sending("second"))

    crosswise(database, _holds(pia), replace, _holds(sam))


def test_a_group_session_waits_for_all_who_were_there_before_it_is_sealed(database: Database) -> None:
    with database.writing() as session:
        ruth, both = _group(session)
    held = GroupSession(on=TODAY, minutes=60, mode="video", trainees=tuple(each.id for each in both))

    def record(session: Session) -> None:
        confirmations.record_group(session, ruth, held, sending("first"))

    crosswise(database, lambda session: known.locked(session, both[-1].id), record)


def test_a_fresh_link_waits_for_the_earlier_ones_before_it_is_sealed(database: Database) -> None:
    with database.writing() as session:
        sam = enter(session, "Sam Rees", Role.TRAINEE)

    def spend(session: Session) -> None:
        session.execute(text("UPDATE links SET used_at = now() WHERE person_id = :sam"), {"sam": sam.id})

    crosswise(database, spend, lambda session: people.invite_again(session, OPERATOR, sam.id, NOW))


def test_closing_an_account_waits_for_her_learners_before_it_is_sealed(database: Database) -> None:
    with database.writing() as session:
        ruth, both = _group(session)
    crosswise(
        database,
        lambda session: known.locked(session, both[-1].id),
        lambda session: people.disable(session, OPERATOR, ruth.id, NOW),
    )


def test_erasing_waits_for_what_was_signed_of_her_before_it_is_counted(database: Database) -> None:
    with database.writing() as session:
        ruth, (sam, _ann) = _group(session)
        signed = _request("signed", sam, ruth, put_on(session, sam), "stage-1")
        signed.closed_at, signed.closed_how = NOW, "agree"
        session.add(signed)

    def erase(session: Session) -> None:
        erasure.erase(session, OPERATOR, sam.id, now=NOW, today=TODAY)

    crosswise(database, lambda session: signoffs.locked(session, "signed"), erase)
    with database.writing() as session:
        assert rollups.counts(session) == {"role/supervisor": 1, "role/trainee": 1}
        assert rollups.rebuild(session) == 0


def test_counting_everybody_anew_waits_for_one_who_is_being_counted(database: Database) -> None:
    with database.writing() as session:
        enter(session, "Sam Rees", Role.TRAINEE)
    crosswise(database, lambda session: enter(session, "Ruth Ade", Role.SUPERVISOR), rollups.rebuild)
    with database.writing() as session:
        assert rollups.counts(session) == {"role/supervisor": 1, "role/trainee": 1}
        assert rollups.rebuild(session) == 0


def test_what_somebody_holds_can_still_be_referred_to_by_one_who_has_sealed(database: Database) -> None:
    with database.writing() as session:
        ruth, (sam, _ann) = _group(session)
        assignment = put_on(session, sam)
        entry = supervision(session, sam, ruth, TODAY - timedelta(days=3), confirmed=False)
        session.add(_request("asked", sam, ruth, assignment, "stage-1"))
    with database.writing() as holding:
        logbook.hold_codes(holding, sam.id)
        logbook.locked(holding, entry)
        assignments.locked(holding, assignment)
        signoffs.locked(holding, "asked")
        with database.writing() as other:
            other.execute(text("SET LOCAL lock_timeout = '2s'"))
            audit.hold(other)
            other.add(ClientRow(learner_id=sam.id, code="C-7K2P", issued_at=NOW))
            other.add(_request("another", sam, ruth, assignment, "stage-2"))
            other.add(ActRow(entry_id=entry, kind="shared", on=TODAY, by=sam.id, at=NOW))
            other.add(
                ReplyRow(
                    request_id="asked",
                    learner_id=sam.id,
                    by=ruth.id,
                    kind="question",
                    words="Why?",
                    instead="",
                    at=NOW,
                )
            )
            other.flush()
            assert other.scalar(text("SELECT count(*) FROM requests")) == 2


def test_on_a_pathway_that_ends_at_that_moment_nobody_is_asked_to_sign(database: Database) -> None:
    with database.writing() as session:
        mina = person(session, "Mina Holt", Role.ASSESSOR)
        sam, _mina, assignment, _cycle = ready(session, mina, Closer.ASSESSOR)

    def ask(session: Session) -> None:
        seen = session.get_one(AssignmentRow, assignment)
        assert seen.ended_at is None
        asking.ask(session, sam, assignment, "first", mina.id, today=TODAY, now=NOW, timezone=LONDON)

    with pytest.raises(NotFound):
        crosswise(database, _ends(assignment), ask)


def test_a_pathway_ended_twice_at_one_moment_is_ended_once(database: Database) -> None:
    with database.writing() as session:
        assignment = put_on(session, enter(session, "Sam Rees", Role.TRAINEE))
    with pytest.raises(NotFound):
        crosswise(database, _ends(assignment), _ends(assignment))


def test_who_ends_a_supervision_while_it_is_handed_over_leaves_it_as_it_was_handed_over(
    database: Database,
) -> None:
    with database.writing() as session:
        ruth, pia = enter(session, "Ruth Ade", Role.SUPERVISOR), enter(session, "Pia Moss", Role.SUPERVISOR)
        relation = relate(session, ruth, enter(session, "Sam Rees", Role.TRAINEE))

    def hand_over(session: Session) -> None:
        day = {"since": TODAY, "today": TODAY}
        relations.hand_over(session, OPERATOR, leaving=ruth.id, to=pia.id, **day, now=NOW)

    def end(session: Session) -> None:
        relations.end_relation(session, OPERATOR, relation, TODAY + timedelta(days=9), today=TODAY, now=NOW)

    with pytest.raises(Conflict) as error:
        crosswise(database, hand_over, end)
    assert error.value.code == "relation-over"
    with database.reading() as session:
        assert session.get_one(RelationRow, relation).until == TODAY - timedelta(days=1)


def test_of_two_moves_at_one_moment_the_second_hears_of_the_first(database: Database) -> None:
    with database.writing() as session:
        mina = person(session, "Mina Holt", Role.ASSESSOR)
        _sam, _mina, assignment, _cycle = ready(session, mina, Closer.ASSESSOR)
        old = session.get_one(AssignmentRow, assignment).edition
    before = ladder(Closer.ASSESSOR)

    def moves_to(title: str) -> Act:
        new = replace(before, title=title)

        def move(session: Session) -> None:
            seen = session.get_one(AssignmentRow, assignment)
            assert seen.edition == old
            told = {"seen": old, "to": new.id, "reason": "New rules"}
            moves.move(session, OPERATOR, {new.id: new}, assignment, **told, now=NOW)

        return move

    with pytest.raises(Conflict) as error:
        crosswise(database, moves_to("Smaller"), moves_to("Smallest"))
    assert error.value.code == "moved-meanwhile"


def test_a_new_supervisor_waits_for_what_was_asked_of_her_as_an_assessor_before_it_is_sealed(
    database: Database,
) -> None:
    with database.writing() as session:
        ruth, both = _group(session)
        mina = enter(session, "Mina Holt", Role.SUPERVISOR, Role.ASSESSOR)
        for each in both:
            asked = _request(f"asked-{each.id}", each, mina, put_on(session, each), "stage-1")
            asked.closer = "assessor"
            session.add(asked)
    last = f"asked-{both[-1].id}"

    def pasted(session: Session) -> None:
        lines = "Ann Lee, ann@example.org, vig-practitioner, mina@example.org\n"
        lines = f"New One, new@example.org, vig-practitioner\n{lines}Sam Rees, sam@example.org, , mina@example.org"
        cohort.carry_out(session, OPERATOR, shipped(), lines, Role.TRAINEE, today=TODAY, now=NOW)

    def hand_over(session: Session) -> None:
        day = {"since": TODAY, "today": TODAY}
        relations.hand_over(session, OPERATOR, leaving=ruth.id, to=mina.id, **day, now=NOW)

    for act in (pasted, hand_over):
        with database.reading() as session:
            open_ = session.get_one(RequestRow, last).closed_at is None
        if open_:
            crosswise(database, lambda session: signoffs.locked(session, last), act)
    with database.reading() as session:
        assert session.get_one(RequestRow, last).closed_how == "lapsed-supervises"


def _holds(who: Actor) -> Act:
    """Hold one person's affairs."""
    return lambda session: known.locked(session, who.id)


def _ends(assignment: str) -> Act:
    """End an assignment."""
    return lambda session: pathways.unassign(session, OPERATOR, assignment, "moved away", NOW)


def _held_first(session: Session, name: str) -> Actor:
    """A supervisor whose id is before everybody's: of several people she is held first."""
    row = PersonRow(id="0" * 16, name=name, created_at=NOW)
    session.add(row)
    session.flush()
    session.add(RoleRow(person_id=row.id, role=Role.SUPERVISOR, since=NOW))
    return Actor(id=row.id, name=name, roles=frozenset({Role.SUPERVISOR}))


def _group(session: Session, supervisor: Actor | None = None) -> tuple[Actor, tuple[Actor, Actor]]:
    """A supervisor with two trainees, in the order of their ids."""
    ruth = supervisor or enter(session, "Ruth Ade", Role.SUPERVISOR)
    trainees = [enter(session, name, Role.TRAINEE) for name in ("Sam Rees", "Ann Lee")]
    for each in trainees:
        relate(session, ruth, each)
    first, second = sorted(trainees, key=lambda each: each.id)
    return ruth, (first, second)


def _request(id_: str, learner: Actor, of: Actor, assignment: str, milestone: str) -> RequestRow:
    return RequestRow(
        id=id_,
        learner_id=learner.id,
        assignment_id=assignment,
        milestone=milestone,
        closer="supervisor",
        asked_of=of.id,
        note="",
        asked_at=NOW,
        asked_on=TODAY,
    )


def sending(key: str) -> Sending:
    """A form sent now."""
    return Sending(key=key, now=NOW, today=TODAY)
