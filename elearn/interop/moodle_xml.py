"""Without this file nobody could bring along a bank of questions that she has in Moodle.

What an element says that we have no word for is listed: each question keeps an account of what was read of it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from elearn.interop.drafts import MOST_QUESTIONS, Draft, Item, Loss, Translation, Unreadable
from elearn.interop.inline_text import inline_from
from elearn.interop.naming import id_from
from elearn.interop.numbers import Answer, ask_for_number, number_from
from elearn.interop.shaping import FULL, Choice, Match, choose_one, choose_several, hold_or_not, match_pairs
from elearn.interop.xml_tree import Element, tree_of

MOST_PARTS = 200
_FORMATS = {"markdown": "markdown", "plain_text": "plain", "html": "html"}
_COMMON = frozenset({"name", "questiontext", "generalfeedback", "answer"})
_SETTLED: Mapping[str, tuple[str, ...]] = {
    "hidden": ("0",),
    "defaultgrade": ("1",),
    "single": ("true", "false", "0", "1"),
    "shuffleanswers": ("true", "false", "0", "1"),
    "unitgradingtype": ("0",),
    "unitpenalty": (),
    "showunits": (),
    "unitsleft": ("0",),
}
"""Settings that say nothing we have not understood when they have one of these values."""
_WITHIN: Mapping[str, frozenset[str]] = {
    "name": frozenset({"text"}),
    "questiontext": frozenset({"text", "file"}),
    "generalfeedback": frozenset({"text", "file"}),
    "incorrectfeedback": frozenset({"text", "file"}),
    "feedback": frozenset({"text", "file"}),
    "answer": frozenset({"text", "file", "feedback", "tolerance"}),
    "subquestion": frozenset({"text", "file", "answer"}),
    "tags": frozenset({"tag"}),
    "tag": frozenset({"text"}),
    "units": frozenset({"unit"}),
    "unit": frozenset({"unit_name", "multiplier"}),
    "text": frozenset(),
}
"""What is read inside each element that is read at all."""
_OFTEN = frozenset({"file", "tag", "unit"})
"""What may stand in one element more than once."""
_EVERYWHERE = frozenset({"penalty", "answernumbering", "showstandardinstruction", "shownumcorrect"})
"""Settings that stand in every question of an export; they are listed once a file."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as it stands in the file, beside what it is becoming."""

    element: Element
    item: Item
    settings: dict[str, list[int]]

    def text(self, holder: Element | None) -> str:
        """The text that an element holds, as ours; what cannot be kept is listed."""
        if holder is None:
            return ""
        format_ = _FORMATS.get(holder.attributes.get("format", ""), "")
        found = inline_from(holder.said("text"), format_)
        for lost in found.lost:
            self.item.lose(f"{lost} cannot be kept", holder.line)
        for file in holder.all("file"):
            self.item.lose(f'the file "{file.attributes.get("name", "")}" cannot be kept', file.line)
        return found.text

    def lose_within(self, element: Element) -> None:
        """List what stands inside an element that is read, and is not read itself; words in a text are kept."""
        read: set[str] = set()
        for child in element.children:
            known = child.tag in _WITHIN[element.tag] and (child.tag in _OFTEN or child.tag not in read)
            said = " ".join(child.words.split())[:80]
            if known and child.tag in _WITHIN:
                self.lose_within(child)
            elif element.tag == "text":
                self.item.lose(f"of <{child.tag}> in a text only the words are kept", child.line)
            elif not known and (said or child.children):
                told = f': "{said}"' if said else ""
                self.item.lose(f"<{child.tag}> inside <{element.tag}> is not kept{told}", child.line)
            read.add(child.tag)

    def lose_unread(self) -> None:
        """List every child that has something to say and is not read."""
        known = _COMMON | _READ[self.element.attributes["type"]]
        for child in self.element.children:
            said = child.said("text") or child.words
            if child.tag in _EVERYWHERE:
                self.settings.setdefault(child.tag, []).append(child.line)
            elif child.tag not in known and (said or child.children) and not _is_usual(child.tag, said):
                told = f': "{" ".join(said.split())[:80]}"' if said else ""
                self.item.lose(f"<{child.tag}> is not kept{told}", child.line)


