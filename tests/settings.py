"""The settings under which everything is tested: without it each test would invent its own keys."""

# Passphrases are hashed cheaply, also by the programs that tests start.
CHEAP = {"ELEARN_TESTING": "1", "ELEARN_ARGON2_MEMORY": "8", "ELEARN_ARGON2_ROUNDS": "1"}
AUDIT_KEY = "a" * 32
KEYS = {"ELEARN_SECRET_KEY": "s" * 32, "ELEARN_AUDIT_KEY": AUDIT_KEY}


def environment(database_url: str) -> dict[str, str]:
    """ELEARN_* for a service under test on this database."""
    return {"ELEARN_DATABASE_URL": database_url, **KEYS, **CHEAP}
