"""Whether erasing reaches every table there is, the newest too, and takes from nobody else; on both databases."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Float, Integer, String, Table, Text, insert, select
from sqlalchemy.orm import Session

from elearn.storage import erasure
from elearn.storage.inventory import Fate, inventory
from elearn.storage.tables import METADATA

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HER = "person-who-leaves"
OTHERS = ("person-one", "person-two", "person-three")
KEY = "k" * 32
APART = {name for name, kept in inventory().items() if kept.apart} | {"people", "audit", "audit_head"}
Row = Mapping[str, Any]


@dataclass(slots=True)
class Planted:
    """One row of a table, and in which column she stands in it, if she does in any."""

    table: str
    row: Row
    her: str | None
    led_to_hers: bool = False


@dataclass(slots=True)
class Garden:
    """A row of every table for each way in which a person can stand in one, and one in which she does not."""

    session: Session
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    planted: list[Planted] = field(default_factory=list)

    def plant(self) -> None:
        """Plant everything."""
        for number, person in enumerate((HER, *OTHERS)):
            row = {"id": person, "name": f"zq-name-{number}", "email": f"zq{number}@x", "created_at": NOW}
            row |= {"email_folded": f"zq{number}@x", "passphrase_hash": f"zq-hash-{number}", "demo": False}
            self.session.execute(insert(METADATA.tables["people"]).values(row))
        for table in METADATA.sorted_tables:
            if table.name not in APART:
                self._plant(table)

    def _plant(self, table: Table) -> None:
        kept = inventory()[table.name]
        self._add(table, None, None)
        for column in kept.whose:
            self._add(table, column, None)
        for column, to in kept.through.items():
            parent = to.split(".")[0]
            for each in [each for each in self.planted if each.table == parent and self.goes(each)]:
                self._add(table, None, (column, each))

    def goes(self, planted: Planted) -> bool:
        """Whether the whole row must go with her."""
        fate = inventory()[planted.table].whose.get(planted.her or "")
        return planted.led_to_hers or fate is Fate.DELETED

    def _add(self, table: Table, her: str | None, led: tuple[str, Planted] | None) -> None:
        row = {each.name: self._value(table, each, her, led) for each in table.columns}
        self.session.execute(insert(table).values(row))
        self.planted.append(Planted(table.name, row, her, led_to_hers=led is not None))

    def _value(
        self, table: Table, column: Column[Any], her: str | None, led: tuple[str, Planted] | None
    ) -> Any:
        number = next(self.numbers)
        if column.name in inventory()[table.name].whose:
            return HER if column.name == her else OTHERS[number % len(OTHERS)]
        for key in column.foreign_keys:
            above = led[1] if led and led[0] == column.name else self._of_others(key.column.table, column)
            return above.row[key.column.name]
        return _value(column, number)

    def _of_others(self, above: Table, below: Column[Any]) -> Planted:
        """The row of others that a column leads to; another one each time where only one row may lead to it."""
        stays = [each for each in self.planted if each.table == above.name and not self.goes(each)]
        alone = below.primary_key and len(below.table.primary_key) == 1
        return stays[sum(each.table == below.table.name for each in self.planted) if alone else 0]


def _value(column: Column[Any], number: int) -> Any:
    kind = column.type
    if isinstance(kind, String | Text):
        return f"zq{number:06}"
    if isinstance(kind, JSON):
        return {"said": f"zq{number:06}"}
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Integer):
        return number
    if isinstance(kind, Float):
        return number / 4
    return date(2026, 1, 1) if isinstance(kind, Date) else NOW


def _dump(session: Session) -> dict[str, list[Row]]:
    return {
        table.name: [dict(row) for row in session.execute(select(table)).mappings()]
        for table in METADATA.sorted_tables
    }


def _said(value: Any) -> str:
    return str(value["said"]) if isinstance(value, Mapping) and "said" in value else str(value)


def test_every_row_that_is_hers_goes_and_every_text_of_hers_with_it_and_nothing_of_anybody_else(
    session: Session,
) -> None:
    garden = Garden(session)
    garden.plant()
    erasure.erase(session, HER, KEY)
    session.expire_all()
    left = {
        table: {_said(value) for row in rows for value in row.values()}
        for table, rows in _dump(session).items()
    }
    for each in garden.planted:
        for name, value in each.row.items():
            told = inventory()[each.table].columns[name]
            hers = each.her is not None and (not told.writers or each.her in told.writers)
            goes = garden.goes(each) or (hers and told.erased in {Fate.BLANKED, Fate.HASHED})
            if _said(value).startswith("zq") and not METADATA.tables[each.table].c[name].foreign_keys:
                assert (_said(value) not in left[each.table]) is goes, f"{each.table}.{name}, her {each.her}"


def test_her_id_stays_only_where_the_inventory_says_so(session: Session) -> None:
    Garden(session).plant()
    erasure.erase(session, HER, KEY)
    found = {
        f"{table}.{column}"
        for table, rows in _dump(session).items()
        for row in rows
        for column, value in row.items()
        if HER in str(value)
    }
    said = {
        f"{table}.{column}"
        for table, kept in inventory().items()
        for column, fate in kept.whose.items()
        if fate is Fate.KEPT and table not in APART - {"people"}
    }
    assert found == said


def test_what_erasing_did_is_counted_by_table_and_doing_it_again_deletes_nothing(session: Session) -> None:
    Garden(session).plant()
    first = {each.table: each for each in erasure.erase(session, HER, KEY)}
    assert (first["drafts"].deleted, first["drafts"].stays) == (1, 0)
    assert (first["entries"].deleted, first["entries"].stays) == (1, 2)
    assert first["people"].stays == 1
    assert not [each for each in erasure.erase(session, HER, KEY) if each.deleted]


def test_her_name_in_the_texts_of_others_is_counted_in_any_spelling_of_the_database(session: Session) -> None:
    Garden(session).plant()
    entries = METADATA.tables["entries"]
    assert erasure.mentions(session, ["Dana Kovářová", "zq-name-0"]) == {}
    session.execute(entries.update().values(words={"reflection": "As dana Kovářová said"}))
    assert erasure.mentions(session, ["Dana Kovářová"]) == {"entries": 4}
