"""Every address of the program in the demo's world, and who finds something there: the list that may not shrink.

Without it a new page could be left out of the walks that hold access, headers, accessibility and silence of GET.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import select
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from elearn import clock
from elearn.domain.library import Catalogue
from elearn.domain.outbox import mark
from elearn.domain.people import Actor, Role
from elearn.services import assessors, moments, people, quizzes, signing_links
from elearn.services.demo import load as door
from elearn.services.passphrases import Hasher
from elearn.services.people import Operator
from elearn.storage.assignments import AssignmentRow
from elearn.storage.base import new_id
from elearn.storage.follow_ups import FollowUpRow
from elearn.storage.logbook import EntryRow
from elearn.storage.moments import ClipAttemptRow
from elearn.storage.people import PersonRow, RelationRow
from elearn.storage.preparations import PreparationRow
from elearn.storage.quizzes import AttemptRow
from elearn.storage.ratings import RatingRow
from elearn.storage.reviews import CardRow
from elearn.storage.signing import ReplyRow
from elearn.storage.signoffs import DecisionRow, RequestRow
from tests.settings import KEYS

PASSPHRASE = "kettle-orbit-walnut"
LONDON = ZoneInfo("Europe/London")
COORDINATORS = frozenset({"cora"})
SUPERVISORS = frozenset({"ruth", "olu", "owen"})
ASSESSORS = frozenset({"ruth", "olu", "mina"})
SUPERVISING = SUPERVISORS | ASSESSORS
CONFIRMING = SUPERVISING | COORDINATORS
TRAINEES = frozenset({"nia", "sam", "jon", "helen", "dana", "ines", "priya", "owen", "tess"})
VOLUNTEERS = frozenset({"yusuf", "lucy"})
STUDIED = "attunement-principles"
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
    """Load the demo into the program's database and list every place in it.

    On SQLite the demo's people live once a run; every later test gets a copy of the lives they led.
    """
    house = app.extensions["elearn"]
    today = clock.today(clock.now(), house.config.timezone)
    url = make_url(house.config.database_url)
    file = url.database if url.get_backend_name() == "sqlite" else None
    if file and today in _LIVED:
        kept, world = _LIVED[today]
        _copy(kept, file)
        return world
    with house.database.writing() as session:
        door.load(session, house.catalogue, PASSPHRASE, Hasher(8, 1), today, LONDON)
        token = _invitation(session)
        rows = session.scalars(select(PersonRow).where(PersonRow.demo)).all()
        ids = {row.name.split()[0].casefold(): row.id for row in rows}
        begun = quizzes.begin(session, _mina(ids), house.catalogue, STUDIED, clock.now())
        _marks(session, house.catalogue, ids)
        places = tuple(_places(session, ids, token, begun))
    world = World(ids=ids, places=places)
    if file:
        kept = str(Path(file).with_name("lived.sqlite"))
        _copy(file, kept)
        _LIVED[today] = kept, world
    return world


_LIVED: dict[date, tuple[str, World]] = {}


def _copy(one: str, other: str) -> None:
    """Put what is in one SQLite file in the place of what is in another."""
    with closing(sqlite3.connect(one)) as source, closing(sqlite3.connect(other)) as target:
        source.backup(target)


def _mina(ids: Mapping[str, str]) -> Actor:
    """An assessor who looks into a quiz of her own accord: hers are the pages of an attempt that is open."""
    return Actor(id=ids["mina"], name="Mina Shaw", roles=frozenset({Role.ASSESSOR}))


def _marks(session: Session, catalogue: Catalogue, ids: Mapping[str, str]) -> None:
    """She looks into the clip of the demo too: hers is the one that can be marked."""
    clip = session.scalars(select(ClipAttemptRow.clip)).one()
    moments.begin(session, _mina(ids), catalogue, clip, clock.now())


def _invitation(session: Session) -> str:
    row = session.scalars(select(PersonRow).where(PersonRow.name == "Ellis Park")).one()
    return people.invite_again(session, Operator(), row.id, clock.now())[1]


def _places(session: Session, ids: Mapping[str, str], token: str, begun: str) -> list[Place]:
    return [
        *_public(token),
        *_letters(ids),
        *_signing(session, ids),
        *_account(),
        *_learning(session, ids, begun),
        *_milestones(session, ids),
        *_people(session, ids),
        *_practice(session, ids),
        *_desks(),
    ]


def _public(token: str) -> list[Place]:
    return [
        Place(endpoint="about.how", who=EVERYONE),
        Place(endpoint="receipts.verify", who=EVERYONE),
        Place(endpoint="account.sign_in", who=EVERYONE),
        Place(endpoint="account.follow", who=EVERYONE, where={"token": token}, lost={"token": "made-up"}),
        Place(endpoint="account.follow", who=EVERYONE, where={"token": token}, method="POST"),
    ]


def _letters(ids: Mapping[str, str]) -> list[Place]:
    weekly = {"person": ids["ruth"], "mark": mark(KEYS["ELEARN_SECRET_KEY"], ids["ruth"])}
    return [
        Place(endpoint="outbox.index", who=COORDINATORS),
        Place(endpoint="outbox.weekly_", who=EVERYONE, where=weekly, lost={**weekly, "mark": "none"}),
        Place(endpoint="outbox.off", who=EVERYONE, where=weekly, lost={**weekly, "mark": "none"}),
        Place(endpoint="outbox.turn", who=SUPERVISING, method="POST"),
    ]


def _signing(session: Session, ids: Mapping[str, str]) -> list[Place]:
    """A request of Jon's to somebody without an account, and the link that opens it."""
    now = clock.now()
    day = clock.today(now, LONDON)
    cora = Actor(id=ids["cora"], name="", roles=frozenset({Role.COORDINATOR}))
    told = {
        "name": "Jo Hale",
        "email": "jo@demo.example",
        "part": "Accredited supervisor",
        "registration": "",
    }
    outside = assessors.enter(session, cora, None, **told, today=day, now=now)
    outside.demo = True
    asked = RequestRow(
        id=new_id(),
        learner_id=ids["jon"],
        assignment_id=_assignment(session, ids["jon"]),
        milestone="stage-1",
        closer="assessor",
        asked_of=outside.id,
        note="",
        asked_at=now,
        asked_on=day,
    )
    session.add(asked)
    session.flush()
    token = {"token": signing_links.make(session, asked, shown_to=None, now=now)}
    question = ReplyRow(
        request_id=asked.id,
        learner_id=ids["jon"],
        by=outside.id,
        kind="question",
        words="Which?",
        instead="",
        at=now,
    )
    session.add(question)
    session.flush()
    lost = {"token": "made-up"}
    return [
        Place(endpoint="signing.sign", who=EVERYONE, where=token, lost=lost),
        Place(endpoint="signing.reply", who=EVERYONE, where=token, lost=lost),
        Place(endpoint="signing.fresh", who=EVERYONE, where=token, lost=lost, method="POST"),
        Place(
            endpoint="signing.answer",
            who=frozenset({"jon"}),
            where={"request": asked.id},
            lost={"request": "none"},
        ),
        Place(endpoint="assessors.index", who=COORDINATORS),
        Place(
            endpoint="assessors.enter",
            who=frozenset({"ruth"}),
            where={"learner": ids["sam"]},
            lost={"learner": "none"},
        ),
        Place(
            endpoint="assessors.hand_on",
            who=COORDINATORS,
            where={"request": asked.id},
            lost={"request": "none"},
            method="POST",
        ),
    ]


