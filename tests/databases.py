"""Empty and migrated databases of both kinds: without these no test would meet a real one."""

import secrets
import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from elearn.storage import migrate
from elearn.storage.database import Database


class Supply(ABC):
    """Where a kind of database comes from; `migrated` copies one that was migrated once, which is quick."""

    kind: str

    @abstractmethod
    def empty(self) -> str:
        """The URL of a new database without a table."""

    @abstractmethod
    def migrated(self) -> str:
        """The URL of a new database with every table."""


class SQLiteFiles(Supply):
    """Databases as files in one folder."""

    kind = "sqlite"

    def __init__(self, folder: Path) -> None:
        """Migrate the template from which copies are made."""
        self._folder = folder
        self._template = folder / "template.sqlite"
        _migrate(f"sqlite:///{self._template}")

    def empty(self) -> str:
        """A path at which there is no file yet."""
        return f"sqlite:///{self._folder / secrets.token_hex(8)}.sqlite"

    def migrated(self) -> str:
        """A copy of the template's file."""
        url = self.empty()
        shutil.copy(self._template, url.removeprefix("sqlite:///"))
        return url


class PostgreSQLServer(Supply):
    """Databases on one server, all dropped at the end; names are random, so that runs may share the server."""

    kind = "postgresql"

    def __init__(self, url: str) -> None:
        """`url` names a database on the server from which others may be created."""
        self._url = make_url(url)
        self._engine = create_engine(self._url, isolation_level="AUTOCOMMIT")
        self._made: list[str] = []
        template = self.empty()
        _migrate(template)
        self._template = make_url(template).database

    def empty(self) -> str:
        """A database made from PostgreSQL's own bare template."""
        return self._create("template0")

    def migrated(self) -> str:
        """A database made from ours; PostgreSQL copies the files."""
        return self._create(str(self._template))

    def close(self) -> None:
        """Drop what was made."""
        with self._engine.connect() as connection:
            for name in self._made:
                connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        self._engine.dispose()

    def _create(self, template: str) -> str:
        name = f"elearn_test_{secrets.token_hex(8)}"
        with self._engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        self._made.append(name)
        return self._url.set(database=name).render_as_string(hide_password=False)


def _migrate(url: str) -> None:
    database = Database(url)
    migrate.upgrade(database)
    database.dispose()


@contextmanager
def postgresql(cluster_url: str) -> Iterator[PostgreSQLServer]:
    """Databases on a running server for as long as the block lasts."""
    server = PostgreSQLServer(cluster_url)
    try:
        yield server
    finally:
        server.close()
