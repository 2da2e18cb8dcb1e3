"""Hundreds of learners at once, for tests of what must not grow with them."""

from datetime import date, timedelta

from flask import Flask
from sqlalchemy import insert, select

from elearn import clock
from elearn.domain.people import Role
from elearn.services import assignments
from elearn.services.people import Operator
from elearn.storage import rollups
from elearn.storage.assignments import AssignmentRow
from elearn.storage.logbook import ActRow, EntryRow
from elearn.storage.people import PersonRow, RelationRow, RoleRow
from elearn.storage.signoffs import RequestRow

BEGAN = date(2026, 1, 5)


def supervise(app: Flask, supervisor: str, learner: str, many: int) -> None:
    """Put learners with entries, sessions that wait and requests under a supervisor.

    ``learner`` is one who exists: the others are on the edition she is put on.
    """
    house = app.extensions["elearn"]
    now = clock.now()
    with house.database.writing() as session:
        if not session.scalars(select(AssignmentRow).where(AssignmentRow.learner_id == learner)).all():
            assignments.assign(
                session,
                Operator(),
                house.catalogue.pathways,
                learner=learner,
                pathway="vig-practitioner",
                began_on=BEGAN,
                now=now,
            )
        edition = session.scalars(
            select(AssignmentRow.edition).where(AssignmentRow.learner_id == learner)
        ).one()
        ids = [f"c{many}x{n:03}" for n in range(many)]
        session.execute(
            insert(PersonRow),
            [{"id": id_, "name": f"Crowd {id_}", "created_at": now, "demo": False} for id_ in ids],
        )
        session.execute(
            insert(RoleRow),
            [{"id": id_, "person_id": id_, "role": Role.TRAINEE, "since": now} for id_ in ids],
        )
        session.execute(
            insert(RelationRow),
            [
                {
                    "id": id_,
                    "learner_id": id_,
                    "supervisor_id": supervisor,
                    "covering": False,
                    "since": BEGAN,
                    "recorded_at": now,
                }
                for id_ in ids
            ],
        )
        session.execute(
            insert(AssignmentRow),
            [
                {
                    "id": id_,
                    "learner_id": id_,
                    "pathway": "vig-practitioner",
                    "edition": edition,
                    "began_on": BEGAN,
                    "assigned_at": now,
                }
                for id_ in ids
            ],
        )
        session.execute(insert(EntryRow), [_entry(id_, n, supervisor) for id_ in ids for n in range(4)])
        session.execute(
            insert(ActRow),
            [
                {"entry_id": f"{id_}e1", "kind": "seen", "on": BEGAN, "by": supervisor, "at": now}
                for id_ in ids
            ],
        )
        session.execute(
            insert(RequestRow),
            [
                {
                    "id": id_,
                    "learner_id": id_,
                    "assignment_id": id_,
                    "milestone": "stage-1",
                    "closer": "supervisor",
                    "asked_of": supervisor,
                    "note": "",
                    "asked_at": now,
                    "asked_on": BEGAN,
                }
                for id_ in ids[:3]
            ],
        )
        rollups.keep(session, ids)


def _entry(learner: str, n: int, supervisor: str) -> dict[str, object]:
    """A supervision that waits, a course that was seen, a finished cycle, a document that waits."""
    kind, facts = [
        ("supervision", {"minutes": 60}),
        ("course", {"course": "initial-training-course", "days": 2}),
        ("cycle", {"client": "C-7K2P", "reviewed": "2026-03-01"}),
        ("document", {"document": "aviguk-registration"}),
    ][n]
    day = BEGAN + timedelta(days=10 * n)
    return {
        "id": f"{learner}e{n}",
        "learner_id": learner,
        "kind": kind,
        "approach": None,
        "on": day,
        "facts": facts,
        "words": {},
        "named": supervisor if kind == "supervision" else None,
        "entered_at": clock.now(),
        "entered_on": day,
        "entered_by": learner,
    }