def _account() -> list[Place]:
    return [
        Place(endpoint="account.me", who=EVERYONE),
        Place(endpoint="account.passphrase", who=EVERYONE),
        Place(endpoint="account.kept", who=EVERYONE),
        Place(endpoint="home.index", who=EVERYONE),
    ]


def _learning(session: Session, ids: Mapping[str, str], begun: str) -> list[Place]:
    module = {"module": "parental-sensitivity"}
    lesson = {**module, "lesson": "a-sensitive-moment"}
    quiz = {"quiz": "watch-wait-and-wonder"}
    own = {"quiz": STUDIED, "attempt": begun}
    unshared = _attempt(session, ids["sam"], quiz["quiz"])
    done = {
        "quiz": "induction-your-role",
        "attempt": _attempt(session, ids["lucy"], "induction-your-role"),
    }
    shared = {
        "quiz": "parental-sensitivity",
        "attempt": _attempt(session, ids["sam"], "parental-sensitivity"),
    }
    return [
        Place(endpoint="reviews.index", who=EVERYONE),
        Place(endpoint="reviews.pace", who=EVERYONE, method="POST"),
        *(
            Place(
                endpoint=f"reviews.{name}",
                who=frozenset({"jon"}),
                where=_card(session, ids["jon"]),
                lost={"card": "none", "number": 1},
                method=method,
            )
            for name, method in (("question", "GET"), ("answer", "POST"))
        ),
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
            who=frozenset({"mina"}),
            where={**own, "number": 1},
            lost={**own, "attempt": "none", "number": 1},
        ),
        Place(
            endpoint="quizzes.answer",
            who=frozenset({"mina"}),
            where={**own, "number": 1},
            lost={**own, "attempt": "none", "number": 1},
            method="POST",
        ),
        Place(
            endpoint="quizzes.look_over", who=frozenset({"mina"}), where=own, lost={**own, "attempt": "none"}
        ),
        Place(
            endpoint="quizzes.result", who=frozenset({"lucy"}), where=done, lost={**done, "attempt": "none"}
        ),
        Place(
            endpoint="quizzes.submit",
            who=frozenset({"mina"}),
            where=own,
            lost={**own, "attempt": "none"},
            method="POST",
        ),
        Place(
            endpoint="one_page.questions",
            who=frozenset({"mina"}),
            where=own,
            lost={**own, "attempt": "none"},
        ),
        Place(
            endpoint="one_page.save",
            who=frozenset({"mina"}),
            where=own,
            lost={**own, "attempt": "none"},
            method="POST",
        ),
        *_clips(session, ids),
        Place(
            endpoint="sharing.share",
            who=frozenset({"sam"}),
            where=shared,
            lost={**shared, "attempt": "none"},
            method="POST",
        ),
        Place(
            endpoint="sharing.tries",
            who=frozenset({"ruth"}),
            where={"learner": ids["sam"]},
            lost={"learner": "none"},
        ),
        Place(
            endpoint="sharing.answers",
            who=frozenset({"ruth"}),
            where={"learner": ids["sam"], "attempt": shared["attempt"]},
            lost={"learner": ids["sam"], "attempt": unshared},
        ),
    ]


