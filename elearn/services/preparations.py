"""Without these a session could not be prepared, shown to whoever holds it, or taken up again after a lost page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from elearn.domain import access
from elearn.domain.access import Action, Standing
from elearn.domain.bringing import Piece, check_brought, to_bring
from elearn.domain.entry_rights import WORK_KINDS
from elearn.domain.errors import Conflict, NotFound
from elearn.domain.logbook import Entry, EntryKind, current, versions
from elearn.domain.people import Actor
from elearn.domain.preparations import Preparation, Prepared, State, first_version, may_read, open_one
from elearn.mail.letters import prepared as letter
from elearn.services import letters
from elearn.services.entry_writing import PREPARATION, Sending, entry_id
from elearn.services.people import standings, supervisors_today
from elearn.services.privacy import guard
from elearn.storage import logbook, people, preparations

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a learner may lay on the table, what is prepared already, who would read it, and whom a letter reaches."""

    work: tuple[Piece, ...]
    prepared: Prepared | None
    supervisors: tuple[str, ...]
    mailed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A preparation as one reader sees it, with the work that was brought and what people are called."""

    prepared: Prepared
    brought: tuple[Piece, ...]
    names: Mapping[str, str]


def table(session: Session, actor: Actor, today: date) -> Table:
    """What the actor's next session can be made of; six statements."""
    _require_own(actor)
    entries = logbook.entries_of(session, [actor.id]).get(actor.id, [])
    held = [each.supervisor for each in supervisors_today(session, actor.id, today)]
    rows = people.by_ids(session, held)
    known = [rows[each] for each in dict.fromkeys(held) if rows[each].name]
    return Table(
        work=pieces(entries, today),
        prepared=open_one(preparations.of_learner(session, actor.id), held_by(entries)),
        supervisors=tuple(each.name for each in known),
        mailed=tuple(each.name for each in known if letters.reaches(session, each)),
    )


def prepare(session: Session, actor: Actor, wanted: Preparation, seen: str, sent: Sending) -> Prepared:
    """Keep a version of the actor's next session, in the place of the one she saw; the same form twice is one.

    Whoever supervises her is told by letter once it is shared, and again only of another day. Raises ``Conflict`` when
    another window was quicker.
    """
    _require_own(actor)
    people.locked(session, actor.id)
    id_ = entry_id(actor, sent.key, PREPARATION)
    there = preparations.one(session, id_)
    if there is not None:
        return _same(there, wanted)
    entries = logbook.entries_of(session, [actor.id]).get(actor.id, [])
    standing = _standing(session, actor, entries, seen)
    wanted.check(sent.today, standing.preparation.day if standing else None)
    # It is for a session to come, so a consent taken back today reaches it no more.
    check_brought(_work(entries), wanted.brought, sent.today + DAY)
    guard(session, actor, wanted.texts(), sent.kept, about=actor.id, entry=id_, now=sent.now)
    return _add(session, actor, id_, wanted, standing, sent)


def throw_away(session: Session, actor: Actor, seen: str, sent: Sending) -> None:
    """Throw the preparation away that the actor saw; once is enough. The versions she kept stay in her own record."""
    _require_own(actor)
    people.locked(session, actor.id)
    entries = logbook.entries_of(session, [actor.id]).get(actor.id, [])
    last = open_one(preparations.of_learner(session, actor.id), held_by(entries))
    if last is None:
        return
    if last.id != seen:
        raise Conflict("preparation-moved")
    preparations.add(
        session,
        id=entry_id(actor, last.id, "thrown away"),
        learner_id=actor.id,
        state=State.WITHDRAWN,
        brought=[],
        words={},
        replaces=last.id,
        kept_on=sent.today,
        kept_at=sent.now,
    )


def shown(session: Session, actor: Actor, id_: str, today: date) -> Shown:
    """One version of a preparation, for its learner, and once shared for who supervises her or held the session."""
    found = preparations.one(session, id_)
    if found is None:
        raise NotFound
    entries = logbook.entries_of(session, [found.learner]).get(found.learner, [])
    sessions = [each for each in current(entries) if each.facts.get("prepared") == id_]
    named = {each.named for each in sessions}
    held = standings(session, actor, found.learner, today)
    if not may_read(found, actor.id, held, actor.id if actor.id in named else None):
        raise NotFound
    newest = open_one(preparations.of_learner(session, found.learner), held_by(entries))
    # What was put away for a later version is nobody else's any more.
    if actor.id != found.learner and not named and (newest is None or newest.id != id_):
        raise NotFound
    day = next((each.day for each in sessions if not each.withdrawn), today + DAY)
    return Shown(
        prepared=found, brought=brought(entries, found, day), names=people.names(session, {found.learner})
    )


def pieces(entries: Sequence[Entry], today: date) -> tuple[Piece, ...]:
    """The work with families among these entries that could be brought to a session to come."""
    return to_bring(entries, today + DAY)


def brought(entries: Sequence[Entry], prepared: Prepared, on: date) -> tuple[Piece, ...]:
    """What a preparation brings to a session of that day, as it stands now; a consent may have gone since.

    ``entries`` are all versions of everything.
    """
    chains, standing = versions(entries), {each.entry.id: each for each in to_bring(entries, on)}
    newest = dict.fromkeys(chains[id_][-1] for id_ in prepared.preparation.brought if id_ in chains)
    return tuple(standing[id_] for id_ in newest if id_ in standing)


def held_by(entries: Sequence[Entry]) -> frozenset[str]:
    """The preparations whose session was entered, and stands."""
    sessions = (each for each in current(entries) if each.kind is EntryKind.SUPERVISION)
    return frozenset(
        str(each.facts["prepared"]) for each in sessions if "prepared" in each.facts and not each.withdrawn
    )


def _standing(session: Session, actor: Actor, entries: Sequence[Entry], seen: str) -> Prepared | None:
    last = open_one(preparations.of_learner(session, actor.id), held_by(entries))
    if (last.id if last else "") != seen:
        raise Conflict("preparation-moved")
    return last


def _add(
    session: Session, actor: Actor, id_: str, wanted: Preparation, old: Prepared | None, sent: Sending
) -> Prepared:
    added = preparations.add(
        session,
        id=id_,
        learner_id=actor.id,
        state=wanted.state,
        brought=list(wanted.brought),
        words=dict(wanted.words()),
        replaces=old.id if old else None,
        kept_on=sent.today,
        kept_at=sent.now,
    )
    found = preparations.one(session, id_)
    if not added or found is None:
        raise Conflict("preparation-moved")
    if found.shared:
        _tell(session, actor, found, sent)
    return found


def _tell(session: Session, actor: Actor, found: Prepared, sent: Sending) -> None:
    link = letters.link(session, f"/desk/agenda/{actor.id}")
    first = first_version(preparations.of_learner(session, actor.id), found)
    day = found.preparation.day or ""
    held = [each.supervisor for each in supervisors_today(session, actor.id, sent.today)]
    for supervisor, name in people.names(session, held).items():
        once = f"prepared:{first.id}:{day}:{supervisor}"
        written = letter(name, actor.name, link)
        letters.queue(session, supervisor, written, sent.now, about=actor.id, once=once)


def _same(there: Prepared, wanted: Preparation) -> Prepared:
    if there.preparation != wanted:
        raise Conflict("saved-already")
    return there


def _work(entries: Sequence[Entry]) -> list[Entry]:
    return [each for each in current(entries) if each.kind in WORK_KINDS]


def _require_own(actor: Actor) -> None:
    access.require(actor, Action.PREPARE_SESSION, frozenset({Standing.SELF}))
