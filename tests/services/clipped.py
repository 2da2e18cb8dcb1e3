"""A course of clips, small enough to read: one with its key, one to practise on, and both forms of a check."""

from dataclasses import replace

from elearn.domain.clips import Clip, Kind
from elearn.domain.library import Catalogue
from elearn.domain.moments import Mark
from tests.domain.test_exercises import CLIPS, EXERCISE

SCENES: dict[str, Clip] = {
    each.id: replace(each, agreed=replace(each.agreed, by="one reader")) for each in CLIPS
}
CATALOGUE = Catalogue(clips=SCENES, exercises={EXERCISE.id: EXERCISE})


def all_of(clip: Clip) -> tuple[Mark, ...]:
    """Every moment of a key, marked."""
    return tuple(Mark(at=each.at, kind=each.kind) for each in sorted(clip.key, key=lambda each: each.at))


def one_of(clip: Clip, note: str = "") -> tuple[Mark, ...]:
    """Only the first initiative."""
    first = min((each for each in clip.key if each.kind is Kind.INITIATIVE), key=lambda each: each.at)
    return (Mark(at=first.at, kind=first.kind, note=note),)
