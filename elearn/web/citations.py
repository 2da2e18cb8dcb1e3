"""Without this file a statement would stand on a page without its source, its status or its other side."""

from dataclasses import dataclass

from elearn.domain.library import Catalogue, Claim, ClaimStatus, Side, Source
from elearn.words.library import READ, STANDS, Reference, reference, short, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One side of a contested claim, with its source."""

    side: Side
    reference: Reference
    short: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A claim as it is shown: its number on the page, its source, its status in words.

    `plain` when there is nothing to add to "checked", `firm` when it is settled.
    """

    number: int
    claim: Claim
    source: Source
    reference: Reference
    short: str
    stands: str
    means: str
    read: str
    plain: bool
    firm: bool
    voices: tuple[Voice, ...]


def cited(catalogue: Catalogue, claim_id: str, number: int = 1) -> Cited:
    """A claim with all that is shown beside it."""
    claim = catalogue.claims[claim_id]
    source = catalogue.sources[claim.source]
    return Cited(
        number=number,
        claim=claim,
        source=source,
        reference=reference(source),
        short=short(source),
        stands=STANDS[claim.status],
        means=standing(claim),
        read=READ[claim.seen] if claim.seen else "",
        plain=claim.status is ClaimStatus.CHECKED,
        firm=claim.status in (ClaimStatus.CHECKED, ClaimStatus.CORRECTED),
        voices=tuple(_voice(side, catalogue.sources[side.source]) for side in claim.sides),
    )


def _voice(side: Side, source: Source) -> Voice:
    return Voice(side=side, reference=reference(source), short=short(source))
