"""What the pages of review promise: a few questions, one at a time, answered once, and told at once."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import func, select

from elearn import clock
from elearn.domain.people import Role
from elearn.domain.quizzes import Question, Single, TrueFalse
from elearn.domain.sheets import filled
from elearn.storage.reviews import CardRow, ReviewRow
from elearn.web.render import plain
from tests.domain.asked import key, keys
from tests.web.conftest import Known, People
from tests.web.test_quizzes import CARE, GATE_READ, GATE_WRITE, WELCOME, Taker, missed, offer
from tests.web.visitor import Answer

SLIPS = tuple(each for each in CARE.questions if isinstance(each, Single | TrueFalse))[:4]
SMALL = replace(
    CARE,
    questions=(*SLIPS, *(each for each in CARE.questions if each not in SLIPS))[:9],
    pass_mark=Decimal("0.5"),
    draw=None,
    critical=(),
)


def taken(app: Flask, known: Known) -> Taker:
    """A quiz passed with four slips, so that four questions come up; made due by the passing of some days."""
    taker = Taker(app, known, CARE)
    assert (
        taker.take({**keys(CARE), **{each.id: missed(each) for each in SLIPS}}).heading == "You have passed"
    )
    later(app)
    return taker


def later(app: Flask, days: int = 3) -> None:
    """Let some days pass: every card was made, shown and is due so much earlier."""
    back = timedelta(days=days)
    with app.extensions["elearn"].database.writing() as session:
        for row in session.scalars(select(CardRow)):
            row.made_on, row.last_on, row.due_on = row.made_on - back, row.last_on - back, row.due_on - back
            row.last_at, row.due_at = row.last_at - back, row.due_at - back
        for line in session.scalars(select(ReviewRow)):
            line.on, line.at = line.on - back, line.at - back


def first(known: Known) -> str:
    """Where the first question of today is."""
    page = known.visitor.get("reviews.index")
    return next(each for each in page.links() if re.fullmatch(r"/review/\w+/\d+", each))


def asked(app: Flask, path: str) -> Question:
    """The question there."""
    with app.extensions["elearn"].database.reading() as session:
        row = session.get_one(CardRow, path.split("/")[2])
        found = SMALL.question(row.question)
    assert found is not None
    return found


def send(known: Known, app: Flask, path: str, *, right: bool = True, **more: str) -> Answer:
    """Answer it so."""
    question = asked(app, path)
    seed = path.removeprefix("/review/")
    return known.visitor.send(
        path, {**filled(question, seed, key(question) if right else missed(question)), **more}
    )


def count(app: Flask) -> int:
    """How many reviews there are."""
    with app.extensions["elearn"].database.reading() as session:
        return session.scalar(select(func.count()).select_from(ReviewRow)) or 0


@pytest.fixture
def sam(app: Flask, person: People) -> Known:
    known = person("Sam Rees", Role.TRAINEE)
    taken(app, known)
    return known


def test_home_shows_it_beside_the_next_step(app: Flask, sam: Known) -> None:
    home = sam.visitor.get("home.index")
    assert "Besides: 4 questions to recall, 3 minutes" in home.text
    assert home.html.index('id="next-step"') < home.html.index("Besides:")
    assert len(home.queries) <= 12


def test_one_question_after_another_each_told_at_once(app: Flask, sam: Known) -> None:
    path = first(sam)
    page = sam.visitor.open(path)
    question = asked(app, path)
    assert plain(question.ask) in page.heading
    assert plain(question.why) not in page.text
    assert "3 more after this today" in page.text
    answered = send(sam, app, path, right=False)
    assert (answered.status, answered.location) == (303, path)
    told = sam.visitor.open(path)
    assert "There is another way to see it" in told.text
    assert plain(question.why) in told.text
    onward = next(each for each in told.links() if re.fullmatch(r"/review/\w+/\d+", each))
    assert onward != path
    for _ in range(3):
        assert send(sam, app, onward).status == 303
        told = sam.visitor.open(onward)
        assert "Yes, that fits" in told.text
        onward = next((each for each in told.links() if re.fullmatch(r"/review/\w+/\d+", each)), "")
    assert "Done for today" in told.text
    assert "That is all for today" in sam.visitor.get("reviews.index").text
    assert "to recall" not in sam.visitor.get("home.index").text
    assert count(app) == 4


def test_back_and_a_second_tab_find_the_answer_that_was_given(app: Flask, sam: Known) -> None:
    path = first(sam)
    assert send(sam, app, path, hard="y").status == 303
    again = send(sam, app, path, right=False)
    assert (again.status, again.location) == (303, path)
    assert "Yes, that fits" in sam.visitor.open(path).text
    assert count(app) == 1
    with app.extensions["elearn"].database.reading() as session:
        assert session.scalars(select(ReviewRow.recall)).one() == "hard"


def test_what_cannot_be_an_answer_is_said_at_the_question(app: Flask, sam: Known) -> None:
    path = first(sam)
    for fields in ({}, {"answer": "77"}, {"answer": ["1", "2"]}, {"answer": "x" * 5000}):
        refused = sam.visitor.send(path, fields)
        assert refused.status == 422
        assert "Mend this:" in refused.text
    assert count(app) == 0


def test_a_showing_that_is_not_up_leads_back_and_adds_nothing(app: Flask, sam: Known) -> None:
    path = first(sam)
    send(sam, app, path)
    tomorrow = path.rpartition("/")[0] + "/2"
    opened, sent = sam.visitor.open(tomorrow), sam.visitor.send(tomorrow, {"answer": "1"})
    assert (opened.status, opened.location) == (303, "/review/")
    assert (sent.status, sent.heading) == (409, "Not up any more")
    assert count(app) == 1


def paused(known: Known) -> None:
    known.visitor.post("reviews.pace", {"most": "0"})


def away(known: Known) -> None:
    page = known.visitor.get("logbook.leave")
    known.visitor.post("logbook.leave", {"key": page.value("key"), "on": page.value("on")})


def done_for_today(known: Known) -> None:
    """Three a day, and three are answered; the last card made is then still due."""
    known.visitor.post("reviews.pace", {"most": "3"})
    for _ in range(3):
        path = first(known)
        send(known, known.visitor.app, path)


@pytest.mark.parametrize("closed", [paused, away, done_for_today])
def test_what_is_not_up_today_is_not_asked_by_its_address_either(
    app: Flask, sam: Known, closed: Callable[[Known], None]
) -> None:
    with app.extensions["elearn"].database.reading() as session:
        paths = {f"/review/{card}/1" for card in session.scalars(select(CardRow.id))}
    closed(sam)
    done = count(app)
    still = [path for path in sorted(paths) if sam.visitor.open(path).status != 200]
    assert len(still) == 4 - done
    for path in still:
        opened, sent = sam.visitor.open(path), send(sam, app, path)
        assert (opened.status, opened.location) == (303, "/review/")
        assert (sent.status, sent.heading) == (409, "Not up any more")
    assert count(app) == done


def test_what_was_answered_is_still_read_when_nothing_comes_up(app: Flask, sam: Known) -> None:
    path = first(sam)
    send(sam, app, path)
    away(sam)
    told = sam.visitor.open(path)
    assert "Comes up again" in told.text
    assert not [each for each in told.links() if re.fullmatch(r"/review/\w+/\d+", each)]


def test_a_question_that_changed_under_an_open_page_is_said_with_what_was_chosen(
    app: Flask, sam: Known
) -> None:
    path = first(sam)
    gone = asked(app, path)
    fields = filled(gone, path.removeprefix("/review/"), missed(gone))
    shown = sam.visitor.open(path).value("shown")
    offer(app, replace(SMALL, questions=tuple(each for each in SMALL.questions if each.id != gone.id)))
    sent = sam.visitor.send(path, {**fields, "shown": shown})
    assert (sent.status, sent.heading) == (409, "Not up any more")
    assert "You had chosen:" in sent.text
    assert count(app) == 0
    page = sam.visitor.get("reviews.index")
    assert "Asked no more" in page.text
    assert "A question that is gone" in page.text
    assert "3 questions" in page.text


def test_an_answer_to_other_words_is_not_taken_for_one_to_these(app: Flask, sam: Known) -> None:
    path = first(sam)
    sent = send(sam, app, path, shown="0" * 64)
    assert (sent.status, sent.heading) == (409, "Not up any more")
    assert "You had chosen:" not in sent.text
    assert count(app) == 0


@pytest.mark.parametrize("most", ["", "4", "lots", "-1", "9999999"])
def test_only_the_numbers_that_are_offered_can_be_set(sam: Known, most: str) -> None:
    refused = sam.visitor.post("reviews.pace", {"most": most})
    assert refused.status == 422
    assert "That choice was not among those offered" in refused.text


def test_she_pauses_it_and_takes_it_up_again(sam: Known) -> None:
    assert sam.visitor.post("reviews.pace", {"most": "0"}).status == 303
    assert "You have set it to none for now" in sam.visitor.get("reviews.index").text
    assert "to recall" not in sam.visitor.get("home.index").text
    assert sam.visitor.post("reviews.pace", {"most": "3"}).status == 303
    page = sam.visitor.get("reviews.index")
    assert "3 questions, 2 minutes" in page.text
    assert page.value("most") == "3"


def test_on_leave_nothing_comes_up(sam: Known) -> None:
    away(sam)
    assert "to recall" not in sam.visitor.get("home.index").text
    found = sam.visitor.get("reviews.index")
    assert "You are away. Nothing comes up meanwhile." in found.text
    assert "Begin" not in found.text


def test_nobody_else_reaches_it(app: Flask, sam: Known, person: People) -> None:
    ruth = person("Ruth Ade", Role.SUPERVISOR)
    path = first(sam)
    assert ruth.visitor.open(path).status == 404
    assert ruth.visitor.send(path, {"answer": "1"}).status == 404
    assert "Nothing is here yet" in ruth.visitor.get("reviews.index").text


def test_no_page_of_it_costs_much(app: Flask, sam: Known) -> None:
    path = first(sam)
    assert len(sam.visitor.get("reviews.index").queries) <= 3 + GATE_READ
    assert len(sam.visitor.open(path).queries) <= 3 + GATE_READ
    sent = send(sam, app, path).queries
    assert len(sent) <= 10 + GATE_WRITE, sent
    assert len(sam.visitor.open(path).queries) <= 5 + GATE_READ


def test_a_volunteer_meets_again_what_was_not_right_in_her_own_words(app: Flask, person: People) -> None:
    dee = person("Dee Okoro", Role.PARAPROFESSIONAL)
    slipped = next(each for each in WELCOME.questions if isinstance(each, Single))
    Taker(app, dee, WELCOME).take({**keys(WELCOME), slipped.id: missed(slipped)})
    later(app)
    assert "Besides: 1 question to recall, 1 minute" in dee.visitor.get("home.index").text
    assert plain(slipped.ask) in dee.visitor.open(first(dee)).heading


def test_all_of_it_stands_in_her_record(app: Flask, sam: Known) -> None:
    send(sam, app, first(sam))
    page = sam.visitor.get("record.mine")
    assert "Questions that come up again, and your answers to them" in page.text
    kept = sam.visitor.post("record.download").response.get_json()
    assert len(kept["review_cards"]) == 4
    assert [each["recall"] for card in kept["review_cards"] for each in card.get("reviews", ())] == ["good"]
    assert clock.now().date().isoformat()[:4] in kept["review_cards"][0]["made_on"]
