"""Without this a session could name somebody who cannot confirm it, or stand twice because two people entered it."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from elearn.domain.bringing import check_brought
from elearn.domain.entering import Supervision
from elearn.domain.entry_rights import WORK_KINDS
from elearn.domain.errors import Refused
from elearn.domain.logbook import Entry, EntryKind
from elearn.domain.people import Role
from elearn.services.entry_writing import Sending
from elearn.storage import assessors, people, preparations

NAMEABLE = frozenset({Role.SUPERVISOR, Role.ASSESSOR, Role.COORDINATOR})
"""The roles of whom a session may name; whoever supervised the learner at any time may be named too."""


def check_supervision(
    session: Session, learner: str, held: Supervision, known: Iterable[Entry], id_: str, sent: Sending
) -> None:
    """Who is named may confirm, what is brought may be shown, and it is not there already; else raises ``Refused``."""
    _check_named(session, learner, held.with_)
    standing = [each for each in known if not each.withdrawn]
    work = [each for each in standing if each.kind in WORK_KINDS]
    check_brought(work, held.brought, held.on, group=held.setting == "group")
    check_prepared(session, learner, held)
    like = [
        each
        for each in standing
        if each.kind is EntryKind.SUPERVISION
        and (each.on, each.named) == (held.on, held.with_)
        and each.id != id_
        and not each.disowned
    ]
    if like and not sent.another:
        raise Refused("session-there-already", field="another")


def check_prepared(session: Session, learner: str, held: Supervision) -> None:
    """What a session was prepared by is the learner's own; raises ``Refused`` else."""
    found = preparations.one(session, held.prepared) if held.prepared else None
    if held.prepared and (found is None or found.learner != learner):
        raise Refused("preparation-unknown")


def _check_named(session: Session, learner: str, person_id: str) -> None:
    if person_id == learner:
        raise Refused("not-yourself", field="with_")
    person = people.by_id(session, person_id)
    if person is None or person.erased_at:
        raise Refused("named-unknown", field="with_")
    supervised = any(each.supervisor == person_id for each in people.relations_of(session, [learner]))
    active = not person.disabled_at and people.roles_of(session, person_id) & NAMEABLE
    if not supervised and (not active or assessors.by_link(session, [person_id])):
        raise Refused("named-unknown", field="with_")
