"""Without these a wrong evidence file could be judged as if it were right, or refused without saying where."""

import json
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.content.evidence import KINDS, WrongEvidence, read_event, read_evidence, where_keys, written
from elearn.domain.evidence import Accredited, CycleEvent, LeaveEvent, MaterialChange, PriorEvent, RatingEvent

ONE_OF_EACH: list[dict[str, Any]] = [
    {"id": "course", "kind": "course", "on": "2025-01-14", "course": "day", "days": 2, "by": "ruth"},
    {"id": "quiz", "kind": "quiz", "on": "2025-01-17", "quiz": "q", "passed": True, "score": "0.92"},
    {"id": "document", "kind": "document", "on": "2025-01-20", "document": "form", "by": "ruth"},
    {"id": "reading", "kind": "reading", "on": "2025-01-20", "module": "m"},
    {"id": "check", "kind": "check", "on": "2025-01-20", "check": "dbs", "until": "2028-01-20"},
    {"id": "cycle", "kind": "cycle", "client": "C", "filmed": "2025-02-03", "reviewed": "2025-02-10",
     "consent": ["supervision"], "consent_withdrawn": "2025-03-01", "approach": "vig"},
    {"id": "visit", "kind": "visit", "on": "2025-02-01", "client": "C", "minutes": 60},
    {"id": "session", "kind": "session", "on": "2025-02-01", "client": "C", "evidence": ["form"], "approved": True},
    {"id": "intervention", "kind": "intervention", "on": "2025-02-01", "case": "K"},
    {"id": "supervision", "kind": "supervision", "on": "2025-02-14", "with": "ruth", "minutes": 60,
     "brought": ["cycle"], "confirmed": "2025-02-14", "disowned": "2025-02-20"},
    {"id": "meeting", "kind": "meeting", "on": "2025-02-14", "meeting": "transition-meeting", "with": "mina"},
    {"id": "rating", "kind": "rating", "on": "2025-02-14", "scale": "six", "cycle": "cycle", "by": "ruth",
     "as": "supervisor", "items": {"waits": 3, "receives": 2}},
    {"id": "assignment", "kind": "assignment", "on": "2025-02-14", "result": "successful"},
    {"id": "waiver", "kind": "waiver", "on": "2025-02-14", "requirement": "m/r", "by": "ruth", "reason": "so"},
    {"id": "leave", "kind": "leave", "from": "2025-02-14", "to": "2025-03-14"},
    {"id": "mentee", "kind": "mentee", "on": "2025-02-14", "person": "ann", "milestone": "m"},
    {"id": "prior", "kind": "prior", "on": "2025-02-14", "milestone": "m", "met_on": "2024-02-14", "by": "cora"},
    {"id": "request", "kind": "request", "on": "2025-02-14", "milestone": "m", "of": "mina"},
    {"id": "reply", "kind": "reply", "on": "2025-02-14", "request": "request", "by": "mina", "says": "question"},
    {"id": "decision", "kind": "decision", "on": "2025-02-15", "milestone": "m", "by": "mina", "decision": "agree",
     "met_on": "2025-02-14", "minutes": 60, "known": "film", "replaces": "request", "reason": "so",
     "entered": "2025-02-16", "withdrawn": "2025-02-17"},
]  # fmt: skip
WHOLE: dict[str, Any] = {
    "learner": "sam",
    "began": "2025-01-13",
    "supervisors": [{"person": "ruth", "from": "2025-01-13", "to": "2025-12-31", "entered": "2025-01-14"}],
    "accredited": ["ruth", {"person": "mina", "from": "2024-01-01"}],
    "changed": [{"content": "q", "on": "2025-05-01"}],
    "events": ONE_OF_EACH,
}


def complaints(change: dict[str, Any]) -> list[str]:
    """What is said about a file that was whole before the change."""
    with pytest.raises(WrongEvidence) as refused:
        read_evidence(json.dumps(WHOLE | change))
    return [str(each) for each in refused.value.mistakes]


def event(**row: Any) -> dict[str, Any]:
    """A file whose only event is a visit, but for what is given."""
    return {"events": [{"id": "v", "kind": "visit", "on": "2025-02-01", "client": "C"} | row]}


def test_one_of_each_kind_is_read_and_written_back_the_same() -> None:
    evidence = read_evidence(json.dumps(WHOLE))
    assert {each.kind for each in evidence.events} == set(KINDS)
    assert evidence.accredited == (
        Accredited(person="ruth"),
        Accredited(person="mina", since=date(2024, 1, 1)),
    )
    assert evidence.changed == (MaterialChange(content="q", on=date(2025, 5, 1)),)
    assert read_evidence(json.dumps(written(evidence))) == evidence
    assert [sorted(each) for each in ONE_OF_EACH] == [
        sorted(each) for each in json.loads(json.dumps(written(evidence)["events"]))
    ]


