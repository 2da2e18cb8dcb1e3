"""Whether a result comes back from the record just as it was found, whatever the key says by then."""

import json
from dataclasses import replace
from decimal import Decimal

from elearn.domain.clips import Kind, Tempting
from elearn.domain.comparisons import comparison_as_json, comparison_from_json
from elearn.domain.moments import Came, Mark, compare
from tests.domain.test_moments import KETTLE, SCENE

MARKS = tuple(
    Mark(at=Decimal(at), kind=kind, note=note)
    for at, kind, note in (
        ("4.4", Kind.INITIATIVE, "he looks"),
        ("6.8", Kind.GUIDING, ""),
        ("22.4", Kind.REPAIR, ""),
        ("30", Kind.RUPTURE, ""),
        ("50", Kind.REPAIR, ""),
    )
)


BUSY = Tempting(id="busy", kinds=(Kind.REPAIR,), window=KETTLE.window, why="He is busy.")
ANSWERED = replace(SCENE, tempting=(*SCENE.tempting, BUSY))


def test_a_result_comes_back_as_it_was_found() -> None:
    found = compare(ANSWERED, MARKS)
    assert [line.tempting for line in found.came(Came.OTHER_KIND)] == [None, BUSY]
    kept = json.loads(json.dumps(comparison_as_json(found, MARKS)))
    assert comparison_from_json(ANSWERED, MARKS, kept) == found


def test_a_result_from_before_an_answer_was_written_is_told_without_it() -> None:
    kept = json.loads(json.dumps(comparison_as_json(compare(SCENE, MARKS), MARKS)))
    told = comparison_from_json(ANSWERED, MARKS, kept)
    assert [line.tempting for line in told.came(Came.OTHER_KIND)] == [None, None]


def test_what_is_kept_holds_no_text_of_the_key() -> None:
    kept = json.dumps(comparison_as_json(compare(SCENE, MARKS), MARKS))
    assert [text for text in ("Why.", "Missed.", SCENE.tempting[0].why) if text in kept] == []
