"""The door to the demo: loading it once, and saying who can be signed in as."""

from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.domain.errors import Refused
from elearn.domain.library import Catalogue
from elearn.domain.people import Role
from elearn.services import audit
from elearn.services.demo import lives
from elearn.services.demo.stage import Stage
from elearn.services.passphrases import Hasher
from elearn.storage.people import PersonRow, roles_of_many


def load(
    session: Session, catalogue: Catalogue, passphrase: str, hasher: Hasher, today: date, zone: ZoneInfo
) -> None:
    """Fill an empty record with people who never lived; raises ``Refused`` when anybody is there already."""
    if session.scalars(select(PersonRow.id).limit(1)).first() is not None:
        raise Refused("demo-not-empty")
    session.info["letters_from"] = ""  # nobody of the demo gets a letter, not even while she is being entered
    stage = Stage(
        session=session, catalogue=catalogue, today=today, zone=zone, hasher=hasher, passphrase=passphrase
    )
    with audit.in_order_of_time(session):
        lives.play(stage)


def who(session: Session) -> list[tuple[str, str, frozenset[Role]]]:
    """The demo's people who can sign in: name, address and roles, in the order in which they came."""
    rows = session.scalars(
        select(PersonRow)
        .where(PersonRow.demo.is_(True), PersonRow.passphrase_hash.is_not(None))
        .order_by(PersonRow.created_at, PersonRow.name)
    ).all()
    roles = roles_of_many(session, [row.id for row in rows])
    return [(row.name, row.email or "", roles.get(row.id, frozenset())) for row in rows]
