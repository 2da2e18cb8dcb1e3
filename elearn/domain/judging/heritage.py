"""Without this file one entry would be counted in two stages, and a client would stay new for ever."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from elearn.domain.evidence import SupervisionEvent
from elearn.domain.findings import Finding
from elearn.domain.judging.entries import label, minutes
from elearn.domain.judging.record import Record
from elearn.domain.judging.sieve import KnownClient
from elearn.domain.pathways import Facet
from elearn.domain.reasons import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Heritage:
    """What the milestones listed before one leave to it: entries they speak of or counted, and clients they knew."""

    elsewhere: frozenset[str]
    taken: frozenset[str]
    clients: Mapping[str, KnownClient]


def heritage(
    above: Iterable[tuple[str, tuple[Finding, ...]]], opened_by: tuple[Finding, ...], record: Record
) -> Heritage:
    """What milestones listed before (id and findings) leave; `opened_by` are those of the one that opened this."""
    elsewhere: set[str] = set()
    clients: dict[str, KnownClient] = {}
    for milestone, findings in above:
        for finding in (deep for each in findings for deep in each.every):
            elsewhere.update(finding.events, (each.event for each in finding.not_counted))
            for client, known in _met(milestone, finding, record):
                clients.setdefault(client, known)
    taken = frozenset(id_ for finding in opened_by for id_ in finding.events)
    return Heritage(elsewhere=frozenset(elsewhere), taken=taken, clients=clients)


def left_over(finding: Finding, record: Record) -> tuple[str, ...]:
    """The entries after the one with which a requirement was met."""
    have = 0
    for place, id_ in enumerate(finding.events):
        if have >= finding.need:
            return finding.events[place:]
        event = record.latest(id_)
        have += minutes(event) if finding.minutes and event else 1
    return ()


def _met(milestone: str, finding: Finding, record: Record) -> Iterator[tuple[str, KnownClient]]:
    """Each client with whom work was counted, or would have been had it been entered in time."""
    late = [each.event for each in finding.not_counted if each.reason is Reason.LATE_ENTRY]
    for id_ in (*finding.events, *late):
        event = record.latest(id_)
        client = label(event, Facet.CLIENT) if event and not isinstance(event, SupervisionEvent) else ""
        if client:
            yield client, KnownClient(event=id_, milestone=milestone, late=id_ in late)
