"""Without these a worked pair might leave a kind unshown, or one form of the check ask for more than the other."""

from collections import Counter
from decimal import Decimal

from elearn.content.clip_words import WORDS
from elearn.domain.clips import Clip, Form, Kind, Use
from tests.content.shipped import shipped

STRAIN = {Kind.MISSES, Kind.RUPTURE}
MEETING = {Kind.RECEIVES, Kind.ATTUNED_TURN}


def clips(use: Use) -> list[Clip]:
    return [clip for clip in shipped().clips.values() if clip.use is use]


def of(form: Form) -> list[Clip]:
    return [clip for clip in clips(Use.CHECK) if clip.form is form]


def kinds(*clips: Clip) -> set[Kind]:
    return {moment.kind for clip in clips for moment in clip.needed}


def test_two_clips_are_worked_and_each_is_the_others_contrast() -> None:
    one, two = clips(Use.WORKED)
    assert one.contrast
    assert two.contrast
    assert (one.contrast.clip, two.contrast.clip) == (two.id, one.id)
    assert (one.setting, one.baby, one.adult) == (two.setting, two.baby, two.adult)
    assert kinds(one, two) == set(Kind)


def test_the_worked_pair_is_one_scene_until_the_reach() -> None:
    one, two = clips(Use.WORKED)
    same = [first for first, second in zip(one.beats, two.beats, strict=False) if first == second]
    assert same == list(one.beats[: len(same)])
    assert len(same) >= 10


def test_only_the_clip_without_the_wait_holds_a_miss_and_a_rupture() -> None:
    hurried, waiting = sorted(clips(Use.WORKED), key=lambda clip: Kind.MISSES not in kinds(clip))
    assert {Kind.MISSES, Kind.RUPTURE, Kind.REPAIR} <= kinds(hurried)
    assert not {Kind.MISSES, Kind.RUPTURE, Kind.REPAIR} & kinds(waiting)


def test_the_check_has_two_forms_of_two_clips_and_each_asks_for_every_kind() -> None:
    assert Counter(clip.form for clip in clips(Use.CHECK)) == {Form.A: 2, Form.B: 2}
    for form in Form:
        assert kinds(*of(form)) == set(Kind)


def test_the_two_forms_ask_for_about_as_much() -> None:
    asked = {form: sum(len(clip.needed) for clip in of(form)) for form in Form}
    assert all(18 <= moments <= 26 for moments in asked.values())
    assert max(asked.values()) - min(asked.values()) <= 2


def test_the_forms_differ_in_families_settings_and_ages() -> None:
    for form in Form:
        assert len({clip.adult.role for clip in of(form)}) == 2
        assert len({clip.adult.skin for clip in of(form)}) == 2
        assert len({clip.setting for clip in of(form)}) == 2
        assert len({clip.baby.months for clip in of(form)}) == 2
    check = clips(Use.CHECK)
    assert {clip.setting for clip in check} == set(WORDS["settings"])
    assert {clip.adult.skin for clip in check} == set(WORDS["skins"])
    assert {clip.baby.months for clip in check} == {2, 5, 11}


def test_whoever_misses_or_is_too_much_also_receives_and_finds_the_way_back() -> None:
    for clip in (*clips(Use.CHECK), *clips(Use.WORKED)):
        if kinds(clip) & STRAIN:
            assert {Kind.RECEIVES, Kind.ATTUNED_TURN, Kind.REPAIR} <= kinds(clip)


def test_something_goes_well_early_and_the_two_meet_at_the_end() -> None:
    for clip in (*clips(Use.CHECK), *clips(Use.WORKED)):
        *before, last = clip.needed
        first_strain = next((each.at for each in before if each.kind in STRAIN), clip.length)
        assert any(each.kind in MEETING for each in before if each.at < min(first_strain, Decimal(15)))
        assert last.kind is Kind.ATTUNED_TURN
