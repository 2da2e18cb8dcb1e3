"""What erasing a person promises: nothing of her is left, and what she did for others stands; on both databases."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from elearn.domain.drafts import DraftAddress
from elearn.domain.errors import DomainError
from elearn.domain.logbook import Act, ActKind
from elearn.domain.people import Actor, Role
from elearn.domain.reasons import Status
from elearn.domain.signed_findings import is_withheld
from elearn.services import accounts, audit, decisions, drafts, erasure, people, record, signoffs
from elearn.services.erasure import Erased
from elearn.storage import logbook
from elearn.storage import people as stored
from elearn.storage.logbook import EntryRow
from elearn.storage.people import PersonRow, RelationRow
from elearn.storage.signoffs import DecisionRow
from elearn.storage.tables import METADATA
from elearn.storage.throttle import ThrottleRow
from tests.services.entered import NOW, OPERATOR, TODAY, enter, relate
from tests.services.practised import LONDON
from tests.services.test_signoffs import MOMENT, Scene, amended, scene_on
from tests.settings import AUDIT_KEY

REASON = "marked-by-ruth: she did this elsewhere"


def mark(who: Actor) -> str:
    return f"marked-by-{who.name.split()[0].lower()}"


@pytest.fixture
def scene(session: Session) -> Scene:
    """Stage 1 done, signed and signed anew, with words of all three wherever they can stand."""
    scene = scene_on(session)
    _practise(scene)
    for who in (scene.sam, scene.ruth, scene.mina):
        fields = {"reflection": [mark(who)]}
        drafts.keep(session, who, DraftAddress(form="cycle", key="abcdefgh"), fields, NOW)
        accounts.keep_form(session, who.id, "/logbook/new", fields, NOW)
        accounts.sign_in(session, who.id, "", NOW)
    _sign(scene)
    return scene


def _practise(scene: Scene) -> None:
    session, sam, ruth = scene.session, scene.sam, scene.ruth
    own = session.scalars(select(EntryRow).where(EntryRow.id == scene.cycles[0])).one()
    own.words = {"reflection": mark(sam), "share": True}
    held = session.scalars(select(EntryRow).where(EntryRow.named == ruth.id)).first()
    assert held is not None
    held.words, held.entered_by = {"next_step": mark(ruth)}, ruth.id
    logbook.act(session, held.id, Act(kind=ActKind.CONFIRMED, on=TODAY, by=ruth.id, note=mark(ruth)), NOW)
    session.add(
        EntryRow(
            id="waiver",
            learner_id=sam.id,
            kind="waiver",
            on=date(2026, 3, 1),
            facts={"pathway": "vig-practitioner", "requirement": "stage-1/cycles"},
            words={},
            reason=REASON,
            entered_at=NOW,
            entered_on=date(2026, 3, 1),
            entered_by=ruth.id,
        )
    )
    session.flush()


def _sign(scene: Scene) -> None:
    asked = scene.ask(note=mark(scene.sam))
    made = scene.decide(asked.id, scene.answer(asked.id))
    made.note = mark(scene.mina)
    newer = amended(scene, made, note=mark(scene.mina))
    newer.reason = mark(scene.mina)
    scene.session.flush()


def erase(scene: Scene, who: Actor) -> Erased:
    found = erasure.erase(scene.session, OPERATOR, who.id, now=NOW, today=TODAY)
    scene.session.expire_all()
    return found


def dump(session: Session) -> str:
    """Everything that is in the database, as text."""
    tables = METADATA.sorted_tables
    return "\n".join(f"{table.name}: {row}" for table in tables for row in session.execute(select(table)))


def code(act: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as error:
        act()
    return error.value.code


@pytest.mark.parametrize("which", ["sam", "ruth", "mina"])
def test_no_name_address_secret_or_text_of_hers_is_anywhere(scene: Scene, which: str) -> None:
    who: Actor = getattr(scene, which)
    before = dump(scene.session)
    erase(scene, who)
    left = dump(scene.session)
    for trace in (who.name, f"{which}@example.org", mark(who)):
        assert trace in before
        assert trace not in left
    for other in {"sam", "ruth", "mina"} - {which}:
        assert f"{other}@example.org" in left


@pytest.mark.parametrize("which", ["sam", "ruth", "mina"])
def test_the_sealed_record_holds_afterwards_and_tells_of_it_by_id(scene: Scene, which: str) -> None:
    erase(scene, getattr(scene, which))
    found = audit.examine(scene.session, [AUDIT_KEY])
    assert found.first is None
    acts = METADATA.tables["audit"].c
    told = scene.session.scalars(select(acts.action).order_by(acts.seq)).all()
    assert told[-1] == "erased"


def test_a_milestone_stands_though_supervisor_and_signer_are_gone(scene: Scene) -> None:
    assert scene.status() is Status.MET
    erase(scene, scene.mina)
    erase(scene, scene.ruth)
    assert scene.status() is Status.MET
    row = scene.session.scalars(select(DecisionRow).order_by(DecisionRow.seq.desc())).first()
    assert row is not None
    assert (row.by, row.role, row.decision, row.note) == (scene.mina.id, "assessor", "agree", "")
    signer = scene.session.get(PersonRow, scene.mina.id)
    assert signer is not None
    assert (signer.name, signer.email, signer.erased_at, signer.disabled_at) == ("", None, NOW, NOW)


def test_what_she_signed_is_counted_and_whom_she_leaves_alone_is_named(scene: Scene) -> None:
    assert erase(scene, scene.mina).signed == 2
    olu = enter(scene.session, "Olu Bell", Role.SUPERVISOR)
    ann = enter(scene.session, "Ann Lee", Role.TRAINEE)
    for supervisor in (scene.ruth, olu):
        relate(scene.session, supervisor, ann)
    relate(
        scene.session, scene.ruth, enter(scene.session, "Bo Holm", Role.TRAINEE), since=TODAY + timedelta(9)
    )
    assert erase(scene, scene.ruth).alone == ("Sam Rees",)
    relations = scene.session.scalars(select(RelationRow).where(RelationRow.supervisor_id == scene.ruth.id))
    assert sorted(each.until for each in relations if each.until) == [TODAY, TODAY]


def test_who_was_erased_before_her_supervisor_is_not_among_those_left_alone(scene: Scene) -> None:
    relate(scene.session, scene.ruth, enter(scene.session, "Ann Lee", Role.TRAINEE))
    erase(scene, scene.sam)
    assert erase(scene, scene.ruth).alone == ("Ann Lee",)


def test_what_was_looked_at_gives_way_to_a_keyed_hash_where_she_was_the_learner(scene: Scene) -> None:
    erase(scene, scene.sam)
    for row in scene.session.scalars(select(DecisionRow)):
        assert set(row.finding) == {"withheld", "key"}
        assert len(row.finding["withheld"]) == 64
    signed = signoffs.signed(scene.session, scene.mina)
    assert [(row.learner_id, name) for row, name in signed] == [(scene.sam.id, "")] * 2
    found = decisions.decision(scene.session, scene.mina, signed[0][0].id, MOMENT)
    assert (found.corrected, found.may_amend) == ((), False)
    assert code(lambda: amended(scene, signed[0][0])) == "not-found"


def test_a_bundle_that_holds_her_words_loses_its_body_and_no_other_does(scene: Scene) -> None:
    first, second = scene.session.scalars(select(DecisionRow).order_by(DecisionRow.seq)).all()
    second.finding = {**second.finding, "bundle": {"requirements": [{"waived": {"reason": REASON}}]}}
    scene.session.flush()
    erase(scene, scene.ruth)
    assert [is_withheld(first.finding), is_withheld(second.finding)] == [False, True]
    assert scene.status() is Status.MET


def test_what_waited_for_her_is_taken_back_so_that_nobody_waits(session: Session) -> None:
    scene = scene_on(session)
    asked = scene.ask()
    assert erase(scene, scene.mina).waiting == 1
    assert asked.closed_how == "lapsed-left"
    olu = enter(session, "Olu Bell", Role.ASSESSOR)
    assert scene.ask(olu).asked_of == olu.id


def test_tries_counted_under_her_are_forgotten_and_those_of_an_address_are_not(scene: Scene) -> None:
    buckets = (
        accounts.account_bucket("Ruth@Example.org"),
        f"sign:{scene.ruth.id}",
        f"sign:{scene.sam.id}",
        "address:192.0.2.1",
    )
    accounts.count_try(scene.session, buckets, NOW)
    erase(scene, scene.ruth)
    left = scene.session.scalars(select(ThrottleRow.bucket)).all()
    assert set(left) == set(buckets[2:])


def test_she_is_on_nothing_and_in_no_list_any_more(scene: Scene) -> None:
    erase(scene, scene.sam)
    assert scene.session.scalars(select(RelationRow.until)).all() == [TODAY]
    assert scene.sam.id not in {each.id for each in stored.with_role(scene.session, Role.TRAINEE)}
    assert stored.by_email(scene.session, "sam@example.org") is None


def test_her_address_may_return_to_another_person(scene: Scene) -> None:
    erase(scene, scene.sam)
    another = enter(scene.session, "Sam Other", Role.TRAINEE)
    assert another.id != scene.sam.id


def test_before_it_she_may_take_her_record_along_and_afterwards_there_is_none(scene: Scene) -> None:
    taken = record.export(scene.session, scene.sam, NOW, LONDON)
    assert taken["account"][0]["name"] == "Sam Rees"
    erase(scene, scene.sam)
    left = record.record_of(scene.session, scene.sam, TODAY, LONDON).parts
    for part in ("entries", "client_codes", "drafts", "kept_forms", "attempts", "sign_ins", "links"):
        assert not left[part]


def test_others_who_wrote_her_name_are_told_of_and_keep_their_words(scene: Scene) -> None:
    row = scene.session.scalars(select(EntryRow).where(EntryRow.id == scene.cycles[1])).one()
    row.words = {"reflection": "Ruth Ade waited with me."}
    scene.session.flush()
    assert erase(scene, scene.ruth).mentioned == {"entries": 1}
    assert "Ruth Ade waited with me." in dump(scene.session)


def test_nobody_erases_herself_the_only_coordinator_or_anybody_twice(session: Session) -> None:
    cora = enter(session, "Cora Finn", Role.COORDINATOR)
    sam = enter(session, "Sam Rees", Role.TRAINEE)

    def tried(hand: people.Hand, who: Actor) -> str:
        return code(lambda: erasure.erase(session, hand, who.id, now=NOW, today=TODAY))

    assert tried(cora, cora) == "not-yourself"
    assert tried(OPERATOR, cora) == "last-coordinator"
    assert tried(sam, cora) == "not-found"
    erasure.erase(session, cora, sam.id, now=NOW, today=TODAY)
    assert tried(cora, sam) == "not-found"
