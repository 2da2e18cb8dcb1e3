"""Without this file an equals sign inside a sentence would end a GIFT answer in its middle.

``~ = # { } :`` and the backslash itself are marks; a backslash before one makes it a plain letter, and ``\\n`` is the
end of a line.
"""

import re

FORMATS = ("html", "moodle", "plain", "markdown")
OURS = "// elearn "
"""How a comment begins in which our export keeps what GIFT has no place for."""
_ESCAPED = r"\\[~=#{}:n\\]"
_ESCAPE = re.compile(_ESCAPED)
_MARKS = re.compile(r"[~=#{}:\\]")
_FORMAT = re.compile(rf"\s*\[({'|'.join(FORMATS)})\]", re.IGNORECASE)
_LOOKS_LIKE_MORE = re.compile(rf"\[(?:{'|'.join(FORMATS)})\]|%-?[\d.]+%", re.IGNORECASE)


def escaped(text: str) -> str:
    """A text in which nothing is a mark, all on one line."""
    return _MARKS.sub(r"\\\g<0>", text).replace("\n", "\\n")


def guarded(text: str) -> str:
    """An answer or its feedback, escaped; what would be taken for a format or a weight has its format before it."""
    return f"[markdown]{escaped(text)}" if _LOOKS_LIKE_MORE.match(text) else escaped(text)


def one_line(text: str) -> str:
    """A text for a comment: its line ends and backslashes escaped, and nothing else, so that it stays legible."""
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def plain(text: str) -> str:
    """The text that was meant: lines joined, escapes undone."""
    joined = re.sub(r"\s*\n\s*", " ", text).strip()
    return _ESCAPE.sub(lambda found: "\n" if found[0] == "\\n" else found[0][1], joined).strip()


def marks(text: str, wanted: str) -> list[int]:
    """Where one of some marks stands and is not escaped; `wanted` is a regular expression without groups."""
    found = re.finditer(rf"{_ESCAPED}|(?P<mark>{wanted})", text)
    return [each.start() for each in found if each["mark"]]


def format_of(text: str) -> tuple[str, str]:
    """The format that a text begins by naming, or nothing; and the text after it."""
    found = _FORMAT.match(text)
    return (found[1].lower(), text[found.end() :]) if found else ("", text)
