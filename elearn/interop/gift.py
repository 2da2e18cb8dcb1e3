"""Without this file nobody could bring along the questions she has written as GIFT.

Read as Moodle reads it: questions stand apart by empty lines, answers in braces; a comment is a line that begins
with two slashes. What was noted by our own export is taken back from the comments.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from elearn.interop.drafts import MOST_QUESTIONS, Draft, Item, Loss, Translation, Unreadable, Value
from elearn.interop.gift_answers import Answers, draft_from
from elearn.interop.gift_marks import OURS, format_of, marks, plain
from elearn.interop.inline_text import inline_from
from elearn.interop.naming import id_from

LARGEST = 1_000_000  # characters; five hundred long questions are a third of this
_TITLE = re.compile(r"\s*::(?P<title>(?:\\.|(?!::)[^\\])*)::", re.DOTALL)
_NOTED = re.compile(rf"{re.escape(OURS)}(?P<quiz>quiz )?(?P<key>[a-z]+): ?(?P<value>.*)")
_LISTS = frozenset({"critical"})
_BLANK = "_____"


@dataclass(slots=True)
class _Chunk:
    """Lines that belong together: a question with the comments above and in it."""

    line: int = 0
    lines: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def read_gift(text: str) -> Translation:
    """The questions of a GIFT file as ours; raises Unreadable where it holds none or is too large."""
    if len(text) > LARGEST:
        raise Unreadable(1, f"this file has {len(text):,} characters; at most {LARGEST:,} are read at once")
    losses: list[Loss] = []
    about: dict[str, Value] = {}
    drafts: list[Draft] = []
    left_over: list[str] = []
    for chunk in _chunks(text, losses):
        house, comments = _noted(chunk.comments, about)
        if not chunk.text.strip():
            left_over += comments
            continue
        if len(drafts) >= MOST_QUESTIONS:
            raise Unreadable(
                chunk.line, f"this file has more than {MOST_QUESTIONS:,} questions: bring them in parts"
            )
        draft = _question(chunk, house, (*left_over, *comments), losses, {each.id for each in drafts})
        left_over = []
        if draft:
            drafts.append(draft)
    if not drafts and not losses:
        raise Unreadable(1, "there is no question in this file")
    return Translation(
        drafts=tuple(drafts), losses=tuple(sorted(losses)), about=about, comments=tuple(left_over)
    )


def as_text(raw: bytes) -> str:
    """The text of a GIFT file; raises Unreadable where it is not UTF-8 or holds what no text holds."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Unreadable(line, "this is not UTF-8: save the file as UTF-8") from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Unreadable(line, "this is not a text: it holds a character without a meaning")
    return text


def _chunks(text: str, losses: list[Loss]) -> Iterator[_Chunk]:
    chunk = _Chunk()
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        bare = line.strip()
        if bare.startswith("//"):
            chunk.comments.append(bare)
            if chunk.lines:
                chunk.lines.append("")  # so that lines can still be counted
        elif bare.upper().startswith("$CATEGORY:"):
            losses.append(Loss(number, f'a quiz has no categories: "{bare[10:].strip()}" is not kept'))
        elif bare:
            chunk.line = chunk.line or number
            chunk.lines.append(line)
        elif chunk.lines or chunk.comments:
            yield chunk
            chunk = _Chunk()
    yield chunk


def _noted(comments: list[str], about: dict[str, Value]) -> tuple[dict[str, str], tuple[str, ...]]:
    """What our export had noted, of the quiz into `about` and of the question; and the other comments."""
    house, others = {}, []
    for comment in comments:
        found = _NOTED.fullmatch(comment)
        if found is None:
            others.append(comment[2:].strip())
        elif found["quiz"]:
            value = plain(found["value"])
            about[found["key"]] = tuple(value.split()) if found["key"] in _LISTS else value
        else:
            house[found["key"]] = plain(found["value"])
    return house, tuple(each for each in others if each)


def _question(
    chunk: _Chunk, house: dict[str, str], comments: tuple[str, ...], losses: list[Loss], taken: set[str]
) -> Draft | None:
    text = chunk.text
    titled = _TITLE.match(text)
    title = plain(titled["title"]) if titled else ""
    start = titled.end() if titled else 0
    item = Item(line=chunk.line, title=title, losses=losses, house=house)
    begins, ends = marks(text, r"\{"), marks(text, r"\}")
    before = text[start : begins[0]] if begins else text[start:]
    format_, ask = format_of(before)
    item.ask = _inline(item, ask, format_)
    if not begins and not ends:
        item.lose("GIFT's descriptions ask nothing: left out")
        return None
    if len(begins) != 1 or len(ends) != 1 or ends[0] < begins[0]:
        item.lose("answers stand between one { and one }: the question is left out")
        return None
    after = text[ends[0] + 1 :]
    if after.strip():
        item.ask = f"{item.ask} {_BLANK} {_inline(item, after, format_)}".strip()
        item.ask = re.sub(r" (?=[.,;:!?])", "", item.ask)
    inside = text[begins[0] + 1 : ends[0]]
    answers = Answers(item=item, text=inside, line=chunk.line + text[: begins[0]].count("\n"), format=format_)
    draft = draft_from(answers)
    if draft is None:
        return None
    name = id_from(title or item.ask, "question", taken)
    kept = (title,) if title and title != name else ()
    return Draft(id=name, line=draft.line, keys=draft.keys, comments=(*comments, *kept))


def _inline(item: Item, text: str, format_: str) -> str:
    found = inline_from(plain(text), format_)
    for lost in found.lost:
        item.lose(f"{lost} cannot be kept")
    return found.text
