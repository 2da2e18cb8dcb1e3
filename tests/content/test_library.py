"""Without these the check might miss a mistake, blame the wrong line, or scold an author who made none."""

from decimal import Decimal
from pathlib import Path

import pytest

from elearn.content.library import BrokenContent, load, open_library
from elearn.domain.library import Author, ClaimStatus, Heading, Verdict
from elearn.domain.quizzes import Credit, Matching, Numeric, kind_of
from tests.content.tree import CLAIMS, LESSON, MODULE, QUIZ, Tree

SOURCES = "modules/sources.yaml"


def test_a_tree_without_a_mistake_is_read_whole(tree: Tree) -> None:
    catalogue = tree.catalogue()
    module = catalogue.modules["parental-sensitivity"]
    first, second = module.lessons
    assert (module.minutes, first.number, second.id) == (14, 1, "when-it-goes-wrong")
    assert module.words == first.words + second.words > 0
    assert [heading.id for heading in first.headings] == ["four-parts"]
    assert second.headings == (Heading(id="repair", text="Repair", level=2),)
    assert first.claims == (
        "sensitivity-four-parts",
        "programmes-raise-security",
        "moderate-number-of-sessions",
    )
    assert first.terms == ("cue", "sensitivity")
    assert [recall.id for recall in first.recalls] == ["why-waiting"]
    assert catalogue.taught("moderate-number-of-sessions") == (first,)


def test_claims_sources_terms_and_errata_keep_what_was_typed(tree: Tree) -> None:
    catalogue = tree.catalogue()
    corrected = catalogue.claims["programmes-raise-security"]
    assert corrected.status is ClaimStatus.CORRECTED
    assert (corrected.topic, corrected.review) == ("sensitivity", "An effect size of 0.19 for attachment.")
    assert corrected.to_commissioners == "Randomised studies show a modest gain."
    assert len(catalogue.claims["moderate-number-of-sessions"].sides) == 2
    paper = catalogue.sources["bakermans-kranenburg-2003"]
    assert (paper.issued, paper.year, paper.link) == (
        "2003-03",
        "2003",
        "https://doi.org/10.1037/0033-2909.129.2.195",
    )
    assert paper.authors[1] == Author(family="van IJzendoorn", given="Marinus H.")
    assert catalogue.errata["1"].verdict is Verdict.CORRECTED
    tree.replace("modules/glossary.yaml", "cue: A sign", "cue:\n  spelt: Cue\n  means: A sign")
    assert tree.catalogue().glossary["cue"].name == "Cue"
    assert catalogue.glossary["cue"].means.startswith("A sign")


def test_the_six_kinds_of_question_are_read(tree: Tree) -> None:
    quiz = tree.catalogue().quizzes["parental-sensitivity"]
    assert [kind_of(question).value for question in quiz.questions] == [
        "single",
        "multiple",
        "true-false",
        "matching",
        "ordering",
        "numeric",
    ]
    assert quiz.pass_mark == Decimal("0.8")
    matching, numeric = quiz.question("parts-and-moments"), quiz.question("how-large")
    assert isinstance(matching, Matching)
    assert matching.choices == ("noticing", "fitting answer", "praising")
    assert matching.credit is Credit.EACH
    assert isinstance(numeric, Numeric)
    assert str(numeric.answer) == "0.20"
    assert [str(slip.number) for slip in numeric.slips] == ["0.33"]


AGREED = [
    (
        LESSON,
        "[@sensitivity-four-parts]",
        "[@sensitivity-four-part]",
        "and answered",
        'no claim "sensitivity-four-part": did you mean "sensitivity-four-parts"?',
    ),
    (
        CLAIMS,
        "  review: An effect size of 0.19 for attachment.\n",
        "",
        "status: corrected",
        'a corrected claim needs "review:", what the 2011 review said',
    ),
    (
        QUIZ,
        "notice: He notices that the sound was meant for him.",
        "notice: {text: He notices., wrong: Tempting.}",
        "notice:",
        'option "notice" is an answer and may not have "wrong"',
    ),
    (
        QUIZ,
        "            wrong: Tempting, since a show often wins a smile; but it answers our wish.\n"[4:],
        "",
        "louder:",
        'option "louder" is not an answer and needs "wrong": why it tempts and why it fails',
    ),
    (QUIZ, "pass: 80%", "pass: yes", "pass:", '"yes" is not a share or "completion": write 80%'),
]


