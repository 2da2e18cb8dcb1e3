"""Without this hash a signer could not tell that what she signs is still what she saw."""

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date

from elearn.domain.findings import MilestoneFinding


def bundle(finding: MilestoneFinding) -> dict[str, object]:
    """What a signer sees of a milestone: its requirements and what counted, not where the request itself stands."""
    return {
        "milestone": finding.id,
        "opens": _plain(finding.window.opens if finding.window else None),
        "requirements": [_plain(each) for each in finding.requirements],
    }


def bundle_hash(finding: MilestoneFinding) -> str:
    """SHA-256, in hex, of the bundle's canonical JSON: sorted keys, no spaces, UTF-8."""
    text = json.dumps(bundle(finding), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    """A frozen shape as JSON knows it: mappings without what is empty, lists, texts and numbers."""
    if is_dataclass(value) and not isinstance(value, type):
        named = {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
        return {name: plain for name, plain in named.items() if plain not in (None, "", [])}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
