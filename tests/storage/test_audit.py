"""Whether the sealed record in a true database finds every hand that was laid on it, on both kinds."""

from collections.abc import Iterator

import pytest
from sqlalchemy import delete, insert, text
from sqlalchemy.orm import Session

from elearn.domain.audit import Fault, Sealed
from elearn.services import audit as service
from elearn.storage import audit
from elearn.storage.audit import AuditRow
from elearn.storage.migrate import TRIGGERS_OF
from tests.many import TAMPERINGS
from tests.tampering import KEY, Rows, act, chance, head, tampered

LENGTH = 12


@pytest.fixture
def unguarded(session: Session) -> Iterator[Session]:
    """A session that seals with the tests' key, on a table whose triggers somebody has dropped."""
    kept = session.info["audit_key"]
    session.info["audit_key"] = KEY
    dialect = session.connection().dialect.name
    for name in TRIGGERS_OF[dialect]:
        session.execute(text(f"DROP TRIGGER {name}" + (" ON audit" if dialect == "postgresql" else "")))
    yield session
    session.info["audit_key"] = kept


def lay_hands(session: Session, old: Rows, new: Rows) -> None:
    """Put the tampered rows where the honest ones were."""
    gone = [each.seq for each in old if each not in new]
    session.execute(delete(AuditRow).where(AuditRow.seq.in_(gone)))
    come = [as_row(each) for each in new if each not in old]
    if come:
        session.execute(insert(AuditRow), come)


def as_row(link: Sealed) -> dict[str, object]:
    return {
        "seq": link.seq,
        "at": link.act.at,
        "actor_id": link.act.actor,
        "action": link.act.action,
        "subject_id": link.act.subject,
        "detail": dict(link.act.detail),
        "before": link.before,
        "seal": link.seal,
        "key_id": link.key_id,
    }


def test_acts_are_numbered_without_a_gap_and_come_back_as_they_were_sealed(unguarded: Session) -> None:
    for number in range(1, LENGTH + 1):
        audit.append(unguarded, act(number))
    rows = list(audit.chain(unguarded))
    assert [each.seq for each in rows] == list(range(1, LENGTH + 1))
    assert [each.act for each in rows] == [act(number) for number in range(1, LENGTH + 1)]
    found = service.examine(unguarded, [KEY])
    assert (found.first, found.head) == (None, head(rows))


@pytest.mark.timeout(900)
def test_every_random_edit_deletion_swap_and_insertion_in_the_table_is_found(unguarded: Session) -> None:
    for number in range(1, LENGTH + 1):
        audit.append(unguarded, act(number))
    rows, hands = list(audit.chain(unguarded)), chance(5)
    kept = head(rows)
    for _ in range(TAMPERINGS):
        touched = tampered(rows, hands)
        hand = unguarded.begin_nested()
        lay_hands(unguarded, rows, touched)
        assert service.examine(unguarded, [KEY], kept).first, touched
        hand.rollback()
    assert service.examine(unguarded, [KEY], kept).first is None


def test_a_tail_that_was_cut_off_is_found_by_the_databases_own_head(unguarded: Session) -> None:
    for number in range(1, 5):
        audit.append(unguarded, act(number))
    unguarded.execute(delete(AuditRow).where(AuditRow.seq > 2))
    broken = service.examine(unguarded, [KEY]).broken
    assert broken is not None
    assert (broken.fault, broken.seq) == (Fault.TAIL_MISSING, 3)


def test_a_tail_that_was_cut_off_with_the_databases_own_head_is_found_by_the_kept_one(
    unguarded: Session,
) -> None:
    for number in range(1, 5):
        audit.append(unguarded, act(number))
    rows = list(audit.chain(unguarded))
    unguarded.execute(delete(AuditRow).where(AuditRow.seq > 2))
    unguarded.execute(text("UPDATE audit_head SET seal = :seal"), {"seal": rows[1].seal})
    assert service.examine(unguarded, [KEY]).first is None
    assert service.broken_at(unguarded, [KEY]) is None
    broken = service.examine(unguarded, [KEY], head(rows)).broken
    assert broken is not None
    assert (broken.fault, broken.seq) == (Fault.TAIL_MISSING, 3)


def test_without_a_key_nothing_is_sealed(session: Session) -> None:
    session.info["audit_key"] = ""
    with pytest.raises(RuntimeError, match="ELEARN_AUDIT_KEY"):
        audit.append(session, act(1))


def test_a_head_that_was_taken_away_is_told_and_nothing_is_sealed_any_more(unguarded: Session) -> None:
    audit.append(unguarded, act(1))
    unguarded.execute(text("DELETE FROM audit_head"))
    unguarded.expire_all()
    broken = service.examine(unguarded, [KEY]).broken
    assert broken is not None
    assert broken.fault is Fault.TAIL_MISSING
    with pytest.raises(RuntimeError, match="head of the audited record is gone"):
        audit.append(unguarded, act(2))
