"""Without this a stolen copy of the database would hold links and sessions that still open."""

import hashlib
import secrets

BITS = 256


def fresh() -> str:
    """A new token of 256 random bits, safe in an address."""
    return secrets.token_urlsafe(BITS // 8)


def fingerprint(token: str) -> str:
    """The SHA-256 of a token in hex: all that is ever kept of it."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
