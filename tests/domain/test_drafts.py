"""What the address of a draft promises."""

import pytest

from elearn.domain.drafts import DraftAddress, draft_address


@pytest.mark.parametrize(
    "text",
    ["cycle:abcdefgh", "other/course.initial-training-course:23456789abcdefgh", "finish/ab12:abcdefgh"],
)
def test_an_address_is_read_as_it_was_written(text: str) -> None:
    found = draft_address(text)
    assert found is not None
    assert str(found) == text


@pytest.mark.parametrize(
    "text", ["", "cycle", "cycle:short", "Cycle:abcdefgh", "cycle:abc/defgh", "cycle/:abcdefgh"]
)
def test_anything_else_is_no_address(text: str) -> None:
    assert draft_address(text) is None


def test_two_fillings_in_of_one_form_have_two_addresses() -> None:
    one, two = (DraftAddress(form="cycle", key=key) for key in ("abcdefgh", "hgfedcba"))
    assert str(one) != str(two)


def test_the_longest_address_fits_where_it_is_kept() -> None:
    longest = DraftAddress(form="other", about="document." + "a" * 60, key="a" * 40)
    assert len(str(longest)) <= 120
