"""Without this nobody could tell of a draft which form it belongs to, about what, and where to go on with it."""

import re
from dataclasses import dataclass

_ADDRESS = re.compile(r"(?P<form>[a-z]+)(?:/(?P<about>[^:]{1,70}))?:(?P<key>[a-z0-9]{8,40})")


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftAddress:
    """A form half filled in: which form, about what (an entry, or what it asks for), and the key of this filling-in.

    Two tabs have two keys, so neither writes over what stands in the other; the key later makes the entry's id, so
    that the same form sent twice is one entry.
    """

    form: str
    key: str
    about: str = ""

    def __str__(self) -> str:
        return f"{self.form}/{self.about}:{self.key}" if self.about else f"{self.form}:{self.key}"


def draft_address(text: str) -> DraftAddress | None:
    """The address a draft is kept under, or None where it has another form."""
    found = _ADDRESS.fullmatch(text)
    if found is None:
        return None
    return DraftAddress(form=found["form"], key=found["key"], about=found["about"] or "")
