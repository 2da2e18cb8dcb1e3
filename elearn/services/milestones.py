"""Without this nobody could see where a learner stands: her record gathered once and judged pathway by pathway."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from elearn.domain.access import Action, Standing
from elearn.domain.errors import NotFound
from elearn.domain.evidence import Evidence, LeaveEvent
from elearn.domain.findings import Judgement, MilestoneFinding
from elearn.domain.leave import leaves
from elearn.domain.milestones import judge
from elearn.domain.pathways import Pathway
from elearn.domain.people import LEARNERS, Actor, Role
from elearn.domain.signed_findings import Facts, facts
from elearn.domain.signoffs import amended_since, corrected
from elearn.services.evidence import Record, gather, pathways_in, record_of
from elearn.services.people import require
from elearn.storage import assignments, moves, people
from elearn.storage.assignments import AssignmentRow
from elearn.storage.moves import MoveRow

MOST = 50
"""How many learners are judged at once; a longer list is paged by key."""

KEPT = 512
"""So many judgements are kept, to be found again by the whole of the evidence they rest on."""

PERSONS = ("with_", "by", "of", "confirmed_by")
"""Where an entry names a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One learner on one pathway as it stands today; ``used_up`` are the quizzes that allow her no other try."""

    assignment: AssignmentRow
    pathway: Pathway
    evidence: Evidence
    judgement: Judgement
    used_up: frozenset[str] = frozenset()

    @property
    def entries(self) -> Mapping[str, Facts]:
        """The facts of her entries by id; told only when asked for, since a desk of fifty learners never does."""
        return {each.id: facts(each) for each in self.evidence.events}

    @property
    def complete(self) -> bool:
        """Whether every milestone is met and in date."""
        return all(each.met for each in self.judgement.milestones)

    @property
    def until(self) -> date | None:
        """The last day on which all that is met is in date; None where nothing runs out."""
        ends = (each.due or each.until for each in self.judgement.milestones if each.until)
        return min((end for end in ends if end), default=None)

    def certified(self, today: date) -> bool:
        """Whether it is complete, and in date today too: of a pathway that has ended, it may have run out since."""
        return self.complete and (self.until is None or today <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """Where several learners stand, when each is or was away, and the name of everyone who is named there.

    ``ended`` are the pathways that were asked for besides, each as it stood on its last day.
    """

    of: Mapping[str, tuple[Progress, ...]]
    ended: tuple[Progress, ...]
    away: Mapping[str, tuple[LeaveEvent, ...]]
    names: Mapping[str, str]
    records: Mapping[str, Record]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One learner's milestones as one reader may see them.

    ``plain`` says that only done or not yet is shown: a paraprofessional's coordinator reads no tries. ``moves``
    are those of each assignment to other editions, the first first; ``ended`` the pathways she is on no more.
    """

    learner: str
    name: str
    record: Record
    progress: tuple[Progress, ...]
    away: tuple[LeaveEvent, ...]
    names: Mapping[str, str]
    roles: frozenset[Role]
    standings: frozenset[Standing]
    plain: bool
    moves: Mapping[str, list[MoveRow]] = field(default_factory=dict)
    ended: tuple[Progress, ...] = ()


def standings(
    session: Session,
    learners: Collection[str],
    today: date,
    timezone: ZoneInfo,
    also: Iterable[AssignmentRow] = (),
) -> Standings:
    """Where at most fifty learners stand today; ten statements, however many they are.

    ``also`` are assignments of theirs that have ended and are to be told too. Raises ``ValueError`` for more than
    fifty: a page that shows more must be cut.
    """
    if len(learners) > MOST:
        raise ValueError(f"at most {MOST} learners are judged at once")
    records = gather(session, learners, timezone, also)
    found = {learner: progress(record, today) for learner, record in records.items()}
    everyone = named(records.values(), (each for several in found.values() for each in several))
    away = {learner: leaves(record.entries) for learner, record in records.items()}
    ended = tuple(on_its_day(records[row.learner_id], row, today) for row in also)
    names = people.names(session, {*learners, *everyone})
    return Standings(of=found, ended=ended, away=away, names=names, records=records)


