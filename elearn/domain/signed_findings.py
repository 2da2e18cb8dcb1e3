"""Without this file what was signed could not be kept as it stood: a bundle as plain JSON, and back."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from elearn.domain.audit import key_name, keyed
from elearn.domain.evidence import AnyEvent, Evidence
from elearn.domain.findings import Finding, MilestoneFinding, NotCounted, Param, Waived
from elearn.domain.judging.bundles import bundle
from elearn.domain.logbook import Entry, current
from elearn.domain.reasons import Move, Reason, Status

Facts = Mapping[str, Any]
"""One entry as it stood, in the keys of an evidence event and with its `kind`; what is empty is left out."""


Reflections = Mapping[str, str]
"""What a learner wrote and shares, by the entry it stands in."""
NONE_SHARED: Reflections = {}


DERIVED = frozenset({"agreed", "left", "settled", "withdrawal_known"})
"""What an event carries for the judging alone: the record's own history of it, no fact of the entry."""


def shared_reflections(finding: MilestoneFinding, entries: Iterable[Entry]) -> Reflections:
    """The reflections behind a finding that their learner shares; of all others nothing reaches a signer."""
    written = {each.id: each for each in current(entries) if each.shared and each.words.get("reflection")}
    counted = dict.fromkeys(id_ for one in finding.requirements for deep in one.every for id_ in deep.events)
    return {id_: str(written[id_].words["reflection"]) for id_ in counted if id_ in written}


def whole_bundle(finding: MilestoneFinding, reflections: Reflections = NONE_SHARED) -> dict[str, object]:
    """The bundle with a hash of each reflection, so that its version covers them and a form need not carry them."""
    hashes = {id_: version(text) for id_, text in reflections.items()}
    return {**bundle(finding), **({"reflections": hashes} if hashes else {})}


def bundle_text(finding: MilestoneFinding, reflections: Reflections = NONE_SHARED) -> str:
    """The bundle as canonical JSON: sorted keys, no spaces; its SHA-256 is the version that a signer saw."""
    return canonical(whole_bundle(finding, reflections))


def canonical(value: Mapping[str, Any]) -> str:
    """JSON values as one text for ever: sorted keys, no spaces, letters as they are."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def version(text: str) -> str:
    """The version of a text: SHA-256 in hex; of a bundle without reflections it is its ``bundle_hash``."""
    return hashlib.sha256(text.encode()).hexdigest()


def frozen(
    finding: MilestoneFinding, evidence: Evidence, reflections: Reflections = NONE_SHARED
) -> dict[str, Any]:
    """What a request and a decision keep: the bundle, the facts of every entry behind it, and what was shared."""
    behind = {each.id: each for each in evidence.events}
    named = [deep for each in finding.requirements for deep in each.every]
    ids = dict.fromkeys(id_ for each in named for id_ in (*each.events, *_left_out(each)))
    kept: dict[str, Any] = {
        "bundle": json.loads(bundle_text(finding, reflections)),
        "entries": {id_: dict(facts(behind[id_])) for id_ in ids if id_ in behind},
    }
    return {**kept, "reflections": dict(reflections)} if reflections else kept


def facts(event: AnyEvent) -> Facts:
    """An entry's facts as JSON values; what the record derives for the judging is none of them."""
    plain = {name: value for name, value in _plain(event).items() if name not in DERIVED}
    return {"kind": event.kind, **plain}


def withheld(kept: Mapping[str, Any], key: str) -> dict[str, Any]:
    """What stays of a kept body once a person is erased: a hash under a key, to prove it by, not to guess it from."""
    return {"withheld": keyed(key, canonical(kept)), "key": key_name(key)}


def is_withheld(kept: Mapping[str, Any]) -> bool:
    """Whether the body is gone and only its hash is kept."""
    return "withheld" in kept


def still_shared(kept: Reflections, now: Reflections) -> Reflections:
    """Those of the kept reflections that stand today word for word, and are shared.

    What was taken back or written anew since is read by nobody who has not yet signed.
    """
    return {id_: text for id_, text in kept.items() if now.get(id_) == text}


def said_in(kept: Any, words: Collection[str]) -> bool:
    """Whether one of these texts stands, whole, anywhere in a kept body."""
    if isinstance(kept, Mapping):
        return any(said_in(each, words) for each in kept.values())
    if isinstance(kept, list):
        return any(said_in(each, words) for each in kept)
    return kept in words if isinstance(kept, str) else False


def findings_of(kept: Mapping[str, Any]) -> tuple[Finding, ...]:
    """The requirements of a bundle as they stood when it was signed."""
    return tuple(_finding(each) for each in kept["requirements"])


def _left_out(finding: Finding) -> tuple[str, ...]:
    return tuple(each.event for each in finding.not_counted)


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        named = {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
        return {name: plain for name, plain in named.items() if plain not in (None, "", [])}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _finding(kept: Mapping[str, Any]) -> Finding:
    return Finding(
        id=kept["id"],
        status=Status(kept["status"]),
        have=kept["have"],
        need=kept["need"],
        minutes=kept.get("minutes", False),
        since=_day(kept.get("since")),
        until=_day(kept.get("until")),
        packing=kept.get("packing"),
        norm=kept.get("norm"),
        counted=tuple(kept.get("counted", ())),
        events=tuple(kept.get("events", ())),
        not_counted=tuple(_not_counted(each) for each in kept.get("not_counted", ())),
        waived=_waived(kept.get("waived")),
        below=tuple(_finding(each) for each in kept.get("below", ())),
        note=kept.get("note", ""),
    )


def _not_counted(kept: Mapping[str, Any]) -> NotCounted:
    return NotCounted(
        event=kept["event"],
        reason=Reason(kept["reason"]),
        move=Move(kept["move"]),
        person=kept.get("person"),
        params=tuple((name, _param(value)) for name, value in kept.get("params", ())),
    )


def _waived(kept: Mapping[str, Any] | None) -> Waived | None:
    if kept is None:
        return None
    return Waived(by=kept["by"], on=date.fromisoformat(kept["on"]), reason=kept.get("reason", ""))


def _param(value: Any) -> Param:
    """A parameter as it was: JSON has no dates and no tuples."""
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    param: Param = value
    return param


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None
