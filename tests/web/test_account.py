"""What the pages of coming in and leaving promise."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from wtforms import BooleanField

from elearn import clock
from elearn.domain.people import Role
from elearn.services import people
from elearn.services.people import Operator
from elearn.web.forms.base import Form
from elearn.web.kept import TICKED
from tests.web.conftest import PASSPHRASE, People
from tests.web.visitor import Visitor


def invited(app: Flask) -> str:
    """The token of a fresh invitation for Sam."""
    with app.extensions["elearn"].database.writing() as session:
        _row, token = people.invite(
            session,
            Operator(),
            name="Sam Rees",
            email="Sam@Example.org",
            roles=frozenset({Role.TRAINEE}),
            now=clock.now(),
        )
    return token


def test_a_stranger_is_sent_to_sign_in(visitor: Visitor) -> None:
    answer = visitor.get("home.index")
    assert answer.status == 303
    assert answer.location.endswith("/sign-in")


def test_an_invitation_is_opened_many_times_and_used_once(app: Flask) -> None:
    token = invited(app)
    first, second = Visitor(app), Visitor(app)
    for _ in range(3):
        assert first.get("account.follow", token=token).status == 200
    sent = {"passphrase": PASSPHRASE, "again": PASSPHRASE}
    assert first.post("account.follow", sent, token=token).status == 303
    assert "Sam" in first.get("home.index").heading
    refused = second.post("account.follow", sent, token=token)
    assert refused.status == 422
    assert "has been used already" in refused.text


def test_an_address_is_recognised_however_it_is_written(app: Flask, person: People) -> None:
    person("Sam Rees", Role.TRAINEE)
    assert Visitor(app).sign_in("  SAM@example.ORG ", PASSPHRASE).status == 303


@pytest.mark.parametrize("email", ["sam@example.org", "nobody@example.org"])
def test_a_wrong_passphrase_and_an_unknown_address_get_the_same_answer(
    app: Flask, person: People, email: str
) -> None:
    person("Sam Rees", Role.TRAINEE)
    answer = Visitor(app).sign_in(email, "wrong-wrong-wrong")
    assert answer.status == 422
    assert "do not belong together" in answer.text
    assert answer.value("email") == email


def test_the_eleventh_wrong_passphrase_must_wait_and_a_known_device_still_gets_in(
    app: Flask, person: People
) -> None:
    sam = person("Sam Rees", Role.TRAINEE)
    stranger = Visitor(app)
    for _ in range(10):
        assert stranger.sign_in(sam.email, "wrong-wrong-wrong").status == 422
    refused = stranger.sign_in(sam.email, PASSPHRASE)
    assert refused.status == 429
    assert refused.response.headers["Retry-After"]
    sam.visitor.post("account.sign_out")
    assert sam.visitor.sign_in(sam.email, PASSPHRASE).status == 303


def test_signing_out_ends_the_session_also_for_a_copied_cookie(app: Flask, person: People) -> None:
    sam = person("Sam Rees", Role.TRAINEE)
    cookie = sam.visitor.client.get_cookie("elearn")
    assert cookie
    sam.visitor.post("account.sign_out")
    thief = Visitor(app)
    thief.client.set_cookie("elearn", cookie.value)
    assert thief.get("home.index").status == 303


def test_disabling_a_person_ends_her_sessions_at_once(app: Flask, person: People) -> None:
    sam = person("Sam Rees", Role.TRAINEE)
    with app.extensions["elearn"].database.writing() as session:
        people.disable(session, Operator(), sam.id, clock.now())
    assert sam.visitor.get("home.index").status == 303
    assert sam.visitor.sign_in(sam.email, PASSPHRASE).status == 422


def test_a_session_ends_when_idle_too_long(
    app: Flask, person: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    sam = person("Sam Rees", Role.TRAINEE)
    later = clock.now() + timedelta(hours=12, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert sam.visitor.get("home.index").status == 303


def test_what_was_typed_when_the_session_ran_out_is_offered_back_to_the_same_person_only(
    app: Flask, person: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    sam, olu = person("Sam Rees", Role.TRAINEE), person("Olu Ade", Role.TRAINEE)
    token = sam.visitor.token()
    later = clock.now() + timedelta(hours=13)
    monkeypatch.setattr(clock, "now", lambda: later)
    typed = {
        "old": PASSPHRASE,
        "passphrase": "new-new-new-new",
        "again": "new-new-new-new",
        "note": "a long note",
    }
    assert sam.visitor.client.post("/me/passphrase", data={"csrf_token": token, **typed}).status_code == 303
    assert olu.visitor.sign_in(olu.email, PASSPHRASE).location == "/"
    assert sam.visitor.sign_in(sam.email, PASSPHRASE).location == "/kept"
    offered = sam.visitor.get("account.kept")
    assert offered.value("note") == "a long note"
    assert PASSPHRASE not in offered.html
    assert "new-new-new-new" not in offered.html


def test_a_box_that_was_ticked_is_offered_back_in_words_and_a_text_as_it_was_typed(
    app: Flask, person: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    sam = person("Sam Rees", Role.TRAINEE)
    token = sam.visitor.token()
    later = clock.now() + timedelta(hours=13)
    monkeypatch.setattr(clock, "now", lambda: later)
    typed = {"share": "y", "reflection": "y"}
    sam.visitor.client.post("/practise/cycle", data={"csrf_token": token, **typed})
    sam.visitor.sign_in(sam.email, PASSPHRASE)
    offered = sam.visitor.get("account.kept")
    assert "<dt>Share</dt><dd>yes</dd>" in offered.html
    assert "<dt>Reflection</dt><dd>y</dd>" in offered.html
    assert offered.value("share") == "y"


def test_every_box_of_a_form_is_told_as_one_and_no_other_field_has_its_name() -> None:
    fields = [
        (name, field.field_class)
        for form in every(Form)
        for name, field in vars(form).items()
        if hasattr(field, "field_class")
    ]
    assert {name for name, kind in fields if issubclass(kind, BooleanField)} == TICKED
    assert not {name for name, kind in fields if not issubclass(kind, BooleanField)} & TICKED


def every(form: type[Form]) -> Iterator[type[Form]]:
    """This form and all made from it."""
    yield form
    for each in form.__subclasses__():
        yield from every(each)


def test_a_stale_token_is_answered_400_with_what_was_typed(person: People) -> None:
    sam = person("Sam Rees", Role.TRAINEE)
    answer = sam.visitor.client.post("/me/passphrase", data={"csrf_token": "old", "note": "typed"})
    assert answer.status_code == 400
    page = answer.get_data(as_text=True)
    assert "send it again" in page
    assert 'value="typed"' in page


def test_a_changed_passphrase_signs_out_every_other_browser(app: Flask, person: People) -> None:
    sam = person("Sam Rees", Role.TRAINEE)
    other = Visitor(app)
    other.sign_in(sam.email, PASSPHRASE)
    new = "lantern-copper-meadow"
    sent = {"old": PASSPHRASE, "passphrase": new, "again": new}
    assert sam.visitor.post("account.passphrase", sent).status == 303
    assert sam.visitor.get("home.index").status == 200
    assert other.get("home.index").status == 303


@pytest.mark.parametrize(
    ("passphrase", "again", "said"),
    [
        ("short", "short", "15 characters"),
        ("123456789012345", "123456789012345", "Many people"),
        ("passwordpassword", "passwordpassword", "Many people"),
        ("sam-rees-sam-rees", "sam-rees-sam-rees", "your own name"),
        (PASSPHRASE, PASSPHRASE + "x", "not the same"),
    ],
)
def test_a_weak_passphrase_is_refused_at_its_field_in_words(
    app: Flask, passphrase: str, again: str, said: str
) -> None:
    answer = Visitor(app).post(
        "account.follow", {"passphrase": passphrase, "again": again}, token=invited(app)
    )
    assert answer.status == 422
    assert said in answer.text


def test_a_nul_in_what_was_typed_is_refused_in_words(visitor: Visitor) -> None:
    answer = visitor.sign_in("sam\x00@example.org", PASSPHRASE)
    assert answer.status == 422
    assert "cannot be kept" in answer.text


def test_more_than_can_be_sent_at_once_is_refused(visitor: Visitor) -> None:
    answer = visitor.sign_in("a" * 1_000_000, PASSPHRASE)
    assert answer.status == 413


def test_next_never_takes_an_address_from_outside(app: Flask, person: People) -> None:
    sam = person("Sam Rees", Role.TRAINEE)
    answer = Visitor(app).send(
        "/sign-in?next=https://evil.example/", {"email": sam.email, "passphrase": PASSPHRASE}
    )
    assert answer.location == "/"


def test_the_passphrase_of_today_cannot_be_guessed_from_a_borrowed_browser(person: People) -> None:
    sam = person("Sam Rees", Role.TRAINEE)
    new = "lantern-copper-meadow"
    sent = {"old": "wrong-wrong-wrong", "passphrase": new, "again": new}
    for _ in range(10):
        assert sam.visitor.post("account.passphrase", sent).status == 422
    assert sam.visitor.post("account.passphrase", {**sent, "old": PASSPHRASE}).status == 429


def kept_again(person: People, path: str, fields: dict[str, str]) -> str:
    """What somebody reads of a form that came too late to be taken: the words of the page alone."""
    sam = person("Sam Rees", Role.TRAINEE)
    answer = sam.visitor.client.post(path, data={"csrf_token": "old", **fields})
    assert answer.status_code == 400
    return " ".join(re.sub("<[^>]*>", " ", answer.get_data(as_text=True).partition("<main")[2]).split())


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/quizzes/attunement-principles/a1/3", "Your answer to question 3 of “"),
        ("/quizzes/attunement-principles/a1/all", "Your answers to “"),
        ("/quizzes/attunement-principles/a1/submit", "Handing in “"),
        ("/quizzes/attunement-principles/begin", "Beginning “"),
        ("/review/0123456789abcdef/1", "Your answer to a question that came up again"),
    ],
)
def test_an_answer_that_came_too_late_is_named_and_not_read_back_as_positions(
    person: People, path: str, said: str
) -> None:
    words = kept_again(person, path, {"answer": "1", "q7-shown": "6d96aa", "q7-line-0": "2", "go": "next"})
    assert said in words
    assert not re.findall(r"Answer [0-9]|Go |[Ss]hown|Q7|6d96", words)


def test_of_any_form_that_came_too_late_only_what_was_typed_is_read_back(person: People) -> None:
    made = {"key": "abcdefgh23456789", "seen": "0" * 64, "supervisor": "zf87y4ctzt6wj73x", "later": "1"}
    words = kept_again(person, "/practise/cycle", {**made, "reflection": "A long look"})
    assert "Reflection A long look" in words
    assert not re.findall("Key|Seen|Supervisor|Later|0000", words)
