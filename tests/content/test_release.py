"""Without these a released thing could lose its id, change its meaning or come back as something else, unsaid."""

import json
from datetime import date
from typing import Any

import pytest

from elearn.content.library import release
from elearn.domain.library import Change, ChangeKind
from tests.content.tree import CLAIMS, CLIP, LESSON, MODULE, QUIZ, Tree

MODULES = "modules/released.json"
QUIZZES = "quizzes/released.json"


@pytest.fixture
def released(tree: Tree) -> Tree:
    paths, problems = release(tree.root / "modules", tree.root / "quizzes")
    assert (paths, problems) == ((MODULES, QUIZZES), ())
    return tree


def amend(tree: Tree, path: str, **keys: Any) -> None:
    tree.write(path, json.dumps(json.loads(tree.read(path)) | keys, indent=2))


def test_everything_that_may_be_cited_is_released_under_its_address(released: Tree) -> None:
    assert set(json.loads(released.read(MODULES))["released"]) == {
        "claims/moderate-number-of-sessions",
        "claims/programmes-raise-security",
        "claims/sensitivity-four-parts",
        "clips/a-look",
        "parental-sensitivity",
        "parental-sensitivity/a-sensitive-moment",
        "parental-sensitivity/when-it-goes-wrong",
    }
    assert "parental-sensitivity/how-large" in json.loads(released.read(QUIZZES))["released"]
    assert released.problems() == []


def test_a_second_release_of_the_same_changes_nothing(released: Tree) -> None:
    assert release(released.root / "modules", released.root / "quizzes") == ((), ())


def test_nothing_is_released_while_there_is_an_error(tree: Tree) -> None:
    tree.replace(MODULE, "level: practitioner", "level: zebra")
    paths, problems = release(tree.root / "modules", tree.root / "quizzes")
    assert paths == ()
    assert len(problems) == 1
    assert not (tree.root / MODULES).exists()


@pytest.mark.parametrize(
    ("path", "old", "new", "line", "address", "where"),
    [
        (LESSON, "He waits.", "He lifts her.", 1, "parental-sensitivity/a-sensitive-moment", MODULES),
        (MODULE, "Tell a rupture", "See a rupture", 1, "parental-sensitivity", MODULES),
        (CLAIMS, "d = 0.20", "d = 0.21", 8, "claims/programmes-raise-security", MODULES),
        (CLIP, "at: 0:04.4", "at: 0:04.6", 1, "clips/a-look", MODULES),
        (QUIZ, "pass: 80%", "pass: 70%", 1, "parental-sensitivity", QUIZZES),
        (
            QUIZ,
            "answer: notice",
            "answer: notice\n    shuffle: false",
            7,
            "parental-sensitivity/still-and-looking",
            QUIZZES,
        ),
    ],
)
def test_a_change_of_meaning_needs_a_line_that_says_how_much_it_bears(
    released: Tree, path: str, old: str, new: str, line: int, address: str, where: str
) -> None:
    released.replace(path, old, new)
    sentence = f'"{address}" has changed since its release: say how in {where}: editorial, additive, material'
    assert released.problems() == [f"{path}:{line}: {sentence}"]
    amend(released, where, changes={address: {"material": "made clearer", "on": "2026-12-01"}})
    assert released.problems() == []


def test_a_line_about_one_change_does_not_excuse_the_next(released: Tree) -> None:
    address = "parental-sensitivity/a-sensitive-moment"
    released.replace(LESSON, "He waits.", "He lifts her.")
    amend(released, MODULES, changes={address: {"editorial": "one word", "on": "2026-12-01"}})
    release(released.root / "modules", released.root / "quizzes")
    assert released.problems() == []
    released.replace(LESSON, "He lifts her.", "He leaves.")
    assert len(released.problems()) == 1
    said = json.loads(released.read(MODULES))["changes"][address]
    amend(released, MODULES, changes={address: [*said, {"material": "another turn", "on": "2026-12-02"}]})
    assert released.catalogue().module_changes[address] == (
        Change(kind=ChangeKind.EDITORIAL, what="one word", on=date(2026, 12, 1)),
        Change(kind=ChangeKind.MATERIAL, what="another turn", on=date(2026, 12, 2)),
    )


