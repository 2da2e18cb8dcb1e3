"""What every door promises to whoever sends it what no page would send, on both databases."""

import re
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import DBAPIError

from elearn import clock
from elearn.domain.people import Role
from elearn.domain.quizzes import Single
from elearn.storage.people import PersonRow, RelationRow, RoleRow
from elearn.storage.reviews import CardRow
from elearn.storage.sessions import KeptFormRow, SessionRow
from tests.databases import Supply
from tests.domain.asked import keys
from tests.program import program
from tests.web.conftest import PASSPHRASE, Known, People
from tests.web.test_quizzes import WELCOME, Taker, missed
from tests.web.visitor import Answer, Visitor

KEY = "abcdefgh23456789"
WRONG = "wrong-wrong-wrong"
Supervises = Callable[..., None]


@pytest.fixture
def app(supply: Supply) -> Iterator[Flask]:
    """The whole program on either database, answering faults as it does where people use it."""
    made = program(supply.migrated())
    made.config["PROPAGATE_EXCEPTIONS"] = False
    yield made
    made.extensions["elearn"].database.dispose()


@pytest.fixture
def sam(person: People) -> Known:
    return person("Sam Rees", Role.TRAINEE)


@pytest.fixture
def cora(person: People) -> Known:
    return person("Cora Finn", Role.COORDINATOR)


@pytest.fixture
def ruth(person: People) -> Known:
    return person("Ruth Ade", Role.SUPERVISOR)


def run_out(app: Flask, known: Known) -> None:
    """Let her session have been idle too long."""
    with app.extensions["elearn"].database.writing() as session:
        session.execute(
            update(SessionRow)
            .where(SessionRow.person_id == known.id)
            .values(last_seen_at=clock.now() - timedelta(days=2))
        )


def count(app: Flask, row: type) -> int:
    with app.extensions["elearn"].database.reading() as session:
        return session.scalar(select(func.count()).select_from(row)) or 0


def test_a_path_with_a_nul_is_no_page(sam: Known) -> None:
    for path in ("/practise/entries/%00/change", "/milestones/%00", "/sign-off/a%00", "/quizzes/%00"):
        assert sam.visitor.open(path).status == 404, path


NUMBERS = (
    "0",
    "999",
    "2147483648",
    "9223372036854775807",
    "9223372036854775808",
    "9" * 60,
    "٩٩٩",
    "-1",
    "1.5",
    "1e9",
)
NUMBERED = ("/quizzes/{quiz}/{attempt}/{number}", "/review/{card}/{number}")


@pytest.mark.parametrize("number", NUMBERS)
def test_an_address_with_a_number_that_counts_nothing_is_no_page(app: Flask, sam: Known, number: str) -> None:
    taker = Taker(app, sam, WELCOME)
    slipped = next(each for each in WELCOME.questions if isinstance(each, Single))
    taker.take({**keys(WELCOME), slipped.id: missed(slipped)})
    taker.begin()
    with app.extensions["elearn"].database.reading() as session:
        card = session.scalars(select(CardRow.id)).one()
    told = {"quiz": WELCOME.id, "attempt": taker.attempt, "card": card, "number": number}
    for path in (each.format(**told) for each in NUMBERED):
        assert sam.visitor.open(path).status == 404, path
        assert sam.visitor.send(path, {"answer": "1"}).status == 404, path
    page = sam.visitor.send(
        f"/quizzes/{WELCOME.id}/{told['attempt']}/all", {f"q{number}-answer": "1", "go": "stop"}
    )
    assert page.status in (303, 404, 422)


def test_every_address_that_takes_a_number_is_asked_for_numbers_that_count_nothing(app: Flask) -> None:
    rules = {each.rule for each in app.url_map.iter_rules() if "<int:" in each.rule}
    asked = {re.sub(r"{(\w+)}", r"<\1>", each).replace("<number>", "<int:number>") for each in NUMBERED}
    assert rules == asked


@pytest.mark.parametrize("number", NUMBERS)
def test_a_field_with_a_number_that_no_entry_can_mean_is_refused_in_words(
    sam: Known, ruth: Known, number: str
) -> None:
    for known, path, field in (
        (sam, "/practise/supervision", "minutes"),
        (sam, "/practise/other/course", "days"),
        (ruth, "/confirm/group", "minutes"),
    ):
        answer = known.visitor.send(path, {"key": KEY, field: number})
        assert answer.status == 422, path


