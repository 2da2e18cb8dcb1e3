"""Without this file what was signed could not be kept as it stood: a bundle as plain JSON, and back."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from elearn.domain.evidence import AnyEvent, Evidence
from elearn.domain.findings import Finding, MilestoneFinding, NotCounted, Param, Waived
from elearn.domain.judging.bundles import bundle
from elearn.domain.reasons import Move, Reason, Status

Facts = Mapping[str, Any]
"""One entry as it stood, in the keys of an evidence event and with its `kind`; what is empty is left out."""


def bundle_text(finding: MilestoneFinding) -> str:
    """The bundle as canonical JSON: sorted keys, no spaces; its SHA-256 is the version that a signer saw."""
    return json.dumps(bundle(finding), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def version(text: str) -> str:
    """The version of a bundle's text: SHA-256 in hex, as ``bundle_hash`` gives it for the finding."""
    return hashlib.sha256(text.encode()).hexdigest()


def frozen(finding: MilestoneFinding, evidence: Evidence) -> dict[str, Any]:
    """What a decision keeps: the bundle that was signed and the facts of every entry behind it; never a text."""
    behind = {each.id: each for each in evidence.events}
    named = [deep for each in finding.requirements for deep in each.every]
    ids = dict.fromkeys(id_ for each in named for id_ in (*each.events, *_left_out(each)))
    kept: dict[str, Any] = json.loads(bundle_text(finding))
    return {"bundle": kept, "entries": {id_: dict(facts(behind[id_])) for id_ in ids if id_ in behind}}


def facts(event: AnyEvent) -> Facts:
    """An entry's facts as JSON values."""
    return {"kind": event.kind, **_plain(event)}


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
