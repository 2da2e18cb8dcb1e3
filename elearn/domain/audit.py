"""Without this nobody could tell an untouched record of acts from one that was edited afterwards."""

import hashlib
import hmac
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

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
    """An act with its number, the seal before it, its own seal, and the name of the key that made it."""

    seq: int
    act: Act
    before: str
    seal: str
    key_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where a chain ends: the last seal, after so many acts (None: not told). Kept elsewhere, it tells a cut tail."""

    acts: int | None
    seal: str

    def __str__(self) -> str:
        """As it is written down: `acts:seal`."""
        return self.seal if self.acts is None else f"{self.acts}:{self.seal}"


class Fault(StrEnum):
    """What is wrong with a chain."""

    ALTERED = "altered"
    OUT_OF_PLACE = "out-of-place"
    UNKNOWN_KEY = "unknown-key"
    TAIL_MISSING = "tail-missing"
    NOT_THE_KEPT = "not-the-kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """The first place at which a chain does not hold: what is wrong, and the number of the act."""

    fault: Fault
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """How a chain stands: where it ends, where it breaks first, and which stamps run backwards.

    ``unkeyed`` acts were sealed with a key that is not at hand: their order was examined, not their seal;
    ``unvouched`` is the first of them.
    """

    head: Head
    broken: Break | None
    backwards: tuple[int, ...]
    unkeyed: int
    unvouched: Break | None

    @property
    def acts(self) -> int:
        """How many acts there are."""
        return self.head.acts or 0

    @property
    def first(self) -> Break | None:
        """The first act for which nobody can vouch: the chain breaks there, or its key is not at hand."""
        found = [each for each in (self.broken, self.unvouched) if each]
        return min(found, key=lambda each: each.seq, default=None)


def key_name(key: str) -> str:
    """A short public name of a key: the first 12 hex digits of its SHA-256."""
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def read_head(text: str) -> Head | None:
    """A head as it was written down, `acts:seal` or the seal alone; None where it is neither."""
    found = re.fullmatch(r"(?:(\d{1,18}):)?([0-9a-f]{64})", text.strip().casefold())
    return Head(acts=int(found[1]) if found[1] else None, seal=found[2]) if found else None


def seal(key: str, before: str, act: Act, seq: int | None) -> str:
    """HMAC-SHA-256 over the seal before and the act's canonical JSON with its number, in hex.

    The number is None for acts that were sealed before numbers were part of it.
    """
    body = {
        "at": act.at.astimezone(UTC).isoformat(),
        "actor": act.actor,
        "action": act.action,
        "subject": act.subject,
        "detail": dict(act.detail),
    }
    told = body if seq is None else {**body, "seq": seq}
    text = before + json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()


def keyed(key: str, text: str) -> str:
    """HMAC-SHA-256 of a text, in hex: who holds the key can prove what it was, and nobody can guess it back."""
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()


def examine(chain: Iterable[Sealed], keys: Mapping[str, str], kept: Collection[Head] = ()) -> Examined:
    """How a chain stands under these keys (by name), and against heads that were kept of it; one pass."""
    walk = _Walk(keys, kept)
    for link in chain:
        walk.take(link)
    return walk.end()


class _Walk:
    """One pass over a chain, however long: what was seen so far, and where it first broke."""

    def __init__(self, keys: Mapping[str, str], kept: Collection[Head]) -> None:
        self.keys = keys
        self.awaited = {each for each in kept if each.seal != FIRST}
        self.acts, self.unkeyed = 0, 0
        self.last: Sealed | None = None
        self.broken: Break | None = None
        self.unvouched: Break | None = None
        self.backwards: list[int] = []

    def take(self, link: Sealed) -> None:
        self.acts += 1
        fault = self._fault(link) or self._unlike_kept(link)
        if fault and self.broken is None:
            self.broken = Break(fault=fault, seq=link.seq)
        if link.key_id not in self.keys:
            self.unkeyed += 1
            self.unvouched = self.unvouched or Break(fault=Fault.UNKNOWN_KEY, seq=link.seq)
        if self.last is not None and link.act.at < self.last.act.at:
            self.backwards.append(link.seq)
        self.last = link

    def end(self) -> Examined:
        if self.awaited and self.broken is None:
            self.broken = Break(fault=Fault.TAIL_MISSING, seq=self.last.seq + 1 if self.last else 1)
        return Examined(
            head=Head(acts=self.acts, seal=self.last.seal if self.last else FIRST),
            broken=self.broken,
            backwards=tuple(self.backwards),
            unkeyed=self.unkeyed,
            unvouched=self.unvouched,
        )

    def _fault(self, link: Sealed) -> Fault | None:
        before = self.last.seal if self.last else FIRST
        if link.before != before or (self.last is not None and link.seq <= self.last.seq):
            return Fault.OUT_OF_PLACE
        key = self.keys.get(link.key_id)
        # Acts sealed before numbers were part of a seal are tried without, only where the seal with it does not agree.
        agrees = key is None or any(seal(key, before, link.act, seq) == link.seal for seq in (link.seq, None))
        return None if agrees else Fault.ALTERED

    def _unlike_kept(self, link: Sealed) -> Fault | None:
        """The act after which a head was written down has another seal: the whole chain was put in its place."""
        met = {each for each in self.awaited if each.acts in (None, self.acts) and each.seal == link.seal}
        self.awaited -= met
        missed = {each for each in self.awaited if each.acts == self.acts}
        self.awaited -= missed
        return Fault.NOT_THE_KEPT if missed else None