def test_going_back_to_earlier_words_is_a_change_to_be_told(released: Tree) -> None:
    address, was = "parental-sensitivity/a-sensitive-moment", "He waits."
    said: list[dict[str, str]] = []
    for before, after in ((was, "He lifts her."), ("He lifts her.", "He leaves.")):
        released.replace(LESSON, before, after)
        amend(released, MODULES, changes={address: [*said, {"editorial": after, "on": "2026-12-01"}]})
        again(released)
        assert released.problems() == []
        said = json.loads(released.read(MODULES))["changes"][address]
    released.replace(LESSON, "He leaves.", "He lifts her.")
    assert len(released.problems()) == 1
    amend(released, MODULES, changes={address: [*said, {"editorial": "back", "on": "2026-12-03"}]})
    assert released.problems() == []


def test_a_day_of_checking_and_a_new_number_are_no_change(released: Tree) -> None:
    released.replace(CLAIMS, "checked: 2026-11-22", "checked: 2027-01-10")
    (released.root / LESSON).rename(released.root / LESSON.replace("/01-", "/07-"))
    assert released.problems() == []


def test_an_id_that_was_released_cannot_simply_vanish(released: Tree) -> None:
    released.replace(QUIZ, "  how-large:", "  how-big:")
    line = released.line(QUIZZES, '"parental-sensitivity/how-large"')
    assert released.problems() == [
        f'{QUIZZES}:{line}: "parental-sensitivity/how-large" was released and is gone: '
        'say "was:" where it went, or list it under "retired"'
    ]
    amend(released, QUIZZES, retired=["parental-sensitivity/how-large"])
    assert released.problems() == []


def test_a_renamed_thing_says_what_it_was(released: Tree) -> None:
    released.replace(QUIZ, "  how-large:\n", "  how-big:\n    was: how-large\n")
    released.replace(
        CLAIMS, "moderate-number-of-sessions:\n", "number-of-sessions:\n  was: moderate-number-of-sessions\n"
    )
    released.replace(LESSON, "@moderate-number-of-sessions", "@number-of-sessions")
    released.replace(
        "modules/parental-sensitivity/02-when-it-goes-wrong.md", "minutes: 6", "minutes: 6\nwas: repair"
    )
    problems = released.problems()
    assert [problem.split(": ")[1] for problem in problems] == [
        '"parental-sensitivity/a-sensitive-moment" has changed since its release'
    ]
    amend(
        released,
        MODULES,
        changes={"parental-sensitivity/a-sensitive-moment": {"editorial": "an id", "on": "2026-12-01"}},
    )
    catalogue = released.catalogue()
    assert catalogue.moved_quizzes == {"parental-sensitivity/how-large": "parental-sensitivity/how-big"}
    assert catalogue.moved_modules == {
        "claims/moderate-number-of-sessions": "claims/number-of-sessions",
        "parental-sensitivity/repair": "parental-sensitivity/when-it-goes-wrong",
    }


def test_a_module_and_a_quiz_may_move_with_all_that_is_in_them(released: Tree) -> None:
    root = released.root
    (root / "modules/parental-sensitivity").rename(root / "modules/sensitivity")
    (root / QUIZ).rename(root / "quizzes/sensitivity.yaml")
    for path in (MODULE, LESSON, QUIZ):
        now = path.replace("parental-sensitivity", "sensitivity")
        text = released.read(now).replace("parental-sensitivity", "sensitivity")
        released.write(
            now, text.replace("title:", "was: parental-sensitivity\ntitle:", 1) if path != LESSON else text
        )
    gone = [problem for problem in released.problems() if "is gone" in problem]
    assert gone == []


