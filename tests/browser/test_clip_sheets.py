"""Without these a sheet of stills might pass over the moment on which a story turns."""

import pytest

from elearn.domain.clips import Clip
from tests.browser.clip_sheets import FRAMES, TURNS, frames, shown
from tests.content.shipped import shipped

each_clip = pytest.mark.parametrize("clip", shipped().clips.values(), ids=lambda clip: str(clip.id))


def times(clip: Clip) -> list[float]:
    return [at for _, at, _ in frames(clip)]


@each_clip
def test_twelve_different_frames_stand_in_the_order_of_their_times(clip: Clip) -> None:
    chosen = times(clip)
    assert chosen == sorted(set(chosen))
    assert len(chosen) == FRAMES
    assert 0 <= chosen[0] < chosen[-1] < clip.length


@each_clip
def test_every_kind_and_every_turn_of_a_story_has_a_frame(clip: Clip) -> None:
    chosen = times(clip)
    seen = [moment for moment in clip.needed if any(shown(clip, moment, at) for at in chosen)]
    assert {moment.kind for moment in seen} == {moment.kind for moment in clip.needed}
    assert [moment.id for moment in clip.needed if moment.kind in TURNS and moment not in seen] == []


@each_clip
def test_a_key_that_twelve_frames_can_hold_is_shown_whole(clip: Clip) -> None:
    chosen = times(clip)
    unseen = [moment.id for moment in clip.needed if not any(shown(clip, moment, at) for at in chosen)]
    assert len(unseen) <= max(0, len(clip.needed) - FRAMES)
