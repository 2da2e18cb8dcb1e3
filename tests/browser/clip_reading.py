"""`python -m tests.browser.clip_reading FOLDER`: random frames on every skin, to be labelled before they are told.

It writes a sheet a skin and `words.json`, which is opened last. What was read stands in docs/clips/README.md.
"""

import json
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import SystemRandom

from elearn.content.clip_words import WORDS
from elearn.domain.clips import Clip, Voice, Who
from tests.browser.clip_sheets import Cell, photograph, studio
from tests.web.clip_page import FAMILIES, posed

FRAMES = 6
UNASKED = ("adult.head", "baby.body", "toy")
HOLDING = frozenset({"pick-up", "shake-close", "hold-close", "still-low", "offer"})
CHANCE = SystemRandom()

Said = dict[str, str]
"""What is to be read in one frame."""


def frame(clip: Clip) -> tuple[Clip, Said]:
    """One family in poses drawn by lot, perhaps with a voice, and what they are."""
    said = {
        channel: CHANCE.choice(list(words))
        for channel, words in WORDS["channels"].items()
        if channel not in UNASKED
    }
    held = said["adult.hands"] in HOLDING
    toy = "adult" if held else "baby" if said["baby.hands"] == "take" else "down"
    shown = posed(clip, toy=toy, **{channel.replace(".", "_"): word for channel, word in said.items()})
    who = CHANCE.choice([None, None, *Who])
    if who:
        voice = Voice(of=who, how=CHANCE.choice(list(WORDS["voices"][who])), words="…", lasts=Decimal(9))
        shown = replace(shown, beats=(replace(shown.beats[0], voice=voice),))
    return shown, said | {"speaks": who.value if who else "nobody"}


def main(folder: Path) -> None:
    """The sheets and their words."""
    kept: dict[str, list[Said]] = {}
    with studio() as (page, app):
        for skin in WORDS["skins"]:
            cells, families = list[Cell](), [each for each in FAMILIES if each.adult.skin == skin]
            for number in range(FRAMES):
                clip, said = frame(families[number % len(families)])
                cells.append((clip, 1.0, f"{skin} {number + 1}"))
                kept.setdefault(skin, []).append(said)
            photograph(page, app, cells, 2, folder / f"{skin}.png")
    (folder / "words.json").write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
