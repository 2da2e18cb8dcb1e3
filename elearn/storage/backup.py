"""Copies of the whole database, made while people work: without them one broken disk would end every record."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.engine import URL

from elearn.storage.database import Database
from elearn.storage.writers import WritersLock


class BackupRefused(Exception):
    """The copy was not made or not taken back; the message says why in a sentence."""


def backup(database: Database, file: Path) -> None:
    """Write a whole and checked copy to a new file, readable by its owner alone; raises BackupRefused."""
    if file.exists():
        raise BackupRefused(f"{file} is there already; a backup never writes over another.")
    unfinished = file.with_name(f"{file.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        unfinished.touch(mode=0o600)
        _copy_out(database, unfinished)
        unfinished.rename(file)
    except OSError as trouble:
        raise BackupRefused(f"{file} cannot be written: {trouble.strerror}.") from trouble
    finally:
        unfinished.unlink(missing_ok=True)


def restore(database: Database, file: Path) -> None:
    """Put a copy in the place of everything the database holds; raises BackupRefused, and then changes nothing."""
    if not file.is_file():
        raise BackupRefused(f"There is no file {file}.")
    if database.path and database.lock:
        _restore_sqlite(database.path, file, database.lock)
    else:
        _run(
            "pg_restore",
            database.url,
            *["--clean", "--if-exists", "--no-owner", "--single-transaction"],
            str(file),
        )


def holds_people(database: Database) -> bool:
    """Whether there is anybody in the database whom a restore would replace."""
    if database.path and not database.path.exists():
        return False
    with database.reading() as session:
        if not inspect(session.connection()).has_table("people"):
            return False
        return session.scalar(text("SELECT 1 FROM people LIMIT 1")) is not None


def _copy_out(database: Database, file: Path) -> None:
    if not database.path:
        _run("pg_dump", database.url, "--format=custom", "--no-owner", f"--file={file}")
        return
    if not database.path.exists():
        raise BackupRefused(f"There is no database at {database.path}.")
    with closing(sqlite3.connect(database.path)) as source, closing(sqlite3.connect(file)) as copy:
        source.backup(copy)
        # One file is easier to carry than three: the copy needs no write-ahead log beside it.
        copy.execute("PRAGMA journal_mode = DELETE")
        _check(copy, file)


def _restore_sqlite(path: Path, file: Path, lock: WritersLock) -> None:
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as source:
        _check(source, file)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        # A running service holds its connections open, so the pages are replaced inside the same file.
        with lock, closing(sqlite3.connect(path)) as target:
            source.backup(target)


def _check(connection: sqlite3.Connection, file: Path) -> None:
    try:
        found = connection.execute("PRAGMA integrity_check").fetchone()[0]
        connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as trouble:
        raise BackupRefused(f"{file} is not a copy of this program's database ({trouble}).") from trouble
    if found != "ok":
        raise BackupRefused(f"{file} is damaged: {found}.")


def _run(program: str, url: URL, *arguments: str) -> None:
    found = shutil.which(program)
    if not found:
        raise BackupRefused(f"{program} is not on PATH; it comes with PostgreSQL's client programs.")
    # Every user of the machine can read a command line, so the password travels in the environment.
    address = str(url._replace(drivername="postgresql", password=None))
    environ = {**os.environ, **({"PGPASSWORD": url.password} if url.password else {})}
    command = [found, f"--dbname={address}", *arguments]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)  # noqa: S603 (no shell)
    if done.returncode:
        raise BackupRefused(f"{program} said: {done.stderr.strip()}")
