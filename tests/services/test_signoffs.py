"""What asking for a sign-off, answering it and amending the answer promise, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from elearn.domain.days import Span
from elearn.domain.errors import Conflict, DomainError, NotFound, Refused
from elearn.domain.evidence import Known, Verdict
from elearn.domain.logbook import ActKind
from elearn.domain.pathways import Attend, Closer, Closes, Milestone, Pathway, Reach, Requirement
from elearn.domain.people import Actor, Role
from elearn.domain.reasons import RefusalCode, Status
from elearn.domain.replies import Reply
from elearn.domain.signed_findings import frozen
from elearn.domain.signoffs import ChangeKind, difference
from elearn.services import (
    accounts,
    assignments,
    audit,
    decisions,
    milestones,
    people,
    relations,
    replies,
    reports,
    signing,
    signoffs,
)
from elearn.services.decisions import Answer, Moment, Proof
from elearn.services.passphrases import Hasher
from elearn.services.signoffs import Request
from elearn.storage import audit as ledger
from elearn.storage import signoffs as storage
from elearn.storage.database import Database
from elearn.storage.logbook import EntryRow
from elearn.storage.signoffs import DecisionRow, RequestRow
from tests.services import practised
from tests.services.entered import NOW, OPERATOR, TODAY, enter, relate
from tests.services.practised import LONDON

MEETING = date(2026, 5, 20)
MOMENT = Moment(now=NOW, today=TODAY, timezone=LONDON)
HASHER = Hasher(8, 1)
FRESH = Proof(signed_in_at=NOW - timedelta(hours=1), passphrase="", hasher=HASHER)
PASSPHRASE = "kettle-orbit-walnut"


@dataclass(frozen=True)
class Scene:
    """Sam has done stage 1 under Ruth, who still supervises her; Mina stands apart."""

    session: Session
    sam: Actor
    ruth: Actor
    mina: Actor
    assignment: str
    cycles: list[str]

    def ask(self, of: Actor | None = None, now: datetime = NOW, note: str = "") -> RequestRow:
        return signoffs.ask(
            self.session,
            self.sam,
            self.assignment,
            "stage-1",
            (of or self.mina).id,
            note,
            today=TODAY,
            now=now,
            timezone=LONDON,
        )

    def asking(self) -> signoffs.Asking:
        return signoffs.asking(
            self.session, self.sam, self.assignment, "stage-1", today=TODAY, timezone=LONDON
        )

    def opened(self, request: str, by: Actor | None = None) -> Request:
        found = signoffs.request(self.session, by or self.mina, request, today=TODAY, timezone=LONDON)
        assert isinstance(found, Request)
        return found

    def answer(self, request: str) -> Answer:
        return Answer(
            decision=Verdict.AGREE,
            seen=self.opened(request).bundle.text,
            met_on=MEETING,
            minutes=60,
            known=Known.FILM,
        )

    def answer_anew(self, made: DecisionRow, by: Actor | None = None) -> Answer:
        """What was answered, on the record as it is now."""
        return Answer(
            decision=Verdict(made.decision),
            seen=decisions.decision(self.session, by or self.mina, made.id, MOMENT).bundle.text,
            met_on=made.met_on,
            minutes=made.minutes,
            known=Known(made.known) if made.known else None,
            note=made.note,
        )

    def decide(
        self, request: str, answer: Answer, by: Actor | None = None, proof: Proof = FRESH, at: Moment = MOMENT
    ) -> DecisionRow:
        return decisions.decide(self.session, by or self.mina, request, answer, proof, at)

    def not_yet(self, request: str, note: str = "One more film with C-9QXM, please.") -> DecisionRow:
        said = replace(self.answer(request), decision=Verdict.NOT_YET, note=note, known=None, minutes=None)
        return self.decide(request, said)

    def status(self, milestone: str = "stage-1") -> Status:
        sheet = milestones.standing(self.session, self.sam, self.sam.id, TODAY, LONDON)
        found = sheet.progress[0].judgement.milestone(milestone)
        assert found
        return found.status

    def count(self) -> int:
        return self.session.scalars(select(func.count()).select_from(DecisionRow)).one()


def scene_on(session: Session) -> Scene:
    sam = enter(session, "Sam Rees", Role.TRAINEE)
    ruth = enter(session, "Ruth Ade", Role.SUPERVISOR, Role.ASSESSOR)
    mina = enter(session, "Mina Holt", Role.SUPERVISOR, Role.ASSESSOR)
    relate(session, ruth, sam, since=practised.BEGAN)
    assignment = practised.put_on(session, sam)
    cycles = practised.stage_1(session, sam, ruth)
    return Scene(session, sam, ruth, mina, assignment, cycles)


@pytest.fixture
def scene(session: Session) -> Scene:
    return scene_on(session)


def code(act: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as error:
        act()
    return error.value.code


# asking


def test_a_complete_stage_may_be_asked_for_and_is_then_with_the_assessor(scene: Scene) -> None:
    assert scene.status() is Status.TO_DO
    scene.ask()
    assert scene.status() is Status.WITH_ASSESSOR


def test_at_a_gate_the_own_supervisor_is_named_with_the_reason_why_she_cannot_be_asked(scene: Scene) -> None:
    reasons = {each.name: each.refusal and each.refusal.code for each in scene.asking().candidates}
    assert reasons == {"Mina Holt": None, "Ruth Ade": RefusalCode.SUPERVISED_IN_WINDOW}
    assert code(lambda: scene.ask(scene.ruth)) == "ask-somebody-else"


def test_who_supervised_until_last_month_inside_the_stage_may_not_be_asked(scene: Scene) -> None:
    olu = enter(scene.session, "Olu Bell", Role.ASSESSOR)
    relate(scene.session, olu, scene.sam, since=date(2026, 6, 1), until=date(2026, 10, 20))
    assert code(lambda: scene.ask(olu)) == "ask-somebody-else"


def test_who_supervised_until_the_month_before_the_stage_opened_may_be_asked(scene: Scene) -> None:
    olu = enter(scene.session, "Olu Bell", Role.ASSESSOR)
    relate(scene.session, olu, scene.sam, since=date(2025, 9, 1), until=date(2025, 12, 31))
    assert scene.ask(olu).asked_of == olu.id


def test_who_confirmed_a_session_in_the_stage_may_not_be_asked(scene: Scene) -> None:
    practised.supervision(scene.session, scene.sam, scene.mina, date(2026, 3, 3))
    assert code(lambda: scene.ask()) == "ask-somebody-else"


def test_an_incomplete_stage_cannot_be_asked_for(scene: Scene) -> None:
    practised.act(scene.session, scene.cycles[0], ActKind.WITHDRAWN, scene.sam, TODAY)
    assert code(lambda: scene.ask()) == "ask-still-missing"


def test_a_milestone_nobody_closes_and_a_foreign_one_are_not_there_to_ask_for(scene: Scene) -> None:
    ann = enter(scene.session, "Ann Lee", Role.TRAINEE)

    def ask(actor: Actor, milestone: str) -> object:
        return signoffs.asking(
            scene.session, actor, scene.assignment, milestone, today=TODAY, timezone=LONDON
        )

    for actor, milestone in ((scene.sam, "ready"), (scene.sam, "nothing"), (ann, "stage-1")):
        with pytest.raises(NotFound):
            ask(actor, milestone)


def test_an_account_that_is_closed_is_not_offered(scene: Scene) -> None:
    people.disable(scene.session, OPERATOR, scene.mina.id, NOW)
    assert [each.name for each in scene.asking().candidates] == ["Ruth Ade"]
    assert code(lambda: scene.ask()) == "ask-somebody-else"


def test_asking_twice_is_one_request_and_asking_another_waits_for_the_first(scene: Scene) -> None:
    olu = enter(scene.session, "Olu Bell", Role.ASSESSOR)
    first = scene.ask()
    assert scene.ask().id == first.id
    assert code(lambda: scene.ask(olu)) == "ask-already-asked"


def test_a_withdrawn_request_disappears_and_the_learner_may_ask_again(scene: Scene) -> None:
    row = scene.ask()
    assert [request.id for request, _name in signoffs.asked(scene.session, scene.mina)] == [row.id]
    signoffs.withdraw(scene.session, scene.sam, row.id, NOW)
    signoffs.withdraw(scene.session, scene.sam, row.id, NOW)
    assert signoffs.asked(scene.session, scene.mina) == []
    with pytest.raises(NotFound):
        scene.opened(row.id)
    again = scene.ask(now=NOW + timedelta(minutes=1))
    assert again.id != row.id
    assert scene.status() is Status.WITH_ASSESSOR


def test_an_answered_request_cannot_be_taken_back(scene: Scene) -> None:
    row = scene.ask()
    scene.decide(row.id, scene.answer(row.id))
    assert code(lambda: signoffs.withdraw(scene.session, scene.sam, row.id, NOW)) == "answered-already"


# who may see and answer


@pytest.mark.parametrize("role", [Role.TRAINEE, Role.SUPERVISOR, Role.ASSESSOR, Role.COORDINATOR])
def test_nobody_but_the_two_sees_a_request_or_answers_it(scene: Scene, role: Role) -> None:
    row, stranger = scene.ask(), enter(scene.session, "Una Stray", role)
    for look in (
        lambda: scene.opened(row.id, by=stranger),
        lambda: scene.decide(row.id, scene.answer(row.id), by=stranger),
        lambda: signoffs.withdraw(scene.session, stranger, row.id, NOW),
    ):
        with pytest.raises(NotFound):
            look()


def test_the_own_supervisor_of_the_learner_sees_no_request_to_an_assessor(scene: Scene) -> None:
    row = scene.ask()
    with pytest.raises(NotFound):
        scene.opened(row.id, by=scene.ruth)


def test_nobody_signs_her_own_record_whatever_else_she_is(session: Session) -> None:
    scene = scene_on(session)
    both = Actor(id=scene.sam.id, name="Sam Rees", roles=frozenset({Role.TRAINEE, Role.ASSESSOR}))
    row = scene.ask()
    row.asked_of = both.id
    session.flush()
    with pytest.raises(NotFound):
        scene.decide(row.id, Answer(decision=Verdict.AGREE, seen=""), by=both)


def test_an_assessor_whose_account_is_closed_signs_nothing(scene: Scene) -> None:
    row = scene.ask()
    answer = scene.answer(row.id)
    people.disable(scene.session, OPERATOR, scene.mina.id, NOW)
    with pytest.raises(NotFound):
        scene.decide(row.id, answer)


def test_what_was_asked_of_somebody_whose_account_is_closed_can_be_asked_of_another(scene: Scene) -> None:
    scene.ask()
    people.disable(scene.session, OPERATOR, scene.mina.id, NOW)
    assert scene.asking().refusal is None
    olu = enter(scene.session, "Olu Ade", Role.SUPERVISOR, Role.ASSESSOR)
    assert scene.ask(of=olu).asked_of == olu.id


def test_a_learner_who_begins_the_pathway_anew_keeps_what_was_decided_and_asks_for_nothing(
    scene: Scene,
) -> None:
    row = scene.ask()
    made = scene.decide(row.id, scene.answer(row.id))
    assignments.unassign(scene.session, OPERATOR, scene.assignment, "to the new edition", NOW)
    practised.put_on(scene.session, scene.sam)
    assert scene.status() is Status.MET
    sheet = milestones.standing(scene.session, scene.sam, scene.sam.id, TODAY, LONDON)
    found = sheet.progress[0].judgement.milestone("stage-1")
    assert found is not None
    assert found.closing == made.id


def test_with_the_assignment_its_open_requests_end(scene: Scene) -> None:
    scene.ask()
    assignments.unassign(scene.session, OPERATOR, scene.assignment, "changed her mind", NOW)
    assert signoffs.asked(scene.session, scene.mina) == []


def test_nobody_decides_about_whom_she_is_supervised_by_in_turn(session: Session) -> None:
    scene = scene_on(session)
    people.set_roles(session, OPERATOR, scene.sam.id, frozenset({Role.TRAINEE, Role.SUPERVISOR}), NOW)
    people.set_roles(session, OPERATOR, scene.mina.id, frozenset({Role.TRAINEE, Role.ASSESSOR}), NOW)
    row = scene.ask()
    answer = scene.answer(row.id)
    olu = enter(session, "Olu Ade", Role.TRAINEE, Role.SUPERVISOR)
    relate(session, scene.sam, olu)
    relate(session, olu, scene.mina)
    assert code(lambda: scene.decide(row.id, answer)) == "sign-supervised-by-learner"
    refused = {each.name: each.refusal.code for each in scene.asking().candidates if each.refusal}
    assert refused["Mina Holt"] is RefusalCode.SUPERVISED_BY_LEARNER


@pytest.mark.parametrize("milestone", ["stage-1", "vig-practitioner/stage-1"])
def test_what_ones_own_trainees_reached_counts_where_a_pathway_asks_for_it(
    scene: Scene, milestone: str
) -> None:
    reach = Requirement(id="trainees", verb=Reach(milestone=milestone))
    ladder = Pathway(
        id="ladder", title="L", milestones=(Milestone(id="one", title="One", requires=(reach,)),)
    )
    people.set_roles(scene.session, OPERATOR, scene.ruth.id, frozenset({Role.SUPERVISOR, Role.TRAINEE}), NOW)
    assignments.assign(
        scene.session,
        OPERATOR,
        {"ladder": ladder},
        learner=scene.ruth.id,
        pathway="ladder",
        began_on=practised.BEGAN,
        now=NOW,
    )

    def met() -> bool:
        sheet = milestones.standing(scene.session, scene.ruth, scene.ruth.id, TODAY, LONDON)
        return sheet.progress[0].complete

    row = scene.ask()
    assert not met()
    made = scene.decide(row.id, scene.answer(row.id))
    assert met()
    amended(scene, made, decision=Verdict.NOT_YET, note="I mistook the film.")
    assert not met()


# answering


def test_agreeing_meets_the_milestone_on_the_day_of_the_meeting_and_keeps_what_was_seen(scene: Scene) -> None:
    row = scene.ask()
    seen = scene.opened(row.id).bundle
    made = scene.decide(row.id, scene.answer(row.id))
    assert scene.status() is Status.MET
    assert (made.met_on, made.decided_on, made.known, made.role) == (MEETING, TODAY, "film", "assessor")
    assert made.finding["bundle"] == frozen(seen.finding, seen.progress.evidence)["bundle"]
    assert set(scene.cycles) <= set(made.finding["entries"])
    assert made.edition == seen.progress.assignment.edition
    assert row.closed_how == "agree"
    assert signoffs.asked(scene.session, scene.mina) == []
    assert [each.id for each, _name in signoffs.signed(scene.session, scene.mina)] == [made.id]


def test_a_decision_is_sealed_in_the_audited_record(scene: Scene) -> None:
    row = scene.ask()
    made = scene.decide(row.id, scene.answer(row.id))
    acts = [each.act for each in ledger.chain(scene.session) if each.act.action == "decided"]
    assert [(each.actor, each.subject) for each in acts] == [(scene.mina.id, scene.sam.id)]
    assert acts[0].detail["decision"] == made.id
    assert audit.broken_at(scene.session, ("a" * 32,)) is None


def test_the_same_answer_sent_twice_is_one_decision(scene: Scene) -> None:
    row = scene.ask()
    answer = scene.answer(row.id)
    first = scene.decide(row.id, answer)
    assert scene.decide(row.id, answer).id == first.id
    assert scene.count() == 1


def test_another_answer_to_an_answered_request_is_a_conflict(scene: Scene) -> None:
    row = scene.ask()
    answer = scene.answer(row.id)
    scene.decide(row.id, answer)
    other = replace(answer, decision=Verdict.NOT_YET, note="One more film.")
    assert code(lambda: scene.decide(row.id, other)) == "decided-otherwise"
    assert scene.count() == 1


@pytest.mark.parametrize(
    "change",
    [{"note": "Two more films."}, {"talk_on": TODAY + timedelta(days=9)}, {"met_on": MEETING}],
    ids=lambda change: next(iter(change)),
)
def test_another_not_yet_to_an_answered_request_is_a_conflict_whatever_differs(
    scene: Scene, change: dict[str, object]
) -> None:
    row = scene.ask()
    first = replace(scene.answer(row.id), decision=Verdict.NOT_YET, note="One more film.", met_on=None)
    made = scene.decide(row.id, first)
    assert scene.decide(row.id, first).id == made.id
    other = replace(first, **change)  # type: ignore[arg-type]  # a table of changes
    assert code(lambda: scene.decide(row.id, other)) == "decided-otherwise"
    assert scene.count() == 1


def test_a_bundle_that_moved_on_is_a_conflict_and_the_difference_can_be_told(scene: Scene) -> None:
    row = scene.ask()
    answer = scene.answer(row.id)
    corrected = {"client": "C-7K2P", "reviewed": "2026-02-09"}
    entry = practised.enter(
        scene.session,
        scene.sam,
        "cycle",
        date(2026, 2, 2),
        corrected,
        replaces=scene.cycles[0],
        entered=TODAY,
        reason="the review was a week later",
    )
    with pytest.raises(Conflict):
        scene.decide(row.id, answer)
    now = scene.opened(row.id).bundle
    changes = difference(answer.seen, now.plain, now.progress.evidence)
    told = [(each.kind, each.event, each.before) for each in changes]
    assert told == [(ChangeKind.CORRECTED, entry, scene.cycles[0])]
    assert scene.decide(row.id, scene.answer(row.id)).decision == "agree"


def test_what_no_longer_holds_is_refused_with_what_is_missing(scene: Scene) -> None:
    row = scene.ask()
    practised.act(scene.session, scene.cycles[0], ActKind.WITHDRAWN, scene.sam, TODAY)
    with pytest.raises(Refused) as error:
        scene.decide(row.id, scene.answer(row.id))
    assert (error.value.code, error.value.params["missing"]) == ("sign-still-missing", "cycles")


@pytest.mark.parametrize(
    ("change", "refused", "field"),
    [
        ({"met_on": None}, "meeting-day-missing", "met_on"),
        ({"met_on": TODAY + timedelta(days=1)}, "meeting-in-future", "met_on"),
        ({"met_on": date(2026, 4, 29)}, "sign-missing-that-day", "met_on"),
        ({"minutes": None}, "meeting-minutes-missing", "minutes"),
        ({"minutes": 59}, "sign-meeting-too-short", "minutes"),
        ({"minutes": 0}, "meeting-minutes", "minutes"),
        ({"minutes": 1441}, "meeting-minutes", "minutes"),
        ({"known": None}, "known-missing", "known"),
        ({"decision": Verdict.NOT_YET, "note": " "}, "not-yet-says-what", "note"),
        (
            {"decision": Verdict.NOT_YET, "note": "A film.", "talk_on": TODAY - timedelta(days=1)},
            "talk-in-past",
            "talk_on",
        ),
    ],
)
def test_an_answer_says_all_it_must(
    scene: Scene, change: dict[str, object], refused: str, field: str
) -> None:
    row = scene.ask()
    answer: Answer = replace(scene.answer(row.id), **change)  # type: ignore[arg-type]  # a table of changes
    with pytest.raises(Refused) as error:
        scene.decide(row.id, answer)
    assert (error.value.code, error.value.field) == (refused, field)
    assert scene.count() == 0


def test_the_meeting_may_be_on_the_very_day_on_which_the_last_thing_was_done(scene: Scene) -> None:
    row = scene.ask()
    last = date(2026, 4, 30)
    made = scene.decide(row.id, replace(scene.answer(row.id), met_on=last))
    assert made.met_on == last


def test_who_becomes_the_supervisor_after_the_meeting_takes_nothing_from_what_was_signed(
    scene: Scene,
) -> None:
    row = scene.ask()
    assert scene.decide(row.id, scene.answer(row.id)).decision == "agree"
    relate(scene.session, scene.mina, scene.sam, since=MEETING + timedelta(days=1))
    assert scene.status() is Status.MET


def test_a_session_in_the_stage_confirmed_after_the_meeting_still_keeps_an_assessor_away(
    scene: Scene,
) -> None:
    row = scene.ask()
    session = practised.supervision(scene.session, scene.sam, scene.mina, date(2026, 3, 3), confirmed=False)
    practised.act(scene.session, session, ActKind.CONFIRMED, scene.mina, TODAY)
    assert code(lambda: scene.decide(row.id, scene.answer(row.id))) == "sign-session-in-window"


def test_a_signature_asks_for_the_passphrase_again_after_twelve_hours(scene: Scene) -> None:
    token = accounts.make_link(scene.session, scene.mina.id, "invitation", by=None, now=NOW)
    accounts.follow_link(scene.session, token, PASSPHRASE, PASSPHRASE, HASHER, NOW)
    row = scene.ask()
    answer = scene.answer(row.id)
    stale = replace(FRESH, signed_in_at=NOW - timedelta(hours=12))
    assert code(lambda: scene.decide(row.id, answer, proof=stale)) == "passphrase-wrong"
    wrong = replace(stale, passphrase="wrong-wrong-wrong")
    assert code(lambda: scene.decide(row.id, answer, proof=wrong)) == "passphrase-wrong"
    scene.decide(row.id, answer, proof=replace(stale, passphrase=PASSPHRASE))
    assert scene.status() is Status.MET


# not yet


def test_not_yet_says_what_would_make_it_a_yes_and_the_learner_may_ask_again(scene: Scene) -> None:
    row = scene.ask()
    made = scene.not_yet(row.id)
    assert (scene.status(), row.closed_how) == (Status.TO_DO, "not-yet")
    sheet = milestones.standing(scene.session, scene.sam, scene.sam.id, TODAY, LONDON)
    found = sheet.progress[0].judgement.milestone("stage-1")
    assert found
    assert (found.may_ask, found.returned) == (True, TODAY)
    again = scene.ask(now=NOW + timedelta(hours=1))
    opened = scene.opened(again.id)
    assert opened.earlier
    assert opened.earlier.id == made.id
    scene.decide(again.id, scene.answer(again.id))
    assert (scene.status(), scene.count()) == (Status.MET, 2)


def test_not_yet_is_read_by_the_two_and_the_next_signer_only(scene: Scene) -> None:
    olu, pia = (enter(scene.session, name, Role.ASSESSOR) for name in ("Olu Bell", "Pia Moss"))
    made = scene.not_yet(scene.ask().id)

    def reads(actor: Actor) -> bool:
        try:
            return decisions.decision(scene.session, actor, made.id, MOMENT).row.id == made.id
        except NotFound:
            return False

    cora = enter(scene.session, "Cora Finn", Role.COORDINATOR)
    assert [reads(each) for each in (scene.sam, scene.mina, scene.ruth, cora, olu)] == [
        True,
        True,
        False,
        False,
        False,
    ]
    second = scene.ask(olu, now=NOW + timedelta(hours=1))
    assert reads(olu)
    signoffs.withdraw(scene.session, scene.sam, second.id, NOW)
    assert not reads(olu)
    third = scene.ask(pia, now=NOW + timedelta(hours=2))
    assert reads(pia)
    said = Answer(
        decision=Verdict.NOT_YET, seen=scene.opened(third.id, by=pia).bundle.text, note="A longer film."
    )
    scene.decide(third.id, said, by=pia)
    scene.ask(olu, now=NOW + timedelta(hours=3))
    assert not reads(olu)


def test_of_two_requests_the_one_answered_first_is_the_earlier_whatever_the_clock_says(scene: Scene) -> None:
    made = scene.not_yet(scene.ask().id)
    again = scene.ask(now=NOW - timedelta(days=2))
    assert [each.id for each in (scene.opened(again.id).earlier,) if each] == [made.id]
    scene.decide(again.id, scene.answer(again.id))
    first = storage.request(scene.session, made.request_id)
    assert first
    following = signoffs.following(scene.session, first)
    assert following
    assert following.id == again.id
    assert signoffs.following(scene.session, following) is None


# reflections


def writes(scene: Scene, entry: str, text: str, *, share: bool) -> None:
    row = scene.session.scalars(select(EntryRow).where(EntryRow.id == entry)).one()
    row.words = {"reflection": text, "share": share}
    scene.session.flush()


def test_a_signer_reads_the_reflections_that_are_shared_and_they_are_kept_with_her_decision(
    scene: Scene,
) -> None:
    writes(scene, scene.cycles[0], "I waited longer than felt natural.", share=True)
    writes(scene, scene.cycles[1], "This is mine.", share=False)
    row = scene.ask()
    assert scene.opened(row.id).bundle.reflections == {scene.cycles[0]: "I waited longer than felt natural."}
    made = scene.decide(row.id, scene.answer(row.id))
    assert "This is mine." not in str(made.finding)
    writes(scene, scene.cycles[0], "Not for her any more.", share=False)
    for reader in (scene.sam, scene.mina):
        kept = decisions.decision(scene.session, reader, made.id, MOMENT)
        assert list(kept.reflections.values()) == ["I waited longer than felt natural."]
        assert made.bundle == kept.row.bundle != kept.bundle.version


def test_a_reflection_that_is_shared_meanwhile_is_seen_before_anything_is_signed(scene: Scene) -> None:
    row = scene.ask()
    answer = scene.answer(row.id)
    writes(scene, scene.cycles[0], "I waited.", share=True)
    assert code(lambda: scene.decide(row.id, answer)) == "bundle-moved"
    now = scene.opened(row.id).bundle
    (change,) = difference(answer.seen, now.plain, now.progress.evidence)
    assert (change.kind, change.event) == (ChangeKind.WORDS_OTHERWISE, scene.cycles[0])


def test_whoever_is_asked_after_a_not_yet_reads_no_reflection_of_that_time(scene: Scene) -> None:
    writes(scene, scene.cycles[0], "I waited.", share=True)
    made = scene.not_yet(scene.ask().id)
    uma = enter(scene.session, "Uma Lind", Role.ASSESSOR)
    writes(scene, scene.cycles[0], "I waited.", share=False)
    again = scene.ask(of=uma, now=NOW + timedelta(hours=1))
    assert scene.opened(again.id, by=uma).bundle.reflections == {}
    assert decisions.decision(scene.session, uma, made.id, MOMENT).reflections == {}


# asking back


def test_whoever_is_asked_may_ask_back_and_is_answered_before_she_signs(scene: Scene) -> None:
    row = scene.ask()
    for _ in "twice":
        replies.reply(scene.session, scene.mina, row.id, Reply.QUESTION, "Which film first?", "", MOMENT)
    assert scene.opened(row.id, by=scene.sam).asks_back
    signing.answer_question(scene.session, scene.sam, row.id, "The last one.", MOMENT)
    assert [each.words for each in scene.opened(row.id).replies] == ["Which film first?", "The last one."]
    assert scene.status() is Status.WITH_ASSESSOR
    scene.decide(row.id, scene.answer(row.id))
    assert scene.status() is Status.MET


def test_whoever_is_asked_may_say_no_and_who_else_could_and_then_sees_it_no_more(scene: Scene) -> None:
    row = scene.ask()
    answer = scene.answer(row.id)
    for _ in "twice":
        replies.reply(scene.session, scene.mina, row.id, Reply.DECLINED, "No time.", "Lea Marsh", MOMENT)
    found = scene.opened(row.id, by=scene.sam)
    assert found.declined
    assert [each.instead for each in found.replies] == ["Lea Marsh"]
    for refused in (lambda: scene.opened(row.id), lambda: scene.decide(row.id, answer)):
        with pytest.raises(NotFound):
            refused()
    assert scene.status() is Status.TO_DO
    assert scene.ask(now=NOW + timedelta(minutes=1)).id != row.id


def test_nobody_else_replies_and_nothing_is_said_of_what_is_decided(scene: Scene) -> None:
    row = scene.ask()
    for other in (scene.sam, scene.ruth):
        with pytest.raises(NotFound):
            replies.reply(scene.session, other, row.id, Reply.DECLINED, "", "", MOMENT)
    scene.decide(row.id, scene.answer(row.id))
    late = code(lambda: replies.reply(scene.session, scene.mina, row.id, Reply.DECLINED, "", "", MOMENT))
    assert late == "decided-otherwise"


# amending


def amended(scene: Scene, made: DecisionRow, by: Actor | None = None, **change: object) -> DecisionRow:
    sent = replace(scene.answer_anew(made, by), **change)  # type: ignore[arg-type]  # a table of changes
    return decisions.amend(scene.session, by or scene.mina, made.id, sent, "wrong day", FRESH, MOMENT)


def test_an_amendment_is_added_by_the_same_signer_and_takes_the_place_of_the_first(scene: Scene) -> None:
    row = scene.ask()
    made = scene.decide(row.id, scene.answer(row.id))
    newer = amended(scene, made, met_on=date(2026, 5, 22))
    assert (newer.amends, newer.reason, scene.count()) == (made.id, "wrong day", 2)
    sheet = milestones.standing(scene.session, scene.sam, scene.sam.id, TODAY, LONDON)
    found = sheet.progress[0].judgement.milestone("stage-1")
    assert found
    assert (found.since, found.closing) == (date(2026, 5, 22), newer.id)
    assert decisions.decision(scene.session, scene.sam, made.id, MOMENT).amended_by == newer.id
    assert amended(scene, made, met_on=date(2026, 5, 22)).id == newer.id
    assert scene.count() == 2


@pytest.mark.parametrize(
    "change",
    [{"met_on": MEETING}, {"minutes": 90}, {"known": Known.LIVE}, {"note": "Other words."}],
    ids=lambda change: next(iter(change)),
)
def test_another_amendment_from_a_second_tab_is_a_conflict_whatever_differs(
    scene: Scene, change: dict[str, object]
) -> None:
    row = scene.ask()
    made = scene.decide(row.id, scene.answer(row.id))
    amended(scene, made, met_on=date(2026, 5, 22))
    other = {"met_on": date(2026, 5, 22), **change}
    assert code(lambda: amended(scene, made, **other)) == "decided-otherwise"
    assert scene.count() == 2


def test_the_same_amendment_for_another_reason_is_a_conflict(scene: Scene) -> None:
    row = scene.ask()
    made = scene.decide(row.id, scene.answer(row.id))
    answer = replace(scene.answer_anew(made), minutes=75)
    for reason in ("wrong minutes", "wrong minutes"):
        decisions.amend(scene.session, scene.mina, made.id, answer, reason, FRESH, MOMENT)
    again = code(
        lambda: decisions.amend(scene.session, scene.mina, made.id, answer, "another", FRESH, MOMENT)
    )
    assert (again, scene.count()) == ("decided-otherwise", 2)


def test_an_agreement_can_be_amended_to_not_yet_and_asked_for_again(scene: Scene) -> None:
    row = scene.ask()
    made = scene.decide(row.id, scene.answer(row.id))
    newer = amended(scene, made, decision=Verdict.NOT_YET, note="I mistook the film.")
    assert scene.status() is Status.TO_DO
    scene.ask(now=NOW + timedelta(hours=1))
    assert code(lambda: amended(scene, newer)) == "asked-again-since"


def test_what_is_taken_back_after_a_pathway_has_ended_certifies_nothing_any_more(scene: Scene) -> None:
    session, sam = scene.session, scene.sam
    stage = Milestone(id="stage-1", title="First", requires=(), closes=Closes(by=Closer.ASSESSOR))
    alone = replace(
        scene, assignment=put_on(session, sam, Pathway(id="alone", title="A", milestones=(stage,)))
    )
    row = alone.ask()
    made = alone.decide(row.id, alone.answer(row.id))
    assignments.unassign(session, OPERATOR, alone.assignment, "She has finished", NOW)
    day = Moment(now=NOW + timedelta(days=3), today=TODAY + timedelta(days=3), timezone=LONDON)
    assert milestones.certificate(session, sam, alone.assignment, day.today, LONDON).until is None
    seen = decisions.decision(session, scene.mina, made.id, day).bundle.text
    answer = Answer(decision=Verdict.NOT_YET, seen=seen, met_on=MEETING, note="I mistook the film.")
    proof = replace(FRESH, signed_in_at=day.now)
    decisions.amend(session, scene.mina, made.id, answer, "signed by mistake", proof, day)
    with pytest.raises(NotFound):
        milestones.certificate(session, sam, alone.assignment, day.today, LONDON)
    (ended,) = milestones.standing(session, sam, sam.id, day.today, LONDON).ended
    assert not ended.certified(day.today)
    told = reports.report(session, sam, alone.assignment, today=day.today, timezone=LONDON)
    assert not told.parts[0].finding.met


def put_on(session: Session, learner: Actor, pathway: Pathway) -> str:
    """Put a learner on a pathway of a test's own."""
    return assignments.assign(
        session,
        OPERATOR,
        {pathway.id: pathway},
        learner=learner.id,
        pathway=pathway.id,
        began_on=practised.BEGAN,
        now=practised.stamp(practised.BEGAN),
    ).id


