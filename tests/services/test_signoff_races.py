"""What two hands on one sign-off at one moment come to: never two answers, never one that answers nothing."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from threading import Barrier

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from elearn.domain.entering import Cycle
from elearn.domain.errors import Conflict, DomainError
from elearn.domain.evidence import Known, Verdict
from elearn.domain.pathways import Closer, Closes, Count, Milestone, Pathway, Requirement, Unit
from elearn.domain.people import Actor, Role
from elearn.domain.signed_findings import canonical, version
from elearn.services import (
    assignments,
    audit,
    decisions,
    entry_acts,
    logbook,
    milestones,
    relations,
    signoffs,
)
from elearn.services.decisions import Answer
from elearn.services.entry_writing import Sending
from elearn.storage.audit import AuditRow
from elearn.storage.base import new_id
from elearn.storage.database import Database
from elearn.storage.logbook import ClientRow, EntryRow
from elearn.storage.people import PersonRow, RelationRow, RoleRow
from elearn.storage.signoffs import DecisionRow, RequestRow, body_of
from elearn.words.refusals import sentence
from tests.many import RACES
from tests.services.entered import NOW, OPERATOR, TODAY
from tests.services.practised import BEGAN, LONDON, stamp
from tests.services.test_signoffs import FRESH, MOMENT
from tests.settings import AUDIT_KEY

pytestmark = pytest.mark.timeout(900)

Act = Callable[[Session], object]
CODE = "C-7K2P"


def ladder(closer: Closer) -> Pathway:
    """A pathway of one milestone: one cycle, and somebody to close it."""
    cycles = Requirement(id="cycles", verb=Count(unit=Unit.CYCLE), at_least=1)
    milestone = Milestone(id="first", title="First", requires=(cycles,), closes=Closes(by=closer))
    return Pathway(id=f"small-{closer}", title="Small", milestones=(milestone,))


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A learner with one cycle who has asked for her milestone, and the answer that the signer is about to give."""

    learner: Actor
    signer: Actor
    cycle: str
    request: str
    answer: Answer

    def sign(self, verdict: Verdict = Verdict.AGREE) -> Act:
        """Answer the request on what was seen."""
        agreed = verdict is Verdict.AGREE
        answer = self.answer if agreed else replace(self.answer, decision=verdict, note="One more film.")
        return lambda session: decisions.decide(session, self.signer, self.request, answer, FRESH, MOMENT).id


class Pair:
    """Two hands, each with a thread and a connection of its own, kept for many races."""

    def __init__(self, database: Database, pool: ThreadPoolExecutor) -> None:
        self.database, self.pool = database, pool

    def race(self, one: Act, other: Act) -> list[object]:
        """Do both at one moment, each truly committing; what each came to, or how it was refused."""
        ready = Barrier(2)

        def do(act: Act) -> object:
            ready.wait()
            try:
                with self.database.writing() as session:
                    return act(session)
            except DomainError as refusal:
                return refusal

        return list(self.pool.map(do, (one, other)))


@contextmanager
def racing(database: Database) -> Iterator[Pair]:
    """Two hands on a database, and afterwards a record that holds and in which nothing is double or alone."""
    with ThreadPoolExecutor(2) as pool:
        yield Pair(database, pool)
    with database.reading() as session:
        requests = {row.id: row for row in session.scalars(select(RequestRow))}
        made = list(session.scalars(select(DecisionRow)))
        assert len({row.request_id for row in made}) == len(made)
        answers = {row.request_id: row for row in made}
        for id_, row in requests.items():
            assert (row.closed_how in {"agree", "not-yet"}) is (id_ in answers)
        assert all(requests[row.request_id].closed_how == row.decision for row in made)
        assert all(requests[row.request_id].asked_of == row.by for row in made)
        sealed = session.scalars(select(AuditRow.detail).where(AuditRow.action == "decided"))
        assert sorted(each["decision"] for each in sealed) == sorted(row.id for row in made)
        assert audit.examine(session, [AUDIT_KEY]).first is None


