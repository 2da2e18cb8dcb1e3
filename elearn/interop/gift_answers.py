"""Without this file what stands in GIFT's braces would be neither a choice nor a number nor a pair."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from elearn.interop.drafts import Draft, Item
from elearn.interop.gift_marks import format_of, marks, plain
from elearn.interop.inline_text import inline_from
from elearn.interop.numbers import Answer, ask_for_number, number_from, range_from
from elearn.interop.shaping import FULL, Choice, Match, choose_one, choose_several, hold_or_not, match_pairs

MOST_ANSWERS = 100
_WEIGHT = re.compile(r"\s*%(-?\d{1,3}(?:\.\d{1,9})?)%")
_USUAL = {"=": FULL, "~": Decimal(0)}
"""What an answer earns that names no weight, by its mark."""
_TRUE, _FALSE = frozenset({"T", "TRUE"}), frozenset({"F", "FALSE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What stands between the braces of a question, on which line it begins, and the format of its texts."""

    item: Item
    text: str
    line: int
    format: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """One answer as it is written: its mark (``=`` or ``~``), its weight if it names one, its text and feedback."""

    mark: str
    weight: Decimal | None
    text: str
    feedback: str
    line: int


def draft_from(answers: Answers) -> Draft | None:
    """The question that these answers make; None, and a loss, where we have no such kind."""
    answers = _without_general(answers)
    item, text = answers.item, answers.text
    if not text.strip():
        item.lose("an essay has no answer that could be marked: left out")
        return None
    if (count := len(marks(text, "[~=]"))) > MOST_ANSWERS:
        item.lose(f"{count} answers are more than anybody reads: the question is left out")
        return None
    if text.lstrip().startswith("#"):
        return _numeric(answers)
    if marks(text, "~"):
        return _choice(item, list(_pieces(answers, "[~=]")))
    if marks(text, "=") and marks(text, "->"):
        return _matching(answers)
    return _true_or_short(answers)


def _without_general(answers: Answers) -> Answers:
    """The answers without the general feedback, which becomes the question's `why`."""
    found = marks(answers.text, "####")
    if not found:
        return answers
    answers.item.why = _inline(answers, answers.text[found[-1] + 4 :])
    return Answers(
        item=answers.item, text=answers.text[: found[-1]], line=answers.line, format=answers.format
    )


def _pieces(answers: Answers, wanted: str) -> Iterator[_Piece]:
    text = answers.text
    starts = marks(text, wanted)
    _lose_stray(answers, text[: starts[0]] if starts else text)
    for start, end in pairwise([*starts, len(text)]):
        body, line = text[start + 1 : end], answers.line + text.count("\n", 0, start)
        weight = _WEIGHT.match(body)
        shown, feedback = _halves(body[weight.end() :] if weight else body)
        if shown.strip() or feedback.strip():
            yield _Piece(
                mark=text[start],
                weight=Decimal(weight[1]) if weight else None,
                text=_inline(answers, shown),
                feedback=_inline(answers, feedback),
                line=line,
            )


def _lose_stray(answers: Answers, stray: str) -> None:
    if stray.strip():
        says = f'"{plain(stray.strip())}" stands before the first answer: left out'
        answers.item.lose(says, answers.line)


def _halves(body: str) -> tuple[str, str]:
    """An answer, and the feedback to it."""
    found = marks(body, "#")
    return (body[: found[0]], body[found[0] + 1 :]) if found else (body, "")


def _choice(item: Item, pieces: list[_Piece]) -> Draft | None:
    choices = [
        Choice(
            text=piece.text,
            weight=_USUAL[piece.mark] if piece.weight is None else piece.weight,
            feedback=piece.feedback,
            line=piece.line,
        )
        for piece in pieces
    ]
    several = not any(piece.mark == "=" for piece in pieces)
    return choose_several(item, choices) if several else choose_one(item, choices)


def _matching(answers: Answers) -> Draft | None:
    matches = []
    text = answers.text
    starts = marks(text, "=")
    _lose_stray(answers, text[: starts[0]])
    for start, end in pairwise([*starts, len(text)]):
        left, arrow, right = text[start + 1 : end].partition("->")
        right, feedback = _halves(right)
        line = answers.line + text.count("\n", 0, start)
        if feedback.strip():
            says = "nothing is said to one pair here, so this is left out"
            answers.item.lose(f'{says}: "{_inline(answers, feedback)}"', line)
        if arrow:
            matches.append(Match(text=_inline(answers, left), match=_inline(answers, right), line=line))
        else:
            answers.item.lose(f'"{plain(left)}" is matched with nothing: left out', line)
    return match_pairs(answers.item, matches)


def _true_or_short(answers: Answers) -> Draft | None:
    word, wrong = _halves(answers.text)
    wrong, right = _halves(wrong)
    if word.strip().upper() in _TRUE | _FALSE:
        return hold_or_not(
            answers.item,
            holds=word.strip().upper() in _TRUE,
            wrong=_inline(answers, wrong),
            right=_inline(answers, right),
        )
    answers.item.lose("an answer in one's own words (short answer) cannot be marked here: left out")
    return None


def _numeric(answers: Answers) -> Draft | None:
    text = answers.text.lstrip()[1:]
    line = answers.line + answers.text[: answers.text.index("#")].count("\n")
    text = text if marks(text, "=") else f"={text}"
    inside = Answers(item=answers.item, text=text, line=line, format=answers.format)
    found, otherwise = [], ""
    for piece in _pieces(inside, "[~=]"):
        if piece.mark == "=" or piece.text:
            found.append(_number(inside.item, piece))
        elif otherwise:
            says = f'a second "~" without a number is left out: "{piece.feedback}"'
            answers.item.lose(says, piece.line)
        else:
            otherwise = piece.feedback
    kept = [answer for answer in found if answer]
    return ask_for_number(answers.item, kept, otherwise) if len(kept) == len(found) else None


def _number(item: Item, piece: _Piece) -> Answer | None:
    """An answer as ``3``, ``3:0.5`` or ``1..5``."""
    low, dots, high = piece.text.partition("..")
    middle, _colon, off = piece.text.partition(":")
    ends = [number_from(each) for each in ((low, high) if dots else (middle, off or "0"))]
    if ends[0] is None or ends[1] is None:
        says = "is not a number that can be written here: the question is left out"
        item.lose(f'"{piece.text}" {says}', piece.line)
        return None
    number, within = range_from(ends[0], ends[1]) if dots else (ends[0], abs(ends[1]))
    return Answer(
        number=number,
        within=within,
        weight=_USUAL[piece.mark] if piece.weight is None else piece.weight,
        feedback=piece.feedback,
        line=piece.line,
    )


def _inline(answers: Answers, text: str) -> str:
    """A text as ours; it has the format of the question unless it names one of its own."""
    own, rest = format_of(text)
    found = inline_from(plain(rest), own or answers.format)
    for lost in found.lost:
        answers.item.lose(f"{lost} cannot be kept", answers.line)
    return found.text
