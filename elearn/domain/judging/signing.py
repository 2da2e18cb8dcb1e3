"""Without this file anyone could close a milestone: an assessor stands apart, a supervisor is the learner's own."""

from datetime import date
from typing import assert_never

from elearn.domain.evidence import SupervisionEvent
from elearn.domain.findings import Refusal, Window
from elearn.domain.judging.record import Record
from elearn.domain.pathways import Apart, Closer
from elearn.domain.reasons import RefusalCode


def refusal(person: str, by: Closer, window: Window, record: Record, on: date) -> Refusal | None:
    """Why this person may not close a milestone on a day, in the part that closes it; None when she may.

    `window` is where an assessor must have stood apart. That somebody is a coordinator is asked at the door.
    """
    if person == record.evidence.learner:
        return Refusal(code=RefusalCode.OWN_RECORD)
    match by:
        case Closer.ASSESSOR:
            return _not_accredited(person, record, on) or _not_apart(person, window, record)
        case Closer.SUPERVISOR:
            return _not_own_supervisor(person, record, on)
        case Closer.COORDINATOR:
            return None
        case _:
            assert_never(by)


def apart_window(apart: Apart, window: Window, record: Record) -> Window:
    """The days in which an assessor must have stood apart: the milestone's window, or all since the beginning."""
    opens = window.opens if apart is Apart.MILESTONE else None
    return Window(opens=opens or record.evidence.began, closes=window.closes)


def _not_accredited(person: str, record: Record, on: date) -> Refusal | None:
    if any(each.person == person and each.holds(on) for each in record.evidence.accredited):
        return None
    return Refusal(code=RefusalCode.NOT_ACCREDITED, params=(("person", person),))


def _not_apart(person: str, window: Window, record: Record) -> Refusal | None:
    first, last = window.opens or date.min, window.closes or date.max
    for relation in record.supervisors:
        if relation.person == person and relation.holds_within(first, last):
            params = (("person", person), ("from", first), ("since", relation.since))
            return Refusal(code=RefusalCode.SUPERVISED_IN_WINDOW, params=params)
    for session in record.of(SupervisionEvent):
        held = session.confirmed is not None and session.disowned is None
        if held and session.with_ == person and first <= session.on <= last:
            params = (("person", person), ("from", first), ("since", session.on))
            return Refusal(code=RefusalCode.SESSION_IN_WINDOW, params=params)
    return None


def _not_own_supervisor(person: str, record: Record, on: date) -> Refusal | None:
    if any(each.person == person and each.holds_within(on, on) for each in record.supervisors):
        return None
    return Refusal(code=RefusalCode.NOT_OWN_SUPERVISOR, params=(("person", person),))
