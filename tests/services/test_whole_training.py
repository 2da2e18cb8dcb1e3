"""Whether a whole training of eighteen months, with all that befalls one, is judged rightly at every turn of it."""

import json
from dataclasses import dataclass, field
from dataclasses import replace as altered
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from elearn.domain.access import Standing
from elearn.domain.errors import NotFound, Refused
from elearn.domain.evidence import Known, Verdict
from elearn.domain.findings import Finding, Judgement, MilestoneFinding
from elearn.domain.people import Actor, Role
from elearn.domain.reasons import Move, Reason, RefusalCode, Status
from elearn.services import (
    audit,
    confirmations,
    decisions,
    logbook,
    milestones,
    people,
    receipts,
    record,
    relations,
    signoffs,
)
from elearn.services.decisions import Answer, Moment, Proof
from elearn.services.demo import turns
from elearn.services.demo.lives import VIG
from elearn.services.demo.reflections import REFLECTIONS
from elearn.services.demo.stage import HANDS, Stage
from elearn.services.passphrases import Hasher
from elearn.storage import backup, migrate
from elearn.storage import logbook as ledger
from elearn.storage.database import Database
from elearn.storage.signoffs import DecisionRow
from tests.databases import Supply
from tests.program import shipped
from tests.services.entered import TODAY
from tests.services.practised import LONDON
from tests.settings import AUDIT_KEY

HASHER = Hasher(8, 1)


@dataclass(slots=True, kw_only=True)
class Life:
    """Wren's training as it goes; ``then`` keeps how she stood on each day that was looked at."""

    stage: Stage
    cora: Actor
    olu: Actor
    ruth: Actor
    mina: Actor
    wren: Actor
    assignment: str
    then: dict[date, Judgement] = field(default_factory=dict)

    @property
    def session(self) -> Session:
        return self.stage.session

    def judged(self, ago: int) -> Judgement:
        """How she stands on that day, kept to be asked again at the end."""
        self.then[self.stage.day(ago)] = found = judgement(self.session, self.wren.id, self.stage.day(ago))
        return found

    def standing(self, ago: int) -> list[str]:
        """The status of each of her milestones."""
        return [each.status.value for each in self.judged(ago).milestones]

    def at(self, ago: int, milestone: str) -> MilestoneFinding:
        """One milestone on that day."""
        found = self.judged(ago).milestone(milestone)
        assert found
        return found

    def finding(self, ago: int, milestone: str, requirement: str) -> Finding:
        """One requirement on that day."""
        return next(each for each in self.at(ago, milestone).requirements if each.id == requirement)

    def moment(self, ago: int) -> Moment:
        """A moment of that day, for whoever signs."""
        return Moment(now=self.stage.at(ago), today=self.stage.day(ago), timezone=LONDON)

    def decided(self, ago: int, milestone: str) -> decisions.Signed:
        """The decision that closes a milestone on that day, as she reads it."""
        closing = self.at(ago, milestone).closing
        assert closing
        return decisions.decision(self.session, self.wren, closing, self.moment(ago))


def judgement(session: Session, learner: str, at: date) -> Judgement:
    """How somebody stands on her one pathway on a day."""
    (progress,) = milestones.standings(session, [learner], at, LONDON).of[learner]
    return progress.judgement


def begun(session: Session, today: date = TODAY) -> Life:
    """Wren was invited, and is on her pathway with Olu."""
    session.info["letters_from"] = ""
    stage = Stage(
        session=session,
        catalogue=shipped(),
        today=today,
        zone=LONDON,
        hasher=HASHER,
        passphrase="kettle-orbit-walnut",
    )
    cora = stage.person("Cora Finn", Role.COORDINATOR, ago=600)
    olu = stage.person("Olu Bell", Role.SUPERVISOR, Role.ASSESSOR, ago=600)
    ruth = stage.person("Ruth Ade", Role.SUPERVISOR, Role.ASSESSOR, ago=600)
    mina = stage.person("Mina Shaw", Role.ASSESSOR, ago=600)
    wren = stage.person("Wren Ashe", Role.TRAINEE, ago=560)
    stage.supervises(olu, wren, 559)
    assignment = stage.assign(wren, VIG, 559)
    return Life(stage=stage, cora=cora, olu=olu, ruth=ruth, mina=mina, wren=wren, assignment=assignment)


def gets_ready(life: Life) -> None:
    assert life.standing(558) == ["to-do", "not-open", "not-open", "not-open"]
    assert life.at(558, "ready").move is Move.LEARNER
    life.stage.prepared(life.wren, life.olu, 555)
    assert life.standing(549) == ["met", "to-do", "not-open", "not-open"]


