"""Without this the three sides of a rating would be codes on a page."""

from collections.abc import Mapping

from elearn.domain.pathways import Rater
from elearn.words import _

SIDES: Mapping[Rater, str] = {
    Rater.SELF: _("By the learner"),
    Rater.SUPERVISOR: _("By the supervisor"),
    Rater.EXTERNAL: _("From outside"),
}
"""Who rated, as it stands at the head of a column."""

OWN_SIDES: Mapping[Rater, str] = {
    **SIDES,
    Rater.SELF: _("By you"),
    Rater.SUPERVISOR: _("By your supervisor"),
}
"""The same to the learner herself."""
