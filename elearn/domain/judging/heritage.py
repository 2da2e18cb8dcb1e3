"""Without this file one entry would be counted in two stages, and a client would stay new for ever."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from elearn.domain.evidence import SupervisionEvent
from elearn.domain.findings import Finding
from elearn.domain.judging.entries import label, minutes
from elearn.domain.judging.record import Record
from elearn.domain.judging.scope import KnownClient
from elearn.domain.pathways import Facet
from elearn.domain.reasons import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Heritage:
    """What the milestones listed before one leave to it: entries they have spoken of, and clients they knew."""

    elsewhere: frozenset[str]
    clients: Mapping[str, KnownClient]


NOTHING = Heritage(elsewhere=frozenset(), clients={})
"""What is left to the milestone listed first."""


def handed_on(before: Heritage, milestone: str, findings: tuple[Finding, ...], record: Record) -> Heritage:
    """What a milestone leaves to those after it, together with all that was left to it."""
    elsewhere: set[str] = set()
    clients = dict(before.clients)
    for finding in (deep for each in findings for deep in each.every):
        elsewhere.update(finding.events, (each.event for each in finding.not_counted))
        for client, known in _met(milestone, finding, record):
            clients.setdefault(client, known)
    return Heritage(elsewhere=before.elsewhere | elsewhere, clients=clients)


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
