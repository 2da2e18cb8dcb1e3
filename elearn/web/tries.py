"""Without this a count of passphrases tried would be lost with the very refusal it is there to count."""

from elearn.domain.errors import TooMany
from elearn.services import accounts
from elearn.web.house import house, now


def count(*buckets: str) -> None:
    """Count a passphrase about to be tried, in a transaction of its own; raises ``TooMany`` past the limit.

    To be called before the request takes the writers' turn for itself.
    """
    over: TooMany | None = None
    with house().database.writing() as counting:
        try:
            accounts.count_try(counting, buckets, now())
        except TooMany as refusal:
            over = refusal  # the count itself must be kept
    if over:
        raise over
