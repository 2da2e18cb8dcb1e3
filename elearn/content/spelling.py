"""Without this file a slip of one letter would be answered with "unknown" and not with the word that was meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a complaint about `word`: the nearest known word as a question, or nothing."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f': did you mean "{near[0]}"?' if near else ""
