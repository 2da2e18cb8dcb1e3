"""Whether a scale is read from its file, and every mistake in it is named by its line."""

from pathlib import Path

import pytest

from elearn.content.fields import Notes
from elearn.content.problems import Problems
from elearn.content.references import References
from elearn.content.scales import read_scales
from elearn.domain.scales import Scale
from tests.program import shipped

GOOD = """title: Small
summary: Ours.
unit: one film
levels:
  1: Not seen
  2: Seen
items:
  waits:
    name: Waits
    looks-for: A pause.
    anchors:
      1: No pause.
      2: A pause.
"""


def read(folder: Path, text: str) -> tuple[tuple[Scale, ...], list[str]]:
    (folder / "small.yaml").write_text(text, encoding="utf-8")
    notes = Notes(Problems(), References())
    return read_scales(folder, notes), [f"{each.line}: {each.sentence}" for each in notes.problems.sorted]


def test_a_scale_is_read_with_its_levels_and_anchors(tmp_path: Path) -> None:
    (scale,), mistakes = read(tmp_path, GOOD)
    assert mistakes == []
    assert (scale.id, scale.top, scale.items[0].anchors) == ("small", 2, {1: "No pause.", 2: "A pause."})


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("title: Small\n", "", '1: a scale needs "title:"'),
        ("  2: Seen\n", "", "4: the levels run from 1 up without a gap, from two to 9 of them"),
        ("  2: Seen\n", "  3: Seen\n", "4: the levels run from 1 up without a gap, from two to 9 of them"),
        ("  2: Seen\n", "  two: Seen\n", '6: "two" is no level: levels are numbers from 1 up'),
        ("      2: A pause.\n", "", 'item "waits" has no anchor for level 2: what does it look like?'),
        ("unit:", "units:", '3: a scale has no key "units": did you mean "unit"?'),
        (GOOD, "- one\n", "1: a scale is a mapping of keys: title, levels, items"),
    ],
)
def test_a_mistake_is_named_by_its_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    _scales, mistakes = read(tmp_path, GOOD.replace(old, new))
    assert any(says in each for each in mistakes), mistakes


def test_another_file_has_no_place_there(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    _scales, mistakes = read(tmp_path, GOOD)
    assert mistakes == ["1: this file has no place here: a scale is called something.yaml"]


def test_the_scale_that_ships_says_that_it_is_ours_and_has_an_item_for_each_step() -> None:
    scale = shipped().scales["attuned-interaction"]
    assert "It is ours" in scale.summary
    assert [item.id for item in scale.items] == [
        "attentive", "encouraging", "receiving", "attuned", "guiding", "deepening",
    ]  # fmt: skip
    assert all(set(item.anchors) == set(scale.levels) for item in scale.items)
