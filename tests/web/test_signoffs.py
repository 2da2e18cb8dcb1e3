"""What the pages of asking, signing, amending and setting aside promise."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from elearn import clock
from elearn.domain.logbook import ActKind
from elearn.domain.people import Actor, Role
from elearn.services import assignments
from elearn.services.people import Operator
from elearn.storage.logbook import EntryRow
from elearn.storage.signoffs import DecisionRow
from tests.services import practised
from tests.web.conftest import PASSPHRASE, Known, People
from tests.web.visitor import Answer

MEETING = date(2026, 5, 20)


@dataclass(frozen=True)
class Scene:
    """Sam has done stage 1 under Ruth; Mina may assess it."""

    app: Flask
    sam: Known
    ruth: Known
    mina: Known
    cora: Known
    assignment: str
    cycles: list[str]

    def ask(self, note: str = "") -> str:
        """Ask Mina; the path of the request."""
        asked = self.sam.visitor.post(
            "signoffs.ask",
            {"of": self.mina.id, "note": note},
            assignment=self.assignment,
            milestone="stage-1",
        )
        assert asked.status == 303
        return asked.location

    def fields(self, path: str, **change: str) -> dict[str, str]:
        """The form as Mina would send it."""
        return self.fields_of(self.mina.visitor.open(path), **change)

    def fields_of(self, form: Answer, **change: str) -> dict[str, str]:
        """The form that is before her, as she would send it."""
        seen = form.value("seen")
        whole = {
            "seen": seen,
            "decision": "agree",
            "met_on": MEETING.isoformat(),
            "minutes": "60",
            "known": "film",
            "note": "You waited, and it showed.",
        }
        return {**whole, **change}

    def withdraw_a_cycle(self) -> None:
        """Sam takes one cycle back."""
        with self.app.extensions["elearn"].database.writing() as session:
            practised.act(session, self.cycles[0], ActKind.WITHDRAWN, actor(self.sam), clock.now().date())

    def decisions(self) -> int:
        with self.app.extensions["elearn"].database.reading() as session:
            found: int = session.scalars(select(func.count()).select_from(DecisionRow)).one()
        return found


def actor(known: Known) -> Actor:
    return Actor(id=known.id, name=known.name)


@pytest.fixture
def scene(
    app: Flask, person: People, supervises: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> Scene:
    day = practised.stamp(date(2026, 11, 22))
    monkeypatch.setattr(clock, "now", lambda: day)
    sam = person("Sam Rees", Role.TRAINEE)
    ruth = person("Ruth Ade", Role.SUPERVISOR, Role.ASSESSOR)
    mina = person("Mina Holt", Role.SUPERVISOR, Role.ASSESSOR)
    cora = person("Cora Finn", Role.COORDINATOR)
    supervises(ruth, sam, since=practised.BEGAN)
    with app.extensions["elearn"].database.writing() as session:
        assignment = practised.put_on(session, actor(sam))
        cycles = practised.stage_1(session, actor(sam), actor(ruth))
    return Scene(app, sam, ruth, mina, cora, assignment, cycles)


def test_the_learner_sees_whom_she_may_ask_and_why_not_the_others(scene: Scene) -> None:
    answer = scene.sam.visitor.get("signoffs.ask", assignment=scene.assignment, milestone="stage-1")
    assert answer.status == 200
    assert "Mina Holt" in answer.text
    assert "Ruth Ade supervised after 6 January, when this stage opened" in answer.text
    assert f'value="{scene.ruth.id}"' not in answer.html


def test_a_reflection_that_is_shared_stands_on_the_request_and_on_what_is_signed(scene: Scene) -> None:
    with scene.app.extensions["elearn"].database.writing() as session:
        rows = session.scalars(select(EntryRow).where(EntryRow.id.in_(scene.cycles[:2]))).all()
        for row, share in zip(rows, (True, False), strict=True):
            row.words = {"reflection": f"I waited, {share}.", "share": share}
    where = {"assignment": scene.assignment, "milestone": "stage-1"}
    assert "What you share of your reflections" in scene.sam.visitor.get("signoffs.ask", **where).text
    path = scene.ask()
    page = scene.mina.visitor.open(path)
    assert "What Sam Rees shares of their reflections" in page.text
    assert "I waited, True." in page.text
    assert "I waited, False." not in page.html
    signed = scene.mina.visitor.send(path, scene.fields_of(page))
    kept = scene.sam.visitor.open(signed.location)
    assert "What was shared of the reflections, as it stood" in kept.text
    assert "I waited, True." in kept.text


def test_asking_somebody_who_was_not_offered_is_refused_in_words(scene: Scene) -> None:
    answer = scene.sam.visitor.post(
        "signoffs.ask",
        {"of": scene.ruth.id, "note": "Please."},
        assignment=scene.assignment,
        milestone="stage-1",
    )
    assert answer.status == 422
    assert "Choose one of these." in answer.text
    assert answer.value("note") == "Please."


def test_from_asking_to_the_milestone_that_is_met(scene: Scene) -> None:
    path = scene.ask("Six cycles, and I am proud of the fourth.")
    own = scene.sam.visitor.open(path)
    assert "You asked Mina Holt" in own.text
    asked = scene.mina.visitor.open(path)
    assert "I am proud of the fourth" in asked.text
    assert "Cycle with C-7K2P, reviewed on 2 February" in asked.text
    signed = scene.mina.visitor.send(path, scene.fields(path))
    assert signed.status == 303
    decision = scene.mina.visitor.open(signed.location)
    assert "Saw it on film" in decision.text
    assert "You waited, and it showed." in scene.sam.visitor.open(signed.location).text
    milestones = scene.sam.visitor.get("milestones.index")
    assert "Signed by Mina Holt" in milestones.text
    assert signed.location in milestones.links()
    assert scene.mina.visitor.open(path).location == signed.location


def test_before_she_signs_she_may_ask_back_or_say_no(scene: Scene) -> None:
    path = scene.ask()
    request = path.rpartition("/")[2]
    assert f"{path}/reply" in scene.mina.visitor.open(path).links()
    empty = {"kind": "question", "words": "", "instead": ""}
    assert "Write your question." in scene.mina.visitor.post("replies.reply", empty, request=request).text
    asked = {**empty, "words": "Which film first?"}
    assert scene.mina.visitor.post("replies.reply", asked, request=request).location == path
    assert "Mina Holt asks" in scene.sam.visitor.open(path).text
    assert scene.sam.visitor.post("signing.answer", {"words": "The last."}, request=request).status == 303
    assert "Sam Rees answers" in scene.mina.visitor.open(path).text
    no = {"kind": "declined", "words": "", "instead": "Lea Marsh"}
    assert scene.mina.visitor.post("replies.reply", no, request=request).status == 303
    assert scene.mina.visitor.open(path).status == 404
    assert "Who else could: Lea Marsh." in scene.sam.visitor.open(path).text


def test_the_same_form_sent_twice_gives_one_decision_and_the_same_answer(scene: Scene) -> None:
    path = scene.ask()
    fields = scene.fields(path)
    first, again = scene.mina.visitor.send(path, fields), scene.mina.visitor.send(path, fields)
    assert (first.status, again.status) == (303, 303)
    assert first.location == again.location
    assert scene.decisions() == 1


def test_another_answer_from_a_second_tab_is_kept_on_the_form_for_amending(scene: Scene) -> None:
    path = scene.ask()
    fields = scene.fields(path)
    scene.mina.visitor.send(path, fields)
    other = scene.mina.visitor.send(path, {**fields, "decision": "not-yet", "note": "One more film, please."})
    assert other.status == 409
    assert other.value("note") == "One more film, please."
    assert "You have already given another answer here" in other.text
    assert scene.decisions() == 1


def test_the_same_answer_in_other_words_from_a_second_tab_is_kept_on_the_form_for_amending(
    scene: Scene,
) -> None:
    path = scene.ask()
    fields = scene.fields(path)
    scene.mina.visitor.send(path, fields)
    other = scene.mina.visitor.send(path, {**fields, "note": "You waited twice."})
    assert (other.status, other.value("note"), scene.decisions()) == (409, "You waited twice.", 1)


def test_another_amendment_from_a_second_tab_is_kept_on_the_form_for_what_stands_now(scene: Scene) -> None:
    path = scene.ask()
    first = scene.mina.visitor.send(path, scene.fields(path)).location
    form = scene.mina.visitor.open(f"{first}/amend")
    fields = scene.fields_of(form, minutes="75", reason="It was longer.")
    second = scene.mina.visitor.send(f"{first}/amend", fields)
    assert scene.mina.visitor.send(f"{first}/amend", fields).location == second.location
    other = scene.mina.visitor.send(f"{first}/amend", {**fields, "minutes": "90", "reason": "Longer still."})
    assert (other.status, other.value("minutes"), other.value("reason")) == (409, "90", "Longer still.")
    assert second.location in other.links()
    assert scene.decisions() == 2


def test_a_record_that_moved_on_is_told_with_the_difference_and_what_was_typed_stays(scene: Scene) -> None:
    path = scene.ask()
    fields = scene.fields(path)
    scene.withdraw_a_cycle()
    answer = scene.mina.visitor.send(path, fields)
    assert answer.status == 409
    assert "6 cycles with film and shared review: no longer counts" in answer.text
    assert answer.value("note") == "You waited, and it showed."
    assert answer.value("met_on") == MEETING.isoformat()
    assert scene.decisions() == 0
    again = scene.mina.visitor.send(path, {**fields, "seen": answer.value("seen")})
    assert again.status == 422
    assert "Not everything is there yet: cycles" in again.text


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"decision": ""}, 422, "Choose your answer."),
        ({"decision": "perhaps"}, 422, "Choose one of these."),
        ({"known": "rumour"}, 422, "Choose one of these."),
        ({"known": ""}, 422, "Say how you know."),
        ({"minutes": "an hour"}, 422, "Write a whole number, such as 60."),
        ({"minutes": "30"}, 422, "the pathway asks this meeting to take 60"),
        ({"met_on": "soon"}, 422, "Write the day, such as 22 November 2026."),
        ({"met_on": "2027-01-01"}, 422, "That day is still to come"),
        ({"decision": "not-yet", "note": ""}, 422, "Say what would make it a yes."),
        ({"note": "x" * 2001}, 422, "Use at most 2,000 characters."),
        ({"seen": "{}"}, 409, "has changed since you opened this page"),
        ({"seen": "[1"}, 409, "has changed since you opened this page"),
        ({"seen": '{"requirements": [1]}'}, 409, "has changed since you opened this page"),
    ],
)
def test_a_form_that_is_refused_stands_again_with_its_sentence(
    scene: Scene, change: dict[str, str], status: int, said: str
) -> None:
    path = scene.ask()
    answer = scene.mina.visitor.send(path, scene.fields(path, **change))
    assert answer.status == status
    assert said in answer.text
    assert scene.decisions() == 0


def test_a_signature_asks_for_the_passphrase_after_twelve_hours(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = scene.ask()
    later = clock.now() + timedelta(hours=6)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert 'name="passphrase"' not in scene.mina.visitor.open(path).html
    much_later = later + timedelta(hours=6, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: much_later)
    assert 'name="passphrase"' in scene.mina.visitor.open(path).html
    fields = scene.fields(path)
    refused = scene.mina.visitor.send(path, {**fields, "passphrase": "wrong-wrong-wrong"})
    assert refused.status == 422
    assert "not your passphrase" in refused.text
    assert scene.mina.visitor.send(path, {**fields, "passphrase": PASSPHRASE}).status == 303


def test_passphrases_at_a_signature_are_not_guessed_without_end(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = scene.ask()
    fields = scene.fields(path)
    for hours in (6, 12):
        later = practised.stamp(date(2026, 11, 22)) + timedelta(hours=hours, minutes=1)
        monkeypatch.setattr(clock, "now", lambda stamp=later: stamp)
        scene.mina.visitor.open(path)
    tries = [scene.mina.visitor.send(path, {**fields, "passphrase": "wrong-wrong-wrong"}) for _ in range(11)]
    assert [each.status for each in tries] == [422] * 10 + [429]


def test_a_withdrawn_request_is_gone(scene: Scene) -> None:
    path = scene.ask()
    back = scene.sam.visitor.send(f"{path}/withdraw")
    assert back.status == 303
    assert scene.mina.visitor.open(path).status == 404
    assert scene.mina.visitor.send(path, {"decision": "agree"}).status == 404
    assert scene.sam.visitor.open(path).status == 404
    assert scene.sam.visitor.open(back.location).status == 200


def test_what_nobody_is_left_to_sign_is_told_to_both_with_a_way_on(scene: Scene) -> None:
    path = scene.ask()
    taken = scene.cora.visitor.post(
        "people.relate", {"supervisor": scene.mina.id, "since": str(clock.now().date())}, person=scene.sam.id
    )
    assert "may answer it no more: Sam Rees." in scene.cora.visitor.open(taken.location).main
    why = "Mina Holt supervises you now, and whoever assesses you must stand apart"
    shown = scene.sam.visitor.open(path)
    assert why in shown.main
    assert "You asked Mina Holt on" in shown.main
    ask = scene.sam.visitor.address("signoffs.ask", assignment=scene.assignment, milestone="stage-1")
    assert ask in shown.links()
    assert why in scene.sam.visitor.open(ask).main
    assert scene.mina.visitor.open(path).status == 404


def test_not_yet_is_told_warmly_and_may_be_asked_for_again(scene: Scene) -> None:
    path = scene.ask()
    fields = scene.fields(
        path, decision="not-yet", note="One more film, with the father.", talk_on="2026-12-01", minutes=""
    )
    signed = scene.mina.visitor.send(path, fields)
    assert signed.status == 303
    told = scene.sam.visitor.open(signed.location)
    assert "One more film, with the father." in told.text
    assert "1 December 2026" in told.text
    assert (
        scene.sam.visitor.address("signoffs.ask", assignment=scene.assignment, milestone="stage-1")
        in told.links()
    )
    milestones = scene.sam.visitor.get("milestones.index")
    assert signed.location in milestones.links()
    assert "fail" not in milestones.text.lower()
    again = scene.ask()
    assert "One more film, with the father." in scene.mina.visitor.open(again).text


def test_a_signer_amends_with_a_reason_and_what_was_before_stays(scene: Scene) -> None:
    path = scene.ask()
    first = scene.mina.visitor.send(path, scene.fields(path)).location
    form = scene.mina.visitor.open(f"{first}/amend")
    assert form.value("met_on") == MEETING.isoformat()
    fields = {
        "seen": form.value("seen"),
        "decision": "agree",
        "met_on": "2026-05-22",
        "minutes": "60",
        "known": "film",
        "note": "",
    }
    assert scene.mina.visitor.send(f"{first}/amend", fields).status == 422
    second = scene.mina.visitor.send(f"{first}/amend", {**fields, "reason": "I wrote the wrong day."})
    assert second.status == 303
    assert "I wrote the wrong day." in scene.sam.visitor.open(second.location).text
    assert second.location in scene.sam.visitor.open(first).links()
    assert first in scene.sam.visitor.open(second.location).links()
    assert scene.mina.visitor.open(f"{first}/amend").location == first


def test_a_decision_says_when_the_record_was_amended_since(scene: Scene) -> None:
    path = scene.ask()
    decision = scene.mina.visitor.send(path, scene.fields(path)).location
    scene.withdraw_a_cycle()
    seen = scene.mina.visitor.open(decision)
    assert "The record was amended since" in seen.text
    assert "Sign anew on the record as it is now" in seen.text
    assert "Sign anew" not in scene.sam.visitor.open(decision).text


def test_the_learners_milestones_say_when_the_record_was_amended_since_a_signature(scene: Scene) -> None:
    path = scene.ask()
    scene.mina.visitor.send(path, scene.fields(path))
    said = "The record was amended since. The signature stands on what was signed"
    assert said not in scene.sam.visitor.get("milestones.index").text
    scene.withdraw_a_cycle()
    assert said in scene.sam.visitor.get("milestones.index").text
    assert said not in scene.cora.visitor.get("milestones.of", learner=scene.sam.id).text


def test_signing_anew_shows_what_differs_and_so_does_what_was_signed_anew(scene: Scene) -> None:
    path = scene.ask()
    first = scene.mina.visitor.send(path, scene.fields(path)).location
    assert "What differs" not in scene.mina.visitor.open(f"{first}/amend").text
    scene.withdraw_a_cycle()
    with scene.app.extensions["elearn"].database.writing() as session:
        practised.cycle(session, actor(scene.sam), "C-9QXM", date(2026, 4, 27))
    form = scene.mina.visitor.open(f"{first}/amend")
    assert "What differs from what you signed" in form.text
    told = form.text.split("What differs")[1].split("What it rests on now")[0].split(".")
    assert any("no longer counts" in each for each in told)
    assert any("now also counts" in each for each in told)
    fields = {**scene.fields_of(form), "met_on": "2026-05-20", "reason": "One cycle was taken back."}
    second = scene.mina.visitor.send(f"{first}/amend", fields)
    assert second.status == 303
    for reader in (scene.mina, scene.sam):
        page = reader.visitor.open(second.location).text
        assert "What differs from what was signed before" in page
        assert "no longer counts" in page
    assert "This was amended later." in scene.sam.visitor.open(first).text


def test_foreign_requests_and_decisions_are_not_there_for_anybody(scene: Scene, person: People) -> None:
    path = scene.ask()
    others = [scene.ruth, scene.cora, *(person(f"{role.title()} Other", role) for role in Role)]
    for other in others:
        for closed in (path, "/sign-off/nothing", "/sign-off/decision/nothing"):
            assert other.visitor.open(closed).status == 404
        for act in (path, f"{path}/withdraw"):
            assert other.visitor.send(act, {"decision": "agree"}).status == 404
        ask = other.visitor.get("signoffs.ask", assignment=scene.assignment, milestone="stage-1")
        assert ask.status == 404
    decision = scene.mina.visitor.send(path, scene.fields(path)).location
    for other in others:
        assert other.visitor.open(path).status == 404
        assert other.visitor.open(decision).status == 404
        assert other.visitor.open(f"{decision}/amend").status == 404
        assert other.visitor.send(f"{decision}/amend", {"decision": "agree"}).status == 404
    assert scene.sam.visitor.open(f"{decision}/amend").status == 404


def test_the_learner_cannot_answer_her_own_request(scene: Scene) -> None:
    path = scene.ask()
    assert scene.sam.visitor.send(path, scene.fields(path)).status == 404
    assert "Your answer" not in scene.sam.visitor.open(path).text


def test_a_signer_reads_the_bundle_and_nothing_else_of_the_learner(scene: Scene) -> None:
    path = scene.ask()
    asked = scene.mina.visitor.open(path)
    assert scene.mina.visitor.get("milestones.of", learner=scene.sam.id).status == 404
    assert "Stage 2" not in asked.text
    assert not [href for href in asked.links() if "/logbook/" in href]


def test_a_requirement_that_may_not_be_waived_has_no_such_page(scene: Scene) -> None:
    for who in (scene.ruth, scene.cora, scene.sam, scene.mina):
        for address in ("stage-1/cycles", "stage-1", "nothing/x"):
            there = scene.mina.visitor.address("signoffs.waive", assignment=scene.assignment, address=address)
            assert who.visitor.open(there).status == 404
            assert who.visitor.send(there, {"reason": "because"}).status == 404


def test_a_supervisor_sets_aside_what_the_pathway_lets_her_with_a_reason(scene: Scene) -> None:
    with scene.app.extensions["elearn"].database.writing() as session:
        assignment = assignments.assign(
            session,
            Operator(),
            {"small": practised.WAIVABLE},
            learner=scene.sam.id,
            pathway="small",
            began_on=practised.BEGAN,
            now=clock.now(),
        ).id
    sheet = scene.ruth.visitor.get("milestones.of", learner=scene.sam.id)
    there = scene.ruth.visitor.address("signoffs.waive", assignment=assignment, address="first/by-supervisor")
    assert there in sheet.links()
    assert not [href for href in sheet.links() if href.endswith("by-coordinator")]
    assert scene.ruth.visitor.send(there, {"reason": " "}).status == 422
    assert scene.sam.visitor.open(there).status == 404
    done = scene.ruth.visitor.send(there, {"reason": "Did the same course in Leeds."})
    assert done.status == 303
    told = scene.sam.visitor.get("milestones.index").text
    assert "Set aside by Ruth Ade on 22 November 2026: Did the same course in Leeds." in told


def test_pages_of_a_sign_off_cost_few_statements(scene: Scene) -> None:
    path = scene.ask()
    answers: list[Answer] = [
        scene.mina.visitor.open(path),
        scene.sam.visitor.open(path),
        scene.sam.visitor.get("milestones.index"),
    ]
    assert max(len(each.queries) for each in answers) <= 20


def test_what_may_say_who_a_family_is_is_asked_about_before_it_is_kept(scene: Scene) -> None:
    path = scene.ask()
    fields = scene.fields(path, note="Call them on 0161 496 0000.")
    asked = scene.mina.visitor.send(path, fields)
    assert asked.status == 422
    assert "looks like" in asked.text
    assert asked.value("note") == "Call them on 0161 496 0000."
    assert scene.mina.visitor.send(path, {**fields, "nobody": "0161 496 0000"}).status == 303
