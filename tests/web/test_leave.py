"""What the pages of a leave promise: two days at most, no reason, and nothing waits meanwhile."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import func, select

from elearn import clock
from elearn.domain.people import Role
from elearn.storage.logbook import EntryRow
from tests.web.conftest import Known, People
from tests.web.visitor import Answer

TODAY = clock.today(clock.now(), ZoneInfo("Europe/London"))
YESTERDAY = TODAY - timedelta(days=1)


def enter(known: Known, **fields: str) -> Answer:
    """Fill the form in and send it."""
    page = known.visitor.get("logbook.leave")
    return known.visitor.post("logbook.leave", {"key": page.value("key"), **fields})


def entries(app: Flask) -> int:
    """How many entries there are, every version counted."""
    with app.extensions["elearn"].database.reading() as session:
        return session.scalar(select(func.count()).select_from(EntryRow)) or 0


@pytest.fixture
def sam(person: People) -> Known:
    return person("Sam Rees", Role.TRAINEE)


def test_a_leave_is_entered_seen_at_home_and_ended(app: Flask, sam: Known) -> None:
    saved = enter(sam, on=(TODAY - timedelta(days=9)).isoformat())
    assert saved.status == 303
    entry = sam.visitor.open(saved.location)
    assert entry.heading == "Leave"
    assert "not known yet" in entry.main
    home = sam.visitor.get("home.index")
    # A next step stands below, so it is not said that nothing is there.
    assert (
        "You are on leave. Nothing here is asked of you meanwhile; it is there when you are back."
        in home.text
    )
    (back,) = [each for each in home.links() if each.endswith("/back")]
    form = sam.visitor.open(back)
    assert form.value("to") == YESTERDAY.isoformat()
    for _ in range(2):
        ended = sam.visitor.send(back, {"to": form.value("to")})
        assert ended.status == 303
    assert "You are on leave" not in sam.visitor.get("home.index").text
    assert "Leave" in sam.visitor.get("logbook.index").main
    assert entries(app) == 2
    # Back in her browser leads to a form that has had its day: what stands now is said, and nothing is lost.
    assert sam.visitor.open(back).status == 404
    assert sam.visitor.send(back, {"to": TODAY.isoformat()}).status == 409


def test_a_leave_that_began_today_ends_today_at_the_earliest(sam: Known) -> None:
    entry = sam.visitor.open(enter(sam, on=TODAY.isoformat()).location)
    (back,) = [each for each in entry.links() if each.endswith("/back")]
    assert sam.visitor.open(back).value("to") == TODAY.isoformat()
    early = sam.visitor.send(back, {"to": YESTERDAY.isoformat()})
    assert early.status == 422
    assert "The last day is before the first" in early.text


def test_no_page_of_a_leave_asks_for_a_reason(sam: Known) -> None:
    saved = enter(sam, on=YESTERDAY.isoformat())
    for path in (sam.visitor.address("logbook.leave"), f"{saved.location}/change"):
        page = sam.visitor.open(path)
        assert "<textarea" not in page.html
        assert page.html.count('type="text"') == 0


def test_a_correction_asks_only_for_the_days(app: Flask, sam: Known) -> None:
    change = f"{enter(sam, on=YESTERDAY.isoformat()).location}/change"
    form = sam.visitor.open(change)
    sent = {"key": form.value("key"), "on": form.value("on"), "to": TODAY.isoformat()}
    corrected = sam.visitor.send(change, sent)
    assert corrected.status == 303
    assert "How it read before" in sam.visitor.open(corrected.location).text
    assert entries(app) == 2


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"on": ""}, "Write the day"),
        ({"on": "soon"}, "Write the day"),
        ({"on": TODAY.isoformat(), "to": YESTERDAY.isoformat()}, "The last day is before the first"),
        ({"on": (TODAY + timedelta(days=800)).isoformat()}, "more than a year ahead"),
        ({"on": TODAY.isoformat(), "to": "9999-12-31"}, "more than five years"),
    ],
)
def test_days_that_cannot_be_meant_are_asked_about_and_kept(
    app: Flask, sam: Known, fields: dict[str, str], said: str
) -> None:
    answer = enter(sam, **fields)
    assert answer.status == 422
    assert said in answer.text
    if "to" in fields:
        assert answer.value("to") == fields["to"]
    assert entries(app) == 0


def test_a_leave_over_another_is_refused_in_words(app: Flask, sam: Known) -> None:
    enter(sam, on=YESTERDAY.isoformat())
    again = enter(sam, on=TODAY.isoformat())
    assert again.status == 422
    assert "lie in another leave of yours" in again.text
    assert entries(app) == 1


def test_a_volunteer_reads_it_in_her_own_words(person: People) -> None:
    lucy = person("Lucy Hart", Role.PARAPROFESSIONAL)
    assert "I shall be away for a while" in lucy.visitor.get("logbook.index").text
    saved = enter(lucy, on=YESTERDAY.isoformat(), to=TODAY.isoformat())
    assert lucy.visitor.open(saved.location).heading == "Time away"
    assert "You are away until" in lucy.visitor.get("home.index").text
