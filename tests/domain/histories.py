"""Without these words each history in a test would be forty lines: ladders and lives, as short as they can be said."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent, indent
from typing import Any

from elearn.content.evidence import read_evidence
from elearn.content.fields import Notes
from elearn.content.pathways import read_pathways
from elearn.content.problems import Problems, errors
from elearn.content.references import References
from elearn.domain.evidence import Evidence
from elearn.domain.findings import Finding, Judgement, MilestoneFinding
from elearn.domain.milestones import judge
from elearn.domain.pathways import Pathway
from elearn.domain.reasons import Reason

Row = dict[str, Any]

STAGES = """
    first:
      title: First stage
      requires:
        cycles: {count: cycle, min: 2}
        supervision: {supervise: [2 x 60 min]}
      closes: {by: assessor, meeting: transition-meeting, minutes: 60}
    second:
      title: Second stage
      requires:
        cycles: {count: cycle, min: 2}
        clients: {distinct: client, min: 1, new: true}
        supervision: {supervise: [2 x 60 min]}
      closes: {by: assessor, meeting: transition-meeting, minutes: 60}
"""
"""Two stages of work, each closed by an assessor."""


@cache
def ladder(milestones: str, keys: str = "") -> Pathway:
    """A pathway called `ladder` with these milestones, in the words of the format."""
    text = "\n".join(
        ["---", "title: A ladder", dedent(keys).strip(), "milestones:", _indented(milestones), "---", ""]
    )
    problems = Problems()
    with TemporaryDirectory() as folder:
        (Path(folder) / "ladder.md").write_text(text, encoding="utf-8")
        found = read_pathways(Path(folder), Notes(problems, References()))
    assert not errors(problems.sorted), problems.sorted
    return found["ladder"]


def one(requirement: str, milestone_keys: str = "") -> Pathway:
    """A pathway with one milestone, `m`, of one requirement, `r`, that nobody closes."""
    more = indent(dedent(milestone_keys).strip(), "  ")
    return ladder(f"m:\n  title: The milestone\n  requires:\n    r: {requirement}\n{more}")


def _indented(milestones: str) -> str:
    return indent(dedent(milestones).strip("\n"), "  ")


@cache
def shipped() -> dict[str, Pathway]:
    """The pathways that ship."""
    problems = Problems()
    found = read_pathways(Path(__file__).parents[2] / "modules" / "pathways", Notes(problems, References()))
    assert not errors(problems.sorted), problems.sorted
    return found


def life(*events: Row, **top: Any) -> Evidence:
    """The evidence of Sam, who began on 1 January 2025 and is supervised by Ruth."""
    whole = {
        "learner": "sam",
        "began": "2025-01-01",
        "supervisors": [{"person": "ruth", "from": "2025-01-01"}],
        "accredited": ["ruth", "mina"],
        "events": list(events),
        **top,
    }
    return read_evidence(json.dumps(whole))


def cycle(id_: str, client: str, reviewed: str | None = None, filmed: str | None = None, **more: Any) -> Row:
    """A cycle, filmed on the day of its review where nothing else is said."""
    row: Row = {"id": id_, "kind": "cycle", "client": client, "filmed": filmed or reviewed, **more}
    return row | {"reviewed": reviewed} if reviewed else row


def session(id_: str, on: str, minutes: int = 60, **more: Any) -> Row:
    """A supervision with Ruth, confirmed the same day."""
    row = {"id": id_, "kind": "supervision", "on": on, "with": "ruth", "minutes": minutes, "confirmed": on}
    return {key: value for key, value in (row | _typed(more)).items() if value is not None}


def decided(
    id_: str, milestone: str, met_on: str, by: str = "mina", decision: str = "agree", **more: Any
) -> Row:
    """A decision signed on the day of its meeting."""
    row = {"id": id_, "kind": "decision", "milestone": milestone, "by": by, "decision": decision}
    return row | {"met_on": met_on, "on": met_on} | more


def event(kind: str, id_: str, on: str, **more: Any) -> Row:
    """Any other event."""
    return {"id": id_, "kind": kind, "on": on, **_typed(more)}


def at(pathway: Pathway, evidence: Evidence, day: str) -> Judgement:
    """The judgement of a day."""
    return judge(pathway, evidence, date.fromisoformat(day))


def stage(pathway: Pathway, evidence: Evidence, day: str, milestone: str) -> MilestoneFinding:
    """How one milestone stands on a day."""
    found = at(pathway, evidence, day).milestone(milestone)
    assert found is not None
    return found


def line(pathway: Pathway, evidence: Evidence, day: str, address: str = "m/r") -> Finding:
    """How one requirement stands on a day."""
    milestone, requirement = address.split("/")
    found = stage(pathway, evidence, day, milestone)
    return next(each for each in found.requirements if each.id == requirement)


def reasons(finding: Finding) -> dict[str, Reason]:
    """Why each entry that does not count does not."""
    return {each.event: each.reason for each in finding.not_counted}


def _typed(more: dict[str, Any]) -> dict[str, Any]:
    return {key.rstrip("_"): value for key, value in more.items()}