def test_nobody_else_amends_and_a_reason_is_needed(scene: Scene) -> None:
    row = scene.ask()
    made = scene.decide(row.id, scene.answer(row.id))
    answer = Answer(decision=Verdict.AGREE, seen="")
    for other in (scene.sam, scene.ruth):
        with pytest.raises(NotFound):
            decisions.amend(scene.session, other, made.id, answer, "why", FRESH, MOMENT)
    refused = code(lambda: decisions.amend(scene.session, scene.mina, made.id, answer, " ", FRESH, MOMENT))
    assert refused == "reason-missing"


def test_a_decision_stands_on_what_was_seen_and_says_when_the_record_was_amended_since(scene: Scene) -> None:
    row = scene.ask()
    made = scene.decide(row.id, scene.answer(row.id))
    assert decisions.decision(scene.session, scene.mina, made.id, MOMENT).corrected == ()
    facts = {"client": "C-7K2P", "reviewed": "2026-02-09"}
    practised.enter(
        scene.session, scene.sam, "cycle", date(2026, 2, 2), facts, replaces=scene.cycles[0], entered=TODAY
    )
    found = decisions.decision(scene.session, scene.mina, made.id, MOMENT)
    assert found.corrected == (scene.cycles[0],)
    assert found.may_amend
    assert scene.status() is Status.MET
    again = amended(scene, made)
    assert decisions.decision(scene.session, scene.mina, again.id, MOMENT).corrected == ()


