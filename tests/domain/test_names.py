"""What the guard over free texts takes for a person's name, and what it leaves alone."""

import string
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.domain.names import names

KNOWN = frozenset({"mum", "monday", "english", "zoom", "health", "visitor", "watch", "wonder", "children"})
GIVEN = frozenset({"noah", "may", "ada"})


def found(text: str) -> list[str]:
    """The pieces taken for names."""
    return [each.text for each in names(text, KNOWN, GIVEN)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("She looked at Kiran and waited.", ["Kiran"]),
        ("We saw Kiran’s hand; Asha's too.", ["Kiran", "Asha"]),
        ("Then Asha Patel came.", ["Asha Patel"]),
        ("I met Anne-Marie O'Brien and Maria van der Berg.", ["Anne-Marie O'Brien", "Maria van der Berg"]),
        ("The boy, Noah, laughed. Noah reached.", ["Noah", "Noah"]),
        ("Mrs Green smiled, and so did Dr. Brown.", ["Green", "Brown"]),
        ("“Noah!” she said; then “Look, Kiran”.", ["Noah", "Kiran"]),
        ("- Noah kicked\n- Ada waited", ["Noah", "Ada"]),
        ("We met May in May, and on 3 May May came.", ["May", "May"]),
        ("His name is NOAH.", ["NOAH"]),
        ("We asked Dana Kovářová.", ["Dana Kovářová"]),
        ("He and Kowalczyk, Nowak", ["Kowalczyk", "Nowak"]),
        ("By Maria van der. Then nothing by Maria van", ["Maria", "Maria"]),
    ],
)
def test_a_name_is_found_with_its_place(text: str, pieces: list[str]) -> None:
    assert found(text) == pieces
    assert all(text[each.start : each.end] == each.text for each in names(text, KNOWN, GIVEN))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "She waited. He looked! Did he? Yes: Perhaps; maybe… Then nothing.",
        "On Monday we spoke English over Zoom, and Mum was there with the Health Visitor.",
        "Her client code is C-7K2P, in VIG and the NHS; two GPs came.",
        "“Look,” she said. (Perhaps he did.) ‘Wait’",
        "* Begin here\n– Or here\n# A heading",
        "We met in May, between April and June, early May, on 12 May.",
        "May we try again? It was mum who said it.",
        "Baby K and I, and the Children's books; a Watch-Wonder.",
    ],
)
def test_a_capital_that_names_nobody_is_left_alone(text: str) -> None:
    assert found(text) == []


@given(st.text(alphabet=string.printable + "éßŁ’“”–İ", max_size=200))
def test_no_text_is_too_strange_and_pieces_never_overlap(text: str) -> None:
    pieces = names(text, KNOWN, GIVEN)
    assert all(text[each.start : each.end] == each.text for each in pieces)
    assert all(one.end <= other.start for one, other in pairwise(pieces))
