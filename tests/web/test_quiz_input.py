"""What a quiz answers to what none of its pages would send: a sentence, nothing lost or doubled, on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from elearn import clock
from elearn.domain.people import Role
from elearn.domain.quizzes import Numeric, Single
from elearn.storage.quizzes import AttemptRow, MarkRow
from elearn.storage.sessions import SessionRow
from tests.databases import Supply
from tests.domain.asked import key, keys
from tests.program import program
from tests.web.conftest import PASSPHRASE, People
from tests.web.test_quizzes import CARE, Taker, fields_of, missed, number_of, offer
from tests.web.visitor import Visitor

FIRST = CARE.questions[0]


@pytest.fixture
def app(supply: Supply) -> Iterator[Flask]:
    """The whole program on either database, answering faults as it does where people use it."""
    made = program(supply.migrated())
    made.config["PROPAGATE_EXCEPTIONS"] = False
    yield made
    made.extensions["elearn"].database.dispose()


@pytest.fixture
def sam(app: Flask, person: People) -> Taker:
    """A trainee who has begun a quiz and answered its first question."""
    taker = Taker(app, person("Sam Rees", Role.TRAINEE), CARE)
    taker.begin()
    taker.give(1, key(FIRST))
    return taker


def kept(sam: Taker) -> bool:
    """Whether the one answer she gave, and nothing else, is in her attempt."""
    return sam.held().answers == {FIRST.id: key(FIRST)}


def rows(sam: Taker, table: type) -> int:
    with sam.app.extensions["elearn"].database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.parametrize("number", [0, 27, 10**9])
def test_an_answer_to_a_question_that_is_not_in_the_attempt(sam: Taker, number: int) -> None:
    answer = sam.send(number, {"answer": "1", "confidence": "guess"})
    assert answer.status == 404
    assert "There is no such page here" in answer.text
    assert kept(sam)


@pytest.mark.parametrize("sent", ["99", "-1", "notice", "1 OR 1=1", "²"])
def test_an_option_that_is_not_offered(sam: Taker, sent: str) -> None:
    answer = sam.send(1, {"answer": sent, "confidence": "certain"})
    assert answer.status == 422
    assert "That choice was not among those offered" in answer.text
    assert {each["value"] for each in fields_of(answer) if "checked" in each} == {"certain"}
    assert kept(sam)


@pytest.mark.parametrize(
    ("typed", "read"), [("0,33", "0.33"), ("0.33", "0.33"), ("0.33 d", "0.33"), ("0,33 D", "0.33")]
)
def test_a_number_with_a_comma_or_its_unit(sam: Taker, typed: str, read: str) -> None:
    number = next(
        n for n, each in enumerate(CARE.questions, 1) if isinstance(each, Numeric) and each.unit == "d"
    )
    assert sam.send(number, {"answer": typed, "confidence": "fairly"}).status == 303
    assert sam.get("question", number=number).value("answer") == read


@pytest.mark.parametrize("typed", ["0.33 kg", "about 5", "1,000.5", "1e5", "d"])
def test_a_number_that_is_none_is_asked_for_again_with_what_was_typed(sam: Taker, typed: str) -> None:
    number = number_of(CARE, Numeric)
    answer = sam.send(number, {"answer": typed, "confidence": "fairly"})
    assert answer.status == 422
    assert "Write a number in figures" in answer.text
    assert answer.value("answer") == typed
    assert kept(sam)


def test_a_megabyte_of_text_and_a_long_line_of_it(sam: Taker) -> None:
    number = number_of(CARE, Numeric)
    whole = sam.send(number, {"answer": "9" * 2**20})
    assert whole.status == 413
    assert "more than can be sent at once" in whole.text
    line = sam.send(number, {"answer": "9" * 5000})
    assert line.status == 422
    assert "Use at most" in line.text
    assert sam.send(1, {"answer": "1", "confidence": "x" * 100_000}).status == 422
    assert kept(sam)


def test_a_submit_after_a_submit_is_the_same_result(sam: Taker) -> None:
    first, second = sam.submit(), sam.submit()
    assert (first.status, first.location) == (second.status, second.location) == (303, second.location)
    assert (rows(sam, AttemptRow), rows(sam, MarkRow)) == (1, 1)
    late = sam.send(1, {"answer": "2", "confidence": "guess"})
    assert late.status == 409
    assert "handed in already" in late.text
    assert kept(sam)


def test_a_start_beyond_the_allowed_attempts(sam: Taker) -> None:
    offer(sam.app, replace(CARE, attempts=1))
    sam.submit()
    refused = sam.visitor.post("quizzes.begin", quiz=CARE.id)
    assert refused.status == 422
    assert "You have used every try" in refused.text
    assert rows(sam, AttemptRow) == 1


def test_two_devices_at_once_write_one_attempt_and_lose_no_answer(sam: Taker) -> None:
    phone = Visitor(sam.app)
    assert phone.sign_in(sam.known.email, PASSPHRASE).status == 303
    other = Taker(sam.app, replace(sam.known, visitor=phone), CARE)
    other.begin()
    assert other.attempt == sam.attempt
    other.give(2, missed(CARE.questions[1]))
    sam.give(3, key(CARE.questions[2]))
    assert sam.held().answers.keys() == {each.id for each in CARE.questions[:3]}
    assert sam.submit().location == other.submit().location
    assert other.give(4, key(CARE.questions[3])).status == 409


def test_a_clock_that_jumped_back_or_ahead(sam: Taker, monkeypatch: pytest.MonkeyPatch) -> None:
    real = clock.now
    for jump in (timedelta(hours=-30), timedelta(minutes=20)):
        monkeypatch.setattr(clock, "now", lambda jump=jump: real() + jump)
        assert sam.give(2, key(CARE.questions[1])).status == 303
        assert sam.get("question", number=2).status == 200
    monkeypatch.setattr(clock, "now", lambda: real() - timedelta(hours=30))
    first = sam.submit().location
    assert sam.visitor.open(first).heading == "Not yet"
    assert sam.visitor.get("quizzes.front", quiz=CARE.id).status == 200
    again = sam.begin()
    assert "Question 1 of 26" in again.text
    assert rows(sam, AttemptRow) == 2
    assert rows(sam, MarkRow) == 1


def test_a_question_deleted_since_is_still_asked_by_the_attempt_that_began_with_it(sam: Taker) -> None:
    offer(sam.app, replace(CARE, questions=CARE.questions[1:]))
    assert "Question 1 of 26" in sam.get("question", number=1).text
    sam.give_all(keys(CARE))
    assert "You had 26 of 26 right" in sam.visitor.open(sam.submit().location).text
    assert "25 questions" in sam.visitor.get("quizzes.front", quiz=CARE.id).text


def test_a_session_that_ran_out_keeps_the_answer_and_how_sure_she_was(sam: Taker) -> None:
    number = next(n for n, each in enumerate(CARE.questions, 1) if n > 1 and isinstance(each, Single))
    token = sam.visitor.token()
    with sam.app.extensions["elearn"].database.writing() as session:
        session.execute(
            update(SessionRow)
            .where(SessionRow.person_id == sam.known.id)
            .values(last_seen_at=clock.now() - timedelta(days=2))
        )
    path = f"/quizzes/{CARE.id}/{sam.attempt}/{number}"
    typed = {"csrf_token": token, "answer": "2", "confidence": "certain", "go": "next"}
    assert sam.visitor.client.post(path, data=typed).headers["Location"].endswith("/sign-in")
    assert sam.visitor.sign_in(sam.known.email, PASSPHRASE).location == "/kept"
    page = sam.visitor.open("/kept")
    sent = {name: page.value(name) for name in ("answer", "confidence", "go", "from_kept")}
    assert (sent["answer"], sent["confidence"]) == ("2", "certain")
    assert sam.visitor.send(path, sent).status == 303
    assert str(sam.held().confidence(number)) == "certain"
