"""Without this file nobody would know where a scene or a recall begins, nor what one left open would swallow."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from elearn.content.problems import Problems
from elearn.content.spelling import did_you_mean
from elearn.content.values import NotAValue, identifier

PLAIN = ""
NAMES = ("scene", "note", "in-short", "supports", "does-not-show", "recall", "answer")
PARTNERS = {"supports": "does-not-show", "recall": "answer"}
"""A block that is never alone, and the one that directly follows it."""
_FENCE = re.compile(r"\s{0,3}:::+\s*(?P<words>.*?)\s*")


@dataclass(frozen=True, slots=True)
class Block:
    """Some Markdown under one name; `line` is that of its fence, `first_line` that of its text."""

    name: str
    id: str
    text: str
    line: int
    first_line: int


def split_blocks(body: str, body_line: int, path: str, problems: Problems) -> tuple[Block, ...]:
    """The page as a row of blocks, plain text between them as blocks without a name."""
    blocks = tuple(_cut(body, body_line, path, problems))
    _check_partners(blocks, path, problems)
    return blocks


def _cut(body: str, body_line: int, path: str, problems: Problems) -> Iterator[Block]:
    name, block_id, opened, first = PLAIN, "", body_line, body_line
    lines: list[str] = []
    for number, line in enumerate(body.split("\n"), body_line):
        fence = _FENCE.fullmatch(line)
        if not fence:
            lines.append(line)
            continue
        words = fence["words"].split()
        if name and words:
            problems.error(
                path, number, f'the block "{name}" of line {opened} is still open: close it with :::'
            )
        elif not name and not words:
            problems.error(path, number, "this ::: closes nothing")
        if name or any(text.strip() for text in lines):
            yield Block(name, block_id, "\n".join(lines), opened, first)
        name, block_id = _opened(words, number, path, problems)
        lines, opened, first = [], number, number + 1
    if name:
        problems.error(path, opened, f'the block "{name}" is never closed: end it with a line :::')
    if name or any(text.strip() for text in lines):
        yield Block(name, block_id, "\n".join(lines), opened, first)


def _opened(words: list[str], line: int, path: str, problems: Problems) -> tuple[str, str]:
    """Name and id of the block that a fence opens; nothing where it closes one."""
    if not words:
        return PLAIN, ""
    name, *rest = words
    if name not in NAMES:
        problems.error(
            path, line, f'no block "{name}"{did_you_mean(name, NAMES) or ": one of " + ", ".join(NAMES)}'
        )
        return "note", ""
    if name != "recall":
        if rest:
            problems.error(path, line, f'"::: {name}" stands alone on its line')
        return name, ""
    if len(rest) != 1:
        problems.error(path, line, "a recall has one id: write ::: recall why-waiting")
        return name, ""
    try:
        return name, identifier(rest[0])
    except NotAValue as error:
        problems.error(path, line, str(error))
        return name, ""


def _check_partners(blocks: tuple[Block, ...], path: str, problems: Problems) -> None:
    names = [PLAIN, *(block.name for block in blocks), PLAIN]
    firsts = {second: first for first, second in PARTNERS.items()}
    for block, before, after in zip(blocks, names, names[2:], strict=False):
        if block.name in PARTNERS and after != PARTNERS[block.name]:
            sentence = f'"::: {block.name}" is directly followed by "::: {PARTNERS[block.name]}"'
            problems.error(path, block.line, sentence)
        if block.name in firsts and before != firsts[block.name]:
            problems.error(
                path, block.line, f'"::: {block.name}" directly follows "::: {firsts[block.name]}"'
            )