def practises_and_is_away(life: Life) -> tuple[str, ...]:
    """Five cycles and six sessions with Olu, two months away, and one more of each."""
    stage, wren = life.stage, life.wren
    cycles = stage.stage(wren, life.olu, clients=2, cycles=5, talks=6, ago=540)
    assert life.finding(465, "stage-1", "cycles").have == 5
    stage.away(wren, 460, 400)
    (away,) = milestones.standings(life.session, [wren.id], stage.day(430), LONDON).away[wren.id]
    assert (away.on, away.to) == (stage.day(460), stage.day(400))
    assert life.finding(430, "stage-1", "cycles").need == 6  # a leave changes no amount
    last, _client = stage.cycle(
        wren, client_of(life, cycles[0]), 395, 390, reflection=REFLECTIONS[0], share=True
    )
    stage.supervision(wren, life.olu, 388, brought=(last,), confirmed=False)
    waits = life.finding(387, "stage-1", "supervision")
    (unconfirmed,) = waits.not_counted
    assert (waits.have, waits.status) == (6, Status.WITH_SUPERVISOR)
    assert (unconfirmed.reason, unconfirmed.move) == (Reason.NOT_CONFIRMED, Move.SUPERVISOR)
    assert unconfirmed.person == life.olu.id
    confirmations.confirm(life.session, life.olu, unconfirmed.event, stage.sending(386))
    assert life.at(386, "stage-1").may_ask
    return (*cycles, last)


def client_of(life: Life, cycle: str) -> str:
    found = ledger.entry(life.session, cycle)
    assert found
    return str(found.facts["client"])


def loses_a_familys_consent(life: Life, cycles: tuple[str, ...]) -> None:
    """The work counts, the film goes, and what was filmed may be brought no more."""
    for cycle in cycles[1:5:2]:
        turns.takes_consent_back(life.stage, life.wren, cycle, 384)
    counted = life.finding(384, "stage-1", "cycles")
    assert set(cycles) <= set(counted.events)
    assert (counted.have, counted.status) == (6, Status.MET)
    assert life.finding(384, "stage-1", "clients").met
    with pytest.raises(Refused) as refused:
        life.stage.supervision(life.wren, life.olu, 382, brought=(cycles[1],))
    assert refused.value.code == "consent-withdrawn"


def passes_the_first_gate(life: Life) -> DecisionRow:
    stage = life.stage
    asking = signoffs.asking(
        life.session, life.wren, life.assignment, "stage-1", today=stage.day(379), timezone=LONDON
    )
    why = {each.name: each.refusal and each.refusal.code for each in asking.candidates}
    assert why == {"Mina Shaw": None, "Ruth Ade": None, "Olu Bell": RefusalCode.SUPERVISED_IN_WINDOW}
    request = stage.ask(life.wren, life.assignment, "stage-1", life.mina, 378)
    waits = life.at(377, "stage-1")
    assert (waits.status, waits.move, waits.person) == (Status.WITH_ASSESSOR, Move.ASSESSOR, life.mina.id)
    stage.decide(life.mina, request, 370, agree=True, note="A pleasure to watch how you wait.")
    assert life.standing(370) == ["met", "met", "to-do", "not-open"]
    assert life.at(370, "stage-1").since == stage.day(370)
    return life.decided(370, "stage-1").row


def is_handed_over(life: Life) -> None:
    """Olu leaves: all whom she supervised go to Ruth, and Olu reads nothing newer."""
    stage, wren = life.stage, life.wren
    moved = relations.hand_over(
        life.session,
        HANDS,
        leaving=life.olu.id,
        to=life.ruth.id,
        since=stage.day(365),
        today=stage.day(365),
        now=stage.at(366),
    )
    assert moved == (wren.id,)
    today = stage.day(364)
    assert people.standings(life.session, life.ruth, wren.id, today) == {Standing.SUPERVISOR}
    assert people.standings(life.session, life.olu, wren.id, today) == {Standing.FORMER}
    assert milestones.standing(life.session, life.ruth, wren.id, today, LONDON).progress
    with pytest.raises(NotFound):
        milestones.standing(life.session, life.olu, wren.id, today, LONDON)


def practises_with_new_families(life: Life, known: str) -> None:
    """A family of the first stage is not new in the second, though the work with it counts."""
    stage, wren = life.stage, life.wren
    stage.introduced(wren, life.ruth, 2, 362)
    stage.cycle(wren, known, 358, 353)
    assert life.finding(352, "stage-2", "cycles").have == 1
    (familiar,) = life.finding(352, "stage-2", "clients").not_counted
    assert familiar.reason is Reason.KNOWN_CLIENT
    stage.stage(wren, life.ruth, clients=3, cycles=9, talks=8, ago=350)
    assert life.at(246, "stage-2").may_ask