@pytest.mark.parametrize(("path", "old", "new", "at", "sentence"), AGREED)
def test_the_agreed_sentences_are_printed_with_their_line(
    tree: Tree, path: str, old: str, new: str, at: str, sentence: str
) -> None:
    tree.replace(path, old, new)
    assert tree.problems() == [f"{path}:{tree.line(path, at)}: {sentence}"]


MISTAKES = [
    (MODULE, "title: Parental sensitivity\n", "", 'a module needs "title:"'),
    (MODULE, "title:", "titel:", 'a module has no key "titel": did you mean "title"?'),
    (MODULE, "level: practitioner", "level: practicioner", 'did you mean "practitioner"?'),
    (MODULE, "level: practitioner", "level: zebra", "is not allowed here: one of practitioner, induction"),
    (
        MODULE,
        "[trainee, supervisor]",
        "[trainees]",
        '"trainees" is not allowed here: did you mean "trainee"?',
    ),
    (MODULE, "[trainee, supervisor]", "trainee", '"audience" is a list, not a text: write [one, two]'),
    (MODULE, "[trainee, supervisor]", "[[trainee]]", '"audience" is a list of texts: here is a list'),
    (MODULE, "quiz: parental-sensitivity", "quiz: parental", 'no quiz "parental"'),
    (MODULE, "revised: 2026-11-22", "revised: 22/11/2026", '"22/11/2026" is not a date: write 2026-11-22'),
    (MODULE, "revised: 2026-11-22", "revised: 2026-02-30", '"2026-02-30" is not a date: write 2026-11-22'),
    (MODULE, "  see-repair:", "  See_repair:", '"See_repair" is not an id: use a-z, 0-9 and -'),
    (
        MODULE,
        "revised:",
        "prerequisites: [parental-sensitivity]\nrevised:",
        "comes, by its prerequisites, before itself",
    ),
    (MODULE, "revised:", "prerequisites: [a, a]\nrevised:", '"a" stands twice in "prerequisites"'),
    (
        MODULE,
        "summary: What",
        "summary: |\n  One.\n\n  What",
        "this is one paragraph: take out the empty line",
    ),
    (
        MODULE,
        "a sensitive moment",
        "a [@sensitivity-four-parts] moment",
        "no citation here: cite in a lesson",
    ),
    (MODULE, "watch babies well", "watch [@sensitivity-four-parts]", "no citation here: cite in a lesson"),
    (MODULE, "---\nYou already", "You already", "a page begins with its front matter"),
    (LESSON, "minutes: 8", "minutes: eight", '"eight" is not a whole number: write 6'),
    (
        LESSON,
        "[spot-the-four-parts]",
        "[spot-the-parts]",
        'no objective "spot-the-parts": did you mean "spot-the-four',
    ),
    (LESSON, "[[cue]]", "[[clue]]", 'no glossary term "clue": did you mean "cue"?'),
    (LESSON, "[[cue]]", "[[cue", "a term is written [[term]] or [[term|words shown]]"),
    (LESSON, "[@sensitivity-four-parts]", "[@two words]", "a citation is written [@claim-id]"),
    (
        LESSON,
        "#repair)",
        "#repairs)",
        'no heading "parental-sensitivity/when-it-goes-wrong#repairs": did you mean',
    ),
    (
        LESSON,
        "/when-it-goes-wrong#",
        "/when-it-goes#",
        'no lesson "parental-sensitivity/when-it-goes": did you mean',
    ),
    (
        LESSON,
        "(/parental-sensitivity/when-it-goes-wrong#repair)",
        "(when-it-goes-wrong)",
        '"when-it-goes-wrong" is no link',
    ),
    (LESSON, "*hers*", "<b>hers</b>", "raw HTML is not allowed: use Markdown"),
    (LESSON, "## Four parts", "# Four parts", "a heading is ## or, below it, ###"),
    (LESSON, "## Four parts", "### Four parts", "a ### heading stands below a ## heading"),
    (LESSON, "## Four parts", "## Four parts\n\n## Four parts", 'two headings are called "Four parts"'),
    (LESSON, "## Four parts", "## Four parts\n\n## Sources", 'a heading cannot be called "Sources"'),
    (
        LESSON,
        "(four-parts.svg ",
        "(for-parts.svg ",
        'no figure "for-parts.svg": did you mean "four-parts.svg"?',
    ),
    (LESSON, "(four-parts.svg ", "(https://x.org/a.png ", '"https://x.org/a.png" is no figure'),
    (
        LESSON,
        ' "Notice, read, answer soon, answer to fit."',
        "",
        "a figure has a caption and a long description",
    ),
    (LESSON, "![The four parts", "Look: ![The four parts", "a figure stands on a line of its own"),
    (LESSON, "::: scene", "::: scenery", 'no block "scenery": did you mean "scene"?'),
    (LESSON, "::: scene", "::: zzz", 'no block "zzz": one of scene, note'),
    (LESSON, "::: scene", "::: scene today", '"::: scene" stands alone on its line'),
    (
        LESSON,
        "Ada goes still. He waits.\n:::",
        "Ada goes still.",
        'the block "scene" of line 6 is still open',
    ),
    (LESSON, "- Waiting can be the answer.\n:::", "- Waiting.", 'the block "in-short" is never closed'),
    (LESSON, "## Four parts", ":::\n\n## Four parts", "this ::: closes nothing"),
    (LESSON, "::: answer", "::: note", '"::: recall" is directly followed by "::: answer"'),
    (LESSON, "::: supports", "::: note", '"::: does-not-show" directly follows "::: supports"'),
    (LESSON, "::: recall why-waiting", "::: recall", "a recall has one id: write ::: recall why-waiting"),
    (LESSON, "::: recall why-waiting", "::: recall Why", '"Why" is not an id'),
    (LESSON, "::: note", "::: in-short\nTwice.\n:::\n\n::: note", "a lesson has one in-short"),
    (CLAIMS, "source: ainsworth-in-juffer-2009\n", "source: ainsworth\n", 'no source "ainsworth"'),
    (CLAIMS, "status: checked", "status: chekced", '"chekced" is not allowed here: did you mean "checked"?'),
    (
        CLAIMS,
        "    - {says: Five or fewer sessions are best., source: ainsworth-in-juffer-2009}\n",
        "",
        "a contested claim needs",
    ),
    (CLAIMS, "  seen: abstract", "  seen: the abstract", 'did you mean "abstract"?'),
    (
        CLAIMS,
        "    parent: Help",
        "    parents: Help",
        'what may be said has no key "parents": did you mean "parent"?',
    ),
    (CLAIMS, "  design: definition", "  design: [definition]", '"design" is one text, not a list'),
    (
        CLAIMS,
        "moderate-number-of-sessions:",
        "programmes-raise-security:",
        '"programmes-raise-security" stands twice',
    ),
    (SOURCES, "issued: 2009", "issued: last year", '"last year" is not a date of issue'),
    (SOURCES, "issued: {date-parts: [[2003, 3]]}", "issued: {season: 3}", '"" is not a date of issue'),
    (SOURCES, "DOI: 10.1037/", "DOI: doi:10.1037/", "is not a DOI: write 10.1037/"),
    (SOURCES, "URL: https://", "URL: www.", "is not a web address: write https://…"),
    (SOURCES, "container-title:", "container_title:", 'a source has no key "container_title"'),
    (
        SOURCES,
        "author: [{family: Juffer, given: Femmie}]",
        "author: Juffer",
        '"author" is a list, not a text',
    ),
    (
        SOURCES,
        "author: [{family: Juffer, given: Femmie}]",
        "author: [Juffer]",
        "an author is a mapping of keys, not a text",
    ),
    (
        SOURCES,
        "- id: bakermans-kranenburg-2003",
        "- id: aa",
        '"aa" stands out of order: sources are sorted by id',
    ),
    (
        "modules/glossary.yaml",
        "cue: A sign a baby gives, on purpose or not.",
        "cue:",
        'the term "cue" needs "means:"',
    ),
    ("modules/errata.yaml", "verdict: stands", "verdict: right", '"right" is not allowed here'),
    (
        "modules/errata.yaml",
        "claims: [programmes-raise-security]",
        "claims: [programmes]",
        'no claim "programmes"',
    ),
    ("modules/errata.yaml", '"2": {verdict: stands}', '"2": stands', "a row of the errata is a mapping"),
    (QUIZ, "kind: single", "kind: singel", '"singel" is not allowed here: did you mean "single"?'),
    (
        QUIZ,
        "objective: see-repair",
        "objective: see-repairs",
        'no objective "see-repairs": did you mean "see-repair"?',
    ),
    (QUIZ, "answer: notice", "answer: notices", 'no option "notices": did you mean "notice"?'),
    (QUIZ, "answer: notice\n", "", 'a question needs "answer:"'),
    (QUIZ, "    answer: [turns-away, hiccup]", "    answer: turns-away", '"answer" is a list, not a text'),
    (QUIZ, "answer: false", "answer: no", '"no" is neither true nor false'),
    (
        QUIZ,
        "wrong: Tempting, since nothing is done.",
        "",
        'a question needs "wrong:", why it tempts and why it fails',
    ),
    (QUIZ, "extra: [praising]", "extra: [noticing]", '"noticing" fits a pair, so it is not extra'),
    (QUIZ, "She hiccups and frowns.", "She turns her head away.", "two of the options read alike"),
    (QUIZ, "within: 0.005", "within: -0.005", '"-0.005" is below 0'),
    (QUIZ, "answer: 0.20", "answer: a fifth", '"a fifth" is not a number: write 0.33'),
    (QUIZ, "0.33: That", "a third: That", '"a third" is neither a number nor "otherwise"'),
    (QUIZ, "0.33: That", "0.2: That", '"0.2" is a right answer and may not stand under "wrong"'),
    (QUIZ, "      otherwise: A fifth of a standard deviation.\n", "", 'the wrong numbers needs "otherwise:"'),
    (QUIZ, "a-sensitive-moment#four-parts", "a-sensitive-moment#five", "no heading"),
    (
        QUIZ,
        "read: parental-sensitivity/a-sensitive-moment#",
        "read: four-parts#",
        "is not a lesson: write module/lesson",
    ),
    (QUIZ, "pass: 80%", "pass: 80%\nattempts: 0", '"0" is too few: write 1 or more, or unlimited'),
    (QUIZ, "pass: 80%", "pass: 80%\nattempts: many", '"many" is not a whole number'),
    (QUIZ, "pass: 80%", "pass: 80%\ndraw: 7", "draw 7 of 6 questions: there are not so many"),
    (QUIZ, "pass: 80%", "pass: 80%\ncritical: [repair]", 'no objective "repair"'),
    (QUIZ, "pass: 80%", "pass: completion\ncritical: [see-repair]", "a quiz by completion has no mark"),
    (QUIZ, "title:", "titles:", 'a quiz has no key "titles": did you mean "title"?'),
    (QUIZ, "module: parental-sensitivity", "module: parental", 'no module "parental"'),
    (QUIZ, "    claims: [sensitivity-four-parts]", "    claims: []", 'a question needs "claims:"'),
    (MODULE, "objectives:\n", "objectives: none\nx:\n", "the objectives is a mapping of keys, not a text"),
    (
        MODULE,
        "  see-repair: Tell a rupture from a repair.",
        "  see-repair: [a]",
        "an objective is a mapping of keys",
    ),
    (
        CLAIMS,
        "sensitivity-four-parts:\n",
        "sensitivity-first: x\nsensitivity-four-parts:\n",
        "a claim is a mapping",
    ),
    (
        SOURCES,
        "- id: ainsworth-in-juffer-2009",
        "- a\n- id: ainsworth-in-juffer-2009",
        "a source is a mapping of keys",
    ),
    (
        QUIZ,
        "    options:\n",
        "    options: some\n    opts:\n",
        "the options is a mapping of keys, not a text",
    ),
    (QUIZ, "    order:\n", "    order: some\n    ord:\n", "the order is a mapping of keys, not a text"),
    (QUIZ, "    pairs:\n", "    pairs: some\n    prs:\n", "the pairs is a mapping of keys, not a text"),
    (QUIZ, "sees: {text:", "sees: She\n      seen: {text:", 'pair "sees" is a mapping of keys, not a text'),
    (
        QUIZ,
        "notice: He notices that the sound was meant for him.",
        "notice: [He]",
        'option "notice" is a mapping',
    ),
    (
        QUIZ,
        "  still-and-looking:\n",
        "  first: x\n  still-and-looking:\n",
        "a question is a mapping of keys, not a text",
    ),
    (QUIZ, "      hiccup: She hiccups and frowns.\n      phone:", "      zzz:", 'no option "hiccup"'),
    (
        QUIZ,
        "      turns: The baby turns away.\n      stops: The father stops and leans back.\n",
        "",
        "two steps or more",
    ),
    (QUIZ, "      fits: {text: He lowers his voice., match: fitting answer}\n", "", "two pairs or more"),
    (QUIZ, "    read: parental-sensitivity/a-sensitive-moment\n", "", 'a question needs "read:"'),
    (QUIZ, "pass: 80%", "pass: 101%", '"101%" is not a share or "completion"'),
]


