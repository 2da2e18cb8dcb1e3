"""A volunteer is spoken to in her own words: without this the words of training would creep onto her pages."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from tests.databases import SQLiteFiles
from tests.program import program
from tests.web import places
from tests.web.places import VOLUNTEERS, World
from tests.web.visitor import Visitor

NOT_HERS = re.compile(
    r"\b(trainees?|cycles?|evidence|milestones?|pass(es|ed)?(?! on\b)|fail(s|ed)?|overdue)\b", re.IGNORECASE
)
PROPER = re.compile(r"Home Visiting Evidence of Effectiveness")
OWN = (
    "/",
    "/practise/",
    "/milestones/",
    "/me",
    "/me/record",
    "/how-this-works",
    "/quizzes/induction-your-role",
)
LIBRARY = ("/learn", "/claims", "/glossary", "/evidence", "/modules")
"""The shelf is for everybody, and says of a course for practitioners what it is about."""


@pytest.fixture(scope="module")
def app(sqlite_supply: SQLiteFiles) -> Iterator[Flask]:
    made = program(sqlite_supply.migrated())
    yield made
    made.extensions["elearn"].database.dispose()


@pytest.fixture(scope="module")
def world(app: Flask) -> World:
    return places.load(app)


@pytest.mark.parametrize("name", sorted(VOLUNTEERS))
def test_no_page_of_hers_speaks_the_language_of_training(app: Flask, world: World, name: str) -> None:
    visitor = Visitor(app)
    assert visitor.sign_in(f"{name}@demo.example", places.PASSPHRASE).status == 303
    to_read, seen = list(OWN), set[str]()
    while to_read:
        path = to_read.pop()
        answer = visitor.open(path)
        seen.add(path)
        assert answer.status in {200, 303}, path
        if answer.status == 200:
            found = NOT_HERS.search(PROPER.sub("", answer.text))
            assert found is None, f"{path}: {answer.text[max(0, found.start() - 60) : found.end() + 40]}"
            to_read += [each for each in map(bare, answer.links()) if is_hers(each) and each not in seen]


def bare(href: str) -> str:
    return href.partition("#")[0]


def is_hers(href: str) -> bool:
    """Whether a link leads to a page of her own, or to a module of her induction."""
    ours = href.startswith("/") and not href.startswith("/static")
    return ours and (not href.startswith(LIBRARY) or href.startswith("/learn/induction-your-role"))
