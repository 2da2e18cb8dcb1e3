"""Without these practice could show one kind of moment only, or one kind of family as the one that always misses it."""

from collections import Counter
from collections.abc import Callable, Iterable

import pytest

from elearn.domain.clips import FACES, Beat, Clip, Kind, Role, Use
from elearn.domain.moments import Mark, compare
from tests.content.shipped import shipped

LOOKS_OF_EACH_KIND = 8
"""How often each kind is to be met in practice: fewer, and a learner has hardly seen it."""

PRACTICE = [clip for clip in shipped().clips.values() if clip.use is Use.PRACTICE]
HARD = (Kind.MISSES, Kind.RUPTURE)
each_practice_clip = pytest.mark.parametrize("clip", PRACTICE, ids=lambda clip: str(clip.id))


def kinds(clips: Iterable[Clip]) -> Counter[Kind]:
    """How many moments of each kind have to be found in these clips."""
    return Counter(moment.kind for clip in clips for moment in clip.needed)


def test_six_clips_are_for_practice() -> None:
    assert len(PRACTICE) == 6


def test_every_kind_is_met_eight_times_in_practice() -> None:
    met = kinds(PRACTICE)
    assert {kind: met[kind] for kind in Kind if met[kind] < LOOKS_OF_EACH_KIND} == {}


def test_practice_has_every_setting_age_and_skin() -> None:
    assert {clip.setting for clip in PRACTICE} == {"rug", "chair", "arms"}
    assert {clip.baby.months for clip in PRACTICE} == {2, 5, 11}
    assert {clip.adult.skin for clip in PRACTICE} == {"porcelain", "olive", "chestnut", "umber"}


def test_practice_has_mothers_fathers_a_grandparent_and_a_foster_carer() -> None:
    roles = {clip.adult.role for clip in PRACTICE}
    assert roles >= {Role.MOTHER, Role.FATHER, Role.CARER}
    assert roles & {Role.GRANDMOTHER, Role.GRANDFATHER}


def test_practice_holds_a_pair_of_twins() -> None:
    twins = {clip.id: clip.contrast.clip for clip in PRACTICE if clip.contrast}
    assert twins
    assert {twin: clip for clip, twin in twins.items()} == twins


@pytest.mark.parametrize(
    "sort", [lambda clip: clip.adult.role, lambda clip: clip.adult.skin], ids=["role", "skin"]
)
def test_no_sort_of_family_is_the_one_that_always_misses(sort: Callable[[Clip], str]) -> None:
    """Either every sort of family has its misses and ruptures, or one of its clips is without."""
    families: dict[str, list[Clip]] = {}
    for clip in PRACTICE:
        families.setdefault(sort(clip), []).append(clip)
    for kind in HARD:
        always = {name for name, clips in families.items() if all(kinds([clip])[kind] for clip in clips)}
        assert always in (set(), set(families))


@each_practice_clip
def test_what_goes_well_comes_first_and_last(clip: Clip) -> None:
    in_order = [moment.kind for moment in sorted(clip.needed, key=lambda moment: moment.at)]
    assert in_order[:2] == [Kind.INITIATIVE, Kind.RECEIVES]
    assert in_order[-1] in {Kind.RECEIVES, Kind.ATTUNED_TURN, Kind.GUIDING}


@each_practice_clip
def test_every_rupture_is_followed_by_a_repair(clip: Clip) -> None:
    told = [moment.kind for moment in sorted(clip.needed, key=lambda moment: moment.at)]
    for place, kind in enumerate(told):
        if kind is Kind.RUPTURE:
            assert told[place + 1] is Kind.REPAIR


@each_practice_clip
def test_a_clip_has_an_answer_to_two_tempting_marks_and_more(clip: Clip) -> None:
    assert len(clip.tempting) >= 2


@pytest.mark.parametrize("clip", shipped().clips.values(), ids=lambda clip: str(clip.id))
def test_each_tempting_mark_is_answered_by_the_text_that_is_written_for_it(clip: Clip) -> None:
    silent = []
    for each in clip.tempting:
        for kind in each.kinds:
            mark = Mark(at=(each.window.begins + each.window.ends) / 2, kind=kind)
            told = [line.tempting for line in compare(clip, [mark]).lines if line.mark]
            silent += [(each.id, kind)] if told != [each] else []
    assert silent == []


@each_practice_clip
def test_a_key_moment_can_be_told_without_the_faces(clip: Clip) -> None:
    for moment in clip.key:
        assert set(moment.shows) - FACES, moment.id


@pytest.mark.parametrize("clip", [clip for clip in PRACTICE if clip.contrast], ids=lambda clip: str(clip.id))
def test_twins_differ_in_one_stretch_only(clip: Clip) -> None:
    assert clip.contrast
    twin = shipped().clips[clip.contrast.clip]
    assert (twin.setting, twin.baby, twin.adult) == (clip.setting, clip.baby, clip.adult)
    alike = shared_start(clip.beats, twin.beats), shared_start(clip.beats[::-1], twin.beats[::-1])
    assert min(alike) >= 10


def shared_start(one: Iterable[Beat], two: Iterable[Beat]) -> int:
    """How many beats are the same before the first that is not."""
    differ = (place for place, (mine, hers) in enumerate(zip(one, two, strict=False)) if mine != hers)
    return next(differ, 0)
