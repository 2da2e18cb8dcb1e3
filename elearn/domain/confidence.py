"""Without this nobody would learn how far she can trust her own certainty: how sure she was, against how right.

How sure somebody is never enters a mark.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from elearn.domain.errors import Refused

CONFIDENCE = "confidence"
"""The field of the form in which it is said, and the name under which it is kept."""


class Confidence(StrEnum):
    """How sure somebody says she is of an answer, the least first."""

    GUESS = "guess"
    FAIRLY = "fairly"
    CERTAIN = "certain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Of so many answers given at one level of confidence, so many were right."""

    confidence: Confidence
    said: int
    right: int

    @property
    def all_right(self) -> bool:
        """Whether none of them was other than right."""
        return self.said == self.right


def calibration(told: Iterable[tuple[Confidence | None, bool]]) -> tuple[Calibration, ...]:
    """How often somebody was right at each level she used, the surest first; what was not said is passed over."""
    each = tuple(told)
    levels = (
        Calibration(
            confidence=level,
            said=sum(said is level for said, _right in each),
            right=sum(said is level and right for said, right in each),
        )
        for level in reversed(Confidence)
    )
    return tuple(level for level in levels if level.said)


def is_sure_and_wrong(confidence: Confidence | None, *, right: bool) -> bool:
    """Whether this is the answer to look at first: certain, and not right."""
    return confidence is Confidence.CERTAIN and not right


def is_unsure_or_wrong(confidence: Confidence | None, *, right: bool) -> bool:
    """Whether an answer is worth coming back to: not right, or right by no more than a guess."""
    return not right or confidence is Confidence.GUESS


def read_confidence(values: Iterable[str]) -> Confidence | None:
    """What a form sent in that field; None where nothing was said. Raises ``Refused`` for anything else."""
    said = [value for value in values if value]
    if len(said) > 1:
        raise Refused("one-answer-only", field=CONFIDENCE)
    if not said:
        return None
    if said[0] not in set(Confidence):
        raise Refused("option-not-offered", field=CONFIDENCE)
    return Confidence(said[0])
