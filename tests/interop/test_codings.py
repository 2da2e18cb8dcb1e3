"""Whether a table of codings is read as it was meant, and every mistake in it is named by its line."""

from decimal import Decimal

import pytest

from elearn.domain.agreement import Coded
from elearn.interop.codings import MOST, WrongCodings, read_codings


def mistakes(text: str) -> list[tuple[int, str]]:
    with pytest.raises(WrongCodings) as wrong:
        read_codings(text)
    return [(each.line, each.says) for each in wrong.value.mistakes]


def test_a_row_without_a_stop_is_a_point() -> None:
    assert read_codings("start,stop,subject,code\n1.5,,baby,look\n2,3.25,,reach\n") == (
        Coded(start=Decimal("1.5"), stop=None, subject="baby", code="look"),
        Coded(start=Decimal(2), stop=Decimal("3.25"), subject="", code="reach"),
    )


def test_columns_may_come_in_any_order_among_others_after_a_mark_of_the_encoding() -> None:
    text = '\ufeffComment,Code,Subject,Stop,Start\r\n"she looks,\r\nthen away",look,baby,,1\r\n\r\n'
    assert read_codings(text) == (Coded(start=Decimal(1), stop=None, subject="baby", code="look"),)


def test_a_table_with_a_header_and_nothing_else_holds_nothing() -> None:
    assert read_codings("start,stop,subject,code\n") == ()


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("soon,,baby,look", 'start "soon" is no number of seconds: write 155.105'),
        ("NaN,,baby,look", 'start "NaN" is no number of seconds: write 155.105'),
        ("1,Infinity,baby,look", 'stop "Infinity" is no number of seconds: write 155.105'),
        ('"1,5",,baby,look', 'start "1,5" is no number of seconds: write 155.105'),
        ("-1,,baby,look", "start -1 lies outside a film: from 0 to 1,000,000 seconds"),
        ("1e9,,baby,look", "start 1e9 lies outside a film: from 0 to 1,000,000 seconds"),
        ("5,4,baby,look", "it stops at 4, before it starts at 5"),
        ("5,,baby,", '"code" is empty: say what was seen'),
        ("5,", "2 cells, where the header names 4"),
    ],
)
def test_a_wrong_row_is_named_by_its_line(row: str, says: str) -> None:
    assert mistakes(f"start,stop,subject,code\n1,,baby,look\n{row}\n") == [(3, says)]


def test_all_wrong_rows_are_named_at_once() -> None:
    assert [line for line, _ in mistakes("start,stop,subject,code\nx,,b,c\n1,,b,c\n,,b,c\n")] == [2, 4]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", 'the header has no "start"; write start,stop,subject,code'),
        ("start,stop,code\n", 'the header has no "subject"; write start,stop,subject,code'),
        ("start,stop,subject,code,code\n", 'the header names "code" twice; write start,stop,subject,code'),
        ('start,stop,subject,code\n1,,"baby,look', "this is no table: unexpected end of data"),
    ],
)
def test_what_is_no_such_table_is_said_once(text: str, says: str) -> None:
    assert [each for _, each in mistakes(text)] == [says]


def test_a_table_too_long_to_compare_is_refused() -> None:
    (mistake,) = mistakes("start,stop,subject,code\n" + "1,,b,c\n" * (MOST + 1))
    assert mistake == (1, "20,001 rows; at most 20,000 are compared")
