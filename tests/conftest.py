"""What every test may ask for: without it each would set up its own databases, keys and clock."""

import os
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import settings
from sqlalchemy.orm import Session, sessionmaker

from elearn.config import Config
from elearn.storage.database import Database
from tests import cluster
from tests.databases import PostgreSQLServer, SQLiteFiles, Supply, postgresql
from tests.machine import NO_POSTGRESQL, leave_out
from tests.settings import AUDIT_KEY, CHEAP, environment

for name in [
    name for name in os.environ if name.startswith("ELEARN_") and name != "ELEARN_TEST_DATABASE_URL"
]:
    del os.environ[name]
os.environ.update(CHEAP)

settings.register_profile("elearn", deadline=None)
settings.load_profile("elearn")


@pytest.fixture(scope="session")
def sqlite_supply(tmp_path_factory: pytest.TempPathFactory) -> SQLiteFiles:
    """SQLite databases for this run."""
    return SQLiteFiles(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql_supply() -> Iterator[PostgreSQLServer]:
    """PostgreSQL databases for this run, on the server named by ELEARN_TEST_DATABASE_URL or on one of our own."""
    url, programs = os.environ.get("ELEARN_TEST_DATABASE_URL"), cluster.binaries()
    if url:
        with postgresql(url) as server:
            yield server
    elif programs:
        with cluster.running(programs) as own, postgresql(own) as server:
            yield server
    else:
        leave_out(NO_POSTGRESQL)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def supply(request: pytest.FixtureRequest) -> Supply:
    """Databases of both kinds in turn."""
    chosen: Supply = request.getfixturevalue(f"{request.param}_supply")
    return chosen


@pytest.fixture(scope="session")
def database(supply: Supply) -> Iterator[Database]:
    """One migrated database for the whole run, on both kinds; leave nothing in it: see `session`."""
    yield from _opened(supply.migrated())


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A session on a migrated database; whatever the test flushes or commits is rolled back afterwards."""
    with database.engine.connect() as connection, connection.begin() as outer:
        joined = sessionmaker(connection, join_transaction_mode="create_savepoint", expire_on_commit=False)
        with joined(info={"audit_key": AUDIT_KEY}) as session:
            yield session
        outer.rollback()


@pytest.fixture
def fresh_database(supply: Supply) -> Iterator[Database]:
    """A migrated database of the test's own, on both kinds, for tests that truly commit."""
    yield from _opened(supply.migrated())


@pytest.fixture
def empty_database(supply: Supply) -> Iterator[Database]:
    """A database without a table, on both kinds."""
    yield from _opened(supply.empty())


@pytest.fixture
def fresh_sqlite(sqlite_supply: SQLiteFiles) -> Iterator[Database]:
    """A migrated SQLite database of the test's own, for tests to which the kind makes no difference."""
    yield from _opened(sqlite_supply.migrated())


@pytest.fixture
def config(fresh_sqlite: Database) -> Config:
    """The settings of a small service on `fresh_sqlite`."""
    return Config.read(environment(fresh_sqlite.url.render_as_string(hide_password=False)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line what was left out and why."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(str(report.longrepr[2]).removeprefix("Skipped: ") for report in skipped)
    if reasons:
        told = "; ".join(f"{count} tests, {why}" for why, count in sorted(reasons.items()))
        terminalreporter.write_line(f"LEFT OUT: {told}.", yellow=True, bold=True)


def _opened(url: str) -> Iterator[Database]:
    database = Database(url, audit_key=AUDIT_KEY)
    yield database
    database.dispose()
