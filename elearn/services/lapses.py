"""Without this a request would wait without end for somebody who may answer it no more, and nobody would say so."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from elearn.domain.people import Relation, Role
from elearn.domain.signoffs import NEEDED, Lapse
from elearn.mail import letters as wording
from elearn.services import letters
from elearn.services.letters import Sent
from elearn.storage import people, signoffs
from elearn.storage.signoffs import RequestRow


def without_role(session: Session, person_id: str, roles: Collection[Role], now: datetime) -> None:
    """Take back what was asked of a person in a part for which these roles of hers do not do."""
    lost = [closer for closer, needed in NEEDED.items() if not set(needed) & set(roles)]
    where = signoffs.asked_by_others(person_id) & RequestRow.closer.in_(lost)
    _take_back(session, signoffs.hold_open(session, where), Lapse.ROLE, now)


def supervising(session: Session, person_id: str, learners: Collection[Relation], now: datetime) -> None:
    """Take back what learners asked of a person as an assessor, when she is entered as their supervisor so.

    Before her first day she may still answer it; and days that ended before she was asked take nothing back.
    """
    begun = [each for each in learners if each.since <= now.date()]
    theirs = signoffs.made_by({each.learner for each in begun}) & (RequestRow.closer == "assessor")
    held = signoffs.hold_open(session, signoffs.asked_by_others(person_id) & theirs) if begun else []
    reached = {(each.learner, each.until) for each in begun}
    _take_back(
        session,
        [
            row
            for row in held
            if any(
                who == row.learner_id and (until is None or until >= row.asked_on) for who, until in reached
            )
        ],
        Lapse.SUPERVISES,
        now,
    )


def leaving(session: Session, person_id: str, now: datetime) -> None:
    """Take back what others asked of a person who answers nothing here any more."""
    _take_back(session, signoffs.hold_open(session, signoffs.asked_by_others(person_id)), Lapse.LEFT, now)


def told(session: Session, signers: Collection[str], at: datetime) -> tuple[str, ...]:
    """The names of those whose requests to these people were taken back by the act of that instant."""
    rows = signoffs.taken_back(session, signers, at) if signers else []
    return tuple(sorted(people.names(session, {row.learner_id for row in rows}).values()))


def _take_back(session: Session, rows: Collection[RequestRow], why: Lapse, now: datetime) -> None:
    if not rows:
        return
    names = people.names(session, {row.learner_id for row in rows})
    signoffs.close_all(session, rows, why.value, now)
    told = [
        Sent(
            to=row.learner_id,
            letter=wording.taken_back(
                names.get(row.learner_id, ""), letters.link(session, f"/sign-off/{row.id}")
            ),
        )
        for row in rows
    ]
    letters.queue_all(session, told, now)
