"""Without this file nobody could tell that a text is another's own without keeping the other's text beside it.

A text is kept as the hashes of its runs of twelve words: whoever holds only these can recognise a run and read none.
`python tests/content/shingles.py REVIEW.txt` prints those of one file, to be kept as review_shingles.txt.
"""

import re
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

RUN = 12
KEPT = Path(__file__).with_name("review_shingles.txt")
_MARKS = re.compile(r"\[@[a-z0-9-]+\]|\[\[[a-z0-9-]+\||[’']")
_WORD = re.compile(r"[^\W_]+")


def runs(text: str) -> Iterator[str]:
    """Every run of twelve words, without capitals, marks and the signs of a lesson's citations and terms."""
    words = _WORD.findall(_MARKS.sub("", text).casefold())
    for start in range(len(words) - RUN + 1):
        yield " ".join(words[start : start + RUN])


def hashed(run: str) -> str:
    """Sixty-four bits of the SHA-256 of a run, in hexadecimal: enough to tell a few million runs apart."""
    return sha256(run.encode()).hexdigest()[:16]


def kept() -> frozenset[str]:
    """The hashes of the 2011 review's runs."""
    return frozenset(KEPT.read_text("utf-8").split())


if __name__ == "__main__":
    said = Path(sys.argv[1]).read_text("utf-8")
    print("\n".join(sorted({hashed(run) for run in runs(said)})))