@pytest.mark.parametrize(("path", "old", "new", "part"), MISTAKES, ids=lambda value: str(value)[:40])
def test_a_mistake_is_named(tree: Tree, path: str, old: str, new: str, part: str) -> None:
    tree.replace(path, old, new)
    assert any(part in problem for problem in tree.problems()), tree.problems()


def test_all_mistakes_of_all_files_come_in_one_run_in_order(tree: Tree) -> None:
    tree.replace(MODULE, "level: practitioner", "level: zebra")
    tree.replace(MODULE, "title:", "titel:")
    tree.replace(QUIZ, "pass: 80%", "pass: 8")
    tree.replace(CLAIMS, "design: definition", "designs: definition")
    problems = tree.problems()
    assert len(problems) == 6
    assert problems == sorted(
        problems, key=lambda problem: (problem.split(":")[0], int(problem.split(":")[1]))
    )


def test_a_file_that_cannot_be_read_brings_one_problem_and_not_a_flood(tree: Tree) -> None:
    for path in (CLAIMS, SOURCES, "modules/glossary.yaml", LESSON, MODULE, QUIZ):
        before = tree.read(path)
        tree.write(path, before.replace(":", ": [", 1) if path.endswith("yaml") else "---\na: [\n---\n")
        assert [problem.split(":")[0] for problem in tree.problems()] == [path]
        tree.write(path, before)