def test_erasing_a_film_amends_no_decision(scene: Scene) -> None:
    row = scene.ask()
    made = scene.decide(row.id, scene.answer(row.id))
    practised.act(scene.session, scene.cycles[0], ActKind.CONSENT_WITHDRAWN, scene.sam, TODAY)
    assert decisions.decision(scene.session, scene.mina, made.id, MOMENT).corrected == ()


# closed by others than an assessor


def closed_by(session: Session, closer: str, lasts: Span | None = None) -> tuple[Scene, Actor]:
    """A scene on a pathway of one milestone that this closer closes, for some time."""
    cora = enter(session, "Cora Finn", Role.COORDINATOR)
    sam = enter(session, "Sam Rees", Role.TRAINEE)
    ruth = enter(session, "Ruth Ade", Role.SUPERVISOR)
    mina = enter(session, "Mina Holt", Role.ASSESSOR)
    relate(session, ruth, sam, since=practised.BEGAN)
    pathway = Pathway(
        id="small",
        title="Small",
        milestones=(
            Milestone(
                id="stage-1",
                title="Stage 1",
                requires=(Requirement(id="course", verb=Attend(course="half-day")),),
                closes=Closes(by=Closer(closer)),
                lasts=lasts,
            ),
        ),
    )
    row = assignments.assign(
        session,
        OPERATOR,
        {"small": pathway},
        learner=sam.id,
        pathway="small",
        began_on=practised.BEGAN,
        now=practised.stamp(practised.BEGAN),
    )
    practised.seen(session, sam, cora, "course", date(2026, 2, 2), {"course": "half-day"})
    return Scene(session, sam, ruth, mina, row.id, []), cora


