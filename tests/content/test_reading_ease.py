"""Without these a plain page might be called hard, and a hard one plain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.content.reading_ease import grade, sentences, syllables, words

SPOKEN = {
    "cat": 1,
    "little": 2,
    "table": 2,
    "makes": 1,
    "noticed": 2,
    "wanted": 2,
    "horses": 2,
    "watches": 2,
    "reading": 2,
    "mother’s": 2,
    "sensitivity": 5,
    "well-being": 2,
    "2003": 1,
    "me": 1,
}


@pytest.mark.parametrize(("word", "count"), SPOKEN.items())
def test_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_a_sentence_ends_at_its_stop_and_not_inside_a_number() -> None:
    assert sentences("It was 0.33. “She asked!” Yes") == ("It was 0.33.", "“She asked!", "Yes")
    assert sentences(" … ") == ()


def test_a_word_with_a_hyphen_or_an_apostrophe_is_one() -> None:
    assert words("The parent’s well-being, at 4.") == ("The", "parent’s", "well-being", "at", "4")


def test_the_grade_is_that_of_flesch_and_kincaid() -> None:
    # six words, six syllables, one sentence
    assert grade(["The cat sat on the mat."]) == pytest.approx(0.39 * 6 + 11.8 - 15.59)
    assert grade([]) == 0.0
    assert grade(["One item", "Another item"]) == grade(["One item. Another item."])


@given(st.lists(st.sampled_from(["calm", "waiting", "sensitivity"]), min_size=1, max_size=30))
def test_a_longer_sentence_is_never_easier(said: list[str]) -> None:
    split = " ".join(f"{word}." for word in said)
    assert grade([" ".join(said)]) >= grade([split]) - 1e-9
