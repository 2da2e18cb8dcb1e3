"""What an author is told, held against the reader and the rules: every sample is checked, every table complete."""

import re
from dataclasses import fields
from enum import StrEnum
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from elearn.cli import main
from elearn.content import library
from elearn.content.blocks import NAMES
from elearn.content.checks_coverage import KINDS as FEWEST_KINDS
from elearn.content.checks_coverage import LESSONS, OFTEN_LONGEST, QUESTIONS
from elearn.content.checks_prose import MEASURES
from elearn.content.clip_words import WORDS
from elearn.content.evidence import KINDS, keys_of, where_keys
from elearn.content.problems import errors
from elearn.content.requirements import READERS
from elearn.domain.clips import VOICES, Form, Use, Who
from elearn.domain.clips import Kind as Moment
from elearn.domain.clips import Role as ClipRole
from elearn.domain.entry_rights import ENTERED
from elearn.domain.evidence import Accredited, Event, MaterialChange, Supervisor
from elearn.domain.judging.entries import KINDS as UNIT_KINDS
from elearn.domain.library import ChangeKind, ClaimStatus, Level, Seen, Verdict
from elearn.domain.pathways import Facet, Milestone, Pathway, Requirement, Unit
from elearn.domain.people import Role
from elearn.domain.practice import FILES_ONLY
from elearn.domain.quizzes import Kind
from tests.content.tree import Tree
from tests.written import AUTHORING, FENCE, bold, codes, keys, table

