"""Whether every sign has its sentence, and an analysis can be read by a program and by a person."""

import json

from elearn.domain.statistics.analysis import analyse
from elearn.domain.statistics.choices import Pick, Third
from elearn.domain.statistics.matrix import Item, Matrix
from elearn.domain.statistics.signs import Sign
from elearn.words.statistics import PICKS, SIGNS, THIRDS, answer, report


def test_every_sign_has_one_short_sentence() -> None:
    assert set(SIGNS) == set(Sign)
    assert all(len(said) <= 120 and said.endswith(".") for said in SIGNS.values())
    assert set(THIRDS) == set(Third)
    assert set(PICKS) == set(Pick) - {Pick.OPTION, Pick.NUMBER}


def against_the_rest(n: int) -> Matrix:
    """The first item is right where the others are wrong."""
    rows = tuple((0, 1, 1) if at % 2 else (1, 0, 0) for at in range(n))
    return Matrix(items=tuple(Item(id=name) for name in ("first", "second", "third")), rows=rows)


def test_json_carries_n_and_whether_it_is_too_few_and_computes_all_the_same() -> None:
    found = json.loads(json.dumps(answer(analyse(against_the_rest(4)))))

    assert (found["n"], found["too_few"]) == (4, True)
    assert found["quiz"]["mean"] == 50
    first = found["items"][0]
    assert (first["id"], first["n"], first["too_few"]) == ("first", 4, True)
    assert first["discrimination"] == -100
    assert first["effective_weight"] is None
    assert first["findings"] == []
    assert len(first["interval"]) == 2


def test_json_of_nobody_is_null_throughout() -> None:
    found = answer(analyse(Matrix(items=(Item(id="q"),), rows=())))

    assert found["items"][0]["interval"] is None
    assert set(found["quiz"].values()) == {None}


def test_the_text_says_what_stands_out_below_its_item() -> None:
    lines = report(analyse(against_the_rest(12))).splitlines()

    assert lines[0] == "n = 12"
    (at,) = (number for number, line in enumerate(lines) if line.startswith("first"))
    assert lines[at + 1] == "  Those who did well elsewhere got this wrong: look at the key."
    assert "25.38 to 74.62" in lines[at]


def test_the_text_says_when_it_rests_on_too_few() -> None:
    assert report(analyse(against_the_rest(4))).startswith("n = 4: too few to say (fewer than 10)\n")
