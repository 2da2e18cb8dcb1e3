"""Without these a clip might be told otherwise than it is drawn, or come back from its edition as another."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.clip_editions import clip_edition, clip_from_canonical
from elearn.domain.clips import (
    Adult,
    Agreement,
    Baby,
    Beat,
    Channel,
    Clip,
    Contrast,
    Form,
    Kind,
    Moment,
    Role,
    Sound,
    Tempting,
    Use,
    Voice,
    Who,
    Window,
)
from elearn.domain.coding_sheets import clock_time, coding_sheet, lanes, mark_value

WINDOW = Window(begins=Decimal("3.2"), ends=Decimal("5.4"))
CLIP = Clip(
    id="a-look",
    module="seeing",
    title="A look",
    summary="He looks.",
    length=Decimal(45),
    use=Use.CHECK,
    form=Form.A,
    setting="rug",
    scene="On the rug.",
    toy="star",
    baby=Baby(name="Kim", who="a boy", skin="olive", hair="ink", head="tuft", wears="sky", months=5),
    adult=Adult(
        name="Ana",
        who="his grandmother",
        skin="olive",
        hair="silver",
        head="bob",
        wears="plum",
        role=Role.GRANDMOTHER,
        glasses=True,
    ),
    beats=(
        Beat(
            at=Decimal(0),
            changes={Channel.BABY_GAZE: "hands", Channel.ADULT_GAZE: "baby"},
            seen="He looks down.",
        ),
        Beat(
            at=Decimal("4.4"),
            changes={Channel.BABY_GAZE: "adult"},
            seen="He looks up.",
            voice=Voice(of=Who.BABY, how="coo", words="a-goo", lasts=Decimal("1.1")),
        ),
        Beat(
            at=Decimal(7),
            changes={},
            seen="She answers. It rains.",
            voice=Voice(of=Who.ADULT, how="soft", words="A-goo.", lasts=Decimal(2)),
            sound=Sound(words="rain", lasts=Decimal(1)),
        ),
    ),
    key=(
        Moment(
            id="hello",
            kind=Kind.INITIATIVE,
            at=Decimal("4.4"),
            window=WINDOW,
            shows=(Channel.BABY_GAZE, Channel.BABY_VOICE),
            why="He looks.",
            missed="Small.",
        ),
        Moment(
            id="maybe",
            kind=Kind.REPAIR,
            at=Decimal("4.4"),
            window=WINDOW,
            shows=(Channel.BABY_GAZE, Channel.TOY),
            why="Perhaps.",
            needed=False,
        ),
    ),
    agreed=Agreement(by="two readers", readers=2, same=1),
    tempting=(Tempting(id="turn", kinds=(Kind.ATTUNED_TURN,), window=WINDOW, why="Not yet."),),
    contrast=Contrast(clip="a-wait", changed="She waits."),
    not_shown="Breath.",
)


def test_the_edition_of_a_clip_leads_back_to_it() -> None:
    bare = replace(CLIP, form=None, contrast=None, tempting=(), toy="", use=Use.WORKED)
    for clip in (CLIP, bare):
        assert clip_from_canonical(clip_edition(clip).body) == clip


def test_a_changed_key_is_another_edition_and_a_new_name_is_not() -> None:
    moved = replace(CLIP.key[0], at=Decimal("4.5"))
    assert clip_edition(replace(CLIP, key=(moved,))).hash != clip_edition(CLIP).hash
    assert clip_edition(replace(CLIP, was="a-glance")) == clip_edition(CLIP)


def test_a_strip_says_which_word_holds_from_when_to_when() -> None:
    strip = {
        lane.channel: [(span.begins, span.ends, span.word) for span in lane.spans] for lane in lanes(CLIP)
    }
    assert strip == {
        Channel.BABY_GAZE: [(0, Decimal("4.4"), "hands"), (Decimal("4.4"), 45, "adult")],
        Channel.ADULT_GAZE: [(0, 45, "baby")],
        Channel.BABY_VOICE: [(Decimal("4.4"), Decimal("5.5"), "coo")],
        Channel.ADULT_VOICE: [(7, 9, "soft")],
    }


def test_a_row_of_the_coding_sheet_says_all_that_begins_there_and_how_it_is_marked() -> None:
    first, second, third = coding_sheet(CLIP)
    assert (first.seen, first.heard, first.sound) == ("He looks down.", "", "")
    assert (second.speaker, second.how, second.heard) == ("Kim", "coo", "a-goo")
    assert (third.speaker, third.heard, third.sound) == ("Ana", "A-goo.", "rain")
    assert second.values[Kind.ATTUNED_TURN] == "4.4 attuned-turn"
    assert list(second.values) == list(Kind)


def test_only_what_is_needed_can_be_missed_and_two_readers_make_a_key() -> None:
    assert [moment.id for moment in CLIP.needed] == ["hello"]
    assert not CLIP.agreed.provisional
    assert Agreement(by="its author", readers=1).provisional


def test_a_window_holds_its_ends_and_meets_what_touches_it() -> None:
    assert WINDOW.holds(Decimal("3.2"))
    assert WINDOW.holds(Decimal("5.4"))
    assert not WINDOW.holds(Decimal("5.5"))
    assert WINDOW.meets(Window(begins=Decimal("5.4"), ends=Decimal(6)))
    assert not WINDOW.meets(Window(begins=Decimal("5.5"), ends=Decimal(6)))


@given(st.integers(0, 900))
def test_a_mark_travels_as_seconds_and_a_kind_and_is_read_as_a_clock(tenths: int) -> None:
    at = Decimal(tenths) / 10
    seconds, kind = mark_value(at, Kind.REPAIR).split()
    assert (Decimal(seconds), kind, "E" in seconds) == (at, "repair", False)
    minutes, rest = clock_time(at).split(":")
    assert int(minutes) * 60 + Decimal(rest) == at
