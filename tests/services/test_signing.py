"""What signing by a link promises, on both databases: one answer, by whom was entered, under the rules for all."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.domain.errors import Conflict, DomainError, NotFound
from elearn.domain.evidence import Known, Verdict
from elearn.domain.outbox import Fate, LetterKind
from elearn.domain.people import Actor, Role
from elearn.domain.reasons import Status
from elearn.domain.replies import Reply
from elearn.services import accounts, assessors, decisions, people, receipts, signing, signoffs
from elearn.services.decisions import Answer, Moment
from elearn.services.signing import Browser, Opened, Signer, State
from elearn.storage.database import Database
from elearn.storage.outbox import LetterRow
from elearn.storage.signing import ReplyRow, SignatureRow, SigningLinkRow
from elearn.storage.signoffs import DecisionRow, RequestRow
from tests.services import practised
from tests.services.entered import NOW, OPERATOR, TODAY, enter, relate
from tests.services.practised import LONDON
from tests.services.test_signoffs import MEETING, MOMENT, Scene, scene_on

URL = "https://learn.example.org"
KEPT = ("person_id", "about_id", "kind", "subject", "body", "queued_at", "good_until", "due_at", "tries")
STRANGER = Browser(person=None, device="")
JO = Signer(name="Dr Jo Hale", part="Accredited supervisor", registration="AV-123")


@dataclass(frozen=True)
class Outside:
    """Sam has done stage 1; Dr Jo Hale, who has no account, was entered by Cora."""

    scene: Scene
    cora: Actor
    jo: str

    @property
    def session(self) -> Session:
        return self.scene.session

    def ask(self) -> RequestRow:
        return self.scene.ask(of=Actor(id=self.jo, name="Dr Jo Hale"))

    def letters(self, kind: LetterKind) -> list[LetterRow]:
        rows = select(LetterRow).where(LetterRow.person_id == self.jo, LetterRow.kind == kind)
        return list(self.session.scalars(rows.order_by(LetterRow.queued_at)))

    def token(self, kind: LetterKind = LetterKind.ASKED) -> str:
        found = re.search(r"/sign/(\S+)", self.letters(kind)[-1].body or "")
        assert found
        return found[1]

    def opened(self, token: str, browser: Browser = STRANGER, moment: Moment = MOMENT) -> Opened:
        return signing.opened(self.session, token, browser, moment)

    def answer(self, token: str) -> Answer:
        bundle = self.opened(token).bundle
        assert bundle
        return Answer(
            decision=Verdict.AGREE, seen=bundle.text, met_on=MEETING, minutes=60, known=Known.LIVE, note=""
        )

    def sign(
        self, token: str, answer: Answer, browser: Browser = STRANGER, moment: Moment = MOMENT
    ) -> DecisionRow:
        return signing.decide(self.session, token, answer, JO, browser, moment)


def outside_on(session: Session) -> Outside:
    session.info["letters_from"] = URL
    scene = scene_on(session)
    cora = enter(session, "Cora Finn", Role.COORDINATOR)
    return Outside(scene, cora, entered(session, cora).id)


def entered(
    session: Session, by: Actor, learner: str | None = None, email: str = "jo@example.org"
) -> people.PersonRow:
    return assessors.enter(
        session,
        by,
        learner,
        name="Dr Jo Hale",
        email=email,
        part="Accredited supervisor",
        registration="",
        today=TODAY,
        now=NOW,
    )


@pytest.fixture
def outside(session: Session) -> Outside:
    return outside_on(session)


def code(act: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as error:
        act()
    return error.value.code


def test_from_asking_to_a_milestone_that_is_met_and_a_receipt(outside: Outside) -> None:
    outside.ask()
    token = outside.token()
    made = outside.sign(token, outside.answer(token))
    assert outside.scene.status() is Status.MET
    kept = outside.session.get(SignatureRow, made.id)
    assert kept
    assert (kept.name, kept.part, kept.registration, kept.handed_on_by) == (*vars_of(JO), None)
    (receipt,) = outside.letters(LetterKind.RECEIPT)
    assert receipts.codes(outside.session, [made.id])[made.id] in (receipt.body or "")
    assert "agreed" not in receipt.subject.casefold()
    after = outside.opened(token)
    assert (after.state, after.bundle) == (State.ANSWERED, None)


def vars_of(signer: Signer) -> tuple[str, str, str]:
    return signer.name, signer.part, signer.registration


def test_the_learner_is_offered_her_and_those_entered_for_another_learner_are_not_hers(
    outside: Outside,
) -> None:
    session, scene = outside.session, outside.scene
    dana = enter(session, "Dana Ito", Role.TRAINEE)
    relate(session, scene.ruth, dana)
    other = entered(session, scene.ruth, dana.id, "other@example.org")
    offered = {each.person: each for each in scene.asking().candidates}
    assert offered[outside.jo].by_link
    assert offered[outside.jo].refusal is None
    assert other.id not in offered
    entered(session, scene.ruth, scene.sam.id, "other@example.org")
    assert other.id in {each.person for each in scene.asking().candidates}


def test_only_a_coordinator_or_the_own_supervisor_enters_anybody(outside: Outside) -> None:
    session, scene = outside.session, outside.scene
    for actor, learner in (
        (scene.sam, scene.sam.id),
        (scene.mina, scene.sam.id),
        (scene.ruth, None),
        (scene.sam, None),
    ):
        with pytest.raises(NotFound):
            entered(session, actor, learner, "new@example.org")


@pytest.mark.parametrize("address", ["sam@example.org", "RUTH@example.org"])
def test_nobody_who_is_known_here_is_entered_under_her_own_address(outside: Outside, address: str) -> None:
    assert code(lambda: entered(outside.session, outside.cora, email=address)) == "assessor-known"


def test_looking_never_spends_a_link(outside: Outside) -> None:
    outside.ask()
    token = outside.token()
    for _ in range(5):
        assert outside.opened(token).state is State.OPEN
    link = outside.session.scalars(select(SigningLinkRow)).one()
    assert link.used_at is None
    assert token not in link.token_hash


def test_a_made_up_link_leads_nowhere(outside: Outside) -> None:
    outside.ask()
    with pytest.raises(NotFound):
        outside.opened("made-up")


def test_the_same_answer_twice_is_one_decision_and_one_receipt_and_another_is_refused(
    outside: Outside,
) -> None:
    outside.ask()
    token = outside.token()
    answer = outside.answer(token)
    assert outside.sign(token, answer).id == outside.sign(token, answer).id
    other = replace(answer, decision=Verdict.NOT_YET, note="One more film.")
    with pytest.raises(Conflict) as refused:
        outside.sign(token, other)
    assert refused.value.code == "link-answered"
    assert code(lambda: outside.sign(token, replace(answer, note="Warmly done."))) == "link-answered"
    somebody = replace(JO, name="Dr Joan Hale")
    came = code(lambda: signing.decide(outside.session, token, answer, somebody, STRANGER, MOMENT))
    assert came == "link-answered"
    assert outside.scene.count() == 1
    assert len(outside.letters(LetterKind.RECEIPT)) == 1


def test_a_bundle_that_moved_on_is_not_signed(outside: Outside) -> None:
    outside.ask()
    token = outside.token()
    answer = outside.answer(token)
    practised.cycle(outside.session, outside.scene.sam, "C-7K2P", TODAY - timedelta(days=3))
    assert code(lambda: outside.sign(token, answer)) == "bundle-moved"
    assert outside.scene.count() == 0
    assert outside.opened(token).state is State.OPEN


def test_an_assessor_who_held_a_supervision_in_the_stage_is_refused_by_a_link_too(outside: Outside) -> None:
    jo = Actor(id=outside.jo, name="Dr Jo Hale", roles=frozenset({Role.ASSESSOR}))
    outside.ask()
    token = outside.token()
    answer = outside.answer(token)
    practised.supervision(outside.session, outside.scene.sam, jo, practised.BEGAN + timedelta(weeks=6))
    seen = outside.opened(token).bundle
    assert seen
    answer = replace(answer, seen=seen.text)
    assert code(lambda: outside.sign(token, answer)) == "sign-session-in-window"


def test_nobody_signs_in_a_browser_of_the_learners_own(outside: Outside) -> None:
    outside.ask()
    token = outside.token()
    answer = outside.answer(token)
    _session, device = accounts.sign_in(outside.session, outside.scene.sam.id, "", NOW)
    hers = (Browser(person=outside.scene.sam.id, device=""), Browser(person=None, device=device))
    for browser in hers:
        assert code(lambda browser=browser: outside.sign(token, answer, browser)) == "learners-own-browser"  # type: ignore[misc]  # a default binds it
        assert code(lambda browser=browser: outside.opened(token, browser)) == "learners-own-browser"  # type: ignore[misc]  # as above
    assert outside.scene.count() == 0


def later(days: float) -> Moment:
    return Moment(now=NOW + timedelta(days=days), today=TODAY + timedelta(days=int(days)), timezone=LONDON)


def test_a_link_lasts_thirty_days_and_a_fresh_one_goes_to_the_same_address_once(outside: Outside) -> None:
    outside.ask()
    token = outside.token()
    answer = outside.answer(token)
    assert outside.opened(token, moment=later(29)).state is State.OPEN
    assert outside.opened(token, moment=later(30)).state is State.OLD
    assert code(lambda: outside.sign(token, answer, moment=later(30))) == "signing-link-old"
    assert signing.fresh(outside.session, token, STRANGER, later(31))
    assert signing.fresh(outside.session, token, STRANGER, later(31.001))
    assert len(outside.letters(LetterKind.FRESH_LINK)) == 1
    fresh = outside.token(LetterKind.FRESH_LINK)
    assert outside.opened(fresh, moment=later(31)).state is State.OPEN
    assert outside.opened(token, moment=later(31)).state is State.OLD


def test_where_no_mail_is_set_up_a_coordinator_hands_the_link_on_and_that_stands_beside_the_signature(
    outside: Outside,
) -> None:
    outside.session.info["letters_from"] = ""
    asked = outside.ask()
    assert outside.session.scalars(select(SigningLinkRow)).all() == []
    (waiting,) = assessors.sheet(outside.session, outside.cora, NOW).waiting
    assert (waiting.row.id, waiting.link, waiting.mailed) == (asked.id, None, False)
    name, token = assessors.hand_on(outside.session, outside.cora, asked.id, NOW)
    assert name == "Dr Jo Hale"
    assert not signing.fresh(outside.session, token, STRANGER, MOMENT)
    made = outside.sign(token, outside.answer(token))
    shown = decisions.decision(outside.session, outside.scene.sam, made.id, MOMENT)
    assert shown.handed_on_by == "Cora Finn"
    for actor in (outside.scene.sam, outside.scene.ruth):
        with pytest.raises(NotFound):
            assessors.hand_on(outside.session, actor, asked.id, NOW)


def test_she_may_ask_back_and_the_answer_reaches_her_with_a_fresh_link(outside: Outside) -> None:
    asked = outside.ask()
    token = outside.token()
    for _ in "twice":
        signing.reply(outside.session, token, Reply.QUESTION, "Which film first?", "", STRANGER, MOMENT)
    found = outside.scene.opened(asked.id, by=outside.scene.sam)
    assert [each.words for each in found.replies] == ["Which film first?"]
    assert found.asks_back
    assert signing.question(outside.session, outside.scene.sam, asked.id) == "Which film first?"
    for _ in "twice":
        assert signing.answer_question(outside.session, outside.scene.sam, asked.id, "The last one.", MOMENT)
    fresh = outside.token(LetterKind.FRESH_LINK)
    assert [each.words for each in outside.opened(fresh).replies] == ["Which film first?", "The last one."]
    (letter,) = outside.letters(LetterKind.FRESH_LINK)
    assert letter.subject == "There is an answer to your question"
    assert "Sam Rees has answered your question" in (letter.body or "")


def test_an_answer_to_her_question_shuts_no_form_that_she_has_open_and_either_link_is_for_one_answer(
    outside: Outside,
) -> None:
    asked = outside.ask()
    token = outside.token()
    answer = outside.answer(token)
    signing.reply(outside.session, token, Reply.QUESTION, "Which film first?", "", STRANGER, MOMENT)
    signing.answer_question(outside.session, outside.scene.sam, asked.id, "The last one.", MOMENT)
    fresh = outside.token(LetterKind.FRESH_LINK)
    made = outside.sign(token, answer)
    assert outside.opened(token).state is outside.opened(fresh).state is State.ANSWERED
    assert outside.sign(fresh, answer).id == made.id
    other = replace(answer, decision=Verdict.NOT_YET, note="One more film.")
    for each in (token, fresh):
        assert code(lambda each=each: outside.sign(each, other)) == "link-answered"  # type: ignore[misc]  # a default binds it
    assert outside.scene.count() == 1


def test_she_may_say_no_and_who_else_could_and_somebody_else_is_asked(outside: Outside) -> None:
    asked = outside.ask()
    token = outside.token()
    for _ in "twice":
        signing.reply(
            outside.session, token, Reply.DECLINED, "I know her family.", "Lea Marsh", STRANGER, MOMENT
        )
    assert outside.session.scalars(select(func.count()).select_from(ReplyRow)).one() == 1
    found = outside.scene.opened(asked.id, by=outside.scene.sam)
    assert found.declined
    assert found.replies[0].instead == "Lea Marsh"
    assert outside.opened(token).state is State.DECLINED
    assert outside.scene.status() is not Status.MET
    again = outside.scene.ask(of=outside.scene.mina, now=NOW + timedelta(minutes=1))
    assert again.id != asked.id
    assert outside.scene.opened(again.id).earlier is None


def test_a_question_without_words_is_asked_for(outside: Outside) -> None:
    outside.ask()
    token = outside.token()
    said = code(lambda: signing.reply(outside.session, token, Reply.QUESTION, " ", "", STRANGER, MOMENT))
    assert said == "question-missing"


def test_a_request_that_was_taken_back_opens_to_nothing(outside: Outside) -> None:
    asked = outside.ask()
    token = outside.token()
    answer = outside.answer(token)
    signoffs.withdraw(outside.session, outside.scene.sam, asked.id, NOW)
    assert outside.opened(token).state is State.GONE
    with pytest.raises(NotFound):
        outside.sign(token, answer)
    with pytest.raises(NotFound):
        signing.fresh(outside.session, token, STRANGER, MOMENT)


def test_a_link_to_somebody_whose_entry_was_closed_opens_nothing(outside: Outside) -> None:
    outside.ask()
    token = outside.token()
    people.disable(outside.session, OPERATOR, outside.jo, NOW)
    with pytest.raises(NotFound):
        outside.opened(token)


def test_a_link_made_after_an_answer_opens_it_once_more_to_be_amended_with_a_reason(outside: Outside) -> None:
    asked = outside.ask()
    token = outside.token()
    first = outside.sign(token, outside.answer(token))
    (done,) = assessors.sheet(outside.session, outside.cora, NOW).answered
    assert (done.row.id, done.learner, done.assessor) == (asked.id, "Sam Rees", "Dr Jo Hale")
    _name, anew = assessors.hand_on(outside.session, outside.cora, asked.id, NOW)
    assert outside.opened(token).state is State.ANSWERED
    opened = outside.opened(anew)
    assert (opened.state, opened.decision) == (State.ANEW, first)
    answer = replace(outside.answer(anew), minutes=75)
    assert code(lambda: outside.sign(anew, answer)) == "reason-missing"

    def amend(reason: str) -> DecisionRow:
        return signing.decide(outside.session, anew, answer, JO, STRANGER, MOMENT, reason)

    made = amend("It was longer")
    assert (made.amends, made.reason, made.minutes, first.minutes) == (first.id, "It was longer", 75, 60)
    assert amend("It was longer").id == made.id
    assert code(lambda: amend("Another reason")) == "link-answered"
    assert outside.opened(anew).state is State.ANSWERED
    assert outside.scene.count() == 2
    kept = outside.session.get(SignatureRow, made.id)
    assert kept
    assert kept.handed_on_by == outside.cora.id
    assert len(outside.letters(LetterKind.RECEIPT)) == 2


def test_no_link_is_made_to_what_was_taken_back_or_declined(outside: Outside) -> None:
    asked = outside.ask()
    signoffs.withdraw(outside.session, outside.scene.sam, asked.id, NOW)
    with pytest.raises(NotFound):
        assessors.hand_on(outside.session, outside.cora, asked.id, NOW)
    assert assessors.sheet(outside.session, outside.cora, NOW).answered == ()


def test_of_two_requests_to_one_assessor_neither_takes_the_letter_of_the_other_back(outside: Outside) -> None:
    session = outside.session
    one = outside.ask()
    letter = outside.letters(LetterKind.ASKED)[0]
    other = LetterRow(**{name: getattr(letter, name) for name in KEPT}, id="another", matter="another")
    session.add(other)
    session.flush()
    assert signing.fresh(session, outside.token(), STRANGER, later(31))
    assert (letter.closed_how, other.closed_at) == (Fate.NOT_WANTED, None)
    assert [each.matter for each in outside.letters(LetterKind.FRESH_LINK)] == [one.id]


def test_two_answers_through_one_link_at_once_leave_one_decision(fresh_database: Database) -> None:
    with fresh_database.writing() as session:
        outside = outside_on(session)
        outside.ask()
        token = outside.token()
        agree = outside.answer(token)
    answers = [agree, replace(agree, decision=Verdict.NOT_YET, note="One more film."), agree]
    start = Barrier(len(answers))

    def send(answer: Answer) -> str:
        start.wait()
        try:
            with fresh_database.writing() as own:
                return signing.decide(own, token, answer, JO, STRANGER, MOMENT).id
        except Conflict as refused:
            return refused.code

    with ThreadPoolExecutor(len(answers)) as pool:
        came = list(pool.map(send, answers))
    with fresh_database.reading() as reading:
        (made,) = reading.scalars(select(DecisionRow)).all()
        assert reading.scalars(select(SigningLinkRow)).one().used_at
    assert set(came) <= {made.id, "link-answered"}
    assert "link-answered" in came
