"""Without this a supervisor who entered a session wrongly would have to take it back, and write it all once more."""

from dataclasses import dataclass
from dataclasses import replace as altered
from datetime import date

from sqlalchemy.orm import Session

from elearn.domain.entering import Supervision
from elearn.domain.errors import NotFound
from elearn.domain.logbook import Entry, EntryKind, current
from elearn.domain.people import Actor
from elearn.services import logbook as entering
from elearn.services.entry_writing import Sending, entry_id
from elearn.storage import logbook


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A session as whoever held and entered it remembers it better.

    ``presenter`` and ``brought`` are of the one learner; all else is the same for everyone who was there.
    """

    on: date
    minutes: int
    mode: str
    presenter: bool
    brought: tuple[str, ...] = ()
    went_well: str = ""
    next_step: str = ""


def correct(
    session: Session,
    actor: Actor,
    id_: str,
    wanted: Corrected,
    reason: str,
    sent: Sending,
    *,
    everyone: bool = False,
) -> tuple[Entry, ...]:
    """Put another version in the place of a session that the actor entered for a learner, or for all who were there.

    The same form sent twice is one correction. Raises ``NotFound`` for a session that she did not enter, ``Conflict``
    where it was corrected meanwhile.
    """
    old = logbook.entry(session, id_)
    if old is None or old.kind is not EntryKind.SUPERVISION or actor.id == old.learner:
        raise NotFound
    if everyone and old.session_id:
        logbook.hold_session(session, old.session_id)
    first = entering.replace(session, actor, id_, _as(old, wanted), reason, sent).entry
    shared = _others(session, actor, old) if everyone else ()
    return (first, *(_follow(session, actor, each, wanted, reason, sent) for each in shared))


def others_there(session: Session, actor: Actor, entry: Entry) -> int:
    """For how many others the actor entered the same session."""
    return len(_others(session, actor, entry))


def _others(session: Session, actor: Actor, entry: Entry) -> tuple[Entry, ...]:
    held = current(logbook.in_session(session, entry.session_id)) if entry.session_id else ()
    return tuple(
        each
        for each in held
        if each.learner != entry.learner and each.entered_by == actor.id and not each.withdrawn
    )


def _follow(
    session: Session, actor: Actor, other: Entry, wanted: Corrected, reason: str, sent: Sending
) -> Entry:
    """The same correction for another who was there: what she showed is her own, and stays as it was."""
    own = altered(sent, key=f"{sent.key}:{other.learner}")
    if other.id == entry_id(actor, own.key):
        return other
    hers = altered(
        wanted,
        presenter=other.facts.get("role") == "presenter",
        brought=tuple(other.facts.get("brought", ())),
    )
    return entering.replace(session, actor, other.id, _as(other, hers), reason, own).entry


def _as(old: Entry, wanted: Corrected) -> Supervision:
    return Supervision(
        on=wanted.on,
        with_=old.named or "",
        minutes=wanted.minutes,
        mode=wanted.mode,
        setting=old.facts.get("setting", "individual"),
        presenter=wanted.presenter,
        brought=wanted.brought,
        question=old.words.get("question", ""),
        went_well=wanted.went_well,
        next_step=wanted.next_step,
        prepared=old.facts.get("prepared", ""),
    )
