"""What can be prepared for a session, how a moment of a film is written down, and who reads it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.access import Standing
from elearn.domain.clips import Kind
from elearn.domain.errors import Refused
from elearn.domain.preparations import (
    Moment,
    Preparation,
    Prepared,
    State,
    first_version,
    may_read,
    moment,
    open_one,
    preparation,
    seconds,
    time_code,
)
from tests.domain.entries import DAY

SUPERVISOR = frozenset({Standing.SUPERVISOR})


def kept(id_: str = "p1", state: State = State.SHARED, **given: object) -> Prepared:
    usual: dict[str, object] = {"learner": "sam", "on": DAY, "preparation": Preparation(question="Why?")}
    return Prepared(id=id_, state=state, **{**usual, **given})


@pytest.mark.parametrize(
    ("code", "at"),
    [
        ("0:42", "42"),
        ("12:03.5", "723.5"),
        ("12:03,5", "723.5"),
        (" 1:02:03 ", "3723"),
        ("75:00", "4500"),
        ("42", None),
        ("0:60", None),
        ("0:4", None),
        ("-0:42", None),
        ("", None),
        ("later", None),
    ],
)
def test_a_time_is_read_as_a_film_shows_it(code: str, at: str | None) -> None:
    assert seconds(code) == (None if at is None else Decimal(at))


@given(st.integers(min_value=0, max_value=59_999))
def test_every_time_that_is_shown_can_be_read_again(tenths: int) -> None:
    at = Decimal(tenths) / 10
    assert seconds(time_code(at)) == at


def test_a_moment_has_a_time_and_says_something_and_an_empty_row_is_none() -> None:
    assert moment(1, "", "", "") is None
    assert moment(1, "0:42", "", "he looks up") == Moment(at=Decimal(42), note="he looks up")
    assert moment(1, "0:42", "repair", "") == Moment(at=Decimal(42), kind=Kind.REPAIR)
    for row, field in ((("soon", "", "he looks up"), "time_2"), (("0:42", "", ""), "note_2")):
        with pytest.raises(Refused) as refusal:
            moment(2, *row)
        assert refusal.value.field == field


def test_one_thing_is_enough_and_nothing_is_not() -> None:
    with pytest.raises(Refused, match="preparation-empty"):
        Preparation().check(DAY)
    for one in (
        Preparation(brought=("e1",)),
        Preparation(question="Why?"),
        Preparation(moments=(Moment(at=Decimal(1), note="she waits"),)),
    ):
        one.check(DAY)


def test_a_session_is_prepared_for_a_day_that_is_not_over() -> None:
    replace(Preparation(question="Why?"), day=DAY).check(DAY)
    with pytest.raises(Refused, match="session-day-over"):
        replace(Preparation(question="Why?"), day=DAY - timedelta(days=1)).check(DAY)


def test_a_session_is_prepared_for_no_day_beyond_a_year_since_that_is_a_slip() -> None:
    far = replace(Preparation(question="Why?"), day=DAY + timedelta(days=366))
    far.check(DAY)
    for day in (DAY + timedelta(days=367), date.max):
        with pytest.raises(Refused, match="session-day-far") as refused:
            replace(far, day=day).check(DAY)
        assert refused.value.field == "day"
    replace(far, day=date.max).check(DAY, date.max)


def test_a_day_that_has_come_and_gone_since_it_was_kept_may_stay_and_no_other_one() -> None:
    yesterday = replace(Preparation(question="Why?"), day=DAY - timedelta(days=1))
    yesterday.check(DAY, yesterday.day)
    with pytest.raises(Refused, match="session-day-over"):
        yesterday.check(DAY, DAY - timedelta(days=2))
    assert preparation((), replace(Preparation(question="Why?"), day=DAY).words(), share=False).day == DAY


def test_what_is_kept_reads_as_it_was_prepared_and_every_text_goes_to_the_guard() -> None:
    made = Preparation(
        brought=("e1",),
        question="Why?",
        moments=(
            Moment(at=Decimal(42), note="she waits"),
            Moment(at=Decimal("61.5"), kind=Kind.REPAIR),
        ),
        share=True,
    )
    assert preparation(made.brought, made.words(), share=True) == made
    assert made.texts() == {"question": "Why?", "note_1": "she waits", "note_2": ""}
    assert (made.state, Preparation().state) == (State.SHARED, State.OWN)
    assert preparation((), {}, share=False) == Preparation()


def test_the_last_one_kept_is_open_until_its_session_was_held_or_it_was_thrown_away() -> None:
    first, second = kept("p1"), kept("p2", replaces="p1")
    assert open_one([], ()) is None
    assert open_one([first, second], ()) == second
    assert open_one([first, second], ("p1",)) == second
    assert open_one([first, second], ("p2",)) is None
    assert open_one([first, kept("p3", State.WITHDRAWN)], ()) is None


def test_a_preparation_is_the_same_one_however_often_it_was_changed() -> None:
    first, second = kept("p1"), kept("p2", replaces="p1")
    other = kept("p4", replaces="p3")  # what it replaced is not kept
    versions = (first, second, kept("p3b", replaces="p2"), other)
    assert [first_version(versions, each).id for each in versions] == ["p1", "p1", "p1", "p4"]


def test_it_is_read_by_its_learner_and_once_shared_by_her_supervisor_and_who_held_the_session() -> None:
    own, shared = kept(state=State.OWN), kept()
    assert may_read(own, "sam", frozenset())
    assert not may_read(own, "ruth", SUPERVISOR, "ruth")
    assert may_read(shared, "ruth", SUPERVISOR)
    assert may_read(shared, "olu", frozenset({Standing.FORMER}), "olu")
    for standing in set(Standing) - {Standing.SUPERVISOR}:
        assert not may_read(shared, "olu", frozenset({standing}))
