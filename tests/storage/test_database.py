"""Whether what is written is kept, and only that: on both databases, and by many writers at once."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from elearn.storage.database import PRAGMAS, Database
from elearn.storage.throttle import ThrottleRow
from elearn.storage.writers import DatabaseBusy

ADD = text("UPDATE throttle SET tries = tries + 1 WHERE bucket = 'b'")
PLANT = text("INSERT INTO throttle (bucket, began_at, tries) VALUES ('b', '2026-01-01 00:00:00', 0)")
WRITE_A_HUNDRED_TIMES = """
import sys
from sqlalchemy import text
from elearn.storage.database import Database
database = Database(sys.argv[1])
for _ in range(100):
    with database.writing() as session:
        seen = session.scalar(text("SELECT tries FROM throttle WHERE bucket = 'b' FOR UPDATE" if database.lock is None
            else "SELECT tries FROM throttle WHERE bucket = 'b'"))
        session.execute(text("UPDATE throttle SET tries = :next WHERE bucket = 'b'"), {"next": seen + 1})
"""


def _plant(database: Database) -> None:
    with database.writing() as session:
        session.execute(PLANT)


def _tries(database: Database) -> int | None:
    with database.reading() as session:
        return session.scalar(select(ThrottleRow.tries))


@pytest.mark.parametrize(("name", "wanted"), PRAGMAS.items())
def test_every_connection_to_sqlite_is_durable_and_keeps_its_references(
    fresh_sqlite: Database, name: str, wanted: str | int
) -> None:
    with fresh_sqlite.engine.connect() as one, fresh_sqlite.engine.connect() as two:
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for connection in (one, two)]
    assert found == [wanted, wanted]


def test_a_connection_that_sqlite_will_not_make_safe_is_refused() -> None:
    # A database in memory has no write-ahead log.
    with pytest.raises(RuntimeError, match="keeps journal_mode at 'memory'"):
        Database("sqlite:///:memory:").engine.connect()


def test_a_writing_session_commits_once_when_its_block_ends_well(fresh_database: Database) -> None:
    _plant(fresh_database)
    assert _tries(fresh_database) == 0


def test_a_writing_session_leaves_nothing_when_its_block_raises(fresh_database: Database) -> None:
    def write_and_stumble() -> None:
        with fresh_database.writing() as session:
            session.execute(PLANT)
            raise LookupError

    with pytest.raises(LookupError):
        write_and_stumble()
    assert _tries(fresh_database) is None


def test_a_reading_session_cannot_write(fresh_database: Database) -> None:
    with fresh_database.reading() as session, pytest.raises(DBAPIError, match=r"read-?only"):
        session.execute(PLANT)


def test_a_connection_that_served_a_reader_serves_a_writer_next(fresh_database: Database) -> None:
    assert _tries(fresh_database) is None
    _plant(fresh_database)
    assert _tries(fresh_database) == 0


def test_a_session_opened_by_hand_keeps_what_was_committed_and_drops_the_rest(
    fresh_database: Database,
) -> None:
    session = fresh_database.open_session(write=True)
    session.execute(PLANT)
    session.commit()
    session.execute(ADD)
    session.close()
    assert _tries(fresh_database) == 0


def test_a_test_may_commit_and_still_leaves_nothing_behind(session: Session, database: Database) -> None:
    session.execute(PLANT)
    session.commit()
    assert _tries(database) is None


def test_eight_writers_in_one_process_lose_nothing(fresh_database: Database) -> None:
    _plant(fresh_database)

    def write() -> None:
        for _ in range(25):
            with fresh_database.writing() as session:
                session.execute(ADD)

    writers = [threading.Thread(target=write) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert _tries(fresh_database) == 200


def test_eight_processes_that_read_and_then_write_lose_nothing(fresh_database: Database) -> None:
    _plant(fresh_database)
    url = fresh_database.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", WRITE_A_HUNDRED_TIMES, url]
    writers = [subprocess.Popen(command) for _ in range(8)]
    assert [writer.wait() for writer in writers] == [0] * 8
    assert _tries(fresh_database) == 800


def test_a_writer_who_waits_too_long_is_told_that_the_database_is_busy(fresh_sqlite: Database) -> None:
    impatient = Database(str(fresh_sqlite.url), patience=0.05)
    with fresh_sqlite.writing() as session:
        session.execute(PLANT)
        with impatient.writing() as other, pytest.raises(DatabaseBusy, match="busy: another process"):
            other.execute(ADD)
    with impatient.writing() as other:
        other.execute(ADD)
    assert _tries(fresh_sqlite) == 1
    impatient.dispose()


def test_a_thread_waits_for_another_thread_and_no_longer_than_its_patience(fresh_sqlite: Database) -> None:
    impatient = Database(str(fresh_sqlite.url), patience=0.05)
    caught: list[str] = []

    def wait() -> None:
        try:
            with impatient.writing() as other:
                other.execute(ADD)
        except DatabaseBusy as busy:
            caught.append(str(busy))

    with impatient.writing() as session:
        session.execute(PLANT)
        thread = threading.Thread(target=wait)
        thread.start()
        thread.join()
    assert caught == ["The database is busy: another writer has not finished."]
    impatient.dispose()


def test_a_writer_inside_a_writer_is_a_mistake_and_not_a_wait(fresh_sqlite: Database) -> None:
    with fresh_sqlite.writing() as session:
        session.execute(PLANT)
        with fresh_sqlite.writing() as inner, pytest.raises(RuntimeError, match="already writing"):
            inner.execute(ADD)
    assert _tries(fresh_sqlite) == 0


def test_a_writing_session_that_did_nothing_ends_nobody_elses_turn(fresh_sqlite: Database) -> None:
    impatient = Database(str(fresh_sqlite.url), patience=0.05)
    with fresh_sqlite.writing() as session:
        session.execute(PLANT)
        with fresh_sqlite.writing():
            pass
        with impatient.writing() as other, pytest.raises(DatabaseBusy):
            other.execute(ADD)
    impatient.dispose()


def test_the_turn_ends_even_when_sqlite_refuses_to_begin_or_the_connection_breaks(
    fresh_sqlite: Database,
) -> None:
    quick = Database(str(fresh_sqlite.url), patience=0.05)
    with fresh_sqlite.engine.connect() as outsider:
        outsider.exec_driver_sql("PRAGMA busy_timeout")
        outsider.execute(PLANT)
        with quick.engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA busy_timeout = 1")
        with quick.writing() as session, pytest.raises(OperationalError, match="locked"):
            session.execute(ADD)
    with quick.writing() as session:
        session.execute(PLANT)
        session.connection().invalidate()
        session.rollback()
    with quick.writing() as session:
        session.execute(PLANT)
    assert _tries(quick) == 0
    quick.dispose()


def test_a_writer_that_dies_gives_its_turn_back(fresh_sqlite: Database, tmp_path: Path) -> None:
    script = tmp_path / "die.py"
    script.write_text(
        "import os, sys\nfrom sqlalchemy import text\nfrom elearn.storage.database import Database\n"
        "session = Database(sys.argv[1]).open_session(write=True)\n"
        "session.execute(text('DELETE FROM throttle'))\nos._exit(9)\n"
    )
    died = subprocess.run([sys.executable, script, str(fresh_sqlite.url)], check=False)
    assert died.returncode == 9
    _plant(fresh_sqlite)
    assert _tries(fresh_sqlite) == 0
