"""Without these a form half filled in would be gone with its page; a draft is its writer's alone."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from elearn.domain.drafts import DraftAddress, draft_address
from elearn.domain.people import Actor
from elearn.services.entry_writing import PREPARATION, SESSION, entry_id
from elearn.storage import drafts
from elearn.storage.logbook import DraftRow

MOST = 50
"""So many drafts a person may have; the oldest then gives way."""


def keep(
    session: Session, actor: Actor, address: DraftAddress, fields: Mapping[str, list[str]], now: datetime
) -> None:
    """Keep what was typed; meant for a transaction of its own, so that no error of the form takes it along."""
    drafts.keep(session, actor.id, str(address), fields, now)
    for row in drafts.of_person(session, actor.id)[MOST:]:
        drafts.forget(session, actor.id, row.form)


def keep_unless_done(
    session: Session, actor: Actor, address: DraftAddress, fields: Mapping[str, list[str]], now: datetime
) -> None:
    """The same of what a page keeps by itself; what comes after its form was saved is a draft of nothing."""
    made = [entry_id(actor, address.key, about) for about in ("", SESSION, PREPARATION)]
    if not drafts.became(session, made):
        keep(session, actor, address, fields, now)


def draft(session: Session, actor: Actor, address: DraftAddress) -> DraftRow | None:
    """What the actor kept under that address."""
    return drafts.one(session, actor.id, str(address))


def kept(session: Session, actor: Actor, form: str) -> list[tuple[DraftAddress, DraftRow]]:
    """What the actor kept of one form, each filling-in by itself, the latest first."""
    found = [(draft_address(row.form), row) for row in drafts.of_person(session, actor.id)]
    return [(address, row) for address, row in found if address and address.form == form]


def throw_away(session: Session, actor: Actor, address: DraftAddress) -> None:
    """Forget a draft; one that is not there is forgotten already."""
    drafts.forget(session, actor.id, str(address))
