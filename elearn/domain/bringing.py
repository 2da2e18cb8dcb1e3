"""Without these rules a film could be shown where its family never agreed, or never be shown at all."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from elearn.domain.entry_rights import WORK_KINDS
from elearn.domain.errors import Refused
from elearn.domain.logbook import Entry, EntryKind, current, versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of work that could be brought: whether a session was about it, and the code of what bars it.

    ``earlier`` are the ids of its earlier versions.
    """

    entry: Entry
    seen: bool
    barrier: str | None
    earlier: tuple[str, ...] = ()


def barrier(work: Entry, on: date, *, group: bool = False) -> str | None:
    """Why a piece of work may not be brought to a session of that day, as the code of a refusal; None where it may.

    A film whose family took its consent back before that day may be brought no more, and one never cleared for
    supervision never was; before a group, which is other trainees, it must be cleared for intervision too. The work
    itself counts all the same.
    """
    gone, agreed = work.consent_gone, work.facts.get("consent", ())
    if gone is not None and gone.on < on:
        return "consent-withdrawn"
    if work.kind is not EntryKind.CYCLE:
        return None
    if "supervision" not in agreed:
        return "consent-does-not-reach"
    return "consent-not-for-group" if group and "intervision" not in agreed else None


def check_brought(work: Iterable[Entry], brought: Collection[str], on: date, *, group: bool = False) -> None:
    """What is brought to a session of that day is her own, stands, and may be shown there; else raises ``Refused``."""
    known = {entry.id: entry for entry in work}
    for id_ in brought:
        entry = known.get(id_)
        if entry is None or entry.withdrawn:
            raise Refused("brought-unknown", field="brought")
        code = barrier(entry, on, group=group)
        if code is not None:
            raise Refused(code, field="brought", client=entry.facts["client"])


def supervised(entries: Sequence[Entry]) -> frozenset[str]:
    """The ids, of every version, of what a standing session was about; ``entries`` are all versions of everything."""
    chains = versions(entries)
    sessions = [
        each
        for each in current(entries)
        if each.kind is EntryKind.SUPERVISION and not each.withdrawn and not each.disowned
    ]
    shown = (id_ for each in sessions for id_ in each.facts.get("brought", ()))
    return frozenset(version for id_ in shown for version in chains.get(id_, (id_,)))


def to_bring(entries: Sequence[Entry], on: date) -> tuple[Piece, ...]:
    """The work that could be brought that day: first what no session was about, the oldest first, then the latest.

    ``entries`` are all versions of everything.
    """
    seen, chains = supervised(entries), versions(entries)
    pieces = [
        Piece(entry=each, seen=each.id in seen, barrier=barrier(each, on), earlier=chains[each.id][:-1])
        for each in current(entries)
        if each.kind in WORK_KINDS and not each.withdrawn
    ]
    new = sorted((each for each in pieces if not each.seen), key=_order)
    old = sorted((each for each in pieces if each.seen), key=_order, reverse=True)
    return (*new, *old)


def _order(piece: Piece) -> tuple[date, int]:
    return piece.entry.day, piece.entry.seq
