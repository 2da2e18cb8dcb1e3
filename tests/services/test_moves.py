"""Moving a learner to another edition of her pathway: seen before, reasoned, done once, and nothing decided is lost."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.domain.errors import Conflict, DomainError, NotFound, Refused
from elearn.domain.evidence import Known, Verdict
from elearn.domain.findings import MilestoneFinding
from elearn.domain.pathway_editions import pathway_edition
from elearn.domain.pathways import Closer, Closes, Milestone, Pathway
from elearn.domain.people import Actor, Role
from elearn.domain.reasons import Status
from elearn.services import assignments, decisions, logbook_sheet, milestones, moves, record, signoffs
from elearn.services.decisions import Answer, Moment, Proof
from elearn.services.passphrases import Hasher
from elearn.services.people import Hand, Operator
from elearn.services.signoffs import Request
from elearn.storage import audit as ledger
from elearn.storage.assignments import AssignmentRow
from elearn.storage.editions import EditionRow
from elearn.storage.moves import MoveRow
from elearn.storage.signoffs import DecisionRow, RequestRow
from tests.services import practised
from tests.services.entered import NOW, OPERATOR, TODAY, enter, relate
from tests.services.practised import LONDON

SLUG = "vig-practitioner"
MOMENT = Moment(now=NOW, today=TODAY, timezone=LONDON)
FRESH = Proof(signed_in_at=NOW - timedelta(hours=1), passphrase="", hasher=Hasher(8, 1))
OLD: Pathway = practised.shipped()[SLUG]
PRESENT = pathway_edition(OLD).hash


def edited(*stages: Milestone) -> dict[str, Pathway]:
    """What ships, with these milestones in place of those of the same id."""
    instead = {each.id: each for each in stages}
    changed = replace(OLD, milestones=tuple(instead.get(each.id, each) for each in OLD.milestones))
    return {**practised.shipped(), SLUG: changed}


def stage(id_: str = "stage-1") -> Milestone:
    """A milestone as it ships."""
    found = OLD.milestone(id_)
    assert found
    return found


def asking_for(cycles: int) -> Milestone:
    """Stage 1 with another number of cycles."""
    first, *rest = stage().requires
    return replace(stage(), requires=(replace(first, at_least=cycles), *rest))


HARDER = edited(asking_for(7))
WITHOUT = {SLUG: replace(OLD, milestones=(OLD.milestones[0], *OLD.milestones[2:]))}
BY_A_COORDINATOR = edited(replace(stage(), closes=Closes(by=Closer.COORDINATOR)))


@dataclass(frozen=True)
class Scene:
    """Sam has done stage 1 under Ruth; Mina stands apart; Cora coordinates."""

    session: Session
    sam: Actor
    mina: Actor
    cora: Actor
    assignment: str

    def compare(self, pathways: Mapping[str, Pathway], to: str | None = None) -> moves.Comparison:
        return moves.comparison(
            self.session, self.cora, pathways, self.assignment, to, today=TODAY, timezone=LONDON
        )

    def move(
        self,
        pathways: Mapping[str, Pathway],
        hand: Hand | None = None,
        reason: str = "New rules since May.",
        **more: str,
    ) -> bool:
        told = {"seen": PRESENT, "to": pathway_edition(pathways[SLUG]).hash, **more}
        return moves.move(
            self.session, hand or self.cora, pathways, self.assignment, reason=reason, now=NOW, **told
        )

    def ask(self) -> RequestRow:
        return signoffs.ask(
            self.session,
            self.sam,
            self.assignment,
            "stage-1",
            self.mina.id,
            today=TODAY,
            now=NOW,
            timezone=LONDON,
        )

    def sign(self) -> DecisionRow:
        row = self.ask()
        opened = signoffs.request(self.session, self.mina, row.id, today=TODAY, timezone=LONDON)
        assert isinstance(opened, Request)
        answer = Answer(
            decision=Verdict.AGREE, seen=opened.bundle.text, met_on=TODAY, minutes=60, known=Known.FILM
        )
        return decisions.decide(self.session, self.mina, row.id, answer, FRESH, MOMENT)

    def stands(self, milestone: str) -> MilestoneFinding | None:
        sheet = milestones.standing(self.session, self.sam, self.sam.id, TODAY, LONDON)
        return sheet.progress[0].judgement.milestone(milestone)

    def edition(self) -> str:
        return self.session.scalars(
            select(AssignmentRow.edition).where(AssignmentRow.id == self.assignment)
        ).one()

    def moved(self) -> list[MoveRow]:
        return list(self.session.scalars(select(MoveRow).order_by(MoveRow.seq)))


@pytest.fixture
def scene(session: Session) -> Scene:
    sam = enter(session, "Sam Rees", Role.TRAINEE)
    ruth = enter(session, "Ruth Ade", Role.SUPERVISOR)
    mina = enter(session, "Mina Holt", Role.ASSESSOR)
    cora = enter(session, "Cora Finn", Role.COORDINATOR)
    relate(session, ruth, sam, since=practised.BEGAN)
    assignment = practised.put_on(session, sam)
    practised.stage_1(session, sam, ruth)
    return Scene(session, sam, mina, cora, assignment)


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as error:
        act()
    return error.value.code


# what was decided


@pytest.mark.parametrize("closes", [{"minutes": 90}, {"by": Closer.SUPERVISOR}], ids=str)
def test_what_was_signed_stays_signed_in_an_edition_that_would_have_asked_for_more(
    scene: Scene, closes: dict[str, Any]
) -> None:
    made, first = scene.sign(), stage()
    assert first.closes
    scene.move(edited(replace(first, closes=replace(first.closes, **closes))))
    found = scene.stands("stage-1")
    assert found
    assert (found.status, found.closing, found.may_ask) == (Status.MET, made.id, False)


def test_what_was_signed_is_amended_by_the_edition_it_was_signed_under_where_the_present_one_lacks_it(
    scene: Scene,
) -> None:
    made = scene.sign()
    scene.move(WITHOUT)
    shown = decisions.decision(scene.session, scene.mina, made.id, MOMENT)
    assert shown.may_amend
    answer = Answer(decision=Verdict.NOT_YET, seen=shown.bundle.text, note="One more film, please.")
    newer = decisions.amend(
        scene.session, scene.mina, made.id, answer, "I took it for another", FRESH, MOMENT
    )
    assert (newer.amends, newer.edition) == (made.id, PRESENT)
    assert decisions.decision(scene.session, scene.sam, newer.id, MOMENT).before == made


# looking


def test_a_comparison_tells_the_rules_and_what_would_stand_otherwise_and_writes_nothing(scene: Scene) -> None:
    found = scene.compare(HARDER)
    assert (found.name, found.old.edition) == ("Sam Rees", PRESENT)
    assert [(each.milestone, each.requirement) for each in found.rules] == [("stage-1", "cycles")]
    assert [(each.id, [one.id for one in each.requirements]) for each in found.changes] == [
        ("stage-1", ["cycles"])
    ]
    assert scene.edition() == PRESENT
    assert not scene.session.new
    assert not scene.session.dirty


def test_to_the_edition_she_is_on_nothing_changes(scene: Scene) -> None:
    found = scene.compare(practised.shipped())
    assert (found.rules, found.changes) == ((), ())


def test_rules_are_named_by_a_pathway_or_by_the_first_digits_of_an_edition(scene: Scene) -> None:
    named = [SLUG, PRESENT, PRESENT[:8], PRESENT[:8].upper()]
    assert {moves.rules_named(scene.session, HARDER, each).edition for each in named[1:]} == {PRESENT}
    harder = pathway_edition(HARDER[SLUG]).hash
    assert moves.rules_named(scene.session, HARDER, SLUG).edition == harder
    assert moves.rules_named(scene.session, HARDER, harder[:9]).pathway == HARDER[SLUG]
    for unknown in ("vig", PRESENT[:5], "0" * 12, "%" * 8):
        assert (
            refusal(lambda named=unknown: moves.rules_named(scene.session, HARDER, named))
            == "no-such-edition"
        )


def test_digits_that_fit_two_editions_name_neither(scene: Scene) -> None:
    for end in "01":
        scene.session.add(
            EditionRow(
                hash=PRESENT[:-1] + "gh"[int(end)], kind="pathway", slug=SLUG, body="{}", first_used_at=NOW
            )
        )
    scene.session.flush()
    assert refusal(lambda: moves.rules_named(scene.session, {}, PRESENT[:10])) == "edition-not-one"


def test_whom_a_change_of_rules_would_touch_is_shown_beforehand(scene: Scene) -> None:
    sheet = moves.affected(scene.session, scene.cora, HARDER, SLUG, today=TODAY, timezone=LONDON)
    assert [(each.name, len(each.changes)) for each in sheet.learners] == [("Sam Rees", 1)]
    assert sheet.after is None
    none = moves.affected(scene.session, scene.cora, practised.shipped(), SLUG, today=TODAY, timezone=LONDON)
    assert none.learners == ()


def test_many_who_are_touched_are_shown_a_page_at_a_time(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moves, "PAGE", 1)
    practised.put_on(scene.session, enter(scene.session, "Ann Bell", Role.TRAINEE))
    names: list[str] = []
    after: str | None = ""
    while after is not None:
        sheet = moves.affected(
            scene.session, OPERATOR, HARDER, SLUG, after=after, today=TODAY, timezone=LONDON
        )
        names, after = [*names, *(each.name for each in sheet.learners)], sheet.after
    assert sorted(names) == ["Ann Bell", "Sam Rees"]


def test_how_many_are_on_the_present_rules_and_how_many_are_not(scene: Scene) -> None:
    counted = {
        each.pathway.id: (each.present, each.older) for each in moves.pinned(scene.session, OPERATOR, HARDER)
    }
    assert counted[SLUG] == (0, 1)
    assert counted["vig-18"] == (0, 0)
    now = {
        each.pathway.id: each.present for each in moves.pinned(scene.session, scene.cora, practised.shipped())
    }
    assert now[SLUG] == 1


# moving


def test_a_move_is_reasoned_audited_and_told_in_her_own_record(scene: Scene) -> None:
    assert scene.move(HARDER)
    harder = pathway_edition(HARDER[SLUG]).hash
    assert scene.edition() == harder
    (row,) = scene.moved()
    assert (row.from_edition, row.to_edition, row.reason, row.moved_by) == (
        PRESENT,
        harder,
        "New rules since May.",
        scene.cora.id,
    )
    (act,) = [each.act for each in ledger.chain(scene.session) if each.act.action == "moved"]
    assert (act.actor, act.subject) == (scene.cora.id, scene.sam.id)
    assert act.detail == {"pathway": SLUG, "before": PRESENT, "edition": harder}
    mine = record.record_of(scene.session, scene.sam, TODAY, LONDON).parts["moves"]
    assert [(each["reason"], each["moved_by"]) for each in mine] == [("New rules since May.", "Cora Finn")]


def test_the_same_move_sent_twice_is_one_move(scene: Scene) -> None:
    assert scene.move(HARDER)
    assert not scene.move(HARDER)
    assert not scene.move(HARDER, seen=pathway_edition(HARDER[SLUG]).hash)
    assert len(scene.moved()) == 1


def test_a_move_from_what_she_is_on_no_more_is_a_conflict(scene: Scene) -> None:
    scene.move(HARDER)
    with pytest.raises(Conflict) as error:
        scene.move(WITHOUT)
    assert error.value.code == "moved-meanwhile"
    assert len(scene.moved()) == 1


def test_a_move_back_to_a_pinned_edition_is_a_move_as_well(scene: Scene) -> None:
    scene.move(HARDER)
    assert scene.move(HARDER, seen=scene.edition(), to=PRESENT[:12], reason="It was a mistake.")
    assert scene.edition() == PRESENT
    assert [each.reason for each in scene.moved()] == ["New rules since May.", "It was a mistake."]


def test_what_was_decided_stays_decided_though_the_new_rules_ask_for_more(scene: Scene) -> None:
    made = scene.sign()
    scene.move(HARDER)
    found = scene.stands("stage-1")
    assert found
    assert (found.status, found.closing) == (Status.MET, made.id)


def test_what_was_not_decided_is_judged_by_the_new_rules(scene: Scene) -> None:
    scene.move(HARDER)
    found = scene.stands("stage-1")
    assert found
    assert [(each.id, each.have, each.need) for each in found.missing] == [("cycles", 6, 7)]


def test_a_decision_on_a_milestone_that_is_gone_can_still_be_read(scene: Scene) -> None:
    made = scene.sign()
    scene.move(WITHOUT)
    assert scene.stands("stage-1") is None
    for reader in (scene.sam, scene.mina):
        found = decisions.decision(scene.session, reader, made.id, MOMENT)
        assert found.bundle.milestone.title == "Stage 1"


@pytest.mark.parametrize("rules", [WITHOUT, BY_A_COORDINATOR])
def test_a_request_that_the_new_rules_would_not_have_closed_so_is_taken_back(
    scene: Scene, rules: dict[str, Pathway]
) -> None:
    row = scene.ask()
    assert row.body
    scene.move(rules)
    assert signoffs.asked(scene.session, scene.mina) == []
    assert (row.closed_at, row.closed_how, row.body) == (NOW, "withdrawn", None)


def test_a_request_that_the_new_rules_still_want_closed_so_stays_and_is_signed_on_what_is_seen_now(
    scene: Scene,
) -> None:
    row = scene.ask()
    opened = signoffs.request(scene.session, scene.mina, row.id, today=TODAY, timezone=LONDON)
    assert isinstance(opened, Request)
    scene.move(HARDER)
    assert [each.id for each, _name in signoffs.asked(scene.session, scene.mina)] == [row.id]
    answer = Answer(
        decision=Verdict.AGREE, seen=opened.bundle.text, met_on=TODAY, minutes=60, known=Known.FILM
    )
    with pytest.raises(Conflict):
        decisions.decide(scene.session, scene.mina, row.id, answer, FRESH, MOMENT)


def test_the_operator_moves_too_and_stays_unnamed(scene: Scene) -> None:
    assert scene.move(HARDER, hand=Operator())
    assert [each.moved_by for each in scene.moved()] == [None]


# refusals


def test_a_reason_is_needed_and_one_that_may_say_who_somebody_is_is_asked_about(scene: Scene) -> None:
    assert refusal(lambda: scene.move(HARDER, reason=" ")) == "reason-missing"
    with pytest.raises(Refused) as error:
        scene.move(HARDER, reason="Ask ruth@example.org")
    assert error.value.field == "reason"
    assert scene.moved() == []


def test_an_edition_of_another_pathway_is_another_assignment(scene: Scene) -> None:
    assert refusal(lambda: scene.move(HARDER, to="vig-18")) == "edition-of-another"


def test_a_pathway_whose_file_is_gone_has_no_present_edition_to_move_to(scene: Scene) -> None:
    assert refusal(lambda: scene.compare({})) == "no-such-pathway"
    assert scene.compare({}, PRESENT[:12]).changes == ()
    with pytest.raises(NotFound):
        moves.affected(scene.session, scene.cora, {}, SLUG, today=TODAY, timezone=LONDON)


def test_nobody_but_a_coordinator_moves_anybody_and_never_herself(scene: Scene) -> None:
    for other in (scene.sam, scene.mina):
        with pytest.raises(NotFound):
            scene.move(HARDER, hand=other)
    herself = Actor(id=scene.sam.id, name=scene.sam.name, roles=frozenset({Role.TRAINEE, Role.COORDINATOR}))
    assert refusal(lambda: scene.move(HARDER, hand=herself)) == "not-yourself"


def test_an_assignment_that_ended_or_never_was_is_moved_nowhere(scene: Scene) -> None:
    assignments.unassign(scene.session, OPERATOR, scene.assignment, "She left.", NOW)
    with pytest.raises(NotFound):
        scene.move(HARDER)
    with pytest.raises(NotFound):
        moves.comparison(scene.session, OPERATOR, HARDER, "none", today=TODAY, timezone=LONDON)


def test_an_entry_keeps_the_edition_it_was_entered_under_for_who_may_know_where_she_stands(
    scene: Scene,
) -> None:
    session, sam, uma = scene.session, scene.sam, enter(scene.session, "Uma Oke", Role.SUPERVISOR)
    guest = enter(session, "Gwen Lee", Role.SUPERVISOR)
    relate(session, uma, sam)
    before = practised.supervision(session, sam, guest, TODAY - timedelta(days=3))
    scene.move(HARDER)
    after = practised.cycle(session, sam, "C-7K2P", TODAY + timedelta(days=1))
    own = logbook_sheet.own_entry(session, sam, before, TODAY, LONDON).under[before]
    assert [(each.pathway, each.edition, each.changed) for each in own] == [(SLUG, PRESENT, NOW)]
    assert logbook_sheet.others_entry(session, uma, before, TODAY).under[before] == own
    assert logbook_sheet.others_entry(session, guest, before, TODAY).under == {}
    (held,) = logbook_sheet.own_entry(session, sam, after, TODAY, LONDON).under[after]
    assert (held.edition, held.changed) == (scene.edition(), None)
    told = {each["id"]: each for each in record.record_of(session, sam, TODAY, LONDON).parts["entries"]}
    assert told[before]["under"] == [{"pathway": SLUG, "rules": PRESENT}]
    assert told[after]["under"] == [{"pathway": SLUG, "rules": scene.edition()}]
