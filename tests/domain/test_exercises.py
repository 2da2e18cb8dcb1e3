"""Whether a check is offered when it is new, in turns, and is enough when its two clips together are."""

from dataclasses import replace
from decimal import Decimal

from elearn.domain.clips import Clip, Form, Use
from elearn.domain.editions import canonical
from elearn.domain.exercises import Course, Exercise, clips_of
from elearn.domain.moments import Score
from tests.domain.test_moments import SCENE

EXERCISE = Exercise(id="seeing-check", module="seeing", title="Seeing", found=Decimal("0.6"))


def clip(name: str, use: Use, form: Form | None = None) -> Clip:
    return replace(SCENE, id=name, title=name.title(), use=use, form=form)


CLIPS = (
    clip("watched", Use.WORKED),
    clip("tried", Use.PRACTICE),
    *(clip(f"{form}-{n}", Use.CHECK, form) for form in Form for n in (1, 2)),
)


def score(found: int) -> Score:
    return Score(right=found, marked=5, found=found, needed=5)


def course(**handed: tuple[int, ...]) -> Course:
    scores = {name.replace("_", "-"): tuple(map(score, found)) for name, found in handed.items()}
    return Course(clips=CLIPS, handed=scores)


def offered(found: Course) -> list[str]:
    return [each.id for each in CLIPS if each.use is Use.CHECK and found.offers(each)]


def test_practice_is_never_locked_and_a_check_waits_until_every_practice_clip_was_handed_in() -> None:
    assert [each.id for each in CLIPS if course().offers(each)] == ["watched", "tried"]
    assert course().open_form is None
    assert offered(course(tried=(0,))) == ["a-1", "a-2"]


def test_the_two_forms_take_turns_and_each_clip_comes_once_a_turn() -> None:
    assert offered(course(tried=(1,), a_1=(3,))) == ["a-2"]
    assert offered(course(tried=(1,), a_1=(3,), a_2=(1,))) == ["b-1", "b-2"]
    assert offered(course(tried=(1,), a_1=(3,), a_2=(1,), b_1=(2,), b_2=(2,))) == ["a-1", "a-2"]
    assert offered(course(tried=(1,), a_1=(3, 4), a_2=(1,), b_1=(2,), b_2=(2,))) == ["a-2"]


def test_a_round_is_both_clips_of_a_form_together() -> None:
    found = course(a_1=(3, 5), a_2=(2,)).rounds(Form.A)
    assert [(each.number, each.score.found, each.score.needed) for each in found] == [(1, 5, 10)]
    assert course().rounds(Form.B) == ()


def test_enough_is_a_share_of_what_the_key_asks_for() -> None:
    assert EXERCISE.enough(score(3))
    assert not EXERCISE.enough(score(2))
    assert not EXERCISE.enough(Score(right=0, marked=0, found=0, needed=0))


def test_a_mark_everywhere_is_not_enough() -> None:
    strict = replace(EXERCISE, right=Decimal("0.5"))
    assert strict.enough(Score(right=5, marked=10, found=5, needed=5))
    assert not strict.enough(Score(right=5, marked=11, found=5, needed=5))
    assert EXERCISE.enough(Score(right=5, marked=245, found=5, needed=5))


def test_an_exercise_that_asks_for_a_share_of_the_marks_is_another_edition_than_the_one_of_before() -> None:
    assert "right" not in canonical(EXERCISE)
    assert '"right":"0.5"' in canonical(replace(EXERCISE, right=Decimal("0.5")))


def test_a_module_without_clips_for_a_check_offers_none() -> None:
    assert Course(clips=CLIPS[:2], handed={}).open_form is None
    assert clips_of(CLIPS, "seeing") == CLIPS
    assert clips_of(CLIPS, "another") == ()
