"""Without this file an author would be handed bare numbers; here each sign is one plain sentence."""

from collections.abc import Iterable, Mapping
from typing import Any

from elearn.domain.statistics.analysis import ENOUGH, Analysis, too_few
from elearn.domain.statistics.choices import Pick, Third
from elearn.domain.statistics.items import ItemStatistics
from elearn.domain.statistics.signs import Noticed, Sign, signs
from elearn.words import _

SIGNS: Mapping[Sign, str] = {
    Sign.LOOK_AT_KEY: _("Those who did well elsewhere got this wrong: look at the key."),
    Sign.TEMPTS_THE_BEST: _("Of those who did best, more chose “%(option)s” than the answer."),
    Sign.NOBODY_RIGHT: _("Nobody had any of this right: look at the key, the wording and the lesson."),
    Sign.HARD: _("Fewer than half had this right: look at the wording, and at what the lesson says."),
    Sign.ALL_RIGHT: _("Everybody had this right: good to know, and it tells nobody apart."),
    Sign.TELLS_LITTLE: _("How people did elsewhere says little about how they did here."),
    Sign.NEVER_CHOSEN: _("Nobody chose “%(option)s”: it tempts no one."),
}
"""What each sign says, in one sentence."""

THIRDS: Mapping[Third, str] = {
    Third.LOWEST: _("Lowest third"),
    Third.MIDDLE: _("Middle third"),
    Third.HIGHEST: _("Highest third"),
}
"""What a third of the learners, by total, is called."""

PICKS: Mapping[Pick, str] = {
    Pick.TRUE: _("True"),
    Pick.FALSE: _("Not true"),
    Pick.OTHER_NUMBER: _("Another number"),
    Pick.ALL: _("All of it right"),
    Pick.SOME: _("Some of it right"),
    Pick.NONE: _("None of it right yet"),
    Pick.OPEN: _("Left open"),
}
"""What an answer is called that has no words of its author's own."""

QUIZ = {
    "mean": "mean, %",
    "median": "median, %",
    "sd": "standard deviation, %",
    "skewness": "skewness",
    "kurtosis": "kurtosis",
    "alpha": "Cronbach's alpha (CIC), %",
    "error_ratio": "error ratio, %",
    "standard_error": "standard error, %",
    "kr20": "KR-20, %",
}
ITEM = {
    "facility": "facility",
    "sd": "SD",
    "discrimination": "discr.",
    "efficiency": "effic.",
    "effective_weight": "weight",
}
UNKNOWN = "–"


def answer(analysis: Analysis) -> dict[str, Any]:
    """An analysis as JSON values: per cent but for skewness, kurtosis and n; null where there is nothing to divide."""
    return {
        "n": analysis.n,
        "too_few": analysis.too_few,
        "quiz": {name: getattr(analysis.quiz, name) for name in QUIZ},
        "items": [_item(item) for item in analysis.items],
    }


def report(analysis: Analysis) -> str:
    """An analysis as plain text for people."""
    width = max((len(item.id) for item in analysis.items), default=0) + 2
    quiz = [f"{said:28}{_number(getattr(analysis.quiz, name)):>8}" for name, said in QUIZ.items()]
    head = "".join(f"{said:>10}" for said in ITEM.values())
    items = [line for item in analysis.items for line in _lines(item, width)]
    return "\n".join(
        [few(analysis.n), "", *quiz, "", f"{'item':{width}}{'n':>6}{head}   95% interval", *items]
    )


def few(n: int) -> str:
    """How many learners it rests on, and whether that is too few."""
    return f"n = {n}: too few to say (fewer than {ENOUGH})" if too_few(n) else f"n = {n}"


def _item(item: ItemStatistics) -> dict[str, Any]:
    interval = item.interval
    return {
        "id": item.id,
        "n": item.n,
        "too_few": too_few(item.n),
        "facility": item.facility,
        "interval": [interval.low, interval.high] if interval else None,
        **{name: getattr(item, name) for name in ITEM if name != "facility"},
        "findings": [each.sign.value for each in signs(item)],
    }


def _lines(item: ItemStatistics, width: int) -> Iterable[str]:
    numbers = "".join(f"{_number(getattr(item, name)):>10}" for name in ITEM)
    interval = f"   {_number(item.interval.low)} to {_number(item.interval.high)}" if item.interval else ""
    yield f"{item.id:{width}}{item.n:>6}{numbers}{interval}"
    yield from (f"  {spoken(each)}" for each in signs(item))


def spoken(noticed: Noticed) -> str:
    """What a sign says of this item."""
    return SIGNS[noticed.sign] % {"option": noticed.option}


def _number(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:.2f}"
