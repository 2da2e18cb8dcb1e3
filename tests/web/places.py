"""Every address of the program in the demo's world, and who finds something there: the list that may not shrink.

Without it a new page could be left out of the walks that hold access, headers, accessibility and silence of GET.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn import clock
from elearn.services import people
from elearn.services.demo import load as door
from elearn.services.passphrases import Hasher
from elearn.services.people import Operator
from elearn.storage.assignments import AssignmentRow
from elearn.storage.logbook import EntryRow
from elearn.storage.people import PersonRow, RelationRow
from elearn.storage.quizzes import AttemptRow
from elearn.storage.signoffs import DecisionRow, RequestRow

PASSPHRASE = "kettle-orbit-walnut"
LONDON = ZoneInfo("Europe/London")
COORDINATORS = frozenset({"cora"})
SUPERVISORS = frozenset({"ruth", "olu", "owen"})
ASSESSORS = frozenset({"ruth", "olu", "mina"})
SUPERVISING = SUPERVISORS | ASSESSORS
CONFIRMING = SUPERVISING | COORDINATORS
TRAINEES = frozenset({"nia", "sam", "jon", "helen", "dana", "priya", "owen", "tess"})
VOLUNTEERS = frozenset({"yusuf", "lucy"})
LEARNERS = TRAINEES | VOLUNTEERS
EVERYONE = LEARNERS | SUPERVISING | COORDINATORS
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, eq=False)
class Place:
    """Where a page is: its endpoint and arguments, and the demo's people who find something there.

    ``lost`` are arguments of the same endpoint that lead to nothing for anybody.
    """

    endpoint: str
    who: frozenset[str]
    where: Mapping[str, Any] = field(default_factory=dict)
    lost: Mapping[str, Any] | None = None
    method: str = "GET"


@dataclass(frozen=True, kw_only=True)
class World:
    """The demo as loaded for a test: people by first name, and a way to find what they own."""

    ids: Mapping[str, str]
    places: tuple[Place, ...]


def load(app: Flask) -> World:
    """Load the demo into the program's database and list every place in it."""
    house = app.extensions["elearn"]
    today = clock.today(clock.now(), house.config.timezone)
    with house.database.writing() as session:
        door.load(session, house.catalogue, PASSPHRASE, Hasher(8, 1), today, LONDON)
        token = _invitation(session)
        rows = session.scalars(select(PersonRow).where(PersonRow.demo)).all()
        ids = {row.name.split()[0].casefold(): row.id for row in rows}
        places = tuple(_places(session, ids, token))
    return World(ids=ids, places=places)


def _invitation(session: Session) -> str:
    row = session.scalars(select(PersonRow).where(PersonRow.name == "Ellis Park")).one()
    return people.invite_again(session, Operator(), row.id, clock.now())[1]


def _places(session: Session, ids: Mapping[str, str], token: str) -> list[Place]:
    return [
        *_public(token),
        *_account(),
        *_learning(session, ids),
        *_milestones(session, ids),
        *_people(session, ids),
        *_practice(session, ids),
        *_desks(),
    ]


def _public(token: str) -> list[Place]:
    return [
        Place(endpoint="about.how", who=EVERYONE),
        Place(endpoint="account.sign_in", who=EVERYONE),
        Place(endpoint="account.follow", who=EVERYONE, where={"token": token}, lost={"token": "made-up"}),
        Place(endpoint="account.follow", who=EVERYONE, where={"token": token}, method="POST"),
    ]


def _account() -> list[Place]:
    return [
        Place(endpoint="account.me", who=EVERYONE),
        Place(endpoint="account.passphrase", who=EVERYONE),
        Place(endpoint="account.kept", who=EVERYONE),
        Place(endpoint="home.index", who=EVERYONE),
    ]


