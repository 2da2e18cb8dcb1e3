"""Without this file nobody could say what each column is for, and erasing a person would miss the newest table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

FILE = "inventory.yaml"
FOLDER = "elearn.storage"


class Fate(StrEnum):
    """What becomes of a row or a column when its person is erased."""

    DELETED = "deleted"
    KEPT = "kept"
    BLANKED = "blanked"
    HASHED = "hashed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: what sort of thing, what for, the part of /me/record that shows it, and what erasing leaves of it.

    ``record`` is empty where her record does not show it, and ``because`` says why; ``writers`` are the columns of the
    persons with whom it goes, where these are not all the persons of the row.
    """

    class_: str
    purpose: str
    record: str
    because: str
    erased: Fate
    writers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: what a row is, how long it stays, whose it is, and what each column holds.

    ``whose`` says of each column with a person's id what becomes of her row; ``through`` leads from a column to the
    `table.column` with which a row goes; ``apart`` tells what is forgotten by other means.
    """

    holds: str
    retention: str
    because: str
    apart: str
    whose: Mapping[str, Fate] = field(default_factory=dict)
    through: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, Column] = field(default_factory=dict)

    @property
    def goes(self) -> bool:
        """Whether any row of it can go with a person."""
        return bool(self.through) or Fate.DELETED in self.whose.values()


@cache
def inventory() -> Mapping[str, Table]:
    """Every table by its name, as the file tells it; raises ``KeyError`` or ``ValueError`` where it is unfinished."""
    # BaseLoader leaves every word a word: a column called “on” would otherwise become True.
    text = files(FOLDER).joinpath(FILE).read_text("utf-8")
    told = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 (BaseLoader makes texts, lists and mappings, nothing else)
    return {name: _table(each) for name, each in told.items()}


def _table(told: Mapping[str, Any]) -> Table:
    return Table(
        holds=told["holds"],
        retention=told["retention"],
        because=told.get("because", ""),
        apart=told.get("apart", ""),
        whose={column: Fate(fate) for column, fate in told.get("whose", {}).items()},
        through=dict(told.get("through", {})),
        columns={name: _column(each) for name, each in told["columns"].items()},
    )


def _column(told: Mapping[str, str]) -> Column:
    record = told["record"]
    return Column(
        class_=told["class"],
        purpose=told["for"],
        record="" if record == "no" else record,
        because=told.get("because", ""),
        erased=Fate(told["erased"]),
        writers=tuple(filter(None, told.get("writer", "").replace(",", " ").split())),
    )
