"""The pages that are measured, each with the requests that open it: without it there would be nothing to time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product
from typing import Any

from flask import Flask
from sqlalchemy import select, update

from benchmarks.served import Ask
from elearn import clock
from elearn.domain.answers import Chosen
from elearn.domain.people import Actor, Role
from elearn.domain.quizzes import Single
from elearn.domain.sheets import Sent, filled
from elearn.services import accounts, people, quizzes
from elearn.services.passphrases import Hasher
from elearn.services.people import Operator
from elearn.storage import rollups
from elearn.storage.base import new_id
from elearn.storage.logbook import EntryRow
from elearn.storage.people import PersonRow, RelationRow
from tests.domain.asked import key
from tests.web import places
from tests.web.crowd import supervise
from tests.web.visitor import Visitor

Fields = Mapping[str, str | list[str]]
QUIZ = "parental-sensitivity"
LESSON = {"module": "parental-sensitivity", "lesson": "a-sensitive-moment"}
CASELOADS = (5, 20, 50)
CASELOAD = 20
SERVICES = (1_000, 10_000)
SUBMITS = 64
ANSWERED_BY = ("mina", "nia", "sam", "jon", "helen", "dana", "priya", "tess")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A kind of request, asked in these turns; ``target`` and ``must`` are in times H, and ``once`` tells that a
    request has its effect a single time."""

    called: str
    asks: tuple[Ask, ...]
    target: float | None = None
    must: float | None = None
    once: bool = False


class Browsers:
    """Everybody's browser, signed in when first asked for."""

    def __init__(self, app: Flask) -> None:
        """Nobody is signed in yet."""
        self.app = app
        self._open: dict[str, tuple[Visitor, str, str]] = {}

    def ask(self, email: str, endpoint: str, *, fields: Fields | None = None, **where: Any) -> Ask:
        """The request of this person for this page; a form is sent with her token."""
        if email not in self._open:
            visitor = Visitor(self.app)
            visitor.sign_in(email, places.PASSPHRASE)
            token = (
                visitor.token()
            )  # before the cookie is read: that is where the other half of a token stands
            cookie = visitor.client.get_cookie("elearn")
            if cookie is None:
                raise RuntimeError(f"{email} could not sign in")
            self._open[email] = visitor, f"elearn={cookie.value}", token
        visitor, cookies, token = self._open[email]
        sent = None if fields is None else {"csrf_token": token, **fields}
        return Ask(path=visitor.address(endpoint, **where), cookies=cookies, fields=sent)


def rows(app: Flask) -> Iterator[Row]:
    """Every row, the small ones first; people are entered as the rows need them."""
    world = places.load(app)
    ids, browsers = world.ids, Browsers(app)
    yield from _learning(browsers, ids)
    marking = next(each for each in world.places if each.endpoint == "moments.marking")
    clip = browsers.ask("mina@demo.example", marking.endpoint, **marking.where)
    yield Row(called="clip to mark", asks=(clip,))
    sam = "sam@demo.example"
    yield Row(called="learner home", asks=(browsers.ask(sam, "home.index"),), target=6)
    yield Row(called="milestones", asks=(browsers.ask(sam, "milestones.index"),), target=6)
    for many in CASELOADS:
        email = f"supervisor{many}@demo.example"
        supervise(app, _enter(app, email), ids["sam"], many)
        asks = (browsers.ask(email, "desks.supervisor"),)
        yield Row(called=f"caseload of {many}", asks=asks, target=6, must=8.5)
    cora = "cora@demo.example"
    for many in SERVICES:
        supervise(app, first := _enter(app, f"supervisor{many}@demo.example"), ids["sam"], many)
        _spread(app, first)
        asks = (browsers.ask(cora, "coordination.index"),)
        yield Row(called=f"coordinator over {many:,}", asks=asks, target=7, must=10)
    yield Row(
        called=f"people, {SERVICES[-1]:,} of them", asks=(browsers.ask(cora, "people.index"),), target=7
    )


