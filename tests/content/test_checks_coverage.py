"""Without these an objective could be promised and never taught, and a quiz be passed by its longest options."""

import pytest

from tests.content.tree import CLAIMS, LESSON, MODULE, QUIZ, Tree

SOURCES = "modules/sources.yaml"
SPARE = """
- id: zeanah-2011
  type: book
  title: Never cited
"""
CLAIM = """
never-cited:
  says: Nobody says so.
  source: bakermans-kranenburg-2003
  design: meta-analysis
  status: checked
  checked: 2026-11-22
"""
CHOICE = """
  choice-{number}:
    kind: single
    objective: see-repair
    ask: Which is it, {number}?
    options:
      right: {right}
      other: {{text: Another one of these., wrong: Tempting.}}
    answer: right
    why: So.
    claims: [sensitivity-four-parts]
    read: parental-sensitivity/when-it-goes-wrong
"""


def test_a_small_tree_is_told_what_it_lacks_and_is_no_error(tree: Tree) -> None:
    assert tree.problems() == []
    assert tree.warnings() == [
        f"{LESSON}:1: warning: 68 words: a lesson for practitioners has 300 to 700",
        "modules/parental-sensitivity/02-when-it-goes-wrong.md:1: warning: "
        "11 words: a lesson for practitioners has 300 to 700",
        f"{MODULE}:1: warning: 4 to 7 lessons make a module for practitioners: here are 2",
        f"{QUIZ}:1: warning: 12 questions or more make a quiz for practitioners: here are 6",
        f"{QUIZ}:1: warning: the right option is the longest in 1 of 2 choices: at most 40 % may be so",
    ]


def test_an_induction_has_fewer_lessons_and_questions(tree: Tree) -> None:
    tree.replace(MODULE, "level: practitioner", "level: induction")
    assert not any("lessons make" in each or "questions or more" in each for each in tree.warnings())


def test_an_objective_that_no_lesson_names_is_an_error(tree: Tree) -> None:
    tree.replace(LESSON, "objectives: [spot-the-four-parts]", "objectives: [see-repair]")
    line = tree.line(MODULE, "spot-the-four-parts:")
    sentence = 'no lesson teaches "spot-the-four-parts": name it under "objectives:" of one'
    assert tree.problems() == [f"{MODULE}:{line}: {sentence}"]


@pytest.mark.parametrize(("fewer", "here"), [(1, "is one"), (2, "are none")])
def test_an_objective_is_tested_twice(tree: Tree, fewer: int, here: str) -> None:
    for _ in range(fewer):
        tree.replace(QUIZ, "objective: see-repair", "objective: spot-the-four-parts")
    line = tree.line(MODULE, "see-repair:")
    sentence = f'"see-repair" is tested by two questions or more: here {here}'
    assert tree.problems() == [f"{MODULE}:{line}: {sentence}"]


def test_a_module_without_a_quiz_is_told_so(tree: Tree) -> None:
    tree.replace(MODULE, "quiz: parental-sensitivity\n", "")
    assert (
        f'{MODULE}:1: warning: no quiz asks what was learned here: name it under "quiz:"' in tree.warnings()
    )


def test_a_quiz_of_few_kinds_is_monotonous(tree: Tree) -> None:
    questions = "".join(CHOICE.format(number=number, right="Yes.") for number in range(12))
    opening = tree.read(QUIZ).partition("questions:")[0]
    both = questions.replace("see-repair", "spot-the-four-parts", 2)
    tree.write(QUIZ, f"{opening}questions:\n{both}")
    assert [each for each in tree.warnings() if each.startswith(QUIZ)] == [
        f"{QUIZ}:1: warning: 4 kinds of question or more make a quiz: here is one"
    ]