def test_a_critical_objective_that_no_question_asks_about_is_named(tree: Tree) -> None:
    tree.write(QUIZ, tree.read(QUIZ).replace("objective: see-repair", "objective: spot-the-four-parts"))
    tree.replace(QUIZ, "pass: 80%", "pass: 80%\nattempts: 3\ndraw: 2\ncritical: [see-repair]")
    line = tree.line(QUIZ, "critical:")
    assert tree.problems() == [f'{QUIZ}:{line}: no question asks about the critical objective "see-repair"']


@pytest.mark.parametrize("path", [CLAIMS, SOURCES, "modules/glossary.yaml", "modules/errata.yaml", QUIZ])
def test_a_file_of_the_wrong_shape_brings_one_problem(tree: Tree, path: str) -> None:
    tree.write(path, "only a text\n")
    (problem,) = tree.problems()
    assert problem.startswith(f"{path}:1: ")


def test_a_folder_that_is_no_module_is_named_by_what_it_lacks(tree: Tree) -> None:
    (tree.root / "modules/Another One").mkdir()
    assert tree.problems() == [
        "modules/Another One/module.md:1: "
        '"Another One" is not an id: use a-z, 0-9 and -, at most 60 characters',
        "modules/Another One/module.md:1: this file cannot be read: No such file or directory",
    ]


