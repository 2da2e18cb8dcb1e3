"""Lists of words that ship with the program: without them every passphrase and every capital would be guessed at."""

from functools import cache
from importlib.resources import files


@cache
def listed(name: str) -> frozenset[str]:
    """The words of one list, as many to a line as its author liked; lines that begin with # are for her readers."""
    text = files("elearn.services.lists").joinpath(name).read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
