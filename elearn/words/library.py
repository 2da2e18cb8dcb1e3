"""Without this file a reader would meet codes where she asks how well a statement stands and who wrote its source."""

from dataclasses import dataclass
from textwrap import shorten

from elearn.domain.library import Author, Claim, ClaimStatus, Level, Seen, Source
from elearn.words import _

STANDS = {
    ClaimStatus.CHECKED: _("Checked"),
    ClaimStatus.CORRECTED: _("Corrected"),
    ClaimStatus.CONTESTED: _("Contested"),
    ClaimStatus.REVIEW_ONLY: _("From the 2011 review"),
}
"""How well a claim stands, in a word or two."""

MEANS = {
    ClaimStatus.CHECKED: _("We compared it with the source."),
    ClaimStatus.CORRECTED: _("We compared it with the source, and the 2011 review had said otherwise."),
    ClaimStatus.CONTESTED: _("Good sources differ, so both sides are given."),
    ClaimStatus.REVIEW_ONLY: _("Only the 2011 review says so; we have not seen it confirmed."),
}
"""What that word means."""

AT_SECOND_HAND = _("We compared it with a text that reports the source; we have not read the source itself.")

READ = {
    Seen.ABSTRACT: _("its abstract"),
    Seen.FULL_TEXT: _("its full text"),
    Seen.PUBLISHERS_PAGE: _("the publisher’s page"),
    Seen.SECONDARY: _("another text that reports it"),
}
"""How much of a source was read."""

LEVELS = {
    Level.PRACTITIONER: _("For practitioners"),
    Level.INDUCTION: _("For family support workers and volunteers"),
}
"""Whom a module speaks to."""

NAMED = 6
"""So many authors are named; of more, the first three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A source in the parts of a reference list; only the title is a link."""

    who: str
    year: str
    title: str
    where: str
    link: str


def standing(claim: Claim) -> str:
    """What the status of a claim means, said so that nothing read at second hand sounds read at first."""
    at_second_hand = claim.status is ClaimStatus.CHECKED and claim.seen is Seen.SECONDARY
    return AT_SECOND_HAND if at_second_hand else MEANS[claim.status]


def reference(source: Source) -> Reference:
    """A source as a reference list has it."""
    return Reference(
        who=_listed([_full(author) for author in source.authors]),
        year=source.year,
        title=source.title,
        where=_where(source),
        link=source.link,
    )


def short(source: Source) -> str:
    """A source in a few words: Cohen and others 1999."""
    names = [author.family for author in source.authors]
    who = names[0] + " and others" if len(names) > 2 else " and ".join(names)
    named = who or source.publisher or source.container or shorten(source.title, 50, placeholder=" …")
    return f"{named} {source.year}".strip()


def _listed(names: list[str]) -> str:
    if len(names) > NAMED:
        return ", ".join(names[:3]) + " and others"
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1] if names else "") if part)


def _full(author: Author) -> str:
    initials = " ".join("-".join(f"{part[0]}." for part in name.split("-")) for name in author.given.split())
    return f"{author.family} {initials}".strip()


def _where(source: Source) -> str:
    issue = f"{source.volume}({source.issue})" if source.issue else source.volume
    pages = source.page.replace("-", "–")
    parts = (source.container, " ".join((issue, source.number)).strip(), pages, source.publisher)
    return ", ".join(part for part in parts if part)
