"""Without this nobody could sign in, stay signed in, leave, or replace a passphrase she has forgotten."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from sqlalchemy.orm import Session

from elearn.domain.errors import NotFound, Refused, TooMany
from elearn.domain.people import fold_email
from elearn.services import audit, tokens
from elearn.services.passphrases import Hasher, accept
from elearn.storage import links, people, rollups, sessions, throttle
from elearn.storage.base import new_id
from elearn.storage.people import PersonRow
from elearn.storage.sessions import DeviceRow, KeptFormRow, SessionRow, Visit

WINDOW = timedelta(minutes=5)
TRIES = 10
SHARED = "address:"
NAMED = 32
"""So many digits of a fingerprint name a bucket."""
KEPT_FOR = timedelta(hours=1)
FRESH_FOR = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=10)
PURPOSES = ("invitation", "reset")
LASTS = {"invitation": timedelta(days=14), "reset": timedelta(hours=1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What is needed to check a passphrase without holding the database meanwhile."""

    person_id: str | None
    kept: str | None
    device_known: bool


def credentials(session: Session, address: str, device: str) -> Credentials:
    """What belongs to an address, or as much of nothing for an address that is unknown or disabled."""
    person = people.by_email(session, address)
    if person is None or person.disabled_at or person.passphrase_hash is None:
        return Credentials(person_id=None, kept=None, device_known=False)
    known = bool(device) and sessions.knows_device(session, person.id, tokens.fingerprint(device))
    return Credentials(person_id=person.id, kept=person.passphrase_hash, device_known=known)


def count_try(session: Session, buckets: tuple[str, ...], now: datetime) -> None:
    """Count one try in each bucket; raises ``TooMany`` when one of them holds more than ten in five minutes."""
    counted = [throttle.count(session, bucket, WINDOW, now) for bucket in buckets]
    over = [row.began_at + WINDOW for row in counted if row.tries > TRIES]
    if over:
        raise TooMany("too-many-tries", minutes=max(1, round((max(over) - now).total_seconds() / 60)))


def forgive_tries(session: Session, buckets: tuple[str, ...]) -> None:
    """Forget the tries in these buckets after the right passphrase; of an address only the one that was right.

    Whoever has an account could else clear her address again and again, and try everybody's passphrase from it.
    """
    for bucket in buckets:
        if bucket.startswith(SHARED):
            throttle.take_back(session, bucket)
        else:
            throttle.clear(session, bucket)


def account_bucket(email: str) -> str:
    """Where tries at the passphrase of an address are counted; the address itself is not kept there."""
    return f"account:{tokens.fingerprint(fold_email(email))[:NAMED]}"


def device_bucket(device: str) -> str:
    """Where tries on a browser that is known are counted, so that strangers cannot lock its person out."""
    return f"device:{tokens.fingerprint(device)[:NAMED]}"


def forget_tries(session: Session, person: PersonRow) -> None:
    """Forget every try that was counted under a person's id, her address or a browser of hers."""
    hashes = [tokens.fingerprint(person.email_folded or ""), *sessions.devices_of(session, person.id)]
    throttle.forget(session, [person.id, *(each[:NAMED] for each in hashes)])


def sign_in(session: Session, person_id: str, device: str, now: datetime) -> tuple[str, str]:
    """Begin a session for a person whose passphrase agreed; returns its token and the token of this browser."""
    token = tokens.fresh()
    session.add(
        SessionRow(
            person_id=person_id, token_hash=tokens.fingerprint(token), signed_in_at=now, last_seen_at=now
        )
    )
    if not device or not sessions.knows_device(session, person_id, tokens.fingerprint(device)):
        device = tokens.fresh()
        session.add(DeviceRow(person_id=person_id, token_hash=tokens.fingerprint(device), known_since=now))
    session.flush()
    return token, device


def visit(session: Session, token: str) -> Visit | None:
    """The session under a token, ended or not; None if there never was one."""
    return sessions.visit(session, tokens.fingerprint(token))


def holds(found: Visit, now: datetime, *, idle: timedelta, absolute: timedelta) -> bool:
    """Whether a session still holds: not ended, not idle too long, not older than the longest allowed."""
    return not found.ended and now - found.last_seen_at < idle and now - found.signed_in_at < absolute


def wants_touch(found: Visit, now: datetime) -> bool:
    """Whether the last-seen stamp is old enough to be worth a write."""
    return now - found.last_seen_at >= SEEN_EVERY


