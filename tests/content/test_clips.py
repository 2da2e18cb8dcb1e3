"""Without these a scene that cannot be drawn or marked might reach a learner, or its author be told the wrong line."""

from decimal import Decimal

import pytest

from elearn.content.clip_words import WORDS
from elearn.domain.clips import Channel, Contrast, Form, Kind, Role, Use, Window
from elearn.domain.moment_marks import LONGEST_SHEET
from tests.content.shipped import shipped
from tests.content.tree import CLIP, Tree


def test_a_clip_is_read_whole(tree: Tree) -> None:
    clip = tree.catalogue().clips["a-look"]
    assert (clip.module, clip.length, clip.use, clip.setting) == (
        "parental-sensitivity",
        Decimal(45),
        Use.PRACTICE,
        "rug",
    )
    assert (clip.baby.name, clip.baby.months, clip.adult.role) == ("Kim", 5, Role.GRANDMOTHER)
    assert [beat.at for beat in clip.beats] == [Decimal("0"), Decimal("4.4"), Decimal("6.8"), Decimal("20")]
    assert clip.beats[1].changes == {Channel.BABY_GAZE: "adult"}
    first = clip.key[0]
    assert (first.kind, first.at, first.window) == (
        Kind.INITIATIVE,
        Decimal("4.4"),
        Window(begins=Decimal("3.2"), ends=Decimal("5.4")),
    )
    assert [moment.id for moment in clip.needed] == ["first-hello"]
    assert clip.agreed.provisional


def test_the_number_of_a_clips_file_only_orders(tree: Tree) -> None:
    before = tree.catalogue().clips["a-look"]
    (tree.root / CLIP).rename(tree.root / CLIP.replace("a-look", "01-a-look"))
    assert tree.catalogue().clips == {"a-look": before}


def test_two_readers_make_a_key_that_is_provisional_no_more(tree: Tree) -> None:
    tree.replace(CLIP, 'by: "one reader, who wrote it", readers: 1', "by: two, readers: 2, same: 1 of 2")
    agreed = tree.catalogue().clips["a-look"].agreed
    assert (agreed.provisional, agreed.same) == (False, 1)


def test_a_clip_for_a_check_has_a_form_and_a_clip_may_have_a_twin(tree: Tree) -> None:
    tree.write(
        CLIP.replace("a-look", "a-wait"), tree.read(CLIP).replace("use: practice", "use: check\nform: b")
    )
    assert tree.catalogue().clips["a-wait"].form is Form.B
    tree.replace(CLIP, "toy: star", "toy: star\ncontrast: {clip: a-wait, changed: She waits.}")
    sentence = '"a-wait" is its twin, and only one of the two is kept for a check: it would be met before'
    assert tree.problems() == [f"{CLIP}:1: {sentence}"]
    tree.replace(CLIP, "use: practice", "use: check\nform: a")
    assert tree.catalogue().clips["a-look"].contrast == Contrast(clip="a-wait", changed="She waits.")


def test_a_renamed_clip_says_what_it_was(tree: Tree) -> None:
    tree.replace(CLIP, "toy: star", "toy: star\nwas: a-glance")
    assert tree.catalogue().moved_modules == {"clips/a-glance": "clips/a-look"}


