"""Without this file a requirement would stay a few words: here its one verb and its modifiers are read.

A verb has one reader below; a modifier has one line in `_requirement`, whatever verb it stands beside.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from elearn.content.evidence import where_keys
from elearn.content.fields import Fields
from elearn.content.lengths import amount, anchor, packing, span
from elearn.content.prose import read_prose
from elearn.content.reader import Items, Text
from elearn.content.references import Kind
from elearn.content.spelling import did_you_mean
from elearn.content.values import identifier, one_of, truth, whole
from elearn.domain.evidence import CourseEvent
from elearn.domain.judging.entries import KINDS
from elearn.domain.pathways import (
    AllOf,
    AnyOf,
    Attend,
    Before,
    Check,
    Closer,
    Count,
    Cover,
    Distinct,
    Document,
    Facet,
    Instead,
    Pass,
    Rate,
    Rater,
    Reach,
    Read,
    Requirement,
    Supervise,
    Total,
    Unit,
    Verb,
    Where,
    WhereKey,
)
from elearn.domain.practice import unentered

Value = TypeVar("Value")

_BOUND = re.compile(r"at (least|most) (\d{1,5})(?: min)?")
_NUMBERS = ("none", "one", "two", "three", "four", "five")


def read_requirements(fields: Fields, key: str, *, required: bool = False) -> tuple[Requirement, ...]:
    """The requirements under a key, in order; the ones that cannot be read are noted and left out."""
    listed = fields.fields(key, "the requirements", required=required)
    if not listed:
        return ()
    found = []
    for entry in listed.entries():
        inner = listed.as_fields(entry.value, "a requirement", entry.line)
        if inner and (requirement := read_requirement(entry.key, inner)):
            found.append(requirement)
    return tuple(found)


def read_requirement(id_: str, fields: Fields) -> Requirement | None:
    """One requirement; None, and a problem, where it has no verb or several."""
    verb = _verb(fields, READERS)
    if verb is None:
        return None
    number = amount if isinstance(verb, Total) else whole
    requirement = Requirement(
        id=id_,
        verb=verb,
        at_least=_maybe(fields, "min", number),
        where=_where(fields, verb),
        new=_flag(fields, "new"),
        from_=_maybe(fields, "from", anchor),
        gap=_maybe(fields, "gap", span),
        norm=_maybe(fields, "norm", number),
        instead=_instead(fields),
        waive=_maybe(fields, "waive", one_of(Closer)),
        lasts=_maybe(fields, "lasts", span),
        fresh=_flag(fields, "fresh"),
        note=read_prose(fields, "note") if "note" in fields else "",
    )
    fields.close(*READERS)
    _check(requirement, fields)
    _warn(requirement, fields)
    return requirement


def _check(requirement: Requirement, fields: Fields) -> None:
    verb = requirement.verb
    if requirement.fresh and not isinstance(verb, Read | Pass | AnyOf | AllOf):
        fields.wrong("fresh", '"fresh" goes with read and pass: only content changes')
    if isinstance(verb, Total) and "min" not in fields and "norm" not in fields:
        fields.wrong("total", '"total" needs "min:" or "norm:", such as 15 h')
    if isinstance(verb, Supervise | AllOf) and requirement.at_least is not None:
        fields.wrong("min", 'how many is said by the verb itself: leave "min" out')
    if isinstance(verb, Read | Pass) and (requirement.at_least or 1) > 1:
        fields.wrong("min", 'a module is read once and a quiz passed once: leave "min" out')


def _warn(requirement: Requirement, fields: Fields) -> None:
    """Say beforehand what would leave learners with a line that nothing they enter can meet."""
    verb = next(key for key in fields.keys if key in READERS)
    for each in unentered(requirement):
        line = fields.line_of("where" if isinstance(each, WhereKey) else verb)
        sentence = f'no page enters "{each}" yet: only "elearn pathways judge" can tell whether this is met'
        fields.notes.problems.warning(fields.path, line, sentence)


def _verb(fields: Fields, readers: "Mapping[str, Callable[[Fields], Any]]") -> Any:
    named = [key for key in fields.keys if key in readers]
    if not named:
        fields.wrong("", f"a requirement needs a verb: one of {', '.join(readers)}")
        return None
    if len(named) > 1:
        number = _NUMBERS[len(named)] if len(named) < len(_NUMBERS) else f"{len(named)}"
        fields.wrong(named[1], f"a requirement has one verb; here are {number}: {', '.join(named)}")
        return None
    return readers[named[0]](fields)


def _read(fields: Fields) -> Verb:
    return Read(module=fields.refer("read", Kind.MODULE))


def _pass(fields: Fields) -> Verb:
    return Pass(quiz=fields.refer("pass", Kind.QUIZ))


def _attend(fields: Fields) -> Verb:
    return Attend(
        course=fields.read("attend", identifier, ""),
        days=_maybe(fields, "days", whole) or 0,
        minutes=_maybe(fields, "minutes", whole) or 0,
    )


def _document(fields: Fields) -> Verb:
    return Document(document=fields.read("document", identifier, ""))


def _checked(fields: Fields) -> Verb:
    return Check(check=fields.read("check", identifier, ""))


def _count(fields: Fields) -> Verb:
    return Count(unit=fields.read("count", one_of(Unit), Unit.CYCLE))


def _distinct(fields: Fields) -> Verb:
    facet = fields.read("distinct", one_of(Facet), Facet.CLIENT)
    return Distinct(facet=facet, of=_of(fields, facet), each=_maybe(fields, "each", whole) or 1)


def _total(fields: Fields) -> Verb:
    return Total(unit=fields.read("total", one_of(Unit), Unit.SUPERVISION))


def _supervise(fields: Fields) -> Verb:
    return Supervise(packings=fields.listed("supervise", packing, required=True))


def _cover(fields: Fields) -> Verb:
    facet = fields.read("cover", one_of(Facet), Facet.CLIENT)
    return Cover(facet=facet, of=_of(fields, facet))


def _before(fields: Fields) -> Verb:
    return Before(unit=fields.read("before", one_of(Unit), Unit.VISIT))


def _rate(fields: Fields) -> Verb:
    return Rate(
        scale=fields.read("rate", identifier, ""),
        level=fields.read("level", whole, 1),
        items=fields.listed("items", identifier),
        by=fields.read("by", one_of(Rater), Rater.SUPERVISOR, required=False),
        last=_maybe(fields, "last", whole) or 1,
    )


def _reach(fields: Fields) -> Verb:
    return Reach(milestone=fields.text("reach"))


def _any(fields: Fields) -> Verb:
    return AnyOf(requirements=read_requirements(fields, "any", required=True))


def _all(fields: Fields) -> Verb:
    return AllOf(requirements=read_requirements(fields, "all", required=True))


LEAVES: Mapping[str, Callable[[Fields], Any]] = {
    "read": _read,
    "pass": _pass,
    "attend": _attend,
    "document": _document,
    "check": _checked,
    "count": _count,
    "distinct": _distinct,
    "total": _total,
    "supervise": _supervise,
    "cover": _cover,
    "before": _before,
    "rate": _rate,
    "reach": _reach,
}
READERS = {**LEAVES, "any": _any, "all": _all}
"""How each verb is read; a requirement names exactly one of these keys."""


def _of(fields: Fields, facet: Facet) -> Unit:
    """Which entries are looked at: cycles, or interventions where cases are asked for (a cycle has no case)."""
    default = Unit.INTERVENTION if facet is Facet.CASE else Unit.CYCLE
    return fields.read("of", one_of(Unit), default, required=False)


def _maybe(fields: Fields, key: str, parse: Callable[[str], Value]) -> Value | None:
    return fields.read(key, parse, None, required=False)


def _flag(fields: Fields, key: str) -> bool:
    return fields.read(key, truth, False, required=False)


def _instead(fields: Fields) -> Instead | None:
    inner = fields.fields("instead", "what stands in")
    verb = _verb(inner, LEAVES) if inner else None
    if inner is None or verb is None:
        return None
    instead = Instead(
        verb=verb,
        stands_for=inner.read("for", whole, 1, required=False),
        at_most=inner.read("at most", whole, 1, required=False),
    )
    inner.close()
    return instead


def _where(fields: Fields, verb: Verb) -> tuple[Where, ...]:
    inner = fields.fields("where", "a condition")
    if not inner:
        return ()
    usable = _usable(verb)
    found = []
    for key in inner.keys:
        if key not in usable:
            inner.wrong(key, f'"{key}" is not a key to ask for here{did_you_mean(key, usable)}')
        elif where := _condition(inner, WhereKey(key)):
            found.append(where)
    return tuple(found)


def _condition(fields: Fields, key: WhereKey) -> Where | None:
    node = fields.node(key)
    if isinstance(node, Items):
        return Where(key=key, values=tuple(each.text for each in fields.texts(key)))
    if not isinstance(node, Text) or not fields.needs(key):
        fields.wrong(key, f'"{key}" is one text or a list of texts')
        return None
    bound = _BOUND.fullmatch(node.text)
    if bound is None:
        return Where(key=key, values=(node.text,))
    if key is not WhereKey.MINUTES:
        fields.wrong(key, f'only minutes are more or less: "{key}" is a word or a list of words')
        return None
    number = int(bound[2])
    return Where(key=key, at_least=number) if bound[1] == "least" else Where(key=key, at_most=number)


def _usable(verb: Verb) -> tuple[str, ...]:
    """The keys that entries of this verb can be asked for; all of them for a tree of requirements."""
    match verb:
        case Count() | Total() | Before():
            return where_keys(KINDS[verb.unit])
        case Distinct() | Cover():
            return where_keys(KINDS[verb.of])
        case Supervise():
            return where_keys(KINDS[Unit.SUPERVISION])
        case Attend():
            return where_keys(CourseEvent)
        case AnyOf() | AllOf():
            return tuple(WhereKey)
        case _:
            return ()
