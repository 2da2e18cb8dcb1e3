"""What a coordinator or a supervisor finds about a quiz, and what she is not told."""

import re
from dataclasses import replace

import pytest
from flask import Flask

from elearn import clock
from elearn.domain.answers import Answer, Chosen, as_json
from elearn.domain.people import Actor, Role
from elearn.domain.quizzes import Quiz, Single
from elearn.services import quizzes
from elearn.storage import quizzes as rows
from tests.domain.asked import key, keys
from tests.services.attempted import attempted
from tests.web.conftest import Known, People

ASSESSED, INDUCTION = "parental-sensitivity", "induction-your-role"
WHERE = {"quiz": ASSESSED}


@pytest.fixture
def cora(person: People) -> Known:
    return person("Cora Finn", Role.COORDINATOR)


def quiz_of(app: Flask, quiz_id: str = ASSESSED) -> Quiz:
    found: Quiz = app.extensions["elearn"].catalogue.quizzes[quiz_id]
    return found


def single(quiz: Quiz) -> Single:
    return next(each for each in quiz.questions if isinstance(each, Single))


def slip(quiz: Quiz) -> dict[str, Answer]:
    """Everything right but for one option of one question."""
    question = single(quiz)
    other = next(each.id for each in question.options if each.id != question.answer)
    return {**keys(quiz), question.id: Chosen(options=(other,))}


def crowd(app: Flask, right: int, wrong: int, quiz_id: str = ASSESSED, prefix: str = "t") -> None:
    quiz = quiz_of(app, quiz_id)
    asked = [question.id for question in quiz.questions]
    with app.extensions["elearn"].database.writing() as session:
        given = [keys(quiz)] * right + [slip(quiz)] * wrong
        attempted(session, quiz, given, clock.now(), prefix=prefix, asked=[asked] * len(given))


def passes(app: Flask, who: Known) -> None:
    """She takes the quiz and passes it."""
    house = app.extensions["elearn"]
    now, today = clock.now(), clock.today(clock.now(), house.config.timezone)
    with house.database.writing() as session:
        actor = Actor(id=who.id, name=who.name, roles=frozenset({Role.COORDINATOR}))
        attempt = quizzes.begin(session, actor, house.catalogue, ASSESSED, now)
        for question in quizzes.attempt(session, actor, house.catalogue, ASSESSED, attempt).questions:
            kept = as_json(key(question))
            rows.keep_answer(session, attempt, question.id, kept, None, now, first=False)
        quizzes.submit(session, actor, house.catalogue, ASSESSED, attempt, now=now, today=today)


@pytest.mark.parametrize("role", [Role.TRAINEE, Role.PARAPROFESSIONAL])
def test_a_learner_does_not_find_these_pages(person: People, role: Role) -> None:
    other = person("Other One", role)
    assert other.visitor.get("statistics.index").status == 404
    assert other.visitor.get("statistics.quiz", **WHERE).status == 404


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SUPERVISOR, Role.ASSESSOR])
def test_those_who_help_learners_do(person: People, role: Role) -> None:
    other = person("Other One", role)
    assert other.visitor.get("statistics.index").status == 200
    assert other.visitor.get("statistics.quiz", **WHERE).status == 200


def test_below_ten_the_page_says_so_and_no_more(app: Flask, cora: Known) -> None:
    crowd(app, 4, 3)
    answer = cora.visitor.get("statistics.quiz", **WHERE)

    assert answer.main == "How the quizzes do Parental sensitivity Too few to say (n = 7)."
    assert "too few to say (n = 7)" in cora.visitor.get("statistics.index").text


def test_from_ten_on_it_shows_each_question_with_its_interval(app: Flask, cora: Known) -> None:
    crowd(app, 8, 4)
    answer = cora.visitor.get("statistics.quiz", **WHERE)

    assert "What the first attempts of 12 people say about these questions." in answer.text
    assert re.search(r"67% \(39% to 86%\)", answer.text)
    assert "Everybody had this right" in answer.text
    assert "Cronbach’s alpha" in answer.text
    assert re.search(r"Parental sensitivity\s*12", cora.visitor.get("statistics.index").text)


def test_who_has_not_passed_is_told_no_option_and_nothing_that_would_tell_one(
    app: Flask, cora: Known
) -> None:
    crowd(app, 20, 10)
    answer = cora.visitor.get("statistics.quiz", **WHERE)

    question = single(quiz_of(app))
    assert "It opens here once you have passed this quiz yourself." in answer.text
    for option in question.options:
        assert option.text not in answer.text
    assert "tempts no one" not in answer.text


def test_who_has_passed_sees_who_chose_what_with_the_key(app: Flask, cora: Known) -> None:
    crowd(app, 20, 10)
    passes(app, cora)
    answer = cora.visitor.get("statistics.quiz", **WHERE)

    assert "the answer" in answer.text
    assert re.search(r"10 of 10 \(72% to 100%\)\s*0 of 20 \(0% to 16%\)", answer.text)
    assert "tempts no one" in answer.text


def test_by_completion_it_is_open_to_all_who_help(app: Flask, cora: Known) -> None:
    crowd(app, 8, 4, INDUCTION)
    answer = cora.visitor.get("statistics.quiz", quiz=INDUCTION)

    assert "Three groups by the total of the whole quiz." in answer.text


def test_the_wording_of_another_time_has_a_page_of_its_own(app: Flask, cora: Known) -> None:
    crowd(app, 10, 0)
    earlier = replace(quiz_of(app), title="Sensitivity, as it was")
    with app.extensions["elearn"].database.writing() as session:
        attempted(session, earlier, [keys(earlier)] * 11, clock.now(), prefix="o")
    answer = cora.visitor.get("statistics.quiz", **WHERE)

    (link,) = (each for each in answer.links() if "edition=" in each)
    untried = replace(quiz_of(app), title="Sensitivity, as it will be")
    house = app.extensions["elearn"]
    offered = replace(house.catalogue, quizzes={**house.catalogue.quizzes, untried.id: untried})
    app.extensions["elearn"] = replace(house, catalogue=offered)
    corrected = cora.visitor.get("statistics.quiz", **WHERE)
    assert "Too few to say (n = 0)" in corrected.text
    assert link in corrected.links()
    before = cora.visitor.open(link)
    assert before.heading == "Sensitivity, as it was"
    assert "before it was changed" in before.text
    assert cora.visitor.get("statistics.quiz", **WHERE, edition="none").status == 404


def test_the_page_takes_the_same_few_statements_for_twelve_and_for_three_hundred(
    app: Flask, cora: Known
) -> None:
    crowd(app, 8, 4)
    few = cora.visitor.get("statistics.quiz", **WHERE)
    again = cora.visitor.get("statistics.quiz", **WHERE)
    crowd(app, 200, 100, prefix="more")
    many = cora.visitor.get("statistics.quiz", **WHERE)

    assert len(many.queries) == len(few.queries) <= 6
    assert len(again.queries) == len(few.queries) - 1
