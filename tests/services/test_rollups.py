"""Whether what a coordinator's desk is read from is at any time what the ledgers say, on both databases."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import TypeVar

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from elearn.domain.entering import Other, Prior, Supervision
from elearn.domain.entry_rights import SEEN_KINDS
from elearn.domain.errors import DomainError, NotFound
from elearn.domain.logbook import EntryKind
from elearn.domain.people import LEARNERS, Actor, Role
from elearn.domain.practice import talks
from elearn.services import (
    accounts,
    assignments,
    confirmations,
    corrections,
    entry_acts,
    erasure,
    logbook,
    people,
    relations,
    rollups,
)
from elearn.services.confirmations import GroupSession
from elearn.services.corrections import Corrected
from elearn.services.entry_writing import Sending
from elearn.services.evidence import pathways_of
from elearn.services.passphrases import Hasher
from elearn.storage import assignments as assigned
from elearn.storage import desks
from elearn.storage.confirmations import has_left
from elearn.storage.logbook import EntryRow
from elearn.storage.people import PersonRow, RelationRow, roles_of
from elearn.storage.rollups import ALONE, WAITS, CountedRow, CountRow, TurnRow
from tests.services.entered import NOW, OPERATOR, TODAY, enter, relate
from tests.services.practised import put_on

STEPS = 140
DAYS = tuple(TODAY + timedelta(days=days) for days in (0, 1, 30, 400))
ROLES = (Role.TRAINEE, Role.SUPERVISOR, Role.TRAINEE, Role.PARAPROFESSIONAL)
TEACHING = frozenset({Role.SUPERVISOR})
Thing = TypeVar("Thing")
PASSPHRASE = "seven quiet harbour lamps"


@dataclass(slots=True, kw_only=True)
class Service:
    """A small service in which anything may happen next, as chance has it."""

    session: Session
    chance: Random
    cora: Actor
    people: list[Actor] = field(default_factory=list)
    keys: int = 0
    done: set[str] = field(default_factory=set)
    heard: set[str] = field(default_factory=set)

    def step(self) -> None:
        """One act of somebody; what is refused leaves no trace."""
        often = (self.relate, self.talk, self.answer)
        acts = (
            *often * 5,
            *(self.paper, self.paper, self.group, self.group, self.end, self.end, self.leave, self.leave),
            *(self.come, self.assign, self.come_back, self.hand_over, self.unassign, self.change, self.erase),
            *(self.before, self.before),
        )
        act = self.chance.choice(acts)
        try:
            with self.session.begin_nested():
                act()
        except DomainError:
            self.session.expire_all()
        else:
            self.done.add(act.__name__)

    def come(self) -> None:
        self.keys += 1
        name = f"{'abcdefghijklmnopqrstuvwxyz'[self.keys % 26]}{self.keys} Lee"
        # By turns learners and supervisors, some of them both.
        roles = frozenset({ROLES[self.keys % 4], self.chance.choice(ROLES)})
        at = self.at()
        row, token = people.invite(
            self.session, OPERATOR, name=name, email=f"p{self.keys}@x.org", roles=roles, now=at
        )
        if self.chance.random() < 0.5:
            accounts.follow_link(self.session, token, PASSPHRASE, PASSPHRASE, Hasher(8, 1), at)
        self.people.append(Actor(id=row.id, name=name, roles=roles))

    def relate(self) -> None:
        since = self.day()
        until = since + timedelta(days=self.chance.randrange(90)) if self.chance.random() < 0.4 else None
        relate(self.session, self.one(TEACHING), self.one(LEARNERS), since, until)

    def end(self) -> None:
        row = self.any(self.session.scalars(select(RelationRow).order_by(RelationRow.id)).all())
        relations.end_relation(self.session, OPERATOR, row.id, self.day(), today=TODAY, now=NOW)

    def assign(self) -> None:
        put_on(self.session, self.one(LEARNERS))

    def unassign(self) -> None:
        learner = self.one()
        for row in assigned.of_learners(self.session, [learner.id]).get(learner.id, []):
            assignments.unassign(self.session, OPERATOR, row.id, "moved away", NOW)

    def change(self) -> None:
        people.set_roles(self.session, OPERATOR, self.one().id, frozenset({self.chance.choice(ROLES)}), NOW)

    def leave(self) -> None:
        people.disable(self.session, OPERATOR, self.one().id, NOW)

    def come_back(self) -> None:
        people.enable(self.session, OPERATOR, self.one().id, NOW)

    def hand_over(self) -> None:
        relations.hand_over(
            self.session,
            OPERATOR,
            leaving=self.one(TEACHING).id,
            to=self.one(TEACHING).id,
            since=min(TODAY, self.day()),
            close=self.chance.random() < 0.5,
            today=TODAY,
            now=NOW,
        )

    def erase(self) -> None:
        if self.chance.random() < 0.3:
            erasure.erase(self.session, OPERATOR, self.one().id, now=NOW, today=TODAY)

    def talk(self) -> None:
        held = Supervision(
            on=TODAY - timedelta(days=self.chance.randrange(60)),
            with_=self.one(TEACHING).id,
            minutes=60,
            mode="video",
            setting="individual",
        )
        learner = self.one(LEARNERS)
        talk = talks(pathways_of(self.session, learner.id))[0].code
        logbook.log_supervision(self.session, learner, held, talk, self.sending())

    def paper(self) -> None:
        paper = Other(kind=EntryKind.DOCUMENT, name="aviguk-registration", on=TODAY, kept="at home")
        logbook.log_other(self.session, self.one(LEARNERS), paper, self.sending())

    def before(self) -> None:
        learner = self.one(LEARNERS)
        if not assigned.of_learners(self.session, [learner.id]):
            put_on(self.session, learner)
        reached = Prior(
            pathway="vig-practitioner", milestone="stage-1", met_on=date(2025, 6, 2), evidence="A letter"
        )
        logbook.log_prior(self.session, learner, reached, self.sending())

    def group(self) -> None:
        host = self.one(TEACHING)
        held = self.session.scalars(
            select(RelationRow).where(RelationRow.supervisor_id == host.id).order_by(RelationRow.id)
        ).all()
        there = sorted({each.learner_id for each in held if each.since <= TODAY <= (each.until or TODAY)})
        held = GroupSession(on=TODAY, minutes=60, mode="video", trainees=tuple(there))
        confirmations.record_group(self.session, host, held, self.sending())

    def answer(self) -> None:
        row = self.any(self.session.scalars(select(EntryRow).order_by(EntryRow.seq)).all())
        who = self.any([self.cora, self.one()])
        near = [each for each in self.people if each.id in (row.named, row.learner_id, row.entered_by)]
        by = self.any([*near * 3, who])
        do = self.chance.randrange(5)
        if do == 0:
            entry_acts.withdraw(self.session, by, row.id, self.sending())
        elif do == 1:
            entry_acts.disown(self.session, by, row.id, "not one I know", self.sending())
        elif do == 2:
            entry_acts.recognise(self.session, by, row.id, self.sending())
        elif do == 3 and row.kind == EntryKind.SUPERVISION:
            wanted = Corrected(on=row.on or TODAY, minutes=90, mode="video", presenter=True)
            corrections.correct(self.session, by, row.id, wanted, "longer", self.sending(), everyone=True)
        elif row.kind == EntryKind.SUPERVISION:
            confirmations.confirm(self.session, by, row.id, self.sending())
        else:
            confirmations.confirm_seen(self.session, by, row.id, self.sending())

    def one(self, having: frozenset[Role] = frozenset(ROLES)) -> Actor:
        return self.any([each for each in self.people if each.roles & having])

    def any(self, things: Sequence[Thing]) -> Thing:
        if not things:
            raise NotFound
        return self.chance.choice(things)

    def day(self) -> date:
        return TODAY + timedelta(days=self.chance.randrange(-120, 60))

    def at(self) -> datetime:
        return NOW - timedelta(days=self.chance.randrange(200))

    def sending(self) -> Sending:
        self.keys += 1
        return Sending(key=f"k{self.keys}", now=NOW, today=TODAY, another=True)


def asked(session: Session, day: date) -> tuple[set[str], set[str]]:
    """Whom nobody supervises on a day and what waits for a coordinator, each asked of the ledgers one by one."""
    closed = {row.id for row in session.scalars(select(PersonRow)) if row.disabled_at}
    supervised = {
        row.learner_id
        for row in session.scalars(select(RelationRow))
        if row.since <= day and (row.until is None or row.until >= day) and row.supervisor_id not in closed
    }
    trainees = {
        row.id for row in session.scalars(select(PersonRow)) if Role.TRAINEE in roles_of(session, row.id)
    }
    left = {
        row.id
        for row in session.execute(desks.unanswered(EntryRow.seq > 0)).all()
        if row.kind == EntryKind.PRIOR
        or (row.kind in SEEN_KINDS and row.learner_id not in supervised)
        or (
            row.kind == EntryKind.SUPERVISION
            and row.person_id is not None
            and has_left(session, row.person_id, row.learner_id, day)
        )
    }
    return trainees - closed - supervised, left


def kept(session: Session, day: date) -> tuple[set[str], set[str]]:
    """The same as it is kept."""
    rows = session.scalars(select(TurnRow).where(TurnRow.since <= day, TurnRow.until >= day)).all()
    return {row.learner_id for row in rows if row.kind == ALONE}, {
        row.entry_id for row in rows if row.kind == WAITS
    }


def counted(session: Session) -> dict[str, int]:
    """Who is here, counted one by one."""
    found: Counter[str] = Counter()
    for row in session.scalars(select(PersonRow)):
        if row.disabled_at is None:
            found.update(f"role/{role}" for role in roles_of(session, row.id))
            on = assigned.of_learners(session, [row.id]).get(row.id, [])
            found.update({f"pathway/{each.pathway}" for each in on})
    return {thing: number for thing, number in found.items() if number}


def everything(session: Session) -> list[object]:
    """Every derived row there is."""
    session.expire_all()
    return [
        session.execute(select(*table.__table__.columns).order_by(*table.__table__.primary_key)).all()
        for table in (CountedRow, CountRow, TurnRow)
    ]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_any_history_what_is_kept_is_what_the_ledgers_say_and_what_a_rebuild_makes(
    session: Session, seed: int
) -> None:
    chance = Random(seed)  # noqa: S311 (a history, not a secret)
    service = Service(session=session, chance=chance, cora=enter(session, "Cora Finn", Role.COORDINATOR))
    for _ in range(8):
        service.come()
    for number in range(STEPS):
        service.step()
        if number % 20 == 19:
            service.heard.update(asked(session, TODAY)[1])
            session.expire_all()
            for day in DAYS:
                assert kept(session, day) == asked(session, day)
            assert {row.thing: row.people for row in session.scalars(select(CountRow))} == counted(session)
    assert len(service.done) >= 12
    assert "before" in service.done
    assert service.heard
    before = everything(session)
    assert rollups.rebuild(session) == 0
    for table in (CountedRow, CountRow, TurnRow):
        session.execute(delete(table))
    assert rollups.rebuild(session) > 0
    assert everything(session) == before


def test_what_is_counted_no_more_goes_with_a_rebuild(session: Session) -> None:
    sam = enter(session, "Sam Rees", Role.TRAINEE)
    before = everything(session)
    # As a release kept it that counted who had not come yet.
    session.execute(insert(CountedRow).values(person_id=sam.id, thing="invited/"))
    session.execute(insert(CountRow).values(thing="invited/", people=1))
    assert rollups.rebuild(session) == 1
    assert everything(session) == before


def test_what_was_meddled_with_is_mended(session: Session) -> None:
    ruth, sam = enter(session, "Ruth Ade", Role.SUPERVISOR), enter(session, "Sam Rees", Role.TRAINEE)
    relate(session, ruth, sam, until=TODAY)
    before = everything(session)
    session.execute(update(CountRow).values(people=CountRow.people + 7))
    session.execute(insert(CountRow).values(thing="role/ghost", people=3))
    session.execute(delete(TurnRow))
    assert rollups.rebuild(session) > 0
    assert everything(session) == before
    assert rollups.rebuild(session) == 0
