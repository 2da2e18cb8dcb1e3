"""Without these an author's command might grow slow, print in another order, or end well on broken content."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from elearn import clock
from elearn.cli import COMMANDS, main
from elearn.domain.days import Span, before

CHECKOUT = Path(__file__).parents[2]
MODULE = "---\ntitel: Care\nsummary: S.\nlevel: zebra\naudience: [trainee]\nrevised: 2026-11-22\n"


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tree with three mistakes in one file."""
    module = tmp_path / "modules" / "care"
    module.mkdir(parents=True)
    (tmp_path / "quizzes").mkdir()
    (module / "module.md").write_text(MODULE + "objectives: {see: See.}\n---\nText.\n")
    (module / "01-first.md").write_text("---\ntitle: First\nminutes: 1\nobjectives: [see]\n---\nText.\n")
    monkeypatch.setenv("ELEARN_MODULES", str(tmp_path / "modules"))
    monkeypatch.setenv("ELEARN_QUIZZES", str(tmp_path / "quizzes"))
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["content", *words])


def mended(tree: Path) -> None:
    file = tree / "modules" / "care" / "module.md"
    file.write_text(file.read_text().replace("titel", "title").replace("zebra", "practitioner"))


def test_the_check_prints_a_line_a_mistake_and_ends_with_1(broken: Path) -> None:
    result = run("check")
    assert result.exit_code == 1
    assert [line for line in result.stdout.splitlines() if "warning" not in line] == [
        'modules/care/module.md:1: a module needs "title:"',
        'modules/care/module.md:2: a module has no key "titel": did you mean "title"?',
        'modules/care/module.md:4: "zebra" is not allowed here: one of practitioner, induction',
    ]


def test_the_check_prints_json_for_an_editor(broken: Path) -> None:
    result = run("check", "--json")
    assert result.exit_code == 1
    assert {
        "path": "modules/care/module.md",
        "line": 1,
        "sentence": 'a module needs "title:"',
        "severity": "error",
    } in json.loads(result.stdout)


def test_a_tree_without_an_error_ends_with_0_and_tells_warnings_apart(broken: Path) -> None:
    mended(broken)
    result = run("check")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "modules/care/01-first.md:1: warning: 1 words: a lesson for practitioners has 300 to 700",
        "modules/care/module.md:1: warning: 4 to 7 lessons make a module for practitioners: here is one",
        'modules/care/module.md:1: warning: no quiz asks what was learned here: name it under "quiz:"',
    ]
    assert result.stderr == "1 module, 0 quizzes, 0 claims: no errors, 3 warnings.\n"


def test_a_tree_without_a_mistake_prints_no_line_of_complaint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("modules", "quizzes"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(f"ELEARN_{name.upper()}", str(tmp_path / name))
    result = run("check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "0 modules, 0 quizzes, 0 claims: no errors.\n"


def test_a_release_is_refused_while_there_are_errors_and_written_once_there_are_none(broken: Path) -> None:
    refused = run("release")
    assert refused.exit_code == 1
    assert len(refused.stdout.splitlines()) == 3
    mended(broken)
    assert run("release").stdout == "Written: modules/released.json and quizzes/released.json.\n"
    assert run("release").stdout == "Nothing has changed since the last release.\n"


def test_the_list_names_modules_and_lessons_even_where_there_are_errors(broken: Path) -> None:
    result = run("list")
    assert "care: 1 lesson, 1 min, 1 words, 1 objective, no quiz, 0 claims" in result.stdout
    assert "  01 first: 1 min, 1 words, 0 claims" in result.stdout
    assert "elearn content check" in result.stderr


def test_the_list_of_what_ships_names_every_quiz_and_how_it_is_passed() -> None:
    result = run("list")
    assert result.exit_code == 0
    assert "quiz induction-your-role: " in result.stdout
    assert "by completion" in result.stdout
    assert "pass at 80%" in result.stdout


def test_a_check_loads_neither_the_web_nor_the_database() -> None:
    program = (
        "import sys; from click.testing import CliRunner; from elearn.cli import main\n"
        "assert CliRunner().invoke(main, ['content', 'check']).exit_code == 0\n"
        "heavy = {'flask', 'werkzeug', 'sqlalchemy', 'alembic', 'wtforms', 'cattrs', 'granian'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, check=True)


def test_a_shipped_tree_copied_elsewhere_is_read_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(CHECKOUT / "modules", tmp_path / "m")
    shutil.copytree(CHECKOUT / "quizzes", tmp_path / "q")
    (tmp_path / "q" / "stray.txt").write_text("x")
    monkeypatch.setenv("ELEARN_MODULES", str(tmp_path / "m"))
    monkeypatch.setenv("ELEARN_QUIZZES", str(tmp_path / "q"))
    assert "\nquizzes/stray.txt:1: this file has no place here" in f"\n{run('check').stdout}"


def test_every_command_that_is_listed_can_be_loaded() -> None:
    for name in COMMANDS:
        assert CliRunner().invoke(main, [name, "--help"]).exit_code == 0
    listed = CliRunner().invoke(main, ["--help"]).stdout
    assert all(name in listed for name in COMMANDS)
    assert CliRunner().invoke(main, ["contents"]).exit_code == 2


@pytest.mark.parametrize(("age", "listed"), [("24m", ["old", "older"]), ("2y", ["old", "older"]), ("3y", [])])
def test_claims_due_for_a_fresh_look_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, age: str, listed: list[str]
) -> None:
    today = clock.now().date()
    days = {"older": before(today, Span(months=25)), "old": before(today, Span(months=24)), "new": today}
    claim = "{}: {{says: So., source: one, design: book, status: checked, checked: {}}}\n"
    (tmp_path / "m" / "claims").mkdir(parents=True)
    (tmp_path / "q").mkdir()
    text = "".join(claim.format(name, day) for name, day in days.items())
    (tmp_path / "m" / "claims" / "care.yaml").write_text(text)
    monkeypatch.setenv("ELEARN_MODULES", str(tmp_path / "m"))
    monkeypatch.setenv("ELEARN_QUIZZES", str(tmp_path / "q"))
    result = run("evidence", "--older-than", age)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [f"{days[name]} {name} (care): one" for name in reversed(listed)]


def test_an_age_that_is_none_is_refused_with_an_example() -> None:
    result = run("evidence", "--older-than", "long")
    assert result.exit_code == 2
    assert "long is not an age: write 24m or 2y" in result.stderr
