"""What pasting a whole intake promises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.cohort import Known, Line, Verdict, read_lines, weigh

KNOWN = Known(
    people=frozenset({"sam@example.org", "gone@example.org", "ruth@example.org"}),
    closed=frozenset({"gone@example.org"}),
    supervisors=frozenset({"ruth@example.org"}),
    pathways=frozenset({"vig-practitioner"}),
    on=frozenset({("sam@example.org", "vig-practitioner")}),
    with_=frozenset({("sam@example.org", "ruth@example.org")}),
)
NEW = (Verdict.INVITE, Verdict.ASSIGN, Verdict.RELATE)


def weighed(line: str) -> tuple[tuple[Verdict, ...], str]:
    (outcome,) = weigh(read_lines(line), KNOWN)
    return outcome.does, outcome.code


@pytest.mark.parametrize(
    ("line", "does"),
    [
        ("Ann Lee, ann@example.org, vig-practitioner, ruth@example.org", NEW),
        ("Ann Lee; ann@example.org; vig-practitioner; RUTH@example.org", NEW),
        ("Ann Lee\tann@example.org\tvig-practitioner\truth@example.org", NEW),
        ('"Lee, Ann", ann@example.org', (Verdict.INVITE,)),
        ("Sam Rees, Sam@Example.org, vig-practitioner, ruth@example.org", (Verdict.NOTHING,)),
        ("Ruth Ade, ruth@example.org, vig-practitioner", (Verdict.ASSIGN,)),
    ],
)
def test_a_line_says_what_it_would_do(line: str, does: tuple[Verdict, ...]) -> None:
    assert weighed(line) == (does, "")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (", ann@example.org", "name-missing"),
        ("A" * 101 + ", ann@example.org", "name-missing"),
        ("Ann Lee", "email-missing"),
        ("Ann Lee, ann at example", "email-missing"),
        ("Ann Lee, " + "a" * 250 + "@example.org", "email-missing"),
        ("Gone, gone@example.org", "account-closed"),
        ("Ann Lee, ann@example.org, vig", "no-such-pathway"),
        ("Ann Lee, ann@example.org, , nobody@example.org", "no-such-supervisor"),
        ("Ruth Ade, ruth@example.org, , ruth@example.org", "not-yourself"),
    ],
)
def test_a_line_says_what_is_the_matter_with_it(line: str, code: str) -> None:
    assert weighed(line) == ((Verdict.MISTAKE,), code)


def test_a_heading_and_empty_lines_are_passed_over_and_lines_keep_their_numbers() -> None:
    pasted = "Name, Email\n\nAnn Lee, ann@example.org\n"
    assert [line.number for line in read_lines(pasted)] == [3]


def test_the_same_address_twice_in_one_paste_is_told() -> None:
    outcomes = weigh(read_lines("Ann, ann@example.org\nAnn, ANN@example.org"), KNOWN)
    assert [each.good for each in outcomes] == [True, False]
    assert outcomes[1].code == "cohort-twice"


@given(st.text())
def test_whatever_is_pasted_is_read_without_a_fault(pasted: str) -> None:
    for outcome in weigh(read_lines(pasted), KNOWN):
        assert isinstance(outcome.line, Line)
        assert outcome.does