def person(session: Session, name: str, role: Role) -> Actor:
    """Somebody new; entered by hand, since hundreds are needed."""
    row = PersonRow(id=new_id(), name=name, created_at=stamp(BEGAN))
    session.add(row)
    session.flush()
    session.add(RoleRow(person_id=row.id, role=role, since=stamp(BEGAN)))
    return Actor(id=row.id, name=name, roles=frozenset({role}))


def ask(session: Session, signer: Actor, closer: Closer) -> Asked:
    """A learner of her own for each race, who has asked."""
    return _asked(session, *ready(session, signer, closer))


def ready(session: Session, signer: Actor, closer: Closer) -> tuple[Actor, Actor, str, str]:
    """A learner of her own who may ask this signer, her assignment and her cycle; a supervisor supervises her."""
    learner = person(session, "Sam Rees", Role.TRAINEE)
    if closer is Closer.SUPERVISOR:
        # Of earlier races nothing is needed, and every signature looks at all relations there are.
        session.execute(delete(RelationRow))
        session.add(
            RelationRow(learner_id=learner.id, supervisor_id=signer.id, since=BEGAN, recorded_at=stamp(BEGAN))
        )
    session.add(ClientRow(learner_id=learner.id, code=CODE, issued_at=stamp(BEGAN)))
    entry = EntryRow(
        id=new_id(),
        learner_id=learner.id,
        kind="cycle",
        on=date(2026, 3, 2),
        facts={"client": CODE, "reviewed": "2026-03-09"},
        words={},
        entered_at=stamp(date(2026, 3, 9)),
        entered_on=date(2026, 3, 9),
        entered_by=learner.id,
    )
    session.add(entry)
    pathway = ladder(closer)
    row = assignments.assign(
        session,
        OPERATOR,
        {pathway.id: pathway},
        learner=learner.id,
        pathway=pathway.id,
        began_on=BEGAN,
        now=stamp(BEGAN),
    )
    return learner, signer, row.id, entry.id


def _asked(session: Session, learner: Actor, signer: Actor, assignment: str, cycle: str) -> Asked:
    made = signoffs.ask(
        session, learner, assignment, "first", signer.id, today=TODAY, now=NOW, timezone=LONDON
    )
    found = signoffs.request(session, signer, made.id, today=TODAY, timezone=LONDON)
    assert isinstance(found, signoffs.Request)
    answer = Answer(
        decision=Verdict.AGREE, seen=found.bundle.text, met_on=TODAY, minutes=60, known=Known.FILM
    )
    return Asked(learner=learner, signer=signer, cycle=cycle, request=made.id, answer=answer)


def refused(outcomes: list[object]) -> DomainError:
    """The one of two that was refused."""
    (found,) = [each for each in outcomes if isinstance(each, DomainError)]
    return found


def test_of_two_answers_one_stands_and_the_other_hears_it_and_one_sent_twice_is_one(
    fresh_database: Database,
) -> None:
    with fresh_database.writing() as session:
        mina = person(session, "Mina Holt", Role.ASSESSOR)
    with racing(fresh_database) as pair:
        for number in range(RACES):
            with fresh_database.writing() as session:
                asked = ask(session, mina, Closer.ASSESSOR)
            if number % 4 == 0:
                first, second = pair.race(asked.sign(), asked.sign())
                assert isinstance(first, str)
                assert first == second
                continue
            refusal = refused(pair.race(asked.sign(), asked.sign(Verdict.NOT_YET)))
            assert isinstance(refusal, Conflict)
            assert "another answer" in sentence(refusal.code, refusal.params)


