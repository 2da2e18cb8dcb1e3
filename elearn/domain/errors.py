"""Without these there would be no way for a rule to say no in a form that every door understands."""

from collections.abc import Mapping


class DomainError(Exception):
    """A refusal: a code from a closed list of sentences, and the parameters that fill it.

    The sentence stands in ``elearn.words``; a door turns the class into an HTTP status or an exit code.
    ``field`` names the form field at which the sentence belongs, if there is one; ``also`` are refusals of the same
    act at other fields, so that a form can tell all of them at once.
    """

    def __init__(self, code: str, /, *, field: str | None = None, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.params: Mapping[str, object] = params
        self.also: tuple[DomainError, ...] = ()


class NotFound(DomainError):
    """There is no such thing, or nothing that this person may know of: the two look the same."""

    def __init__(self, code: str = "not-found", /) -> None:
        super().__init__(code)


class Conflict(DomainError):
    """What the person saw has moved on since; what changed is in the parameters."""


class Refused(DomainError):
    """The request is well understood and a rule says no; the sentence says what would make it yes."""


class TooMany(DomainError):
    """The same was tried too often in too short a time; ``seconds`` says when to try again."""
