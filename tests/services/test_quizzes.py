"""What taking a quiz promises, on both databases, also when fifty hands press the same button at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from threading import Barrier, Thread
from typing import TypeVar

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.domain.answers import Answer, Chosen, Held
from elearn.domain.confidence import Confidence
from elearn.domain.editions import quiz_edition
from elearn.domain.errors import Conflict, NotFound, Refused
from elearn.domain.library import Catalogue
from elearn.domain.people import Actor, Role
from elearn.domain.quizzes import Quiz
from elearn.domain.sheets import filled
from elearn.services import quizzes
from elearn.storage.database import Database
from elearn.storage.editions import EditionRow
from elearn.storage.evidence import AchievementRow
from elearn.storage.quizzes import AnswerRow, AttemptRow, MarkRow
from tests.domain.asked import MATCHING, NUMERIC, SINGLE, TRUE_FALSE, keys, quiz
from tests.services.entered import NOW, TODAY, enter

Got = TypeVar("Got")
ASSESSED = quiz(SINGLE, TRUE_FALSE, NUMERIC, MATCHING, id="care", pass_mark=Decimal("0.75"))
WELCOME = quiz(SINGLE, MATCHING, id="welcome", pass_mark=None)
CATALOGUE = Catalogue(quizzes={each.id: each for each in (ASSESSED, WELCOME)})
HANDS = 50


@pytest.fixture
def sam(session: Session) -> Actor:
    """Somebody who studies."""
    return enter(session, "Sam Rees", Role.TRAINEE)


def begin(session: Session, who: Actor, quiz_id: str = "care", catalogue: Catalogue = CATALOGUE) -> str:
    """Begin, or carry on."""
    return quizzes.begin(session, who, catalogue, quiz_id, NOW)


def give(
    session: Session,
    who: Actor,
    attempt_id: str,
    answers: dict[str, Answer],
    quiz_id: str = "care",
    catalogue: Catalogue = CATALOGUE,
) -> None:
    """Save these answers."""
    attempt = quizzes.attempt(session, who, catalogue, quiz_id, attempt_id)
    for number, question in enumerate(attempt.questions, 1):
        if question.id in answers:
            form = filled(question, attempt.seed, answers[question.id])
            sent = {name: [value] if isinstance(value, str) else value for name, value in form.items()}
            quizzes.save_answer(
                session, who, catalogue, quiz_id, attempt_id, number, sent, NOW + timedelta(minutes=number)
            )


def hand_in(
    session: Session, who: Actor, attempt_id: str, quiz_id: str = "care", catalogue: Catalogue = CATALOGUE
) -> None:
    """Hand in."""
    quizzes.submit(session, who, catalogue, quiz_id, attempt_id, now=NOW + timedelta(hours=1), today=TODAY)


def take(session: Session, who: Actor, answers: dict[str, Answer]) -> str:
    """Begin, answer so, hand in; returns the attempt's id."""
    attempt_id = begin(session, who)
    give(session, who, attempt_id, answers)
    hand_in(session, who, attempt_id)
    return attempt_id


def count(session: Session, table: type) -> int:
    """How many rows there are."""
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_an_open_attempt_is_carried_on_with(session: Session, sam: Actor) -> None:
    first = begin(session, sam)
    give(session, sam, first, {"single": Chosen(options=("a",))})
    assert begin(session, sam) == first
    found = quizzes.attempt(session, sam, CATALOGUE, "care", first)
    assert found.answers == {"single": Chosen(options=("a",))}
    assert found.saved_at == NOW + timedelta(minutes=1)
    assert found.open_numbers == (2, 3, 4)


def test_an_answer_takes_the_place_of_an_earlier_one_and_nothing_leaves_the_question_open(
    session: Session, sam: Actor
) -> None:
    attempt_id = begin(session, sam)
    give(session, sam, attempt_id, {"single": Chosen(options=("a",))})
    give(session, sam, attempt_id, {"single": Chosen(options=("b",))})
    assert quizzes.attempt(session, sam, CATALOGUE, "care", attempt_id).answers == {
        "single": Chosen(options=("b",))
    }
    quizzes.save_answer(session, sam, CATALOGUE, "care", attempt_id, 1, {}, NOW)
    assert quizzes.attempt(session, sam, CATALOGUE, "care", attempt_id).answers == {}