SAMPLE = re.compile(
    r"^\*\*`(?P<path>[\w./-]+)`\*\*[^\n]*\n\n```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
FILES = frozenset({"yaml", "markdown", "xml"})
"""Every sample in one of these languages is a file of content and says which."""
SMALL = re.compile(
    r"lessons make a module|words: a lesson for|questions or more make|kinds of question|longest in"
    r"|no page enters"
)
"""A sample is smaller than what it is a sample of, or shows a word that no page enters, and the check says so."""
FIRST, SECOND = "## Your first module", "## Ten rules"


def _chapters() -> dict[str, str]:
    """The part about a first module, which stands in folders of its own, and all the rest."""
    before, after = AUTHORING.split(FIRST)
    first, rest = after.split(SECOND)
    return {"first module": first, "all the rest": before + rest}


def _samples(text: str) -> dict[str, str]:
    found = [(each["path"], each["text"]) for each in SAMPLE.finditer(text)]
    assert len(dict(found)) == len(found), "a file stands twice"
    return dict(found)


def _grown(text: str, folder: Path) -> Tree:
    tree = Tree(folder)
    for path, body in _samples(text).items():
        tree.write(path, body)
    return tree


@pytest.mark.parametrize("chapter", _chapters())
def test_the_check_has_nothing_against_any_sample(chapter: str, tmp_path: Path) -> None:
    _grown(_chapters()[chapter], tmp_path)
    _catalogue, problems = library.load(tmp_path / "modules", tmp_path / "quizzes")
    assert not [str(each) for each in errors(problems)]
    assert not [str(each) for each in problems if not SMALL.search(each.sentence)]
    assert problems, "the page says that the check warns of small samples"


def test_every_sample_of_content_is_such_a_file() -> None:
    files = [each["text"] for each in FENCE.finditer(AUTHORING) if each["kind"] in FILES]
    named = [each["text"] for each in SAMPLE.finditer(AUTHORING)]
    assert len(files) > 15
    assert not [text for text in files if text not in named]


BREAKS = (
    ("modules/parental-sensitivity/01-a-sensitive-moment.md", "parts]. The", "part]. The"),
    ("modules/parental-sensitivity/a-look.clip.yaml", "face: bright", "face: brigth"),
    ("modules/claims/sensitivity.yaml", "  review: An effect size of 0.19 for attachment.\n", ""),
    ("modules/pathways/every-word.md", "{count: cycle, min: 6", "{count: cycle, distinct: client, min: 6"),
    ("modules/pathways/every-word.md", "[7 x 60 min, 5", "[7 times 60, 5"),
    (
        "quizzes/parental-sensitivity.yaml",
        "        wrong: Tempting, since holding soothes; but nothing here says that she is distressed.\n",
        "",
    ),
    ("quizzes/parental-sensitivity.yaml", "pass: 80%", "pass: yes"),
)


def test_the_lines_shown_are_those_the_check_prints(tmp_path: Path) -> None:
    shown = next(
        each["text"] for each in FENCE.finditer(AUTHORING) if "did you mean" in each["text"]
    ).splitlines()
    assert len(shown) == len(BREAKS)
    for number, (path, old, new) in enumerate(BREAKS):
        tree = _grown(_chapters()["all the rest"], tmp_path / str(number))
        tree.replace(path, old, new)
        assert shown[number] in tree.problems()


def test_the_evidence_shown_is_judged_as_shown(tmp_path: Path) -> None:
    file = tmp_path / "sam.json"
    file.write_text(_samples(_chapters()["all the rest"])["sam.json"])
    (asked,) = re.findall(r"^elearn (pathways judge .*)$", AUTHORING, re.MULTILINE)
    said = CliRunner().invoke(main, asked.replace("sam.json", str(file)).split())
    shown = next(each["text"] for each in FENCE.finditer(AUTHORING) if each["text"].startswith("Stage 1:"))
    assert said.exit_code == 0
    assert f"\n\n{shown}\n" in said.stdout


def test_the_questions_from_elsewhere_become_what_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (found,) = [each["text"] for each in SAMPLE.finditer(AUTHORING) if each["path"] == "from-elsewhere.gift"]
    for name in ("modules", "quizzes"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(f"ELEARN_{name.upper()}", str(tmp_path / name))
    monkeypatch.chdir(tmp_path)
    Path("from-elsewhere.gift").write_text(found, "utf-8")
    (asked,) = re.findall(r"^elearn (quizzes import .*--format gift.*)$", AUTHORING, re.MULTILINE)
    said = CliRunner().invoke(main, asked.split())
    shown = [each["text"] for each in FENCE.finditer(AUTHORING)]
    (made,) = [text for text in shown if "  who-waits:" in text]
    (lost,) = [text for text in shown if text.startswith("from-elsewhere.gift:")]
    assert (tmp_path / "quizzes" / "pauses.yaml").read_text("utf-8").endswith(f"questions:\n\n{made}")
    assert said.stdout.startswith(lost)
    assert said.exit_code == 1


def test_every_verb_and_every_modifier_stands_in_its_table() -> None:
    typed = {"at_least": "min", "from_": "from"}
    assert keys(AUTHORING, "verb |") == set(READERS)
    assert keys(AUTHORING, "modifier |") == {
        typed.get(each.name, each.name) for each in fields(Requirement)
    } - {"id", "verb"}


def test_every_key_of_a_milestone_and_of_a_pathway_stands_in_its_table() -> None:
    milestone = {each.name.rstrip("_") for each in fields(Milestone)} - {"id"}
    pathway = ({each.name for each in fields(Pathway)} | {"extends"}) - {"id", "about"}
    assert keys(AUTHORING, "key of a milestone |") == milestone
    assert keys(AUTHORING, "key of a pathway |") == pathway


def test_what_where_can_ask_stands_in_its_table() -> None:
    told = {
        unit.strip(): tuple(codes(cell))
        for units, cell in table(AUTHORING, "of | keys")
        for unit in units.split(",")
    }
    assert told == {unit.value: where_keys(kind) for unit, kind in UNIT_KINDS.items() if where_keys(kind)}


def test_every_kind_of_evidence_stands_in_its_table_with_its_keys() -> None:
    common = {each.name for each in fields(Event)}
    own = {kind: [key for key in keys_of(shape) if key.field not in common] for kind, shape in KINDS.items()}
    rows = {codes(kind)[0]: cell for kind, cell in table(AUTHORING, "kind | keys; those in bold")}
    assert {kind: codes(cell) for kind, cell in rows.items()} == {
        kind: [key.name for key in each] for kind, each in own.items()
    }
    assert {kind: bold(cell) for kind, cell in rows.items()} == {
        kind: [key.name for key in each if key.required] for kind, each in own.items()
    }


def test_the_lists_of_evidence_stand_in_their_table_with_their_keys() -> None:
    shapes = {"supervisors": Supervisor, "accredited": Accredited, "changed": MaterialChange}
    rows = {codes(name)[0]: cell for name, cell, _means in table(AUTHORING, "list |")}
    assert {name: codes(cell) for name, cell in rows.items()} == {
        name: [key.name for key in keys_of(shape)] for name, shape in shapes.items()
    }
    assert {name: bold(cell) for name, cell in rows.items()} == {
        name: [key.name for key in keys_of(shape) if key.required] for name, shape in shapes.items()
    }


def test_the_kinds_that_no_page_enters_are_named() -> None:
    by_other_pages = {"quiz", "reading", "waiver", "request", "reply", "decision", "rating", "mentee"}
    unentered = set(KINDS) - by_other_pages - {kind.value for kind in ENTERED}
    (told,) = re.findall(r"no page yet on which it is entered: the kinds ([^;]*);", AUTHORING)
    assert set(codes(told)) == unentered == {each.value for each in FILES_ONLY if each in set(Unit)}


@pytest.mark.parametrize(
    "words",
    [Kind, Unit, Facet, Role, Level, Seen, ClaimStatus, Verdict, ChangeKind, Use, Form, ClipRole, Moment],
    ids=lambda each: each.__name__,
)
def test_every_word_of_a_closed_list_is_told(words: type[StrEnum]) -> None:
    assert not [word.value for word in words if f"`{word.value}`" not in AUTHORING]


def test_every_word_of_the_clips_is_told_in_its_table() -> None:
    told = {codes(row[0])[0]: set(codes(row[1])) for row in table(AUTHORING, "channel |")}
    known = {channel: set(words) for channel, words in WORDS["channels"].items()}
    known |= {VOICES[who].value: set(WORDS["voices"][who]) for who in Who}
    assert told == known
    looks = [set(codes(row[1])) for row in table(AUTHORING, "looks |")]
    names = ("skins", "hair", "wears")
    heads = [set(WORDS["heads"][who]) for who in Who]
    roles = {role.value for role in ClipRole}
    assert looks == [*(set(WORDS[name]) for name in names), *heads, set(WORDS["months"]), roles]
    holds = {codes(row[0])[0]: set(codes(row[1])) for row in table(AUTHORING, "key of a clip |")}
    assert holds["toy"] == set(WORDS["toys"])
    assert holds["setting"] == set(WORDS["settings"])
    assert {codes(row[0])[0] for row in table(AUTHORING, "kind | is |")} == {kind.value for kind in Moment}


def test_every_block_is_told() -> None:
    assert {code.split()[0] for row in table(AUTHORING, "block |") for code in codes(row[0])} == set(NAMES)


def test_the_measures_of_a_module_are_those_of_the_check() -> None:
    def span(found: range) -> str:
        return f"{found[0]} to {found[-1]}"

    told = [row[1:] for row in table(AUTHORING, "| practitioner")]
    levels = (Level.PRACTITIONER, Level.INDUCTION)
    assert told == [
        [span(LESSONS[level]) for level in levels],
        [span(MEASURES[level].words) for level in levels],
        [f"{MEASURES[level].grade}" for level in levels],
        [f"{MEASURES[level].sentence or ''}" for level in levels],
        [f"{QUESTIONS[level]}" for level in levels],
    ]
    assert FEWEST_KINDS == 4
    assert f"more than {OFTEN_LONGEST * 100:.0f} % of a quiz" in " ".join(AUTHORING.split())


def test_every_command_of_an_author_stands_in_her_table() -> None:
    told = {code.removeprefix("elearn ") for row in table(AUTHORING, "command |") for code in codes(row[0])}
    authors = ("content", "moments", "pathways", "quizzes")
    groups = {name: main.get_command(click.Context(main), name) for name in authors}
    assert told == {
        f"{name} {each}"
        for name, group in groups.items()
        if isinstance(group, click.Group)
        for each in group.list_commands(click.Context(group))
    }
