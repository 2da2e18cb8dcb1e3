"""`make bench`: the processor time of each hot page over H, that of a bare Flask page, in the same minute.

The bare page is served by gunicorn's sync worker and ours by the server of `elearn serve`, one worker each; both are
asked over HTTP in turns. What counts is the processor time of the server's processes, and of several rounds the
median. "alone" is the page without any server, over the bare page without one. Ratios travel between machines;
seconds do not. On a crowded machine they waver.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

os.environ.setdefault("ELEARN_TESTING", "1")

from tests.databases import SQLiteFiles
from tests.settings import CHEAP, KEYS

os.environ.update(CHEAP)

from benchmarks import judging
from benchmarks.bare import application, command
from benchmarks.rows import rows
from benchmarks.served import Ask, Served, serving
from tests.browser.service import START, free_port
from tests.program import program
from tests.web.visitor import statements

ROUNDS = 7
CALLS = 8
BARE_CALLS = 64
SECONDS = 10.0
"""After so long no further round is begun, however few there were."""
LADDER = "vig-practitioner"
BARE = Ask(path="/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A way to ask a program and to read what processor time that took."""

    answer: Callable[[Ask], int]
    seconds: Callable[[], float]
    call: Callable[[], None] = lambda: None

    def cost(self, asks: Iterator[Ask], calls: int) -> float:
        """Processor seconds of one request, over so many."""
        begun = self.seconds()
        for _ in range(calls):
            ask = next(asks)
            if (status := self.answer(ask)) not in (200, 303):
                raise RuntimeError(f"{ask.path} answered {status}")
        return (self.seconds() - begun) / calls


def main() -> None:
    """Print a row a page, and what it takes to judge ten thousand learners."""
    with tempfile.TemporaryDirectory() as scratch:
        url = SQLiteFiles(Path(scratch)).migrated()
        app = program(url)
        bare_port, port = free_port(), free_port()
        settings = {**KEYS, "ELEARN_DATABASE_URL": url, "ELEARN_TESTING": "", "ELEARN_WORKERS": "1"}
        settings |= {"ELEARN_ARGON2_MEMORY": "", "ELEARN_ARGON2_ROUNDS": ""}
        settings |= {"ELEARN_PORT": str(port), "ELEARN_URL": f"http://127.0.0.1:{port}"}
        with (
            serving(bare_port, *command(bare_port)) as bare,
            serving(port, "-c", START, **settings) as ours,
        ):
            _pages(app, _served(bare), _served(ours))


def _pages(app: Flask, bare: Door, ours: Door) -> None:
    bare_alone, ours_alone = _alone(application()), _alone(app)
    say = sys.stdout.write
    say(f"{'page':24}{'× H':>7}{'target':>8}{'must':>7}{'alone':>8}{'statements':>12}\n")
    units = []
    for row in rows(app):
        asks = iter(row.asks) if row.once else cycle(row.asks)
        with statements(app) as said:
            ours_alone.cost(asks, 1)
        calls = CALLS // 2 if row.once else CALLS
        unit, ratio = ratios(bare, ours, asks, calls)
        alone = ratios(bare_alone, ours_alone, asks, calls)[1]
        units.append(unit)
        say(
            f"{row.called:24}{ratio:7.1f}{_bound(row.target):>8}{_bound(row.must):>7}{alone:8.1f}{len(said):12}\n"
        )
        sys.stdout.flush()
    unit = statistics.median(units)
    say(f"\nH = {unit * 1e6:.0f} µs of processor time, one bare Flask page under gunicorn.\n")
    took = judging.seconds(app.extensions["elearn"].catalogue, LADDER)
    say(
        f"Judging {judging.LEARNERS:,} learners on {LADDER}: {took:.1f} s, "
        f"{took / judging.LEARNERS / unit:.1f} × H a learner.\n"
    )


def ratios(bare: Door, ours: Door, asks: Iterator[Ask], calls: int) -> tuple[float, float]:
    """H in seconds and the cost of these requests in times H: medians of rounds in which both are asked in turn."""
    for door in (bare, ours):
        door.call()
    bare.cost(cycle((BARE,)), CALLS)
    ours.cost(asks, 2)
    until = time.monotonic() + SECONDS
    rounds = []
    while not rounds or (len(rounds) < ROUNDS and time.monotonic() < until):
        rounds.append((bare.cost(cycle((BARE,)), BARE_CALLS), ours.cost(asks, calls)))
    unit = statistics.median(each for each, _ in rounds)
    return unit, statistics.median(each for _, each in rounds) / unit


def _bound(number: float | None) -> str:
    return "" if number is None else f"{number:g}"


def _served(served: Served) -> Door:
    return Door(answer=served.answer, seconds=served.seconds, call=served.call)


def _alone(app: Flask) -> Door:
    """The program in this process, without a server."""
    client = app.test_client(use_cookies=False)
    return Door(answer=lambda ask: _sent(client, ask), seconds=time.process_time)


def _sent(client: FlaskClient, ask: Ask) -> int:
    headers = {"Cookie": ask.cookies}
    if ask.fields is None:
        return client.get(ask.path, headers=headers).status_code
    return client.post(ask.path, data=ask.fields, headers=headers).status_code


if __name__ == "__main__":
    main()
