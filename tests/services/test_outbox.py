"""What the outbox promises on both databases: no letter without its act, none twice, nothing kept that opens a door."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.cli.outbox import round_of
from elearn.config import Config, Smtp
from elearn.domain.errors import NotFound
from elearn.domain.outbox import Delivery, Fate, LetterKind, way_off
from elearn.domain.people import Actor, Role
from elearn.mail.letters import answered, digest
from elearn.mail.post import Server
from elearn.services import letters, outbox, people
from elearn.services.people import Operator
from elearn.storage.database import Database
from elearn.storage.outbox import LetterRow
from elearn.storage.people import PersonRow
from tests.browser.service import free_port
from tests.postbox import Postbox, serving
from tests.services.entered import NOW, OPERATOR, enter

URL = "https://learn.example.org"
Clock = Callable[[], datetime]


@pytest.fixture
def mailing(session: Session) -> Session:
    """A session of a service in which mail is set up."""
    session.info["letters_from"] = URL
    return session


def invite(session: Session, name: str = "Sam Rees", now: datetime = NOW) -> tuple[PersonRow, str]:
    email = f"{name.split()[0].lower()}@example.org"
    return people.invite(session, OPERATOR, name=name, email=email, roles=frozenset({Role.TRAINEE}), now=now)


def rows(session: Session) -> list[LetterRow]:
    return list(session.scalars(select(LetterRow).order_by(LetterRow.queued_at, LetterRow.id)))


def test_where_no_mail_is_set_up_nothing_is_queued(session: Session) -> None:
    invite(session)
    assert rows(session) == []


def test_an_invitation_is_queued_with_the_very_link_that_was_made(mailing: Session) -> None:
    person, token = invite(mailing)
    (row,) = rows(mailing)
    assert (row.person_id, row.kind) == (person.id, LetterKind.INVITATION)
    assert f"{URL}/welcome/{token}" in (row.body or "")


def test_an_act_that_is_rolled_back_sends_no_letter(fresh_database: Database) -> None:
    session = fresh_database.open_session(write=True)
    session.info["letters_from"] = URL
    invite(session)
    session.rollback()
    assert rows(session) == []
    session.close()


def test_a_new_link_takes_the_letter_with_the_old_one_back(mailing: Session) -> None:
    person, _token = invite(mailing)
    _purpose, token = people.invite_again(mailing, Operator(), person.id, NOW)
    bodies = [row.body for row in rows(mailing) if row.closed_at is None]
    assert len(bodies) == 1
    assert token in (bodies[0] or "")


def test_people_of_the_demo_and_those_whose_account_is_closed_get_none(mailing: Session) -> None:
    person, _token = invite(mailing)
    people.disable(mailing, OPERATOR, person.id, NOW)
    assert not letters.queue(mailing, person.id, answered("Sam", URL), NOW)
    assert outbox.claim(mailing, NOW) is None
    (row,) = rows(mailing)
    assert (row.closed_how, row.body) == (Fate.NOT_WANTED, None)
    made_up, _token = invite(mailing, "Ellis Park")
    made_up.demo = True
    assert not letters.queue(mailing, made_up.id, answered("Ellis", URL), NOW)


def test_of_letters_that_are_sent_once_only_the_first_is_queued(mailing: Session) -> None:
    person, _token = invite(mailing)
    said = [letters.queue(mailing, person.id, answered("Sam", URL), NOW, once="week") for _ in range(3)]
    assert said == [True, False, False]


def test_a_letter_that_was_taken_is_not_taken_again_until_its_lease_is_over(mailing: Session) -> None:
    invite(mailing)
    assert outbox.claim(mailing, NOW) is not None
    assert outbox.claim(mailing, NOW + timedelta(minutes=9)) is None
    again = outbox.claim(mailing, NOW + timedelta(minutes=11))
    assert again is not None
    assert again.tries == 2


def test_whoever_lost_her_lease_settles_nothing(mailing: Session) -> None:
    invite(mailing)
    slow = outbox.claim(mailing, NOW)
    quick = outbox.claim(mailing, NOW + timedelta(minutes=11))
    assert slow
    assert quick
    outbox.settle(mailing, slow, Delivery(fate=Fate.REFUSED, code="550"), NOW)
    mailing.expire_all()
    assert rows(mailing)[0].closed_at is None
    outbox.settle(mailing, quick, Delivery(fate=Fate.DELIVERED, code="250"), NOW)
    mailing.expire_all()
    assert rows(mailing)[0].closed_how == Fate.DELIVERED


@pytest.mark.parametrize("fate", [Fate.DELIVERED, Fate.REFUSED])
def test_what_a_letter_says_is_wiped_as_soon_as_it_is_closed(mailing: Session, fate: Fate) -> None:
    invite(mailing)
    envelope = outbox.claim(mailing, NOW)
    assert envelope
    assert "/welcome/" in envelope.body
    outbox.settle(mailing, envelope, Delivery(fate=fate, code="250"), NOW)
    mailing.expire_all()
    assert rows(mailing)[0].body is None


def test_a_letter_that_failed_rests_longer_each_time_and_is_given_up_when_its_link_is_old(
    mailing: Session,
) -> None:
    invite(mailing)
    now, rests = NOW, []
    while envelope := outbox.claim(mailing, now):
        outbox.settle(mailing, envelope, Delivery(fate=None, code="no-answer", server_down=True), now)
        mailing.expire_all()
        due = rows(mailing)[0].due_at
        rests.append(due - now)
        now = due
    assert rests == sorted(rests)
    assert now > NOW + timedelta(days=13)
    mailing.expire_all()
    (left,) = outbox.undelivered(mailing, OPERATOR)
    assert (left.fate, left.answer, left.name) == (Fate.TOO_LATE, "no-answer", "Sam Rees")


def test_only_whoever_runs_peoples_affairs_sees_what_did_not_arrive(mailing: Session) -> None:
    invite(mailing)
    cora = enter(mailing, "Cora Finn", Role.COORDINATOR)
    assert len(outbox.undelivered(mailing, cora)) == 2
    with pytest.raises(NotFound):
        outbox.undelivered(mailing, Actor(id=cora.id, name="", roles=frozenset({Role.SUPERVISOR})))


def test_what_was_sent_long_ago_is_forgotten(mailing: Session) -> None:
    invite(mailing)
    envelope = outbox.claim(mailing, NOW)
    assert envelope
    outbox.settle(mailing, envelope, Delivery(fate=Fate.DELIVERED, code="250"), NOW)
    outbox.tidy(mailing, NOW + timedelta(days=89))
    assert len(rows(mailing)) == 1
    outbox.tidy(mailing, NOW + timedelta(days=91))
    assert rows(mailing) == []


# --- delivered to a real server, in transactions that truly commit ---


def config_for(smtp: Smtp) -> Config:
    return Config(url=URL, smtp=smtp, mail_from="Elearn <no-reply@example.org>")


def fill(database: Database, names: int) -> None:
    with database.writing() as session:
        session.info["letters_from"] = URL
        for number in range(names):
            invite(session, f"Person{number} Ó Briain")


def fates(database: Database) -> list[str | None]:
    with database.reading() as session:
        return [row.closed_how for row in rows(session)]


def deliver(database: Database, box: Postbox, now: Clock = lambda: NOW) -> int:
    with Server(box.smtp, seconds=5) as server:
        return round_of(database, server, config_for(box.smtp), now)


def test_the_weekly_letter_alone_says_where_a_mail_program_stops_it(fresh_database: Database) -> None:
    with fresh_database.writing() as session:
        session.info["letters_from"] = URL
        ruth, _token = invite(session, "Ruth Ade")
        letters.queue(session, ruth.id, digest("Ruth Ade", ["a session"], URL, URL), NOW)
        off = f"<{URL}{way_off('k' * 32, ruth.id)}>"
    with serving() as box, Server(box.smtp, seconds=5) as server:
        config = replace(config_for(box.smtp), secret_key="k" * 32)
        assert round_of(fresh_database, server, config, lambda: NOW) == 2
    told = {str(each["Subject"]): each["List-Unsubscribe"] for each in box.letters}
    assert told == {"You are invited to Elearn": None, "Your week": off}


def test_a_round_delivers_what_is_due_once(fresh_database: Database) -> None:
    fill(fresh_database, 3)
    with serving() as box:
        assert deliver(fresh_database, box) == 3
        assert deliver(fresh_database, box) == 0
    assert len({letter["Message-ID"] for letter in box.letters}) == 3
    assert fates(fresh_database) == ["delivered"] * 3


def test_several_deliverers_at_once_deliver_each_letter_once(fresh_database: Database) -> None:
    fill(fresh_database, 24)
    start = threading.Barrier(4)
    with serving() as box:

        def work(_number: int) -> int:
            start.wait()
            return deliver(fresh_database, box)

        with ThreadPoolExecutor(4) as pool:
            sent = list(pool.map(work, range(4)))
    assert sum(sent) == 24
    assert len(box.arrived) == len({letter["Message-ID"] for letter in box.letters}) == 24


def test_a_dead_server_delays_and_is_asked_once_a_round(fresh_database: Database) -> None:
    fill(fresh_database, 3)
    with Server(Smtp(host="127.0.0.1", port=free_port(), implicit=False), seconds=2) as server:
        assert round_of(fresh_database, server, config_for(server.at), lambda: NOW) == 0
    with fresh_database.reading() as session:
        assert sorted(row.tries for row in rows(session)) == [0, 0, 1]
    with serving() as box:
        assert deliver(fresh_database, box, lambda: NOW + timedelta(minutes=2)) == 3


def test_one_refused_letter_holds_up_no_other(fresh_database: Database) -> None:
    fill(fresh_database, 3)
    with serving(Postbox(answers=["550 none", "451 later"])) as box:
        assert deliver(fresh_database, box) == 1
        assert sorted(str(fate) for fate in fates(fresh_database)) == ["None", "delivered", "refused"]
        assert deliver(fresh_database, box, lambda: NOW + timedelta(minutes=2)) == 1


def test_a_server_that_dies_with_the_letter_in_hand_gets_it_again_under_the_same_id(
    fresh_database: Database,
) -> None:
    fill(fresh_database, 1)
    with serving(Postbox(hang_up=1)) as box:
        assert deliver(fresh_database, box) == 0
        assert deliver(fresh_database, box, lambda: NOW + timedelta(minutes=2)) == 1
    assert len(box.arrived) == 1


def test_the_stamp_of_a_letter_is_that_of_its_sending(fresh_database: Database) -> None:
    fill(fresh_database, 1)
    later = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
    with serving() as box:
        deliver(fresh_database, box, lambda: later)
    assert box.letters[0]["Date"].datetime == later
