"""Whether marks from anywhere are read as they were meant, and every wrong cell is named."""

from fractions import Fraction

import pytest

from elearn.domain.statistics.matrix import Matrix
from elearn.interop.marks import MOST_ITEMS, MOST_ROWS, WrongMarks, maxima_line, read_marks


def mistakes(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(WrongMarks) as wrong:
        read_marks(text)
    return [(each.line, each.column, each.says) for each in wrong.value.mistakes]


def read(matrix: Matrix) -> tuple[list[str], list[object], list[list[object]]]:
    return (
        [item.id for item in matrix.items],
        [item.most for item in matrix.items],
        [list(row) for row in matrix.rows],
    )


@pytest.mark.parametrize(
    "text",
    [
        "q1,q2\n1,0\n0.5,1\n",
        "\ufeffq1,q2\r\n1,0\r\n\r\n0.5,1\r\n",
        "learner,q1,q2\na,1,0\nb,0.5,1\n",
        "learner,q1,q2\n1,1,0\n2,0.5,1\n",
        "who,q1,q2\nann,1,0\nben,0.5,1\n",
        ",q1,q2\nmax,1,1\n7,1,0\n8,0.5,1\n",
        "q1,q2\nmax,1,1\n1,0\n0.5,1\n",
        " q1 , q2 \n 1 , 0 \n 0.5 , 1 \n",
    ],
)
def test_the_same_marks_are_read_with_and_without_names_and_maxima(text: str) -> None:
    assert read(read_marks(text)) == (["q1", "q2"], [1, 1], [[1, 0], [Fraction(1, 2), 1]])


def test_a_learner_called_max_is_no_row_of_maxima() -> None:
    text = "learner,q1,q2\nMax,1,0.5\nann,0,1\n"
    assert read(read_marks(text))[1:] == ([1, 1], [[1, Fraction(1, 2)], [0, 1]])
    assert maxima_line(text) is None
    assert maxima_line("\ufeffq1,q2\n\nmax,1,1\n1,0\n") == 3


def test_an_empty_cell_was_not_asked_and_a_mark_may_be_negative() -> None:
    assert read(read_marks("a,b\nmax,2,0\n-1.5,\n,0\n")) == (
        ["a", "b"],
        [2, 0],
        [[Fraction(-3, 2), None], [None, 0]],
    )


def test_a_table_of_names_alone_has_no_learners() -> None:
    assert read(read_marks("a,b\n")) == (["a", "b"], [1, 1], [])


def test_every_wrong_cell_is_named_by_line_and_column() -> None:
    assert mistakes('learner,q1,q2\nann,x,1\n\nben,1,"0,5"\ncat,2,1e3\n') == [
        (2, "q1", '"x" is no mark: write 1 or 0.5'),
        (4, "q2", '"0,5" is no mark: write 1 or 0.5'),
        (5, "q1", "2 is more than this item's 1: give what each is out of in a second row, max"),
        (5, "q2", '"1e3" is no mark: write 1 or 0.5'),
    ]


def test_a_word_among_the_marks_of_the_first_item_is_no_name() -> None:
    assert mistakes("q1,q2\n1,1\nx,0\n") == [(3, "q1", '"x" is no mark: write 1 or 0.5')]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [(1, "", "the first row names the items, and here it is empty")]),
        ("learner\nann\n", [(1, "", "the first row names no item")]),
        ("q1;q2\n1;0\n", [(1, "", "the cells are parted by semicolons: save it with commas")]),
        ("q1,q1\n1,0\n", [(1, "q1", "two items have this name")]),
        ("q1,,q3\n1,0,1\n", [(1, "2", "an item needs a name")]),
        ("q1,q2\n1\n", [(2, "", "1 marks, where the first row names 2")]),
        ("learner,q1,q2\nmax,1,x\na,1,1\n", [(2, "q2", '"x" is no maximum: write 1 or 2.5')]),
        ("learner,q1,q2\nmax,1,-1\n", [(2, "q2", '"-1" is no maximum: write 1 or 2.5')]),
        ("q1,q2,q3\nmax,1\n1,1,1\n", [(2, "", "1 marks, where the first row names 3")]),
        ("q1," + "q" * 200_000, [(1, "", "this is no table: field larger than field limit (131072)")]),
        (
            ",".join(f"q{n}" for n in range(MOST_ITEMS + 2)),
            [(1, "", f"at most {MOST_ROWS:,} learners and {MOST_ITEMS} items are read")],
        ),
    ],
)
def test_what_is_no_such_table_is_refused_in_words(text: str, found: list[tuple[int, str, str]]) -> None:
    assert mistakes(text) == found
