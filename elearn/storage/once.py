"""Without this file two tabs that tell the same thing at one moment would be a fault, or a double, on one database."""

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from elearn.storage.base import Base


def insert(session: Session, table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that can say what becomes of a row that is there already; both databases spell that alike."""
    spelt = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    return spelt(table)