def _learning(session: Session, ids: Mapping[str, str]) -> list[Place]:
    module = {"module": "parental-sensitivity"}
    lesson = {**module, "lesson": "a-sensitive-moment"}
    quiz = {"quiz": "watch-wait-and-wonder"}
    own = {**quiz, "attempt": _attempt(session, ids["sam"], quiz["quiz"])}
    done = {
        "quiz": "induction-your-role",
        "attempt": _attempt(session, ids["lucy"], "induction-your-role"),
    }
    return [
        Place(endpoint="library.shelf", who=EVERYONE),
        Place(endpoint="library.module", who=EVERYONE, where=module, lost={"module": "none"}),
        Place(endpoint="library.whole", who=EVERYONE, where=module, lost={"module": "none"}),
        Place(endpoint="library.lesson", who=EVERYONE, where=lesson, lost={**module, "lesson": "none"}),
        Place(
            endpoint="library.claim",
            who=EVERYONE,
            where={"claim": "sensitivity-four-parts"},
            lost={"claim": "none"},
        ),
        Place(endpoint="library.glossary", who=EVERYONE),
        Place(endpoint="claims.index", who=EVERYONE),
        Place(endpoint="claims.since_2011", who=EVERYONE),
        Place(
            endpoint="library.read",
            who=EVERYONE,
            where=lesson,
            lost={**module, "lesson": "none"},
            method="POST",
        ),
        Place(endpoint="quizzes.front", who=EVERYONE, where=quiz, lost={"quiz": "none"}),
        Place(endpoint="quizzes.begin", who=EVERYONE, where=quiz, lost={"quiz": "none"}, method="POST"),
        Place(
            endpoint="quizzes.question",
            who=frozenset({"sam"}),
            where={**own, "number": 1},
            lost={**own, "attempt": "none", "number": 1},
        ),
        Place(
            endpoint="quizzes.answer",
            who=frozenset({"sam"}),
            where={**own, "number": 1},
            lost={**own, "attempt": "none", "number": 1},
            method="POST",
        ),
        Place(
            endpoint="quizzes.look_over", who=frozenset({"sam"}), where=own, lost={**own, "attempt": "none"}
        ),
        Place(
            endpoint="quizzes.result", who=frozenset({"lucy"}), where=done, lost={**done, "attempt": "none"}
        ),
        Place(
            endpoint="quizzes.submit",
            who=frozenset({"sam"}),
            where=own,
            lost={**own, "attempt": "none"},
            method="POST",
        ),
    ]


def _milestones(session: Session, ids: Mapping[str, str]) -> list[Place]:
    sams, lucys = _assignment(session, ids["sam"]), _assignment(session, ids["lucy"])
    helens = _assignment(session, ids["helen"])
    open_one = session.scalars(select(RequestRow).where(RequestRow.closed_at.is_(None))).one()
    not_yet = session.scalars(select(DecisionRow).where(DecisionRow.decision == "not-yet")).one()
    agreed = session.scalars(select(DecisionRow).where(DecisionRow.decision == "agree")).one()
    return [
        Place(endpoint="milestones.index", who=LEARNERS),
        Place(
            endpoint="milestones.of",
            who=frozenset({"ruth", "cora", "sam"}),
            where={"learner": ids["sam"]},
            lost={"learner": "none"},
        ),
        Place(
            endpoint="milestones.certificate",
            who=frozenset({"lucy", "cora"}),
            where={"assignment": lucys},
            lost={"assignment": sams},
        ),
        Place(
            endpoint="signoffs.ask",
            who=frozenset({"helen"}),
            where={"assignment": helens, "milestone": "stage-1"},
            lost={"assignment": helens, "milestone": "none"},
        ),
        Place(
            endpoint="signoffs.request_",
            who=frozenset({"helen", "mina"}),
            where={"request": open_one.id},
            lost={"request": "none"},
        ),
        Place(
            endpoint="signoffs.decision",
            who=frozenset({"helen", "mina"}),
            where={"decision": not_yet.id},
            lost={"decision": "none"},
        ),
        Place(
            endpoint="signoffs.amend",
            who=frozenset({"mina"}),
            where={"decision": agreed.id},
            lost={"decision": "none"},
        ),
        Place(
            endpoint="signoffs.withdraw",
            who=frozenset({"helen"}),
            where={"request": open_one.id},
            lost={"request": "none"},
            method="POST",
        ),
        Place(
            endpoint="signoffs.waive",
            who=NOBODY,
            where={"assignment": sams, "address": "stage-1/cycles"},
        ),
    ]


