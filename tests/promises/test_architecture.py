"""What the house promises about its own shape; the import contracts themselves stand in pyproject.toml."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import elearn

HOUSE = Path(elearn.__file__).parent
ROOT = HOUSE.parent
FILES = sorted(HOUSE.rglob("*.py"))
ROOMS = ("domain", "storage", "services", "web/pages", "web/forms", "cli", "content", "words")
JUNK = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}


def calls(tree: ast.AST) -> Iterator[str]:
    """The dotted names of everything a file calls."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_file_begins_by_saying_what_would_be_missing_without_it(file: Path) -> None:
    assert ast.get_docstring(ast.parse(file.read_text("utf-8"))), "a file begins with its docstring"


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_public_function_and_class_says_in_a_sentence_what_it_does(file: Path) -> None:
    tree = ast.parse(file.read_text("utf-8"))
    silent = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not silent


def test_only_the_clock_reads_the_clock() -> None:
    readers = {
        str(file.relative_to(HOUSE)): name
        for file in FILES
        for name in calls(ast.parse(file.read_text("utf-8")))
        if re.fullmatch(r"(datetime|date|time)(\.\w+)*\.(now|utcnow|today|time)", name)
    }
    assert set(readers) == {"clock.py"}


def test_the_rules_and_the_services_do_not_ask_what_time_it_is() -> None:
    for room in ("domain", "services", "storage"):
        for file in (HOUSE / room).rglob("*.py"):
            tree = ast.parse(file.read_text("utf-8"))
            assert "clock.now" not in set(calls(tree)), file


def test_no_name_says_only_that_things_were_left_over() -> None:
    named = {file.stem for file in FILES} | {folder.name for folder in HOUSE.rglob("*") if folder.is_dir()}
    assert not named & JUNK


def test_no_file_is_a_room_of_its_own() -> None:
    lengths = {str(file.relative_to(ROOT)): len(file.read_text("utf-8").splitlines()) for file in FILES}
    assert not {name: lines for name, lines in lengths.items() if lines > 400}


def test_nothing_is_left_unfinished_in_the_tree() -> None:
    mark = "TO" + "DO"
    left = [
        str(file.relative_to(ROOT))
        for folder in ("elearn", "tests", "migrations", "docs")
        for file in (ROOT / folder).rglob("*")
        if file.suffix in {".py", ".html", ".md", ".css", ".js"} and mark in file.read_text("utf-8")
    ]
    assert not left


@pytest.mark.parametrize("file", sorted((HOUSE / "web" / "pages").glob("*.py")), ids=lambda file: file.stem)
def test_a_feature_of_the_pages_has_its_templates_in_a_folder_of_its_name(file: Path) -> None:
    if file.stem == "__init__":
        return
    used = set(re.findall(r'page\(\s*"([\w-]+)/', file.read_text("utf-8")))
    for folder in used:
        assert (HOUSE / "web" / "templates" / folder).is_dir()
    assert not used or file.stem in used or len(used) == 1
