"""Whether a result comes back from the record just as it was found, whatever the key says by then."""

import json
from decimal import Decimal

from elearn.domain.clips import Kind
from elearn.domain.comparisons import comparison_as_json, comparison_from_json
from elearn.domain.moments import Mark, compare
from tests.domain.test_moments import SCENE

MARKS = tuple(
    Mark(at=Decimal(at), kind=kind, note=note)
    for at, kind, note in (
        ("4.4", Kind.INITIATIVE, "he looks"),
        ("6.8", Kind.GUIDING, ""),
        ("30", Kind.RUPTURE, ""),
        ("50", Kind.REPAIR, ""),
    )
)


def test_a_result_comes_back_as_it_was_found() -> None:
    found = compare(SCENE, MARKS)
    kept = json.loads(json.dumps(comparison_as_json(found, MARKS)))
    assert comparison_from_json(SCENE, MARKS, kept) == found


def test_what_is_kept_holds_no_text_of_the_key() -> None:
    kept = json.dumps(comparison_as_json(compare(SCENE, MARKS), MARKS))
    assert [text for text in ("Why.", "Missed.", SCENE.tempting[0].why) if text in kept] == []
