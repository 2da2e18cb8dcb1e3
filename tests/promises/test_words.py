"""What is said about people fits each of them: without this a Jon would be called “she” on somebody’s page."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_dir

import elearn

HOUSE = Path(elearn.__file__).parent
SHE = re.compile(r"\b(she|hers?|herself|he|him|his|himself)\b", re.IGNORECASE)
QUOTED = re.compile(r"“[^”]*”")
"""What somebody is quoted as saying or writing may be about a mother or a boy."""


def said() -> Iterator[tuple[str, int, str]]:
    """Every sentence that is said to people: its file, its line, its words."""
    methods = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
    for name, line, words, _comments, _context in extract_from_dir(
        HOUSE, methods, keywords={"_": None, "gettext": None, "ngettext": (1, 2)}
    ):
        for each in (words,) if isinstance(words, str) else words:
            yield str(name), line, each


def printed() -> Iterator[tuple[str, int, str]]:
    """Every text of the commands but what only programmers read: docstrings of files, classes and plain functions."""
    for path in sorted((HOUSE / "cli").glob("*.py")):
        tree = ast.parse(path.read_text())
        inward = {
            id(each.body[0].value)
            for each in ast.walk(tree)
            if isinstance(each, ast.Module | ast.ClassDef | ast.FunctionDef)
            and isinstance(each.body[0], ast.Expr)
            and not getattr(each, "decorator_list", ())
        }
        for each in ast.walk(tree):
            if isinstance(each, ast.Constant) and isinstance(each.value, str) and id(each) not in inward:
                yield str(path), each.lineno, each.value


def test_no_sentence_of_the_program_takes_a_person_for_a_woman_or_a_man() -> None:
    sentences = [*said(), *printed()]
    assert len(sentences) > 1000
    assert [each for each in sentences if "Close a person's account" in each[2]]
    assert not [each for each in sentences if SHE.search(QUOTED.sub("", each[2]))]


def test_an_apostrophe_is_written_as_a_printer_would() -> None:
    assert not [each for each in said() if re.search(r"[a-z]'[a-z]", each[2])]
