"""Whether an exercise has the clips it needs, a name of its own, and can be asked for by a pathway like a quiz."""

from decimal import Decimal

from elearn.content import library
from tests.content.tree import CLIP, MODULE, Tree

EXERCISE = CLIP.replace("a-look.clip", "seeing.exercise")
GOOD = "title: Seeing\nfound: 60%\n"


def grown(tree: Tree, body: str = GOOD, path: str = EXERCISE) -> Tree:
    """The tree with two clips of each form and an exercise."""
    for name, form in (("one", "a"), ("two", "a"), ("three", "b"), ("four", "b")):
        clip = tree.read(CLIP).replace("use: practice", f"use: check\nform: {form}")
        tree.write(CLIP.replace("a-look", name), clip)
    tree.write(path, body)
    return tree


def test_an_exercise_is_read_whole(tree: Tree) -> None:
    found = grown(tree).catalogue().exercises["seeing"]
    assert (found.module, found.title, found.found) == ("parental-sensitivity", "Seeing", Decimal("0.6"))
    assert found.right == Decimal("0.5")


def test_how_much_of_what_is_marked_the_key_must_hold_can_be_said_in_per_cent(tree: Tree) -> None:
    assert grown(tree, GOOD + "right: 75%\n").catalogue().exercises["seeing"].right == Decimal("0.75")
    tree.write(EXERCISE, GOOD + "right: 120%\n")
    assert [each for each in tree.problems() if each.startswith(f'{EXERCISE}:3: "120%"')]


def test_each_form_has_its_two_clips(tree: Tree) -> None:
    grown(tree).replace(CLIP.replace("a-look", "two"), "form: a", "form: b")
    sentence = "an exercise needs 2 clips of form"
    assert tree.problems() == [
        f"{EXERCISE}:1: {sentence} a in its module: here 1",
        f"{EXERCISE}:1: {sentence} b in its module: here 3",
    ]


def test_an_exercise_and_a_quiz_never_share_a_name_and_no_module_has_two(tree: Tree) -> None:
    twin = EXERCISE.replace("seeing.", "parental-sensitivity.")
    grown(tree).write(twin, GOOD)
    assert f"{EXERCISE}:1: a module has one exercise: here it is parental-sensitivity.exercise.yaml" in (
        tree.problems()
    )
    assert [each for each in tree.problems() if 'the quiz "parental-sensitivity" stands already in' in each]


def test_an_exercise_is_a_mapping_and_its_name_an_id(tree: Tree) -> None:
    grown(tree, "- title", EXERCISE.replace("seeing", "See It"))
    said = "\n".join(tree.problems())
    assert '"See It" is not an id' in said
    assert "an exercise is a mapping of keys: title, found, right" in said


PATHWAY = """\
---
title: Seeing
approach: vig
source: https://example.org
seen: 2026-11-22
milestones:
  seen:
    title: Seen
    requires:
      clips: {pass: seeing}
---
A page about it.
"""


def test_a_pathway_asks_for_an_exercise_as_for_a_quiz_and_no_module_takes_it_for_its_own(tree: Tree) -> None:
    grown(tree).write("modules/pathways/seeing.md", PATHWAY)
    assert tree.problems() == []
    tree.write("modules/pathways/seeing.md", PATHWAY.replace("pass: seeing", "pass: seing"))
    assert [each for each in tree.problems() if 'no quiz "seing": did you mean "seeing"?' in each]
    tree.replace(MODULE, "quiz: parental-sensitivity", "quiz: seeing")
    assert [each for each in tree.problems() if '"seeing" is an exercise with clips, and no quiz' in each]


def test_a_renamed_exercise_or_clip_says_what_it_was_and_hides_no_change_behind_its_new_name(
    tree: Tree,
) -> None:
    grown(tree)
    folders = (tree.root / "modules", tree.root / "quizzes")
    assert library.release(*folders)[1] == ()
    looking, glance = EXERCISE.replace("seeing", "looking"), CLIP.replace("a-look", "a-glance")
    for old, new in ((EXERCISE, looking), (CLIP, glance)):
        tree.write(new, tree.read(old))
        (tree.root / old).unlink()
    gone = [each for each in tree.problems() if "was released and is gone" in each]
    assert [name for name in ("exercises/seeing", "clips/a-look") for each in gone if name in each] == [
        "exercises/seeing",
        "clips/a-look",
    ]
    tree.write(looking, GOOD + "was: seeing\n")
    tree.write(glance, tree.read(glance) + "was: a-look\n")
    assert tree.problems() == []
    assert tree.catalogue().moved_exercises == {"seeing": "looking"}
    tree.write(looking, GOOD.replace("60%", "70%") + "was: seeing\n")
    tree.replace(glance, "title: A look", "title: A glance")
    assert [each.partition(": ")[2].partition(":")[0] for each in tree.problems()] == [
        '"clips/a-glance" has changed since its release as "clips/a-look"',
        '"exercises/looking" has changed since its release as "exercises/seeing"',
    ]
