"""Without this file nobody would notice that a page for volunteers has grown as hard to read as a journal."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

_WORD = re.compile(r"\w[\w'’-]*")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[”’\"')\]]*\s+")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?<![aeiouyl])e$|(?<=[aeiouy])le$|(?<![td])ed$|(?<![sxzcg])(?<!ch)(?<!sh)es$")


def words(text: str) -> tuple[str, ...]:
    """The words of a text as they are counted; a word with a hyphen is one."""
    return tuple(_WORD.findall(text))


def sentences(paragraph: str) -> tuple[str, ...]:
    """The sentences of one paragraph; one without a full stop at its end, as in a list, is one too."""
    return tuple(part for part in _SENTENCE_END.split(paragraph) if _WORD.search(part))


@lru_cache(maxsize=32_768)
def syllables(word: str) -> int:
    """How many syllables a word seems to have by its vowels, at least one; a guess that is right on the whole."""
    spoken = word.lower().replace("’", "").replace("'", "")
    return max(1, sum(_in_part(part) for part in spoken.split("-")))


def _in_part(part: str) -> int:
    vowels = len(_VOWELS.findall(part))
    return vowels - 1 if vowels > 1 and _SILENT.search(part) else vowels


def grade(paragraphs: Iterable[str]) -> float:
    """Flesch-Kincaid grade, years of school in the United States (Kincaid and others 1975); 0 without a word."""
    said = [words(sentence) for sentence in _all_sentences(paragraphs)]
    spoken = [word for sentence in said for word in sentence]
    if not spoken:
        return 0.0
    return 0.39 * len(spoken) / len(said) + 11.8 * sum(map(syllables, spoken)) / len(spoken) - 15.59


def _all_sentences(paragraphs: Iterable[str]) -> Iterator[str]:
    for paragraph in paragraphs:
        yield from sentences(paragraph)