def _clips(session: Session, ids: Mapping[str, str]) -> list[Place]:
    done = session.scalars(select(ClipAttemptRow).where(ClipAttemptRow.person_id == ids["sam"])).one()
    clip = {"clip": done.clip}
    module = {"module": STUDIED}
    open_one = session.scalars(select(ClipAttemptRow).where(ClipAttemptRow.person_id == ids["mina"])).one()
    own, hers = {**clip, "attempt": done.id}, {**clip, "attempt": open_one.id}
    return [
        Place(endpoint="moments.course", who=EVERYONE, where=module, lost={"module": "none"}),
        Place(endpoint="moments.front", who=EVERYONE, where=clip, lost={"clip": "none"}),
        Place(endpoint="moments.begin", who=EVERYONE, where=clip, lost={"clip": "none"}, method="POST"),
        *(
            Place(
                endpoint=f"moments.{name}",
                who=frozenset({"mina"}),
                where=hers,
                lost={**hers, "attempt": "none"},
                method=method,
            )
            for name, method in (("marking", "GET"), ("mark", "POST"))
        ),
        Place(endpoint="moments.result", who=frozenset({"sam"}), where=own, lost={**own, "attempt": "none"}),
        Place(
            endpoint="moments.share",
            who=frozenset({"sam"}),
            where=own,
            lost={**own, "attempt": "none"},
            method="POST",
        ),
        Place(
            endpoint="moments.shared_results",
            who=frozenset({"ruth"}),
            where={"learner": ids["sam"]},
            lost={"learner": "none"},
        ),
        Place(
            endpoint="moments.shared_result",
            who=frozenset({"ruth"}),
            where={"learner": ids["sam"], "attempt": done.id},
            lost={"learner": ids["sam"], "attempt": "none"},
        ),
    ]


