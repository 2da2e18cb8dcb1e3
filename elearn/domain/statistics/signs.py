"""Without these an author would be left alone with a table of numbers; here each one worth a look says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from elearn.domain.statistics.analysis import too_few
from elearn.domain.statistics.choices import Choice, Pick, Third
from elearn.domain.statistics.items import ItemStatistics

LITTLE = 20.0
"""A correlation with the rest that is surely below this tells little."""
HALF = 50.0


class Sign(StrEnum):
    """What may be worth an author's look, the strongest first."""

    LOOK_AT_KEY = "look-at-key"
    TEMPTS_THE_BEST = "tempts-the-best"
    NOBODY_RIGHT = "nobody-right"
    HARD = "hard"
    ALL_RIGHT = "all-right"
    TELLS_LITTLE = "tells-little"
    NEVER_CHOSEN = "never-chosen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """One sign; `option` is the option it speaks of, as its author wrote it, where it speaks of one."""

    sign: Sign
    option: str = ""


def signs(item: ItemStatistics, choices: Sequence[Choice] = ()) -> tuple[Noticed, ...]:
    """What stands out about an item; without `choices` nothing that would tell which of them is the key.

    A correlation is held to be other than it seems by chance unless it lies a standard error, 1/√(n − 1), away; an
    option is said to tempt nobody only where enough people were tempted by others.
    """
    if too_few(item.n):
        return ()
    found = [*_of_numbers(item), *_of_choices(choices)]
    return tuple(sorted(found, key=lambda each: list(Sign).index(each.sign)))


def _of_numbers(item: ItemStatistics) -> list[Noticed]:
    found = []
    if item.discrimination is not None:
        doubt = 100 / sqrt(item.n - 1)
        if item.discrimination + doubt < 0:
            found.append(Sign.LOOK_AT_KEY)
        elif item.discrimination + doubt < LITTLE:
            found.append(Sign.TELLS_LITTLE)
    if item.facility == 0:
        found.append(Sign.NOBODY_RIGHT)
    elif item.facility == 100:
        found.append(Sign.ALL_RIGHT)
    elif item.interval and item.interval.high < HALF:
        found.append(Sign.HARD)
    return [Noticed(sign=each) for each in found]


def _of_choices(choices: Sequence[Choice]) -> list[Noticed]:
    options = [each for each in choices if each.pick is Pick.OPTION]
    keys = [each.chosen[Third.HIGHEST] for each in options if each.right]
    wrong = [each for each in options if not each.right]
    tempted = not too_few(sum(each.total for each in wrong))
    return [
        *(
            Noticed(sign=Sign.TEMPTS_THE_BEST, option=each.text)
            for each in wrong
            if each.chosen[Third.HIGHEST] > min(keys, default=0)
        ),
        *(Noticed(sign=Sign.NEVER_CHOSEN, option=each.text) for each in wrong if not each.total and tempted),
    ]