def _people(session: Session, ids: Mapping[str, str]) -> list[Place]:
    sam = {"person": ids["sam"]}
    lost = {"person": "none"}
    relation = session.scalars(select(RelationRow).where(RelationRow.learner_id == ids["sam"])).one().id
    related, assigned = (
        {**sam, "relation": relation},
        {**sam, "assignment": _assignment(session, ids["sam"])},
    )
    gets = [
        ("people.one", sam),
        ("people.hand_over", {"person": ids["ruth"]}),
        ("people.end_relation", related),
        ("people.unassign", assigned),
    ]
    posts = ("link", "roles", "close", "reopen", "relate", "assign")
    return [
        Place(endpoint="people.index", who=COORDINATORS),
        Place(endpoint="people.invite", who=COORDINATORS),
        Place(endpoint="people.cohort_", who=COORDINATORS),
        *(
            Place(endpoint=endpoint, who=COORDINATORS, where=where, lost={**where, **lost})
            for endpoint, where in gets
        ),
        *(
            Place(endpoint=f"people.{name}", who=COORDINATORS, where=sam, lost=lost, method="POST")
            for name in posts
        ),
    ]


def _practice(session: Session, ids: Mapping[str, str]) -> list[Place]:
    cycle = {"entry": _entry(session, ids["sam"], "cycle")}
    held = {"entry": _group_session(session, ids["sam"])}
    waiting = {"entry": _entry(session, ids["jon"], "supervision")}
    lost = {"entry": "none"}
    sam = frozenset({"sam"})
    pages = ("index", "cycle", "visit", "supervision", "prior", "other")
    acts = ("withdraw", "share", "recognise")
    return [
        *(Place(endpoint=f"logbook.{name}", who=LEARNERS) for name in pages),
        Place(endpoint="logbook.other", who=LEARNERS, where={"what": "course"}, lost={"what": "none"}),
        Place(endpoint="logbook.throw_away", who=LEARNERS, method="POST"),
        *(
            Place(endpoint=f"logbook.{name}", who=sam, where=cycle, lost=lost)
            for name in ("entry", "finish", "change", "erased", "consent")
        ),
        Place(endpoint="logbook.disown", who=sam, where=held, lost=lost),
        *(Place(endpoint=f"logbook.{name}", who=sam, where=cycle, lost=lost, method="POST") for name in acts),
        Place(endpoint="confirmations.index", who=CONFIRMING),
        Place(endpoint="confirmations.group", who=SUPERVISING),
        Place(endpoint="confirmations.throw_away", who=SUPERVISING, method="POST"),
        Place(endpoint="confirmations.entry", who=frozenset({"ruth"}), where=waiting, lost=lost),
        Place(endpoint="confirmations.disown", who=frozenset({"ruth"}), where=waiting, lost=lost),
        *(
            Place(endpoint=f"confirmations.{name}", who=who, where=waiting, lost=lost, method="POST")
            for name, who in (
                ("confirm", frozenset({"ruth"})),
                ("recognise", frozenset({"ruth"})),
                ("seen", NOBODY),
                ("withdraw", NOBODY),
            )
        ),
    ]


def _desks() -> list[Place]:
    return [
        Place(endpoint="desks.supervisor", who=SUPERVISING),
        Place(endpoint="desks.assessor", who=SUPERVISING),
        Place(endpoint="coordination.index", who=COORDINATORS),
        Place(endpoint="coordination.counts", who=COORDINATORS),
        Place(endpoint="record.mine", who=EVERYONE),
        Place(endpoint="record.download", who=EVERYONE, method="POST"),
    ]


def _assignment(session: Session, learner: str) -> str:
    return session.scalars(select(AssignmentRow).where(AssignmentRow.learner_id == learner)).one().id


def _attempt(session: Session, learner: str, quiz: str) -> str:
    return (
        session.scalars(select(AttemptRow).where(AttemptRow.person_id == learner, AttemptRow.quiz == quiz))
        .one()
        .id
    )


def _group_session(session: Session, learner: str) -> str:
    return (
        session.scalars(
            select(EntryRow).where(EntryRow.learner_id == learner, EntryRow.session_id.is_not(None))
        )
        .one()
        .id
    )


def _entry(session: Session, learner: str, kind: str) -> str:
    replaced = select(EntryRow.replaces).where(EntryRow.replaces.is_not(None))
    return (
        session.scalars(
            select(EntryRow)
            .where(
                EntryRow.learner_id == learner,
                EntryRow.kind == kind,
                EntryRow.session_id.is_(None),
                EntryRow.id.not_in(replaced),
            )
            .order_by(EntryRow.seq.desc())
            .limit(1)
        )
        .one()
        .id
    )
