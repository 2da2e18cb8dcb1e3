"""Without this no two tables would agree on how an id, a stamp, a day or a document is kept."""

import secrets
from datetime import UTC, date, datetime
from typing import Annotated, Any

from sqlalchemy import JSON, BigInteger, Date, DateTime, ForeignKey, Integer, MetaData, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_id() -> str:
    """A fresh opaque id: 16 characters without look-alikes, about 79 bits, safe in an address and aloud."""
    return "".join(secrets.choice(ALPHABET) for _ in range(16))


class Stamp(TypeDecorator[datetime]):
    """An instant, aware and in UTC on both databases; SQLite alone would hand back a naive one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stamp needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Document = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
Counter = BigInteger().with_variant(Integer(), "sqlite")

Id = Annotated[str, mapped_column(String(32), primary_key=True, default=new_id)]
Seq = Annotated[int, mapped_column(Counter, primary_key=True, autoincrement=True)]
PersonRef = Annotated[str, mapped_column(String(32), ForeignKey("people.id"))]
Slug = Annotated[str, mapped_column(String(60))]
Code = Annotated[str, mapped_column(String(32))]
Hash = Annotated[str, mapped_column(String(64))]
Body = Annotated[dict[str, Any], mapped_column(Document)]
Long = Annotated[str, mapped_column(Text)]


class Base(DeclarativeBase):
    """The one metadata of the program, with names that migrations can rely on."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: Stamp, date: Date, str: String(254)}  # noqa: RUF012 (SQLAlchemy's own idiom)
