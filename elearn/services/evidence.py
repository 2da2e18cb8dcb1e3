"""Without this each page would gather evidence in its own way; here it is gathered once, for many at once."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from elearn.domain.evidence import (
    Accredited,
    AnyEvent,
    DecisionEvent,
    Evidence,
    Known,
    MenteeEvent,
    QuizEvent,
    RatingEvent,
    ReplyEvent,
    RequestEvent,
    Supervisor,
    Verdict,
)
from elearn.domain.library import Catalogue
from elearn.domain.logbook import Entry
from elearn.domain.logbook_events import as_events
from elearn.domain.pathway_editions import pathway_from_canonical
from elearn.domain.pathways import Pathway
from elearn.domain.people import Relation
from elearn.domain.practice import asks_for_ratings, asks_of_trainees
from elearn.domain.ratings import as_event
from elearn.domain.renames import Content, content_of
from elearn.domain.replies import Reply
from elearn.storage import assignments, editions, evidence, logbook, people, ratings, signing, signoffs
from elearn.storage.assignments import AssignmentRow
from elearn.storage.signing import Said
from elearn.storage.signoffs import CAME_BACK, UNDECIDED, DecisionRow, RequestRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that is kept of one learner and the rules may ask about; ``standing`` judges it pathway by pathway.

    ``ladders`` names the pathway of each of her assignments, ended ones too.
    """

    learner: str
    assignments: tuple[AssignmentRow, ...]
    pathways: Mapping[str, Pathway]
    relations: tuple[Relation, ...]
    entries: tuple[Entry, ...]
    achievements: tuple[AnyEvent, ...]
    requests: tuple[RequestRow, ...]
    said: tuple[Said, ...]
    decisions: tuple[DecisionRow, ...]
    accredited: tuple[Accredited, ...]
    timezone: ZoneInfo
    ladders: Mapping[str, str]
    content: Content
    reached: tuple[MenteeEvent, ...] = ()
    rated: tuple[RatingEvent, ...] = ()

    @property
    def used_up(self) -> frozenset[str]:
        """The quizzes that allow her no other try."""
        tried = Counter(each.quiz for each in self.achievements if isinstance(each, QuizEvent))
        return frozenset(quiz for quiz, most in self.content.tries.items() if tried[quiz] >= most)

    def pathway(self, assignment: AssignmentRow) -> Pathway:
        """The edition of the pathway this assignment is pinned to."""
        return self.pathways[assignment.edition]

    def decided(self, assignment: AssignmentRow) -> tuple[DecisionRow, ...]:
        """Every decision on the pathway of an assignment: what was decided stays decided in another edition."""
        return tuple(
            each for each in self.decisions if self.ladders.get(each.assignment_id) == assignment.pathway
        )

    def came_back(self, assignment: AssignmentRow, milestone: str) -> RequestRow | None:
        """What was asked last about a milestone, where whoever was asked will not answer it, or may not any more."""
        asked = [
            each
            for each in self.requests
            if each.assignment_id == assignment.id and each.milestone == milestone
        ]
        last = max(asked, key=lambda each: (each.closed_at is None, each.asked_at, each.id), default=None)
        return last if last is not None and last.closed_how in CAME_BACK else None

    def _asked(self, assignment: AssignmentRow) -> Iterator[AnyEvent]:
        """What was asked for on an assignment, and what was said about it."""
        here = [each for each in self.requests if each.assignment_id == assignment.id]
        yield from (_asked(each, self.timezone) for each in here)
        ids = {each.id for each in here}
        yield from (_said(each, self.timezone) for each in self.said if each.request in ids)

    def evidence(self, assignment: AssignmentRow) -> Evidence:
        """The evidence for one assignment, ready to be judged."""
        return Evidence(
            learner=self.learner,
            began=assignment.began_on,
            supervisors=tuple(
                Supervisor(
                    person=each.supervisor,
                    since=each.since,
                    until=each.until,
                    entered=_day(each.recorded_at, self.timezone),
                    endings=tuple(
                        (one.entered.astimezone(self.timezone).date(), one.was) for one in each.endings
                    ),
                )
                for each in self.relations
            ),
            accredited=self.accredited,
            events=(
                *self.achievements,
                *self.reached,
                *self.rated,
                *as_events(self.entries, self.timezone),
                *self._asked(assignment),
                *(_decided(each, assignment) for each in self.decided(assignment)),
            ),
            changed=self.content.changed,
        )


