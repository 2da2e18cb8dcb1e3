"""Whether a copy of the database is whole, private and checked, and gives everything back."""

import os
import stat
from pathlib import Path

import pytest
from sqlalchemy import text

from elearn.storage import backup as copies
from elearn.storage import migrate
from elearn.storage.backup import BackupRefused, backup, restore
from elearn.storage.database import Database
from elearn.storage.tables import METADATA
from tests import cluster
from tests.machine import NO_POSTGRESQL, leave_out

PERSON = "INSERT INTO people (id, name, demo, created_at) VALUES (:id, 'Ana', false, '2026-01-01 00:00:00')"


@pytest.fixture(autouse=True)
def _postgresql_programs_on_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.pathsep.join([str(cluster.binaries() or ""), os.environ["PATH"]]))


def everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with database.reading() as session:
        tables = METADATA.sorted_tables
        return {t.name: sorted(map(tuple, session.execute(t.select())), key=repr) for t in tables}


def add(database: Database, person: str) -> None:
    with database.writing() as session:
        session.execute(text(PERSON), {"id": person})


def test_what_was_backed_up_comes_back_and_what_came_later_is_gone(
    fresh_database: Database, tmp_path: Path
) -> None:
    add(fresh_database, "before")
    kept = everything(fresh_database)
    backup(fresh_database, tmp_path / "copy")
    add(fresh_database, "after")
    restore(fresh_database, tmp_path / "copy")
    assert everything(fresh_database) == kept
    assert migrate.check(fresh_database) == ()
    add(fresh_database, "after")


def test_a_copy_can_be_restored_where_there_was_nothing(
    fresh_database: Database, empty_database: Database, tmp_path: Path
) -> None:
    add(fresh_database, "ana")
    backup(fresh_database, tmp_path / "copy")
    assert not copies.holds_people(empty_database)
    restore(empty_database, tmp_path / "copy")
    assert copies.holds_people(empty_database)
    assert everything(empty_database) == everything(fresh_database)


def test_only_its_owner_may_read_a_copy(fresh_database: Database, tmp_path: Path) -> None:
    backup(fresh_database, tmp_path / "copy")
    assert stat.S_IMODE((tmp_path / "copy").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


def test_a_backup_never_writes_over_another(fresh_database: Database, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("yesterday")
    with pytest.raises(BackupRefused, match="never writes over another"):
        backup(fresh_database, tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "yesterday"


def test_a_copy_that_cannot_be_written_is_refused_in_a_sentence(
    fresh_database: Database, tmp_path: Path
) -> None:
    with pytest.raises(BackupRefused, match="cannot be written: No such file or directory"):
        backup(fresh_database, tmp_path / "nowhere" / "copy")


def test_a_file_that_is_no_copy_changes_nothing(fresh_database: Database, tmp_path: Path) -> None:
    add(fresh_database, "ana")
    kept = everything(fresh_database)
    (tmp_path / "letter").write_text("Dear Ana, " * 500)
    for file in ("letter", "missing"):
        with pytest.raises(BackupRefused):
            restore(fresh_database, tmp_path / file)
    assert everything(fresh_database) == kept


def test_a_damaged_copy_changes_nothing(fresh_sqlite: Database, tmp_path: Path) -> None:
    add(fresh_sqlite, "ana")
    backup(fresh_sqlite, tmp_path / "copy")
    whole = (tmp_path / "copy").read_bytes()
    (tmp_path / "copy").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BackupRefused):
        restore(fresh_sqlite, tmp_path / "copy")
    assert copies.holds_people(fresh_sqlite)


def test_a_database_that_is_not_there_cannot_be_copied(tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="There is no database"):
        backup(Database(f"sqlite:///{tmp_path}/none.sqlite"), tmp_path / "copy")


def test_missing_client_programs_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupRefused, match="pg_dump is not on PATH"):
        backup(Database("postgresql://nobody@/none"), tmp_path / "copy")


def test_a_password_reaches_the_client_program_and_no_command_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "pg_dump"
    program.write_text(f'#!/bin/sh\necho "$PGPASSWORD" "$@" > {tmp_path}/said\n')
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    backup(Database("postgresql://nobody:secretive@db/none"), tmp_path / "copy")
    password, address, *_ = (tmp_path / "said").read_text().split()
    assert (password, address) == ("secretive", "--dbname=postgresql://nobody@db/none")


def test_what_a_client_program_says_is_passed_on_without_the_password(tmp_path: Path) -> None:
    if not cluster.binaries():
        leave_out(NO_POSTGRESQL)
    nowhere = Database(f"postgresql://nobody:secretive@/none?host={tmp_path}")
    with pytest.raises(BackupRefused, match="pg_dump said: ") as refusal:
        backup(nowhere, tmp_path / "copy")
    assert "secretive" not in str(refusal.value)