def test_an_objective_may_say_what_it_was_called(tree: Tree) -> None:
    tree.replace(MODULE, "see-repair: Tell", "see-repair:\n    was: see-a-repair\n    text: Tell")
    objective = tree.catalogue().modules["parental-sensitivity"].objectives[1]
    assert (objective.text, objective.was) == ("Tell a rupture from a repair.", "see-a-repair")


def test_an_item_pasted_from_zotero_is_read_as_it_is(tree: Tree) -> None:
    tree.write(
        SOURCES,
        tree.read(SOURCES)
        + """- {"id": "who-2020", "type": "report", "title": "Care", "language": "en",
  "accessed": {"date-parts": [[2026]]},
  "author": [{"literal": "World Health Organization"}, {"family": "Laan", "non-dropping-particle": "van der"}],
  "issued": {"date-parts": [["2020", 3, 1]]}}
""",
    )
    source = tree.catalogue().sources["who-2020"]
    assert source.issued == "2020-03-01"
    assert [author.family for author in source.authors] == ["World Health Organization", "van der Laan"]


def test_two_claims_of_one_name_in_two_files_are_refused(tree: Tree) -> None:
    tree.write("modules/claims/video.yaml", tree.read(CLAIMS).split("\n\n")[0] + "\n")
    assert tree.problems() == [
        'modules/claims/video.yaml:1: the claim "sensitivity-four-parts" stands already in '
        "modules/claims/sensitivity.yaml:1"
    ]


