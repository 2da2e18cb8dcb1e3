"""What the documentation says, held against the program: a page that is not true is worse than none."""

import re
from collections.abc import Iterator
from dataclasses import fields
from enum import StrEnum
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import elearn
from elearn import config
from elearn.cli import main
from elearn.config import Config
from elearn.content import library
from elearn.content.blocks import NAMES
from elearn.content.checks_coverage import KINDS as FEWEST_KINDS
from elearn.content.checks_coverage import LESSONS, OFTEN_LONGEST, QUESTIONS
from elearn.content.checks_prose import MEASURES
from elearn.content.evidence import KINDS, keys_of, where_keys
from elearn.content.markdown import markdown
from elearn.content.problems import errors
from elearn.content.requirements import READERS
from elearn.domain.entry_rights import ENTERED
from elearn.domain.evidence import Accredited, Event, MaterialChange, Supervisor
from elearn.domain.judging.entries import KINDS as UNIT_KINDS
from elearn.domain.library import ChangeKind, ClaimStatus, Level, Seen, Verdict
from elearn.domain.pathways import Facet, Milestone, Pathway, Requirement, Unit
from elearn.domain.people import Role
from elearn.domain.quizzes import Kind
from elearn.services.demo import load as demo
from elearn.storage.base import Base
from elearn.web import create_app
from elearn.words.roles import ROLE_WORDS
from tests.content.tree import Tree
from tests.databases import SQLiteFiles
from tests.settings import environment
from tests.web import places

ROOT = Path(elearn.__file__).parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
AUTHORING = (ROOT / "docs" / "authoring.md").read_text("utf-8")
OPERATING = (ROOT / "docs" / "operating.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")

