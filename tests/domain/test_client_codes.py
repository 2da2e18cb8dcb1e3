"""What the codes that stand for families promise."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain import client_codes
from elearn.domain.client_codes import ALPHABET, fresh_code

picks = st.lists(st.sampled_from(ALPHABET), min_size=4, max_size=4)


def chooser(letters: list[str]) -> Callable[[str], str]:
    """Choose these letters in turn."""
    given_ = iter(letters)
    return lambda _alphabet: next(given_)


def test_a_code_is_made_of_what_was_chosen() -> None:
    assert fresh_code(chooser(list("7K2P")), ()) == "C-7K2P"


def test_a_code_spells_no_word_and_none_of_its_letters_is_mistaken() -> None:
    assert not set("AEIOULS01") & set(ALPHABET)


@given(picks, st.lists(picks, max_size=20))
def test_a_code_has_one_form_and_is_never_given_twice(letters: list[str], earlier: list[list[str]]) -> None:
    issued: set[str] = set()
    for each in (*earlier, letters, letters):
        code = fresh_code(chooser(each), issued)
        assert re.fullmatch(r"C-[2-9B-Z]{4}", code)
        assert code not in issued
        issued.add(code)


def test_a_code_that_is_taken_gives_way_to_the_next_also_past_the_last() -> None:
    assert fresh_code(chooser(list("2222")), {"C-2222", "C-2223"}) == "C-2224"
    assert fresh_code(chooser(list("ZZZZ")), {"C-ZZZZ"}) == "C-2222"


def test_when_every_code_is_issued_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_codes, "LENGTH", 1)
    issued = {f"C-{letter}" for letter in ALPHABET}
    with pytest.raises(ValueError, match="every code"):
        fresh_code(chooser(["7"]), issued)
    assert fresh_code(chooser(["7"]), issued - {"C-6"}) == "C-6"
