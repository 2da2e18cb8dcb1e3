"""What a request keeps of the moment of asking, who reads it, and when it goes; on both databases."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from elearn.domain.errors import Conflict
from elearn.domain.logbook import ActKind
from elearn.domain.people import Actor, Role
from elearn.domain.reasons import Status
from elearn.domain.replies import Reply
from elearn.domain.signed_findings import canonical, is_withheld, version
from elearn.domain.signoffs import ChangeKind
from elearn.services import assignments, decisions, erasure, people, record, replies, signoffs
from elearn.services.bundles import AsAsked
from elearn.storage import signoffs as storage
from elearn.storage.audit import AuditRow
from elearn.storage.logbook import EntryRow
from elearn.storage.signoffs import RequestRow
from tests.services import practised
from tests.services.entered import NOW, OPERATOR, TODAY, enter
from tests.services.practised import LONDON
from tests.services.test_signoffs import MOMENT, Scene, amended, scene_on, writes

WAITED = "I waited longer than felt natural."


@pytest.fixture
def scene(session: Session) -> Scene:
    return scene_on(session)


def kept(scene: Scene, row: RequestRow) -> Mapping[str, Any] | None:
    scene.session.expire_all()
    return storage.body_of(scene.session, row.id)


def take_back(scene: Scene, cycle: int = 0) -> None:
    practised.act(scene.session, scene.cycles[cycle], ActKind.WITHDRAWN, scene.sam, TODAY)


def one_more(scene: Scene) -> str:
    return practised.cycle(scene.session, scene.sam, "C-9QXM", date(2026, 4, 27))


def asked(scene: Scene, row: RequestRow, by: Actor | None = None) -> AsAsked:
    found = scene.opened(row.id, by=by).asked
    assert found is not None
    return found


def test_what_is_asked_is_kept_whole_under_the_hash_of_its_canonical_text(scene: Scene) -> None:
    writes(scene, scene.cycles[0], WAITED, share=True)
    writes(scene, scene.cycles[1], "This is mine.", share=False)
    row = scene.ask()
    seen = scene.opened(row.id).bundle
    body = kept(scene, row)
    assert body is not None
    assert row.body_hash == version(canonical(body))
    assert canonical(body["bundle"]) == seen.text
    assert set(scene.cycles) <= set(body["entries"])
    assert body["reflections"] == {scene.cycles[0]: WAITED}
    assert "This is mine." not in canonical(body)


def test_its_hash_is_sealed_at_the_moment_of_asking(scene: Scene) -> None:
    row = scene.ask()
    act = scene.session.scalars(select(AuditRow).where(AuditRow.action == "asked")).one()
    assert (act.actor_id, act.detail["request"], act.detail["bundle"]) == (
        scene.sam.id,
        row.id,
        row.body_hash,
    )
    scene.ask()
    assert scene.session.scalars(select(AuditRow).where(AuditRow.action == "asked")).one()


def test_while_nothing_changes_there_is_nothing_to_tell(scene: Scene) -> None:
    row = scene.ask()
    for reader in (scene.sam, scene.mina):
        assert scene.opened(row.id, by=reader).asked is None


def test_both_read_it_as_it_was_asked_and_what_has_changed_since(scene: Scene) -> None:
    row = scene.ask()
    before, hash_ = kept(scene, row), row.body_hash
    take_back(scene)
    more = one_more(scene)
    for reader in (scene.sam, scene.mina):
        found = asked(scene, row, by=reader)
        (then,) = [each for each in found.findings if each.id == "cycles"]
        assert set(then.events) == set(scene.cycles)
        assert scene.cycles[0] in found.entries
        told = {(each.kind, each.event) for each in found.changes if each.requirement == "cycles"}
        assert told == {(ChangeKind.COUNTS_NO_LONGER, scene.cycles[0]), (ChangeKind.COUNTS_NOW, more)}
    assert (kept(scene, row), row.body_hash) == (before, hash_)


def test_she_signs_the_record_as_it_is_now_and_the_decision_tells_what_had_changed(scene: Scene) -> None:
    row = scene.ask()
    one_more(scene)
    made = scene.decide(row.id, scene.answer(row.id))
    for reader in (scene.sam, scene.mina):
        found = decisions.decision(scene.session, reader, made.id, MOMENT)
        assert not found.as_asked
        assert found.asked is not None
        assert found.asked["bundle"] != made.finding["bundle"]
    newer = amended(scene, made, note="A slip.")
    found = decisions.decision(scene.session, scene.mina, newer.id, MOMENT)
    assert (found.asked, found.as_asked) == (None, False)


def test_what_was_signed_as_it_was_asked_says_so_to_the_two_alone(scene: Scene) -> None:
    made = scene.not_yet(scene.ask().id)
    assert decisions.decision(scene.session, scene.mina, made.id, MOMENT).as_asked
    uma = enter(scene.session, "Uma Lind", Role.ASSESSOR)
    scene.ask(of=uma, now=NOW + timedelta(hours=1))
    found = decisions.decision(scene.session, uma, made.id, MOMENT)
    assert (found.asked, found.as_asked) == (None, False)


def test_a_form_that_was_opened_before_the_record_moved_on_is_still_a_conflict(scene: Scene) -> None:
    row = scene.ask()
    take_back(scene)
    answer = scene.answer(row.id)
    one_more(scene)
    with pytest.raises(Conflict) as error:
        scene.decide(row.id, answer)
    assert error.value.code == "bundle-moved"


@pytest.mark.parametrize(("text", "share"), [(WAITED, False), ("I waited.", True), ("I waited.", False)])
def test_a_reflection_taken_back_or_written_anew_is_read_by_nobody_who_has_not_signed(
    scene: Scene, text: str, share: bool
) -> None:
    writes(scene, scene.cycles[0], WAITED, share=True)
    writes(scene, scene.cycles[1], "We laughed.", share=True)
    row = scene.ask()
    writes(scene, scene.cycles[0], text, share=share)
    found = asked(scene, row)
    assert found.reflections == {scene.cycles[1]: "We laughed."}
    assert WAITED not in repr(found)
    assert [(each.kind, each.event) for each in found.changes] == [
        (ChangeKind.WORDS_OTHERWISE, scene.cycles[0])
    ]
    made = scene.decide(row.id, scene.answer(row.id))
    assert WAITED not in canonical(made.finding)


def test_of_a_request_that_ends_undecided_only_the_hash_stays(scene: Scene) -> None:
    olu = enter(scene.session, "Olu Bell", Role.SUPERVISOR, Role.ASSESSOR)
    for number, end in enumerate(("withdrawn", "declined", "closed account", "unassigned")):
        row = scene.ask(of=olu if end == "closed account" else None, now=NOW + timedelta(hours=number))
        assert kept(scene, row)
        match end:
            case "withdrawn":
                signoffs.withdraw(scene.session, scene.sam, row.id, NOW)
            case "declined":
                replies.reply(scene.session, scene.mina, row.id, Reply.DECLINED, "", "", MOMENT)
                assert scene.opened(row.id, by=scene.sam).asked is None
            case "closed account":
                people.disable(scene.session, OPERATOR, olu.id, NOW)
            case _:
                assignments.unassign(scene.session, OPERATOR, scene.assignment, "moved away", NOW)
        assert (kept(scene, row), bool(row.body_hash)) == (None, True), end
        assert row.closed_at is not None


def test_a_request_from_before_bundles_were_kept_is_read_as_the_record_is(scene: Scene) -> None:
    row = scene.ask()
    scene.session.execute(update(RequestRow).where(RequestRow.id == row.id).values(body=None, body_hash=None))
    scene.session.expire_all()
    one_more(scene)
    assert scene.opened(row.id).asked is None
    made = scene.decide(row.id, scene.answer(row.id))
    assert scene.status() is Status.MET
    found = decisions.decision(scene.session, scene.sam, made.id, MOMENT)
    assert (found.asked, found.as_asked) == (None, False)


def test_asking_again_after_a_not_yet_keeps_the_record_of_that_day(scene: Scene) -> None:
    first = scene.ask()
    scene.not_yet(first.id)
    more = one_more(scene)
    again = scene.ask(now=NOW + timedelta(hours=1))
    body, before = kept(scene, again), kept(scene, first)
    assert body is not None
    assert before is not None
    assert more in body["entries"]
    assert more not in before["entries"]
    assert scene.opened(again.id).asked is None


def test_when_the_learner_is_erased_a_keyed_hash_stays_of_what_she_asked(scene: Scene) -> None:
    writes(scene, scene.cycles[0], WAITED, share=True)
    row = scene.ask()
    made = scene.decide(row.id, scene.answer(row.id))
    erasure.erase(scene.session, OPERATOR, scene.sam.id, now=NOW, today=TODAY)
    body = kept(scene, row)
    assert body is not None
    assert set(body) == {"withheld", "key"}
    assert len(body["withheld"]) == 64
    found = decisions.decision(scene.session, scene.mina, made.id, MOMENT)
    assert not found.as_asked


def test_when_somebody_is_erased_whose_words_stand_in_it_it_is_read_as_the_record_is(scene: Scene) -> None:
    row = scene.ask()
    body = dict(kept(scene, row) or {})
    reason = "She did this elsewhere, in Leeds."
    held = scene.session.scalars(select(EntryRow).where(EntryRow.named == scene.ruth.id)).first()
    assert held is not None
    held.reason, held.entered_by = reason, scene.ruth.id
    body["bundle"] = {**body["bundle"], "waived": {"reason": reason}}
    scene.session.execute(update(RequestRow).where(RequestRow.id == row.id).values(body=body))
    erasure.erase(scene.session, OPERATOR, scene.ruth.id, now=NOW, today=TODAY)
    left = kept(scene, row)
    assert left is not None
    assert is_withheld(left)
    assert scene.opened(row.id).asked is None


def test_she_finds_what_she_asked_with_and_its_hash_in_her_own_record(scene: Scene) -> None:
    row = scene.ask()
    (told,) = record.export(scene.session, scene.sam, NOW, LONDON)["requests"]
    assert version(canonical(told["body"])) == told["body_hash"] == row.body_hash
