"""Without these a hostile or careless file might crash the check, or be read as something its author never typed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.content.problems import Problem, Problems, Severity, errors
from elearn.content.reader import (
    DEEPEST_NESTING,
    LARGEST_FILE,
    Entries,
    Entry,
    Items,
    Text,
    parse_page,
    parse_yaml,
    read_text,
    read_yaml,
)


def complaints(text: str) -> list[str]:
    problems = Problems()
    parse_yaml(text, "a.yaml", problems)
    return [str(problem) for problem in problems.sorted]


def test_every_scalar_stays_the_text_that_was_typed() -> None:
    problems = Problems()
    tree = parse_yaml("no: 0.20\nyes: [null, ~, 2026-11-22, 0x1F, 'q']\n", "a.yaml", problems)
    listed = ("null", "~", "2026-11-22", "0x1F", "q")
    assert tree == Entries(
        (
            Entry("no", 1, Text("0.20", 1)),
            Entry("yes", 2, Items(tuple(Text(each, 2) for each in listed), 2)),
        ),
        1,
    )
    assert problems.sorted == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", ['a.yaml:3: "a" stands twice in the same mapping']),
        ("a: {b: 1, b: 2}\n", ['a.yaml:1: "b" stands twice in the same mapping']),
        ("a: &x 1\n", ["a.yaml:1: an anchor (&x) is not allowed: write the value out"]),
        ("a: &x {}\n", ["a.yaml:1: an anchor (&x) is not allowed: write the value out"]),
        ("a: *x\n", ["a.yaml:1: an alias (*x) is not allowed: write the value out"]),
        (
            "a: !!str 1\n",
            ["a.yaml:1: a tag (tag:yaml.org,2002:str) is not allowed: a value is read as it is typed"],
        ),
        ("a: !x [1]\n", ["a.yaml:1: a tag (!x) is not allowed: a value is read as it is typed"]),
        ("b: 1\n<<: {a: 1}\n", ["a.yaml:2: a merge key (<<) is not allowed: write the keys out"]),
        ("a: 1\n---\nb: 2\n", ["a.yaml:2: a second document begins here: a file holds one"]),
        ("? [a]\n: b\n", ["a.yaml:1: a key is a word, not a list or a mapping"]),
        ("", ["a.yaml:1: this file is empty"]),
        ("# nothing\n", ["a.yaml:1: this file is empty"]),
        ("[" * 30, [f"a.yaml:1: nested more than {DEEPEST_NESTING} deep"]),
        ("a:\n" + "- " * 100_000, [f"a.yaml:2: nested more than {DEEPEST_NESTING} deep"]),
    ],
)
def test_what_yaml_would_do_behind_an_authors_back_is_refused(text: str, expected: list[str]) -> None:
    assert complaints(text) == expected


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("a: 1\nb: c: d\n", 2, 'a text that holds ": " stands in quotation marks'),
        ("a: @x\n", 1, "a text that begins with @ ` or % stands in quotation marks"),
        ("a: [1,\n", 2, "this is not YAML"),
        ("a: 'open\n", 2, "this is not YAML"),
    ],
)
def test_a_slip_of_syntax_is_one_problem_with_its_line(text: str, line: int, part: str) -> None:
    (complaint,) = complaints(text)
    assert complaint.startswith(f"a.yaml:{line}: ")
    assert part in complaint


def test_an_alias_bomb_is_never_unfolded() -> None:
    bomb = "a: &a [x]\n" + "".join(f"b{i}: &b{i} [*a, *a, *a, *a]\n" for i in range(50))
    assert "a.yaml:2: an alias (*a) is not allowed: write the value out" in complaints(bomb)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"a: 1\nb:\t2\n", "2: here is a tab: indent with spaces"),
        (b"a: 1\nb: \x00\n", "2: here is a character that cannot be seen (U+0000): delete it"),
        ("a: 1\nb: x\u2028y\n".encode(), "2: here is a character that cannot be seen (U+2028): delete it"),
        (b"a: 1\nb: caf\xe9\n", "2: this is not UTF-8: save the file as UTF-8"),
        (b"\xff\xfea\x00", "1: this is not UTF-8: save the file as UTF-8"),
    ],
)
def test_bytes_that_are_no_plain_text_are_named_with_their_line(
    tmp_path: Path, raw: bytes, expected: str
) -> None:
    (tmp_path / "a.yaml").write_bytes(raw)
    problems = Problems()
    assert read_yaml(tmp_path / "a.yaml", "a.yaml", problems) is None
    assert [str(problem) for problem in problems.sorted] == [f"a.yaml:{expected}"]


def test_windows_line_ends_and_a_byte_order_mark_are_read_as_if_they_were_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert read_text(tmp_path / "a.yaml", "a.yaml", Problems()) == "a: 1\nb: 2\n"


def test_a_file_of_five_megabytes_is_not_even_opened(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"a" * 5_000_000)
    problems = Problems()
    assert read_yaml(tmp_path / "a.yaml", "a.yaml", problems) is None
    (problem,) = problems.sorted
    assert problem.sentence == f"this file has 5,000,000 bytes; a content file has at most {LARGEST_FILE:,}"


def test_a_file_that_cannot_be_opened_is_a_problem_and_not_a_crash(tmp_path: Path) -> None:
    problems = Problems()
    assert read_text(tmp_path, "a.yaml", problems) is None
    assert read_text(tmp_path / "gone.yaml", "b.yaml", problems) is None
    assert [problem.path for problem in problems.sorted] == ["a.yaml", "b.yaml"]


def test_lines_below_front_matter_are_counted_from_the_top_of_the_file() -> None:
    problems = Problems()
    page = parse_page("---\ntitle: One\n---\n\nText\n", "a.md", problems)
    assert page is not None
    assert page.front.entries == (Entry("title", 2, Text("One", 2)),)
    assert (page.body, page.body_line) == ("\nText\n", 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Text\n", "a.md:1: a page begins with its front matter: a line ---, its keys, and again a line ---"),
        (
            "---\na: 1\n",
            "a.md:1: a page begins with its front matter: a line ---, its keys, and again a line ---",
        ),
        ("---\n- a\n---\n", "a.md:2: the front matter is a mapping: write key: value"),
        ("---\na: 1\nb: c: d\n---\n", "a.md:3: this is not YAML"),
        ("---\n---\n", "a.md:2: this file is empty"),
    ],
)
def test_front_matter_that_is_missing_or_wrong_is_named(text: str, expected: str) -> None:
    problems = Problems()
    assert parse_page(text, "a.md", problems) is None
    (problem,) = problems.sorted
    assert str(problem).startswith(expected)


@given(st.text(max_size=200))
def test_no_text_whatever_crashes_the_reader(text: str) -> None:
    problems = Problems()
    tree = parse_yaml(text, "a.yaml", problems)
    assert tree is not None or len(errors(problems.sorted)) >= 1


def test_problems_come_once_each_in_order_and_warnings_stop_nothing() -> None:
    problems = Problems()
    problems.warning("b.md", 2, "long")
    problems.error("b.md", 10, "wrong")
    problems.error("a.md", 3, "wrong")
    problems.error("a.md", 3, "wrong")
    assert list(map(str, problems.sorted)) == ["a.md:3: wrong", "b.md:2: warning: long", "b.md:10: wrong"]
    assert errors(problems.sorted) == (
        Problem("a.md", 3, "wrong"),
        Problem("b.md", 10, "wrong", Severity.ERROR),
    )