def standing(session: Session, actor: Actor, learner: str, today: date, timezone: ZoneInfo) -> Sheet:
    """One learner's milestones, for herself, her own supervisor or a coordinator; raises ``NotFound`` for others."""
    held = require(session, actor, Action.SEE_PROGRESS, learner, today)
    roles = people.roles_of(session, learner)
    known = moves.of_learner(session, learner)
    found = standings(session, [learner], today, timezone, [row for row in known if row.ended_at])
    if not found.of[learner] and not roles & LEARNERS:
        raise NotFound
    return Sheet(
        learner=learner,
        name=found.names[learner],
        record=found.records[learner],
        progress=found.of[learner],
        away=found.away[learner],
        names=found.names,
        roles=roles,
        standings=held,
        plain=not held & {Standing.SELF, Standing.SUPERVISOR} and Role.PARAPROFESSIONAL in roles,
        moves={row.id: moved for row, moved in known.items()},
        ended=found.ended,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """That somebody finished a pathway: who, which, when, and until when it is in date.

    ``reached`` are its milestones in order, each with the day on which it was met.
    """

    name: str
    pathway: Pathway
    finished: date
    until: date | None
    assignment: str
    own: bool
    reached: tuple[MilestoneFinding, ...]


def certificate(
    session: Session, actor: Actor, assignment_id: str, today: date, timezone: ZoneInfo
) -> Certificate:
    """What a finished pathway lets its learner show; raises ``NotFound`` while anything is missing or due again."""
    row = assignments.by_id(session, assignment_id)
    if row is None:
        raise NotFound
    held = require(session, actor, Action.SEE_PROGRESS, row.learner_id, today)
    each = on_its_day(record_of(session, row.learner_id, timezone, [row]), row, today)
    days = [one.since for one in each.judgement.milestones if one.since]
    if not each.certified(today):
        raise NotFound
    return Certificate(
        name=people.names(session, {row.learner_id})[row.learner_id],
        pathway=each.pathway,
        finished=max(days, default=row.began_on),
        until=each.until,
        assignment=row.id,
        own=Standing.SELF in held,
        reached=each.judgement.milestones,
    )


def on_its_day(record: Record, row: AssignmentRow, today: date) -> Progress:
    """One pathway of a gathered record as it stands today, and of one that has ended as it stood on its last day.

    A decision that was amended after that day stands as it was amended: what was taken back certifies nothing.
    """
    pathway, last = record.pathway(row), last_day(row, record.timezone)
    if last is None:
        return judged(record, row, pathway, today)
    return _judged(row, pathway, amended_since(record.evidence(row), last), last)


def last_day(row: AssignmentRow, timezone: ZoneInfo) -> date | None:
    """The day on which an assignment ended; None while it has not."""
    return row.ended_at.astimezone(timezone).date() if row.ended_at else None


def progress(record: Record, today: date) -> tuple[Progress, ...]:
    """Every pathway of a gathered record, judged."""
    return tuple(judged(record, each, record.pathway(each), today) for each in record.assignments)


def judged(record: Record, assignment: AssignmentRow, pathway: Pathway, today: date) -> Progress:
    """One pathway of a gathered record, judged."""
    return _judged(assignment, pathway, record.evidence(assignment), today, record.used_up)


def _judged(
    assignment: AssignmentRow,
    pathway: Pathway,
    evidence: Evidence,
    day: date,
    used_up: frozenset[str] = frozenset(),
) -> Progress:
    return Progress(
        assignment=assignment,
        pathway=pathway,
        evidence=evidence,
        judgement=_judgement(_Pinned(pathway), evidence, day),
        used_up=used_up,
    )


class _Pinned:
    """A pathway told from others by being itself: to compare two by all that they ask would cost a judgement."""

    __slots__ = ("pathway",)

    def __init__(self, pathway: Pathway) -> None:
        self.pathway = pathway

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Pinned) and other.pathway is self.pathway

    def __hash__(self) -> int:
        return id(self.pathway)


@lru_cache(KEPT)
def _judgement(pinned: _Pinned, evidence: Evidence, today: date) -> Judgement:
    # The rules are a function of these three and nothing else; most of a desk is as it was when last looked at.
    return judge(pinned.pathway, evidence, today)


def amended_since_signed(record: Record, found: Progress, decision: str) -> bool:
    """Whether an entry that a decision counted was corrected or taken back since, so that it may be signed anew."""
    signed = next((each for each in record.decisions if each.id == decision), None)
    return signed is not None and bool(corrected(signed.finding, found.evidence))


def pathway_of(session: Session, edition: str) -> Pathway:
    """The pathway as it stood in an edition, also when nobody is pinned to it any more."""
    return pathways_in(session, [edition])[edition]


def named(records: Iterable[Record], found: Iterable[Progress]) -> set[str]:
    """Everyone whom a page about these records may have to name."""
    everyone = {each.supervisor for record in records for each in record.relations}
    for each in found:
        for event in each.evidence.events:
            everyone.update(filter(None, (getattr(event, name, None) for name in PERSONS)))
    return everyone
