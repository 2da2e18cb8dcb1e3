"""What it takes to judge ten thousand learners: without it a slow rule would be found by the first large service."""

import json
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from elearn.content.evidence import read_evidence
from elearn.domain.evidence import Evidence
from elearn.domain.library import Catalogue
from elearn.domain.milestones import judge

LEARNERS = 10_000
LIVES = Path(__file__).parents[1] / "tests" / "ladders" / "lives"


def seconds(catalogue: Catalogue, ladder: str) -> float:
    """Processor seconds to judge ten thousand whole histories on a pathway, one after the other."""
    pathway = catalogue.pathways[ladder]
    lives = list(_lives(ladder))
    begun = time.process_time()
    for number in range(LEARNERS):
        evidence, day = lives[number % len(lives)]
        judge(pathway, evidence, day)
    return time.process_time() - begun


def _lives(ladder: str) -> Iterator[tuple[Evidence, date]]:
    """The hand-made history of a ladder in each of its turns, and the day on which that turn is judged."""
    told = json.loads((LIVES / f"{ladder}.json").read_text(encoding="utf-8"))
    for turn in told["turns"]:
        yield read_evidence(json.dumps(_turned(told["life"], turn))), date.fromisoformat(turn["at"])


def _turned(life: dict[str, Any], turn: dict[str, Any]) -> dict[str, Any]:
    """A life with what is different in this turn."""
    events = {each["id"]: each for each in (*life["events"], *turn.get("with", ()))}
    kept = [each for id_, each in events.items() if id_ not in turn.get("without", ())]
    return {**life, **turn.get("top", {}), "events": kept}
