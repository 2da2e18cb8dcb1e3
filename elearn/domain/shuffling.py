"""Without this an attempt would show its options in another order each time it is opened, or always in the author's.

An order follows from the attempt's seed and from what is put in order, never from what is right.
"""

from collections.abc import Iterable
from hashlib import sha256


def shuffled(things: Iterable[str], seed: str, purpose: str) -> tuple[str, ...]:
    """The same things in an order fixed by the seed; `purpose` keeps two orders of one attempt apart.

    The order in which they come makes no difference, so it cannot show through.
    """
    return tuple(sorted(things, key=lambda thing: sha256(f"{seed}\0{purpose}\0{thing}".encode()).digest()))
