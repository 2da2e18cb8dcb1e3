"""Without this what waits would only be seen by whoever comes to look: once a week it is told by letter."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from elearn.domain.desks import Item, queue, waits_for
from elearn.domain.errors import NotFound
from elearn.domain.films import fell_due, films
from elearn.domain.logbook import Entry, EntryKind, current, kept_day
from elearn.domain.outbox import is_marked, mark, week_of
from elearn.domain.people import LEARNERS, Actor, Role
from elearn.mail.letters import digest, erasure
from elearn.services import letters
from elearn.services.tokens import fingerprint
from elearn.storage import desks, logbook, outbox, people
from elearn.words.outbox import WAITS
from elearn.words.reasons import spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The day and instant of writing, the service's time zone, and the key that marks links to stop the letter."""

    today: date
    now: datetime
    timezone: ZoneInfo
    key: str


def readers(session: Session) -> tuple[list[str], list[str]]:
    """Who may get a weekly letter (supervisors and assessors who sign in and want one), and every learner."""
    silent = outbox.silent(session)
    supervising, learning = {}, {}
    for role in Role:
        for row in people.with_role(session, role):
            if role in LEARNERS:
                learning[row.id] = row
            elif role in (Role.SUPERVISOR, Role.ASSESSOR) and row.passphrase_hash and row.id not in silent:
                supervising[row.id] = row
    return (
        [each.id for each in supervising.values() if letters.reaches(session, each)],
        [each.id for each in learning.values() if letters.reaches(session, each)],
    )


def tell_supervisor(session: Session, person_id: str, week: Week) -> bool:
    """Queue this week's letter to a supervisor, once, if somebody waits for her who is not away; False if none is."""
    person = people.by_id(session, person_id)
    if person is None or outbox.is_silent(session, person_id):
        return False
    waits = list(waits_for(person_id, desks.waits(session, person_id, week.today, week.timezone)))
    away = _away(session, {each.learner for each in waits}, week.today)
    items = queue(each for each in waits if each.learner not in away)
    if not items:
        return False
    link = letters.link(session, "/desk/")
    off = letters.link(session, f"/letters/weekly/{person_id}/{mark(week.key, person_id)}")
    written = digest(person.name, _lines(items, week.today), link, off)
    return letters.queue(
        session, person_id, written, week.now, once=f"week:{person_id}:{week_of(week.today)}"
    )


def tell_learner(session: Session, person_id: str, week: Week) -> bool:
    """Queue a letter to a learner whose films are due to be erased, once for each film that becomes due.

    While she is on leave she is left in peace; the letter follows when she is back.
    """
    entries = logbook.entries_of(session, [person_id]).get(person_id, ())
    standing = current(entries)
    kept = [each.cycle for each in films(standing) if each.is_due(week.today)]
    person = people.by_id(session, person_id)
    if person is None or not kept or _is_away(standing, week.today):
        return False
    # A letter may be read a year later, so each day has its year.
    told = [
        (str(each.facts.get("client", "")), spoken(each.on or each.entered_on, date.max)) for each in kept
    ]
    written = erasure(person.name, told, letters.link(session, "/practise/films"))
    new = fingerprint(" ".join(fell_due(entries, week.today)))
    return letters.queue(session, person_id, written, week.now, once=f"film:{person_id}:{new[:24]}")


def silence(session: Session, key: str, person_id: str, shown: str, now: datetime) -> None:
    """Stop the weekly letter to whoever follows the link in one; raises ``NotFound`` for a link that is not ours."""
    require_marked(session, key, person_id, shown)
    outbox.silence(session, person_id, now)


def is_silent(session: Session, actor: Actor) -> bool:
    """Whether the actor has stopped her weekly letter."""
    return outbox.is_silent(session, actor.id)


def is_stopped(session: Session, key: str, person_id: str, shown: str) -> bool:
    """Whether whoever holds the link in a letter has stopped it already; raises ``NotFound`` for a link not ours."""
    require_marked(session, key, person_id, shown)
    return outbox.is_silent(session, person_id)


def turn(session: Session, actor: Actor, now: datetime) -> bool:
    """Turn the actor's weekly letter off, or on again; True where she will have it."""
    if outbox.is_silent(session, actor.id):
        outbox.unsilence(session, actor.id)
        return True
    outbox.silence(session, actor.id, now)
    return False


def require_marked(session: Session, key: str, person_id: str, shown: str) -> None:
    """Raise ``NotFound`` unless the link was made here for a person who is here."""
    if not is_marked(key, person_id, shown) or people.by_id(session, person_id) is None:
        raise NotFound


def _lines(items: Sequence[Item], today: date) -> list[str]:
    """What waits, a line a kind and nobody named: as her desk counts it, a group that met as one."""
    found = []
    for matter, (one, many) in WAITS.items():
        held = [each for each in items if each.first.matter is matter]
        if held:
            first = spoken(min(each.since for each in held), today)
            found.append((one if len(held) == 1 else many) % {"num": len(held), "since": first})
    return found


def _away(session: Session, learners: Collection[str], today: date) -> frozenset[str]:
    """Who of these learners is on leave today."""
    entries = logbook.entries_of(session, learners)
    return frozenset(each for each, kept in entries.items() if _is_away(current(kept), today))


def _is_away(entries: Iterable[Entry], today: date) -> bool:
    return any(
        each.day <= today <= (kept_day(each.facts.get("to")) or today)
        for each in entries
        if each.kind is EntryKind.LEAVE and not each.withdrawn
    )
