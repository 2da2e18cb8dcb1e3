"""What is signed, kept, compared and waived, by the rules alone."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.evidence import (
    Accredited,
    Agreed,
    AnyEvent,
    CourseEvent,
    CycleEvent,
    DecisionEvent,
    Evidence,
    SupervisionEvent,
    Supervisor,
    Verdict,
    WaiverEvent,
)
from elearn.domain.findings import MilestoneFinding
from elearn.domain.milestones import bundle_hash, judge
from elearn.domain.pathways import (
    AnyOf,
    Attend,
    Closer,
    Closes,
    Count,
    Distinct,
    Facet,
    Milestone,
    Packing,
    Pathway,
    Requirement,
    Supervise,
    Unit,
    Where,
    WhereKey,
)
from elearn.domain.reasons import RefusalCode, Status
from elearn.domain.signed_findings import (
    bundle_text,
    canonical,
    facts,
    findings_of,
    frozen,
    is_withheld,
    said_in,
    shared_reflections,
    still_shared,
    version,
    withheld,
)
from elearn.domain.signoffs import (
    Change,
    ChangeKind,
    corrected,
    difference,
    finding_at,
    requirement_at,
    would_close,
)
from tests.domain.entries import act, entry

AT = date(2026, 6, 1)
MET = date(2026, 5, 20)

STAGE = Milestone(
    id="stage",
    title="Stage",
    requires=(
        Requirement(id="cycles", verb=Count(unit=Unit.CYCLE), at_least=2),
        Requirement(id="families", verb=Distinct(facet=Facet.CLIENT), at_least=1),
        Requirement(
            id="supervision",
            verb=Supervise(packings=(Packing(sessions=1, minutes=60),)),
            where=(Where(key=WhereKey.MODE, values=("video", "in person")),),
        ),
        Requirement(
            id="either",
            waive=Closer.SUPERVISOR,
            note="One will do.",
            verb=AnyOf(
                requirements=(
                    Requirement(id="day", verb=Attend(course="day")),
                    Requirement(id="week", verb=Attend(course="week")),
                )
            ),
        ),
    ),
    closes=Closes(by=Closer.ASSESSOR, minutes=60),
)
PATHWAY = Pathway(id="small", title="Small", milestones=(STAGE,))

C1 = CycleEvent(id="c1", on=date(2026, 2, 2), client="A", reviewed=date(2026, 2, 9), consent=("supervision",))
S1 = SupervisionEvent(
    id="s1", on=date(2026, 3, 12), with_="ruth", minutes=60, mode="video", confirmed=date(2026, 3, 12)
)
EVENTS: tuple[AnyEvent, ...] = (
    C1,
    CycleEvent(id="c2", on=date(2026, 3, 2), client="A", reviewed=date(2026, 3, 9)),
    CycleEvent(id="c3", on=date(2026, 4, 2), client="B"),
    S1,
    SupervisionEvent(id="s2", on=date(2026, 3, 13), with_="ruth", minutes=45, confirmed=date(2026, 3, 13)),
    CourseEvent(id="d1", on=date(2026, 2, 20), course="day", by="ruth"),
)


def evidence(*events: AnyEvent) -> Evidence:
    return Evidence(
        learner="sam",
        began=date(2026, 1, 1),
        supervisors=(Supervisor(person="ruth", since=date(2026, 1, 1)),),
        accredited=(Accredited(person="mina"), Accredited(person="ruth")),
        events=events or EVENTS,
    )


def found(known: Evidence) -> MilestoneFinding:
    finding = judge(PATHWAY, known, AT).milestone("stage")
    assert finding
    return finding


def agreed(**change: object) -> DecisionEvent:
    decision = DecisionEvent(
        id="x", on=AT, milestone="stage", by="mina", decision=Verdict.AGREE, met_on=MET, minutes=60
    )
    return replace(decision, **change)  # type: ignore[arg-type]  # a table of changes


def test_the_version_of_a_bundle_is_the_hash_of_its_text() -> None:
    finding = found(evidence())
    assert version(bundle_text(finding)) == bundle_hash(finding)


def test_what_is_kept_reads_back_as_it_stood() -> None:
    waived = WaiverEvent(id="w", on=date(2026, 4, 1), requirement="stage/either", by="ruth", reason="Leeds")
    without_day = tuple(each for each in EVENTS if each.id != "d1")
    by_film = SupervisionEvent(
        id="s3", on=date(2026, 3, 14), with_="ruth", minutes=60, mode="by letter", confirmed=date(2026, 3, 14)
    )
    for known in (evidence(), evidence(*without_day, waived), evidence(*EVENTS, by_film)):
        finding = found(known)
        kept = json.loads(json.dumps(frozen(finding, known)))
        assert findings_of(kept["bundle"]) == finding.requirements
        assert set(kept["entries"]) >= {"c1", "c2", "c3", "s1", "s2"}


WROTE = {"reflection": "I waited.", "share": True}


def test_only_a_reflection_that_is_shared_and_counts_is_signed_on() -> None:
    entries = (
        entry("c1", "cycle", words=WROTE),
        entry("c2", "cycle", words={**WROTE, "share": False}),
        entry("c3", "cycle", words=WROTE),  # it has had no review, so that it does not count
        entry("s1", "supervision", words={"reflection": "Ours alone."}),
    )
    assert shared_reflections(found(evidence()), entries) == {"c1": "I waited."}
    taken_back = (entry("c1", "cycle", act("unshared"), words=WROTE),)
    assert shared_reflections(found(evidence()), taken_back) == {}


def test_a_reflection_is_kept_in_words_and_covered_by_the_version_through_its_hash() -> None:
    known = evidence()
    finding = found(known)
    kept = frozen(finding, known, {"c1": "I waited."})
    assert kept["reflections"] == {"c1": "I waited."}
    assert kept["bundle"]["reflections"] == {"c1": version("I waited.")}
    assert "waited" not in bundle_text(finding, {"c1": "I waited."})
    assert "reflections" not in frozen(finding, known)


def test_a_reflection_that_was_written_anew_or_taken_back_is_a_difference() -> None:
    finding = found(evidence())
    seen = bundle_text(finding, {"c1": "I waited.", "c2": "Slowly."})
    now = json.loads(bundle_text(finding, {"c1": "I waited longer."}))
    words = [Change(kind=ChangeKind.WORDS_OTHERWISE, requirement="", event=each) for each in ("c1", "c2")]
    assert list(difference(seen, now, evidence())) == words
    fewer = json.loads(bundle_text(found(evidence(*EVENTS[1:])), {"c2": "Slowly."}))
    told = difference(seen, fewer, evidence())
    assert {each.kind for each in told if each.event == "c1"} == {ChangeKind.COUNTS_NO_LONGER}


def test_a_corrected_entry_is_told_once_and_its_reflection_where_that_is_otherwise() -> None:
    again = replace(C1, id="c1b", replaces="c1", entered=MET, reviewed=date(2026, 2, 10))
    known = evidence(*EVENTS, again)
    seen = bundle_text(found(evidence()), {"c1": "I waited."})
    corrected_ = Change(kind=ChangeKind.CORRECTED, requirement="", event="c1b", before="c1")
    same = json.loads(bundle_text(found(known), {"c1b": "I waited."}))
    assert difference(seen, same, known) == (corrected_,)
    rewritten = json.loads(bundle_text(found(known), {"c1b": "I waited longer."}))
    words = Change(kind=ChangeKind.WORDS_OTHERWISE, requirement="", event="c1b")
    assert difference(seen, rewritten, known) == (corrected_, words)
    short = evidence(*EVENTS[:3], replace(S1, id="s1b", replaces="s1", minutes=30), *EVENTS[3:])
    gone = difference(bundle_text(found(evidence())), json.loads(bundle_text(found(short))), short)
    assert [(each.kind, each.event) for each in gone] == [(ChangeKind.COUNTS_NO_LONGER, "s1")]


def test_what_is_kept_of_an_entry_is_its_facts() -> None:
    assert facts(EVENTS[0]) == {
        "kind": "cycle",
        "id": "c1",
        "on": "2026-02-02",
        "client": "A",
        "reviewed": "2026-02-09",
        "minutes": 0,
        "consent": ["supervision"],
    }
    assert facts(agreed())["decision"] == "agree"


def test_a_parameter_that_only_looks_like_a_day_stays_a_text() -> None:
    finding = found(evidence(*EVENTS, CycleEvent(id="c9", on=date(2026, 4, 2), client="2026-99-99")))
    kept = json.loads(bundle_text(finding))
    assert findings_of(kept) == finding.requirements


def test_of_what_was_shared_only_what_still_stands_word_for_word_is_read() -> None:
    kept = {"c1": "I waited.", "c2": "Slowly.", "c3": "He looked at me."}
    now = {"c1": "I waited.", "c2": "Slowly, and again.", "c4": "New."}
    assert still_shared(kept, now) == {"c1": "I waited."}


def test_json_values_have_one_text_whatever_their_order() -> None:
    assert canonical({"b": [1, {"d": "é", "c": None}], "a": 2}) == '{"a":2,"b":[1,{"c":null,"d":"é"}]}'


def test_nothing_is_different_between_a_bundle_and_itself() -> None:
    finding = found(evidence())
    assert difference(bundle_text(finding), json.loads(bundle_text(finding)), evidence()) == ()


@pytest.mark.parametrize(
    ("events", "change"),
    [
        (
            (*EVENTS, CycleEvent(id="c4", on=date(2026, 4, 3), client="A", reviewed=date(2026, 4, 9))),
            Change(kind=ChangeKind.COUNTS_NOW, requirement="cycles", event="c4"),
        ),
        (EVENTS[1:], Change(kind=ChangeKind.COUNTS_NO_LONGER, requirement="cycles", event="c1")),
        (
            (*EVENTS, CycleEvent(id="c5", on=date(2026, 4, 3), client="A")),
            Change(kind=ChangeKind.LEFT_OUT_NOW, requirement="cycles", event="c5"),
        ),
        (
            (
                *EVENTS[:-1],
                WaiverEvent(id="w", on=date(2026, 4, 1), requirement="stage/either", by="ruth", reason="x"),
            ),
            Change(kind=ChangeKind.COUNTS_NO_LONGER, requirement="day", event="d1"),
        ),
    ],
)
def test_a_difference_names_the_requirement_and_the_entry(
    events: tuple[AnyEvent, ...], change: Change
) -> None:
    now = json.loads(bundle_text(found(evidence(*events))))
    assert change in difference(bundle_text(found(evidence())), now, evidence(*events))


def test_a_requirement_that_stands_otherwise_on_the_same_entries_is_named() -> None:
    without = evidence(*EVENTS[:-1])
    waiver = WaiverEvent(id="w", on=date(2026, 4, 1), requirement="stage/either", by="ruth", reason="x")
    now = json.loads(bundle_text(found(evidence(*EVENTS[:-1], waiver))))
    changes = difference(bundle_text(found(without)), now, evidence(*EVENTS[:-1], waiver))
    assert changes == (Change(kind=ChangeKind.STANDS_OTHERWISE, requirement="either"),)


def test_a_requirement_that_was_not_there_before_is_no_change() -> None:
    now = json.loads(bundle_text(found(evidence())))
    assert difference('{"requirements": []}', now, evidence()) == ()


ODD = [
    "{}",
    "[]",
    "3",
    "[" * 100_000,
    '{"requirements": [1]}',
    '{"requirements": {"a": 1}}',
    '{"requirements": [{"id": ["a"], "status": "met", "have": 1, "need": 1}]}',
    '{"requirements": [{"id": "cycles", "status": "met", "have": 1, "need": 1, "events": [{}]}]}',
]


@given(st.text() | st.sampled_from(ODD))
def test_whatever_a_browser_sends_for_a_bundle_is_no_fault(text: str) -> None:
    difference(text, json.loads(bundle_text(found(evidence()))), evidence())


def test_an_agreement_would_close_what_was_all_there_on_the_day_of_the_meeting() -> None:
    assert would_close(PATHWAY, evidence(), agreed(), AT) == (None, ())


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"by": "ruth"}, RefusalCode.SUPERVISED_IN_WINDOW),
        ({"by": "sam"}, RefusalCode.OWN_RECORD),
        ({"by": "nobody"}, RefusalCode.NOT_ACCREDITED),
        ({"minutes": 30}, RefusalCode.MEETING_TOO_SHORT),
        ({"milestone": "other"}, RefusalCode.NO_SUCH_MILESTONE),
    ],
)
def test_who_may_not_close_it_is_told_why(change: dict[str, object], code: RefusalCode) -> None:
    refusal, _missing = would_close(PATHWAY, evidence(), agreed(**change), AT)
    assert refusal
    assert refusal.code is code


def test_a_meeting_before_everything_was_there_names_what_was_missing_on_that_day() -> None:
    refusal, missing = would_close(PATHWAY, evidence(), agreed(met_on=date(2026, 3, 10)), AT)
    assert refusal is None
    assert [each.id for each in missing] == ["supervision"]


def test_a_signature_that_renews_an_earlier_one_asks_for_nothing_anew() -> None:
    before = DecisionEvent(
        id="g0",
        on=MET,
        milestone="stage",
        by="mina",
        decision=Verdict.AGREE,
        met_on=date(2026, 3, 10),
        minutes=60,
    )
    again = replace(agreed(), id="g1")
    assert would_close(PATHWAY, evidence(*EVENTS, before), again, AT) == (None, ())
    refusal, _missing = would_close(PATHWAY, evidence(*EVENTS, before), replace(again, by="sam"), AT)
    assert refusal
    assert refusal.code is RefusalCode.OWN_RECORD


def kept_of(known: Evidence) -> dict[str, object]:
    kept: dict[str, object] = json.loads(json.dumps(frozen(found(known), known)))
    return kept


@pytest.mark.parametrize(
    ("events", "ids"),
    [
        (EVENTS, ()),
        ((replace(EVENTS[0], withdrawn=AT), *EVENTS[1:]), ("c1",)),
        ((*EVENTS, replace(EVENTS[0], id="c1b", replaces="c1", entered=AT)), ("c1",)),
        (EVENTS[1:], ("c1",)),
        ((replace(C1, consent_withdrawn=AT, consent=()), *EVENTS[1:]), ()),
        ((*EVENTS[:3], replace(S1, disowned=AT), *EVENTS[4:]), ("s1",)),
        ((*EVENTS[:4], replace(EVENTS[4], withdrawn=AT), *EVENTS[5:]), ()),
        ((*EVENTS, CycleEvent(id="late", on=date(2026, 3, 3), client="C", entered=AT)), ()),
    ],
)
def test_only_what_counted_and_was_corrected_amends_a_decision(
    events: tuple[AnyEvent, ...], ids: tuple[str, ...]
) -> None:
    assert corrected(kept_of(evidence()), evidence(*events)) == ids


SEEN_SO = replace(C1, withdrawal_known=AT, agreed=(Agreed(on=AT, confirmed=AT, by="ruth"),))


def test_what_the_record_derives_of_an_entry_is_neither_kept_with_a_signature_nor_a_correction() -> None:
    derived = evidence(SEEN_SO, *EVENTS[1:])
    kept = kept_of(derived)
    assert kept["entries"] == kept_of(evidence())["entries"]
    assert corrected(kept_of(evidence()), derived) == ()
    kept["entries"]["c1"] |= {"agreed": [{"on": "2026-02-10"}], "withdrawal_known": "2026-05-01"}  # type: ignore[index]
    assert corrected(kept, evidence()) == ()


@pytest.mark.parametrize(
    ("address", "id_"),
    [
        ("stage/cycles", "cycles"),
        ("stage/either", "either"),
        ("stage/either/week", "week"),
        ("stage", None),
        ("stage/", None),
        ("other/cycles", None),
        ("stage/cycles/deeper", None),
        ("", None),
    ],
)
def test_a_requirement_is_found_at_its_address_and_a_gate_has_none(address: str, id_: str | None) -> None:
    pair = requirement_at(PATHWAY, address)
    assert (pair[1].id if pair else None) == id_
    finding = finding_at(found(evidence()), address)
    if address.startswith("stage") or not address:
        assert (finding.id if finding else None) == id_


def test_a_whole_stage_is_met_by_the_decision_that_would_close_it() -> None:
    assert found(evidence(*EVENTS, agreed())).status is Status.MET


def test_a_body_that_was_withheld_leaves_a_hash_that_only_the_key_and_the_body_make() -> None:
    kept = kept_of(evidence())
    left = withheld(kept, "k" * 32)
    assert set(left) == {"withheld", "key"}
    assert is_withheld(left)
    assert not is_withheld(kept)
    assert left == withheld(json.loads(json.dumps(kept)), "k" * 32)
    assert left["withheld"] != withheld(kept, "t" * 32)["withheld"]
    assert corrected(left, evidence()) == ()


@pytest.mark.parametrize(
    ("kept", "there"),
    [
        ({"waived": {"reason": "hers"}}, True),
        ({"below": [{"waived": None}, {"reason": "hers"}]}, True),
        ({"hers": "another's", "have": 2, "waived": None}, False),
        ({"reason": "hers and more"}, False),
    ],
)
def test_a_text_is_found_wherever_it_stands_in_a_body(kept: object, there: bool) -> None:
    assert said_in(kept, {"hers"}) is there
