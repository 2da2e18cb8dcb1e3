"""Without these nobody could write down what was agreed in a session, nor tick it once it is done."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from elearn.domain.access import Action
from elearn.domain.errors import NotFound
from elearn.domain.follow_ups import Agreed, FollowUp, Side, for_learner
from elearn.domain.logbook import Entry
from elearn.domain.people import Actor
from elearn.services.entry_writing import Sending
from elearn.services.people import require
from elearn.services.privacy import guard
from elearn.services.tokens import fingerprint
from elearn.storage import follow_ups


def agree(session: Session, actor: Actor, held: Entry, wanted: Sequence[Agreed], sent: Sending) -> None:
    """Write down what was agreed in a session with its learner; the same form sent twice writes it once."""
    texts = {f"what_{number}": each.what for number, each in enumerate(wanted, 1)}
    guard(session, actor, texts, sent.kept, about=held.learner, entry=held.id, now=sent.now)
    follow_ups.add(
        session,
        (
            {
                "id": fingerprint(f"{held.id}:agreed:{number}")[:24],
                "learner_id": held.learner,
                "entry_id": held.id,
                "whose": held.named if each.side is Side.SUPERVISOR else held.learner,
                "what": each.what,
                "by": actor.id,
                "at": sent.now,
            }
            for number, each in enumerate(for_learner(wanted, held.learner), 1)
        ),
    )


def tick(
    session: Session, actor: Actor, id_: str, *, done: bool, sent: Sending, timezone: ZoneInfo
) -> FollowUp:
    """Tick something agreed as done, or take the tick off; the learner may, and who supervises her today."""
    found = follow_ups.one(session, id_, timezone)
    if found is None:
        raise NotFound
    require(session, actor, Action.TICK_FOLLOW_UP, found.learner, sent.today)
    if (found.done is not None) is not done:
        follow_ups.tick(session, id_, done=done, by=actor.id, at=sent.now)
    return found
