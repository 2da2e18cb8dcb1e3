"""Without this file a translated quiz would not be a file of ours that an author can finish with a text editor."""

import json
import re
from collections.abc import Iterator, Mapping

from elearn.interop.drafts import Translation, Value
from elearn.interop.naming import is_id

ABOUT = ("title", "module", "pass")
"""What a quiz must say of itself; the rest is written where it is known."""
_BARE = re.compile(r"[A-Za-z0-9(“‘£][^\n\t]*")
_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def quiz_yaml(translation: Translation) -> str:
    """The file of a quiz, with an empty value wherever its author must still write one."""
    about = {key: translation.about.get(key, "") for key in ABOUT} | dict(translation.about)
    lines = [*_entries(about, 0), "", "questions:"]
    for draft in translation.drafts:
        lines += ["", *_comments(draft.comments, 2), *_entries({draft.id: draft.keys}, 2)]
    if translation.comments:
        lines += ["", *_comments(translation.comments, 0)]
    return "\n".join(lines) + "\n"


def _entries(keys: Mapping[str, Value], depth: int) -> Iterator[str]:
    indent = " " * depth
    for key, value in keys.items():
        name = f"{indent}{_scalar(key)}:"
        if isinstance(value, Mapping):
            yield name
            yield from _entries(value, depth + 2)
        elif isinstance(value, tuple):
            yield f"{name} [{', '.join(each if is_id(each) else _quoted(each) for each in value)}]"
        else:
            yield f"{name} {_scalar(value)}" if value else name


def _comments(comments: tuple[str, ...], depth: int) -> Iterator[str]:
    for comment in comments:
        yield f"{' ' * depth}# {' '.join(_UNSEEN.sub(' ', comment).split())}"


def _scalar(text: str) -> str:
    """A text as YAML: bare where YAML would read it as it stands, quoted otherwise."""
    safe = _BARE.fullmatch(text) and ": " not in text and " #" not in text and not text.endswith((":", " "))
    return text if safe and not _UNSEEN.search(text) and text.isprintable() else _quoted(text)


def _quoted(text: str) -> str:
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