def test_a_field_whose_name_or_text_holds_a_nul_is_refused_in_a_sentence(sam: Known) -> None:
    for sent in ({"reflec\0tion": "a"}, {"reflection": "a\0"}):
        answer = sam.visitor.send("/practise/other/course", {"key": KEY, **sent})
        assert answer.status == 422
        assert "cannot be kept" in answer.text


def test_no_draft_is_kept_about_what_no_address_can_name(sam: Known) -> None:
    for about in ("x" * 300, "a:b"):
        assert sam.visitor.send(f"/practise/other/{about}", {"key": KEY, "later": "1"}).status == 404


def test_the_key_of_one_form_in_another_is_a_conflict(sam: Known, cora: Known) -> None:
    assigned = {"pathway": "vig-practitioner", "began_on": "2026-01-01"}
    assert cora.visitor.send(f"/people/{sam.id}/pathway", assigned).status == 303
    course = {"key": KEY, "title": "First aid", "on": "2026-02-01", "kept": "at home"}
    assert sam.visitor.send("/practise/other/course", course).status == 303
    film = {
        "key": KEY,
        "work": "cycle.vig.",
        "client": "new",
        "filmed": "2026-02-01",
        "erase_by": "2026-04-01",
    }
    assert sam.visitor.send("/practise/cycle", {**film, "consent": "supervision"}).status == 409


def test_a_form_sent_to_an_endless_address_is_not_kept(app: Flask, sam: Known) -> None:
    token = sam.visitor.token()
    run_out(app, sam)
    answer = sam.visitor.client.post(f"/practise/other/{'x' * 400}", data={"csrf_token": token, "title": "a"})
    assert answer.status_code == 303
    assert count(app, KeptFormRow) == 0


def test_what_was_kept_and_then_sent_is_not_offered_again(app: Flask, cora: Known) -> None:
    token = cora.visitor.token()
    run_out(app, cora)
    typed = {"name": "Nia Okafor", "email": "nia@example.org", "roles": "trainee"}
    cora.visitor.client.post("/people/invite", data={"csrf_token": token, **typed})
    assert cora.visitor.sign_in(cora.email, PASSPHRASE).location == "/kept"
    kept = cora.visitor.open("/kept")
    assert cora.visitor.send("/people/invite", {**typed, "from_kept": kept.value("from_kept")}).status == 200
    assert count(app, KeptFormRow) == 0


def test_no_redirect_leads_where_the_host_header_says(visitor: Visitor) -> None:
    for path, to in (
        ("/practise", "/practise/"),
        ("/practise//cycle", "/practise/cycle"),
        ("/me", "/sign-in"),
    ):
        answer = visitor.client.get(path, headers={"Host": "elsewhere.example"})
        assert answer.headers["Location"] == to


def test_a_host_that_is_no_name_is_passed_over(visitor: Visitor) -> None:
    for host in ("x" * 300, "a..b", "", "a b"):
        assert visitor.open("/sign-in", headers={"Host": host}).status == 200, host
        assert visitor.open("/no-such-page", headers={"Host": host}).status == 404, host


def test_a_name_is_one_line_and_an_address_one_word(app: Flask, cora: Known) -> None:
    sent = {"name": "Nia\r\nBcc: all", "email": "nia@example.org", "roles": "trainee"}
    assert cora.visitor.send("/people/invite", {**sent, "email": "a@b.example\r\nBcc: c"}).status == 422
    assert cora.visitor.send("/people/invite", sent).status == 200
    with app.extensions["elearn"].database.reading() as session:
        name = session.scalar(select(PersonRow.name).where(PersonRow.email == "nia@example.org"))
    assert name == "Nia Bcc: all"


def test_trouble_with_the_database_is_told_calmly_and_asks_to_come_back(app: Flask, sam: Known) -> None:
    with app.extensions["elearn"].database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE sessions RENAME TO elsewhere"))
    for path in ("/", "/sign-in", "/no-such-page"):
        answer = sam.visitor.open(path)
        assert answer.status == 503, path
        assert answer.response.headers["Retry-After"]
        assert "try again in a moment" in answer.text


def test_what_went_wrong_is_noted_without_what_was_typed(app: Flask) -> None:
    database = app.extensions["elearn"].database
    with pytest.raises(DBAPIError, match="nowhere") as caught, database.writing() as session:
        session.execute(text("INSERT INTO nowhere VALUES (:typed)"), {"typed": "what Sam wrote"})
    assert "what Sam wrote" not in str(caught.value)


