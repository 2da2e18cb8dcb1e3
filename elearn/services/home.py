"""Without this a learner would come in and not see the one thing to do next, where she stands and who has it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from elearn.domain import access, leave
from elearn.domain.access import Action
from elearn.domain.desks import days_waited
from elearn.domain.evidence import LeaveEvent, QuizEvent
from elearn.domain.films import Film, films
from elearn.domain.findings import Finding, MilestoneFinding, NotCounted
from elearn.domain.home import Line, beginning
from elearn.domain.library import Catalogue
from elearn.domain.logbook import Entry, current
from elearn.domain.pathways import Requirement
from elearn.domain.people import Actor
from elearn.domain.progress import Progress as Reading
from elearn.domain.progress import moved_from
from elearn.domain.reasons import Move, Status
from elearn.services.evidence import Record, record_of
from elearn.services.milestones import Progress, progress
from elearn.services.next_steps import Step, first
from elearn.services.reviews import Waiting, waiting
from elearn.storage import home, people
from elearn.storage.home import Begun

RECENT = 3
"""So many results are shown."""

OTHERS = frozenset({Move.SUPERVISOR, Move.ASSESSOR, Move.COORDINATOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """Something that is with somebody else: who has it, since when, and how many days that is without leave.

    It is a sign-off (`request`) of a milestone, or an entry.
    """

    move: Move
    person: str | None
    since: date
    days: int
    milestone: MilestoneFinding
    request: str | None = None
    entry: Entry | None = None

    @property
    def key(self) -> str:
        """What tells it from any other: the request's id or the entry's."""
        return self.request or (self.entry.id if self.entry else self.milestone.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A requirement of a milestone that is open, and how it stands."""

    requirement: Requirement
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A milestone that is open and not met, with all that it asks for now."""

    milestone: MilestoneFinding
    asks: tuple[Asked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a learner stands on one pathway: the milestones she works on, what others have, how to begin."""

    progress: Progress
    working: tuple[Open, ...]
    awaited: tuple[Awaited, ...]
    beginning: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """All that a learner's home shows; `films` are those whose day to be erased has come, the longest due first."""

    step: Step
    ways: tuple[Way, ...]
    reading: tuple[Reading, ...]
    results: tuple[QuizEvent, ...]
    names: Mapping[str, str]
    leave: LeaveEvent | None
    review: Waiting
    films: tuple[Film, ...]

    @property
    def besides(self) -> tuple[Reading, ...]:
        """The modules under way, without the one that is the next step."""
        return tuple(each for each in self.reading if each != self.step.reading)

    @property
    def awaited(self) -> tuple[Awaited, ...]:
        """What others have, once each though it may count on several pathways; the longest wait first."""
        each_once = {each.key: each for way in self.ways for each in way.awaited}
        return tuple(sorted(each_once.values(), key=lambda each: each.since))


def learner(session: Session, actor: Actor, catalogue: Catalogue, today: date, timezone: ZoneInfo) -> Home:
    """A learner's home; eleven statements, whatever there is on it."""
    access.require(actor, Action.KEEP_LOGBOOK, frozenset({access.Standing.SELF}))
    return of_record(session, record_of(session, actor.id, timezone), catalogue, today)


def of_record(session: Session, record: Record, catalogue: Catalogue, today: date) -> Home:
    """What a learner's home says of a record that is gathered already, as her milestones say it too; two statements."""
    begun = home.begun(session, record.learner, today)
    reading = _reading(begun, catalogue)
    found = progress(record, today)
    away = leaves(record)
    resting = leave.on_leave(away, today)
    return Home(
        step=first(record, found, begun, reading, catalogue),
        ways=tuple(_way(each, record, away, today) for each in found),
        reading=_under_way(reading),
        results=_results(record),
        names=people.names(session, {record.learner, *_named(record)}),
        leave=resting,
        review=Waiting(count=0) if resting else waiting(catalogue, begun, today),
        films=() if resting else _due(record, today),
    )


def leaves(record: Record) -> tuple[LeaveEvent, ...]:
    """The times she is or was away, as they stand now."""
    return leave.leaves(record.entries)


def working(found: Progress) -> tuple[MilestoneFinding, ...]:
    """The milestones that are open and not met, in order; where none is, the first that is still to be opened."""
    left = [each for each in found.judgement.milestones if each.status is not Status.MET]
    return tuple(each for each in left if each.status is not Status.NOT_OPEN) or tuple(left[:1])