SAMPLE = re.compile(
    r"^\*\*`(?P<path>[\w./-]+)`\*\*[^\n]*\n\n```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
FENCE = re.compile(r"^```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
FILES = frozenset({"yaml", "markdown", "xml"})
"""Every sample in one of these languages is a file of content and says which."""
SMALL = re.compile(
    r"lessons make a module|words: a lesson for|questions or more make|kinds of question|longest in"
)
"""A sample is smaller than what it is a sample of, and the check says so."""
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


Row = list[str]


def _table(text: str, head: str) -> list[Row]:
    """The rows below the head of the one table whose head begins so."""
    lines = [*text.splitlines(), ""]
    (begins,) = [number for number, line in enumerate(lines) if line.startswith(f"| {head}")]
    ends = next(number for number in range(begins, len(lines)) if not lines[number].startswith("|"))
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[begins + 2 : ends]]


def _codes(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def _bold(cell: str) -> list[str]:
    """The code in a cell that stands in bold: what is needed."""
    return re.findall(r"\*\*`([^`]+)`\*\*", cell)


def _keys(text: str, head: str) -> set[str]:
    """The words explained in a table: what stands before a colon in the code of its first column."""
    return {code.split(":")[0] for row in _table(text, head) for code in _codes(row[0])}


def test_every_verb_and_every_modifier_stands_in_its_table() -> None:
    typed = {"at_least": "min", "from_": "from"}
    assert _keys(AUTHORING, "verb |") == set(READERS)
    assert _keys(AUTHORING, "modifier |") == {
        typed.get(each.name, each.name) for each in fields(Requirement)
    } - {"id", "verb"}


def test_every_key_of_a_milestone_and_of_a_pathway_stands_in_its_table() -> None:
    milestone = {each.name.rstrip("_") for each in fields(Milestone)} - {"id"}
    pathway = ({each.name for each in fields(Pathway)} | {"extends"}) - {"id", "about"}
    assert _keys(AUTHORING, "key of a milestone |") == milestone
    assert _keys(AUTHORING, "key of a pathway |") == pathway


def test_what_where_can_ask_stands_in_its_table() -> None:
    told = {
        unit.strip(): tuple(_codes(keys))
        for units, keys in _table(AUTHORING, "of | keys")
        for unit in units.split(",")
    }
    assert told == {unit.value: where_keys(kind) for unit, kind in UNIT_KINDS.items() if where_keys(kind)}


def test_every_kind_of_evidence_stands_in_its_table_with_its_keys() -> None:
    common = {each.name for each in fields(Event)}
    own = {kind: [key for key in keys_of(shape) if key.field not in common] for kind, shape in KINDS.items()}
    rows = {_codes(kind)[0]: keys for kind, keys in _table(AUTHORING, "kind | keys; those in bold")}
    bold = {kind: _bold(keys) for kind, keys in rows.items()}
    assert {kind: _codes(keys) for kind, keys in rows.items()} == {
        kind: [key.name for key in keys] for kind, keys in own.items()
    }
    assert bold == {kind: [key.name for key in keys if key.required] for kind, keys in own.items()}


def test_the_lists_of_evidence_stand_in_their_table_with_their_keys() -> None:
    shapes = {"supervisors": Supervisor, "accredited": Accredited, "changed": MaterialChange}
    rows = {_codes(name)[0]: keys for name, keys, _means in _table(AUTHORING, "list |")}
    assert {name: _codes(keys) for name, keys in rows.items()} == {
        name: [key.name for key in keys_of(shape)] for name, shape in shapes.items()
    }
    assert {name: _bold(keys) for name, keys in rows.items()} == {
        name: [key.name for key in keys_of(shape) if key.required] for name, shape in shapes.items()
    }


def test_the_kinds_that_no_page_enters_are_named() -> None:
    by_other_pages = {"quiz", "reading", "waiver", "request", "decision"}
    unentered = set(KINDS) - by_other_pages - {kind.value for kind in ENTERED}
    (told,) = re.findall(r"no page yet on which it is entered: the kinds ([^;]*);", AUTHORING)
    assert set(_codes(told)) == unentered


@pytest.mark.parametrize(
    "words",
    [Kind, Unit, Facet, Role, Level, Seen, ClaimStatus, Verdict, ChangeKind],
    ids=lambda each: each.__name__,
)
def test_every_word_of_a_closed_list_is_told(words: type[StrEnum]) -> None:
    assert not [word.value for word in words if f"`{word.value}`" not in AUTHORING]


def test_every_block_is_told() -> None:
    assert {code.split()[0] for row in _table(AUTHORING, "block |") for code in _codes(row[0])} == set(NAMES)


def test_the_measures_of_a_module_are_those_of_the_check() -> None:
    def span(found: range) -> str:
        return f"{found[0]} to {found[-1]}"

    told = [row[1:] for row in _table(AUTHORING, "| practitioner")]
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


def _code(text: str) -> Iterator[str]:
    """Every span of code, and every line of a block that a shell or systemd reads."""
    for block in FENCE.finditer(text):
        if block["kind"] in {"sh", "ini"}:
            yield from block["text"].splitlines()
    yield from _codes(FENCE.sub("", text))


def _said_to(program: str, text: str) -> Iterator[str]:
    """What is said to a program, wherever it is installed; without redirections."""
    for line in _code(text):
        found = re.search(rf"(?:^|=|/bin/){program} (?P<rest>[^>]+)", line)
        if found:
            yield found["rest"]


def _unknown(said: str) -> str:
    """The first word that the command does not know; empty where it knows all."""
    command: click.Command = main
    for word in said.split():
        name = word.partition("=")[0]
        if name.startswith("--"):
            if name not in {option for each in command.params for option in each.opts}:
                return name
        elif isinstance(command, click.Group):
            inner = command.get_command(click.Context(command), name)
            if inner is None:
                return name
            command = inner
    return ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_shown_is_there_with_its_options(page: Path) -> None:
    assert not [said for said in _said_to("elearn", page.read_text("utf-8")) if _unknown(said)]


def test_a_command_that_is_not_there_would_be_found() -> None:
    assert list(_said_to("elearn", "`elearn content chek` and `/srv/bin/elearn serve`")) == [
        "content chek",
        "serve",
    ]
    assert _unknown("content chek") == "chek"
    assert _unknown("content check --jason") == "--jason"
    assert not _unknown('people invite cora@example.org --name "Cora Finn" --role coordinator')


def test_every_command_of_an_author_stands_in_her_table() -> None:
    told = {code.removeprefix("elearn ") for row in _table(AUTHORING, "command |") for code in _codes(row[0])}
    groups = {name: main.get_command(click.Context(main), name) for name in ("content", "pathways")}
    assert told == {
        f"{name} {each}"
        for name, group in groups.items()
        if isinstance(group, click.Group)
        for each in group.commands
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_target_of_make_that_is_named_exists(page: Path) -> None:
    targets = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert not {said.split()[0] for said in _said_to("make", page.read_text("utf-8"))} - set(targets)


def test_every_setting_is_told_to_operators_and_none_that_is_not_there() -> None:
    for_tests = {"ELEARN_TESTING", "ELEARN_TEST_DATABASE_URL"}
    reading = config._Reading({})
    config._read(Config, reading)
    told = {code for row in _table(OPERATING, "setting |") for code in _codes(row[0])}
    assert told == reading.known - for_tests
    for page in PAGES:
        assert set(re.findall(r"ELEARN_[A-Z0-9_]+", page.read_text("utf-8"))) <= reading.known, page


def _slug(heading: str) -> str:
    """The anchor under which a heading is found where the repository is read."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def _leads(page: Path) -> Iterator[str]:
    """Every link and picture of a page."""
    for token in markdown().parse(FENCE.sub("", page.read_text("utf-8"))):
        for child in token.children or []:
            if found := child.attrGet("href") or child.attrGet("src"):
                yield str(found)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_every_picture_leads_to_a_file(page: Path) -> None:
    for lead in _leads(page):
        if lead.startswith("https://"):
            continue
        path, _, anchor = lead.partition("#")
        target = page.parent / path if path else page
        assert target.exists(), lead
        headings = (
            re.findall(r"^#+ (.+)$", FENCE.sub("", target.read_text("utf-8")), re.MULTILINE) if anchor else []
        )
        assert not anchor or anchor in map(_slug, headings), lead


def test_the_picture_of_the_readme_is_small_enough_to_load_at_once() -> None:
    pictures = [ROOT / lead for lead in _leads(ROOT / "README.md") if lead.endswith(".png")]
    assert pictures
    assert all(each.stat().st_size < 200_000 for each in pictures)


def test_every_room_that_the_architecture_names_is_there() -> None:
    rooms = [code for row in _table(ARCHITECTURE, "room |") for code in _codes(row[0])]
    named = [code for text in (ARCHITECTURE, README) for code in _codes(FENCE.sub("", text))]
    places_ = [
        code
        for code in named
        if re.fullmatch(r"(elearn|tests|docs|modules|quizzes|migrations)(/[\w./-]*)?", code)
    ]
    assert {"elearn/domain", "elearn/web", "modules/", "tests/"} <= set(rooms)
    assert not [each for each in (*rooms, *places_) if not (ROOT / each.split()[0]).exists()]
    inside = {
        f"elearn/{each.name}" for each in (ROOT / "elearn").iterdir() if (each / "__init__.py").is_file()
    }
    assert inside <= {room.rstrip("/") for room in rooms}


def test_the_grid_that_the_architecture_shows_is_there() -> None:
    (rule,) = re.findall(r"\*\*The grid rule\.\*\*(.*?)\n\n", ARCHITECTURE, re.DOTALL)
    shown = _codes(rule)
    assert len(shown) > 5
    assert not [each for each in shown if not ((ROOT / each).exists() or (ROOT / "elearn" / each).exists())]


def test_every_ledger_that_the_architecture_names_is_a_table() -> None:
    (facts,) = re.findall(r"^## Facts are added.*?(?=^## )", ARCHITECTURE, re.DOTALL | re.MULTILINE)
    ledgers = {code for code in _codes(facts) if re.fullmatch("[a-z]+", code)}
    assert {"achievements", "entries", "acts", "decisions", "audit", "editions"} <= ledgers
    assert ledgers <= set(Base.metadata.tables)


def test_every_decision_is_numbered_in_turn_and_listed() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [each.name[:4] for each in decisions] == [
        f"{number:04}" for number in range(1, len(decisions) + 1)
    ]
    assert len(decisions) > 6
    for each in decisions:
        assert f"(decisions/{each.name})" in ARCHITECTURE, each.name
        heads = re.findall(r"^## (.+)$", each.read_text("utf-8"), re.MULTILINE)
        assert heads == ["Why it came up", "What was decided", "What follows"], each.name


def test_the_people_of_the_readme_are_those_of_the_demo(sqlite_supply: SQLiteFiles) -> None:
    app = create_app(Config.read(environment(sqlite_supply.migrated())))
    places.load(app)
    with app.extensions["elearn"].database.reading() as session:
        found = {
            email: (name, {ROLE_WORDS[role].casefold() for role in roles})
            for name, email, roles in demo.who(session)
        }
    app.extensions["elearn"].database.dispose()
    told = {
        _codes(address)[0]: (name, {role.strip().casefold() for role in roles.split(",")})
        for address, name, roles, _shows in _table(README, "address |")
    }
    assert told == found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_names_no_place_of_one_machine(page: Path) -> None:
    text = page.read_text("utf-8")
    assert str(ROOT) not in text
    assert not re.findall(r"(?<![\w.])/(?:home|Users|root|tmp|mnt)/\w+", text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_promises_nothing_that_is_only_planned(page: Path) -> None:
    assert not re.findall(r"(?i)\b(?:coming soon|to be written|roadmap|tbd|fixme)\b", page.read_text("utf-8"))
