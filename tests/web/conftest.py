"""What the tests of pages share: the program on a database of its own, and people who can sign in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask

from elearn import clock
from elearn.domain.people import Role
from elearn.services import accounts, people, relations
from elearn.services.passphrases import Hasher
from elearn.services.people import Operator
from tests.databases import SQLiteFiles
from tests.program import program
from tests.web.visitor import Visitor

PASSPHRASE = "kettle-orbit-walnut"


@dataclass(frozen=True, kw_only=True)
class Known:
    """A person entered for a test; ``visitor`` is her browser, signed in."""

    id: str
    name: str
    email: str
    visitor: Visitor


People = Callable[..., Known]


@pytest.fixture
def app(sqlite_supply: SQLiteFiles) -> Iterator[Flask]:
    """The whole program on an SQLite database of this test's own."""
    made = program(sqlite_supply.migrated())
    yield made
    made.extensions["elearn"].database.dispose()


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """A browser nobody has signed in to."""
    return Visitor(app)


@pytest.fixture
def person(app: Flask) -> People:
    """Enter a person with these roles and sign her in: ``person("Sam Rees", Role.TRAINEE)``."""

    def enter(name: str, *roles: Role) -> Known:
        email = f"{name.split()[0].lower()}@example.org"
        with app.extensions["elearn"].database.writing() as session:
            row, token = people.invite(
                session, Operator(), name=name, email=email, roles=frozenset(roles), now=clock.now()
            )
            accounts.follow_link(session, token, PASSPHRASE, PASSPHRASE, Hasher(8, 1), clock.now())
        visitor = Visitor(app)
        assert visitor.sign_in(email, PASSPHRASE).status == 303
        return Known(id=row.id, name=name, email=email, visitor=visitor)

    return enter


@pytest.fixture
def supervises(app: Flask) -> Callable[..., None]:
    """Relate two people: ``supervises(ruth, sam, since=date(2026, 1, 1))``."""

    def relate(supervisor: Known, learner: Known, since: date = date(2026, 1, 1)) -> None:
        with app.extensions["elearn"].database.writing() as session:
            relations.relate(
                session,
                Operator(),
                learner=learner.id,
                supervisor=supervisor.id,
                since=since,
                now=clock.now(),
            )

    return relate