def gather(
    session: Session, learners: Collection[str], timezone: ZoneInfo, also: Iterable[AssignmentRow] = ()
) -> dict[str, Record]:
    """The record of each of these learners; nine statements, however many learners there are.

    ``also`` are assignments that have ended and are to be judged nevertheless.
    """
    content = _now(session).content
    assigned = assignments.of_learners(session, learners)
    hashes = {row.edition for rows in (*assigned.values(), also) for row in rows}
    pinned = pathways_in(session, hashes)
    relations = people.relations_of(session, learners)
    entries = logbook.entries_of(session, learners)
    earned = evidence.achievements_of(session, learners)
    asked, said = signing.requests_of(session, learners)
    decided = signoffs.decisions_of(session, learners)
    accredited = people.accredited(session, timezone)
    ladders = {row.id: row.pathway for rows in assigned.values() for row in rows}
    ladders |= assignments.ladders(session, {each.assignment_id for each in decided} - set(ladders))
    # No pathway that ships asks what one's own trainees reached, nor for ratings; one that does costs a statement more.
    reached = signoffs.reached_under(session, learners) if any(map(asks_of_trainees, pinned.values())) else {}
    rated = ratings.ratings_of(session, learners) if any(map(asks_for_ratings, pinned.values())) else {}
    return {
        learner: Record(
            learner=learner,
            assignments=tuple(assigned.get(learner, ())),
            pathways=pinned,
            relations=tuple(each for each in relations if each.learner == learner),
            entries=tuple(entries.get(learner, ())),
            achievements=tuple(content.event(each) for each in earned.get(learner, ())),
            requests=tuple(each for each in asked if each.learner_id == learner),
            said=tuple(said),
            decisions=tuple(each for each in decided if each.learner_id == learner),
            accredited=accredited,
            timezone=timezone,
            ladders=ladders,
            content=content,
            reached=tuple(reached.get(learner, ())),
            rated=tuple(map(as_event, rated.get(learner, ()))),
        )
        for learner in learners
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Now:
    """The content of a program, and the pathways of every edition that was asked for, by their hashes."""

    catalogue: Catalogue | None
    content: Content
    pathways: dict[str, Pathway] = field(default_factory=dict)


_KEPT = [_Now(catalogue=None, content=Content())]


def _now(session: Session) -> _Now:
    # The catalogue rides in the session's info, as the key of the audited record does: every judgement needs it.
    # One program has one catalogue; only tests have another after it, for which all is worked out anew.
    catalogue = session.info.get("catalogue")
    catalogue = catalogue if isinstance(catalogue, Catalogue) else None
    kept = _KEPT[0]
    if kept.catalogue is not catalogue:
        content = content_of(catalogue) if catalogue else Content()
        kept = _KEPT[0] = _Now(catalogue=catalogue, content=content)
    return kept


def pathway_in(session: Session, hash_: str, body: str) -> Pathway:
    """The pathway in the body of an edition; one and the same whenever it is asked for."""
    # An edition never changes under its hash, so a parsed one may be kept for as long as the program runs.
    now = _now(session)
    if hash_ not in now.pathways:
        now.pathways[hash_] = now.content.pathway(pathway_from_canonical(body))
    return now.pathways[hash_]


def pathways_in(session: Session, hashes: Collection[str]) -> dict[str, Pathway]:
    """The pathways of these editions by their hashes; one statement."""
    bodies = editions.bodies(session, hashes)
    return {hash_: pathway_in(session, hash_, body) for hash_, body in bodies.items()}


def pathways_of(session: Session, learner: str) -> tuple[Pathway, ...]:
    """The editions of the pathways a learner is on now, in the order of her assignments; two statements."""
    return pathways_of_many(session, [learner])[learner]


def pathways_of_many(session: Session, learners: Collection[str]) -> dict[str, tuple[Pathway, ...]]:
    """The same of each of these learners, however many they are."""
    rows = assignments.of_learners(session, learners)
    pinned = pathways_in(session, {row.edition for hers in rows.values() for row in hers})
    return {learner: tuple(pinned[row.edition] for row in rows.get(learner, ())) for learner in learners}


def record_of(
    session: Session, learner: str, timezone: ZoneInfo, also: Iterable[AssignmentRow] = ()
) -> Record:
    """The record of one learner; ``also`` as in ``gather``."""
    return gather(session, [learner], timezone, also)[learner]


def _asked(row: RequestRow, timezone: ZoneInfo) -> RequestEvent:
    withdrawn = row.closed_at if row.closed_how in UNDECIDED else None
    return RequestEvent(
        id=row.id,
        on=row.asked_on,
        milestone=row.milestone,
        of=row.asked_of,
        withdrawn=_day(withdrawn, timezone),
    )


def _said(said: Said, timezone: ZoneInfo) -> ReplyEvent:
    return ReplyEvent(
        id=f"reply-{said.seq:012}",  # entries of one day are judged in the order of their ids
        on=said.at.astimezone(timezone).date(),
        request=said.request,
        by=said.by,
        says=Reply(said.kind),
    )


def _decided(row: DecisionRow, assignment: AssignmentRow) -> DecisionEvent:
    return DecisionEvent(
        id=row.id,
        on=row.decided_on,
        milestone=row.milestone,
        by=row.by,
        decision=Verdict(row.decision),
        met_on=row.met_on,
        minutes=row.minutes,
        known=Known(row.known) if row.known else None,
        request=row.request_id,
        settled=row.edition != assignment.edition,
        replaces=row.amends,
        reason=row.reason or "",
    )


def _day(when: datetime | None, timezone: ZoneInfo) -> date | None:
    return when.astimezone(timezone).date() if when else None
