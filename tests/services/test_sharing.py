"""Who reads the answers of a quiz: their owner, and her supervisor for as long as she shares them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from elearn.domain.answers import Chosen
from elearn.domain.errors import NotFound
from elearn.domain.pathways import Milestone, Pass, Pathway, Requirement
from elearn.domain.people import Actor, Role
from elearn.domain.sharing import Sight
from elearn.services import assignments, quizzes, sharing
from elearn.services.people import Operator
from elearn.services.sharing import Shared
from elearn.storage.sharing import SharingRow
from tests.domain.asked import keys
from tests.services.entered import NOW, TODAY, enter, relate
from tests.services.test_quizzes import ASSESSED, CATALOGUE, WELCOME, begin, count, give, hand_in, take


@pytest.fixture
def sam(session: Session) -> Actor:
    return enter(session, "Sam Rees", Role.TRAINEE)


@pytest.fixture
def ruth(session: Session, sam: Actor) -> Actor:
    """Sam's supervisor."""
    found = enter(session, "Ruth Ade", Role.SUPERVISOR)
    relate(session, found, sam)
    return found


def share(session: Session, who: Actor, attempt_id: str, *, shared: bool = True, quiz: str = "care") -> None:
    sharing.share(session, who, CATALOGUE, quiz, attempt_id, shared=shared, now=NOW)


def answers(session: Session, who: Actor, sam: Actor, attempt_id: str) -> Shared:
    return sharing.answers(session, who, CATALOGUE, sam.id, attempt_id, TODAY)


def refused(session: Session, who: Actor, sam: Actor, attempt_id: str) -> bool:
    """Whether the answers look like none at all to this person."""
    with pytest.raises(NotFound):
        answers(session, who, sam, attempt_id)
    return True


def test_a_supervisor_sees_date_tries_and_result_and_no_answer(
    session: Session, sam: Actor, ruth: Actor
) -> None:
    first, second = take(session, sam, {}), take(session, sam, keys(ASSESSED))
    found = sharing.tries(session, ruth, CATALOGUE, sam.id, TODAY)
    assert found.name == "Sam Rees"
    assert [(each.each.number, each.each.passed, each.shared) for each in found.each] == [
        (2, True, False),
        (1, False, False),
    ]
    assert refused(session, ruth, sam, first)
    assert refused(session, ruth, sam, second)


def test_what_is_shared_is_read_and_what_is_taken_back_is_not(
    session: Session, sam: Actor, ruth: Actor
) -> None:
    attempt_id = take(session, sam, {"single": Chosen(options=("a",))})
    share(session, sam, attempt_id)
    share(session, sam, attempt_id)
    assert count(session, SharingRow) == 1
    found = answers(session, ruth, sam, attempt_id)
    assert found.attempt.answers == {"single": Chosen(options=("a",))}
    assert sharing.tries(session, ruth, CATALOGUE, sam.id, TODAY).each[0].shared
    share(session, sam, attempt_id, shared=False)
    assert refused(session, ruth, sam, attempt_id)
    share(session, sam, attempt_id)
    assert answers(session, ruth, sam, attempt_id).attempt.id == attempt_id
    assert count(session, SharingRow) == 3


def test_only_whoever_supervises_her_that_day_reads_what_she_shares(
    session: Session, sam: Actor, ruth: Actor
) -> None:
    attempt_id = take(session, sam, keys(ASSESSED))
    share(session, sam, attempt_id)
    former = enter(session, "Olu Bell", Role.SUPERVISOR)
    relate(session, former, sam, until=TODAY - timedelta(days=1))
    cora = enter(session, "Cora Finn", Role.COORDINATOR)
    jon = enter(session, "Jon Price", Role.TRAINEE)
    for who in (former, cora, jon, sam):
        assert refused(session, who, sam, attempt_id)
        with pytest.raises(NotFound):
            sharing.tries(session, who, CATALOGUE, sam.id, TODAY)
    assert answers(session, ruth, sam, attempt_id).judged.marks.passed


def test_the_learner_is_told_who_would_read_her_answers(session: Session, sam: Actor, ruth: Actor) -> None:
    attempt_id = take(session, sam, {})
    former = enter(session, "Olu Bell", Role.SUPERVISOR)
    relate(session, former, sam, until=TODAY - timedelta(days=1))
    attempt = quizzes.attempt(session, sam, CATALOGUE, "care", attempt_id)
    assert sharing.readers(session, sam, attempt, TODAY) == sharing.Readers(shared=False, names=("Ruth Ade",))
    share(session, sam, attempt_id)
    assert sharing.readers(session, sam, attempt, TODAY) == sharing.Readers(shared=True, names=("Ruth Ade",))


