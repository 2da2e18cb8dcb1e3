"""Whether a team can compare its own two codings of a film, and is told what is wrong with a file."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from elearn.cli.moments import moments
from elearn.domain.clips import Kind
from elearn.domain.moments import Mark
from elearn.domain.people import Role
from elearn.services import moments as marking
from elearn.storage.database import Database
from tests.program import shipped
from tests.services.entered import NOW, TODAY, enter
from tests.settings import environment

HEADER = "start,stop,subject,code\n"
FIRST = HEADER + "155.105,,baby,move\n169.855,,baby,move\n264.855,,baby,move\n"
SECOND = HEADER + "156.405,,baby,move\n170.852,,baby,move\n264.606,,baby,move\n"


def compared(folder: Path, first: str, second: str, *more: str) -> Result:
    files = [folder / "a.csv", folder / "b.csv"]
    for file, text in zip(files, (first, second), strict=True):
        file.write_text(text, encoding="utf-8")
    return CliRunner().invoke(moments, ["agreement", *map(str, files), *more])


def answered(folder: Path, first: str, second: str, *more: str) -> dict[str, Any]:
    result = compared(folder, first, second, "--json", *more)
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


@pytest.mark.parametrize(("tolerance", "matches"), [("0.5", 1), ("1", 2), ("1.5", 3), ("2", 3)])
def test_the_published_example_matches_more_as_the_tolerance_grows(
    tmp_path: Path, tolerance: str, matches: int
) -> None:
    answer = answered(tmp_path, FIRST, SECOND, "--tolerance", tolerance)
    assert (answer["together"]["matches"], len(answer["matches"])) == (matches, matches)


def test_each_match_has_its_offset_and_each_share_its_interval(tmp_path: Path) -> None:
    answer = answered(tmp_path, FIRST, SECOND, "--tolerance", "1", "--unit", "2")
    assert [each["offset"] for each in answer["matches"]] == ["0.997", "-0.249"]
    assert answer["together"]["precision"] == {
        "part": 2, "whole": 3, "value": 0.6667, "low": 0.2077, "high": 0.9385,
    }  # fmt: skip
    assert (answer["codes"]["move"]["kappa"], answer["codes"]["move"]["units"]) == (-0.0377, 55)


def test_identical_constant_streams_have_no_kappa_and_full_agreement(tmp_path: Path) -> None:
    constant = HEADER + "0,30,baby,look\n"
    answer = answered(tmp_path, constant, constant)
    assert answer["together"]["kappa"] is None
    assert answer["together"]["units_agreed"]["value"] == 1
    assert (
        "kappa not defined over 31 units; the same label in 1.000 (31 of 31"
        in compared(tmp_path, constant, constant).stdout
    )


def test_two_empty_tables_are_not_defined_and_no_error(tmp_path: Path) -> None:
    answer = answered(tmp_path, HEADER, HEADER)
    assert (answer["together"]["f1"], answer["together"]["kappa"], answer["codes"]) == (None, None, {})
    assert "precision not defined" in compared(tmp_path, HEADER, HEADER).stdout


def test_subjects_and_codes_can_be_chosen(tmp_path: Path) -> None:
    both = HEADER + "1,2,baby,look\n3,4,adult,look\n5,6,adult,smile\n"
    answer = answered(tmp_path, both, both, "--subjects", "adult", "--codes", "look")
    assert (answer["subjects"], list(answer["codes"]), answer["together"]["matches"]) == (
        ["adult"],
        ["look"],
        1,
    )


def test_the_report_lists_what_only_one_of_them_saw(tmp_path: Path) -> None:
    report = compared(tmp_path, FIRST, HEADER).stdout
    assert "move: 0 matched, 3 only in the first, 0 only in the second" in report
    assert "Only in the first: 155.105 s baby move" in report


def test_a_name_that_neither_has_is_refused_with_those_they_have(tmp_path: Path) -> None:
    result = compared(tmp_path, FIRST, SECOND, "--codes", "moves")
    assert (result.exit_code, "they have: move" in result.output) == (2, True)


@pytest.mark.parametrize("typed", ["0", "-1", "soon", "nan", "1e9", "1e-999999", "0.0009"])
def test_a_length_of_time_must_be_one(tmp_path: Path, typed: str) -> None:
    result = compared(tmp_path, FIRST, SECOND, "--unit", typed)
    assert (result.exit_code, "is no length of time" in result.output) == (2, True)


def test_a_tolerance_of_nothing_matches_what_begins_at_one_moment(tmp_path: Path) -> None:
    other = FIRST.replace("169.855", "169.856")
    assert answered(tmp_path, FIRST, other, "--tolerance", "0")["together"]["matches"] == 2
    assert compared(tmp_path, FIRST, other, "--tolerance", "-0.1").exit_code == 2


def test_more_units_than_anybody_would_read_are_refused(tmp_path: Path) -> None:
    result = compared(tmp_path, HEADER + "0,900000,baby,look\n", HEADER, "--unit", "0.1")
    assert (result.exit_code, "choose a longer one" in result.output) == (2, True)


def test_a_wrong_file_is_named_with_its_line(tmp_path: Path) -> None:
    result = compared(tmp_path, FIRST, HEADER + "soon,,baby,move\n")
    assert result.exit_code == 1
    assert 'b.csv:2: start "soon" is no number of seconds' in result.output


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_bytes(b"\xff\xfe\x00")
    result = CliRunner().invoke(moments, ["agreement", str(tmp_path / "c.csv"), str(tmp_path / "c.csv")])
    assert (result.exit_code, "this is not UTF-8" in result.output) == (1, True)


def kappa(*words: str, **settings: str) -> Result:
    return CliRunner().invoke(moments, ["kappa", *words], env=settings)


def test_a_key_is_set_beside_everybodys_first_go_kind_by_kind(fresh_database: Database) -> None:
    settings = environment(fresh_database.url.render_as_string(hide_password=False))
    catalogue = shipped()
    star = catalogue.clips["the-star"]
    right = [Mark(at=each.at, kind=each.kind) for each in star.key]
    with fresh_database.writing() as session:
        for name, marks in (("Sam Rees", right), ("Nia Okafor", [])):
            who = enter(session, name, Role.TRAINEE)
            attempt = marking.begin(session, who, catalogue, star.id, NOW)
            marking.submit(session, who, catalogue, attempt, marks, excused=frozenset(), now=NOW, today=TODAY)
    result = kappa("the-star", "--json", **settings)

    assert result.exit_code == 0, result.output
    found = json.loads(result.output)
    assert (found["clip"], found["n"], list(found["kinds"])) == ("the-star", 2, list(Kind))
    assert found["kinds"]["rupture"]["units"] == 2 * 61
    assert 0 < found["kinds"]["rupture"]["kappa"] < 1
    assert "The star: the first goes of 2 people against the key" in kappa("the-star", **settings).output


def test_a_clip_that_is_not_there_is_named_with_one_that_may_be_meant(fresh_sqlite: Database) -> None:
    settings = environment(fresh_sqlite.url.render_as_string(hide_password=False))
    result = kappa("the-sta", **settings)

    assert result.exit_code == 1
    assert 'There is no clip "the-sta": did you mean "the-star"?' in result.output