def test_words_that_python_keeps_for_itself_are_read() -> None:
    cycle = read_event(ONE_OF_EACH[5])
    rating = read_event(ONE_OF_EACH[11])
    leave = read_event(ONE_OF_EACH[14] | {"on": "2025-02-01"})
    assert isinstance(cycle, CycleEvent)
    assert isinstance(rating, RatingEvent)
    assert isinstance(leave, LeaveEvent)
    assert (cycle.filmed, cycle.day) == (date(2025, 2, 3), date(2025, 2, 10))
    assert (rating.as_, len(rating.items)) == ("supervisor", 2)
    assert (leave.on, leave.entered) == (date(2025, 2, 14), date(2025, 2, 1))


def test_a_prior_stage_is_known_from_the_day_it_was_met_where_nothing_else_is_said() -> None:
    row = {key: value for key, value in ONE_OF_EACH[16].items() if key != "on"}
    prior = read_event(row)
    assert isinstance(prior, PriorEvent)
    assert prior.on == prior.met_on


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (event(kind="vist"), '$.events[0].kind: no kind "vist": did you mean "visit"?'),
        (event(kind=3), '$.events[0].kind: no kind "3"'),
        ({"events": [3]}, '$.events[0]: an event is a mapping and needs "kind"'),
        ({"events": [{"id": "v"}]}, '$.events[0]: an event is a mapping and needs "kind"'),
        ({"events": {}}, '$.events: "events" is a list'),
        (event(minute=60), 'has no key "minute": did you mean "minutes"?'),
        (event(minutes="60"), '$.events[0].minutes: "60" is not a whole number'),
        (event(minutes=-1), "$.events[0].minutes: -1 is not a whole number"),
        (event(minutes=True), "$.events[0].minutes: true is not a whole number"),
        (event(minutes=10**9), "is not a whole number"),
        (event(approved="yes"), "$.events[0].approved: write true or false"),
        (event(on="1 February"), '$.events[0].on: "1 February" is not a date'),
        (event(on="2025-02-30"), '$.events[0].on: "2025-02-30" is not a date'),
        (event(on=None), "$.events[0].on: null is not a text"),
        (event(client=""), '$.events[0].client: "" is not a text'),
        (event(client="C\0"), "is not a text"),
        (event(client="C" * 20_000), "is not a text"),
        (event(evidence="form"), '$.events[0].evidence: "form" is not a list of texts'),
        (event(evidence=["form", 3]), "$.events[0].evidence[1]: 3 is not a text"),
        (event(replaces="w"), '$.events[0].replaces: no event "w"'),
        ({"events": [ONE_OF_EACH[6], ONE_OF_EACH[6]]}, '$.events[1].id: "visit" stands twice'),
        ({"events": [{"id": "v", "kind": "visit", "on": "2025-02-01"}]}, 'an event of kind "visit" needs "client"'),
        ({"events": [ONE_OF_EACH[11] | {"as": "boss"}]}, '"boss" is not allowed here: one of self, supervisor'),
        ({"events": [ONE_OF_EACH[11] | {"items": [3]}]}, "write the items as a mapping of item to level"),
        ({"events": [ONE_OF_EACH[11] | {"items": {"a": "x"}}]}, '.items.a: "x" is not a whole number'),
        ({"events": [ONE_OF_EACH[19] | {"decision": "agreed"}]}, '"agreed" is not allowed here: did you mean "agree"?'),
        ({"supervisors": ["ruth"]}, "$.supervisors[0]: an entry of supervisors is a mapping of keys"),
        ({"supervisors": [{"person": "ruth"}]}, 'an entry of supervisors needs "from"'),
        ({"accredited": [3]}, "$.accredited[0]"),
        ({"supervisor": []}, '$.supervisor: evidence has no key "supervisor": did you mean "supervisors"?'),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_by_its_path(change: dict[str, Any], complaint: str) -> None:
    found = complaints(change)
    assert len(found) == 1, found
    assert complaint in found[0]


def test_every_mistake_is_named_at_once() -> None:
    assert len(complaints({"began": 3, "events": [{"id": "a", "kind": "x"}, {"id": "b", "kind": "y"}]})) == 3


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{", "this is not JSON"),
        ("[]", "evidence is a mapping of keys"),
        ("{}", 'evidence needs "learner"'),
        ('{"learner": "a", "learner": "b"}', 'the key "learner" stands twice in one mapping'),
        ('{"learner": NaN}', "NaN is not a number"),
        ("[" * 100_000, "this is not JSON"),
    ],
)
def test_a_file_that_is_no_evidence_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(WrongEvidence) as refused:
        read_evidence(text)
    assert complaint in str(refused.value)


def test_a_single_event_that_is_wrong_is_refused() -> None:
    with pytest.raises(WrongEvidence):
        read_event({"id": "v", "kind": "visit"})


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(["visit", "cycle", "2025-01-01"]),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(st.sampled_from(["id", "kind", "on", "events", "learner", "began"]), inner)
    ),
    max_leaves=12,
)


@given(json_values)
def test_nothing_that_is_json_breaks_the_reading(value: object) -> None:
    with suppress(WrongEvidence):
        assert read_evidence(json.dumps(value)).learner


def test_every_key_to_ask_for_belongs_to_some_kind() -> None:
    usable = {key for kind in KINDS.values() for key in where_keys(kind)}
    assert usable == {
        "minutes", "mode", "setting", "role", "case", "client", "evidence", "approved", "result", "consent",
    }  # fmt: skip
