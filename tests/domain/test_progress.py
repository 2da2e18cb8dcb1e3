"""What finding one's place in a module promises."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.library import Change, ChangeKind, Lesson, Level, Module
from elearn.domain.people import Role
from elearn.domain.progress import Progress, changed_since, moved_from, to_read_next

DAY = date(2026, 11, 22)


def lesson(lesson_id: str, minutes: int = 5, was: str = "") -> Lesson:
    return Lesson(
        id=lesson_id,
        module="care",
        number=1,
        title=lesson_id,
        minutes=minutes,
        objectives=(),
        html="",
        written="",
        words=0,
        was=was,
    )


def module(*lessons: Lesson, module_id: str = "care", was: str = "") -> Module:
    return Module(
        id=module_id,
        title=module_id,
        summary="",
        level=Level.PRACTITIONER,
        audience=(Role.TRAINEE,),
        revised=DAY,
        objectives=(),
        lessons=lessons,
        html="",
        was=was,
    )


CARE = module(lesson("a"), lesson("b", 7), lesson("c", 9))


def reading(read: str, place: str = "", at: datetime | None = None) -> Progress:
    return Progress(module=CARE, read_on=dict.fromkeys(read, DAY), place=place, at=at)


@pytest.mark.parametrize(
    ("read", "place", "expected"),
    [
        ("", "", "a"),
        ("a", "b", "b"),
        ("a", "", "b"),
        ("ac", "c", "b"),
        ("ab", "b", "c"),
        ("bc", "c", "a"),
        ("abc", "c", "a"),
        ("", "gone", "a"),
    ],
    ids=str,
)
def test_carrying_on_leads_to_the_place_or_the_next_unread_lesson(
    read: str, place: str, expected: str
) -> None:
    assert reading(read, place).carry_on.id == expected


@given(st.sets(st.sampled_from("abc")), st.sampled_from(["", "a", "b", "c", "gone"]))
def test_carrying_on_never_leads_to_a_read_lesson_while_one_is_unread(read: set[str], place: str) -> None:
    known = reading("".join(sorted(read)), place)
    assert known.finished or known.carry_on.id not in read
    assert known.have + len(known.unread) == 3
    assert known.begun == bool(read)


def test_the_minutes_left_are_those_of_the_unread_lessons() -> None:
    assert [reading(read).minutes_left for read in ("", "b", "abc")] == [21, 14, 0]


def test_a_lesson_has_neighbours_but_for_the_first_and_the_last() -> None:
    first, second, last = CARE.lessons
    assert CARE.beside(first) == (None, second)
    assert CARE.beside(second) == (first, last)
    assert CARE.beside(last) == (second, None)


def test_what_was_read_under_an_old_name_stays_read() -> None:
    renamed = module(
        lesson("b", was="old-b"), lesson("c", was="elsewhere/old-c"), lesson("d"), was="old-care"
    )
    known = moved_from(renamed)
    for old, new in (
        (("care", "d"), "d"),
        (("old-care", "d"), "d"),
        (("care", "old-b"), "b"),
        (("old-care", "old-b"), "b"),
        (("elsewhere", "old-c"), "c"),
    ):
        assert known[old] == new
    assert ("care", "old-c") not in known


CHANGES = (
    Change(kind=ChangeKind.MATERIAL, what="mended", on=date(2026, 11, 20)),
    Change(kind=ChangeKind.EDITORIAL, what="a comma", on=date(2026, 12, 1)),
    Change(kind=ChangeKind.MATERIAL, what="corrected", on=date(2026, 12, 2)),
)


@pytest.mark.parametrize(
    ("read_on", "expected"),
    [
        (None, []),
        (date(2026, 11, 19), ["mended", "corrected"]),
        (date(2026, 11, 20), ["corrected"]),
        (date(2026, 12, 2), []),
    ],
    ids=str,
)
def test_only_a_change_of_meaning_after_the_reading_is_news(
    read_on: date | None, expected: list[str]
) -> None:
    assert [each.what for each in changed_since(CHANGES, read_on)] == expected


def test_one_goes_on_where_one_was_last_then_at_the_first_unread_module() -> None:
    early, late = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 2, tzinfo=UTC)
    fresh, begun, latest = reading(""), reading("a", "b", early), reading("b", "c", late)
    done = reading("abc", "c", late)
    assert to_read_next([fresh, begun, latest]) is latest
    assert to_read_next([done, begun, fresh]) is begun
    assert to_read_next([done, fresh]) is fresh
    assert to_read_next([done]) is None
    assert to_read_next([replace(begun), begun]) == begun