@pytest.mark.parametrize(("long", "warned"), [(4, False), (5, True)])
def test_the_right_option_is_the_longest_in_two_of_five_choices_at_most(
    tree: Tree, long: int, warned: bool
) -> None:
    right = ["Whatever is far longer than the other one is."] * long + ["Yes."] * (8 - long)
    added = "".join(CHOICE.format(number=number, right=text) for number, text in enumerate(right))
    tree.replace(QUIZ, "turns-away: She turns her head away.", "turns-away: She turns.")
    tree.replace(QUIZ, "She hiccups and frowns.", "She frowns.")
    tree.replace(QUIZ, "He notices that the sound was meant for him.", "He notices.")
    tree.write(QUIZ, tree.read(QUIZ).rstrip() + "\n" + added)
    sentence = "the right option is the longest in 5 of 10 choices: at most 40 % may be so"
    assert (f"{QUIZ}:1: warning: {sentence}" in tree.warnings()) is warned


def test_a_claim_that_nobody_would_meet_is_named(tree: Tree) -> None:
    tree.write(CLAIMS, tree.read(CLAIMS) + CLAIM)
    sentence = (
        'no lesson, quiz or row of the errata cites "never-cited", and no "about:" gives it to a programme'
    )
    expected = f"{CLAIMS}:{tree.line(CLAIMS, 'never-cited')}: warning: {sentence}"
    assert expected in tree.warnings()
    tree.write(CLAIMS, tree.read(CLAIMS) + "  about: [video-feedback]\n")
    assert expected not in tree.warnings()
    tree.write(CLAIMS, tree.read(CLAIMS).replace("  about: [video-feedback]\n", ""))
    tree.write("modules/errata.yaml", '"1": {verdict: stands, claims: [never-cited]}\n')
    assert expected not in tree.warnings()


def test_a_source_that_no_claim_rests_on_is_named(tree: Tree) -> None:
    tree.write(SOURCES, tree.read(SOURCES) + SPARE)
    line = tree.line(SOURCES, "- id: zeanah-2011")
    assert f'{SOURCES}:{line}: warning: no claim rests on "zeanah-2011"' in tree.warnings()


def test_nobody_is_scolded_for_what_could_not_be_read(tree: Tree) -> None:
    tree.replace(QUIZ, "kind: ordering", "kind: odrering")
    tree.write(SOURCES, tree.read(SOURCES) + SPARE)
    assert len(tree.problems()) == 1
    assert not any(each.startswith((QUIZ, SOURCES)) for each in tree.warnings())


@pytest.mark.parametrize(("drawn", "warned"), [(4, False), (5, True), (6, True)])
def test_a_draw_wants_a_pool_one_and_a_half_times_its_size(tree: Tree, drawn: int, warned: bool) -> None:
    tree.replace(QUIZ, "pass: 80%", f"pass: 80%\ndraw: {drawn}")
    said = f"{QUIZ}:1: warning: draw {drawn} wants a pool of {-(-3 * drawn // 2)} questions or more, "
    assert (f"{said}so that a second try differs: here are 6" in tree.warnings()) is warned


def test_a_draw_of_fewer_questions_than_objectives_is_warned_of(tree: Tree) -> None:
    tree.replace(QUIZ, "pass: 80%", "pass: 80%\ndraw: 1")
    said = "draw 1 leaves some of the 2 objectives unasked in every attempt"
    assert f"{QUIZ}:1: warning: {said}" in tree.warnings()


def test_a_quiz_that_no_module_names_is_warned_of_its_draw_too(tree: Tree) -> None:
    tree.write("quizzes/once-more.yaml", tree.read(QUIZ).replace("pass: 80%", "pass: 80%\ndraw: 1"))
    said = "draw 1 leaves some of the 2 objectives unasked in every attempt"
    assert f"quizzes/once-more.yaml:1: warning: {said}" in tree.warnings()


def test_a_draw_that_cannot_ask_every_critical_objective_is_an_error(tree: Tree) -> None:
    tree.replace(QUIZ, "pass: 80%", "pass: 80%\ndraw: 1\ncritical: [see-repair, spot-the-four-parts]")
    says = "draw 1 leaves some of the 2 critical objectives unasked: draw 2 or more"
    assert tree.problems() == [f"{QUIZ}:{tree.line(QUIZ, 'draw:')}: {says}"]
    tree.replace(QUIZ, "draw: 1", "draw: 2")
    assert tree.problems() == []
