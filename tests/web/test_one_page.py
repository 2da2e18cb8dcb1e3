"""What the page of a whole quiz promises: one save, nothing lost, and nothing undone that was done elsewhere."""

import pytest
from flask import Flask

from elearn.domain.answers import Answer as Given
from elearn.domain.people import Role
from elearn.domain.quizzes import Matching, Numeric
from elearn.domain.sheets import filled
from elearn.web.render import plain
from tests.domain.asked import key, keys
from tests.web.conftest import People
from tests.web.test_quizzes import CARE, WELCOME, Taker, fields_of, missed, number_of
from tests.web.visitor import Answer

Fields = dict[str, str | list[str]]


@pytest.fixture
def sam(app: Flask, person: People) -> Taker:
    """A trainee who has begun the quiz on sensitivity."""
    taker = Taker(app, person("Sam Rees", Role.TRAINEE), CARE)
    taker.begin()
    return taker


@pytest.fixture
def dee(app: Flask, person: People) -> Taker:
    """A volunteer who has begun the questions of her induction."""
    taker = Taker(app, person("Dee Okoro", Role.PARAPROFESSIONAL), WELCOME)
    taker.begin()
    return taker


def opened(taker: Taker) -> Answer:
    """The page of all questions."""
    return taker.visitor.get("one_page.questions", quiz=taker.quiz.id, attempt=taker.attempt)


def as_shown(page: Answer) -> Fields:
    """What the page carries along, unseen and in its fields, as a browser would send it untouched."""
    fields: Fields = {}
    for each in fields_of(page):
        name, kind = each.get("name", ""), each.get("type")
        if name.startswith("q") and (kind in ("hidden", "text") or "checked" in each):
            fields[name] = [*fields.get(name, []), each.get("value", "")]
    return fields


def filled_in(taker: Taker, number: int, answer: Given, sure: str = "fairly") -> Fields:
    """One question filled in."""
    held = taker.held()
    given = filled(held.question(number), held.seed, answer)
    said: Fields = {} if taker.quiz.by_completion else {f"q{number}-confidence": sure}
    return {**{f"q{number}-{name}": value for name, value in given.items()}, **said}


def save(taker: Taker, fields: Fields, go: str = "over") -> Answer:
    """Send the page."""
    return taker.visitor.post(
        "one_page.save", {**fields, "go": go}, quiz=taker.quiz.id, attempt=taker.attempt
    )


def test_a_whole_quiz_is_answered_saved_and_handed_in_from_one_page(sam: Taker) -> None:
    page = opened(sam)
    assert [plain(each.ask) for each in CARE.questions if plain(each.ask) not in page.text] == []
    fields = as_shown(page)
    for number, question in enumerate(CARE.questions, 1):
        fields |= filled_in(sam, number, key(question))
    assert save(sam, fields).location.endswith("/look-over")
    assert sam.held().answers == keys(CARE)
    assert sam.visitor.open(sam.submit().location).heading == "You have passed"


def test_it_shows_the_same_order_as_the_single_pages_and_what_was_answered_there(sam: Taker) -> None:
    sam.give(1, key(CARE.questions[0]), sure="certain")
    single = [plain(line) for line in sam.held().sheet(1).lines]
    page = opened(sam)
    assert sorted(single, key=page.text.index) == single
    fields = as_shown(page)
    assert fields["q1-confidence"] == ["certain"]
    assert fields["q1-answer"] == [
        filled(CARE.questions[0], sam.held().seed, key(CARE.questions[0]))["answer"]
    ]


def test_what_was_answered_on_another_device_meanwhile_is_neither_lost_nor_changed(sam: Taker) -> None:
    fields = as_shown(opened(sam))
    sam.give(1, key(CARE.questions[0]))
    save(sam, fields | filled_in(sam, 2, key(CARE.questions[1])))
    assert sam.held().answers == {each.id: key(each) for each in CARE.questions[:2]}


def test_an_answer_that_is_taken_away_here_leaves_its_question_open(sam: Taker) -> None:
    number = number_of(CARE, Numeric)
    sam.give(number, key(CARE.questions[number - 1]))
    fields = as_shown(opened(sam))
    save(sam, {**fields, f"q{number}-answer": "", f"q{number}-confidence": ""})
    assert sam.held().answers == {}


def test_one_answer_that_needs_another_look_keeps_all_that_was_typed(sam: Taker) -> None:
    number = number_of(CARE, Numeric)
    fields = as_shown(opened(sam)) | filled_in(sam, 1, key(CARE.questions[0]))
    refused = save(sam, {**fields, f"q{number}-answer": "about five", "q2-confidence": "very"})
    assert refused.status == 422
    assert "2 things need another look" in refused.text
    assert refused.value(f"q{number}-answer") == "about five"
    again = as_shown(refused)
    assert again["q1-answer"] == [fields["q1-answer"]]
    assert sam.held().answers == {}
    assert save(sam, {**again, f"q{number}-answer": "5", "q2-confidence": ""}).status == 303
    assert len(sam.held().answers) == 2


def test_answers_without_a_word_on_how_sure_are_saved_and_asked_for_here(sam: Taker) -> None:
    fields = as_shown(opened(sam)) | filled_in(sam, 1, key(CARE.questions[0]), sure="")
    here = save(sam, fields)
    assert here.location.endswith("/all")
    assert "a guess is welcome" in sam.visitor.open(here.location).text
    assert sam.held().answer(1) == key(CARE.questions[0])
    assert save(sam, as_shown(opened(sam)), go="stop").location == f"/quizzes/{CARE.id}"


def test_what_the_attempt_does_not_ask_is_not_found(sam: Taker) -> None:
    assert save(sam, {**as_shown(opened(sam)), "q99-answer": "1"}).status == 404
    assert save(sam, {"q0-answer": "1"}).status == 404


def test_after_handing_in_the_page_is_the_result_and_a_late_save_is_refused_in_words(sam: Taker) -> None:
    fields = as_shown(opened(sam)) | filled_in(sam, 1, key(CARE.questions[0]))
    sam.submit()
    assert opened(sam).location.endswith("/result")
    late = save(sam, fields)
    assert late.status == 409
    assert "handed in already" in late.text
    assert sam.held().answers == {}


def test_by_completion_what_is_whole_is_explained_on_the_same_page_and_the_first_answer_stands(
    dee: Taker,
) -> None:
    first, lines = WELCOME.questions[0], number_of(WELCOME, Matching)
    assert plain(first.why) not in opened(dee).text
    half = save(dee, {**as_shown(opened(dee)), f"q{lines}-line-0": "1"})
    assert half.status == 422
    assert "Answer the whole question first" in half.text
    stale = as_shown(opened(dee))
    assert save(dee, stale | filled_in(dee, 1, missed(first))).location.endswith("/all")
    page = opened(dee)
    assert plain(first.why) in page.text
    assert "q1-answer" not in as_shown(page)
    second = WELCOME.questions[1]
    again = save(dee, stale | filled_in(dee, 1, key(first)) | filled_in(dee, 2, key(second)))
    assert again.location.endswith("/all")
    assert dee.held().answers == {first.id: missed(first), second.id: key(second)}


def test_a_save_costs_a_fixed_number_of_queries(sam: Taker) -> None:
    fields = as_shown(opened(sam))
    one = len(save(sam, fields | filled_in(sam, 1, key(CARE.questions[0]))).queries)
    for number, question in enumerate(CARE.questions, 1):
        fields |= filled_in(sam, number, key(question))
    assert len(save(sam, fields).queries) == one <= 8
