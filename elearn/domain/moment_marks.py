"""Without this rule a browser could send a mark that no clip has room for, or the same moment twice."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal
from itertools import zip_longest
from typing import Any

from elearn.domain.clips import Clip, Kind
from elearn.domain.coding_sheets import mark_value
from elearn.domain.errors import Refused
from elearn.domain.moments import Mark

LONGEST_SHEET = 85
"""Rows that a coding sheet may have, one for each beat of its clip."""
MOST = LONGEST_SHEET * len(Kind)
"""So many marks may be sent: every box of the longest coding sheet."""
LONGEST_NOTE = 300
TENTH = Decimal("0.1")
"""Seconds: no hand marks the same twice in so short a time."""
_MARK = re.compile(r"(\d{1,3}(?:\.\d{1,2})?) ([a-z-]{1,20})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The open page that marks come from: the name that chance gave it, and the state of the record it was made from.

    One that says neither, such as a page from before, is nobody's.
    """

    page: str = ""
    seen: str = ""

    def may_replace(self, state: str, last: str | None) -> bool:
        """Whether all that is kept is known to this page, so that what is not on it was taken off it."""
        return bool(self.page) and (last == self.page or state == self.seen)


def read_marks(clip: Clip, sent: Sequence[str], notes: Sequence[str]) -> tuple[Mark, ...]:
    """The marks of a form in the order of time: the first ones with a note each, boxes that were ticked after them.

    One moment marked twice is marked once. Raises ``Refused`` for what is no mark.
    """
    if len(sent) > MOST:
        raise Refused("marks-too-many", most=MOST)
    if not all(_readable(clip, value) for value in sent):
        raise Refused("mark-not-read")
    found = readable_marks(clip, sent, notes)
    if any(len(mark.note) > LONGEST_NOTE for mark in found):
        raise Refused("note-too-long", field="notes", most=LONGEST_NOTE)
    return found


def readable_marks(clip: Clip, sent: Sequence[str], notes: Sequence[str]) -> tuple[Mark, ...]:
    """What can be read of the marks of a form, to be shown once more where a rule refused them."""
    pairs = zip_longest(sent[:MOST], notes[: len(sent[:MOST])], fillvalue="")
    read = ((_readable(clip, value), note) for value, note in pairs)
    return once(
        Mark(at=found[0], kind=found[1], note=" ".join(note.split())) for found, note in read if found
    )


def once(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Marks in the order of time, each once: one kind in one tenth of a second is one mark.

    It stands where it stood first, with the first note that was written.
    """
    found: dict[tuple[Decimal, Kind], Mark] = {}
    for mark in marks:
        tenth = mark.at.quantize(TENTH, ROUND_FLOOR), mark.kind
        first = found.setdefault(tenth, mark)
        if not first.note:
            found[tenth] = replace(first, note=mark.note)
    return tuple(sorted(found.values(), key=lambda mark: (mark.at, mark.kind)))


def together(sent: Iterable[Mark], before: Iterable[Mark]) -> tuple[Mark, ...]:
    """The marks of two pages, none left out; of two notes on one mark the one that was sent last stands.

    Raises ``Refused`` for more than one clip has room for.
    """
    both = once([*sent, *before])
    if len(both) > MOST:
        raise Refused("marks-too-many", most=MOST)
    return both


def _readable(clip: Clip, value: str) -> tuple[Decimal, Kind] | None:
    shape = _MARK.fullmatch(value)
    if shape is None or shape[2] not in set(Kind) or Decimal(shape[1]) > clip.length:
        return None
    return Decimal(shape[1]), Kind(shape[2])


def marks_as_json(marks: Iterable[Mark]) -> list[dict[str, str]]:
    """Marks as the record keeps them."""
    return [{"mark": mark_value(mark.at, mark.kind), "note": mark.note} for mark in marks]


def marks_from_json(kept: Iterable[Mapping[str, Any]]) -> tuple[Mark, ...]:
    """Marks as they were kept."""
    pairs = ((each["mark"].split(" "), each["note"]) for each in kept)
    return tuple(Mark(at=Decimal(at), kind=Kind(kind), note=note) for (at, kind), note in pairs)
