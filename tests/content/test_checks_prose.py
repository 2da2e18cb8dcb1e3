"""Without these a figure could reach a learner without its source, or a page grow too long or too hard unseen."""

import pytest

from elearn.content.checks_prose import FIGURE
from tests.content.tree import CLAIMS, LESSON, MODULE, Tree

SECOND = "modules/parental-sensitivity/02-when-it-goes-wrong.md"
PLACE = "She looks at him again"
NEEDS_A_SOURCE = "needs a source: cite a claim in this paragraph, [@claim-id]"


def say(tree: Tree, words: str) -> None:
    tree.replace(SECOND, PLACE, f"{words}\n\n{PLACE}")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("It helped 12% of them.", "2%"),
        ("It helped twelve per cent.", "per cent"),
        ("A gain of d = 0.33.", "d = 0"),
        ("They went together, r = −0.12.", "r = −0"),
        ("The OR was large.", "OR"),
        ("An SMD as small as that.", "SMD"),
        ("Few took part (n = 67).", "n = 6"),
        ("Many took part (N=670).", "N=6"),
        ("It was so in 2003.", "2003"),
        ("One trial found it.", "trial"),
        ("Studies found it.", "Studies"),
        ("A meta-analysis found it.", "meta-analysis"),
        ("A review found it.", "review"),
        ("- A point.\n- A study of it.", "study"),
        ("| A | B |\n|---|---|\n| one | trials |", "trials"),
        ("::: note\nA study.\n:::", "study"),
        ("A [[cue|study]] as a term.", "study"),
    ],
)
def test_a_figure_in_a_paragraph_without_a_citation_is_an_error(tree: Tree, words: str, found: str) -> None:
    say(tree, words)
    (problem,) = tree.problems()
    assert problem.endswith(f': "{found}" {NEEDS_A_SOURCE}')


def test_the_complaint_names_the_line_on_which_the_paragraph_begins(tree: Tree) -> None:
    say(tree, "::: note\nWords.\n\nMore words\nof 2003.\n:::")
    assert tree.problems() == [f'{SECOND}:{tree.line(SECOND, "More words")}: "2003" {NEEDS_A_SOURCE}']


@pytest.mark.parametrize(
    "words",
    [
        "A study of 2003 found d = 0.20 [@programmes-raise-security].",
        "::: scene\nIn 2003 she came to a trial session.\n:::",
        "::: recall two\nWhich study?\n:::\n\n::: answer\nThe one of 2003.\n:::",
        "## The trial of 2003",
        "| A | B |\n|---|---|\n| trials [@programmes-raise-security] | 20 |",
        "Bring it to the shared review; shared reviews take an hour.",
    ],
)
def test_what_is_cited_told_asked_or_headed_needs_no_more(tree: Tree, words: str) -> None:
    say(tree, words)
    assert tree.problems() == []


def test_words_that_only_look_like_figures_are_none() -> None:
    assert not FIGURE.search("At 18 months, or after 300 days, she and her brother did n more.")


def test_what_only_the_2011_review_says_is_said_to_be_so(tree: Tree) -> None:
    tree.replace(CLAIMS, "status: contested", "status: review-only")
    here = f"{LESSON}:{tree.line(LESSON, 'That a magic number')}"
    said_only = '"moderate-number-of-sessions" is said by the 2011 review only'
    assert tree.problems() == [f'{here}: {said_only}: write "the 2011 review reports" beside it']
    tree.replace(LESSON, "That a magic number", "As the 2011 review reports, that a magic number")
    assert tree.problems() == []


@pytest.mark.parametrize(
    ("level", "count", "sentence"),
    [
        ("practitioner", 299, "299 words: a lesson for practitioners has 300 to 700"),
        ("practitioner", 701, "701 words: a lesson for practitioners has 300 to 700"),
        ("induction", 401, "401 words: a lesson for an induction has 100 to 400"),
    ],
)
def test_a_lesson_is_neither_short_nor_long(tree: Tree, level: str, count: int, sentence: str) -> None:
    tree.replace(MODULE, "level: practitioner", f"level: {level}")
    body = tree.read(SECOND).partition("## Repair")[0]
    tree.write(SECOND, f"{body}## Repair\n\n" + "Yes. " * (count - 1))
    assert f"{SECOND}:1: warning: {sentence}" in tree.warnings()
    tree.write(SECOND, f"{body}## Repair\n\n" + "Yes. " * 349)
    assert not any(each.startswith(SECOND) for each in tree.warnings())


def test_a_page_of_long_words_is_too_hard_without_its_glossary_terms(tree: Tree) -> None:
    hard = "Representational psychotherapeutic considerations necessitate multidisciplinary collaboration."
    tree.write(SECOND, tree.read(SECOND).replace("She looks at him again", f"{hard} " * 20))
    (warning,) = [each for each in tree.warnings() if "grade" in each]
    assert warning.startswith(f"{SECOND}:1: warning: reading grade ")
    assert warning.endswith(": up to 13 for practitioners, by shorter sentences and plainer words")
    terms = " ".join(f"[[cue|{word}]]" for word in hard.rstrip(".").split())
    tree.write(SECOND, tree.read(SECOND).replace(hard, f"She sees {terms}."))
    assert not any("grade" in each for each in tree.warnings())


def test_a_long_sentence_in_an_induction_is_named_by_its_first_words(tree: Tree) -> None:
    long = "She came and sat with him and they had tea and a bun " * 2 + "and so on."
    say(tree, f"Short.\n\n{long}")
    assert not any("She came and sat" in each for each in tree.warnings())
    tree.replace(MODULE, "level: practitioner", "level: induction")
    sentence = '"She came and sat with …" has 29 words: up to 25 for an induction'
    assert f"{SECOND}:{tree.line(SECOND, 'She came')}: warning: {sentence}" in tree.warnings()