def test_how_sure_she_is_is_kept_with_the_answer_and_changes_no_mark(session: Session, sam: Actor) -> None:
    attempt_id = begin(session, sam)
    for sure in (["certain"], ["guess"]):
        sent = {"answer": ["1"], "confidence": sure}
        assert not quizzes.save_answer(session, sam, CATALOGUE, "care", attempt_id, 1, sent, NOW)
    attempt = quizzes.attempt(session, sam, CATALOGUE, "care", attempt_id)
    assert attempt.confidence(1) is Confidence.GUESS
    assert quizzes.save_answer(session, sam, CATALOGUE, "care", attempt_id, 1, {"answer": ["1"]}, NOW)
    attempt = quizzes.attempt(session, sam, CATALOGUE, "care", attempt_id)
    assert (attempt.confidence(1), attempt.unsaid_numbers) == (None, (1,))
    with pytest.raises(Refused, match="option-not-offered"):
        quizzes.save_answer(
            session, sam, CATALOGUE, "care", attempt_id, 1, {"answer": ["1"], "confidence": ["very"]}, NOW
        )


def test_a_pass_is_marked_kept_and_achieved(session: Session, sam: Actor) -> None:
    attempt_id = take(session, sam, {**keys(ASSESSED), "true-false": Held(holds=True)})
    mark = session.scalars(select(MarkRow)).one()
    assert (mark.earned, mark.possible, mark.passed) == ("3", "4", True)
    assert mark.questions["single"] == {"earned": "1", "possible": "1"}
    assert mark.questions["true-false"] == {"earned": "0", "possible": "1"}
    earned = session.scalars(select(AchievementRow)).one()
    assert (earned.kind, earned.ref, earned.attempt) == ("quiz", "care", attempt_id)
    assert (earned.passed, earned.score, earned.on) == (True, "0.75", TODAY)
    assert earned.edition == quiz_edition(ASSESSED).hash


def test_handing_in_again_changes_nothing(session: Session, sam: Actor) -> None:
    attempt_id = take(session, sam, keys(ASSESSED))
    hand_in(session, sam, attempt_id)
    assert (count(session, AttemptRow), count(session, MarkRow), count(session, AchievementRow)) == (1, 1, 1)


def test_nothing_is_added_to_an_attempt_that_was_handed_in(session: Session, sam: Actor) -> None:
    attempt_id = take(session, sam, {})
    with pytest.raises(Conflict, match="attempt-handed-in"):
        give(session, sam, attempt_id, keys(ASSESSED))
    assert quizzes.attempt(session, sam, CATALOGUE, "care", attempt_id).answers == {}


def test_after_a_try_another_may_begin_as_long_as_the_quiz_allows(session: Session, sam: Actor) -> None:
    twice = Catalogue(quizzes={"care": replace(ASSESSED, attempts=2)})
    for _ in range(2):
        hand_in(session, sam, begin(session, sam, catalogue=twice), catalogue=twice)
    assert quizzes.front(session, sam, twice, "care").left == 0
    with pytest.raises(Refused, match="attempts-used"):
        begin(session, sam, catalogue=twice)
    assert [each.number for each in quizzes.history(session, sam, twice, "care")] == [1, 2]


def test_a_try_that_is_open_may_be_finished_though_the_quiz_allows_no_more(
    session: Session, sam: Actor
) -> None:
    once = Catalogue(quizzes={"care": replace(ASSESSED, attempts=1)})
    attempt_id = begin(session, sam, catalogue=once)
    assert begin(session, sam, catalogue=once) == attempt_id


