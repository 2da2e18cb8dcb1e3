"""What the documentation says, held against the program: a page that is not true is worse than none."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import click
import pytest

import elearn
from elearn import config
from elearn.cli import main
from elearn.config import Config
from elearn.content.markdown import markdown
from elearn.services.accounts import LASTS
from elearn.services.demo import load as demo
from elearn.storage.base import Base
from elearn.storage.inventory import inventory
from elearn.web import LIMIT
from elearn.web.pages.coordination import FEWEST
from elearn.words.roles import ROLE_WORDS
from tests.databases import SQLiteFiles
from tests.program import program
from tests.web import places
from tests.written import ARCHITECTURE, FENCE, OPERATING, PAGES, README, ROOT, codes, table


def _code(text: str) -> Iterator[str]:
    """Every span of code, and every line of a block that a shell or systemd reads."""
    for block in FENCE.finditer(text):
        if block["kind"] in {"sh", "ini"}:
            yield from block["text"].splitlines()
    yield from codes(FENCE.sub("", text))


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


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_target_of_make_that_is_named_exists(page: Path) -> None:
    targets = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert not {said.split()[0] for said in _said_to("make", page.read_text("utf-8"))} - set(targets)


def test_every_setting_is_told_to_operators_and_none_that_is_not_there() -> None:
    for_tests = {"ELEARN_TESTING", "ELEARN_TEST_DATABASE_URL"}
    reading = config._Reading({})
    config._read(Config, reading)
    told = {code for row in table(OPERATING, "setting |") for code in codes(row[0])}
    assert told == reading.known - for_tests
    for page in PAGES:
        assert set(re.findall(r"ELEARN_[A-Z0-9_]+", page.read_text("utf-8"))) <= reading.known, page


def test_every_default_told_to_operators_is_the_one_that_holds() -> None:
    usual = Config()
    held = {
        "ELEARN_URL": f"`{usual.url}`",
        "ELEARN_HOST": f"{usual.host}, {usual.port}",
        "ELEARN_WORKERS": f"{usual.workers}",
        "ELEARN_PROXIES": f"{usual.proxies}",
        "ELEARN_TIMEZONE": f"{usual.timezone}",
        "ELEARN_IDLE_HOURS": f"{usual.session_idle // timedelta(hours=1)}, {usual.session_absolute.days}",
        "ELEARN_FILM_MONTHS": f"{usual.film_months}",
        "ELEARN_ARGON2_MEMORY": f"{usual.argon2_memory}, {usual.argon2_rounds}",
    }
    told = {codes(name)[0]: default for name, _means, default in table(OPERATING, "setting |")}
    assert {name: told[name] for name in held} == held


def test_the_figures_in_the_pages_are_those_of_the_program() -> None:
    usual, privacy = Config(), " ".join((ROOT / "docs" / "privacy.md").read_text("utf-8").split())
    hours, days = usual.session_idle // timedelta(hours=1), usual.session_absolute.days
    assert f"elearn-{elearn.__version__}-py3-none-any.whl" in OPERATING
    assert f"for {LASTS['invitation'].days} days" in " ".join(OPERATING.split())
    assert f"after {hours} hours unused, after {days} days at most" in privacy
    assert f"at most {LIMIT // 1024} KiB" in privacy
    assert f"larger than {LIMIT // 1024} KiB" in ARCHITECTURE
    assert f"no number below {FEWEST}".replace("5", "five") in privacy


def test_every_class_of_data_in_the_inventory_is_explained() -> None:
    privacy = (ROOT / "docs" / "privacy.md").read_text("utf-8")
    told = {code for row in table(privacy, "class |") for code in codes(row[0])}
    assert told == {column.class_ for each in inventory().values() for column in each.columns.values()}


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
    rooms = [code for row in table(ARCHITECTURE, "room |") for code in codes(row[0])]
    named = [code for text in (ARCHITECTURE, README) for code in codes(FENCE.sub("", text))]
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
    shown = codes(rule)
    assert len(shown) > 5
    assert not [each for each in shown if not ((ROOT / each).exists() or (ROOT / "elearn" / each).exists())]


def test_every_ledger_that_the_architecture_names_is_a_table() -> None:
    (facts,) = re.findall(r"^## Facts are added.*?(?=^## )", ARCHITECTURE, re.DOTALL | re.MULTILINE)
    ledgers = {code for code in codes(facts) if re.fullmatch("[a-z]+", code)}
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
    app = program(sqlite_supply.migrated())
    places.load(app)
    with app.extensions["elearn"].database.reading() as session:
        found = {
            email: (name, {ROLE_WORDS[role].casefold() for role in roles})
            for name, email, roles in demo.who(session)
        }
    app.extensions["elearn"].database.dispose()
    told = {
        codes(address)[0]: (name, {role.strip().casefold() for role in roles.split(",")})
        for address, name, roles, _shows in table(README, "address |")
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


def test_the_web_server_in_front_packs_pages_styles_scripts_and_pictures() -> None:
    (nginx,) = (found["text"] for found in FENCE.finditer(OPERATING) if found["kind"] == "nginx")
    (packs,) = (line.split() for line in nginx.splitlines() if "gzip" in line)
    assert packs[:2] == ["gzip", "on;"]
    assert {each.rstrip(";") for each in packs[3:]} == {"text/css", "text/javascript", "image/svg+xml"}
    assert "`encode zstd gzip`" in OPERATING
