"""Without this there would be no way to name a lesson, or a place in it, that survives renumbering."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Address:
    """A lesson, or one heading of it: ``module/lesson#heading``."""

    module: str
    lesson: str
    heading: str = ""

    @property
    def path(self) -> str:
        """The lesson's address without the heading: ``module/lesson``."""
        return f"{self.module}/{self.lesson}"

    def __str__(self) -> str:
        return f"{self.path}#{self.heading}" if self.heading else self.path


def address_of(text: str) -> Address:
    """The address written as ``module/lesson#heading`` (a leading slash is allowed).

    Raises ValueError where module or lesson is missing.
    """
    place, _, heading = text.strip().removeprefix("/").partition("#")
    module, slash, lesson = place.partition("/")
    if not module or not slash or not lesson or "/" in lesson:
        raise ValueError(text)
    return Address(module=module, lesson=lesson, heading=heading)
