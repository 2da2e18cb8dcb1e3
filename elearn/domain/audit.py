"""Without this nobody could tell an untouched record of acts from one that was edited afterwards."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise

FIRST = "0" * 64
"""What stands before the first seal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act as it is sealed; ``detail`` holds ids and codes, never a text a person typed."""

    at: datetime
    actor: str | None
    action: str
    subject: str | None
    detail: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """An act with the seal before it, its own seal, and the name of the key that made it."""

    seq: int
    act: Act
    before: str
    seal: str
    key_id: str


def key_name(key: str) -> str:
    """A short public name of a key: the first 12 hex digits of its SHA-256."""
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def seal(key: str, before: str, act: Act) -> str:
    """HMAC-SHA-256 over the seal before and the act's canonical JSON, in hex."""
    body = {
        "at": act.at.astimezone(UTC).isoformat(),
        "actor": act.actor,
        "action": act.action,
        "subject": act.subject,
        "detail": dict(act.detail),
    }
    text = before + json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()


def first_break(chain: Iterable[Sealed], keys: Mapping[str, str]) -> int | None:
    """The sequence number at which a chain no longer holds, or None; a key nobody has cannot be checked by it."""
    before = FIRST
    for link in chain:
        key = keys.get(link.key_id)
        if link.before != before or (key is not None and seal(key, before, link.act) != link.seal):
            return link.seq
        before = link.seal
    return None


def stamped_back(chain: Iterable[Sealed]) -> tuple[int, ...]:
    """The sequence numbers of acts whose stamp is earlier than that of the act before.

    A clock was set back. The order is that of the numbers; the stamp is kept as it was.
    """
    links = tuple(chain)
    return tuple(after.seq for before, after in pairwise(links) if after.act.at < before.act.at)