def test_the_result_tells_no_key_before_a_pass_and_every_key_after_it(session: Session, sam: Actor) -> None:
    missed = take(session, sam, {"single": Chosen(options=("a",)), "true-false": Held(holds=False)})
    found = _result(session, sam, missed)
    assert not found.keys
    assert all(each.key is None for each in found.feedback)
    assert [remark.said for remark in found.feedback[0].remarks] == ["Wrong a"]
    take(session, sam, keys(ASSESSED))
    assert all(each.key for each in _result(session, sam, missed).feedback)
    assert _result(session, sam, missed).marks.share == Fraction(1, 4)


def test_a_pass_of_another_edition_opens_no_keys(session: Session, sam: Actor) -> None:
    take(session, sam, keys(ASSESSED))
    changed = Catalogue(quizzes={"care": replace(ASSESSED, title="Changed")})
    attempt_id = begin(session, sam, catalogue=changed)
    hand_in(session, sam, attempt_id, catalogue=changed)
    attempt = quizzes.attempt(session, sam, changed, "care", attempt_id)
    assert not quizzes.result(session, sam, changed, attempt).keys


def test_a_pass_once_reached_stands_whatever_comes_after(session: Session, sam: Actor) -> None:
    take(session, sam, keys(ASSESSED))
    take(session, sam, {})
    assert quizzes.front(session, sam, CATALOGUE, "care").passed
    assert [each.passed for each in session.scalars(select(AchievementRow).order_by(AchievementRow.seq))] == [
        True,
        False,
    ]


def test_a_later_mark_never_takes_a_pass_away(session: Session, sam: Actor) -> None:
    attempt_id = take(session, sam, keys(ASSESSED))
    first = session.scalars(select(MarkRow)).one()
    session.add(
        MarkRow(
            attempt_id=attempt_id,
            why="key-corrected",
            earned="1",
            possible="4",
            passed=False,
            questions={question: {"earned": "0", "possible": "1"} for question in first.questions},
            marked_at=NOW,
        )
    )
    session.flush()
    assert quizzes.front(session, sam, CATALOGUE, "care").passed
    assert _result(session, sam, attempt_id).marks.share == 1


@pytest.mark.parametrize("now_offered", [{}, {"care": quiz(SINGLE, id="care", title="Another")}])
def test_an_attempt_is_finished_on_the_edition_it_began(
    session: Session, sam: Actor, now_offered: dict[str, Quiz]
) -> None:
    attempt_id = begin(session, sam)
    later = Catalogue(quizzes=now_offered)
    give(session, sam, attempt_id, keys(ASSESSED), catalogue=later)
    hand_in(session, sam, attempt_id, catalogue=later)
    attempt = quizzes.attempt(session, sam, later, "care", attempt_id)
    assert attempt.quiz == ASSESSED
    assert quizzes.result(session, sam, later, attempt).marks.passed
    assert session.scalars(select(EditionRow.hash)).all() == [quiz_edition(ASSESSED).hash]


def test_a_quiz_that_is_gone_shows_what_was_done_and_begins_no_more(session: Session, sam: Actor) -> None:
    take(session, sam, keys(ASSESSED))
    found = quizzes.front(session, sam, Catalogue(), "care")
    assert (found.offered, found.passed, found.quiz.title) == (False, True, ASSESSED.title)
    with pytest.raises(NotFound):
        begin(session, sam, catalogue=Catalogue())


def test_a_quiz_keeps_its_tries_under_its_new_name(session: Session, sam: Actor) -> None:
    attempt_id = begin(session, sam)
    renamed = Catalogue(
        quizzes={"caring": replace(ASSESSED, id="caring", was="care")},
        moved_quizzes={"care": "caring", "care/single": "caring/single"},
    )
    assert begin(session, sam, "caring", renamed) == attempt_id
    give(session, sam, attempt_id, keys(ASSESSED), "caring", renamed)
    hand_in(session, sam, attempt_id, "caring", renamed)
    assert quizzes.front(session, sam, renamed, "caring").passed
    assert session.scalars(select(AchievementRow.ref)).one() == "caring"