def test_where_a_supervisor_closes_it_is_the_own_one_of_the_meetings_day(session: Session) -> None:
    scene, _cora = closed_by(session, "supervisor")
    assert [each.name for each in scene.asking().candidates] == ["Ruth Ade"]
    row = scene.ask(scene.ruth)
    seen = scene.opened(row.id, by=scene.ruth).bundle.text
    answer = Answer(decision=Verdict.AGREE, seen=seen, met_on=date(2026, 3, 1), known=Known.LIVE)
    early = replace(answer, met_on=date(2025, 12, 1))
    assert code(lambda: scene.decide(row.id, early, by=scene.ruth)) == "sign-not-own-supervisor"
    scene.decide(row.id, answer, by=scene.ruth)
    assert scene.status() is Status.MET


def test_what_a_signature_closed_for_a_time_is_asked_for_and_signed_again_once_it_ran_out(
    session: Session,
) -> None:
    scene, _cora = closed_by(session, "supervisor", Span(months=6))

    def sign(met_on: date, now: datetime) -> DecisionRow:
        row = scene.ask(scene.ruth, now=now)
        seen = scene.opened(row.id, by=scene.ruth).bundle.text
        answer = Answer(decision=Verdict.AGREE, seen=seen, met_on=met_on, known=Known.LIVE)
        return scene.decide(row.id, answer, by=scene.ruth)

    first = sign(date(2026, 3, 1), NOW)
    assert scene.status() is Status.DUE_AGAIN
    again = sign(TODAY, NOW + timedelta(hours=1))
    assert scene.status() is Status.MET
    assert code(lambda: scene.ask(scene.ruth)) == "ask-already-met"
    assert decisions.decision(session, scene.sam, first.id, MOMENT).row.id != again.id