def read_moodle_xml(raw: bytes) -> Translation:
    """The questions of a Moodle XML file as ours; raises Unreadable where it is none, or is meant to harm."""
    root = tree_of(raw)
    if root.tag != "quiz":
        raise Unreadable(root.line, f"this is not Moodle's XML: it begins with <{root.tag}>, not with <quiz>")
    if len(root.all("question")) > MOST_QUESTIONS:
        raise Unreadable(1, f"this file has more than {MOST_QUESTIONS:,} questions: bring them in parts")
    losses: list[Loss] = []
    drafts: list[Draft] = []
    settings: dict[str, list[int]] = {}
    for child in root.children:
        if child.tag != "question":
            losses.append(Loss(child.line, f"<{child.tag}> is not a question: left out"))
        elif draft := _question(child, losses, settings, {each.id for each in drafts}):
            drafts.append(draft)
    losses += [
        Loss(lines[0], f"<{tag}> is not kept (times in this file: {len(lines)})")
        for tag, lines in settings.items()
    ]
    if not drafts and not losses:
        raise Unreadable(1, "there is no question in this file")
    return Translation(drafts=tuple(drafts), losses=tuple(sorted(losses)))


def _question(
    element: Element, losses: list[Loss], settings: dict[str, list[int]], taken: set[str]
) -> Draft | None:
    kind = element.attributes.get("type", "")
    if kind == "category":
        category = element.first("category")
        losses.append(
            Loss(
                element.line,
                f'a quiz has no categories: "{category.said("text") if category else ""}" is not kept',
            )
        )
        return None
    name = element.first("name")
    item = Item(line=element.line, title=name.said("text") if name else "", losses=losses)
    if kind not in KINDS:
        item.ask = kind
        item.lose(f"we have no questions of the kind {kind or 'that has no name'}: left out")
        return None
    if len(element.children) > MOST_PARTS:
        item.lose(f"{len(element.children)} parts are more than anybody reads: the question is left out")
        return None
    asked = _Asked(element, item, settings)
    item.ask = asked.text(element.first("questiontext"))
    item.why = asked.text(element.first("generalfeedback"))
    draft = KINDS[kind](asked)
    if draft is None:
        return None
    for child in element.children:
        if child.tag in _COMMON | _READ[kind]:
            asked.lose_within(child)
    _lose_second(asked)
    made = id_from(item.title or item.ask, "question", taken)
    kept = (item.title,) if item.title and item.title != made else ()
    return Draft(id=made, line=draft.line, keys=draft.keys, comments=(*_tags(element), *kept))


def _lose_second(asked: _Asked) -> None:
    """Of what a question has one of, the second is listed."""
    for tag in ("name", "questiontext", "generalfeedback"):
        for child in asked.element.all(tag)[1:]:
            said = child.said("text")
            asked.item.lose(f'a second <{tag}> is not kept: "{said[:80]}"', child.line)


def _tags(element: Element) -> Iterator[str]:
    for tags in element.all("tags"):
        yield from (f"tag: {tag.said('text')}" for tag in tags.all("tag") if tag.said("text"))


def _multichoice(asked: _Asked) -> Draft | None:
    choices = [
        Choice(
            text=asked.text(answer),
            weight=_weight(answer),
            feedback=asked.text(answer.first("feedback")),
            line=answer.line,
        )
        for answer in asked.element.all("answer")
    ]
    asked.lose_unread()
    single = asked.element.said("single").lower() in ("", "true", "1")
    shape = choose_one if single else choose_several
    return shape(asked.item, choices, shuffle=_shuffles(asked))


def _truefalse(asked: _Asked) -> Draft | None:
    said = {answer.said("text").lower(): answer for answer in asked.element.all("answer")}
    asked.lose_unread()
    if set(said) != {"true", "false"} or len(asked.element.all("answer")) > 2:
        asked.item.lose("one answer is true and one is false: the question is left out")
        return None
    holds = _weight(said["true"]) > _weight(said["false"])
    feedback = {word: asked.text(answer.first("feedback")) for word, answer in said.items()}
    wrong, right = ("false", "true") if holds else ("true", "false")
    return hold_or_not(asked.item, holds=holds, wrong=feedback[wrong], right=feedback[right])