def test_a_supervisor_who_passed_sees_the_keys_and_one_who_is_learning_sees_no_answer(
    session: Session, sam: Actor, ruth: Actor
) -> None:
    attempt_id = take(session, sam, keys(ASSESSED))
    share(session, sam, attempt_id)
    fresh = answers(session, ruth, sam, attempt_id)
    assert fresh.sight is Sight.ANSWERS
    assert all(each.key is None for each in fresh.judged.feedback)
    begin(session, ruth)
    assert answers(session, ruth, sam, attempt_id).sight is Sight.FIGURES
    take(session, ruth, keys(ASSESSED))
    known = answers(session, ruth, sam, attempt_id)
    assert known.sight is Sight.KEYS
    assert all(each.key for each in known.judged.feedback)


def test_a_supervisor_who_is_a_learner_too_sees_no_answer_before_her_own_pass(
    session: Session, sam: Actor
) -> None:
    attempt_id = take(session, sam, keys(ASSESSED))
    share(session, sam, attempt_id)
    for name, role in (("Olu Bell", Role.TRAINEE), ("Ann Lee", Role.PARAPROFESSIONAL)):
        olu = enter(session, name, Role.SUPERVISOR, role)
        relate(session, olu, sam)
        assert answers(session, olu, sam, attempt_id).sight is Sight.FIGURES


def test_a_supervisor_is_asked_by_the_pathway_as_she_began_it(session: Session, sam: Actor) -> None:
    olu = enter(session, "Olu Bell", Role.SUPERVISOR, Role.TRAINEE)
    relate(session, olu, sam)
    attempt_id = take(session, sam, keys(ASSESSED))
    share(session, sam, attempt_id)
    asked = Requirement(id="r", verb=Pass(quiz="care"))
    milestone = Milestone(id="m", title="M", requires=(asked,))
    then = {"p": Pathway(id="p", title="P", approach="vig", milestones=(milestone,))}
    assignments.assign(session, Operator(), then, learner=olu.id, pathway="p", began_on=TODAY, now=NOW)
    assert "p" not in CATALOGUE.pathways
    olu = replace(olu, roles=frozenset({Role.SUPERVISOR}))
    assert answers(session, olu, sam, attempt_id).sight is Sight.FIGURES


def test_a_pass_of_another_edition_opens_no_key(session: Session, sam: Actor, ruth: Actor) -> None:
    take(session, ruth, keys(ASSESSED))
    changed = replace(CATALOGUE, quizzes={"care": replace(ASSESSED, title="Changed")})
    attempt_id = begin(session, sam, catalogue=changed)
    hand_in(session, sam, attempt_id, catalogue=changed)
    sharing.share(session, sam, changed, "care", attempt_id, shared=True, now=NOW)
    found = sharing.answers(session, ruth, changed, sam.id, attempt_id, TODAY)
    assert found.sight is Sight.FIGURES


def test_nothing_is_shared_of_an_open_attempt_of_an_induction_or_of_somebody_else(
    session: Session, sam: Actor, ruth: Actor
) -> None:
    open_one = begin(session, sam)
    welcome = begin(session, sam, "welcome")
    give(session, sam, welcome, keys(WELCOME), "welcome")
    hand_in(session, sam, welcome, "welcome")
    done = take(session, enter(session, "Jon Price", Role.TRAINEE), {})
    for attempt_id, quiz in ((open_one, "care"), (welcome, "welcome"), (done, "care"), ("none", "care")):
        with pytest.raises(NotFound):
            share(session, sam, attempt_id, quiz=quiz)
    assert count(session, SharingRow) == 0
    attempt = quizzes.attempt(session, sam, CATALOGUE, "welcome", welcome)
    assert sharing.readers(session, sam, attempt, TODAY) is None


def test_of_a_volunteer_nobody_reads_tries_or_answers(session: Session, ruth: Actor) -> None:
    dee = enter(session, "Dee Okoro", Role.PARAPROFESSIONAL)
    relate(session, ruth, dee)
    attempt_id = take(session, dee, {})
    with pytest.raises(NotFound):
        share(session, dee, attempt_id)
    with pytest.raises(NotFound):
        sharing.tries(session, ruth, CATALOGUE, dee.id, TODAY)


def test_a_quiz_that_is_gone_is_still_named_by_its_edition(session: Session, sam: Actor, ruth: Actor) -> None:
    take(session, sam, {})
    gone = replace(CATALOGUE, quizzes={})
    assert [each.title for each in sharing.tries(session, ruth, gone, sam.id, TODAY).each] == [ASSESSED.title]
