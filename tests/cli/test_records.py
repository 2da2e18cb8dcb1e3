"""Whether an operator can prove by command that the sealed record was never touched, and is told where it was."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select, text

from elearn.cli.records import records
from elearn.domain.answers import Answer, Chosen
from elearn.domain.audit import key_name
from elearn.domain.people import Role
from elearn.domain.quizzes import Quiz, Single
from elearn.services import audit
from elearn.storage import rollups
from elearn.storage.database import Database
from elearn.storage.migrate import TRIGGERS_OF
from elearn.storage.reviews import CardRow
from tests.domain.asked import keys
from tests.program import shipped
from tests.services.entered import enter
from tests.services.test_reviews import take
from tests.settings import AUDIT_KEY

NEXT = "n" * 32
WELCOME = "induction-your-role"


def run(database: Database, *arguments: str, key: str = AUDIT_KEY, old: str = "") -> Result:
    url = database.url.render_as_string(hide_password=False)
    told = {"ELEARN_DATABASE_URL": url, "ELEARN_AUDIT_KEY": key, "ELEARN_AUDIT_OLD_KEYS": old}
    return CliRunner().invoke(records, arguments, env=told)


def note(database: Database, *hours: int) -> None:
    with database.writing() as session:
        for hour in hours:
            now = datetime(2026, 11, 22, hour, tzinfo=UTC)
            audit.record(session, "invited", by=None, about=None, now=now, roles=["trainee"])


def tamper(database: Database, statement: str) -> None:
    with database.writing() as session:
        kind = session.connection().dialect.name
        for name in TRIGGERS_OF[kind]:
            session.execute(text(f"DROP TRIGGER {name}" + (" ON audit" if kind == "postgresql" else "")))
        session.execute(text(statement))


def test_what_follows_from_the_ledgers_is_worked_out_again(fresh_sqlite: Database) -> None:
    library = shipped()
    slips = {**keys(library.quizzes[WELCOME]), **slipped(library.quizzes[WELCOME])}
    with fresh_sqlite.writing() as session:
        lucy = enter(session, "Lucy Hart", Role.PARAPROFESSIONAL)
        take(session, lucy, slips, quiz_id=WELCOME, catalogue=library)
        kept = session.scalars(select(CardRow.stability)).one()
        session.execute(text("UPDATE review_cards SET stability = 99, showings = 7"))
        session.execute(text("UPDATE counts SET people = 9 WHERE thing = 'role/paraprofessional'"))
    for desk in (
        "Rows of a coordinator's desk that were mended: 1.",
        "A coordinator's desk is as the ledgers say.",
    ):
        told = run(fresh_sqlite, "rebuild")
        assert (told.exit_code, told.output) == (0, f"1 questions come up again, as they should.\n{desk}\n")
    with fresh_sqlite.reading() as session:
        row = session.scalars(select(CardRow)).one()
        assert (row.stability, row.showings) == (kept, 0)
        assert rollups.counts(session) == {"role/paraprofessional": 1}


def slipped(asked: Quiz) -> dict[str, Answer]:
    """Another option of the first question that has but one right."""
    question = next(each for each in asked.questions if isinstance(each, Single))
    return {question.id: Chosen(options=(next(each.id for each in question.options if each.wrong),))}


def test_an_untouched_record_holds_and_goes_on_from_its_head(fresh_database: Database) -> None:
    note(fresh_database, 9, 10)
    head = run(fresh_database, "audit-head").output.strip()
    assert head.startswith("2:")
    note(fresh_database, 11, 8)
    told = run(fresh_database, "audit-verify", "--head", head)
    assert told.exit_code == 0
    assert "The sealed record holds: 4 acts" in told.output
    assert "It goes on from the head that was kept." in told.output
    assert "at 4." in told.output
    assert "No kept head was given" in run(fresh_database, "audit-verify").output


def test_the_same_is_told_to_a_program(fresh_database: Database) -> None:
    note(fresh_database, 9, 10, 8)
    told = run(fresh_database, "audit-verify", "--json")
    assert told.exit_code == 0
    assert json.loads(told.output) == {
        "holds": True,
        "acts": 3,
        "head": run(fresh_database, "audit-head").output.strip(),
        "first_broken": None,
        "fault": None,
        "unknown_key": 0,
        "clock_set_back_at": [3],
    }


def test_the_first_row_that_was_touched_is_named(fresh_database: Database) -> None:
    note(fresh_database, 9, 10, 11)
    tamper(fresh_database, "UPDATE audit SET subject_id = 'jon' WHERE seq > 1")
    told = run(fresh_database, "audit-verify")
    assert told.exit_code == 1
    assert told.output.startswith("The sealed record does not hold. Act 2 was altered")
    found = json.loads(run(fresh_database, "audit-verify", "--json").output)
    assert (found["holds"], found["first_broken"], found["fault"]) == (False, 2, "altered")
    assert "Act 2 was altered" in run(fresh_database, "audit-head").output


def test_a_tail_that_was_cut_off_is_found_against_the_kept_head(fresh_database: Database) -> None:
    note(fresh_database, 9, 10)
    before = run(fresh_database, "audit-head").output.strip()
    note(fresh_database, 11)
    kept = run(fresh_database, "audit-head").output.strip()
    tamper(fresh_database, "DELETE FROM audit WHERE seq = 3")
    with fresh_database.writing() as session:
        session.execute(text("UPDATE audit_head SET seal = :seal"), {"seal": before.partition(":")[2]})
    assert run(fresh_database, "audit-verify").exit_code == 0
    for head in (kept, kept.partition(":")[2]):
        told = run(fresh_database, "audit-verify", "--head", head)
        assert told.exit_code == 1
        assert "act 3 and perhaps more are missing" in told.output


def test_a_record_of_two_keys_holds_with_both_and_nobody_vouches_without_the_old_one(
    fresh_database: Database,
) -> None:
    note(fresh_database, 9)
    later = Database(fresh_database.url.render_as_string(hide_password=False), audit_key=NEXT)
    note(later, 10)
    later.dispose()
    assert run(fresh_database, "audit-verify", key=NEXT, old=f"{'o' * 32}, {AUDIT_KEY}").exit_code == 0
    told = run(fresh_database, "audit-verify", key=NEXT)
    assert told.exit_code == 1
    assert "Act 1 names a key that is not set here" in told.output
    with fresh_database.reading() as session:
        named = session.scalars(text("SELECT key_id FROM audit ORDER BY seq")).all()
    assert named == [key_name(AUDIT_KEY), key_name(NEXT)]


@pytest.mark.parametrize("head", ["137", "x" * 64])
def test_what_is_no_head_is_told_so(fresh_sqlite: Database, head: str) -> None:
    told = run(fresh_sqlite, "audit-verify", "--head", head)
    assert told.exit_code == 2
    assert "64 hex digits" in told.output