def _matching(asked: _Asked) -> Draft | None:
    matches = []
    for pair in asked.element.all("subquestion"):
        answer = pair.first("answer")
        match = inline_from(answer.said("text") if answer else "", "plain").text
        if match:
            matches.append(Match(text=asked.text(pair), match=match, line=pair.line))
        else:
            asked.item.lose(f'"{asked.text(pair)}" is matched with nothing: left out', pair.line)
    asked.lose_unread()
    wrong = asked.text(asked.element.first("incorrectfeedback"))
    return match_pairs(asked.item, matches, wrong=wrong, shuffle=_shuffles(asked))


def _numerical(asked: _Asked) -> Draft | None:
    answers, sound = [], True
    others: list[str] = []
    for answer in asked.element.all("answer"):
        feedback = asked.text(answer.first("feedback"))
        written = answer.said("text")
        number, within = number_from(written), number_from(answer.said("tolerance") or "0")
        if written == "*":
            _add_other(asked, answer, feedback, others)
        elif number is None or within is None:
            sound = False
            says = "is not a number that can be written here: the question is left out"
            asked.item.lose(f'"{written}" {says}', answer.line)
        else:
            answers.append(
                Answer(
                    number=number,
                    within=abs(within),
                    weight=_weight(answer),
                    feedback=feedback,
                    line=answer.line,
                )
            )
    asked.item.house = {"unit": _unit(asked)}
    asked.lose_unread()
    return ask_for_number(asked.item, answers, "".join(others)) if sound else None


def _add_other(asked: _Asked, answer: Element, feedback: str, others: list[str]) -> None:
    """Keep what is said to any other number, once, and name what of it is lost."""
    if _weight(answer):
        asked.item.lose(
            f"any other number earns {_weight(answer):f} % elsewhere and nothing here", answer.line
        )
    if feedback and others:
        asked.item.lose(f'a second "*" is left out: "{feedback}"', answer.line)
    elif feedback:
        others.append(feedback)


def _unit(asked: _Asked) -> str:
    """The one unit that a number may have here; the others are listed."""
    units = [unit for units in asked.element.all("units") for unit in units.all("unit")]
    usual = [unit for unit in units if number_from(unit.said("multiplier") or "1") == 1]
    for unit in units:
        if unit not in usual[:1]:
            asked.item.lose(f'the unit "{unit.said("unit_name")}" is not kept: a number has one', unit.line)
    return usual[0].said("unit_name") if usual else ""


def _weight(answer: Element) -> Decimal:
    """The percentage that an answer earns; nothing where it says none."""
    weight = number_from(answer.attributes.get("fraction", "")) or Decimal(0)
    return max(min(weight, FULL), -FULL)


def _shuffles(asked: _Asked) -> bool:
    return asked.element.said("shuffleanswers").lower() not in ("false", "0")


def _is_usual(tag: str, said: str) -> bool:
    if tag not in _SETTLED:
        return False
    number = number_from(said)
    return (
        not _SETTLED[tag]
        or said.lower() in _SETTLED[tag]
        or (number is not None and str(number.normalize()) in _SETTLED[tag])
    )


_READ: Mapping[str, frozenset[str]] = {
    "multichoice": frozenset({"tags"}),
    "truefalse": frozenset({"tags"}),
    "matching": frozenset({"subquestion", "incorrectfeedback", "tags"}),
    "numerical": frozenset({"units", "tags"}),
}
"""What is read of each of these kinds besides what all of them have."""

KINDS: Mapping[str, Callable[[_Asked], Draft | None]] = {
    "multichoice": _multichoice,
    "truefalse": _truefalse,
    "matching": _matching,
    "numerical": _numerical,
}
"""What each of Moodle's kinds that we can ask is read by."""