def touch(session: Session, session_id: str, now: datetime) -> None:
    """Note that a session was seen now."""
    sessions.touch(session, session_id, now)


def sign_out(session: Session, session_id: str, now: datetime) -> None:
    """End this session."""
    sessions.end(session, session_id, "signed-out", now)


def is_fresh(found: Visit, now: datetime) -> bool:
    """Whether the passphrase was given within 12 hours, as a sign-off asks."""
    return now - found.signed_in_at < FRESH_FOR


def prove(session: Session, person_id: str, passphrase: str, hasher: Hasher) -> None:
    """Raise ``Refused`` at the passphrase unless it is this person's; asked again before a sign-off."""
    person = people.by_id(session, person_id)
    if person is None or not hasher.agrees(person.passphrase_hash, passphrase):
        raise Refused("passphrase-wrong", field="passphrase")


def make_link(session: Session, person_id: str, purpose: str, *, by: str | None, now: datetime) -> str:
    """A fresh link token for an invitation (14 days) or a reset (1 hour); earlier unused ones stop working."""
    links.revoke_open(session, person_id, PURPOSES, now)
    token = tokens.fresh()
    session.add(
        links.LinkRow(
            person_id=person_id,
            purpose=purpose,
            token_hash=tokens.fingerprint(token),
            made_at=now,
            made_by=by,
            expires_at=now + LASTS[purpose],
        )
    )
    session.flush()
    return token


def open_link(session: Session, token: str, now: datetime) -> links.LinkRow:
    """The link under a token, still unspent; looking never spends it. Raises ``NotFound`` or ``Refused``."""
    link = links.by_token(session, tokens.fingerprint(token))
    if link is None or link.purpose not in PURPOSES:
        raise NotFound
    person = people.by_id(session, link.person_id)
    if person is None or person.disabled_at or person.erased_at:
        raise NotFound
    if link.used_at or link.revoked_at or link.expires_at <= now:
        raise Refused("link-spent" if link.used_at else "link-old")
    return link


def follow_link(
    session: Session, token: str, passphrase: str, again: str, hasher: Hasher, now: datetime
) -> str:
    """Set the passphrase an invitation or a reset asks for; every earlier session ends. Returns the person's id."""
    link = open_link(session, token, now)
    person = people.by_id(session, link.person_id)
    if person is None:
        raise NotFound
    accept(passphrase, again, name=person.name, email=person.email or "")
    # Who makes her a fresh link holds her first as well, and then the links.
    rollups.hold(session, {person.id})
    if not links.spend(session, link.id, now):
        raise Refused("link-spent")
    person.passphrase_hash = hasher.hash(passphrase)
    sessions.end_all(session, person.id, "new-passphrase", now)
    audit.record(session, f"{link.purpose}-used", by=person.id, about=person.id, now=now)
    return person.id


def change_passphrase(
    session: Session,
    person_id: str,
    old: str,
    new: str,
    again: str,
    hasher: Hasher,
    now: datetime,
    *,
    keep: str | None = None,
) -> None:
    """Replace one's own passphrase; every session but the one she sits at ends."""
    person = people.by_id(session, person_id)
    if person is None:
        raise NotFound
    if not hasher.agrees(person.passphrase_hash, old):
        raise Refused("passphrase-wrong", field="old")
    person.passphrase_hash = hasher.hash(accept(new, again, name=person.name, email=person.email or ""))
    sessions.end_all(session, person.id, "new-passphrase", now, but=keep)
    audit.record(session, "passphrase-changed", by=person.id, about=person.id, now=now)


def keep_form(
    session: Session, person_id: str, path: str, fields: dict[str, list[str]], now: datetime
) -> None:
    """Keep what was typed into a form whose session had run out; an hour, one form, for its writer alone."""
    sessions.forget_forms(session, person_id)
    session.add(KeptFormRow(id=new_id(), person_id=person_id, path=path, fields=dict(fields), kept_at=now))
    session.flush()


def kept_form(session: Session, person_id: str, now: datetime) -> KeptFormRow | None:
    """The form kept for this person within the last hour."""
    return sessions.kept_form(session, person_id, now - KEPT_FOR)


def forget_form(session: Session, person_id: str) -> None:
    """Throw away what was kept."""
    sessions.forget_forms(session, person_id)


def network(address: str) -> str:
    """An address as the throttle counts it: IPv4 whole, IPv6 by its /64, since one home has a whole /64."""
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    return str(found) if found.version == 4 else str(ip_network((found, 64), strict=False))
