"""What pages say while a question before a signature waits for the learner."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from elearn import clock
from elearn.domain.people import Role
from elearn.storage.signoffs import RequestRow
from tests.web.conftest import People
from tests.web.test_signoffs import Scene, scene

__all__ = ["scene"]

QUESTION = {"kind": "question", "words": "Which film first?", "instead": ""}


@pytest.fixture
def request_id(scene: Scene) -> str:
    """Mina has asked back."""
    asked = scene.ask().rpartition("/")[2]
    assert scene.mina.visitor.post("replies.reply", QUESTION, request=asked).status == 303
    return asked


def test_every_page_says_whose_move_it_is_until_she_has_answered(scene: Scene, request_id: str) -> None:
    door = scene.sam.visitor.address("signing.answer", request=request_id)
    home = scene.sam.visitor.get("home.index")
    assert "Mina Holt has a question for you" in home.text
    assert "Waiting on Mina Holt" not in home.text
    own = scene.sam.visitor.get("milestones.index")
    assert "Mina Holt has a question for you" in own.text
    assert "Mina Holt has a question first, since 22 November 2026" in own.text
    assert "With your assessor" not in own.text
    for page in (home, own, scene.sam.visitor.get("signoffs.request_", request=request_id)):
        assert door in page.links()
    for reader in (scene.ruth, scene.cora):
        sheet = reader.visitor.get("milestones.of", learner=scene.sam.id).text
        assert "The answer is the learner’s move." in sheet
        assert "With the assessor" not in sheet
        assert "Which film first?" not in sheet
    caseload = scene.ruth.visitor.get("desks.supervisor").text
    assert "The learner’s answer to a question, before it is signed" in caseload
    assert "With the assessor" not in caseload
    agenda = scene.ruth.visitor.get("agenda.of", learner=scene.sam.id).main
    assert "The learner’s answer to a question, before it is signed" in agenda
    assert "Nothing the trainee can do" not in agenda
    agenda = scene.sam.visitor.get("agenda.own")
    assert "Your answer to a question, before it is signed" in agenda.main
    assert "Nothing you can do" not in agenda.main
    assert door in agenda.links()
    assert "Nothing waits for you today." in scene.mina.visitor.get("desks.supervisor").text
    desk = scene.mina.visitor.get("desks.assessor")
    assert "Nothing is asked of you today." in desk.text
    assert "With the learner: you asked back" in desk.text
    assert scene.mina.visitor.address("signoffs.request_", request=request_id) in desk.links()


def test_with_her_answer_it_is_with_the_assessor_again(scene: Scene, request_id: str) -> None:
    scene.sam.visitor.post("signing.answer", {"words": "The last."}, request=request_id)
    assert "Waiting on Mina Holt" in scene.sam.visitor.get("home.index").text
    own = scene.sam.visitor.get("milestones.index").text
    assert "With your assessor" in own
    assert "has a question first" not in own
    desk = scene.mina.visitor.get("desks.assessor").text
    assert "Nothing is asked of you today." not in desk
    assert "Sam Rees Waiting" in desk
    assert "you asked back" not in desk


def test_whoever_takes_a_request_over_is_not_told_that_the_question_before_was_her_own(
    scene: Scene, request_id: str, person: People
) -> None:
    assert (
        "You asked Which film first?" in scene.mina.visitor.get("signoffs.request_", request=request_id).text
    )
    olu = person("Olu Bell", Role.SUPERVISOR, Role.ASSESSOR)
    with scene.app.extensions["elearn"].database.writing() as session:
        session.get(RequestRow, request_id).asked_of = olu.id
    told = olu.visitor.get("signoffs.request_", request=request_id).text
    assert "Asked earlier, by somebody else Which film first?" in told
    assert "You asked Which" not in told


def test_a_learner_who_answers_is_told_that_it_reaches_whoever_asked(scene: Scene, request_id: str) -> None:
    after = scene.sam.visitor.post("signing.answer", {"words": "The last."}, request=request_id)
    assert "whoever asked" in scene.sam.visitor.open(after.location).text


NO = {"kind": "declined", "words": "I know the family.", "instead": "Olu Bell"}


def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    later = clock.now() + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)


@pytest.mark.parametrize("earlier", [False, True])
def test_a_no_is_told_at_home_on_the_milestones_and_where_somebody_else_is_asked(
    scene: Scene, earlier: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = scene.ask()
    if earlier:
        not_yet = scene.fields(path, decision="not-yet", known="", met_on="", minutes="")
        assert scene.mina.visitor.send(path, not_yet).status == 303
        assert "has answered you about Stage 1" in scene.sam.visitor.get("home.index").text
        an_hour_later(monkeypatch)
        path = scene.ask()
    request = path.rpartition("/")[2]
    assert scene.mina.visitor.post("replies.reply", NO, request=request).status == 303
    where = {"assignment": scene.assignment, "milestone": "stage-1"}
    door = scene.sam.visitor.address("signoffs.ask", **where)
    for page in (scene.sam.visitor.get("home.index"), scene.sam.visitor.get("milestones.index")):
        assert "Ask somebody else about Stage 1" in page.text
        assert "You asked on 22 November 2026. Mina Holt cannot take this on." in page.text
        assert "has answered you" not in page.text
        assert door in page.links()
    own = scene.sam.visitor.get("milestones.index")
    assert scene.sam.visitor.address("signoffs.request_", request=request) in own.links()
    assert "cannot take this on" not in scene.ruth.visitor.get("milestones.of", learner=scene.sam.id).text
    asking = scene.sam.visitor.get("signoffs.ask", **where).text
    assert "You asked on 22 November 2026. Mina Holt cannot take this on." in asking
    assert "I know the family." in asking
    assert "Who else could: Olu Bell." in asking


def test_what_was_taken_back_since_the_assessor_supervises_now_is_told_at_home(
    scene: Scene, supervises: Callable[..., None]
) -> None:
    scene.ask()
    supervises(scene.mina, scene.sam, since=clock.now().date())
    for page in (scene.sam.visitor.get("home.index"), scene.sam.visitor.get("milestones.index")):
        assert "Ask somebody else about Stage 1" in page.text
        assert "Mina Holt supervises you now" in page.text


def test_once_somebody_else_is_asked_the_no_is_told_no_more(
    scene: Scene, person: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = scene.ask().rpartition("/")[2]
    assert scene.mina.visitor.post("replies.reply", NO, request=request).status == 303
    olu = person("Olu Bell", Role.SUPERVISOR, Role.ASSESSOR)
    an_hour_later(monkeypatch)
    where = {"assignment": scene.assignment, "milestone": "stage-1"}
    asked = scene.sam.visitor.post("signoffs.ask", {"of": olu.id, "note": ""}, **where)
    assert "cannot take this on" not in scene.sam.visitor.get("home.index").text
    scene.sam.visitor.post("signoffs.withdraw", request=asked.location.rpartition("/")[2])
    for endpoint in ("home.index", "milestones.index"):
        assert "cannot take this on" not in scene.sam.visitor.get(endpoint).text


def test_who_else_could_is_kept_with_a_question_and_wants_a_name_and_no_address(scene: Scene) -> None:
    where = {"request": scene.ask().rpartition("/")[2]}
    for reached in ("olu@example.net", "Olu Bell, 020 7946 0123"):
        refused = scene.mina.visitor.post("replies.reply", {**QUESTION, "instead": reached}, **where)
        assert refused.status == 422
        assert "The name is enough here." in refused.main
        assert "identify nobody" not in refused.main
        assert refused.value("instead") == reached
    asked = scene.mina.visitor.post("replies.reply", {**QUESTION, "instead": "Olu Bell"}, **where)
    assert asked.status == 303
    told = scene.sam.visitor.get("signoffs.request_", **where).text
    assert "Which film first?" in told
    assert "Who else could: Olu Bell." in told