def test_where_a_coordinator_closes_it_she_must_still_be_one(session: Session) -> None:
    scene, cora = closed_by(session, "coordinator")
    assert [each.name for each in scene.asking().candidates] == ["Cora Finn"]
    row = scene.ask(cora)
    seen = scene.opened(row.id, by=cora).bundle.text
    answer = Answer(decision=Verdict.AGREE, seen=seen, met_on=date(2026, 3, 1), known=Known.ACCOUNT)
    former = replace(cora, roles=frozenset({Role.SUPERVISOR}))
    with pytest.raises(NotFound):
        scene.decide(row.id, answer, by=former)
    scene.decide(row.id, answer, by=cora)
    assert scene.status() is Status.MET


def test_handed_over_requests_go_with_the_trainee_and_the_leaving_one_no_longer_sees_them(
    session: Session,
) -> None:
    scene, _cora = closed_by(session, "supervisor")
    pia = enter(session, "Pia Moss", Role.SUPERVISOR)
    row = scene.ask(scene.ruth)
    relations.hand_over(
        session, OPERATOR, leaving=scene.ruth.id, to=pia.id, since=TODAY, today=TODAY, now=NOW
    )
    session.refresh(row)
    assert scene.opened(row.id, by=pia).row.id == row.id
    with pytest.raises(NotFound):
        scene.opened(row.id, by=scene.ruth)


