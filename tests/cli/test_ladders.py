"""Whether every training ladder we know of can be said, and judges a life right: told by the command, near misses too.

``tests/ladders/pathways`` are ladders in the words of the format; those that ship stand in ``modules/pathways``. Each
file of ``tests/ladders/lives`` is one hand-made history and several turns of it: a turn tells what is different, on
which day it is judged, and what is then said of milestones, of requirements and of single entries.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from elearn.cli.pathways import pathways

LADDERS = Path(__file__).parents[1] / "ladders"
SHIPPED = Path(__file__).parents[2] / "modules"
LIVES = {each.stem: json.loads(each.read_text(encoding="utf-8")) for each in LADDERS.glob("lives/*.json")}
TURNS = [(ladder, turn) for ladder, life in sorted(LIVES.items()) for turn in life["turns"]]
TOLD = ("since", "until", "due", "move", "after", "counts_from", "may_ask")


@pytest.mark.parametrize(
    ("ladder", "turn"), TURNS, ids=[f"{ladder}: {turn['tells']}" for ladder, turn in TURNS]
)
def test_a_life_is_judged_right(
    ladder: str, turn: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    life = LIVES[ladder]
    answer = judged(life["pathway"], turned(life["life"], turn), turn["at"], tmp_path, monkeypatch)
    told = dict(said(answer))
    assert {key: told.get(key) for key in turn["says"]} == turn["says"]


def test_every_ladder_that_ships_or_is_tried_has_a_life_with_a_near_miss() -> None:
    known = {each.stem for folder in (SHIPPED, LADDERS) for each in folder.glob("pathways/*.md")}
    assert {life["pathway"] for life in LIVES.values()} == known
    assert all(len(life["turns"]) > 1 for life in LIVES.values())


@pytest.mark.parametrize("file", sorted(LADDERS.glob("pathways/*.md")), ids=lambda file: file.stem)
def test_every_ladder_that_is_tried_says_its_source_and_when_it_was_seen_and_that_nobody_is_accredited_here(
    file: Path,
) -> None:
    _, head, about = file.read_text(encoding="utf-8").split("---\n", 2)
    begins = [line.partition(" ")[0] for line in head.splitlines()]
    assert {"source:", "seen:"} <= set(begins)
    assert about.count("**it accredits no one**") == 1


def turned(life: dict[str, Any], turn: dict[str, Any]) -> dict[str, Any]:
    """A life with what is different in this turn: entries instead of those of the same id, or further ones."""
    events = {each["id"]: each for each in life["events"]} | {
        each["id"]: each for each in turn.get("with", ())
    }
    kept = [each for id_, each in events.items() if id_ not in turn.get("without", ())]
    return {**life, **turn.get("top", {}), "events": kept}


def judged(
    ladder: str, life: dict[str, Any], at: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, Any]:
    """What the command answers about a life."""
    file = folder / "life.json"
    file.write_text(json.dumps(life), encoding="utf-8")
    tried = (LADDERS / "pathways" / f"{ladder}.md").is_file()
    monkeypatch.setenv("ELEARN_MODULES", str(LADDERS if tried else SHIPPED))
    asked = ["judge", "--pathway", ladder, "--evidence", str(file), "--at", at, "--json"]
    result = CliRunner().invoke(pathways, asked)
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def said(answer: dict[str, Any]) -> Iterator[tuple[str, object]]:
    """A judgement as flat lines: `stage-1`, `stage-1 since`, `stage-1/cycles`, `stage-1/cycles/c3`."""
    yield "next", answer["next"]
    for milestone in answer["milestones"]:
        id_ = milestone["id"]
        yield id_, milestone["status"]
        yield from ((f"{id_} {name.replace('_', ' ')}", milestone.get(name)) for name in TOLD)
        yield from ((f"{id_}/{each['event']}", each["reason"]) for each in milestone.get("not_counted", ()))
        for requirement in milestone.get("requirements", ()):
            yield from lines(f"{id_}/{requirement['id']}", requirement)
        for requirement in milestone.get("renewal", ()):
            yield from lines(f"{id_}/renew/{requirement['id']}", requirement)


def lines(address: str, found: dict[str, Any]) -> Iterator[tuple[str, object]]:
    """A requirement as one line, and one more for each entry that does not count."""
    packing = f", {found['packing']}" if "packing" in found else ""
    yield address, f"{found['status']} {found['have']} of {found['need']}{packing}"
    yield from ((f"{address}/{each['event']}", each["reason"]) for each in found["not_counted"])
