"""Without this table every worker would count wrong passwords alone, and the limit would grow with them."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import String, case, delete, false, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from elearn.storage.base import Base
from elearn.storage.once import insert


class ThrottleRow(Base):
    """How often something was tried in the window that began then; the bucket names what and from where."""

    __tablename__ = "throttle"

    bucket: Mapped[str] = mapped_column(String(120), primary_key=True)
    began_at: Mapped[datetime]
    tries: Mapped[int]


def count(session: Session, bucket: str, window: timedelta, now: datetime) -> ThrottleRow:
    """Count one more try in this bucket, atomically, beginning a new window where the last one is over."""
    # A window that begins in times to come was begun before the clock was set back, and would never end.
    over = (ThrottleRow.began_at <= now - window) | (ThrottleRow.began_at > now + window)
    session.execute(
        insert(session, ThrottleRow)
        .values(bucket=bucket, began_at=now, tries=1)
        .on_conflict_do_update(
            index_elements=[ThrottleRow.bucket],
            set_={
                "tries": case((over, 1), else_=ThrottleRow.tries + 1),
                "began_at": case((over, now), else_=ThrottleRow.began_at),
            },
        )
    )
    return session.scalars(
        select(ThrottleRow).where(ThrottleRow.bucket == bucket).execution_options(populate_existing=True)
    ).one()


def take_back(session: Session, bucket: str) -> None:
    """Count one try less in this bucket, which others share."""
    session.execute(
        update(ThrottleRow)
        .where(ThrottleRow.bucket == bucket, ThrottleRow.tries > 0)
        .values(tries=ThrottleRow.tries - 1)
    )


def clear(session: Session, bucket: str) -> None:
    """Forget the tries in this bucket: the right passphrase was given."""
    session.execute(delete(ThrottleRow).where(ThrottleRow.bucket == bucket))


def forget(session: Session, names: Collection[str]) -> None:
    """Forget the tries in every bucket that is called after one of these, whatever was tried."""
    called = [ThrottleRow.bucket.endswith(f":{name}", autoescape=True) for name in names]
    session.execute(delete(ThrottleRow).where(or_(false(), *called)))
