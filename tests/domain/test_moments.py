"""Whether marks are set beside a key fairly: by kind first, each once, and told with what was found before the rest."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.clips import (
    Adult,
    Agreement,
    Baby,
    Beat,
    Channel,
    Clip,
    Kind,
    Moment,
    Role,
    Tempting,
    Use,
    Window,
)
from elearn.domain.moments import Came, Comparison, Mark, Score, added, compare, outside, went_well

SHOWS = (Channel.BABY_GAZE, Channel.BABY_HANDS)


def window(begins: str, ends: str) -> Window:
    return Window(begins=Decimal(begins), ends=Decimal(ends))


def moment(name: str, kind: Kind, begins: str, at: str, ends: str, *, needed: bool = True) -> Moment:
    return Moment(
        id=name, kind=kind, at=Decimal(at), window=window(begins, ends), shows=SHOWS, why="Why.",
        missed="Missed.", needed=needed,
    )  # fmt: skip


def clip(*key: Moment, tempting: Sequence[Tempting] = ()) -> Clip:
    return Clip(
        id="a-scene", module="seeing", title="A scene", summary="A scene.", length=Decimal(60), use=Use.PRACTICE,
        setting="rug", scene="A rug.", key=key, tempting=tuple(tempting), not_shown="Breath.",
        baby=Baby(name="Kiran", who="a boy", skin="olive", hair="ink", head="short", wears="honey", months=5),
        adult=Adult(name="Asha", who="his mother", skin="olive", hair="ink", head="knot", wears="moss",
                    role=Role.MOTHER),
        beats=(Beat(at=Decimal(0), changes={}, seen="They sit."),),
        agreed=Agreement(by="One reader", readers=1),
    )  # fmt: skip


HELLO = moment("hello", Kind.INITIATIVE, "3.2", "4.4", "5.4")
ANSWER = moment("answer", Kind.RECEIVES, "5.4", "6.8", "8.8")
ASKS = moment("asks", Kind.INITIATIVE, "21", "21.6", "23", needed=False)
KETTLE = moment("kettle", Kind.MISSES, "19.6", "22.4", "25")
LOST = Tempting(id="lost", kinds=(Kind.RUPTURE,), window=window("28", "33.6"), why="She looks all the time.")
SCENE = clip(HELLO, ANSWER, ASKS, KETTLE, tempting=[LOST])


def mark(at: str, kind: Kind) -> Mark:
    return Mark(at=Decimal(at), kind=kind)


def came(found: Comparison) -> list[tuple[Came, str, str]]:
    return [(line.came, str(line.at), line.moment.id if line.moment else "") for line in found.lines]


def test_the_lines_tell_what_was_found_first_and_each_sort_in_time_order() -> None:
    marks = [
        mark("30", Kind.RUPTURE), mark("4.0", Kind.INITIATIVE), mark("7", Kind.GUIDING), mark("50", Kind.REPAIR),
    ]  # fmt: skip
    found = compare(SCENE, marks)
    assert came(found) == [
        (Came.FOUND, "4.0", "hello"),
        (Came.OTHER_KIND, "7", "answer"),
        (Came.ONCE_MORE, "22.4", "kettle"),
        (Came.EXTRA, "30", ""),
        (Came.EXTRA, "50", ""),
    ]
    assert [line.tempting for line in found.came(Came.EXTRA)] == [LOST, None]


def test_a_mark_that_many_set_is_answered_also_where_it_lies_in_a_moment_of_another_kind() -> None:
    answered = Tempting(id="busy", kinds=(Kind.REPAIR,), window=KETTLE.window, why="He is busy.")
    scene = replace(SCENE, tempting=(answered,))
    found = compare(scene, [mark("24", Kind.REPAIR), mark("7", Kind.GUIDING), mark("4", Kind.INITIATIVE)])
    assert [(line.moment, line.tempting) for line in found.came(Came.OTHER_KIND)] == [
        (ANSWER, None),
        (KETTLE, answered),
    ]
    assert [line.tempting for line in found.came(Came.FOUND)] == [None]


def test_a_moment_is_looked_at_again_from_two_seconds_before_and_never_before_the_beginning() -> None:
    found = compare(SCENE, [mark("4.0", Kind.INITIATIVE), mark("0.5", Kind.REPAIR)])
    opens = {line.at: line.opens for line in found.lines}
    assert opens[Decimal("4.0")] == Decimal("2.0")
    assert opens[Decimal("0.5")] == 0


def test_a_moment_that_need_not_be_marked_is_right_when_marked_and_no_miss_when_not() -> None:
    with_it, without = compare(SCENE, [mark("21.6", Kind.INITIATIVE)]), compare(SCENE, [])
    assert (with_it.together.right, with_it.together.found, with_it.together.precision.value) == (1, 0, 1)
    assert "asks" not in {line.moment.id for line in without.lines if line.moment}
    assert without.together.needed == 3


def test_the_own_kind_is_served_before_a_neighbour_of_another() -> None:
    found = compare(SCENE, [mark("22", Kind.MISSES), mark("22", Kind.INITIATIVE)])
    assert {line.moment.id for line in found.came(Came.FOUND) if line.moment} == {"kettle", "asks"}


def test_the_same_mark_set_twice_is_one_find_and_one_extra() -> None:
    found = compare(SCENE, [mark("4.4", Kind.INITIATIVE), mark("4.4", Kind.INITIATIVE)])
    assert [len(found.came(each)) for each in (Came.FOUND, Came.EXTRA)] == [1, 1]
    assert (found.together.precision.value, found.kinds[Kind.INITIATIVE].recall.value) == (Fraction(1, 2), 1)


@pytest.mark.parametrize(("at", "found"), [("2.7", 1), ("2.6", 0), ("5.9", 1), ("6.0", 0)])
def test_a_mark_may_lie_half_a_second_outside_its_window(at: str, found: int) -> None:
    assert len(compare(clip(HELLO), [mark(at, Kind.INITIATIVE)]).came(Came.FOUND)) == found


def test_nothing_marked_has_no_precision_and_nothing_to_mark_no_recall() -> None:
    silent, empty = compare(SCENE, []), compare(clip(), [])
    assert (silent.together.precision.value, silent.together.recall.value, silent.together.f1) == (
        None,
        0,
        None,
    )
    assert (empty.together.recall.value, empty.kinds[Kind.REPAIR].f1) == (None, None)


def test_clips_are_taken_together_count_by_count() -> None:
    scores = [Score(right=9, marked=11, found=8, needed=10), Score(right=9, marked=13, found=10, needed=12)]
    both = added(scores)
    assert (both.precision.value, both.recall.value) == (Fraction(18, 24), Fraction(18, 22))


def test_feedback_can_begin_with_what_went_well_where_nothing_was_found() -> None:
    assert went_well(SCENE) is ANSWER
    assert went_well(clip(KETTLE)) is None


def test_seconds_outside_a_window_are_none_inside_it() -> None:
    assert [outside(window("3", "5"), Decimal(at)) for at in ("2", "3", "4", "5", "7")] == [1, 0, 0, 0, 2]


@st.composite
def scenes(draw: st.DrawFn) -> Clip:
    """Clips whose windows of one kind do not meet."""
    key = []
    for kind in draw(st.lists(st.sampled_from(Kind), unique=True, max_size=4)):
        ends = sorted(
            draw(
                st.lists(st.integers(0, 590), unique=True, max_size=8).map(lambda at: at[: len(at) // 2 * 2])
            )
        )
        for begin, end in zip(ends[::2], ends[1::2], strict=True):
            at = Decimal(draw(st.integers(begin, end))) / 10
            key.append(
                Moment(
                    id=f"{kind}-{begin}",
                    kind=kind,
                    at=at,
                    shows=SHOWS,
                    why="Why.",
                    needed=draw(st.booleans()),
                    window=Window(begins=Decimal(begin) / 10, ends=Decimal(end) / 10),
                )
            )
    return clip(*key)


MARKS = st.lists(st.builds(Mark, at=st.decimals(0, 59, places=1), kind=st.sampled_from(Kind)), max_size=15)
TOLERANCE = st.decimals(0, 3, places=1)


@given(scenes())
def test_the_key_against_itself_is_wholly_right(scene: Clip) -> None:
    found = compare(scene, [Mark(at=each.at, kind=each.kind) for each in scene.key], Decimal(0))
    assert len(found.came(Came.FOUND)) == len(scene.key)
    assert found.together.f1 == (1 if scene.needed else None)


@given(scenes(), st.decimals(0, 3, places=1), st.booleans())
def test_moving_every_mark_by_no_more_than_the_tolerance_keeps_every_match(
    scene: Clip, by: Decimal, back: bool
) -> None:
    moved = [Mark(at=each.at + (-by if back else by), kind=each.kind) for each in scene.key]
    assert len(compare(scene, moved, by).came(Came.FOUND)) == len(scene.key)


@given(scenes(), MARKS, TOLERANCE, TOLERANCE)
def test_more_tolerance_never_finds_fewer(
    scene: Clip, marks: list[Mark], tolerance: Decimal, more: Decimal
) -> None:
    strict, mild = compare(scene, marks, tolerance), compare(scene, marks, tolerance + more)
    assert mild.together.right >= strict.together.right


@given(scenes(), MARKS, TOLERANCE)
def test_each_mark_is_told_once_and_each_needed_moment_too(
    scene: Clip, marks: list[Mark], tolerance: Decimal
) -> None:
    found = compare(scene, marks, tolerance)
    told = [line.mark for line in found.lines if line.mark]
    moments = [line.moment.id for line in found.lines if line.moment]
    assert sorted(told, key=repr) == sorted(marks, key=repr)
    assert len(moments) == len(set(moments))
    assert {each.id for each in scene.needed} <= set(moments)
    assert added(found.kinds.values()) == found.together


@given(scenes(), MARKS, TOLERANCE, st.randoms())
def test_the_order_in_which_marks_were_set_down_does_not_matter(
    scene: Clip, marks: list[Mark], tolerance: Decimal, chance: Random
) -> None:
    shuffled = list(marks)
    chance.shuffle(shuffled)
    assert compare(scene, shuffled, tolerance) == compare(scene, marks, tolerance)