def _milestones(session: Session, ids: Mapping[str, str]) -> list[Place]:
    sams, lucys = _assignment(session, ids["sam"]), _assignment(session, ids["lucy"])
    helens = _assignment(session, ids["helen"])
    open_one = session.scalars(
        select(RequestRow).where(RequestRow.closed_at.is_(None), RequestRow.learner_id == ids["helen"])
    ).one()
    not_yet = session.scalars(select(DecisionRow).where(DecisionRow.decision == "not-yet")).one()
    agreed = session.scalars(select(DecisionRow).where(DecisionRow.learner_id == ids["dana"])).one()
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
            endpoint="reports.pathway",
            who=frozenset({"ruth", "sam"}),
            where={"assignment": sams},
            lost={"assignment": "none"},
        ),
        Place(
            endpoint="reports.milestone",
            who=frozenset({"ruth", "helen", "mina"}),
            where={"assignment": helens, "milestone": "stage-1"},
            lost={"assignment": helens, "milestone": "none"},
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
            endpoint="replies.reply",
            who=frozenset({"mina"}),
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
        Place(endpoint="moves.index", who=COORDINATORS),
        Place(
            endpoint="moves.affected",
            who=COORDINATORS,
            where={"pathway": "vig-practitioner"},
            lost={"pathway": "none"},
        ),
        Place(
            endpoint="moves.move",
            who=COORDINATORS,
            where={"assignment": _assignment(session, ids["sam"])},
            lost={"assignment": "none"},
        ),
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
    pages = ("index", "cycle", "visit", "supervision", "prior", "other", "leave")
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
        Place(
            endpoint="logbook.back",
            who=frozenset({"tess"}),
            where={"entry": _entry(session, ids["tess"], "leave")},
            lost=lost,
        ),
        *(Place(endpoint=f"logbook.{name}", who=sam, where=cycle, lost=lost, method="POST") for name in acts),
        *_sessions(session, ids),
        *_ratings(session, ids),
        Place(endpoint="films.own", who=LEARNERS),
        Place(endpoint="films.of_trainees", who=SUPERVISING),
        Place(
            endpoint="confirmations.change",
            who=frozenset({"ruth"}),
            where={"entry": _group_session(session, ids["sam"])},
            lost=lost,
        ),
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


def _sessions(session: Session, ids: Mapping[str, str]) -> list[Place]:
    """Preparing a session, its agenda, and what was agreed in the last one."""
    prepared = session.scalars(select(PreparationRow).where(PreparationRow.learner_id == ids["sam"])).one()
    agreed = session.scalars(select(FollowUpRow).where(FollowUpRow.whose == ids["sam"])).one()
    both = frozenset({"sam", "ruth"})
    return [
        Place(endpoint="preparations.prepare", who=TRAINEES),
        Place(endpoint="film_room.room", who=TRAINEES),
        Place(endpoint="preparations.throw_away", who=TRAINEES, method="POST"),
        Place(
            endpoint="preparations.one",
            who=both,
            where={"preparation": prepared.id},
            lost={"preparation": "none"},
        ),
        Place(endpoint="agenda.own", who=TRAINEES),
        Place(
            endpoint="agenda.of",
            who=frozenset({"ruth"}),
            where={"learner": ids["sam"]},
            lost={"learner": "none"},
        ),
        Place(
            endpoint="agenda.tick",
            who=both,
            where={"follow_up": agreed.id},
            lost={"follow_up": "none"},
            method="POST",
        ),
    ]


def _ratings(session: Session, ids: Mapping[str, str]) -> list[Place]:
    film = session.scalars(select(RatingRow.cycle).where(RatingRow.learner_id == ids["sam"]).limit(1)).one()
    where = {"cycle": film, "scale": "attuned-interaction"}
    both = frozenset({"sam", "ruth"})
    return [
        Place(endpoint="ratings.of", who=both, where={"learner": ids["sam"]}, lost={"learner": "none"}),
        Place(
            endpoint="ratings.of",
            who=frozenset({"helen", "ruth", "mina"}),
            where={"learner": ids["helen"]},
        ),
        *(
            Place(
                endpoint=f"ratings.{name}",
                who=both,
                where=where,
                lost={**where, "cycle": "none"},
                method=method,
            )
            for name, method in (("film", "GET"), ("rate", "POST"))
        ),
    ]


def _desks() -> list[Place]:
    return [
        Place(endpoint="desks.supervisor", who=SUPERVISING),
        Place(endpoint="desks.assessor", who=SUPERVISING),
        Place(endpoint="coordination.index", who=COORDINATORS),
        Place(endpoint="coordination.counts", who=COORDINATORS),
        Place(endpoint="coordination.supervision", who=COORDINATORS),
        Place(endpoint="statistics.index", who=CONFIRMING),
        Place(
            endpoint="statistics.quiz",
            who=CONFIRMING,
            where={"quiz": "parental-sensitivity"},
            lost={"quiz": "none"},
        ),
        Place(endpoint="record.mine", who=EVERYONE),
        Place(endpoint="record.download", who=EVERYONE, method="POST"),
    ]


def _card(session: Session, learner: str) -> dict[str, Any]:
    """The next showing of a card of hers that is due."""
    due = select(CardRow).where(CardRow.person_id == learner).order_by(CardRow.due_on, CardRow.id).limit(1)
    card = session.scalars(due).one()
    return {"card": card.id, "number": card.showings + 1}


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
