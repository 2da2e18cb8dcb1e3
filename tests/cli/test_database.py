"""Whether an operator can make, check, copy and recover the database by command."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from elearn.cli.database import database as group
from elearn.services import audit
from elearn.storage.database import Database
from tests import cluster
from tests.settings import AUDIT_KEY

PERSON = "INSERT INTO people (id, name, demo, created_at) VALUES (:id, 'Ana', false, '2026-01-01 00:00:00')"
Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("PATH", str(cluster.binaries() or ""), prepend=os.pathsep)

    def invoke(database: Database, *arguments: str, key: str = "") -> Result:
        url = database.url.render_as_string(hide_password=False)
        told = {"ELEARN_DATABASE_URL": url, "ELEARN_AUDIT_KEY": key}
        return CliRunner().invoke(group, arguments, env=told)

    return invoke


def people(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(text("SELECT id FROM people ORDER BY id")))


def add(database: Database, person: str) -> None:
    with database.writing() as session:
        session.execute(text(PERSON), {"id": person})


def test_an_empty_database_is_told_made_and_then_fits(run: Run, empty_database: Database) -> None:
    assert run(empty_database, "check").exit_code == 1
    for _ in "twice":
        assert run(empty_database, "upgrade").output.startswith("The database is at revision 0")
    checked = run(empty_database, "check")
    assert (checked.exit_code, checked.output) == (0, "The database fits this program.\n")


def test_the_sealed_record_is_examined_with_the_key_at_hand(run: Run, fresh_database: Database) -> None:
    nine = datetime(2026, 11, 22, 9, tzinfo=UTC)
    with fresh_database.writing() as session:
        for hour in (1, 2, 0):
            audit.record(session, "invited", by=None, about=None, now=nine + timedelta(hours=hour))
    told = run(fresh_database, "check", key=AUDIT_KEY)
    assert told.exit_code == 0
    assert "The sealed record holds: 3 acts." in told.output
    assert "A clock was set back: stamps earlier than that of the act before, at 3." in told.output
    assert "a key that is not set here: 3 acts" in run(fresh_database, "check").output


def test_an_act_that_was_altered_is_told(run: Run, fresh_sqlite: Database) -> None:
    with fresh_sqlite.writing() as session:
        audit.record(session, "invited", by=None, about=None, now=datetime(2026, 11, 22, tzinfo=UTC))
        guard = session.scalars(
            text("SELECT sql FROM sqlite_master WHERE name = 'audit_refuses_update'")
        ).one()
        session.execute(text("DROP TRIGGER audit_refuses_update"))
        session.execute(text("UPDATE audit SET action = 'related'"))
        session.execute(text(guard))
    told = run(fresh_sqlite, "check", key=AUDIT_KEY)
    assert told.exit_code == 1
    assert "The sealed record does not hold. Act 1 was altered" in told.output


def test_what_was_backed_up_is_restored(run: Run, fresh_database: Database, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy")
    add(fresh_database, "ana")
    assert run(fresh_database, "backup", copy).exit_code == 0
    add(fresh_database, "ben")
    assert run(fresh_database, "restore", "--replace", copy).exit_code == 0
    assert people(fresh_database) == ["ana"]


def test_people_are_replaced_only_when_that_is_said(
    run: Run, fresh_database: Database, tmp_path: Path
) -> None:
    copy = str(tmp_path / "copy")
    run(fresh_database, "backup", copy)
    add(fresh_database, "ana")
    refused = run(fresh_database, "restore", copy)
    assert (refused.exit_code, people(fresh_database)) == (1, ["ana"])
    assert "say --replace" in refused.output


def test_a_backup_over_a_backup_is_refused_in_a_sentence(
    run: Run, fresh_sqlite: Database, tmp_path: Path
) -> None:
    copy = str(tmp_path / "copy")
    run(fresh_sqlite, "backup", copy)
    again = run(fresh_sqlite, "backup", copy)
    assert (again.exit_code, again.output) == (
        1,
        f"Error: {copy} is there already; a backup never writes over another.\n",
    )


def test_a_server_that_does_not_answer_is_told_in_a_sentence(run: Run, tmp_path: Path) -> None:
    told = run(Database(f"postgresql://nobody@/none?host={tmp_path}"), "upgrade")
    assert told.exit_code == 1
    assert told.output.startswith("Error: The database cannot be used: ")


def test_every_mistake_in_the_settings_is_told(fresh_sqlite: Database) -> None:
    told = CliRunner().invoke(group, ["check"], env={"ELEARN_PORT": "x", "ELEARN_PROXIES": "x"})
    assert told.exit_code == 1
    assert "ELEARN_PORT" in told.output
    assert "ELEARN_PROXIES" in told.output
