"""Without this file each rule would look into an entry in its own way: its day, its client, what may be asked of it."""

from datetime import date

from elearn.domain.evidence import (
    AnyEvent,
    AssignmentEvent,
    CourseEvent,
    CycleEvent,
    InterventionEvent,
    MeetingEvent,
    RatingEvent,
    SessionEvent,
    SupervisionEvent,
    VisitEvent,
)
from elearn.domain.judging.record import Record
from elearn.domain.pathways import Facet, Unit, Where

KINDS: dict[Unit, type[AnyEvent]] = {
    Unit.CYCLE: CycleEvent,
    Unit.SESSION: SessionEvent,
    Unit.VISIT: VisitEvent,
    Unit.INTERVENTION: InterventionEvent,
    Unit.SUPERVISION: SupervisionEvent,
    Unit.MEETING: MeetingEvent,
    Unit.ASSIGNMENT: AssignmentEvent,
    Unit.RATING: RatingEvent,
    Unit.COURSE: CourseEvent,
}


def minutes(event: AnyEvent) -> int:
    """How long it took, in minutes; 0 where nobody said."""
    value: int = getattr(event, "minutes", None) or 0
    return value


def label(event: AnyEvent, facet: Facet) -> str:
    """In what it may differ from others; empty where it does not say."""
    if facet is Facet.CYCLE:
        return event.id
    value: str = getattr(event, facet.value, "")
    return value


def asked(event: AnyEvent, where: Where) -> tuple[str, ...]:
    """What an entry answers to a condition: none, one or several values, as they are written."""
    value: object = getattr(event, where.key.value, None)
    if isinstance(value, tuple):
        return value
    if isinstance(value, bool):
        return ("true",) if value else ("false",)
    return () if value in (None, "") else (str(value),)


def answers(event: AnyEvent, where: Where) -> bool:
    """Whether an entry is one of those that count."""
    values = asked(event, where)
    if where.at_least is not None or where.at_most is not None:
        number = minutes(event)
        return (where.at_least is None or number >= where.at_least) and (
            where.at_most is None or number <= where.at_most
        )
    if isinstance(getattr(event, where.key.value, None), tuple):
        return all(value in values for value in where.values)
    return any(value in where.values for value in values)


def concerned(session: SupervisionEvent, facet: Facet, record: Record) -> frozenset[str]:
    """The clients, cases or entries that a supervision was about; film whose consent had gone was not shown."""
    said = label(session, facet) if facet is not Facet.CYCLE else ""
    brought = [record.latest(id_) for id_ in session.brought]
    shown = [each for each in brought if each is not None and not _consent_gone(each, session.on)]
    return frozenset({said, *(label(each, facet) for each in shown)} - {""})


def _consent_gone(event: AnyEvent, by: date) -> bool:
    gone = event.consent_withdrawn if isinstance(event, CycleEvent) else None
    return gone is not None and gone < by
