"""Whether the tables' history and the program agree, up, down and up again, on both databases."""

import sqlite3

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, String, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from elearn.storage import migrate
from elearn.storage.database import Database
from elearn.storage.inventory import inventory
from elearn.storage.migrate import TRIGGERS_OF
from elearn.storage.tables import METADATA

ACT = """INSERT INTO audit (seq, at, action, detail, before, seal, key_id)
         VALUES (1, '2026-11-22 10:00:00', 'invited', '{}', '0', '1', 'k')"""
CHANGES = [
    "UPDATE audit SET action = 'forgotten'",
    "DELETE FROM audit",
    "TRUNCATE audit",
    "REPLACE INTO audit SELECT * FROM audit",
]
UNKNOWN_TO = {"sqlite": "TRUNCATE", "postgresql": "REPLACE"}
PERSON = "INSERT INTO people (id, name, demo, created_at) VALUES ('p', 'Ana', false, '2026-01-01 00:00:00')"
LINE = "    {}: {{class: …, for: …, record: a part of /me/record (or “no”, with because: …), erased: …}}"
SECTION = "{}:\n  holds: …\n  retention: …\n  whose: {{…_id: deleted (or kept, with because: …)}}\n  columns:"
ROLE = "INSERT INTO roles (id, person_id, role, since) VALUES ('r', 'p', 'learner', '2026-01-01 00:00:00')"


def test_there_is_one_history_and_it_is_numbered() -> None:
    script = ScriptDirectory(str(migrate.folder()))
    assert script.get_heads() == [migrate.head()]
    revisions = [revision.revision for revision in script.walk_revisions()]
    assert revisions == [f"{number:04}" for number in range(len(revisions), 0, -1)]


def test_migrations_stand_alone_so_that_later_programs_cannot_change_the_past() -> None:
    sources = list(migrate.folder().rglob("*.py"))
    assert sources
    assert [path.name for path in sources if "elearn" in path.read_text()] == []


def test_a_database_goes_up_down_and_up_again_and_ends_as_the_program_wants_it(
    empty_database: Database,
) -> None:
    migrate.upgrade(empty_database)
    migrate.downgrade(empty_database, "base")
    assert set(inspect(empty_database.engine).get_table_names()) == {"alembic_version"}
    with empty_database.engine.connect() as connection:
        assert migrate.triggers(connection) == set()
    migrate.upgrade(empty_database)
    assert migrate.check(empty_database) == ()


def test_every_step_goes_down_and_up_by_itself(empty_database: Database) -> None:
    script = ScriptDirectory(str(migrate.folder()))
    for revision in reversed(list(script.walk_revisions())):
        migrate.upgrade(empty_database, revision.revision)
        migrate.downgrade(empty_database, str(revision.down_revision or "base"))
        migrate.upgrade(empty_database, revision.revision)
    assert migrate.current(empty_database) == migrate.head()


def test_every_column_has_a_line_in_the_inventory_of_data_and_none_that_is_gone() -> None:
    told = {(name, column) for name, each in inventory().items() for column in each.columns}
    there = {(table.name, column.name) for table in METADATA.sorted_tables for column in table.columns}
    lacking = sorted(there - told)
    lines = [
        *(SECTION.format(table) for table in sorted({table for table, _ in lacking} - set(inventory()))),
        *(f"  under {table}, columns:\n{LINE.format(column)}" for table, column in lacking),
    ]
    assert not lines, "Add to elearn/storage/inventory.yaml (its head explains):\n" + "\n".join(lines)
    assert sorted(told - there) == [], "Take out of elearn/storage/inventory.yaml"


def test_upgrading_twice_changes_nothing(fresh_database: Database) -> None:
    migrate.upgrade(fresh_database)
    assert migrate.check(fresh_database) == ()


def test_a_database_that_was_never_migrated_is_named_so(empty_database: Database) -> None:
    (sentence,) = migrate.check(empty_database)
    assert sentence.startswith("There is no database at") or "at revision none" in sentence


def test_a_table_that_differs_is_named(fresh_database: Database) -> None:
    with fresh_database.writing() as session:
        session.execute(text("CREATE TABLE strangers (id INTEGER PRIMARY KEY)"))
    assert migrate.check(fresh_database) == ("The tables differ: remove_table strangers.",)


def test_a_trigger_that_is_missing_is_named(fresh_database: Database) -> None:
    on = " ON audit" if fresh_database.path is None else ""
    with fresh_database.writing() as session:
        session.execute(text(f"DROP TRIGGER audit_refuses_delete{on}"))
    assert migrate.check(fresh_database) == ("The trigger audit_refuses_delete is missing.",)


def test_the_audit_triggers_are_there_by_name(database: Database) -> None:
    with database.engine.connect() as connection:
        assert migrate.triggers(connection) == TRIGGERS_OF[connection.dialect.name]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.split()[0].lower())
def test_the_database_itself_refuses_to_change_an_act(session: Session, change: str) -> None:
    unknown = UNKNOWN_TO[session.connection().dialect.name]
    session.execute(text(ACT))
    expected = "syntax error" if change.startswith(unknown) else "never changed"
    with pytest.raises(DBAPIError, match=expected):
        session.execute(text(change))


@pytest.mark.parametrize("verb", ["REPLACE", "INSERT OR REPLACE", "INSERT OR IGNORE", "INSERT"])
def test_a_program_that_knows_nothing_of_ours_puts_no_act_in_the_place_of_another(
    fresh_sqlite: Database, verb: str
) -> None:
    with fresh_sqlite.writing() as session:
        session.execute(text(ACT))
    assert fresh_sqlite.path is not None
    plain = sqlite3.connect(fresh_sqlite.path)
    forged = ACT.replace("INSERT", verb, 1).replace("invited", "forgotten")
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        plain.execute(forged)
    assert plain.execute("SELECT action FROM audit").fetchall() == [("invited",)]
    plain.close()


def test_the_chain_of_acts_has_its_first_seal_from_the_start(session: Session) -> None:
    assert session.execute(text("SELECT id, seal FROM audit_head")).one() == (1, "0" * 64)


def test_rebuilding_a_parent_table_keeps_its_children(fresh_sqlite: Database) -> None:
    with fresh_sqlite.writing() as session:
        session.execute(text(PERSON))
        session.execute(text(ROLE))
    with migrate.rebuilding(fresh_sqlite) as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("people", recreate="always") as people:
            people.add_column(Column("pronouns", String(20)))
    with fresh_sqlite.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM roles")) == 1


def test_a_migration_that_would_orphan_a_row_is_undone(fresh_sqlite: Database) -> None:
    with fresh_sqlite.writing() as session:
        session.execute(text(PERSON))
        session.execute(text(ROLE))

    def lose_her() -> None:
        with migrate.rebuilding(fresh_sqlite) as connection:
            connection.exec_driver_sql("DELETE FROM people")

    with pytest.raises(RuntimeError, match="without their parents in roles"):
        lose_her()
    with fresh_sqlite.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM people")) == 1


def test_foreign_keys_are_on_again_after_a_migration(fresh_sqlite: Database) -> None:
    migrate.upgrade(fresh_sqlite)
    with fresh_sqlite.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
