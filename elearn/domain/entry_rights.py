"""Without these rules anybody could take back, correct, disown or read what stands in somebody's logbook."""

from collections.abc import Iterable

from elearn.domain.access import Standing
from elearn.domain.logbook import ActKind, Entry, EntryKind

SEEN_KINDS = frozenset({EntryKind.COURSE, EntryKind.DOCUMENT, EntryKind.CHECK, EntryKind.PRIOR})
"""What counts once the own supervisor or a coordinator has seen the paper."""

OWN_SUPERVISOR_SEES = SEEN_KINDS - {EntryKind.PRIOR}
"""Of these, what the own supervisor may have seen: what was reached before would close a gate that is another's."""

WORK_KINDS = frozenset({EntryKind.CYCLE, EntryKind.VISIT, EntryKind.SESSION})
"""Work with a family."""

ENTERED = SEEN_KINDS | WORK_KINDS | {EntryKind.SUPERVISION, EntryKind.MEETING, EntryKind.LEAVE}
"""What people enter by a form of the logbook."""

_CONFIRMING = (ActKind.CONFIRMED, ActKind.SEEN, ActKind.RECOGNISED)
_RECOGNITION = (ActKind.CONFIRMED, ActKind.RECOGNISED, ActKind.NOT_RECOGNISED)


def may_withdraw(chain: Iterable[Entry], person: str) -> bool:
    """Whether she may take an entry back: she made it, and nobody else has confirmed any version of it."""
    versions = tuple(chain)
    others = any(act.by != person and act.kind in _CONFIRMING for each in versions for act in each.acts)
    return _is_hers(versions[-1], person) and not others


def may_replace(entry: Entry, person: str) -> bool:
    """Whether she may put another version in its place: she made it, and has not taken it back."""
    return _is_hers(entry, person)


def may_disown(entry: Entry, person: str) -> bool:
    """Whether she may say that she does not know a session: its supervisor and its learner may, if another made it."""
    if entry.kind is not EntryKind.SUPERVISION or entry.withdrawn or disowned_by(entry, person):
        return False
    return person in (entry.named, entry.learner) and person != entry.entered_by


def disowned_by(entry: Entry, person: str) -> bool:
    """Whether it is she who does not know the entry."""
    said = [act for act in entry.acts if act.by == person and act.kind in _RECOGNITION]
    return bool(said) and said[-1].kind is ActKind.NOT_RECOGNISED


def may_see(entry: Entry, person: str, standings: frozenset[Standing]) -> bool:
    """Whether she may see that an entry is there, and what counts in it; its words are another matter.

    A former supervisor sees what names her and what she confirmed; a coordinator what she may confirm having seen,
    leave, and sessions, which pass to her when their supervisor has left.
    """
    if person in (entry.learner, entry.named) or Standing.SUPERVISOR in standings:
        return True
    if any(act.by == person and act.kind in _CONFIRMING for act in entry.acts):
        return True
    return Standing.COORDINATOR in standings and entry.kind in SEEN_KINDS | {
        EntryKind.SUPERVISION,
        EntryKind.LEAVE,
    }


def may_read(entry: Entry, person: str, standings: frozenset[Standing]) -> bool:
    """Whether she may read what was written in it.

    Its learner always; the supervisor named in a session what belongs to that session; the own supervisor of today
    whatever the learner shares; a coordinator never.
    """
    if person == entry.learner or (entry.kind is EntryKind.SUPERVISION and person == entry.named):
        return True
    return entry.shared and Standing.SUPERVISOR in standings


def _is_hers(entry: Entry, person: str) -> bool:
    return entry.kind in ENTERED and entry.entered_by == person and not entry.withdrawn