def test_who_signs_while_the_record_is_edited_signs_what_she_saw_or_hears_that_it_moved(
    fresh_database: Database,
) -> None:
    with fresh_database.writing() as session:
        mina = person(session, "Mina Holt", Role.ASSESSOR)
    with racing(fresh_database) as pair:
        for number in range(RACES):
            with fresh_database.writing() as session:
                asked = ask(session, mina, Closer.ASSESSOR)
            signed, edited = pair.race(asked.sign(), edit(asked.learner, asked.cycle, number))
            assert not isinstance(edited, DomainError)
            with fresh_database.reading() as session:
                made = session.scalars(
                    select(DecisionRow).where(DecisionRow.request_id == asked.request)
                ).all()
                if isinstance(signed, DomainError):
                    assert (type(signed), signed.code, list(made)) == (Conflict, "bundle-moved", [])
                else:
                    assert [row.finding["entries"][asked.cycle]["minutes"] for row in made] == [0]


def edit(learner: Actor, cycle: str, number: int) -> Act:
    """The learner takes her cycle back, or corrects it."""
    sent = Sending(key=f"race-{number}", now=NOW, today=TODAY)
    if number % 2:
        return lambda session: entry_acts.withdraw(session, learner, cycle, sent)
    mended = Cycle(client=CODE, filmed=date(2026, 3, 2), reviewed=date(2026, 3, 9), minutes=7)
    return lambda session: logbook.replace(session, learner, cycle, mended, "A slip", sent)


def test_who_asks_while_her_record_is_edited_asks_with_one_state_of_it_and_hears_what_differs(
    fresh_database: Database,
) -> None:
    with fresh_database.writing() as session:
        mina = person(session, "Mina Holt", Role.ASSESSOR)
    with racing(fresh_database) as pair:
        for number in range(RACES):
            with fresh_database.writing() as session:
                learner, _signer, assignment, cycle = ready(session, mina, Closer.ASSESSOR)

            def ask_now(session: Session, who: Actor = learner, what: str = assignment) -> object:
                when = {"today": TODAY, "now": NOW, "timezone": LONDON}
                return signoffs.ask(session, who, what, "first", mina.id, **when).id

            made, edited = pair.race(ask_now, edit(learner, cycle, number))
            assert not isinstance(edited, DomainError)
            if isinstance(made, DomainError):
                assert (made.code, number % 2) == ("ask-still-missing", 1)
                continue
            with fresh_database.reading() as session:
                row = session.get_one(RequestRow, made)
                body = body_of(session, row.id)
                assert body is not None
                assert row.body_hash == version(canonical(body))
                found = signoffs.request(session, mina, row.id, today=TODAY, timezone=LONDON)
                assert isinstance(found, signoffs.Request)
                assert (found.asked is None) is (cycle not in body["entries"])


def test_a_request_handed_over_while_it_is_signed_is_answered_once_by_whom_it_was_asked_of(
    fresh_database: Database,
) -> None:
    with fresh_database.writing() as session:
        ruth = person(session, "Ruth Ade", Role.SUPERVISOR)
        pia = person(session, "Pia Moss", Role.SUPERVISOR)
    with racing(fresh_database) as pair:
        for _ in range(RACES):
            with fresh_database.writing() as session:
                asked = ask(session, ruth, Closer.SUPERVISOR)

            def hand_over(session: Session) -> object:
                return relations.hand_over(
                    session,
                    OPERATOR,
                    leaving=ruth.id,
                    to=pia.id,
                    since=TODAY - timedelta(1),
                    today=TODAY,
                    now=NOW,
                )

            signed, handed = pair.race(asked.sign(), hand_over)
            assert not isinstance(handed, DomainError)
            with fresh_database.reading() as session:
                row = session.get_one(RequestRow, asked.request)
                if isinstance(signed, DomainError):
                    assert (type(signed), signed.code) == (Conflict, "handed-on")
                    assert "handed over meanwhile" in sentence(signed.code, signed.params)
                    assert (row.asked_of, row.closed_at) == (pia.id, None)
                else:
                    assert (row.asked_of, row.closed_how) == (ruth.id, "agree")
                sheet = milestones.standing(session, asked.learner, asked.learner.id, TODAY, LONDON)
                (found, *_others) = sheet.progress[0].judgement.milestones
                # She who had signed was her supervisor when she signed, whatever day the hand-over names.
                assert found.met is not isinstance(signed, DomainError)
