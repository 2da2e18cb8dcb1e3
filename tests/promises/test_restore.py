"""Whether a restored record judges everybody as the record it was copied from did, on both databases."""

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

from elearn.domain.findings import Judgement
from elearn.services import audit, milestones
from elearn.services.demo import load as door
from elearn.services.passphrases import Hasher
from elearn.storage import backup, migrate
from elearn.storage.database import Database
from elearn.storage.people import PersonRow
from tests.databases import Supply
from tests.program import shipped
from tests.services.entered import TODAY
from tests.settings import AUDIT_KEY

LONDON = ZoneInfo("Europe/London")


def judged(database: Database) -> Mapping[str, list[Judgement]]:
    """How everybody stands."""
    with database.reading() as session:
        learners = session.scalars(select(PersonRow.id)).all()
        found = milestones.standings(session, learners, TODAY, LONDON)
        return {who: [each.judgement for each in held] for who, held in found.of.items()}


def test_a_restored_record_judges_alike_and_its_seals_hold(
    fresh_database: Database, supply: Supply, tmp_path: Path
) -> None:
    with fresh_database.writing() as session:
        door.load(session, shipped(), "kettle-orbit-walnut", Hasher(8, 1), TODAY, LONDON)
    backup.backup(fresh_database, tmp_path / "copy")
    other = Database(supply.empty(), audit_key=AUDIT_KEY)
    backup.restore(other, tmp_path / "copy")
    migrate.upgrade(other)
    before = judged(fresh_database)
    assert sum(len(held) for held in before.values()) >= 10
    assert judged(other) == before
    with other.reading() as session:
        assert audit.broken_at(session, (AUDIT_KEY,)) is None
    other.dispose()
