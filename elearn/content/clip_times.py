"""Without this file `0:04.4`, `0:03.2 to 0:05.4`, `1.1 s` and `10 of 11` would stay text in a clip."""

import re
from decimal import Decimal

from elearn.content.values import NotAValue
from elearn.domain.clips import Window

_TIME = re.compile(r"(\d):([0-5]\d(?:\.\d)?)")
_LASTS = re.compile(r"(\d{1,2}(?:\.\d)?) s")


def time(text: str) -> Decimal:
    """Seconds from the clip's beginning, typed as minutes, seconds and perhaps tenths."""
    found = _TIME.fullmatch(text)
    if not found:
        raise NotAValue(f'"{text}" is not a time in a clip: write 0:04.4')
    return int(found[1]) * 60 + Decimal(found[2])


def seconds(text: str) -> Decimal:
    """How many seconds something lasts."""
    found = _LASTS.fullmatch(text)
    if not found or not Decimal(found[1]):
        raise NotAValue(f'"{text}" is not a number of seconds: write 1.1 s')
    return Decimal(found[1])


def window(text: str) -> Window:
    """From one time to a later one."""
    begins, _, ends = text.partition(" to ")
    try:
        found = Window(begins=time(begins), ends=time(ends))
    except NotAValue:
        raise NotAValue(f'"{text}" is not a window: write 0:03.2 to 0:05.4') from None
    if found.begins >= found.ends:
        raise NotAValue(f'"{text}" ends before it has begun')
    return found


def share_of(text: str) -> tuple[int, int]:
    """On how many of how many two readers were one."""
    found = re.fullmatch(r"(\d{1,2}) of (\d{1,2})", text)
    if not found or int(found[1]) > int(found[2]):
        raise NotAValue(f'"{text}" is not a part of a key: write 10 of 11')
    return int(found[1]), int(found[2])
