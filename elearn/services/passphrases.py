"""Without this passphrases would be kept readable, offered badly, or taken however weak."""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from elearn.domain.errors import Refused
from elearn.domain.passphrases import three_words, weakness
from elearn.services.lists import listed


class Hasher:
    """Argon2id with the costs of this service (memory in KiB, rounds; one lane)."""

    def __init__(self, memory: int, rounds: int) -> None:
        """Take the costs; a hash made under others still verifies."""
        self._argon2 = PasswordHasher(time_cost=rounds, memory_cost=memory, parallelism=1)
        self._nobody = self._argon2.hash(secrets.token_urlsafe(16))

    def hash(self, passphrase: str) -> str:
        """The hash to keep."""
        return self._argon2.hash(passphrase)

    def agrees(self, kept: str | None, passphrase: str) -> bool:
        """Whether the passphrase is the one behind the hash; as slow when there is none, so that time tells nothing."""
        try:
            return self._argon2.verify(kept or self._nobody, passphrase) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def accept(passphrase: str, again: str, *, name: str, email: str) -> str:
    """The passphrase if it may be used; raises ``Refused`` at its field with what would make it good."""
    if code := weakness(passphrase, name=name, email=email, common=listed("common.txt")):
        raise Refused(code, field="passphrase")
    if passphrase != again:
        raise Refused("passphrase-differs", field="again")
    return passphrase


def offer() -> str:
    """Three random words to use as a passphrase, 15 characters or more (about 37 bits)."""
    return three_words(tuple(listed("words.txt")), secrets.choice)
