"""Without this file the six kinds of question would stay YAML, and an option without feedback would reach a learner."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any, assert_never

from elearn.content.fields import Fields
from elearn.content.prose import check_inline, read_prose
from elearn.content.reader import Entry, Text
from elearn.content.references import Kind as Refers
from elearn.content.spelling import did_you_mean
from elearn.content.values import NotAValue, identifier, number, one_of, truth
from elearn.domain.addresses import Address, address_of
from elearn.domain.quizzes import (
    Credit,
    Kind,
    Matching,
    Multiple,
    Numeric,
    Option,
    Ordering,
    Pair,
    Question,
    Single,
    Slip,
    Step,
    TrueFalse,
)

WHY_WRONG = "why it tempts and why it fails"
_NOWHERE = Address(module="", lesson="")


def read_question(question_id: str, module: str, fields: Fields) -> Question | None:
    """One question of any kind; None where its kind is not known, since nothing else can then be said of its keys."""
    kind = fields.read("kind", one_of(Kind), None)
    if kind is None:
        return None
    asked: dict[str, Any] = {
        "id": question_id,
        "objective": fields.refer("objective", Refers.OBJECTIVE, within=f"{module}/"),
        "ask": read_prose(fields, "ask"),
        "why": read_prose(fields, "why"),
        "claims": fields.refer_all("claims", Refers.CLAIM, required=True),
        "read": _read_again(fields),
        "was": fields.read("was", identifier, "", required=False),
    }
    question = _of_kind(kind, asked, fields)
    fields.close()
    return question


def _of_kind(kind: Kind, asked: dict[str, Any], fields: Fields) -> Question:
    match kind:
        case Kind.SINGLE:
            answers = tuple(filter(None, [fields.text("answer")]))
            options = _options(fields, answers)
            return Single(**asked, options=options, answer="".join(answers), shuffle=_shuffle(fields))
        case Kind.MULTIPLE:
            answers = tuple(text.text for text in fields.texts("answer", required=True))
            if "answer" in fields and not answers:
                fields.wrong("answer", "nothing is right here: name one option or more")
            options = _options(fields, answers)
            credit, shuffle = _credit(fields), _shuffle(fields)
            return Multiple(**asked, options=options, answer=answers, credit=credit, shuffle=shuffle)
        case Kind.TRUE_FALSE:
            return TrueFalse(**asked, answer=fields.read("answer", truth, True), wrong=_wrong(fields))
        case Kind.MATCHING:
            return _matching(asked, fields)
        case Kind.ORDERING:
            return Ordering(**asked, order=_steps(fields), wrong=_wrong(fields))
        case Kind.NUMERIC:
            return _numeric(asked, fields)
        case _:
            assert_never(kind)


def _read_again(fields: Fields) -> Address:
    written = fields.text("read")
    if not written:
        return _NOWHERE
    try:
        address = address_of(written)
    except ValueError:
        fields.wrong("read", f'"{written}" is not a lesson: write module/lesson or module/lesson#heading')
        return _NOWHERE
    kind = Refers.HEADING if address.heading else Refers.LESSON
    fields.notes.references.use(kind, str(address), fields.path, fields.line_of("read"))
    return address


def _wrong(fields: Fields) -> str:
    return read_prose(fields, "wrong") if fields.needs("wrong", WHY_WRONG) else ""


def _credit(fields: Fields) -> Credit:
    return fields.read("credit", one_of(Credit), Credit.ALL_OR_NOTHING, required=False)


def _shuffle(fields: Fields) -> bool:
    return fields.read("shuffle", truth, True, required=False)


def _options(fields: Fields, answers: Collection[str]) -> tuple[Option, ...]:
    listed = fields.fields("options", "the options", required=True)
    if not listed:
        return ()
    unknown = [answer for answer in answers if answer not in listed.keys]
    for answer in unknown:
        fields.wrong("answer", f'no option "{answer}"{did_you_mean(answer, listed.keys)}')
    settled = bool(answers) and not unknown  # otherwise nobody knows which options need "wrong"
    options = tuple(_option(entry, listed, answers if settled else None) for entry in listed.entries())
    if len(options) < 2:
        fields.wrong("options", "a choice needs two options or more")
    _refuse_twins([option.text for option in options], "options", fields)
    return options


def _option(entry: Entry, listed: Fields, answers: Collection[str] | None) -> Option:
    detailed = None
    if isinstance(entry.value, Text):
        text, wrong = read_prose(listed, entry.key), ""
    else:
        detailed = listed.as_fields(entry.value, f'option "{entry.key}"', entry.line)
        text = read_prose(detailed, "text") if detailed else ""
        wrong = read_prose(detailed, "wrong", "") if detailed and detailed.holds("wrong") else ""
    if detailed:
        detailed.close()
    if answers is not None and entry.key in answers and detailed and "wrong" in detailed:
        detailed.wrong("wrong", f'option "{entry.key}" is an answer and may not have "wrong"')
    if answers is not None and entry.key not in answers and not wrong:
        sentence = f'option "{entry.key}" is not an answer and needs "wrong": {WHY_WRONG}'
        if detailed and "wrong" in detailed:
            detailed.wrong("wrong", sentence)
        else:
            listed.wrong(entry.key, sentence)
    return Option(id=entry.key, text=text, wrong=wrong)


def _refuse_twins(texts: list[str], key: str, fields: Fields) -> None:
    for text in dict.fromkeys(text for text in texts if text and texts.count(text) > 1):
        fields.wrong(key, f'two of the {key} read alike: "{text}"')


def _matching(asked: dict[str, Any], fields: Fields) -> Matching:
    pairs = _pairs(fields)
    extra = tuple(text.text for text in fields.texts("extra"))
    for choice in extra:
        check_inline(choice, fields.path, fields.line_of("extra"), fields.notes)
        if choice in [pair.match for pair in pairs]:
            fields.wrong("extra", f'"{choice}" fits a pair, so it is not extra')
    _refuse_twins(list(extra), "extra", fields)
    credit, shuffle = _credit(fields), _shuffle(fields)
    return Matching(**asked, pairs=pairs, extra=extra, wrong=_wrong(fields), credit=credit, shuffle=shuffle)


def _pairs(fields: Fields) -> tuple[Pair, ...]:
    pairs = []
    listed = fields.fields("pairs", "the pairs", required=True)
    for entry in listed.entries() if listed else ():
        pair = fields.as_fields(entry.value, f'pair "{entry.key}"', entry.line)
        if pair:
            pairs.append(Pair(id=entry.key, text=read_prose(pair, "text"), match=read_prose(pair, "match")))
            pair.close()
    if listed and len(listed.keys) < 2:
        fields.wrong("pairs", "a matching needs two pairs or more")
    _refuse_twins([pair.text for pair in pairs], "pairs", fields)
    return tuple(pairs)


def _steps(fields: Fields) -> tuple[Step, ...]:
    listed = fields.fields("order", "the order", required=True)
    if not listed:
        return ()
    steps = tuple(Step(id=entry.key, text=read_prose(listed, entry.key)) for entry in listed.entries())
    if len(steps) < 2:
        fields.wrong("order", "an order needs two steps or more")
    _refuse_twins([step.text for step in steps], "order", fields)
    return steps


def _numeric(asked: dict[str, Any], fields: Fields) -> Numeric:
    answer = fields.read("answer", number, Decimal(0))
    within = fields.read("within", number, Decimal(0))
    if within < 0:
        fields.wrong("within", f'"{within}" is below 0: how far off, on both sides, is still right')
    wrong = fields.fields("wrong", "the wrong numbers") if fields.needs("wrong", WHY_WRONG) else None
    slips = _slips(wrong, answer, within) if wrong else ()
    otherwise = read_prose(wrong, "otherwise") if wrong else ""
    unit = fields.text("unit", "")
    return Numeric(**asked, answer=answer, within=within, otherwise=otherwise, slips=slips, unit=unit)


def _slips(wrong: Fields, answer: Decimal, within: Decimal) -> tuple[Slip, ...]:
    slips = []
    for entry in wrong.entries(ids=False):
        if entry.key == "otherwise":
            continue
        try:
            slip = number(entry.key)
        except NotAValue:
            wrong.wrong(entry.key, f'"{entry.key}" is neither a number nor "otherwise"')
            continue
        if abs(slip - answer) <= within:
            wrong.wrong(entry.key, f'"{entry.key}" is a right answer and may not stand under "wrong"')
        slips.append(Slip(number=slip, wrong=read_prose(wrong, entry.key)))
    return tuple(slips)
