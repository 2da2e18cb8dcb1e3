"""Without this nobody could ask all the evidence at once what it says of a programme, or what of it has grown old."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from elearn.domain.library import Catalogue, Claim, ClaimStatus, Lesson


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which claims somebody asks for; what is left empty asks for nothing."""

    words: str = ""
    topics: frozenset[str] = frozenset()
    programme: str = ""
    status: ClaimStatus | None = None

    def meets(self, claim: Claim, catalogue: Catalogue) -> bool:
        """Whether a claim is among them: each word somewhere in what it says, its evidence or its source."""
        said = _spoken(claim, catalogue)
        return (
            all(word in said for word in self.words.casefold().split())
            and (not self.topics or claim.topic in self.topics)
            and (not self.programme or self.programme in claim.about)
            and (self.status is None or claim.status is self.status)
        )


def chosen(catalogue: Catalogue, wanted: Wanted) -> tuple[Claim, ...]:
    """The claims that somebody asks for, in the order in which their authors wrote them."""
    return tuple(claim for claim in catalogue.claims.values() if wanted.meets(claim, catalogue))


def topics(catalogue: Catalogue) -> tuple[str, ...]:
    """Every topic that has a claim."""
    return tuple(dict.fromkeys(claim.topic for claim in catalogue.claims.values()))


def programmes(catalogue: Catalogue) -> Mapping[str, int]:
    """Every programme that a claim is about, and how many are, by id."""
    counts: dict[str, int] = {}
    for claim in catalogue.claims.values():
        for programme in claim.about:
            counts[programme] = counts.get(programme, 0) + 1
    return dict(sorted(counts.items()))


def taught(catalogue: Catalogue) -> Mapping[str, tuple[Lesson, ...]]:
    """The lessons that cite each claim, for those that any lesson cites."""
    found: dict[str, tuple[Lesson, ...]] = {}
    for module in catalogue.modules.values():
        for lesson in module.lessons:
            for claim in lesson.claims:
                found[claim] = (*found.get(claim, ()), lesson)
    return found


def due(claims: Iterable[Claim], since: date) -> tuple[Claim, ...]:
    """The claims last checked on or before a day, those that wait longest first."""
    return tuple(sorted((claim for claim in claims if claim.checked <= since), key=lambda each: each.checked))


def _spoken(claim: Claim, catalogue: Catalogue) -> str:
    source = catalogue.sources.get(claim.source)
    written = [claim.says, claim.design, claim.size, claim.effect, claim.review, *claim.about]
    if source:
        written += [source.title, source.issued, *(author.family for author in source.authors)]
    return " ".join(written).casefold()