def test_a_new_try_asks_first_what_she_has_not_seen_also_under_new_names(
    session: Session, sam: Actor
) -> None:
    pool = tuple(replace(SINGLE, id=f"q{n}") for n in range(4))
    drawing = quiz(*pool, id="care", pass_mark=Decimal("0.75"), draw=2)
    was = Catalogue(quizzes={"care": drawing})
    first = begin(session, sam, catalogue=was)
    seen = {each.id for each in quizzes.attempt(session, sam, was, "care", first).questions}
    hand_in(session, sam, first, catalogue=was)
    renamed = replace(
        drawing, id="caring", questions=tuple(replace(each, id=f"new-{each.id}") for each in pool)
    )
    now_called = Catalogue(
        quizzes={"caring": renamed},
        moved_quizzes={
            "care": "caring",
            **{f"care/{each.id}": f"caring/new-{each.id}" for each in pool},
        },
    )
    second = begin(session, sam, "caring", now_called)
    asked = {each.id for each in quizzes.attempt(session, sam, now_called, "caring", second).questions}
    assert asked == {f"new-{each.id}" for each in pool if each.id not in seen}


def test_another_persons_attempt_is_not_found(session: Session, sam: Actor) -> None:
    attempt_id = begin(session, sam)
    olu = enter(session, "Olu Ade", Role.TRAINEE, Role.COORDINATOR)
    for act in (
        lambda: quizzes.attempt(session, olu, CATALOGUE, "care", attempt_id),
        lambda: give(session, olu, attempt_id, keys(ASSESSED)),
        lambda: hand_in(session, olu, attempt_id),
        lambda: quizzes.save_answer(session, olu, CATALOGUE, "care", attempt_id, 1, {}, NOW),
    ):
        with pytest.raises(NotFound):
            act()


def test_an_attempt_at_another_quiz_and_a_quiz_that_does_not_exist_are_not_found(
    session: Session, sam: Actor
) -> None:
    attempt_id = begin(session, sam)
    with pytest.raises(NotFound):
        quizzes.attempt(session, sam, CATALOGUE, "welcome", attempt_id)
    with pytest.raises(NotFound):
        quizzes.front(session, sam, CATALOGUE, "nowhere")
    with pytest.raises(NotFound):
        begin(session, sam, "nowhere")
    with pytest.raises(NotFound):
        quizzes.result(session, sam, CATALOGUE, quizzes.attempt(session, sam, CATALOGUE, "care", attempt_id))


def test_by_completion_the_first_whole_answer_stands_and_is_explained_at_once(
    session: Session, sam: Actor
) -> None:
    attempt_id = begin(session, sam, "welcome")
    attempt = quizzes.attempt(session, sam, CATALOGUE, "welcome", attempt_id)
    assert quizzes.feedback_at_once(attempt, 1) is None
    give(session, sam, attempt_id, {"single": Chosen(options=("a",))}, "welcome")
    give(session, sam, attempt_id, {"single": Chosen(options=("b",))}, "welcome")
    attempt = quizzes.attempt(session, sam, CATALOGUE, "welcome", attempt_id)
    assert attempt.answers == {"single": Chosen(options=("a",))}
    said = quizzes.feedback_at_once(attempt, 1)
    assert said is not None
    assert said.key is not None
    assert [remark.said for remark in said.remarks] == ["Wrong a"]


@pytest.mark.parametrize(("number", "sent"), [(1, {}), (2, {"line-0": ["1"]})])
def test_by_completion_an_answer_is_whole_or_not_yet_one(
    session: Session, sam: Actor, number: int, sent: dict[str, list[str]]
) -> None:
    attempt_id = begin(session, sam, "welcome")
    with pytest.raises(Refused, match="answer-whole"):
        quizzes.save_answer(session, sam, CATALOGUE, "welcome", attempt_id, number, sent, NOW)


