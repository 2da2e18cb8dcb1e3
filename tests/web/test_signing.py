"""What the pages by which somebody without an account signs promise: straight to the form, once, and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from elearn import clock
from elearn.domain.logbook import ActKind
from elearn.domain.people import Role
from elearn.services import erasure
from elearn.services.people import Operator
from elearn.storage.assessors import AssessorRow
from elearn.storage.logbook import EntryRow
from elearn.storage.signing import SignatureRow, SigningLinkRow
from elearn.storage.signoffs import DecisionRow
from tests.databases import SQLiteFiles
from tests.program import program
from tests.services import practised
from tests.web.conftest import PASSPHRASE, Known, People
from tests.web.test_signoffs import actor
from tests.web.visitor import Answer, Visitor

FILLED = {
    "name": "Dr Jo Hale",
    "part": "Accredited supervisor",
    "registration": "AV-123",
    "decision": "agree",
    "met_on": "2026-05-20",
    "minutes": "60",
    "known": "live",
}


@pytest.fixture
def app(sqlite_supply: SQLiteFiles) -> Iterator[Flask]:
    """The program without a mail server."""
    made = program(sqlite_supply.migrated())
    yield made
    made.extensions["elearn"].database.dispose()


@dataclass(frozen=True)
class Scene:
    """Sam has done stage 1 and asked Dr Jo Hale, who has no account; ``jo`` is her telephone."""

    app: Flask
    sam: Known
    cora: Known
    ruth: Known
    jo: Visitor
    request: str
    token: str

    def open(self) -> Answer:
        return self.jo.get("signing.sign", token=self.token)

    def sign(self, **changes: str) -> Answer:
        return self.jo.post(
            "signing.sign", {**FILLED, "seen": self.open().value("seen"), **changes}, token=self.token
        )

    def rows(self, kind: type[Any]) -> list[Any]:
        with self.app.extensions["elearn"].database.reading() as session:
            return list(session.scalars(select(kind)))


@pytest.fixture
def scene(app: Flask, person: People, supervises: Any) -> Scene:
    sam, ruth = person("Sam Rees", Role.TRAINEE), person("Ruth Ade", Role.SUPERVISOR)
    cora = person("Cora Finn", Role.COORDINATOR)
    supervises(ruth, sam, since=practised.BEGAN)
    with app.extensions["elearn"].database.writing() as session:
        assignment = practised.put_on(session, actor(sam))
        practised.stage_1(session, actor(sam), actor(ruth))
    entered = cora.visitor.post(
        "assessors.index",
        {
            "name": "Dr Jo Hale",
            "email": "jo@example.net",
            "part": "Accredited supervisor",
            "registration": "",
        },
    )
    assert entered.status == 303
    where = {"assignment": assignment, "milestone": "stage-1"}
    page = sam.visitor.get("signoffs.ask", **where)
    assert "Dr Jo Hale, who signs by a link" in page.main
    with app.extensions["elearn"].database.reading() as session:
        jo = session.scalars(select(AssessorRow.person_id)).one()
    asked = sam.visitor.post("signoffs.ask", {"of": jo, "note": ""}, **where)
    assert asked.status == 303
    request = asked.location.rpartition("/")[2]
    shown = cora.visitor.post("assessors.hand_on", request=request)
    token = shown.html.partition("/sign/")[2].partition('"')[0]
    return Scene(app, sam, cora, ruth, Visitor(app), request, token)


def test_the_link_opens_straight_to_the_form_and_shows_the_one_bundle_and_nothing_else(scene: Scene) -> None:
    page = scene.open()
    assert page.status == 200
    assert page.heading.startswith("Sam Rees: ")
    assert page.value("name") == "Dr Jo Hale"
    assert page.value("part") == "Accredited supervisor"
    assert not [link for link in page.links() if link.startswith(("/milestones", "/people", "/desk"))]
    assert scene.rows(SigningLinkRow)[-1].used_at is None


def test_from_the_link_to_a_code_and_what_the_learner_reads(scene: Scene) -> None:
    assert scene.sign().status == 303
    after = scene.open()
    assert "Thank you. Your answer is kept" in after.main
    (made,) = scene.rows(DecisionRow)
    shown = scene.sam.visitor.get("signoffs.decision", decision=made.id)
    assert "Signed without an account. The name given was Dr Jo Hale, Accredited supervisor." in shown.main
    assert "Registration: AV-123. Cora Finn handed on the link" in " ".join(shown.main.split())
    assert "Saw it live" in shown.main
    assert "AV-123" in shown.main


def test_a_name_that_was_erased_is_said_to_be_so_in_a_whole_sentence(scene: Scene) -> None:
    scene.sign()
    (made,), now = scene.rows(DecisionRow), clock.now()
    with scene.app.extensions["elearn"].database.writing() as session:
        erasure.erase(session, Operator(), made.by, now=now, today=now.date())
    shown = scene.sam.visitor.get("signoffs.decision", decision=made.id).main
    assert "Signed without an account, as Accredited supervisor. The name given was erased." in shown


def test_the_same_form_sent_twice_is_one_decision_and_another_answer_is_told_in_words(scene: Scene) -> None:
    seen = scene.open().value("seen")
    fields = {**FILLED, "seen": seen}
    for _ in range(2):
        assert scene.jo.post("signing.sign", fields, token=scene.token).status == 303
    other = {**fields, "decision": "not-yet", "note": "One more film."}
    refused = scene.jo.post("signing.sign", other, token=scene.token)
    assert refused.status == 409
    assert "answered through a link already" in refused.main
    assert "One more film." in refused.main
    assert len(scene.rows(DecisionRow)) == len(scene.rows(SignatureRow)) == 1


def test_an_answer_is_amended_through_a_fresh_link_that_a_coordinator_makes_for_it(scene: Scene) -> None:
    scene.sign()
    assert "who can make you a link to amend it" in scene.open().main
    assert "Dr Jo Hale answered Sam Rees on" in scene.cora.visitor.get("assessors.index").main
    shown = scene.cora.visitor.post("assessors.hand_on", request=scene.request)
    token = shown.html.partition("/sign/")[2].partition('"')[0]
    assert "What differs" not in scene.jo.get("signing.sign", token=token).main
    with scene.app.extensions["elearn"].database.writing() as session:
        cycle = session.scalars(select(EntryRow.id).where(EntryRow.kind == "cycle")).first()
        assert cycle
        practised.act(session, cycle, ActKind.WITHDRAWN, actor(scene.sam), practised.BEGAN)
        practised.cycle(session, actor(scene.sam), "C-9QXM", practised.BEGAN.replace(month=4, day=27))
    page = scene.jo.get("signing.sign", token=token)
    assert "What differs from what you signed" in page.main
    assert page.value("minutes") == "60"
    assert page.value("registration") == "AV-123"
    fields = {**FILLED, "seen": page.value("seen"), "minutes": "75"}
    refused = scene.jo.post("signing.sign", fields, token=token)
    assert (refused.status, refused.value("minutes")) == (422, "75")
    for _ in range(2):
        assert (
            scene.jo.post("signing.sign", {**fields, "reason": "It was longer."}, token=token).status == 303
        )
    first, second = scene.rows(DecisionRow)
    assert (second.amends, second.minutes, first.minutes) == (first.id, 75, 60)
    told = scene.sam.visitor.get("signoffs.decision", decision=second.id).main
    assert "It was longer." in told


def test_a_form_that_is_refused_stands_again_with_what_was_typed(scene: Scene) -> None:
    refused = scene.sign(part="", known="")
    assert refused.status == 422
    assert refused.value("name") == "Dr Jo Hale"
    assert "Say what you are" in refused.main
    assert scene.rows(DecisionRow) == []


def test_all_that_an_agreement_still_wants_is_told_at_once_each_at_its_field(scene: Scene) -> None:
    refused = scene.sign(met_on="", minutes="", known="")
    assert refused.status == 422
    assert "3 things need another look" in refused.main
    for said in ("Write the day on which you met.", "Write how many minutes you met", "Say how you know."):
        assert refused.main.count(said) == 2  # above the form, and at its field
    later = scene.sign(decision="not-yet", note="", talk_on="2026-01-01").main
    assert "2 things need another look" in later


def test_a_record_that_moved_on_is_told_with_the_difference(scene: Scene) -> None:
    seen = scene.open().value("seen")
    with scene.app.extensions["elearn"].database.writing() as session:
        practised.cycle(session, actor(scene.sam), "C-7K2P", practised.BEGAN.replace(month=6))
    refused = scene.jo.post("signing.sign", {**FILLED, "seen": seen}, token=scene.token)
    assert refused.status == 409
    assert "What has changed since you opened this page" in refused.main
    assert refused.value("registration") == "AV-123"


def test_nobody_signs_where_the_learner_is_or_was_signed_in(scene: Scene) -> None:
    where = {"token": scene.token}
    seen = scene.open().value("seen")
    for answer in (
        scene.sam.visitor.get("signing.sign", **where),
        scene.sam.visitor.post("signing.sign", {**FILLED, "seen": seen}, **where),
    ):
        assert answer.status == 422
        assert "This is a browser of the learner’s own." in answer.main
    scene.sam.visitor.post("account.sign_out")
    assert scene.sam.visitor.get("signing.sign", **where).status == 422
    assert scene.rows(DecisionRow) == []


def test_she_asks_back_is_answered_and_may_say_no(scene: Scene) -> None:
    said = {"kind": "question", "words": "Which film shall I see first?", "instead": ""}
    assert scene.jo.post("signing.reply", said, token=scene.token).status == 303
    request = scene.sam.visitor.get("signoffs.request_", request=scene.request)
    assert "Which film shall I see first?" in request.main
    assert "Answer the question" in request.main
    answered = scene.sam.visitor.post("signing.answer", {"words": "The last one."}, request=scene.request)
    assert answered.status == 303
    assert "The last one." in scene.open().main
    no = {"kind": "declined", "words": "I have no time this month.", "instead": "Lea Marsh"}
    assert scene.jo.post("signing.reply", no, token=scene.token).status == 303
    assert "Thank you for saying so" in scene.open().main
    request = scene.sam.visitor.get("signoffs.request_", request=scene.request)
    assert "Who else could: Lea Marsh." in request.main
    assert "Ask somebody else" in request.main


def test_an_old_link_offers_a_fresh_one_and_says_truly_that_no_letter_is_sent(scene: Scene) -> None:
    scene.cora.visitor.post("assessors.hand_on", request=scene.request)
    old = scene.open()
    assert "This link opens no longer" in old.main
    assert "Sam Rees" not in old.main
    asked = scene.jo.post("signing.fresh", token=scene.token)
    assert "Your coordinator hands you a fresh link" in asked.main


def test_what_was_typed_into_a_link_that_opens_no_longer_is_given_back(scene: Scene) -> None:
    seen = scene.open().value("seen")
    scene.cora.visitor.post("assessors.hand_on", request=scene.request)
    typed = {**FILLED, "seen": seen, "note": "You waited, and it showed."}
    sent = scene.jo.post("signing.sign", typed, token=scene.token)
    said = {"kind": "declined", "words": "I know the family.", "instead": "Lea Marsh"}
    replied = scene.jo.post("signing.reply", said, token=scene.token)
    for answer, texts in (
        (sent, ("20 May 2026", "60", "I was there and saw it", "You waited, and it showed.", "AV-123")),
        (replied, ("I cannot take this on", "I know the family.", "Lea Marsh")),
    ):
        assert answer.status == 409
        assert "This link opens no longer" in answer.main
        assert "What you sent now, which is not kept" in answer.main
        for text in texts:
            assert text in answer.main, text
    assert scene.rows(DecisionRow) == []


def test_the_learner_reads_that_the_link_ran_out(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    def told() -> str:
        return scene.sam.visitor.get("signoffs.request_", request=scene.request).main

    assert "ran out" not in told()
    later = clock.now() + timedelta(days=30)
    monkeypatch.setattr(clock, "now", lambda: later)
    scene.sam.visitor.sign_in(scene.sam.email, PASSPHRASE)
    assert "ran out on" in told()
    assert "your coordinator can make a fresh one" in told()


def test_a_coordinator_reads_at_home_that_a_link_is_to_be_handed_on(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Nothing waits for you today." in scene.cora.visitor.get("home.index").text
    later = clock.now() + timedelta(days=30)
    monkeypatch.setattr(clock, "now", lambda: later)
    scene.cora.visitor.sign_in(scene.cora.email, PASSPHRASE)
    home = scene.cora.visitor.get("home.index")
    assert "Nothing waits for you today." not in home.text
    assert "Sam Rees, for Dr Jo Hale Asked 30 days ago" in home.text
    assert len(home.queries) <= 4


def test_the_report_says_that_it_was_signed_by_a_link_and_when_it_does_not_stand_any_more(
    scene: Scene,
) -> None:
    scene.sign()
    door = next(
        each for each in scene.sam.visitor.get("milestones.index").links() if each.endswith("/stage-1")
    )
    told = scene.sam.visitor.open(door).text
    assert "Dr Jo Hale, assessor" in told
    assert "Without an account, by a link" in told
    assert "AV-123" in told
    shown = scene.cora.visitor.post("assessors.hand_on", request=scene.request)
    token = shown.html.partition("/sign/")[2].partition('"')[0]
    page = scene.jo.get("signing.sign", token=token)
    fields = {**FILLED, "seen": page.value("seen"), "decision": "not-yet", "note": "One more film."}
    anew = scene.jo.post("signing.sign", {**fields, "reason": "I looked again."}, token=token)
    assert anew.status == 303
    told = scene.sam.visitor.open(door).text
    first, then = told.index("This does not stand any more: it was answered anew on"), told.index("Agreed by")
    assert first < then
    for secret in ("One more film.", "I looked again."):
        assert secret not in told


def test_an_old_link_promises_no_letter_where_none_is_sent(scene: Scene) -> None:
    scene.cora.visitor.post("assessors.hand_on", request=scene.request)
    old = scene.open().main
    assert "No letters are sent from here" in old
    assert "goes to the address" not in old
    assert "Send me a fresh link" not in old


def test_a_supervisor_enters_somebody_for_her_own_trainee(scene: Scene) -> None:
    where = {"learner": scene.sam.id}
    assert "Sam Rees may then ask this assessor" in scene.ruth.visitor.get("assessors.enter", **where).main
    fields = {"name": "Lea Marsh", "email": "lea@example.net", "part": "Supervisor", "registration": ""}
    assert scene.ruth.visitor.post("assessors.enter", fields, **where).status == 303
    assert "Sam Rees" in scene.cora.visitor.get("assessors.index").main
    mine = scene.ruth.visitor.post("assessors.enter", {**fields, "email": "sam@example.org"}, **where)
    assert mine.status == 422
    assert "is known here already" in mine.main
