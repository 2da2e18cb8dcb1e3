"""Without these codes a family would have to be called by a name; a code is issued here and never given twice."""

from collections.abc import Callable, Collection

ALPHABET = "23456789BCDFGHJKMNPQRTVWXYZ"
"""No vowels, so that no code spells a word or a name; none of 0 O 1 I L S, which are mistaken for one another."""

LENGTH = 4


def fresh_code(choose: Callable[[str], str], issued: Collection[str]) -> str:
    """A code such as C-7K2P that is not among those this learner was ever given.

    ``choose`` picks one character of a text at random. A code that is taken gives way to the next free one in the
    order of the alphabet; raises ``ValueError`` once all of them are issued.
    """
    digits = [ALPHABET.index(choose(ALPHABET)) for _ in range(LENGTH)]
    first = sum(digit * len(ALPHABET) ** place for place, digit in enumerate(reversed(digits)))
    taken = set(issued)
    for number in range(first, first + len(taken) + 1):
        code = _code(number % len(ALPHABET) ** LENGTH)
        if code not in taken:
            return code
    raise ValueError("every code is issued")


def _code(number: int) -> str:
    letters = ""
    for _ in range(LENGTH):
        number, digit = divmod(number, len(ALPHABET))
        letters = ALPHABET[digit] + letters
    return f"C-{letters}"
