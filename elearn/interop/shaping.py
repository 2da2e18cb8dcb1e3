"""Without this file each reader would decide by itself which of our kinds a foreign question is, and what is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from elearn.domain.quizzes import Credit, Kind
from elearn.interop.drafts import Draft, Item, Value
from elearn.interop.naming import ids_from, is_id

FULL = Decimal(100)
_CLOSE = Decimal(
    "0.05"
)  # percentages are rounded in these formats: three times 33.33 is meant to be the whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer that is offered; `weight` is its percentage of the mark."""

    text: str
    weight: Decimal
    feedback: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One line of a matching question; without a text it is a choice that fits nothing."""

    text: str
    match: str
    line: int


def choose_one(item: Item, choices: Sequence[Choice], *, shuffle: bool = True) -> Draft | None:
    """A question in which one choice is right; None, and a loss, where it cannot be ours."""
    right = [choice for choice in choices if choice.weight >= FULL]
    if len(right) != 1:
        item.lose(f"one choice with the full mark is needed, here are {len(right)}: the question is left out")
        return None
    for choice in choices:
        if choice not in right and choice.weight:
            item.lose(f'"{choice.text}" earns {choice.weight:f} % elsewhere and nothing here', choice.line)
    ids, options = _options(item, choices, right)
    return draft_of(item, Kind.SINGLE, options=options, answer=ids[choices.index(right[0])], shuffle=shuffle)


def choose_several(item: Item, choices: Sequence[Choice], *, shuffle: bool = True) -> Draft | None:
    """A question in which any number of choices are right; None, and a loss, where none is."""
    right = [choice for choice in choices if choice.weight > 0]
    if not right:
        item.lose("no choice is right: the question is left out")
        return None
    ids, options = _options(item, choices, right)
    answer = tuple(ids[number] for number, choice in enumerate(choices) if choice.weight > 0)
    noted = tuple(item.house.get("answer", "").split())
    answer = noted if sorted(noted) == sorted(answer) else answer
    return draft_of(
        item, Kind.MULTIPLE, options=options, answer=answer, credit=_credit(item, choices), shuffle=shuffle
    )


def hold_or_not(item: Item, *, holds: bool, wrong: str, right: str) -> Draft:
    """A statement that is true or not, with what is said to the wrong and to the right answer."""
    praise(item, [right])
    return draft_of(item, Kind.TRUE_FALSE, answer="true" if holds else "false", wrong=wrong)


def match_pairs(
    item: Item, matches: Sequence[Match], *, wrong: str = "", shuffle: bool = True
) -> Draft | None:
    """A matching question; None, and a loss, where there are not two pairs."""
    pairs = [each for each in matches if each.text]
    if len(pairs) < 2:
        item.lose(f"a matching needs two pairs, here are {len(pairs)}: the question is left out")
        return None
    ids = _ids("pairs", item, [pair.text for pair in pairs], "pair")
    return draft_of(
        item,
        Kind.MATCHING,
        pairs={name: {"text": pair.text, "match": pair.match} for name, pair in zip(ids, pairs, strict=True)},
        extra=tuple(each.match for each in matches if not each.text),
        wrong=item.house.get("wrong") or wrong,
        credit=item.house.get("credit", ""),
        shuffle=shuffle,
    )


def _options(
    item: Item, choices: Sequence[Choice], right: Sequence[Choice]
) -> tuple[tuple[str, ...], Mapping[str, Value]]:
    praise(item, [choice.feedback for choice in right])
    ids = _ids("options", item, [choice.text for choice in choices], "option")
    options: dict[str, Value] = {
        name: choice.text if choice in right else {"text": choice.text, "wrong": choice.feedback}
        for name, choice in zip(ids, choices, strict=True)
    }
    return ids, options


def praise(item: Item, said: Sequence[str]) -> None:
    """What is said to a right answer is why it is right, where nothing else says that."""
    said = [each for each in said if each]
    if len(said) == 1 and not item.why:
        item.why = said[0]
    else:
        for each in said:
            item.lose(f'nothing is said to a right answer here, so this is left out: "{each}"')


def _credit(item: Item, choices: Sequence[Choice]) -> str:
    """Which of our two ways of adding up the weights mean; a loss where they mean a third."""
    if "credit" in item.house:
        return item.house["credit"]
    right = [choice.weight for choice in choices if choice.weight > 0]
    wrong = {choice.weight for choice in choices if choice.weight <= 0}
    share = FULL / len(right)
    even = all(abs(weight - share) <= _CLOSE for weight in right)
    if even and wrong and all(weight <= -FULL + _CLOSE for weight in wrong) and len(right) > 1:
        return Credit.ALL_OR_NOTHING.value
    if not (even and all(abs(weight + share) <= _CLOSE for weight in wrong)):
        told = ", ".join(f"{choice.weight:f} %" for choice in choices)
        item.lose(
            f"the weights {told} are not kept: each right choice earns a share, each wrong one takes one"
        )
    return Credit.EACH.value


def _ids(key: str, item: Item, texts: Sequence[str], otherwise: str) -> tuple[str, ...]:
    """The ids that our own export noted, where they still fit; otherwise new ones."""
    noted = tuple(item.house.get(key, "").split())
    fits = len(noted) == len(texts) == len(set(noted)) and all(is_id(each) for each in noted)
    return noted if fits else ids_from(texts, otherwise)


def draft_of(item: Item, kind: Kind, *, shuffle: bool = True, **keys: Value) -> Draft:
    """A draft of one kind from its own keys and what every kind has; what has its default is left out."""
    shuffled = shuffle and item.house.get("shuffle") != "false"
    said: dict[str, Value] = {"kind": kind.value, "was": item.house.get("was", "")}
    said |= {"objective": item.house.get("objective", ""), "ask": item.ask}
    said |= keys
    said |= {"shuffle": "" if shuffled else "false", "why": item.why}
    said |= {"claims": tuple(item.house.get("claims", "").split()), "read": item.house.get("read", "")}
    for key in ("was", "credit", "shuffle", "extra", "unit"):
        if key in said and (not said[key] or said[key] == Credit.ALL_OR_NOTHING.value):
            del said[key]
    return Draft(id="", line=item.line, keys=said, comments=item.comments)
