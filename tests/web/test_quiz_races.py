"""What the real service answers when fifty hands press one button at one moment, on both databases."""

import re
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from threading import Barrier, Thread
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

import pytest
from flask import Flask
from sqlalchemy import func, select

from elearn.domain.people import Role
from elearn.storage.database import Database
from elearn.storage.evidence import AchievementRow
from elearn.storage.quizzes import AnswerRow, AttemptRow, MarkRow
from tests.browser.service import serving
from tests.databases import Supply
from tests.domain.asked import keys
from tests.program import program
from tests.web.conftest import People
from tests.web.test_quizzes import CARE, Taker

HANDS = 50
TOKEN = re.compile(r'value="[^"]{60,}"')
"""The token of a form is another on each page; all else must be the same."""


class Got(NamedTuple):
    """One answer of the service."""

    status: int
    location: str
    body: str


@pytest.fixture
def url(supply: Supply) -> str:
    return supply.migrated()


@pytest.fixture
def app(url: str) -> Iterator[Flask]:
    """The program beside the service, on the same database: it enters people and signs them in."""
    made = program(url)
    yield made
    made.extensions["elearn"].database.dispose()


@pytest.fixture
def sam(app: Flask, person: People) -> Taker:
    return Taker(app, person("Sam Rees", Role.TRAINEE), CARE)


def ask(service: str, sam: Taker, method: str, path: str, body: str = "") -> Got:
    """Send a request as Sam's browser would, over a connection of its own."""
    cookie = sam.visitor.client.get_cookie("elearn")
    assert cookie is not None
    connection = HTTPConnection(urlsplit(service).netloc, timeout=60)
    headers = {"Cookie": f"elearn={cookie.value}", "Content-Type": "application/x-www-form-urlencoded"}
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return Got(answer.status, answer.headers.get("Location", ""), TOKEN.sub("", text))


def at_once(press: Callable[[], Got]) -> list[Got]:
    """What each of fifty threads got that all began at one moment."""
    ready, got = Barrier(HANDS), []

    def act() -> None:
        ready.wait()
        got.append(press())

    threads = [Thread(target=act) for _ in range(HANDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got


def counted(database: Database, *tables: type) -> list[int]:
    with database.reading() as session:
        return [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def test_fifty_begins_and_fifty_submits_at_once_are_one_attempt_and_fifty_equal_answers(
    sam: Taker, url: str, tmp_path: Path
) -> None:
    database = sam.app.extensions["elearn"].database
    meant = urlencode({"csrf_token": sam.visitor.token()})
    with serving(url, tmp_path / "service.log", ELEARN_WORKERS="2") as service:
        begun = at_once(lambda: ask(service, sam, "POST", f"/quizzes/{CARE.id}/begin", meant))
        assert (len(begun), len(set(begun)), begun[0].status) == (HANDS, 1, 303)
        assert counted(database, AttemptRow, MarkRow) == [1, 0]

        sam.attempt = begun[0].location.split("/")[3]
        sam.give_all(keys(CARE))
        path = f"/quizzes/{CARE.id}/{sam.attempt}"
        handed_in = at_once(lambda: ask(service, sam, "POST", f"{path}/submit", meant))
        assert (len(handed_in), len(set(handed_in)), handed_in[0].status) == (HANDS, 1, 303)
        results = at_once(lambda: ask(service, sam, "GET", handed_in[0].location))
        assert (len(results), len(set(results)), results[0].status) == (HANDS, 1, 200)
        assert "You have passed" in results[0].body
    tables = (AttemptRow, MarkRow, AchievementRow, AnswerRow)
    assert counted(database, *tables) == [1, 1, 1, len(CARE.questions)]
