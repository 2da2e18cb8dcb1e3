"""Without this file a status would be said in the learner's own words to everybody, and in jargon to a volunteer."""

from collections.abc import Mapping

from elearn.domain.reasons import Status
from elearn.words import _
from elearn.words.kinds import STATUSES

TO_OTHERS: Mapping[Status, str] = {
    Status.MET: _("Met"),
    Status.TO_DO: _("With the learner"),
    Status.WITH_SUPERVISOR: _("With the supervisor"),
    Status.WITH_ASSESSOR: _("With the assessor"),
    Status.WITH_COORDINATOR: _("With the coordinator"),
    Status.NOT_OPEN: _("Not yet open"),
    Status.DUE_AGAIN: _("Due again"),
}
"""How a milestone stands, said to somebody else than the learner."""

PLAINLY: Mapping[Status, str] = {
    **STATUSES,
    Status.MET: _("Done"),
    Status.TO_DO: _("Not yet done"),
    Status.NOT_OPEN: _("Comes later"),
}
"""The same in a volunteer's words."""


def statuses(*, own: bool, plain: bool) -> Mapping[Status, str]:
    """The words for this reader: `own` when it is the learner, `plain` when the learner is a volunteer."""
    if plain and own:
        return PLAINLY
    return STATUSES if own else TO_OTHERS