def is_signed_by_a_link(life: Life) -> None:
    stage = life.stage
    jo = turns.entered_outside(stage, life.cora, "Jo Hale", 245)
    request = stage.ask(life.wren, life.assignment, "stage-2", jo, 244)
    waits = life.at(243, "stage-2")
    assert (waits.status, waits.person) == (Status.WITH_ASSESSOR, jo.id)
    made = turns.signs_by_link(stage, life.cora, jo, request, 240)
    assert life.standing(240) == ["met", "met", "met", "to-do"]
    code = receipts.codes(life.session, [made.id])[made.id]
    looked = receipts.look_up(life.session, code)
    assert looked
    assert (looked.milestone, looked.verdict, looked.superseded_on) == ("Stage 2", Verdict.AGREE, None)
    assert life.decided(240, "stage-2").handed_on_by == "Cora Finn"


def mends_an_entry_and_is_signed_anew(life: Life, cycle: str, old: DecisionRow) -> None:
    """The decision stands on what was seen; the one that takes its place shows so, and so does the old one."""
    stage, session = life.stage, life.session
    code = receipts.codes(session, [old.id])[old.id]
    film = ledger.entry(session, cycle)
    assert film
    mended = altered(logbook.as_cycle(film), minutes=21)
    logbook.replace(session, life.wren, cycle, mended, "The film was longer.", stage.sending(230))
    assert life.standing(230) == ["met", "met", "met", "to-do"]
    assert life.decided(230, "stage-1").corrected == (cycle,)
    moment = life.moment(225)
    seen = decisions.decision(session, life.mina, old.id, moment)
    anew = Answer(
        decision=Verdict.AGREE,
        seen=seen.bundle.text,
        met_on=old.met_on,
        minutes=60,
        known=Known.FILM,
    )
    proof = Proof(signed_in_at=moment.now, passphrase="", hasher=HASHER)
    made = decisions.amend(session, life.mina, old.id, anew, "A film was entered too short.", proof, moment)
    assert life.at(225, "stage-1").closing == made.id
    assert life.standing(225) == ["met", "met", "met", "to-do"]
    before = decisions.decision(session, life.wren, old.id, moment)
    assert (before.amended_by, before.row.finding) == (made.id, old.finding)
    assert life.decided(225, "stage-1").corrected == ()
    looked = receipts.look_up(session, code)
    assert looked
    assert looked.superseded_on == stage.day(225)


def is_accredited(life: Life) -> None:
    stage, wren = life.stage, life.wren
    stage.introduced(wren, life.ruth, 3, 220)
    stage.stage(wren, life.ruth, clients=3, cycles=12, talks=8, ago=210)
    request = stage.ask(wren, life.assignment, "stage-3", life.mina, 60)
    assert life.standing(59) == ["met", "met", "met", "with-assessor"]
    stage.decide(life.mina, request, 50, agree=True)
    assert life.standing(50) == ["met"] * 4
    done = milestones.certificate(life.session, wren, life.assignment, TODAY, LONDON)
    assert done.finished == stage.day(50)
    assert [each.id for each in done.reached] == ["ready", "stage-1", "stage-2", "stage-3"]
    assert all(each.since for each in done.reached)


def is_whole_in_the_record(life: Life) -> None:
    """The acts hold together, each day is judged as it was then, and all of it can be taken along."""
    assert audit.broken_at(life.session, (AUDIT_KEY,)) is None
    for day, found in list(life.then.items()):
        assert judgement(life.session, life.wren.id, day) == found, day
    taken = json.loads(json.dumps(record.export(life.session, life.wren, life.stage.at(0), LONDON)))
    assert [each["status"] for each in taken["standing"][0]["milestones"]] == ["met"] * 4
    kinds = [each["kind"] for each in taken["entries"]]
    # Each cycle stands twice, as filmed and as reviewed; one of them was mended.
    assert (kinds.count("cycle"), kinds.count("supervision"), kinds.count("leave")) == (57, 23, 1)
    assert len(taken["decisions"]) == 4


def test_a_whole_training_is_judged_rightly_at_every_turn_and_stays_so_in_a_restored_copy(
    fresh_database: Database, supply: Supply, tmp_path: Path
) -> None:
    with fresh_database.writing() as session:
        life = begun(session)
        gets_ready(life)
        cycles = practises_and_is_away(life)
        loses_a_familys_consent(life, cycles)
        old = passes_the_first_gate(life)
        is_handed_over(life)
        practises_with_new_families(life, client_of(life, cycles[0]))
        is_signed_by_a_link(life)
        mends_an_entry_and_is_signed_anew(life, cycles[0], old)
        is_accredited(life)
        is_whole_in_the_record(life)
    backup.backup(fresh_database, tmp_path / "copy")
    other = Database(supply.empty(), audit_key=AUDIT_KEY)
    backup.restore(other, tmp_path / "copy")
    migrate.upgrade(other)
    with other.reading() as session:
        assert {day: judgement(session, life.wren.id, day) for day in life.then} == life.then
        assert audit.broken_at(session, (AUDIT_KEY,)) is None
    other.dispose()