def test_a_first_day_whose_year_is_a_slip_is_asked_about(
    sam: Known, ruth: Known, cora: Known, person: People, supervises: Supervises
) -> None:
    supervises(ruth, sam)
    olu = person("Olu Bell", Role.SUPERVISOR)
    since = "0001-01-01"
    for path, sent in (
        (f"/people/{sam.id}/supervisor", {"supervisor": olu.id, "since": since}),
        (f"/people/{ruth.id}/hand-over", {"to": olu.id, "since": since}),
        (f"/people/{sam.id}/pathway", {"pathway": "vig-practitioner", "began_on": since}),
    ):
        answer = cora.visitor.send(path, sent)
        assert answer.status == 422, path
        assert "Check the year" in answer.text


def test_a_relation_and_an_assignment_are_reached_by_their_own_learner_alone(
    app: Flask, sam: Known, ruth: Known, cora: Known, supervises: Supervises
) -> None:
    supervises(ruth, sam)
    with app.extensions["elearn"].database.reading() as session:
        relation = session.scalars(select(RelationRow.id)).one()
    assert cora.visitor.open(f"/people/{sam.id}/relation/{relation}").status == 200
    for path in (f"/people/{ruth.id}/relation/{relation}", f"/people/{sam.id}/pathway/nowhere/end"):
        assert cora.visitor.open(path).status == 404
        assert cora.visitor.send(path, {"until": "2026-01-02", "why": "a slip"}).status == 404


def test_two_clicks_at_one_moment_give_a_role_and_a_supervisor_once(
    app: Flask, sam: Known, ruth: Known, cora: Known
) -> None:
    related = at_once(cora, f"/people/{sam.id}/supervisor", {"supervisor": ruth.id, "since": "2026-01-01"})
    assert sorted(related) == [303, 422, 422, 422]
    assert at_once(cora, f"/people/{sam.id}/roles", {"roles": "supervisor"}) == [303] * 4
    assert count(app, RelationRow) == 1
    with app.extensions["elearn"].database.reading() as session:
        held = session.scalars(
            select(RoleRow.role).where(RoleRow.person_id == sam.id, RoleRow.until.is_(None))
        )
        assert list(held) == ["supervisor"]


def test_two_invitations_to_one_address_at_one_moment_are_one_person(cora: Known) -> None:
    sent = {"name": "Nia Okafor", "email": "nia@example.org", "roles": "trainee"}
    statuses = at_once(cora, "/people/invite", sent)
    assert statuses.count(200) == 1
    assert set(statuses) <= {200, 409, 422}


def test_who_signs_in_does_not_give_her_address_new_tries(app: Flask, sam: Known, cora: Known) -> None:
    for stranger in range(9):
        assert Visitor(app).sign_in(f"nobody-{stranger}@example.org", WRONG).status == 422
    assert Visitor(app).sign_in(sam.email, PASSPHRASE).status == 303
    assert Visitor(app).sign_in("nobody-10@example.org", WRONG).status == 422
    assert Visitor(app).sign_in("nobody-11@example.org", WRONG).status == 429


def test_a_training_room_signs_in_from_one_address(app: Flask, sam: Known) -> None:
    assert [Visitor(app).sign_in(sam.email, PASSPHRASE).status for _ in range(14)] == [303] * 14


def test_a_name_that_looks_like_a_format_or_markup_is_only_a_name(
    person: People, cora: Known, ruth: Known, supervises: Supervises
) -> None:
    name = "%(name)s 100% {{ 7*7 }} <b>"
    odd = person(name, Role.TRAINEE, Role.SUPERVISOR)
    supervises(ruth, odd)
    taken = {"name": "Nia", "email": odd.email, "roles": "trainee"}
    answers: list[Answer] = [
        cora.visitor.open("/people/"),
        cora.visitor.open(f"/people/{odd.id}"),
        cora.visitor.send("/people/invite", taken),
        cora.visitor.send(f"/people/{odd.id}/supervisor", {"supervisor": ruth.id, "since": "2026-02-01"}),
        ruth.visitor.open("/confirm/group"),
    ]
    assert [each.status for each in answers] == [200, 200, 422, 422, 200]
    assert all(name in each.text for each in answers)


def at_once(known: Known, path: str, sent: dict[str, str]) -> list[int]:
    """The statuses of four equal forms sent at one moment from as many tabs of one browser."""
    token, statuses = known.visitor.token(), []
    together = threading.Barrier(4)

    def send() -> None:
        tab = Visitor(known.visitor.app)
        tab.client._cookies = dict(known.visitor.client._cookies or {})
        together.wait()
        statuses.append(tab.client.post(path, data={"csrf_token": token, **sent}).status_code)

    threads = [threading.Thread(target=send) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return statuses