def test_a_retired_id_never_returns(released: Tree) -> None:
    amend(released, QUIZZES, retired=["parental-sensitivity/how-large"])
    line = released.line(QUIZ, "how-large:")
    assert released.problems() == [
        f'{QUIZ}:{line}: "parental-sensitivity/how-large" is retired, and a retired id never returns'
    ]


def test_what_is_still_there_cannot_have_become_something_else(released: Tree) -> None:
    released.replace(QUIZ, "  how-large:\n", "  how-large:\n    was: order-of-repair\n")
    line = released.line(QUIZ, "how-large:")
    sentence = '"parental-sensitivity/order-of-repair" is still there, so nothing "was" it'
    assert released.problems() == [f"{QUIZ}:{line}: {sentence}"]


@pytest.mark.parametrize(
    ("keys", "part"),
    [
        ({"changes": {"parental": {"material": "x", "on": "2026-12-01"}}}, '"parental" was never released'),
        (
            {"changes": {"parental-sensitivity": {"on": "2026-12-01"}}},
            "a change is one of editorial, additive",
        ),
        ({"changes": {"parental-sensitivity": {"material": "x"}}}, 'a change needs "on:"'),
        ({"changes": {"parental-sensitivity": "material"}}, "a change is a mapping of keys"),
        ({"change": {}}, 'a release has no key "change": did you mean "changes"?'),
    ],
)
def test_a_mistake_in_the_release_itself_is_named(released: Tree, keys: dict[str, Any], part: str) -> None:
    amend(released, MODULES, **keys)
    (problem,) = released.problems()
    assert problem.startswith(f"{MODULES}:")
    assert part in problem


HOW_LARGE = "parental-sensitivity/how-large"
HOW_BIG = "parental-sensitivity/how-big"


def again(tree: Tree) -> None:
    """A further release."""
    assert release(tree.root / "modules", tree.root / "quizzes")[1] == ()


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("answer: [turns-away, hiccup]", "answer: [hiccup]", "which-are-cues"),
        ("    answer: false\n", "    answer: true\n", "waiting-is-nothing"),
        ("answer: 0.20", "answer: 0.21", "how-large"),
        ("within: 0.005", "within: 0.05", "how-large"),
        ("He makes a bigger, funnier face.", "He makes a smaller face.", "still-and-looking"),
        ("      phone: {", "      telephone: {", "which-are-cues"),
        ("What comes first in a sensitive response?", "What comes last?", "still-and-looking"),
        ("    credit: each\n", "", "which-are-cues"),
        ("match: noticing", "match: reading", "parts-and-moments"),
        ("why: A cue need not be meant.", "why: A cue is meant.", "which-are-cues"),
        ("wrong: It is not hers.", "wrong: It is his.", "which-are-cues"),
    ],
)
@pytest.mark.parametrize("kind", ChangeKind)
def test_no_key_option_or_meaning_of_a_question_changes_unsaid(
    released: Tree, old: str, new: str, name: str, kind: ChangeKind
) -> None:
    released.replace(QUIZ, old, new)
    if name == "which-are-cues" and new == "answer: [hiccup]":
        released.replace(
            QUIZ, "turns-away: She turns", "turns-away:\n          wrong: No.\n          text: She turns"
        )
    line, address = released.line(QUIZ, f"{name}:"), f"parental-sensitivity/{name}"
    (problem,) = released.problems()
    assert problem.startswith(
        f'{QUIZ}:{line}: "{address}" has changed since its release: say how in {QUIZZES}'
    )
    amend(released, QUIZZES, changes={address: {kind.value: "said", "on": "2026-12-01"}})
    assert released.problems() == []
    again(released)
    assert released.catalogue().quiz_changes[address][0].kind is kind


