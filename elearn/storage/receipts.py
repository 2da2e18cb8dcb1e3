"""Without this table nobody outside could ask whether a signature stands, and be told so without a name."""

import secrets
from collections.abc import Collection

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from elearn.domain.receipts import LENGTH
from elearn.storage.base import ALPHABET, Base
from elearn.storage.signoffs import DecisionRow


class ReceiptRow(Base):
    """The code under which one decision can be looked up; it says nothing to whoever has not been given it."""

    __tablename__ = "receipts"

    decision_id: Mapped[str] = mapped_column(String(32), ForeignKey("decisions.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(32), unique=True)


def issue(session: Session, decision_id: str) -> str:
    """Give a decision its code."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    session.add(ReceiptRow(decision_id=decision_id, code=code))
    session.flush()
    return code


def codes(session: Session, decisions: Collection[str]) -> dict[str, str]:
    """The codes of these decisions."""
    rows = session.execute(
        select(ReceiptRow.decision_id, ReceiptRow.code).where(ReceiptRow.decision_id.in_(set(decisions)))
    )
    return {row.decision_id: row.code for row in rows}


def decision_under(session: Session, code: str) -> DecisionRow | None:
    """The decision that bears this code."""
    return session.scalars(
        select(DecisionRow)
        .join(ReceiptRow, ReceiptRow.decision_id == DecisionRow.id)
        .where(ReceiptRow.code == code)
    ).one_or_none()
