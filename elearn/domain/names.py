"""Without this guard a mother's name would slip into a reflection as easily as it is said aloud."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from elearn.domain.privacy import Found, Identifier

LONGEST_ACRONYM = 6
_WORD = re.compile(r"[^\W\d_](?:\w|['’.-](?=\w))*")
_POSSESSIVE = re.compile(r"['’]s?$")
_DAY_BEFORE = re.compile(r"\d(?:st|nd|rd|th)?\s*$")
_DAY_AFTER = re.compile(r"\s*\d")
_QUOTES = "\"'“”‘’"
_ENDINGS = (".", "!", "?", "…", ":", "•", "*")
_ADDRESSED = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "lady", "aunt", "auntie", "uncle"}
)
_MONTHS = frozenset(
    {
        *("january", "february", "march", "april", "may", "june"),
        *("july", "august", "september", "october", "november", "december"),
    }
)
_TIMES = frozenset(
    {
        *(
            "in",
            "since",
            "until",
            "till",
            "by",
            "before",
            "after",
            "early",
            "mid",
            "late",
            "last",
            "next",
            "this",
        ),
        *("of", "from", "to", "during", "through", "and", "or", "on", "every", "each", "between", "around"),
    }
)
_PARTICLES = frozenset(
    {"de", "da", "di", "du", "del", "van", "von", "der", "den", "la", "le", "bin", "bint", "al", "el", "ap"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    """One word of a text; ``begins`` a sentence, a line or a quotation, where a capital says nothing.

    It is ``dated`` when a figure stands beside it.
    """

    text: str
    start: int
    begins: bool
    dated: bool

    @property
    def bare(self) -> str:
        """Without a possessive, folded."""
        return _POSSESSIVE.sub("", self.text).casefold()

    @property
    def end(self) -> int:
        """Where it ends, without a possessive."""
        return self.start + len(_POSSESSIVE.sub("", self.text))

    @property
    def capital(self) -> bool:
        """Whether it could be a name at all: a capital, two letters or more, no figure as in a client code."""
        return self.text[0].isupper() and len(self.bare) > 1 and not any(map(str.isdigit, self.text))


def names(text: str, known: Collection[str], given: Collection[str] = frozenset()) -> tuple[Found, ...]:
    """Every piece that looks like a person's name, in the order of the text.

    A word with a capital is taken for one unless it is ``known`` or a short acronym. Where a sentence, a line or a
    quotation begins it must be a ``given`` name. After Mr, Dr and the like anything is one; a month is one unless it
    is spoken of as a time. Both collections hold folded words.
    """
    words = tuple(_words(text))
    named = [_is_name(words, place, known, given) for place in range(len(words))]
    return tuple(_pieces(text, words, named))


def _words(text: str) -> Iterator[_Word]:
    for found in _WORD.finditer(text):
        before = text[: found.start()]
        dated = bool(_DAY_BEFORE.search(before) or _DAY_AFTER.match(text, found.end()))
        yield _Word(text=found[0], start=found.start(), begins=_begins(before), dated=dated)


def _begins(before: str) -> bool:
    line = before.rsplit("\n", 1)[-1].strip()
    if not line.strip("-–—#>" + _QUOTES):
        return True
    return before[-1] in _QUOTES or line.rstrip(_QUOTES + "()[] ").endswith(_ENDINGS)


def _is_name(words: Sequence[_Word], place: int, known: Collection[str], given: Collection[str]) -> bool:
    word = words[place]
    if not word.capital or word.bare in _ADDRESSED:
        return False
    if place and words[place - 1].bare in _ADDRESSED:
        return True
    if word.bare in _MONTHS:
        return not word.begins and not _is_time(words, place)
    if _is_known(word, known) or _is_acronym(word, given):
        return False
    return not word.begins or word.bare in given


def _is_time(words: Sequence[_Word], place: int) -> bool:
    before = words[place - 1].bare if place else ""
    return words[place].dated or before in _TIMES


def _is_known(word: _Word, known: Collection[str]) -> bool:
    parts = [part for part in re.split(r"[-.'’]", word.bare) if len(part) > 1]
    return (
        word.bare in known
        or word.bare.rstrip("s") in known
        or (bool(parts) and all(p in known for p in parts))
    )


def _is_acronym(word: _Word, given: Collection[str]) -> bool:
    return word.text.rstrip("s").isupper() and len(word.bare) <= LONGEST_ACRONYM and word.bare not in given


def _pieces(text: str, words: Sequence[_Word], named: Sequence[bool]) -> Iterator[Found]:
    """Names that stand side by side, particles between them included, are one piece."""
    place = 0
    while place < len(words):
        if named[place]:
            start = words[place].start
            while (onward := _onward(words, named, place)) is not None:
                place = onward
            end = words[place].end
            yield Found(kind=Identifier.NAME, text=text[start:end], start=start, end=end)
        place += 1


def _onward(words: Sequence[_Word], named: Sequence[bool], place: int) -> int | None:
    onward = place + 1
    while onward < len(words) and words[onward].text in _PARTICLES and _beside(words, onward):
        onward += 1
    return onward if onward < len(words) and named[onward] and _beside(words, onward) else None


def _beside(words: Sequence[_Word], place: int) -> bool:
    """Whether nothing but a space stands between a word and the one before it."""
    before = words[place - 1]
    return before.start + len(before.text) + 1 == words[place].start and not words[place].begins
