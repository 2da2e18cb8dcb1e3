"""`make bench`: the processor time of each hot page, in the same process and minute as a bare Flask page (H).

Ratios travel between machines; seconds do not. The targets are those of docs/architecture.md.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask

os.environ.setdefault("ELEARN_TESTING", "1")

from tests.databases import SQLiteFiles
from tests.settings import CHEAP, environment

os.environ.update(CHEAP)

from elearn.config import Config
from elearn.web import create_app
from tests.web import places
from tests.web.visitor import Visitor, statements

ROUNDS = 15
CALLS = 20
PAGES = (
    ("lesson page", "sam", "library.lesson", "GET", 3.0),
    ("quiz page", "sam", "quizzes.question", "GET", 4.0),
    ("answer saved", "sam", "quizzes.answer", "POST", 6.0),
    ("learner home", "sam", "home.index", "GET", 6.0),
    ("milestones", "sam", "milestones.index", "GET", 6.0),
    ("supervisor's desk", "ruth", "desks.supervisor", "GET", 6.0),
    ("people", "cora", "people.index", "GET", 7.0),
)


def bare() -> Flask:
    """A Flask page that does nothing."""
    app = Flask("bare")
    app.add_url_rule("/", "index", lambda: "<!doctype html><title>bare</title><p>Hello.")
    return app


def cost(act: Callable[[], object]) -> float:
    """Median processor seconds of one call."""
    for _ in range(CALLS):
        act()
    found = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        for _ in range(CALLS):
            act()
        found.append((time.process_time() - begun) / CALLS)
    return statistics.median(found)


def main() -> None:
    """Print a row a page: processor time over H, its target, and how many statements it sends."""
    with tempfile.TemporaryDirectory() as scratch:
        app = create_app(Config.read(environment(SQLiteFiles(Path(scratch)).migrated())))
        world = places.load(app)
        client = bare().test_client()
        unit = cost(lambda: client.get("/"))
        sys.stdout.write(f"H = {unit * 1e6:.0f} µs of processor time for a bare Flask page\n\n")
        sys.stdout.write(f"{'page':20}{'× H':>7}{'target':>9}{'statements':>13}\n")
        for called, name, endpoint, method, target in PAGES:
            place = next(each for each in world.places if (each.endpoint, each.method) == (endpoint, method))
            visitor = Visitor(app)
            visitor.sign_in(f"{name}@demo.example", places.PASSPHRASE)
            path, fields = visitor.address(endpoint, **place.where), {"csrf_token": visitor.token()}
            act = _sending(visitor, path, fields) if method == "POST" else _opening(visitor, path)
            with statements(app) as said:
                act()
            asked = len(said)
            ratio = cost(act) / unit
            sys.stdout.write(f"{called:20}{ratio:7.1f}{target:9.1f}{asked:13}\n")


def _opening(visitor: Visitor, path: str) -> Callable[[], object]:
    return lambda: visitor.client.get(path)


def _sending(visitor: Visitor, path: str, fields: dict[str, str]) -> Callable[[], object]:
    return lambda: visitor.client.post(path, data=fields)


if __name__ == "__main__":
    main()