def test_a_new_name_hides_no_change(released: Tree) -> None:
    released.replace(QUIZ, "  how-large:\n", "  how-big:\n    was: how-large\n")
    assert released.problems() == []
    released.replace(QUIZ, "answer: 0.20", "answer: 0.21")
    line = released.line(QUIZ, "how-big:")
    assert released.problems() == [
        f'{QUIZ}:{line}: "{HOW_BIG}" has changed since its release as "{HOW_LARGE}": '
        f"say how in {QUIZZES}: editorial, additive, material"
    ]
    for address in (HOW_LARGE, HOW_BIG):
        amend(released, QUIZZES, changes={address: {"material": "key corrected", "on": "2026-12-01"}})
        assert released.problems() == []
    again(released)
    assert released.problems() == []


def test_a_new_name_is_remembered_for_as_long_as_the_old_one_is_not_retired(released: Tree) -> None:
    released.replace(QUIZ, "  how-large:\n", "  how-big:\n    was: how-large\n")
    again(released)
    released.replace(QUIZ, "    was: how-large\n", "")
    line = released.line(QUIZZES, f'"{HOW_LARGE}"')
    gone = f'"{HOW_LARGE}" was released and is gone: say "was:" where it went, or list it under "retired"'
    assert released.problems() == [f"{QUIZZES}:{line}: {gone}"]
    amend(released, QUIZZES, retired=[HOW_LARGE])
    assert released.problems() == []


def test_what_was_said_of_a_thing_since_retired_stays_said(released: Tree) -> None:
    released.replace(QUIZ, "answer: 0.20", "answer: 0.21")
    amend(released, QUIZZES, changes={HOW_LARGE: {"material": "key corrected", "on": "2026-12-01"}})
    again(released)
    released.replace(QUIZ, "  how-large:\n", "  how-big:\n")
    amend(released, QUIZZES, retired=[HOW_LARGE])
    again(released)
    assert released.problems() == []
    assert HOW_LARGE in released.catalogue().quiz_changes
    released.replace(QUIZ, "  how-big:\n", "  how-large:\n")
    assert any("a retired id never returns" in problem for problem in released.problems())


def test_a_renamed_lesson_and_claim_hide_no_change_either(released: Tree) -> None:
    released.replace(
        "modules/parental-sensitivity/02-when-it-goes-wrong.md", "minutes: 6", "minutes: 6\nwas: repair"
    )
    released.replace(
        CLAIMS, "programmes-raise-security:\n", "programmes-raise-it:\n  was: programmes-raise-security\n"
    )
    amend(
        released,
        MODULES,
        released={
            **json.loads(released.read(MODULES))["released"],
            "parental-sensitivity/repair": "0" * 64,
        },
    )
    del_new = json.loads(released.read(MODULES))["released"]
    del del_new["parental-sensitivity/when-it-goes-wrong"]
    amend(released, MODULES, released=del_new)
    problems = released.problems()
    assert any(
        'when-it-goes-wrong" has changed since its release as "parental-sensitivity/repair"' in each
        for each in problems
    )
    assert not any('"claims/programmes-raise-it" has changed' in each for each in problems)
    released.replace(CLAIMS, "d = 0.20", "d = 0.21")
    assert any('"claims/programmes-raise-it" has changed' in each for each in released.problems())


def test_a_quiz_that_moves_with_its_module_has_not_changed(released: Tree) -> None:
    root = released.root
    (root / "modules/parental-sensitivity").rename(root / "modules/sensitivity")
    (root / QUIZ).rename(root / "quizzes/sensitivity.yaml")
    for path in (MODULE, QUIZ):
        now = path.replace("parental-sensitivity", "sensitivity")
        text = released.read(now).replace("parental-sensitivity", "sensitivity")
        released.write(now, text.replace("title:", "was: parental-sensitivity\ntitle:", 1))
    assert not [problem for problem in released.problems() if problem.startswith("quizzes/")]
