"""What the weekly letter promises: it comes once, only when somebody waits, never more than she can do, and stops."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.domain.errors import NotFound
from elearn.domain.logbook import ActKind
from elearn.domain.outbox import LetterKind, mark
from elearn.domain.people import Actor, Role
from elearn.services import weekly
from elearn.services.weekly import Week
from elearn.storage import people
from elearn.storage.outbox import LetterRow
from tests.services import practised
from tests.services.entered import NOW, TODAY, enter, relate

KEY = "k" * 32


def week(later: int) -> Week:
    """The week so many days later."""
    more = timedelta(days=later)
    return Week(today=TODAY + more, now=NOW + more, timezone=practised.LONDON, key=KEY)


WEEK = week(0)
URL = "https://learn.example.org"


@pytest.fixture
def ruth(session: Session) -> Actor:
    session.info["letters_from"] = URL
    return enter(session, "Ruth Ade", Role.SUPERVISOR)


@pytest.fixture
def sam(session: Session, ruth: Actor) -> Actor:
    found = enter(session, "Sam Rees", Role.TRAINEE)
    relate(session, ruth, found)
    return found


def waiting(session: Session, learner: Actor, supervisor: Actor, day: date = date(2026, 11, 12)) -> None:
    practised.supervision(session, learner, supervisor, day, confirmed=False)


def told(session: Session, kind: LetterKind = LetterKind.DIGEST) -> list[str]:
    rows = session.scalars(select(LetterRow).where(LetterRow.kind == kind).order_by(LetterRow.queued_at))
    return [row.body or "" for row in rows]


def test_nobody_gets_a_letter_for_whom_nothing_waits(session: Session, ruth: Actor) -> None:
    assert not weekly.tell_supervisor(session, ruth.id, WEEK)
    assert told(session) == []


def test_it_comes_once_a_week_however_often_it_is_asked_for(
    session: Session, ruth: Actor, sam: Actor
) -> None:
    waiting(session, sam, ruth)
    days = [
        WEEK,
        WEEK,
        Week(
            today=TODAY + timedelta(days=7), now=NOW + timedelta(days=7), timezone=practised.LONDON, key=KEY
        ),
    ]
    assert [weekly.tell_supervisor(session, ruth.id, each) for each in days] == [True, False, True]
    assert "- a session to confirm, since 12 November" in told(session)[0]


def test_it_counts_as_her_desk_does_and_names_nobody(session: Session, ruth: Actor) -> None:
    for number in range(7):
        learner = enter(session, f"Learner{number} Ray", Role.TRAINEE)
        relate(session, ruth, learner)
        waiting(session, learner, ruth)
    weekly.tell_supervisor(session, ruth.id, WEEK)
    (body,) = told(session)
    assert "- 7 sessions to confirm, the first since 12 November" in body
    assert "Learner" not in body


def test_a_session_that_its_learner_does_not_know_is_told(session: Session, ruth: Actor, sam: Actor) -> None:
    held = practised.supervision(session, sam, ruth, date(2026, 11, 12))
    assert not weekly.tell_supervisor(session, ruth.id, WEEK)
    practised.act(session, held, ActKind.NOT_RECOGNISED, sam, date(2026, 11, 14))
    assert weekly.tell_supervisor(session, ruth.id, WEEK)
    assert "- a session that its learner does not know, since 14 November" in told(session)[0]


def test_a_learner_on_leave_is_not_spoken_of(session: Session, ruth: Actor, sam: Actor) -> None:
    waiting(session, sam, ruth)
    practised.enter(
        session, sam, "leave", TODAY - timedelta(days=3), {"to": (TODAY + timedelta(days=9)).isoformat()}
    )
    assert not weekly.tell_supervisor(session, ruth.id, WEEK)
    back = TODAY + timedelta(days=14)
    assert weekly.tell_supervisor(
        session, ruth.id, Week(today=back, now=NOW + timedelta(days=14), timezone=practised.LONDON, key=KEY)
    )


def test_the_link_in_it_stops_it_and_no_other_link_does(session: Session, ruth: Actor, sam: Actor) -> None:
    waiting(session, sam, ruth)
    weekly.tell_supervisor(session, ruth.id, WEEK)
    shown = mark(KEY, ruth.id)
    assert f"{URL}/letters/weekly/{ruth.id}/{shown}" in told(session)[0]
    with pytest.raises(NotFound):
        weekly.silence(session, KEY, sam.id, shown, NOW)
    for _ in "twice":
        weekly.silence(session, KEY, ruth.id, shown, NOW)
    later = Week(
        today=TODAY + timedelta(days=7), now=NOW + timedelta(days=7), timezone=practised.LONDON, key=KEY
    )
    assert not weekly.tell_supervisor(session, ruth.id, later)
    assert weekly.turn(session, ruth, NOW)
    assert weekly.tell_supervisor(session, ruth.id, later)


def test_it_goes_to_supervisors_who_sign_in_and_have_not_stopped_it(
    session: Session, ruth: Actor, sam: Actor
) -> None:
    assert weekly.readers(session) == ([], [sam.id])
    row = people.by_id(session, ruth.id)
    assert row
    row.passphrase_hash = "x"
    assert weekly.readers(session) == ([ruth.id], [sam.id])
    weekly.turn(session, ruth, NOW)
    assert weekly.is_silent(session, ruth)
    assert weekly.readers(session) == ([], [sam.id])


def film(session: Session, learner: Actor, client: str, erase_by: date) -> None:
    facts = {"client": client, "reviewed": "2026-09-01", "erase_by": erase_by.isoformat()}
    practised.enter(session, learner, "cycle", date(2026, 8, 20), facts)


def test_a_film_that_is_due_is_told_once_and_a_later_one_again(session: Session, sam: Actor) -> None:
    assert not weekly.tell_learner(session, sam.id, WEEK)
    film(session, sam, "C-7K2P", TODAY)
    film(session, sam, "C-9QXM", TODAY + timedelta(days=5))
    assert weekly.tell_learner(session, sam.id, WEEK)
    assert not weekly.tell_learner(session, sam.id, WEEK)
    (body,) = told(session, LetterKind.ERASURE)
    assert "C-7K2P, filmed on 20 August 2026" in body
    assert "C-9QXM" not in body
    later = Week(
        today=TODAY + timedelta(days=6), now=NOW + timedelta(days=6), timezone=practised.LONDON, key=KEY
    )
    assert weekly.tell_learner(session, sam.id, later)


def test_a_learner_on_leave_is_left_in_peace(session: Session, sam: Actor) -> None:
    film(session, sam, "C-7K2P", TODAY)
    practised.enter(session, sam, "leave", TODAY, {})
    assert not weekly.tell_learner(session, sam.id, WEEK)


def test_a_consent_taken_back_earlier_than_the_last_film_fell_due_is_told_too(
    session: Session, sam: Actor
) -> None:
    film(session, sam, "C-7K2P", TODAY)
    assert weekly.tell_learner(session, sam.id, WEEK)
    facts = {"client": "C-9QXM", "reviewed": "2026-09-01", "erase_by": "2027-01-01"}
    other = practised.enter(session, sam, "cycle", date(2026, 8, 20), facts)
    practised.act(session, other, ActKind.CONSENT_WITHDRAWN, sam, TODAY - timedelta(days=3))
    assert weekly.tell_learner(session, sam.id, WEEK)
    assert not weekly.tell_learner(session, sam.id, WEEK)
