"""Without these a learner could not say that she is away, nor that she is back."""

from dataclasses import replace as altered
from datetime import date

from sqlalchemy.orm import Session

from elearn.domain.errors import NotFound
from elearn.domain.leave import Leave, check_apart, leaves
from elearn.domain.logbook import Entry, EntryKind
from elearn.domain.people import Actor
from elearn.services.entry_writing import Placing, Sending, add, entered, entry_id, ready, require_own
from elearn.services.logbook import Logged, replace
from elearn.storage import logbook


def log_leave(session: Session, actor: Actor, leave: Leave, sent: Sending) -> Logged:
    """Enter a leave; raises ``Refused`` where some of its days lie in another."""
    require_own(actor, actor.id)
    placing = Placing(id=entry_id(actor, sent.key), learner=actor.id, by=actor.id)
    # Two tabs at one moment wait for each other here, lest their days overlap.
    logbook.hold_codes(session, actor.id)
    again = ready(session, actor, leave, placing, sent)
    if again is not None:
        return Logged(entry=again)
    check_apart(leaves(entered(session, actor.id)), leave)
    return Logged(entry=add(session, leave, placing, sent))


def end_leave(session: Session, actor: Actor, leave_id: str, last: date, sent: Sending) -> Entry:
    """Say which day was the last of a leave: a new version of it; the same said twice is said once."""
    found = logbook.entry(session, leave_id)
    if found is None or found.kind is not EntryKind.LEAVE:
        raise NotFound
    require_own(actor, found.learner)
    ended = Leave(on=found.day, to=last)
    return replace(session, actor, leave_id, ended, "", altered(sent, key=f"back:{leave_id}")).entry