# two at once


def test_two_tabs_that_sign_at_once_make_one_decision(fresh_database: Database) -> None:
    with fresh_database.writing() as session:
        scene = scene_on(session)
        row = scene.ask()
        answer = scene.answer(row.id)
    together = Barrier(2)

    def sign() -> str:
        together.wait()
        with fresh_database.writing() as mine:
            return decisions.decide(mine, scene.mina, row.id, answer, FRESH, MOMENT).id

    with ThreadPoolExecutor(2) as pool:
        made = [each.result() for each in [pool.submit(sign), pool.submit(sign)]]
    assert made[0] == made[1]
    with fresh_database.reading() as session:
        assert session.scalars(select(func.count()).select_from(DecisionRow)).one() == 1


def test_two_tabs_that_ask_at_once_make_one_request(fresh_database: Database) -> None:
    with fresh_database.writing() as session:
        scene = scene_on(session)
    together = Barrier(2)

    def ask() -> str:
        together.wait()
        with fresh_database.writing() as mine:
            return replace(scene, session=mine).ask().id

    with ThreadPoolExecutor(2) as pool:
        made = [each.result() for each in [pool.submit(ask), pool.submit(ask)]]
    assert made[0] == made[1]


def test_what_was_signed_last_stands_first_also_where_it_came_into_the_record_earlier(scene: Scene) -> None:
    request = scene.ask()
    made = scene.decide(request.id, scene.answer(request.id))
    earlier = replace(MOMENT, now=NOW - timedelta(days=3), today=TODAY - timedelta(days=3))
    anew = replace(scene.answer_anew(made), note="Warmly done.")
    decisions.amend(scene.session, scene.mina, made.id, anew, "A word more", FRESH, earlier)
    days = [row.decided_on for row, _name in signoffs.signed(scene.session, scene.mina)]
    assert days == [TODAY, earlier.today]


def test_only_of_the_last_milestone_is_it_said_that_nothing_comes_after_it(scene: Scene) -> None:
    bundle = scene.opened(scene.ask().id).bundle
    assert not bundle.is_last
    assert replace(bundle, milestone=bundle.progress.pathway.milestones[-1]).is_last