def test_by_completion_it_is_finished_when_every_question_is_answered_and_has_no_score(
    session: Session, sam: Actor
) -> None:
    attempt_id = begin(session, sam, "welcome")
    give(session, sam, attempt_id, {"single": Chosen(options=("a",))}, "welcome")
    with pytest.raises(Refused, match="answers-missing"):
        hand_in(session, sam, attempt_id, "welcome")
    assert quizzes.attempt(session, sam, CATALOGUE, "welcome", attempt_id).is_open
    give(session, sam, attempt_id, keys(WELCOME), "welcome")
    hand_in(session, sam, attempt_id, "welcome")
    earned = session.scalars(select(AchievementRow)).one()
    assert (earned.passed, earned.score) == (True, None)
    attempt = quizzes.attempt(session, sam, CATALOGUE, "welcome", attempt_id)
    assert quizzes.result(session, sam, CATALOGUE, attempt).keys


def test_nothing_is_explained_at_once_in_an_assessed_quiz(session: Session, sam: Actor) -> None:
    attempt_id = begin(session, sam)
    give(session, sam, attempt_id, keys(ASSESSED))
    attempt = quizzes.attempt(session, sam, CATALOGUE, "care", attempt_id)
    assert quizzes.feedback_at_once(attempt, 1) is None


def test_fifty_beginnings_at_once_are_one_attempt(fresh_database: Database) -> None:
    sam = _entered(fresh_database)

    def press() -> str:
        with fresh_database.writing() as session:
            return begin(session, sam)

    assert len(set(_at_once(press))) == 1
    with fresh_database.reading() as session:
        assert (count(session, AttemptRow), count(session, EditionRow)) == (1, 1)


def test_fifty_submits_at_once_are_one_mark_one_achievement_and_the_same_result(
    fresh_database: Database,
) -> None:
    sam = _entered(fresh_database)
    with fresh_database.writing() as session:
        attempt_id = begin(session, sam)
        give(session, sam, attempt_id, keys(ASSESSED))

    def press() -> quizzes.Result:
        with fresh_database.writing() as session:
            hand_in(session, sam, attempt_id)
        with fresh_database.reading() as session:
            return _result(session, sam, attempt_id)

    results = _at_once(press)
    assert len(results) == HANDS
    assert all(each == results[0] for each in results)
    assert results[0].marks.passed
    with fresh_database.reading() as session:
        rows = (AttemptRow, MarkRow, AchievementRow)
        assert [count(session, table) for table in rows] == [1, 1, 1]


def test_an_answer_that_was_saved_is_marked_or_refused_and_never_lost(fresh_database: Database) -> None:
    sam = _entered(fresh_database)
    with fresh_database.writing() as session:
        attempt_id = begin(session, sam)
        give(session, sam, attempt_id, {"true-false": Held(holds=False)})
    presses = iter(range(HANDS))

    def press() -> bool:
        with fresh_database.writing() as session:
            if next(presses) == HANDS // 2:
                hand_in(session, sam, attempt_id)
                return True
            try:
                give(session, sam, attempt_id, {"single": Chosen(options=("b",))})
            except Conflict:
                return False
            return True

    assert len(_at_once(press)) == HANDS
    with fresh_database.reading() as session:
        answered = set(session.scalars(select(AnswerRow.question)))
        mark = session.scalars(select(MarkRow)).one()
        assert {name for name, each in mark.questions.items() if each["earned"] == "1"} == answered


def _entered(database: Database) -> Actor:
    with database.writing() as session:
        return enter(session, "Sam Rees", Role.TRAINEE)


def _result(session: Session, who: Actor, attempt_id: str) -> quizzes.Result:
    attempt = quizzes.attempt(session, who, CATALOGUE, "care", attempt_id)
    return quizzes.result(session, who, CATALOGUE, attempt)


def _at_once(press: Callable[[], Got]) -> list[Got]:
    """What each of fifty threads got that all began at one moment."""
    ready, got = Barrier(HANDS), []

    def act() -> None:
        ready.wait()
        got.append(press())

    threads = [Thread(target=act) for _ in range(HANDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got
