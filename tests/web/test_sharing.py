"""What the pages of sharing promise: answers are read only while they are shared, and never tell an unearned key."""

from collections.abc import Callable

import pytest
from flask import Flask

from elearn.domain.people import Role
from elearn.web.render import plain
from tests.domain.asked import keys
from tests.web.conftest import Known, People
from tests.web.test_quizzes import CARE, Taker, missed

Supervises = Callable[..., None]
WRONG = CARE.questions[0]


@pytest.fixture
def ruth(person: People) -> Known:
    return person("Ruth Ade", Role.SUPERVISOR)


@pytest.fixture
def sam(app: Flask, person: People, ruth: Known, supervises: Supervises) -> Taker:
    """A trainee of Ruth's, before the quiz on sensitivity."""
    taker = Taker(app, person("Sam Rees", Role.TRAINEE), CARE)
    supervises(ruth, taker.known)
    return taker


def share(taker: Taker, shared: str = "yes") -> int:
    answer = taker.visitor.post(
        "sharing.share", {"shared": shared}, quiz=taker.quiz.id, attempt=taker.attempt
    )
    assert answer.location.startswith(f"/quizzes/{taker.quiz.id}/{taker.attempt}/result")
    return answer.status


def shared_page(ruth: Known, sam: Taker) -> str:
    return ruth.visitor.address("sharing.answers", learner=sam.known.id, attempt=sam.attempt)


def test_answers_are_shared_read_and_taken_back(sam: Taker, ruth: Known) -> None:
    result = sam.take({**keys(CARE), WRONG.id: missed(WRONG)})
    assert "Ruth Ade can read them; you can take that back at any time" in result.text
    assert ruth.visitor.open(shared_page(ruth, sam)).status == 404
    listed = ruth.visitor.get("sharing.tries", learner=sam.known.id)
    assert CARE.title in listed.text
    assert "Passed, 96%" in listed.text
    assert shared_page(ruth, sam) not in listed.links()

    assert share(sam) == 303
    assert "Ruth Ade can read your answers and how sure you were." in sam.get("result").text
    assert (
        ruth.visitor.get("milestones.of", learner=sam.known.id)
        .links()
        .count(ruth.visitor.address("sharing.tries", learner=sam.known.id))
    )
    assert shared_page(ruth, sam) in ruth.visitor.get("sharing.tries", learner=sam.known.id).links()
    page = ruth.visitor.open(shared_page(ruth, sam))
    assert page.heading == CARE.title
    assert "25 of 26 right" in page.text
    assert "Fairly sure 26 times, right 25." in page.text
    assert "Not yet, fairly sure" in page.text

    assert share(sam, "no") == 303
    assert ruth.visitor.open(shared_page(ruth, sam)).status == 404


def test_the_page_tells_no_reason_before_the_supervisor_has_passed_herself(
    app: Flask, sam: Taker, ruth: Known
) -> None:
    sam.take({each.id: missed(each) for each in CARE.questions})
    share(sam)
    page = ruth.visitor.open(shared_page(ruth, sam))
    assert [each.id for each in CARE.questions if plain(each.why) in page.text] == []
    herself = Taker(app, ruth, CARE)
    herself.begin()
    closed = ruth.visitor.open(shared_page(ruth, sam))
    assert "You are learning this quiz yourself" in closed.text
    assert [each.id for each in CARE.questions if plain(each.ask) in closed.text] == []
    herself.give_all(keys(CARE))
    herself.submit()
    opened = ruth.visitor.open(shared_page(ruth, sam))
    assert all(plain(each.why) in opened.text for each in CARE.questions)


def test_nobody_is_offered_to_share_with_nobody(app: Flask, person: People) -> None:
    alone = Taker(app, person("Jon Price", Role.TRAINEE), CARE)
    assert "Talk it over" not in alone.take({}).text


def test_the_pages_cost_a_fixed_number_of_queries(sam: Taker, ruth: Known) -> None:
    for _ in range(3):
        sam.take({})
        share(sam)
    assert len(ruth.visitor.get("sharing.tries", learner=sam.known.id).queries) <= 8
    assert len(ruth.visitor.open(shared_page(ruth, sam)).queries) <= 9
