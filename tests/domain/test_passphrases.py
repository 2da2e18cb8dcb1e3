"""What the rule about passphrases promises."""

from collections.abc import Sequence

import pytest

from elearn.domain.passphrases import three_words, weakness

COMMON = frozenset({"correct horse battery staple"})


def judged(passphrase: str) -> str | None:
    return weakness(passphrase, name="Samantha Rees", email="samantha.rees@example.org", common=COMMON)


@pytest.mark.parametrize(
    ("passphrase", "code"),
    [
        ("kettle-orbit-walnut", None),
        ("πέντε γάτες κοιμούνται", None),
        ("fourteen chars", "passphrase-short"),
        ("x" * 201, "passphrase-long"),
        ("Correct Horse Battery Staple", "passphrase-common"),
        ("0123456789012345", "passphrase-common"),
        ("mnbvcxzlkjhgfdsa", "passphrase-common"),
        ("secret!secret!secret!", "passphrase-common"),
        ("aabbaaabbbaabab", "passphrase-common"),
        ("samantha rees 2026", "passphrase-own-name"),
    ],
)
def test_a_passphrase_is_weighed(passphrase: str, code: str | None) -> None:
    assert judged(passphrase) == code


def test_three_words_are_drawn_again_until_they_are_long_enough() -> None:
    drawn = iter(["cat", "dog", "hen", "kettle", "orbit", "walnut"])

    def choose(_words: Sequence[str]) -> str:
        return next(drawn)

    assert three_words(("unused",), choose) == "kettle-orbit-walnut"


def test_initials_are_too_short_to_weigh() -> None:
    assert weakness("kettle-orbit-walnut", name="A. B. Lee", email="ab@example.org", common=COMMON) is None
