"""Without these an entry could not be taken back, disowned, shared, or its film attested as erased."""

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from elearn.domain.entry_rights import disowned_by, may_disown, may_withdraw
from elearn.domain.errors import NotFound, Refused
from elearn.domain.logbook import Act, ActKind, Entry, EntryKind
from elearn.domain.people import Actor
from elearn.services import audit
from elearn.services.entry_writing import Sending, require_own, standing_entry
from elearn.services.privacy import guard
from elearn.storage import logbook, rollups


def withdraw(session: Session, actor: Actor, entry_id: str, sent: Sending) -> Entry:
    """Take back an entry of one's own that nobody else has confirmed; it stays in the record, struck."""
    found = standing_entry(session, entry_id, _made_by(actor))
    if not may_withdraw(logbook.chain(session, found), actor.id):
        raise Refused("confirmed-by-another")
    _act(session, actor, found, ActKind.WITHDRAWN, sent.today, sent)
    _audit(session, actor, found, "entry-withdrawn", sent)
    return found


def disown(session: Session, actor: Actor, entry_id: str, why: str, sent: Sending) -> Entry:
    """Say that one does not know a session; it stops counting until whoever said so agrees again."""
    found = standing_entry(session, entry_id, _party(actor))
    if disowned_by(found, actor.id):
        return found
    if not may_disown(found, actor.id):
        raise NotFound
    if not why.strip():
        raise Refused("reason-missing", field="why")
    guard(session, actor, {"why": why}, sent.kept, about=found.learner, entry=found.id, now=sent.now)
    _act(session, actor, found, ActKind.NOT_RECOGNISED, sent.today, sent, why.strip())
    _audit(session, actor, found, "not-recognised", sent)
    return found


def recognise(session: Session, actor: Actor, entry_id: str, sent: Sending) -> Entry:
    """Take back that one does not know a session."""
    found = standing_entry(session, entry_id, _party(actor))
    if disowned_by(found, actor.id):
        _act(session, actor, found, ActKind.RECOGNISED, sent.today, sent)
        _audit(session, actor, found, "recognised", sent)
    return found


def attest_erased(session: Session, actor: Actor, cycle_id: str, on: date, sent: Sending) -> Entry:
    """Attest that a cycle's film was erased on a day."""
    found = _own_cycle(session, actor, cycle_id)
    if found.erased:
        return found
    _check_day(found, on, sent)
    _act(session, actor, found, ActKind.FILM_ERASED, on, sent)
    _audit(session, actor, found, "film-erased", sent)
    return found


def take_consent_back(session: Session, actor: Actor, cycle_id: str, on: date, sent: Sending) -> Entry:
    """Record that a family took its consent back: the work counts, the film goes, and may be brought no more."""
    found = _own_cycle(session, actor, cycle_id)
    if found.consent_gone:
        return found
    _check_day(found, on, sent)
    _act(session, actor, found, ActKind.CONSENT_WITHDRAWN, on, sent)
    _audit(session, actor, found, "consent-withdrawn", sent)
    return found


def share(session: Session, actor: Actor, entry_id: str, sent: Sending, *, shared: bool) -> Entry:
    """Let the own supervisor read what was written in an entry, or no longer."""
    found = standing_entry(session, entry_id, lambda each: each.learner == actor.id)
    require_own(actor, found.learner)
    if "share" not in found.words:
        raise NotFound
    if found.shared != shared:
        _act(session, actor, found, ActKind.SHARED if shared else ActKind.UNSHARED, sent.today, sent)
    return found


def _own_cycle(session: Session, actor: Actor, cycle_id: str) -> Entry:
    found = standing_entry(session, cycle_id, lambda each: each.learner == actor.id)
    require_own(actor, found.learner)
    if found.kind is not EntryKind.CYCLE:
        raise NotFound
    return found


def _check_day(cycle: Entry, on: date, sent: Sending) -> None:
    if on > sent.today:
        raise Refused("not-happened-yet", field="on")
    if on < (cycle.on or cycle.entered_on):
        raise Refused("before-film", field="on")


def _made_by(actor: Actor) -> Callable[[Entry], bool]:
    return lambda entry: entry.entered_by == actor.id


def _party(actor: Actor) -> Callable[[Entry], bool]:
    return lambda entry: actor.id in (entry.learner, entry.named)


def _act(
    session: Session, actor: Actor, entry: Entry, kind: ActKind, on: date, sent: Sending, note: str = ""
) -> None:
    logbook.act(session, entry.id, Act(kind=kind, on=on, by=actor.id, note=note), sent.now)
    rollups.keep_turns(session, entry.learner)


def _audit(session: Session, actor: Actor, entry: Entry, action: str, sent: Sending) -> None:
    audit.record(session, action, by=actor.id, about=entry.learner, now=sent.now, entry=entry.id)