def asks(found: Progress, milestone: MilestoneFinding) -> tuple[Asked, ...]:
    """What a milestone asks for, in order; what renews it where it is due again and can be renewed."""
    asked = found.pathway.milestone(milestone.id)
    if asked is None:
        return ()
    renewing = milestone.status is Status.DUE_AGAIN and bool(milestone.renewal)
    named = asked.renew.requires if renewing and asked.renew else asked.requires
    by_id = {each.id: each for each in named}
    findings = milestone.renewal if renewing else milestone.requirements
    return tuple(Asked(requirement=by_id[each.id], finding=each) for each in findings)


def awaited(found: Progress, record: Record, away: Sequence[LeaveEvent], today: date) -> tuple[Awaited, ...]:
    """What somebody else has, the longest wait first; each request and each entry once."""
    each_once = {each.key: each for each in _awaited(found, record, away, today)}
    return tuple(sorted(each_once.values(), key=lambda each: each.since))


def _awaited(found: Progress, record: Record, away: Sequence[LeaveEvent], today: date) -> Iterator[Awaited]:
    entries = {each.id: each for each in record.entries}
    for milestone in working(found):
        asked = milestone.waiting
        if asked is not None and not asked.asks_back:
            days = days_waited(asked.since, today, away)
            yield Awaited(
                move=milestone.move,
                person=asked.person,
                since=asked.since,
                days=days,
                milestone=milestone,
                request=asked.request,
            )
        for left in _left(milestone):
            since = dict(left.params).get("since")
            if left.move in OTHERS and isinstance(since, date):
                yield Awaited(
                    move=left.move,
                    person=left.person,
                    since=since,
                    days=days_waited(since, today, away),
                    milestone=milestone,
                    entry=entries.get(left.event),
                )


def _left(milestone: MilestoneFinding) -> Iterator[NotCounted]:
    for finding in (*milestone.requirements, *milestone.renewal):
        for each in finding.every:
            yield from each.not_counted


def _way(found: Progress, record: Record, away: Sequence[LeaveEvent], today: date) -> Way:
    return Way(
        progress=found,
        working=tuple(Open(milestone=each, asks=asks(found, each)) for each in working(found)),
        awaited=awaited(found, record, away, today),
        beginning=beginning(found.pathway, found.judgement),
    )


def _reading(begun: Iterable[Begun], catalogue: Catalogue) -> dict[str, Reading]:
    """How far she is in each module."""
    told = tuple(begun)
    found = {}
    for module in catalogue.modules.values():
        known = moved_from(module)
        places = [each for each in told if each.kind == "place" and (each.ref, each.lesson) in known]
        found[module.id] = Reading(
            module=module,
            read_on={
                known[each.ref, each.lesson]: each.on
                for each in told
                if each.kind == "read" and each.on and (each.ref, each.lesson) in known
            },
            place=known[places[-1].ref, places[-1].lesson] if places else "",
            at=places[-1].at if places else None,
        )
    return found


def _under_way(reading: Mapping[str, Reading]) -> tuple[Reading, ...]:
    """Modules begun and not finished, the one she was in last first."""
    begun = [(each.at, each) for each in reading.values() if each.at and each.begun and not each.finished]
    return tuple(each for _, each in sorted(begun, key=lambda pair: pair[0], reverse=True))


def _due(record: Record, today: date) -> tuple[Film, ...]:
    return tuple(each for each in films(current(record.entries)) if each.is_due(today))


def _results(record: Record) -> tuple[QuizEvent, ...]:
    """The last result of each quiz, or its last pass where there is one, the latest first."""
    tried = [each for each in record.achievements if isinstance(each, QuizEvent)]
    last = {each.quiz: each for each in sorted(tried, key=lambda one: one.passed)}
    return tuple(sorted(last.values(), key=lambda each: each.on, reverse=True)[:RECENT])


def _named(record: Record) -> set[str]:
    """Everyone whom a home may have to name."""
    return {
        *(each.supervisor for each in record.relations),
        *(each.asked_of for each in record.requests),
        *(each.by for each in record.decisions),
        *(each.named for each in record.entries if each.named),
    }