MISTAKES = [
    (
        "face: calm",
        "face: clam",
        "baby: {gaze",
        'baby.face, at 0:00, has no word "clam": did you mean "calm"?',
    ),
    ("gaze: hands", "gaze: hnads", "baby: {gaze", "baby.gaze, at 0:00"),
    ("skin: olive, hair: ink", "skin: olives, hair: ink", "baby: {name", 'skin has no word "olives"'),
    ("hair: silver", "hair: blue", "adult: {name", 'hair has no word "blue": one of ink, cocoa'),
    ("head: tuft", "head: knot", "baby: {name", 'head has no word "knot"'),
    ("months: 5", "months: 6", "baby: {name", 'months has no word "6"'),
    ("role: grandmother", "role: aunt", "adult: {name", '"aunt" is not allowed here'),
    ("setting: rug", "setting: bath", "setting", 'setting has no word "bath"'),
    ("how: coo", "how: loud", "hear:", 'the voice of the baby has no word "loud"'),
    ("0:04.4:\n", "0:24.4:\n", "0:06.8:", "the beat at 0:06.8 comes too late here"),
    ("0:04.4:\n", "4.4:\n", "4.4:", '"4.4" is not a time in a clip: write 0:04.4'),
    (
        "for: 1.1 s",
        "for: 3.1 s",
        "0:06.8:",
        "two voices at once at 0:06.8: the one before is heard until 7.5 s",
    ),
    ("for: 1.1 s", "for: soon", "hear:", '"soon" is not a number of seconds: write 1.1 s'),
    ("0:20:", "0:44.5:", "0:44.5:", "what begins at 0:44.5 goes on after the end of the clip"),
    ("    seen: It begins to rain.\n", "", "0:20:", 'the beat at 0:20 needs "seen:"'),
    ("It begins to rain.", "x" * 121, "seen: xx", '"seen" has 121 characters: at most 120'),
    ("scene: Kim lies in a cushion. Ana sits before him.\n", "", "title", 'a clip needs "scene:"'),
    ("    at: 0:04.4", "    at: 0:05.6", "at:", "0:05.6 lies outside its window, 0:03.2 to 0:05.4"),
    ("0:03.2 to 0:05.4", "0:05.4 to 0:03.2", "window", '"0:05.4 to 0:03.2" ends before it has begun'),
    ("0:03.2 to 0:05.4", "around 0:04", "window", "is not a window: write 0:03.2 to 0:05.4"),
    ("0:05.6 to 0:09.0", "0:05.6 to 0:59.0", "window: 0:05", "this window goes on after the end of the clip"),
    (
        "0:05.6 to 0:09.0\n    needed: false",
        "0:05.4 to 0:09.0",
        "answered",
        'the moment "answered" needs "missed:", what makes it easy to miss',
    ),
    (
        "    missed: It is small.\n",
        "    missed: It is small.\n    needed: false\n",
        "key:",
        "no moment of this key is needed: there is nothing to find",
    ),
    ("    missed: It is small.\n", "", "first-hello", 'the moment "first-hello" needs "missed:"'),
    ("[baby.gaze, baby.voice]", "[baby.gaze]", "shows", '"shows" names 2 channels or more'),
    ("[baby.gaze, baby.voice]", "[baby.gaze, baby.gaze]", "shows", '"shows" names 2 channels or more'),
    ("[baby.gaze, baby.voice]", "[baby.face, adult.face]", "shows", '"shows" names faces only'),
    ("[baby.gaze, baby.voice]", "[baby.gaze, adult.voice]", "shows", "adult.voice is silent in this window"),
    ("[baby.gaze, baby.voice]", "[baby.gaze, baby.toes]", "shows", '"baby.toes" is not allowed here'),
    ("length: 45 s", "length: 44 s", "length", '"44 s" is no length for a clip: 45 s to 90 s'),
    ("length: 45 s", "length: 1 min", "length", '"1 min" is not a number of seconds'),
    ("toy: star\n", "", "toy: down", "toy, at 0:00, needs a toy: this clip names no toy"),
    ("toy: star", "toy: stars", "toy: stars", 'toy has no word "stars": did you mean "star"?'),
    ("body: easy}", "body: easy, nose: up}", "baby: {gaze", 'the baby at 0:00 has no key "nose"'),
    (", body: easy}", "}", "0:00", "the first beat poses everyone: it needs baby.body"),
    ("  0:00:", "  0:01:", "0:01", "the first beat is at 0:00"),
    ("readers: 1", "readers: 0", "agreed", "somebody has read it"),
    ("readers: 1", "readers: 2", "agreed", 'needs "same:"'),
    ("readers: 1", "readers: 2, same: 3 of 2", "agreed", '"3 of 2" is not a part of a key: write 10 of 11'),
    ("readers: 1", "readers: 2, same: 3 of 3", "agreed", "this key has 2 moments, not 3"),
    ("readers: 1", "readers: 1, same: 1 of 2", "agreed", "one reader alone agrees with nobody"),
    ("use: practice", "use: check", "title", 'a clip needs "form:"'),
    ("use: practice", "use: practice\nform: a", "form", "only a clip for a check has a form"),
    (
        "toy: star",
        "toy: star\ncontrast: {clip: a-lok, changed: x}",
        "contrast",
        'no clip "a-lok": did you mean',
    ),
    ("toy: star", "toy: star\ncontrast: {clip: a-look, changed: x}", "contrast", "no contrast to itself"),
    ("0:04.0 to 0:09.0", "0:44.0 to 0:49.0", "window: 0:44", "this window goes on after the end of the clip"),
    ("[attuned-turn]", "[turn]", "kind: [turn]", '"turn" is not allowed here'),
    ("toy: star", "toys: star", "toys", 'a clip has no key "toys": did you mean "toy"?'),
]


