"""Without this an entry would be written in six ways; here each is checked, guarded, added once, or found again."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from dataclasses import replace as altered
from datetime import date, datetime

from sqlalchemy.orm import Session

from elearn.domain import access
from elearn.domain.access import Action, Standing
from elearn.domain.entering import NEW_CLIENT, Cycle, Entering, Visit
from elearn.domain.errors import Conflict, NotFound
from elearn.domain.logbook import Act, ActKind, Entry, current
from elearn.domain.people import Actor
from elearn.services import audit
from elearn.services.privacy import guard
from elearn.services.tokens import fingerprint
from elearn.storage import logbook, rollups


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """How a form was sent: its random key, when, which pieces identify nobody, and that one like it is meant."""

    key: str
    now: datetime
    today: date
    kept: frozenset[str] = frozenset()
    another: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Where an entry belongs: whose it is, by whom, to which approach or pathway, to which session, in whose stead."""

    id: str
    learner: str
    by: str
    approach: str | None = None
    pathway: str | None = None
    session_id: str | None = None
    replaces: str | None = None
    reason: str = ""


SESSION, PREPARATION = "session", "preparation"
"""What else than an entry a form makes, as `entry_id` is told it."""


def entry_id(actor: Actor, key: str, about: str = "") -> str:
    """The id of what a form with this key makes: the same form sent twice by the same person is one entry."""
    return fingerprint(f"{actor.id}:{key}:{about}")[:24]


def entered(session: Session, learner: str) -> tuple[Entry, ...]:
    """The newest version of everything a learner has in her logbook, withdrawn ones included."""
    return entered_by(session, [learner])[learner]


def entered_by(session: Session, learners: Collection[str]) -> dict[str, tuple[Entry, ...]]:
    """The same of each of these learners; two statements."""
    found = logbook.entries_of(session, learners)
    return {learner: current(found.get(learner, ())) for learner in learners}


def standing_entry(
    session: Session, id_: str, concerns: Callable[[Entry], bool], also: str | None = None
) -> Entry:
    """The entry as it stands, held against other writers; raises ``Conflict`` when it moved on or was taken back.

    With the people in it is held whoever is ``also`` to be named, in what takes its place. Raises ``NotFound`` first
    where it is none of the actor's concern: a conflict would tell that it is there.
    """
    seen = logbook.entry(session, id_)
    # People are held first, then what they entered, and sealed is last: two who wait crosswise would wait for good.
    rollups.hold(session, {seen.learner, seen.named, also} if seen else ())
    found = logbook.locked(session, id_)
    if found is None or not concerns(found):
        raise NotFound
    newest = logbook.chain(session, found)[-1]
    if newest.id != id_:
        raise Conflict("entry-replaced")
    if newest.withdrawn:
        raise Conflict("entry-withdrawn")
    return newest


def require_own(actor: Actor, learner: str) -> None:
    """Pass in silence where it is the actor's own logbook; raises ``NotFound`` else."""
    held = frozenset({Standing.SELF}) if actor.id == learner else frozenset[Standing]()
    access.require(actor, Action.KEEP_LOGBOOK, held)


def write(session: Session, actor: Actor, entering: Entering, placing: Placing, sent: Sending) -> Entry:
    """Check, guard and add an entry; the same form sent again gives the entry there is.

    Raises ``Conflict`` when the form was saved before with another content, or the entry was replaced meanwhile.
    """
    return ready(session, actor, entering, placing, sent) or add(session, entering, placing, sent)


def ready(
    session: Session, actor: Actor, entering: Entering, placing: Placing, sent: Sending
) -> Entry | None:
    """Pass the rules and the guard; what is there already if this form was saved before."""
    entering.check(sent.today)
    found = logbook.entry(session, placing.id)
    if found is not None:
        return same(found, entering)
    rollups.hold(session, {placing.learner, entering.named})
    texts = {**entering.texts(), "reason": placing.reason}
    guard(session, actor, texts, sent.kept, about=placing.learner, entry=placing.id, now=sent.now)
    return None


def add(session: Session, entering: Entering, placing: Placing, sent: Sending) -> Entry:
    """Add an entry that is ready; should the same have come at the same moment, the one that came first."""
    kept_to = {"pathway": placing.pathway} if placing.pathway else {}
    added = logbook.add(
        session,
        id=placing.id,
        learner_id=placing.learner,
        kind=entering.kind,
        approach=placing.approach,
        on=entering.on,
        facts={**entering.facts(), **kept_to},
        words=dict(entering.words()),
        named=entering.named,
        session_id=placing.session_id,
        replaces=placing.replaces,
        reason=placing.reason or None,
        entered_at=sent.now,
        entered_on=sent.today,
        entered_by=placing.by,
    )
    rollups.keep_turns(session, placing.learner)
    found = logbook.entry(session, placing.id)
    if found is None:
        raise Conflict("entry-replaced")
    return found if added else same(found, entering)


def own_word(session: Session, actor: Actor, entry: Entry, sent: Sending) -> None:
    """Keep that the actor stands for a session: its supervisor, or a coordinator once that supervisor has left."""
    logbook.act(session, entry.id, Act(kind=ActKind.CONFIRMED, on=sent.today, by=actor.id), sent.now)
    rollups.keep_turns(session, entry.learner)
    stead = entry.named if entry.named != actor.id else None
    audit.record(
        session, "confirmed", by=actor.id, about=entry.learner, now=sent.now, entry=entry.id, instead_of=stead
    )


def saved(session: Session, actor: Actor, old_id: str, sent: Sending) -> Entry | None:
    """The version that this very form put in the place of an entry, if it was sent before."""
    found = logbook.entry(session, entry_id(actor, sent.key))
    return found if found is not None and found.replaces == old_id else None


def same(saved: Entry, entering: Entering) -> Entry:
    """What this form made when it was sent before; raises ``Conflict`` when it now says something else."""
    if entering.kind is not saved.kind:
        raise Conflict("saved-already")
    if isinstance(entering, Cycle | Visit) and entering.client == NEW_CLIENT:
        entering = altered(entering, client=saved.facts["client"])
    facts = entering.facts()
    kept = {key: value for key, value in saved.facts.items() if key in facts or key != "pathway"}
    told = (entering.on, entering.named, facts, entering.words())
    if told != (saved.on, saved.named, kept, saved.words):
        raise Conflict("saved-already")
    return saved
