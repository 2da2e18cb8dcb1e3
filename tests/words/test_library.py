"""What the words beside a claim promise."""

from datetime import date

import pytest

from elearn.domain.library import Author, Claim, ClaimStatus, Level, Seen, Source
from elearn.words.library import AT_SECOND_HAND, LEVELS, MEANS, READ, STANDS, reference, short, standing

BABIES = Author(family="van IJzendoorn", given="Marinus H.")
PIERRE = Author(family="Robert", given="Jean-Pierre")
BODY = Author(family="AVIGuk")


def source(*authors: Author, issued: str = "2003-03", **known: str) -> Source:
    return Source(
        id="s", kind="article-journal", title="Less is more", authors=authors, issued=issued, **known
    )


def test_every_code_has_its_words() -> None:
    assert set(STANDS) == set(MEANS) == set(ClaimStatus)
    assert set(READ) == set(Seen)
    assert set(LEVELS) == set(Level)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (source(BABIES), "van IJzendoorn 2003"),
        (source(BABIES, PIERRE), "van IJzendoorn and Robert 2003"),
        (source(BABIES, PIERRE, BODY), "van IJzendoorn and others 2003"),
        (source(issued="", publisher="NICE"), "NICE"),
        (source(issued="2011", container="The Times"), "The Times 2011"),
        (source(), "Less is more 2003"),
    ],
)
def test_a_source_is_named_in_a_few_words(known: Source, expected: str) -> None:
    assert short(known) == expected


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ((), ""),
        ((BODY,), "AVIGuk"),
        ((BABIES, PIERRE), "van IJzendoorn M. H. and Robert J.-P."),
        ((BABIES, PIERRE, BODY), "van IJzendoorn M. H., Robert J.-P. and AVIGuk"),
        ((BABIES, PIERRE, *[BODY] * 5), "van IJzendoorn M. H., Robert J.-P., AVIGuk and others"),
    ],
)
def test_authors_are_listed_as_a_reference_list_has_them(authors: tuple[Author, ...], expected: str) -> None:
    assert reference(source(*authors)).who == expected


def test_a_reference_says_where_to_find_the_work() -> None:
    found = reference(source(container="Bulletin", volume="129", issue="2", page="195-215", doi="10.1/x"))
    assert found.where == "Bulletin, 129(2), 195–215"
    assert found.link == "https://doi.org/10.1/x"
    assert reference(source(number="NG26", publisher="NICE")).where == "NG26, NICE"


def claim(status: ClaimStatus, seen: Seen | None) -> Claim:
    return Claim(
        id="c",
        topic="t",
        says="S.",
        source="s",
        design="d",
        status=status,
        seen=seen,
        checked=date(2026, 11, 22),
    )


def test_what_was_read_at_second_hand_never_sounds_read_at_first() -> None:
    assert standing(claim(ClaimStatus.CHECKED, Seen.SECONDARY)) == AT_SECOND_HAND
    assert standing(claim(ClaimStatus.CHECKED, Seen.ABSTRACT)) == MEANS[ClaimStatus.CHECKED]
    assert standing(claim(ClaimStatus.REVIEW_ONLY, Seen.SECONDARY)) == MEANS[ClaimStatus.REVIEW_ONLY]
