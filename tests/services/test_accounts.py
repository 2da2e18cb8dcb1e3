"""What links, passphrases, sessions and the throttle promise, on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from elearn.domain.errors import NotFound, Refused, TooMany
from elearn.domain.people import Role
from elearn.services import accounts, people
from elearn.services.passphrases import Hasher, offer
from tests.services.entered import NOW, OPERATOR, enter

GOOD = "kettle-orbit-walnut"
CHEAP = Hasher(8, 1)


def link(session: Session) -> str:
    _row, token = people.invite(
        session,
        OPERATOR,
        name="Sam Rees",
        email="sam@example.org",
        roles=frozenset({Role.TRAINEE}),
        now=NOW,
    )
    return token


def test_a_link_is_good_for_fourteen_days_and_one_use(session: Session) -> None:
    token = link(session)
    accounts.open_link(session, token, NOW + timedelta(days=13, hours=23))
    with pytest.raises(Refused) as error:
        accounts.open_link(session, token, NOW + timedelta(days=14))
    assert error.value.code == "link-old"
    accounts.follow_link(session, token, GOOD, GOOD, CHEAP, NOW)
    with pytest.raises(Refused) as error:
        accounts.follow_link(session, token, GOOD, GOOD, CHEAP, NOW)
    assert error.value.code == "link-spent"


def test_a_newer_link_takes_the_place_of_an_older_one(session: Session) -> None:
    old = link(session)
    person = accounts.open_link(session, old, NOW).person_id
    purpose, new = people.invite_again(session, OPERATOR, person, NOW)
    assert purpose == "invitation"
    with pytest.raises(Refused):
        accounts.open_link(session, old, NOW)
    accounts.follow_link(session, new, GOOD, GOOD, CHEAP, NOW)
    purpose, reset = people.invite_again(session, OPERATOR, person, NOW)
    assert purpose == "reset"
    with pytest.raises(Refused):
        accounts.open_link(session, reset, NOW + timedelta(hours=1))


def test_a_link_that_never_was_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        accounts.open_link(session, "made-up", NOW)


def test_a_link_of_a_closed_account_is_not_found(session: Session) -> None:
    token = link(session)
    people.disable(session, OPERATOR, accounts.open_link(session, token, NOW).person_id, NOW)
    with pytest.raises(NotFound):
        accounts.open_link(session, token, NOW)


def test_a_session_holds_until_idle_ended_or_too_old(session: Session) -> None:
    sam = enter(session, "Sam Rees", Role.TRAINEE)
    token, _device = accounts.sign_in(session, sam.id, "", NOW)
    found = accounts.visit(session, token)
    assert found is not None
    idle, absolute = timedelta(hours=12), timedelta(days=30)
    assert accounts.holds(found, NOW + timedelta(hours=11), idle=idle, absolute=absolute)
    assert not accounts.holds(found, NOW + timedelta(hours=12), idle=idle, absolute=absolute)
    assert not accounts.holds(found, NOW, idle=idle, absolute=timedelta(0))
    accounts.sign_out(session, found.session_id, NOW)
    ended = accounts.visit(session, token)
    assert ended is not None
    assert not accounts.holds(ended, NOW, idle=idle, absolute=absolute)
    assert accounts.visit(session, "made-up") is None


def test_a_clock_that_jumps_back_never_moves_last_seen_back(session: Session) -> None:
    sam = enter(session, "Sam Rees", Role.TRAINEE)
    token, _device = accounts.sign_in(session, sam.id, "", NOW)
    found = accounts.visit(session, token)
    assert found is not None
    accounts.touch(session, found.session_id, NOW - timedelta(hours=1))
    again = accounts.visit(session, token)
    assert again is not None
    assert again.last_seen_at == NOW


def test_tries_are_counted_together_and_a_new_window_begins_afresh(session: Session) -> None:
    for _ in range(10):
        accounts.count_try(session, ("account:sam",), NOW)
    with pytest.raises(TooMany) as error:
        accounts.count_try(session, ("account:sam",), NOW)
    assert error.value.params["minutes"] == 5
    accounts.count_try(session, ("account:olu",), NOW)
    accounts.count_try(session, ("account:sam",), NOW + timedelta(minutes=5))


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::ffff", "2001:db8:1:2::/64"),
        ("nonsense", "unknown"),
    ],
)
def test_an_address_is_counted_by_its_network(address: str, counted: str) -> None:
    assert accounts.network(address) == counted


def test_a_kept_form_is_kept_for_an_hour_for_its_writer(session: Session) -> None:
    sam, olu = enter(session, "Sam Rees", Role.TRAINEE), enter(session, "Olu Ade", Role.TRAINEE)
    accounts.keep_form(session, sam.id, "/practise/cycle", {"note": ["typed"]}, NOW)
    assert accounts.kept_form(session, olu.id, NOW) is None
    kept = accounts.kept_form(session, sam.id, NOW + timedelta(minutes=59))
    assert kept is not None
    assert kept.fields == {"note": ["typed"]}
    assert accounts.kept_form(session, sam.id, NOW + timedelta(minutes=61)) is None
    accounts.forget_form(session, sam.id)
    assert accounts.kept_form(session, sam.id, NOW) is None


def test_the_passphrase_is_proved_again_before_a_sign_off(session: Session) -> None:
    person = accounts.follow_link(session, link(session), GOOD, GOOD, CHEAP, NOW)
    accounts.prove(session, person, GOOD, CHEAP)
    with pytest.raises(Refused):
        accounts.prove(session, person, "kettle-orbit-wrong", CHEAP)


def test_three_offered_words_may_be_used_as_they_are(session: Session) -> None:
    words = offer()
    accounts.follow_link(session, link(session), words, words, CHEAP, NOW)
