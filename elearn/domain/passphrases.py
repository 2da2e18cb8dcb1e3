"""Without this rule a passphrase could be one that every guesser tries first."""

from collections.abc import Callable, Collection, Sequence

from elearn.domain.people import PASSPHRASE_MAX, PASSPHRASE_MIN

RUNS = ("0123456789" * 3, "9876543210" * 3, "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")
DISTINCT_MIN = 6


def weakness(passphrase: str, *, name: str, email: str, common: Collection[str]) -> str | None:
    """The code of what is weak about a passphrase, or None; length in characters, any character is welcome."""
    folded = passphrase.strip().casefold()
    if len(passphrase) < PASSPHRASE_MIN:
        return "passphrase-short"
    if len(passphrase) > PASSPHRASE_MAX:
        return "passphrase-long"
    if folded in common or _is_run(folded) or _repeats(folded):
        return "passphrase-common"
    if len(set(folded)) < DISTINCT_MIN:
        return "passphrase-common"
    if _is_mostly(folded, (*name.casefold().split(), email.casefold().partition("@")[0])):
        return "passphrase-own-name"
    return None


def three_words(words: Sequence[str], choose: Callable[[Sequence[str]], str]) -> str:
    """Three words joined by hyphens, drawn again until they reach the least length of a passphrase."""
    while True:
        phrase = "-".join(choose(words) for _ in range(3))
        if len(phrase) >= PASSPHRASE_MIN:
            return phrase


def _is_run(folded: str) -> bool:
    return any(folded in run or folded[::-1] in run for run in RUNS)


def _repeats(folded: str) -> bool:
    """Whether it is one piece of at most half its length, again and again."""
    return folded in (folded + folded)[1:-1]


def _is_mostly(folded: str, own: tuple[str, ...]) -> bool:
    left = folded
    for piece in own:
        if len(piece) > 2:
            left = left.replace(piece, "")
    return len([letter for letter in left if letter.isalnum()]) < PASSPHRASE_MIN // 2
