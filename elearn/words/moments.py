"""Without this file whoever marked a clip would be told what came of it in codes and bare fractions."""

from collections.abc import Callable
from fractions import Fraction

from elearn.domain.clips import Agreement, Form, Use
from elearn.domain.exercises import Exercise
from elearn.domain.moments import Came, Score
from elearn.domain.shares import Share
from elearn.words import _

Say = Callable[[str], str]

CAME = {
    Came.FOUND: _("Found"),
    Came.OTHER_KIND: _("The right place, and another kind"),
    Came.ONCE_MORE: _("Look once more"),
    Came.EXTRA: _("Also marked"),
}
"""The four parts of a result, in the order in which they are told."""

TAKEN = _("Easily taken for another kind")
"""Said over marks whose place the key holds as another kind, and to which its author has an answer."""

USES = {
    Use.WORKED: _("Watch these first"),
    Use.PRACTICE: _("Practise on these"),
    Use.CHECK: _("See how far you have come"),
}
FORMS = {Form.A: _("The first two"), Form.B: _("The other two")}

BRING = _("What did you see that supports it? Bring it to supervision.")
"""Said to a mark that neither the key nor its author has thought of."""

CANNOT = (
    _(
        "A drawn clip has few cues, each of them drawn to be seen. It has no sound, no breath, no warmth of touch."
    ),
    _("To mark it well is to see these cues here. It does not show how somebody sees a real family."),
    _("The last step is your own film, looked at with your supervisor."),
)
"""What is said under every result, whatever its clip says besides."""


def agreed(agreement: Agreement, say: Say) -> str:
    """Who stands behind a key."""
    if agreement.provisional:
        return say(
            _(
                "This key is provisional: %(by)s. Until two trained people have marked the clip unseen "
                "and agree, read it as one opinion."
            )
        ) % {"by": agreement.by}
    if agreement.same is None:
        return say(_("Agreed by %(readers)s readers: %(by)s.")) % {
            "readers": agreement.readers,
            "by": agreement.by,
        }
    return say(_("%(readers)s readers marked this clip unseen and agreed on %(same)s moments: %(by)s.")) % {
        "readers": agreement.readers,
        "same": agreement.same,
        "by": agreement.by,
    }


def enough(exercise: Exercise, say: Say) -> str:
    """What passes an exercise, said before and after."""
    if not exercise.right:
        return say(
            _("Finding %(found)s%% of the moments in both clips of a pair, taken together, is enough.")
        ) % {"found": per_cent(Fraction(exercise.found))}
    return say(
        _(
            "Finding %(found)s%% of the moments in both clips of a pair, taken together, is enough, "
            "and at least %(right)s%% of what is marked has to be in the key."
        )
    ) % {"found": per_cent(Fraction(exercise.found)), "right": per_cent(Fraction(exercise.right))}


def found(score: Score, say: Say) -> str:
    """Of what the key asks for, how much was marked."""
    return _share(score.recall, say(_("not defined: the key asks for none")), say)


def held(score: Score, say: Say) -> str:
    """Of what was marked, how much the key holds."""
    return _share(score.precision, say(_("not defined: nothing was marked")), say)


def both(score: Score, say: Say) -> str:
    """The harmonic mean of the two."""
    return say(_("not defined")) if score.f1 is None else f"{float(score.f1):.2f}"


def range_of(share: Share) -> tuple[int, int]:
    """How far such a count can be trusted: from so many per cent to so many."""
    between = share.interval
    return (round(between.low * 100), round(between.high * 100)) if between else (0, 100)


def per_cent(value: Fraction | None) -> int:
    """A share in whole per cent, rounded down, so that none looks like enough before it is."""
    return int(value * 100) if value is not None else 0


def _share(share: Share, otherwise: str, say: Say) -> str:
    if share.value is None:
        return otherwise
    low, high = range_of(share)
    return say(_("%(part)s of %(whole)s (%(low)s–%(high)s%%)")) % {
        "part": share.part,
        "whole": share.whole,
        "low": low,
        "high": high,
    }
