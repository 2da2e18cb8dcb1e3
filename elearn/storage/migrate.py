"""The schema's history, walked up and down: without it a running service could never change its tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config as Alembic
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, text

from elearn.storage.database import Database
from elearn.storage.tables import METADATA

TRIGGERS = frozenset({"audit_refuses_update", "audit_refuses_delete"})
TRIGGERS_OF = {
    "sqlite": TRIGGERS | {"audit_refuses_replace"},
    "postgresql": TRIGGERS | {"audit_refuses_truncate"},
}


def folder() -> Path:
    """Where the migrations are: inside an installed wheel, else beside the package in a checkout."""
    package = Path(__file__).parents[1]
    shipped = package / "_shipped" / "migrations"
    return shipped if shipped.is_dir() else package.parent / "migrations"


def head() -> str:
    """The newest revision there is; raises alembic's CommandError when there are two."""
    return ScriptDirectory(str(folder())).get_current_head() or ""


def current(database: Database) -> str | None:
    """The revision this database is at; None when it is empty or was never migrated."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(database: Database, to: str = "head") -> None:
    """Bring the database up to a revision in one transaction; makes the SQLite file when it is not there."""
    _make_room(database)
    with rebuilding(database) as connection:
        command.upgrade(_alembic(connection), to)


def downgrade(database: Database, to: str) -> None:
    """Take the database down to a revision (`base` for none) in one transaction."""
    with rebuilding(database) as connection:
        command.downgrade(_alembic(connection), to)


def check(database: Database, metadata: MetaData = METADATA) -> tuple[str, ...]:
    """A sentence for everything in which the database differs from this program; empty when it fits."""
    if database.path and not database.path.exists():
        return (f"There is no database at {database.path} yet.",)
    at = current(database)
    if at != head():
        return (f"The database is at revision {at or 'none'}; this program needs {head()}.",)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        differences = [f"The tables differ: {_shown(d)}." for d in compare_metadata(context, metadata)]
        missing = sorted(TRIGGERS_OF[connection.dialect.name] - triggers(connection))
    return (*differences, *(f"The trigger {name} is missing." for name in missing))


@contextmanager
def rebuilding(database: Database) -> Iterator[Connection]:
    """A connection in one transaction for rebuilding tables; raises RuntimeError if rows lose their parent."""
    with database.engine.connect().execution_options(writing=True) as connection:
        if database.path:
            with _foreign_keys_off(connection), connection.begin():
                yield connection
                _check_foreign_keys(connection)
        else:
            with connection.begin():
                # Two servers starting at once migrate one after the other; the second finds nothing to do.
                connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('elearn migrations'))"))
                yield connection


def triggers(connection: Connection) -> set[str]:
    """The names of the triggers that exist; comparing tables does not see them."""
    kept_in = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    return set(connection.scalars(text(kept_in[connection.dialect.name])))


def _shown(difference: object) -> str:
    parts = difference if isinstance(difference, tuple | list) else (difference,)
    return " ".join(str(getattr(part, "name", None) or part) for part in parts)


def _alembic(connection: Connection) -> Alembic:
    config = Alembic()
    config.set_main_option("script_location", str(folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _make_room(database: Database) -> None:
    if database.path and not database.path.exists():
        database.path.parent.mkdir(parents=True, exist_ok=True)
        database.path.touch(mode=0o600)


@contextmanager
def _foreign_keys_off(connection: Connection) -> Iterator[None]:
    # With foreign keys on, a batch that rebuilds a parent table silently deletes its children. SQLite
    # ignores the pragma inside a transaction, so it is sent on the bare connection before BEGIN.
    bare = connection.connection.cursor()
    bare.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        bare.execute("PRAGMA foreign_keys = ON")
        bare.close()


def _check_foreign_keys(connection: Connection) -> None:
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if orphans:
        tables = ", ".join(sorted({row[0] for row in orphans}))
        raise RuntimeError(
            f"The migration would leave rows without their parents in {tables}; nothing was changed."
        )
