"""Whether the inventory of data says of each column what it is for, and what the record and erasing make of it."""

import re

from elearn.storage import record
from elearn.storage.inventory import FILE, Fate, inventory
from elearn.storage.tables import METADATA
from elearn.words.record import PARTS

CLASSES = {
    "link",
    "identity",
    "contact",
    "secret",
    "standing",
    "practice",
    "reflection",
    "study",
    "sign-off",
    "operation",
}
PERSON = re.compile(
    r".*(person|learner|supervisor|actor|subject)_id|by|.*_by|named|asked_of|of_person|signer"
)
"""What a column with a person's id is called, whether or not the tables hold it to one."""


def test_every_column_is_of_a_known_class_and_says_what_it_is_for() -> None:
    for name, kept in inventory().items():
        assert kept.holds
        assert kept.retention, name
        for column, told in kept.columns.items():
            assert told.class_ in CLASSES, f"{name}.{column}"
            assert told.purpose, f"{name}.{column}"
            assert bool(told.record) != bool(told.because), (
                f"{name}.{column}: shown, or not because of something"
            )


def test_every_column_that_holds_a_person_says_what_becomes_of_her_row() -> None:
    for name, kept in inventory().items():
        columns = METADATA.tables[name].columns
        persons = {
            each.name
            for each in columns
            if PERSON.fullmatch(each.name)
            or any(key.column.table.name == "people" for key in each.foreign_keys)
        }
        whose = set(kept.whose) - ({"id"} if name == "people" else set())
        assert whose == persons, f"{FILE}, {name}: whose"


def test_what_stays_says_why_and_what_goes_goes_whole() -> None:
    for name, kept in inventory().items():
        stays = Fate.KEPT in kept.whose.values()
        goes = kept.apart or (not stays and (kept.whose or kept.through))
        assert bool(kept.because) == stays, f"{FILE}, {name}: because"
        for column, told in kept.columns.items():
            assert (told.erased is Fate.DELETED) == bool(goes), f"{FILE}, {name}.{column}"
            assert set(told.writers) <= set(kept.whose), f"{FILE}, {name}.{column}"


def test_a_text_a_person_wrote_never_outlives_her() -> None:
    for name, kept in inventory().items():
        for column, told in kept.columns.items():
            if told.class_ in {"identity", "contact", "reflection"}:
                assert told.erased is not Fate.KEPT, f"{FILE}, {name}.{column}"


def test_a_row_goes_with_a_row_of_a_table_it_truly_leads_to() -> None:
    for name, kept in inventory().items():
        for column, to in kept.through.items():
            (key,) = METADATA.tables[name].columns[column].foreign_keys
            assert key.target_fullname == to


def test_the_record_shows_each_column_that_the_inventory_says_and_no_other() -> None:
    told = {
        f"{name}.{column}": each.record
        for name, kept in inventory().items()
        for column, each in kept.columns.items()
        if each.record
    }
    shown = record.shown()
    assert set().union(*shown.values()) == set(told)
    assert not [column for column, part in told.items() if column not in shown[part]]
    assert set(shown) - set(PARTS) == {
        "acts",
        "answers",
        "clip_sharings",
        "marks",
        "reviews",
        "sharings",
        "ticks",
    }
