"""Without this an author could not set her clip's key beside many trainees in the figure that journals ask for.

It is shown to nobody who learns: kappa suits what lasts, and a mark, which is a point, is lent a unit of time here.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from elearn.domain.clips import Clip, Kind
from elearn.domain.moments import Mark
from elearn.domain.time_units import Kappa, cohen


def against_key(clip: Clip, goes: Sequence[Sequence[Mark]], unit: Decimal) -> Mapping[Kind, Kappa]:
    """Time-unit kappa between a clip's key and what was marked, kind by kind, over all goes together.

    The clip is sampled every ``unit`` seconds from 0 to its end. The key says yes inside a window of the kind, both
    ends included; a go says yes where one of its marks lies at most half a unit away, which flatters it.
    """
    samples = [step * unit for step in range(int(clip.length / unit) + 1)]
    return {
        kind: cohen([(_in_key(clip, kind, at), _marked(go, kind, at, unit)) for go in goes for at in samples])
        for kind in Kind
    }


def _in_key(clip: Clip, kind: Kind, at: Decimal) -> bool:
    return any(moment.kind is kind and moment.window.holds(at) for moment in clip.key)


def _marked(go: Sequence[Mark], kind: Kind, at: Decimal, unit: Decimal) -> bool:
    return any(mark.kind is kind and abs(mark.at - at) <= unit / 2 for mark in go)
