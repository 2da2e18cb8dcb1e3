"""Without this a result would be worked out anew each time, and a corrected key would change what was said before."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from elearn.domain.clips import Clip, Kind
from elearn.domain.moments import Came, Comparison, Line, Mark, Score


def comparison_as_json(comparison: Comparison, marks: Sequence[Mark]) -> dict[str, Any]:
    """What came of marks, beside them: names and counts, no text of the key."""
    return {
        "together": _score(comparison.together),
        "kinds": {kind.value: _score(score) for kind, score in comparison.kinds.items()},
        "lines": [_line(line, marks) for line in comparison.lines],
    }


def comparison_from_json(clip: Clip, marks: Sequence[Mark], kept: Mapping[str, Any]) -> Comparison:
    """What came of these marks on this edition of the clip, as it was found then."""
    return Comparison(
        lines=tuple(_told(clip, marks, line) for line in kept["lines"]),
        together=score_from_json(kept["together"]),
        kinds={Kind(kind): score_from_json(score) for kind, score in kept["kinds"].items()},
    )


def score_from_json(kept: Mapping[str, int]) -> Score:
    """One score as it was kept."""
    return Score(right=kept["right"], marked=kept["marked"], found=kept["found"], needed=kept["needed"])


def _score(score: Score) -> dict[str, int]:
    return {"right": score.right, "marked": score.marked, "found": score.found, "needed": score.needed}


def _line(line: Line, marks: Sequence[Mark]) -> dict[str, Any]:
    found = {
        "came": line.came.value,
        "at": str(line.at),
        "mark": marks.index(line.mark) if line.mark else None,
        "moment": line.moment.id if line.moment else None,
        "tempting": line.tempting.id if line.tempting else None,
    }
    return {name: value for name, value in found.items() if value is not None}


def _told(clip: Clip, marks: Sequence[Mark], kept: Mapping[str, Any]) -> Line:
    moments = {each.id: each for each in clip.key}
    tempting = {each.id: each for each in clip.tempting}
    return Line(
        came=Came(kept["came"]),
        at=Decimal(kept["at"]),
        mark=marks[kept["mark"]] if "mark" in kept else None,
        moment=moments[kept["moment"]] if "moment" in kept else None,
        tempting=tempting[kept["tempting"]] if "tempting" in kept else None,
    )
