"""A learner who has done all of stage 1, for tests of what comes after: entries as a logbook would keep them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from elearn.domain.logbook import Act, ActKind
from elearn.domain.pathways import Attend, Closer, Closes, Milestone, Pathway, Requirement
from elearn.domain.people import Actor
from elearn.services import assignments
from elearn.services.people import Operator
from elearn.storage import evidence, logbook, rollups
from elearn.storage.base import new_id
from elearn.storage.evidence import AchievementRow
from elearn.storage.logbook import EntryRow
from tests import program

LONDON = ZoneInfo("Europe/London")
BEGAN = date(2026, 1, 5)


def _asked(id_: str, waive: Closer | None) -> Requirement:
    return Requirement(id=id_, verb=Attend(course=id_), waive=waive)


WAIVABLE = Pathway(
    id="small",
    title="Small",
    milestones=(
        Milestone(
            id="first",
            title="First",
            requires=(
                _asked("by-supervisor", Closer.SUPERVISOR),
                _asked("by-assessor", Closer.ASSESSOR),
                _asked("by-coordinator", Closer.COORDINATOR),
                _asked("by-nobody", None),
            ),
            closes=Closes(by=Closer.ASSESSOR),
        ),
    ),
)
"""A pathway each of whose requirements may be waived by somebody else, and one by nobody."""


@cache
def shipped() -> Mapping[str, Pathway]:
    """The pathways that come with the program."""
    return program.shipped().pathways


def asked_in(pathway: str) -> tuple[str, ...]:
    """The quizzes a shipped pathway asks for."""
    return shipped()[pathway].asked_to_pass


def put_on(session: Session, learner: Actor, pathway: str = "vig-practitioner") -> str:
    """Put a learner on a shipped pathway; returns the assignment's id."""
    row = assignments.assign(
        session,
        Operator(),
        shipped(),
        learner=learner.id,
        pathway=pathway,
        began_on=BEGAN,
        now=stamp(BEGAN),
    )
    return row.id


def stamp(day: date) -> datetime:
    """Noon of a day."""
    return datetime.combine(day, time(12), tzinfo=UTC)


def enter(
    session: Session,
    learner: Actor,
    kind: str,
    on: date,
    facts: Mapping[str, Any],
    *,
    named: str | None = None,
    replaces: str | None = None,
    entered: date | None = None,
    reason: str | None = None,
) -> str:
    """One entry in the logbook, entered on its own day unless told; returns its id."""
    row = EntryRow(
        id=new_id(),
        learner_id=learner.id,
        kind=kind,
        approach="vig" if kind in ("cycle", "supervision") else None,
        on=on,
        facts=dict(facts),
        words={},
        named=named,
        replaces=replaces,
        reason=reason,
        entered_at=stamp(entered or on),
        entered_on=entered or on,
        entered_by=learner.id,
    )
    session.add(row)
    rollups.keep_turns(session, learner.id)
    return row.id


def act(session: Session, entry: str, kind: ActKind, by: Actor, on: date) -> None:
    """Something done to an entry."""
    logbook.act(session, entry, Act(kind=kind, on=on, by=by.id), stamp(on))
    found = logbook.entry(session, entry)
    assert found is not None
    rollups.keep_turns(session, found.learner)


def supervision(
    session: Session,
    learner: Actor,
    supervisor: Actor,
    on: date,
    minutes: int = 60,
    *,
    confirmed: bool = True,
) -> str:
    """A supervision, confirmed on its day unless told."""
    entry = enter(
        session, learner, "supervision", on, {"minutes": minutes, "mode": "video"}, named=supervisor.id
    )
    if confirmed:
        act(session, entry, ActKind.CONFIRMED, supervisor, on)
    return entry


def cycle(session: Session, learner: Actor, client: str, reviewed: date) -> str:
    """A finished cycle, filmed a week before its shared review."""
    facts = {"client": client, "reviewed": reviewed.isoformat()}
    return enter(session, learner, "cycle", reviewed - timedelta(days=7), facts, entered=reviewed)


def seen(session: Session, learner: Actor, by: Actor, kind: str, on: date, facts: Mapping[str, Any]) -> str:
    """A course, document or check that somebody has seen."""
    entry = enter(session, learner, kind, on, facts)
    act(session, entry, ActKind.SEEN, by, on)
    return entry


def passed(session: Session, learner: Actor, quiz: str, on: date, *, well: bool = True) -> None:
    """A quiz handed in, and passed unless told otherwise."""
    evidence.achieve(
        session,
        AchievementRow(
            id=new_id(),
            learner_id=learner.id,
            kind="quiz",
            ref=quiz,
            edition="e" * 64,
            attempt=new_id(),
            on=on,
            passed=well,
            score="0.92" if well else "0.2",
            recorded_at=stamp(on),
        ),
    )


def ready(session: Session, learner: Actor, supervisor: Actor) -> None:
    """All that opens stage 1."""
    course = {"course": "initial-training-course", "days": 2}
    seen(session, learner, supervisor, "course", date(2026, 1, 6), course)
    passed(session, learner, "parental-sensitivity", date(2026, 1, 8))
    passed(session, learner, "video-interaction-guidance", date(2026, 1, 9))
    seen(session, learner, supervisor, "document", date(2026, 1, 12), {"document": "aviguk-registration"})


def stage_1(session: Session, learner: Actor, supervisor: Actor) -> list[str]:
    """All of stage 1 but the meeting: six cycles with two families, seven supervisions; the cycles' ids."""
    ready(session, learner, supervisor)
    cycles = [
        cycle(
            session, learner, ("C-7K2P", "C-9QXM")[number % 2], date(2026, 2, 2) + timedelta(weeks=2 * number)
        )
        for number in range(6)
    ]
    for number in range(7):
        supervision(session, learner, supervisor, date(2026, 2, 5) + timedelta(weeks=2 * number))
    return cycles