def _learning(browsers: Browsers, ids: Mapping[str, str]) -> Iterator[Row]:
    mina = "mina@demo.example"
    yield Row(
        called="lesson page", asks=(browsers.ask(mina, "library.lesson", **LESSON),), target=3, must=4.5
    )
    asks = _answers(browsers, ids["nia"], "nia@demo.example")
    yield Row(called="quiz page", asks=(Ask(path=asks[0].path, cookies=asks[0].cookies),), target=4, must=5.5)
    yield Row(called="answer saved", asks=asks, target=6, must=8)
    yield Row(called="submit", asks=tuple(_submits(browsers, ids)), target=6, must=8, once=True)


def _answers(browsers: Browsers, person: str, email: str) -> tuple[Ask, ...]:
    """Answers to one question of a quiz, each another than the one before."""
    house = browsers.app.extensions["elearn"]
    me = Actor(id=person, name="", roles=frozenset({Role.TRAINEE}))
    with house.database.writing() as session:
        attempt = quizzes.begin(session, me, house.catalogue, QUIZ, clock.now())
        held = quizzes.attempt(session, me, house.catalogue, QUIZ, attempt)
    number, question = next((n, each) for n, each in enumerate(held.questions, 1) if isinstance(each, Single))
    where = {"quiz": QUIZ, "attempt": attempt, "number": number}
    given = [filled(question, held.seed, Chosen(options=(each.id,))) for each in question.options]
    return tuple(
        browsers.ask(email, "quizzes.answer", fields={**each, "confidence": "fairly"}, **where)
        for each in given
    )


def _submits(browsers: Browsers, ids: Mapping[str, str]) -> Iterator[Ask]:
    """Requests to hand in quizzes that several people have answered whole; each works once."""
    house = browsers.app.extensions["elearn"]
    assessed = [each.id for each in house.catalogue.quizzes.values() if not each.by_completion]
    for name, quiz in islice(product(ANSWERED_BY, assessed), SUBMITS):
        me = Actor(id=ids[name], name="", roles=frozenset({Role.TRAINEE}))
        now = clock.now()
        with house.database.writing() as session:
            attempt = quizzes.begin(session, me, house.catalogue, quiz, now)
            held = quizzes.attempt(session, me, house.catalogue, quiz, attempt)
            for number, question in enumerate(held.questions, 1):
                sent = _sent(filled(question, held.seed, key(question)))
                quizzes.save_answer(session, me, house.catalogue, quiz, attempt, number, sent, now)
        where = {"quiz": quiz, "attempt": attempt}
        yield browsers.ask(f"{name}@demo.example", "quizzes.submit", fields={}, **where)


def _sent(fields: Fields) -> Sent:
    """The fields of a form as the rules read them."""
    values = {name: (value,) if isinstance(value, str) else tuple(value) for name, value in fields.items()}
    return {**values, "confidence": ("fairly",)}


def _enter(app: Flask, email: str) -> str:
    """Enter a supervisor who can sign in; returns her id."""
    now = clock.now()
    with app.extensions["elearn"].database.writing() as session:
        row, token = people.invite(
            session, Operator(), name="Robin Vale", email=email, roles=frozenset({Role.SUPERVISOR}), now=now
        )
        accounts.follow_link(session, token, places.PASSPHRASE, places.PASSPHRASE, Hasher(8, 1), now)
        return row.id


def _spread(app: Flask, first: str) -> None:
    """Give the learners of one supervisor to many others, twenty to each, as they would be in a large service."""
    with app.extensions["elearn"].database.writing() as session:
        of_first = select(RelationRow.learner_id).where(RelationRow.supervisor_id == first)
        learners = session.scalars(of_first.order_by(RelationRow.learner_id)).all()
        for number in range(0, len(learners), CASELOAD):
            some = learners[number : number + CASELOAD]
            other = PersonRow(id=new_id(), name=f"Supervisor {number}", created_at=clock.now(), demo=False)
            session.add(other)
            session.flush()
            session.execute(
                update(RelationRow).where(RelationRow.learner_id.in_(some)).values(supervisor_id=other.id)
            )
            session.execute(
                update(EntryRow)
                .where(EntryRow.learner_id.in_(some), EntryRow.named.is_not(None))
                .values(named=other.id)
            )
        rollups.rebuild(session)
