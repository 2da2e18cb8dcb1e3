"""Without this nobody could see where a learner stands: her record gathered once and judged pathway by pathway."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from elearn.domain.access import Action, Standing
from elearn.domain.errors import NotFound
from elearn.domain.evidence import Evidence
from elearn.domain.findings import Judgement
from elearn.domain.milestones import judge
from elearn.domain.pathway_editions import pathway_from_canonical
from elearn.domain.pathways import Pathway
from elearn.domain.people import LEARNERS, Actor, Role
from elearn.domain.signed_findings import Facts, facts
from elearn.services.evidence import Record, content_now, gather
from elearn.services.people import require
from elearn.storage import assignments, editions, people
from elearn.storage.assignments import AssignmentRow

MOST = 50
"""How many learners are judged at once; a longer list is paged by key."""

PERSONS = ("with_", "by", "of", "confirmed_by")
"""Where an entry names a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One learner on one pathway as it stands today; ``entries`` are the facts of her entries by id."""

    assignment: AssignmentRow
    pathway: Pathway
    evidence: Evidence
    judgement: Judgement
    entries: Mapping[str, Facts]

    @property
    def complete(self) -> bool:
        """Whether every milestone is met and in date."""
        return all(each.met for each in self.judgement.milestones)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """Where several learners stand, and the name of everyone who is named there."""

    of: Mapping[str, tuple[Progress, ...]]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One learner's milestones as one reader may see them.

    ``plain`` says that only done or not yet is shown: a paraprofessional's coordinator reads no tries.
    """

    learner: str
    name: str
    progress: tuple[Progress, ...]
    names: Mapping[str, str]
    roles: frozenset[Role]
    standings: frozenset[Standing]
    plain: bool


def standings(session: Session, learners: Collection[str], today: date, timezone: ZoneInfo) -> Standings:
    """Where at most fifty learners stand today; ten statements, however many they are.

    Raises ``ValueError`` for more: a page that shows more must be cut.
    """
    if len(learners) > MOST:
        raise ValueError(f"at most {MOST} learners are judged at once")
    records = gather(session, learners, timezone)
    found = {learner: progress(record, today) for learner, record in records.items()}
    everyone = named(records.values(), (each for several in found.values() for each in several))
    return Standings(of=found, names=people.names(session, {*learners, *everyone}))


def standing(session: Session, actor: Actor, learner: str, today: date, timezone: ZoneInfo) -> Sheet:
    """One learner's milestones, for herself, her own supervisor or a coordinator; raises ``NotFound`` for others."""
    held = require(session, actor, Action.SEE_PROGRESS, learner, today)
    roles = people.roles_of(session, learner)
    found = standings(session, [learner], today, timezone)
    if not found.of[learner] and not roles & LEARNERS:
        raise NotFound
    return Sheet(
        learner=learner,
        name=found.names[learner],
        progress=found.of[learner],
        names=found.names,
        roles=roles,
        standings=held,
        plain=not held & {Standing.SELF, Standing.SUPERVISOR} and Role.PARAPROFESSIONAL in roles,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """That somebody finished a pathway: who, which, when, and until when it is in date."""

    name: str
    pathway: Pathway
    finished: date
    until: date | None
    assignment: str
    own: bool


def certificate(
    session: Session, actor: Actor, assignment_id: str, today: date, timezone: ZoneInfo
) -> Certificate:
    """What a finished pathway lets its learner show; raises ``NotFound`` while anything is missing or due again."""
    row = assignments.by_id(session, assignment_id)
    if row is None:
        raise NotFound
    held = require(session, actor, Action.SEE_PROGRESS, row.learner_id, today)
    found = standings(session, [row.learner_id], today, timezone)
    each = next((one for one in found.of[row.learner_id] if one.assignment.id == row.id), None)
    if each is None or not each.complete:
        raise NotFound
    days = [one.since for one in each.judgement.milestones if one.since]
    ends = [one.due or one.until for one in each.judgement.milestones if one.until]
    return Certificate(
        name=found.names[row.learner_id],
        pathway=each.pathway,
        finished=max(days, default=row.began_on),
        until=min((end for end in ends if end), default=None),
        assignment=row.id,
        own=Standing.SELF in held,
    )


def progress(record: Record, today: date) -> tuple[Progress, ...]:
    """Every pathway of a gathered record, judged."""
    return tuple(judged(record, each, record.pathway(each), today) for each in record.assignments)


def judged(record: Record, assignment: AssignmentRow, pathway: Pathway, today: date) -> Progress:
    """One pathway of a gathered record, judged."""
    evidence = record.evidence(assignment)
    return Progress(
        assignment=assignment,
        pathway=pathway,
        evidence=evidence,
        judgement=judge(pathway, evidence, today),
        entries={each.id: facts(each) for each in evidence.events},
    )


def pathway_of(session: Session, edition: str) -> Pathway:
    """The pathway as it stood in an edition, also when nobody is pinned to it any more."""
    pathway = pathway_from_canonical(editions.bodies(session, [edition])[edition])
    return content_now(session).pathway(pathway)


def named(records: Iterable[Record], found: Iterable[Progress]) -> set[str]:
    """Everyone whom a page about these records may have to name."""
    everyone = {each.supervisor for record in records for each in record.relations}
    for each in found:
        for event in each.evidence.events:
            everyone.update(filter(None, (getattr(event, name, None) for name in PERSONS)))
    return everyone
