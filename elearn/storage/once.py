"""Without this file two tabs that tell the same thing at one moment would be a fault, or a double, on one database."""

from collections.abc import Callable
from typing import TypeVar, cast

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from elearn.storage.base import Base

Finished = TypeVar("Finished", bound=Executable)
Insert = postgresql.Insert | sqlite.Insert
_SPELT = (postgresql.dialect, postgresql.insert), (sqlite.dialect, sqlite.insert)


def insert(session: Session, table: type[Base]) -> Insert:
    """An INSERT that can say what becomes of a row that is there already; both databases spell that alike."""
    spelt = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    return spelt(table)


def built_once(table: type[Base], finish: Callable[[Insert], Finished]) -> Callable[[Session], Finished]:
    """An INSERT that was finished when the program began, in the spelling of the database that is asked.

    It is of the table and not of the class, and is given its rows when it is sent: a statement put together anew for
    each row would be compiled anew for each, at many times what the database needs.
    """
    bare = cast(Table, table.__table__)
    made = {each.name: finish(spelt(bare)) for each, spelt in _SPELT}
    return lambda session: made[session.get_bind().dialect.name]
