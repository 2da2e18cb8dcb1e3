"""Whether what a browser sends becomes marks, and nothing that is none."""

from dataclasses import replace
from decimal import Decimal

import pytest

from elearn.domain.clips import Kind
from elearn.domain.errors import Refused
from elearn.domain.moment_marks import (
    LONGEST_NOTE,
    MOST,
    Sheet,
    marks_as_json,
    marks_from_json,
    once,
    read_marks,
    readable_marks,
    together,
)
from elearn.domain.moments import Mark
from tests.domain.test_moments import SCENE


def mark(at: str, kind: Kind, note: str = "") -> Mark:
    return Mark(at=Decimal(at), kind=kind, note=note)


def test_marks_come_in_the_order_of_time_each_with_its_note_and_each_once() -> None:
    found = read_marks(
        SCENE, ["22.4 misses", "4.4 initiative", "4.4 initiative", "60 repair"], ["  looks\n away ", ""]
    )
    assert found == (
        mark("4.4", Kind.INITIATIVE),
        mark("22.4", Kind.MISSES, "looks away"),
        mark("60", Kind.REPAIR),
    )


def test_the_first_note_of_a_moment_stays() -> None:
    sent = ["4.4 initiative"] * 3
    assert read_marks(SCENE, sent, ["", "he looks", "again"]) == (mark("4.4", Kind.INITIATIVE, "he looks"),)


def test_one_kind_twice_in_a_tenth_of_a_second_is_one_mark_where_it_stood_first() -> None:
    marks = [mark("4.41", Kind.REPAIR), mark("4.4", Kind.REPAIR, "so"), mark("4.49", Kind.REPAIR, "no")]
    others = [mark("4.4", Kind.MISSES), mark("4.5", Kind.REPAIR)]
    assert once([*others, *marks]) == (
        mark("4.4", Kind.MISSES),
        mark("4.41", Kind.REPAIR, "so"),
        mark("4.5", Kind.REPAIR),
    )
    assert once(once(marks)) == once(marks)


@pytest.mark.parametrize(
    "sent", ["", "4.4", "4.4 joy", "-1 repair", "60.01 repair", "1e3 repair", "NaN repair"]
)
def test_what_is_no_mark_is_refused_and_the_others_can_still_be_shown(sent: str) -> None:
    with pytest.raises(Refused, match="mark-not-read"):
        read_marks(SCENE, ["1 repair", sent], [])
    assert readable_marks(SCENE, ["1 repair", sent], ["so"]) == (mark("1", Kind.REPAIR, "so"),)


def test_no_more_marks_and_no_longer_notes_than_a_clip_has_room_for() -> None:
    with pytest.raises(Refused, match="marks-too-many"):
        read_marks(SCENE, ["1 repair"] * (MOST + 1), [])
    with pytest.raises(Refused, match="note-too-long"):
        read_marks(SCENE, ["1 repair"], ["a" * (LONGEST_NOTE + 1)])


def test_marks_are_kept_and_come_back() -> None:
    marks = (mark("4.4", Kind.INITIATIVE, "he looks"), mark("40", Kind.REPAIR))
    assert marks_from_json(marks_as_json(marks)) == marks


def test_a_page_may_replace_what_it_has_shown_or_kept_last_and_a_nameless_one_nothing() -> None:
    page = Sheet(page="one", seen="then")
    assert page.may_replace("then", None)
    assert page.may_replace("now", "one")
    assert not page.may_replace("now", "other")
    assert not page.may_replace("now", None)
    assert not Sheet().may_replace("", None)


def test_the_marks_of_two_pages_are_all_there_with_the_note_that_was_sent_last() -> None:
    hello, turn = mark("4.4", Kind.INITIATIVE, "he looks"), mark("12.8", Kind.ATTUNED_TURN)
    before = [replace(hello, note="he l"), replace(turn, note="short")]
    assert together([turn, hello], before) == (hello, replace(turn, note="short"))
    assert together([], before) == tuple(before)
    many = [mark(f"{at / 10}", kind) for at in range(600) for kind in (Kind.INITIATIVE, Kind.REPAIR)]
    with pytest.raises(Refused, match="marks-too-many"):
        together(many[:MOST], many[-MOST:])