def test_a_question_cannot_rest_on_what_only_the_review_says(tree: Tree) -> None:
    tree.replace(CLAIMS, "status: checked", "status: review-only")
    problems = [problem for problem in tree.problems() if problem.startswith("quizzes/")]
    assert len(problems) == 5
    assert all(
        "is said by the 2011 review only: a question cannot rest on it" in problem for problem in problems
    )


def test_a_module_and_its_quiz_name_each_other(tree: Tree) -> None:
    other = tree.read(MODULE)
    tree.write("modules/another/module.md", other)
    tree.write(
        "modules/another/01-first.md", "---\ntitle: First\nminutes: 1\nobjectives: [see-repair]\n---\nText.\n"
    )
    assert tree.problems() == [
        'modules/another/module.md:1: its quiz "parental-sensitivity" belongs to the module "parental-sensitivity"'
    ]


def test_a_stray_file_is_named_because_nobody_would_ever_read_it(tree: Tree) -> None:
    for path in (
        "modules/parental-sensitivity/3-late.md",
        "modules/notes.txt",
        "modules/claims/a.yml",
        "quizzes/a.json",
    ):
        tree.write(path, "x")
    assert [problem.split(":")[0] for problem in tree.problems()] == [
        "modules/claims/a.yml",
        "modules/notes.txt",
        "modules/parental-sensitivity/3-late.md",
        "quizzes/a.json",
    ]


def test_two_lessons_cannot_have_one_number_or_one_name(tree: Tree) -> None:
    text = tree.read("modules/parental-sensitivity/02-when-it-goes-wrong.md")
    tree.write(
        "modules/parental-sensitivity/01-when-it-goes-wrong.md", text.replace("(#repair)", "(https://x.org)")
    )
    problems = "\n".join(tree.problems())
    assert 'the lesson "a-sensitive-moment" has the number 01 too' in problems
    assert 'the lesson "parental-sensitivity/when-it-goes-wrong" stands already in' in problems


def test_folders_that_are_not_there_are_named(tmp_path: Path) -> None:
    problems = load(tmp_path / "modules", tmp_path / "quizzes")[1]
    assert [problem.sentence.split("/")[0] for problem in problems] == ["there is no folder "] * 2


def test_broken_content_is_refused_with_the_lines_that_the_check_prints(tree: Tree) -> None:
    assert open_library(tree.root / "modules", tree.root / "quizzes").modules
    tree.replace(MODULE, "level: practitioner", "level: zebra")
    with pytest.raises(BrokenContent) as broken:
        open_library(tree.root / "modules", tree.root / "quizzes")
    assert str(broken.value) == "\n".join(tree.problems())


def test_what_ships_has_no_mistake_of_any_kind() -> None:
    checkout = Path(__file__).parents[2]
    assert load(checkout / "modules", checkout / "quizzes")[1] == ()
