"""Whether an operator can erase a person by command, and is told beforehand what that would be."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from elearn.cli.people import people
from elearn.cli.records import records
from elearn.domain.people import Actor, Role
from elearn.storage.database import Database
from elearn.storage.people import PersonRow
from tests.services.entered import enter, relate
from tests.services.practised import cycle
from tests.settings import AUDIT_KEY


@pytest.fixture
def two(fresh_database: Database) -> tuple[Actor, Actor]:
    """A trainee with a logbook, and her supervisor."""
    with fresh_database.writing() as session:
        sam, ruth = enter(session, "Sam Rees", Role.TRAINEE), enter(session, "Ruth Ade", Role.SUPERVISOR)
        relate(session, ruth, sam)
        cycle(session, sam, "C-7K2P", date(2026, 9, 1))
    return sam, ruth


def run(database: Database, *arguments: str) -> Result:
    told = {
        "ELEARN_DATABASE_URL": database.url.render_as_string(hide_password=False),
        "ELEARN_AUDIT_KEY": AUDIT_KEY,
    }
    group = records if arguments[0].startswith("audit") else people
    return CliRunner().invoke(group, arguments, env=told)


def names(database: Database) -> set[str]:
    with database.reading() as session:
        return set(session.scalars(select(PersonRow.name)))


@pytest.mark.parametrize("asked", [(), ("--dry-run",), ("--dry-run", "--yes")])
def test_nothing_is_erased_before_she_says_yes_and_all_of_it_is_told(
    fresh_database: Database, two: tuple[Actor, Actor], asked: tuple[str, ...]
) -> None:
    told = run(fresh_database, "erase", "Sam@example.org", *asked)
    assert told.exit_code == 0
    assert "This would erase Sam Rees" in told.output
    assert "  entries: 1 (one version of one thing in a logbook)" in told.output
    assert "  people: 1 (what she signed stays somebody's, whose name is gone)" in told.output
    assert names(fresh_database) == {"Sam Rees", "Ruth Ade"}


def test_with_yes_she_is_erased_and_the_sealed_record_holds(
    fresh_database: Database, two: tuple[Actor, Actor]
) -> None:
    head = run(fresh_database, "audit-head").output.strip()
    told = run(fresh_database, "erase", "ruth@example.org", "--yes")
    assert told.exit_code == 0
    assert "Ruth Ade <ruth@example.org> is erased." in told.output
    assert "Then nobody supervises Sam Rees: enter a supervisor for each, on the page of each." in told.output
    assert names(fresh_database) == {"Sam Rees", ""}
    assert run(fresh_database, "audit-verify", "--head", head).exit_code == 0
    again = run(fresh_database, "erase", "ruth@example.org", "--yes")
    assert (again.exit_code, again.output) == (1, "Error: Nobody here has the address ruth@example.org.\n")
    assert "ruth@example.org" not in run(fresh_database, "list").output


def test_no_byte_of_her_is_left_in_the_file(fresh_sqlite: Database) -> None:
    with fresh_sqlite.writing() as session:
        for number in range(40):
            enter(session, f"Zsuzsanna{number} Vörösmarty", Role.TRAINEE)
    files = [Path(f"{fresh_sqlite.path}{end}") for end in ("", "-wal")]
    assert any("zsuzsanna7@" in each.read_bytes().decode("latin-1") for each in files if each.exists())
    assert run(fresh_sqlite, "erase", "zsuzsanna7@example.org", "--yes").exit_code == 0
    left = "".join(each.read_bytes().decode("latin-1") for each in files if each.exists())
    assert "zsuzsanna8@" in left
    assert "zsuzsanna7@" not in left
    assert "Zsuzsanna7 " not in left
