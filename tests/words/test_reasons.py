"""Without these a finding could show a code, a hole in a sentence, or a sentence nobody reads to its end."""

from datetime import date

import pytest

from elearn.domain.findings import NotCounted, Param, Params, Refusal
from elearn.domain.reasons import Reason, RefusalCode, Status, StepKind
from elearn.words.kinds import STATUSES, called
from elearn.words.reasons import LONGEST_SENTENCE, REASONS, REFUSALS, STEPS, spoken, why, why_not

AT = date(2025, 4, 30)
DAY = date(2024, 11, 28)
LONG = "a-name-as-long-as-an-id-may-be-and-that-is-sixty-characters-"
EVERY: dict[str, Param] = {
    "person": LONG,
    "label": LONG,
    "client": LONG,
    "event": LONG,
    "milestone": LONG,
    "thing": LONG,
    "item": LONG,
    "key": "minutes",
    "wanted": (LONG, LONG, LONG),
    "got": (LONG, LONG, LONG),
    "missing": (LONG, LONG, LONG),
    "after": (LONG, LONG, LONG),
    "late": False,
    "have": 100_000,
    "need": 100_000,
    "at_most": 100_000,
    **dict.fromkeys(("on", "from", "filmed", "since", "entered", "decided", "until", "changed"), DAY),
}


def left(reason: Reason, *without: str, **other: Param) -> NotCounted:
    """Something that does not count, with the longest parameters there could be."""
    given = {key: value for key, value in {**EVERY, **other}.items() if key not in without}
    return NotCounted(event="e", reason=reason, params=tuple(given.items()))


VARIANTS = [
    *(left(reason) for reason in Reason),
    left(Reason.NO_SHARED_REVIEW, "label"),
    left(Reason.NOT_COVERED, "label"),
    left(Reason.TOO_EARLY, "from"),
    left(Reason.TOO_EARLY, "thing"),
    left(Reason.TOO_EARLY, "thing", "from"),
    left(Reason.TOO_EARLY, "thing", "milestone"),
    left(Reason.NOT_SEEN, "person"),
    left(Reason.DIFFERENT, key="approved"),
    left(Reason.DIFFERENT, got=()),
    left(Reason.KNOWN_CLIENT, late=True),
]


@pytest.mark.parametrize("found", VARIANTS, ids=lambda each: each.reason.value)
def test_every_reason_has_a_sentence_of_at_most_120_characters(found: NotCounted) -> None:
    sentence = why(found, AT)
    assert len(sentence) <= LONGEST_SENTENCE
    assert sentence.endswith(".")
    assert "%" not in sentence
    assert sentence[0].isupper() or sentence[0].isdigit() or sentence[0] == LONG[0]


@pytest.mark.parametrize("code", RefusalCode)
def test_every_refusal_has_a_sentence_of_at_most_120_characters(code: RefusalCode) -> None:
    params: Params = tuple(EVERY.items())
    sentence = why_not(Refusal(code=code, params=params), AT)
    assert len(sentence) <= LONGEST_SENTENCE
    assert "%" not in sentence


def test_every_code_has_its_words() -> None:
    assert set(REASONS) == set(Reason)
    assert set(REFUSALS) == set(RefusalCode)
    assert set(STEPS) == set(StepKind)
    assert set(STATUSES) == set(Status)
    assert STATUSES[Status.WITH_ASSESSOR] == "With your assessor"


@pytest.mark.parametrize(
    ("day", "words"), [(date(2025, 1, 16), "16 January"), (date(2024, 1, 16), "16 January 2024")]
)
def test_a_day_is_said_with_its_year_only_where_that_is_another(day: date, words: str) -> None:
    assert spoken(day, AT) == words


def test_a_person_is_named_by_her_name_where_that_is_known() -> None:
    waits = NotCounted(
        event="s", reason=Reason.NOT_CONFIRMED, params=(("person", "p1"), ("since", date(2025, 4, 4)))
    )
    assert why(waits, AT, {"p1": "Ruth Alder"}) == "Waiting for Ruth Alder since 4 April."
    assert why(waits, AT) == "Waiting for P1 since 4 April."


def test_a_sentence_is_translated_before_it_is_filled() -> None:
    short = NotCounted(event="s", reason=Reason.TOO_SHORT, params=(("have", 45), ("need", 60)))
    assert why(short, AT, translate=lambda text: text.replace("minutes", "Minuten")).startswith("45 Minuten")


def test_a_kind_without_words_of_its_own_is_its_id() -> None:
    assert (called("aviguk-registration"), called("half-day-training")) == (
        "registration",
        "half day training",
    )
