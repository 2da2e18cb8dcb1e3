"""Whether marks from anywhere can be analysed at the command line, and a quiz's own, and mistakes are named."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from elearn import clock
from elearn.cli.quizzes import quizzes
from elearn.domain.editions import quiz_edition
from elearn.storage.database import Database
from tests.domain.asked import keys
from tests.program import shipped
from tests.services.attempted import attempted
from tests.settings import environment

WORKED = "learner,q1,q2,q3\nmax,1,1,1\na,1,0,0\nb,1,1,1\nc,0,0,0\n"


def run(*words: str, **settings: str) -> Result:
    return CliRunner().invoke(quizzes, ["statistics", *words], env=settings)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "marks.csv"
    file.write_text("\ufeff" + WORKED, "utf-8")
    return file


def test_the_worked_example_comes_out_as_json(table: Path) -> None:
    result = run("--marks", str(table), "--json")

    assert result.exit_code == 0, result.output
    found = json.loads(result.output)
    assert (found["n"], found["too_few"], found["maxima_line"]) == (3, True, 2)
    items = found["items"]
    assert [round(each["facility"], 2) for each in items] == [66.67, 33.33, 33.33]
    assert [round(each["sd"], 2) for each in items] == [57.74, 57.74, 57.74]
    assert [round(each["effective_weight"], 2) for each in items] == [30.90, 34.55, 34.55]
    assert [round(each["discrimination"], 2) for each in items] == [50.00, 86.60, 86.60]


def test_the_worked_example_can_be_read(table: Path) -> None:
    result = run("--marks", str(table))

    assert result.exit_code == 0
    assert "n = 3: too few to say (fewer than 10)" in result.output
    assert "Line 2 begins with max and was read as what each item is out of." in result.output
    assert "66.67     57.74     50.00    100.00     30.90" in result.output


def test_every_wrong_cell_is_named(tmp_path: Path) -> None:
    file = tmp_path / "marks.csv"
    file.write_text("q1,q2\n1,x\n2,0\n", "utf-8")
    result = run("--marks", str(file))

    assert result.exit_code == 1
    assert f'{file}:2: column q2: "x" is no mark: write 1 or 0.5' in result.output
    assert f"{file}:3: column q1: 2 is more than" in result.output


def test_a_mistake_of_a_whole_line_names_the_line(tmp_path: Path) -> None:
    file = tmp_path / "marks.csv"
    file.write_text("q1,q2\n1\n", "utf-8")

    assert f"{file}:2: 1 marks, where the first row names 2" in run("--marks", str(file)).output


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "marks.csv"
    file.write_bytes("q1,Frühe\n1,0\n".encode("latin-1"))
    result = run("--marks", str(file))

    assert result.exit_code == 1
    assert "this is not UTF-8" in result.output


@pytest.mark.parametrize("words", [(), ("a-quiz", "--marks", "marks.csv")])
def test_it_wants_a_quiz_or_a_file(
    words: tuple[str, ...], table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(table.parent)
    result = run(*words)

    assert result.exit_code == 2
    assert "one of the two" in result.output


def test_a_quiz_of_the_service_is_told_of_however_few_tried_it(fresh_database: Database) -> None:
    settings = environment(fresh_database.url.render_as_string(hide_password=False))
    quiz = shipped().quizzes["parental-sensitivity"]
    with fresh_database.writing() as session:
        attempted(session, quiz, [keys(quiz), {}], clock.now())
    result = run("parental-sensitivity", "--json", **settings)

    assert result.exit_code == 0, result.output
    found = json.loads(result.output)
    assert (found["n"], found["too_few"]) == (2, True)
    assert {each["facility"] for each in found["items"]} == {50}


def test_an_earlier_wording_is_told_of_by_how_its_hash_begins(fresh_database: Database) -> None:
    settings = environment(fresh_database.url.render_as_string(hide_password=False))
    quiz = shipped().quizzes["parental-sensitivity"]
    earlier = replace(quiz, title="As it was")
    with fresh_database.writing() as session:
        attempted(session, earlier, [keys(earlier)] * 3, clock.now())
    hash_ = quiz_edition(earlier).hash
    result = run(quiz.id, "--edition", hash_[:10], "--json", **settings)
    assert json.loads(result.output)["n"] == 3
    unknown = run(quiz.id, "--edition", "zzz", **settings)
    assert unknown.exit_code == 1
    assert f"{hash_[:12]}  from {clock.now():%Y}" in unknown.output
    assert "as it is asked now (n = 0)" in unknown.output
    assert run("--edition", "a", "--marks", __file__, **settings).exit_code == 2


def test_a_quiz_that_is_not_there_is_named_with_one_that_may_be_meant(fresh_sqlite: Database) -> None:
    settings = environment(fresh_sqlite.url.render_as_string(hide_password=False))
    result = run("parental-sensitivty", **settings)

    assert result.exit_code == 1
    assert 'There is no quiz "parental-sensitivty": did you mean "parental-sensitivity"?' in result.output
