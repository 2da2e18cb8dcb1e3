"""The way to the database, SQLite or PostgreSQL alike: without it nothing would be kept."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from elearn.storage.writers import PATIENCE, WritersLock

BUSY_MILLISECONDS = 5000
# busy_timeout comes first: the change to WAL itself may have to wait for a neighbour.
PRAGMAS: dict[str, str | int] = {
    "busy_timeout": BUSY_MILLISECONDS,
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "recursive_triggers": 1,
}


class Database:
    """One database and its two kinds of session: reading, which cannot write, and writing, which commits once."""

    def __init__(
        self,
        url: str,
        *,
        audit_key: str = "",
        letters_from: str = "",
        known_words: Collection[str] = (),
        patience: float = PATIENCE,
    ) -> None:
        """`url` as in ELEARN_DATABASE_URL; opens no connection. `patience`: seconds a writer waits its turn.

        In the info of every session ride `audit_key`, with which `storage/audit` seals; `letters_from`, the address
        with which links in letters begin, empty where no mail is set up and no letter is queued; and `known_words`,
        the words of this service's content that the guard over free texts takes for no family's name.
        """
        self.url = make_url(url)
        self.lock = WritersLock(Path(f"{self.path}.lock"), patience) if self.path else None
        self.engine = _sqlite(url, self.lock) if self.lock else _postgresql(url, patience)
        info = {"audit_key": audit_key, "letters_from": letters_from, "known_words": frozenset(known_words)}
        self._readers = sessionmaker(
            self.engine.execution_options(reading=True, postgresql_readonly=True),
            expire_on_commit=False,
            info=info,
        )
        self._writers = sessionmaker(
            self.engine.execution_options(writing=True), expire_on_commit=False, info=info
        )

    @property
    def path(self) -> Path | None:
        """The SQLite file; None on PostgreSQL."""
        return Path(self.url.database or "") if self.url.get_backend_name() == "sqlite" else None

    def open_session(self, *, write: bool) -> Session:
        """A session for the caller to commit and close; `write` takes the writers' turn at its first statement."""
        return self._writers() if write else self._readers()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees the database and cannot change it."""
        with self.open_session(write=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session committed once when the block ends well, and rolled back when it raises."""
        with self.open_session(write=True) as session, session.begin():
            yield session

    def dispose(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


def _postgresql(url: str, patience: float) -> Engine:
    options = f"-c timezone=UTC -c lock_timeout={int(patience * 1000)}"
    return create_engine(url, pool_pre_ping=True, hide_parameters=True, connect_args={"options": options})


def _sqlite(url: str, lock: WritersLock) -> Engine:
    # Python 3.11's sqlite3 begins transactions behind our back unless isolation_level is None.
    # hide_parameters: what went wrong is logged, and parameters are texts that people typed.
    engine = create_engine(
        url,
        hide_parameters=True,
        connect_args={"isolation_level": None, "timeout": BUSY_MILLISECONDS / 1000},
    )
    event.listen(engine, "connect", _set_pragmas)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        _begin(connection, lock)

    # The engine's commit event comes before the commit; a connection handed back has truly finished.
    @event.listens_for(engine, "checkin")
    def checkin(dbapi: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
        if entry.info.pop("writing", False):
            lock.release()

    return engine


def _set_pragmas(dbapi: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    cursor = dbapi.cursor()
    for name, wanted in PRAGMAS.items():
        cursor.execute(f"PRAGMA {name} = {wanted}")
        found = cursor.execute(f"PRAGMA {name}").fetchone()[0]
        if found != wanted:
            raise RuntimeError(f"SQLite keeps {name} at {found!r}; this program needs {wanted!r}.")
    cursor.close()


def _begin(connection: Connection, lock: WritersLock) -> None:
    options = connection.get_execution_options()
    _set_query_only(connection, bool(options.get("reading")))
    if not options.get("writing"):
        connection.exec_driver_sql("BEGIN")
        return
    if not connection.info.get("writing"):
        lock.acquire()
        connection.info["writing"] = True
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _set_query_only(connection: Connection, wanted: bool) -> None:
    # Pooled connections serve readers and writers in turn; the pragma is sent only when the role changes.
    if connection.info.get("query_only", False) is not wanted:
        connection.exec_driver_sql(f"PRAGMA query_only = {int(wanted)}")
        connection.info["query_only"] = wanted
