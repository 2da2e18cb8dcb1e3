"""Without this file a requirement could be set aside by anybody, or by nobody."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import assert_never

from elearn.domain.evidence import Supervisor, WaiverEvent
from elearn.domain.findings import Finding, NotCounted, Waived
from elearn.domain.judging.record import Record
from elearn.domain.pathways import Closer
from elearn.domain.reasons import Reason, Status


def waived(finding: Finding, may: Closer | None, record: Record, address: str) -> Finding:
    """A waiver satisfies and never changes what was counted; one given by somebody who may not is only named."""
    for each in record.of(WaiverEvent):
        if each.requirement != address:
            continue
        if may is not None and _may_waive(each, may, record):
            by = Waived(by=each.by, on=each.on, reason=each.reason)
            return replace(finding, status=Status.MET, since=each.on, waived=by)
        no = NotCounted(
            event=each.id, reason=Reason.MAY_NOT_WAIVE, params=(("person", each.by), ("on", each.on))
        )
        finding = replace(finding, not_counted=(*finding.not_counted, no))
    return finding


def _as_known(record: Record, waiver: WaiverEvent) -> Iterator[Supervisor]:
    """The supervisors as the record knew them on the day of the waiver; an ending of that very day came after it."""
    evening = waiver.recorded - timedelta(days=1)
    for each in record.evidence.supervisors:
        if each.entered is None or each.entered <= waiver.recorded:
            yield each.as_known(evening)


def _may_waive(waiver: WaiverEvent, may: Closer, record: Record) -> bool:
    """Whether the person had the part that may waive; that of a coordinator is asked at the door."""
    if waiver.by == record.evidence.learner:
        return False
    match may:
        case Closer.SUPERVISOR:
            return any(
                each.person == waiver.by and each.holds_within(waiver.on, waiver.on)
                for each in _as_known(record, waiver)
            )
        case Closer.ASSESSOR:
            return any(
                each.person == waiver.by and each.holds(waiver.on) for each in record.evidence.accredited
            )
        case Closer.COORDINATOR:
            return True
        case _:
            assert_never(may)
