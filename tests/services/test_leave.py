"""What entering, correcting and ending a leave promise, on both databases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.domain.errors import Conflict, NotFound, Refused
from elearn.domain.leave import Leave
from elearn.domain.logbook import Entry
from elearn.domain.people import Actor, Role
from elearn.services import assessor_desk, entry_acts, home, leave, logbook, logbook_sheet, milestones
from elearn.services.entry_writing import Sending
from elearn.storage.logbook import EntryRow
from tests.program import shipped
from tests.services.entered import NOW, TODAY, enter, relate
from tests.services.practised import LONDON, put_on, stage_1
from tests.services.test_desks import ask

FIRST = TODAY - timedelta(days=20)


@pytest.fixture
def sam(session: Session) -> Actor:
    learner = enter(session, "Sam Rees", Role.TRAINEE)
    put_on(session, learner)
    return learner


def sent(key: str, **given: object) -> Sending:
    """How a freshly opened form is sent."""
    return replace(Sending(key=key, now=NOW, today=TODAY), **given)


def away(session: Session, who: Actor, on: date = FIRST, to: date | None = None, key: str = "a") -> Entry:
    """Enter a leave."""
    return leave.log_leave(session, who, Leave(on=on, to=to), sent(key)).entry


def versions(session: Session) -> int:
    """How many entries there are, every version counted."""
    return session.scalar(select(func.count()).select_from(EntryRow)) or 0


def test_the_same_form_sent_twice_is_one_leave(session: Session, sam: Actor) -> None:
    assert away(session, sam).id == away(session, sam).id
    with pytest.raises(Conflict, match="saved-already"):
        away(session, sam, to=TODAY)
    assert versions(session) == 1


def test_no_day_lies_in_two_leaves_not_even_by_a_correction(session: Session, sam: Actor) -> None:
    first = away(session, sam, to=FIRST + timedelta(days=5))
    with pytest.raises(Refused, match="leave-overlaps"):
        away(session, sam, FIRST + timedelta(days=5), key="b")
    away(session, sam, FIRST + timedelta(days=6), key="c")
    longer = Leave(on=FIRST, to=FIRST + timedelta(days=6))
    with pytest.raises(Refused, match="leave-overlaps"):
        logbook.replace(session, sam, first.id, longer, "", sent("d"))


def test_a_leave_is_corrected_without_a_reason_and_the_earlier_version_stays(
    session: Session, sam: Actor
) -> None:
    old = away(session, sam)
    new = logbook.replace(session, sam, old.id, Leave(on=FIRST + timedelta(days=1)), "", sent("b")).entry
    assert (new.replaces, new.day, new.reason) == (old.id, FIRST + timedelta(days=1), "")
    assert versions(session) == 2


def test_a_leave_ends_on_the_day_she_says_and_saying_it_twice_is_saying_it_once(
    session: Session, sam: Actor
) -> None:
    old = away(session, sam)
    last = TODAY - timedelta(days=1)
    ended = leave.end_leave(session, sam, old.id, last, sent(""))
    assert ended.facts == {"to": last.isoformat()}
    assert leave.end_leave(session, sam, old.id, last, sent("")).id == ended.id
    with pytest.raises(Conflict, match="saved-already"):
        leave.end_leave(session, sam, old.id, TODAY, sent(""))
    with pytest.raises(Refused, match="until-before-on"):
        leave.end_leave(session, sam, ended.id, FIRST - timedelta(days=1), sent(""))


def test_a_leave_is_ended_by_its_learner_alone(session: Session, sam: Actor) -> None:
    ann = enter(session, "Ann Lee", Role.TRAINEE)
    other = logbook_sheet.own_entry(session, sam, away(session, sam).id, TODAY, LONDON).entry
    for lost in (other.id, "none"):
        with pytest.raises(NotFound):
            leave.end_leave(session, ann, lost, TODAY, sent(""))


def test_coming_back_is_offered_while_she_is_away(session: Session, sam: Actor) -> None:
    running = away(session, sam)
    assert "come-back" in logbook_sheet.own_entry(session, sam, running.id, TODAY, LONDON).may
    ended = leave.end_leave(session, sam, running.id, TODAY - timedelta(days=1), sent(""))
    assert "come-back" not in logbook_sheet.own_entry(session, sam, ended.id, TODAY, LONDON).may


def test_own_supervisor_and_coordinators_see_it_and_nobody_else(session: Session, sam: Actor) -> None:
    ruth, olu = enter(session, "Ruth Ade", Role.SUPERVISOR), enter(session, "Olu Bell", Role.SUPERVISOR)
    cora = enter(session, "Cora Finn", Role.COORDINATOR)
    relate(session, ruth, sam)
    found = away(session, sam)
    for reader in (ruth, cora):
        assert logbook_sheet.others_entry(session, reader, found.id, TODAY).entry.id == found.id
        sheet = milestones.standing(session, reader, sam.id, TODAY, LONDON)
        assert [each.on for each in sheet.away] == [FIRST]
    with pytest.raises(NotFound):
        logbook_sheet.others_entry(session, olu, found.id, TODAY)


def test_what_is_asked_of_others_waits_no_day_of_it(session: Session, sam: Actor) -> None:
    mina, ruth = enter(session, "Mina Shaw", Role.ASSESSOR), enter(session, "Ruth Ade", Role.SUPERVISOR)
    relate(session, ruth, sam)
    stage_1(session, sam, ruth)
    sheet = milestones.standing(session, sam, sam.id, TODAY, LONDON)
    ask(session, sam, sheet.progress[0].assignment.id, mina, 20)
    assert assessor_desk.assessor(session, mina, TODAY, LONDON).asked[0].days == 20
    away(session, sam, TODAY - timedelta(days=15), TODAY - timedelta(days=6))
    assert assessor_desk.assessor(session, mina, TODAY, LONDON).asked[0].days == 10
    assert home.learner(session, sam, shipped(), TODAY, LONDON).awaited[0].days == 10


def test_a_leave_taken_back_was_none(session: Session, sam: Actor) -> None:
    running = away(session, sam)
    assert home.learner(session, sam, shipped(), TODAY, LONDON).leave is not None
    entry_acts.withdraw(session, sam, running.id, sent("b"))
    assert home.learner(session, sam, shipped(), TODAY, LONDON).leave is None
    away(session, sam, key="c")
