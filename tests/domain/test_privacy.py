"""What the guard over free texts finds, and what it leaves alone."""

import itertools
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.privacy import Identifier, identifiers, is_nhs_number


def found(text: str) -> list[tuple[str, str]]:
    """What is found in a text, as pairs of a kind and a piece."""
    return [(each.kind.value, each.text) for each in identifiers(text)]


@pytest.mark.parametrize(
    ("text", "kind", "piece"),
    [
        ("They live at SW1A 1AA now.", "postcode", "SW1A 1AA"),
        ("near m1 1ae", "postcode", "m1 1ae"),
        ("EH991SP", "postcode", "EH991SP"),
        ("W1T 3JH, second floor", "postcode", "W1T 3JH"),
        ("GIR 0AA", "postcode", "GIR 0AA"),
        ("CR2 6XH", "postcode", "CR2 6XH"),
        ("write to mum.lee+baby@example.co.uk please", "e-mail", "mum.lee+baby@example.co.uk"),
        ("call 07700 900123", "phone", "07700 900123"),
        ("call 07700900123.", "phone", "07700900123"),
        ("(020) 7946 0018", "phone", "(020) 7946 0018"),
        ("0161-496-0000", "phone", "0161-496-0000"),
        ("01632 960 983", "phone", "01632 960 983"),
        ("+44 7700 900123", "phone", "+44 7700 900123"),
        ("+44 (0)7700 900123", "phone", "+44 (0)7700 900123"),
        ("0044 7700 900123", "phone", "0044 7700 900123"),
        ("+49 30 901820 44", "phone", "+49 30 901820 44"),
        ("NHS 943 476 5919", "nhs-number", "943 476 5919"),
        ("9434765919", "nhs-number", "9434765919"),
        ("943-476-5919", "nhs-number", "943-476-5919"),
        ("12/03/2024", "birth-date", "12/03/2024"),
        ("12.3.24", "birth-date", "12.3.24"),
        ("1-2-2024,", "birth-date", "1-2-2024"),
        ("2024-03-12", "birth-date", "2024-03-12"),
        ("She was born on 3 May 2024.", "birth-date", "3 May 2024"),
        ("born the 3rd of May", "birth-date", "3rd of May"),
        ("his birthday is March 12th, 2023", "birth-date", "March 12th, 2023"),
        ("DOB: 12/03", "birth-date", "12/03"),
        ("d.o.b 12 Sept", "birth-date", "12 Sept"),
        ("Ada (b. 3 May 2024)", "birth-date", "3 May 2024"),
    ],
)
def test_a_piece_that_may_say_who_a_family_is_is_found(text: str, kind: str, piece: str) -> None:
    assert found(text) == [(kind, piece)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "She looked at him for 10 to 15 seconds, then away.",
        "We filmed on 4 April and looked at it on 12 May 2026.",
        "C-7K2P and C-9QXM both enjoyed the second clip.",
        "The clip runs from 00:12 to 01:40; we stopped at 3:05.",
        "Ratings 0 1 2 3 4 5 and 0.20, 0.33 (d = 0.18 to 0.49).",
        "She has 2 children, 3 cats and 1 pm naps.",
        "943 476 5918 is one off.",
        "A code 123456789012345 of a machine.",
        "Version 1.2.3.4 of the form, section 3.1.2.1",
        "45 minutes on Monday, 60 on Tuesday, 6 x 80.",
        "31/02/2024 is no day, nor is 12/13/2024.",
        "She was born to dance; the birth was hard.",
        "born long before we met, so that I can only guess how it was on 3 May",
        "e.g. at home @ noon",
        "0800 and 0161 are codes",
        "In 2024 there were 7,636 families in 70 studies.",
        "PO Box, M4 motorway, A1 paper, B12 vitamins, 3rd floor",
    ],
)
def test_what_identifies_nobody_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_several_pieces_are_found_in_their_order_and_none_twice() -> None:
    text = "Born 12/03/2024, NHS 943 476 5919, SW1A 1AA, 07700 900123, a@b.org"
    assert [kind for kind, _piece in found(text)] == [
        "birth-date",
        "nhs-number",
        "postcode",
        "phone",
        "e-mail",
    ]


@pytest.mark.parametrize(
    ("digits", "right"),
    [
        ("9434765919", True),
        ("9434765918", False),
        ("4505577104", True),
        ("0000000000", True),
        ("1000000010", False),
    ],
)
def test_the_check_digit_of_an_nhs_number_is_modulus_eleven(digits: str, right: bool) -> None:
    assert is_nhs_number(digits) is right


nine_digits = st.text(string.digits, min_size=9, max_size=9)


@given(nine_digits, st.sampled_from(["", " ", "-"]))
def test_every_nhs_number_is_found_however_it_is_spaced_and_no_other(nine: str, space: str) -> None:
    right = [digit for digit in string.digits if is_nhs_number(nine + digit)]
    assert len(right) <= 1
    for digit in string.digits:
        spaced = space.join((nine[:3], nine[3:6], nine[6:] + digit))
        kinds = {each.kind for each in identifiers(f"her number, {spaced}, is here")}
        assert (Identifier.NHS_NUMBER in kinds) is (digit in right)


@given(st.text(string.digits, min_size=9, max_size=9), st.sampled_from(["07", "01", "02"]))
def test_every_number_of_eleven_digits_from_a_nought_is_found(rest: str, begin: str) -> None:
    (one,) = identifiers(f"ring {begin}{rest} today")
    assert one.text == begin + rest


@given(st.text(max_size=300))
def test_whatever_is_found_stands_where_it_says_and_overlaps_nothing(text: str) -> None:
    pieces = identifiers(text)
    assert all(text[each.start : each.end] == each.text != "" for each in pieces)
    assert all(one.end <= two.start for one, two in itertools.pairwise(pieces))


@given(st.text(string.ascii_letters + " ,.;:!?'\n", max_size=300))
def test_words_without_a_figure_or_an_at_are_never_asked_about(text: str) -> None:
    assert identifiers(text) == ()
