"""Without this file a question from elsewhere would have no id, and nothing could be tied to it."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

LONGEST = 60
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_id(text: str) -> bool:
    """Whether this may be an id as it stands."""
    return bool(_ID.fullmatch(text)) and len(text) <= LONGEST


def id_from(text: str, otherwise: str, taken: Iterable[str], words: int = 8) -> str:
    """An id made of the first words of a text, unlike those that are taken; `otherwise` where no word is left."""
    letters = unicodedata.normalize("NFKD", text.replace("’", "").replace("'", ""))
    found = re.findall(r"[a-z0-9]+", letters.encode("ascii", "ignore").decode().lower())
    made = "-".join(found[:words])[: LONGEST - 5].strip("-") or otherwise
    return _unlike(made if not is_id(text) else text, set(taken))


def ids_from(texts: Sequence[str], otherwise: str) -> tuple[str, ...]:
    """A short id for each of some texts, no two alike."""
    made: list[str] = []
    for number, text in enumerate(texts, 1):
        made.append(id_from(text, f"{otherwise}-{number}", made, words=3))
    return tuple(made)


def _unlike(wanted: str, taken: set[str]) -> str:
    number, made = 1, wanted
    while made in taken:
        number += 1
        made = f"{wanted[: LONGEST - 5]}-{number}"
    return made
