"""Without this file the check and the drawing would each have their own words for how a clip's people look and move.

`clip_words.json` is the one place in which a word becomes numbers or colours: the check asks it which words there
are, the player sends a clip's part of it along, and the tests compute the contrasts of its palette. What the numbers of
a word are, in their order: of a gaze yaw, pitch, and where in the eye it rests across and down; of a face brow, inner
brow, lid, smile, and how open and round the mouth is; of a grown-up's hands where they are, how spread, whether they
shake, and what they are measured from, a place of the setting or a point on the baby. `takes` are seconds.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from elearn.content.spelling import did_you_mean
from elearn.content.values import NotAValue
from elearn.domain.clips import VOICES, Channel

WORDS: Mapping[str, Any] = json.loads(Path(__file__).with_name("clip_words.json").read_text("utf-8"))
POSED = tuple(channel for channel in Channel if channel not in VOICES.values())


def word_of(known: Iterable[str], what: str) -> Callable[[str], str]:
    """A parser for one of the vocabulary's words; `what` names the list in a complaint."""
    words = tuple(known)

    def parse(text: str) -> str:
        if text not in words:
            guess = did_you_mean(text, words) or f": one of {', '.join(words)}"
            raise NotAValue(f'{what} has no word "{text}"{guess}')
        return text

    return parse
