"""Without this file an operator would be told by a code that somebody touched the sealed record."""

from collections.abc import Mapping

from elearn.domain.audit import Break, Fault
from elearn.words import _

FAULTS: Mapping[Fault, str] = {
    Fault.ALTERED: _("Act %(seq)s was altered, or sealed with another key than it names."),
    Fault.OUT_OF_PLACE: _("Before act %(seq)s something was taken out, put in or moved."),
    Fault.UNKNOWN_KEY: _("Act %(seq)s names a key that is not set here; nobody can vouch for it."),
    Fault.TAIL_MISSING: _("The record ends too early: act %(seq)s and perhaps more are missing."),
    Fault.NOT_THE_KEPT: _("Act %(seq)s is not the one whose head was kept: the record was put in its place."),
}


def fault(broken: Break) -> str:
    """What is wrong with the sealed record, and where first."""
    return FAULTS[broken.fault] % {"seq": broken.seq}