@pytest.mark.parametrize(
    ("old", "new", "at", "part"), MISTAKES, ids=[mistake[3][:50] for mistake in MISTAKES]
)
def test_a_mistake_in_a_clip_is_named_with_its_line(
    tree: Tree, old: str, new: str, at: str, part: str
) -> None:
    tree.replace(CLIP, old, new)
    line = tree.line(CLIP, at)
    assert [each for each in tree.problems() if each.startswith(f"{CLIP}:{line}: ") and part in each]


def test_a_sheet_has_no_more_boxes_than_can_be_sent(tree: Tree) -> None:
    beats = "".join(f"  0:{20 + n / 10}:\n    seen: It rains.\n" for n in range(1, LONGEST_SHEET - 2))
    tree.replace(CLIP, "key:\n", f"{beats}key:\n")
    line = tree.line(CLIP, f"0:{20 + (LONGEST_SHEET - 3) / 10}:")
    sentence = "86 beats: at most 85, so that every box of the sheet can be sent"
    assert tree.problems() == [f"{CLIP}:{line}: {sentence}"]


def test_a_sound_may_go_on_beneath_the_next_voice(tree: Tree) -> None:
    tree.replace(CLIP, "for: 1.1 s}\n", "for: 1.1 s}\n    sound: {words: rain, for: 9 s}\n")
    assert tree.problems() == []
    tree.replace(CLIP, "rain, for: 9 s", "rain, for: 42 s")
    assert [each for each in tree.problems() if "goes on after the end of the clip" in each]


def test_windows_of_one_kind_may_not_overlap_and_of_two_kinds_may(tree: Tree) -> None:
    tree.replace(CLIP, "0:05.6 to 0:09.0", "0:05.0 to 0:09.0")
    assert tree.problems() == []
    tree.replace(CLIP, "kind: receives", "kind: initiative")
    line = tree.line(CLIP, "window: 0:05.0")
    assert tree.problems() == [
        f'{CLIP}:{line}: this window overlaps that of "first-hello", which is of the same kind: a mark would fit both'
    ]


def test_an_extra_mark_has_one_answer(tree: Tree) -> None:
    twin = "  again:\n    kind: [attuned-turn]\n    window: 0:08.0 to 0:12.0\n    why: Once more.\n"
    tree.replace(CLIP, "not-shown:", twin + "not-shown:")
    line = tree.line(CLIP, "again:")
    sentence = '"a-turn" and "again" speak of the same kind at the same time: one answer is enough'
    assert tree.problems() == [f"{CLIP}:{line}: {sentence}"]


@pytest.mark.parametrize("text", ["- a\n", "title: [\n", "people: none\n", "beats: {0:00: x}\nkey: {a: b}\n"])
def test_a_clip_of_the_wrong_shape_is_named_and_breaks_nothing(tree: Tree, text: str) -> None:
    tree.write(CLIP, text)
    assert all(problem.startswith(CLIP) for problem in tree.problems())
    assert tree.problems()


def test_a_clips_name_is_an_id_and_stands_once(tree: Tree) -> None:
    tree.write(CLIP.replace("a-look", "A Look"), tree.read(CLIP))
    tree.write(CLIP.replace("a-look", "02-a-look"), tree.read(CLIP))
    wrong = tree.problems()
    assert any('"A Look" is not an id' in problem for problem in wrong)
    assert any('the clip "a-look" stands already in' in problem for problem in wrong)


def test_every_channel_that_is_posed_has_words_with_numbers_of_one_length() -> None:
    for name, words in WORDS["channels"].items():
        assert Channel(name)
        assert len({len(numbers) for numbers in words.values()}) == 1, name


def test_what_ships_has_a_clip() -> None:
    assert "the-star" in shipped().clips
