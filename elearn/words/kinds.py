"""Without this file a learner would read the ids that authors and rules use: "aviguk-registration", "stage-2"."""

from elearn.domain.reasons import Status
from elearn.words import _

NAMES = {
    "initial-training-course": _("initial course"),
    "initial-course": _("initial course"),
    "aviguk-registration": _("registration"),
    "stage-2-introduction": _("stage 2 introduction"),
    "stage-3-introduction": _("stage 3 introduction"),
    "background-check": _("background check"),
    "vipp-sd-basic-training": _("VIPP-SD basic training"),
    "vipp-sd-certificate": _("VIPP-SD certificate"),
    "abc-screening": _("ABC screening"),
    "abc-training": _("ABC training"),
    "abc-certificate": _("ABC certificate"),
    "abc-renewal-webinar": _("ABC renewal webinar"),
    "abc-renewal-quiz-result": _("result of the ABC renewal quiz"),
    "www-manual": _("Watch, Wait and Wonder manual"),
    "www-introductory-course": _("introductory course"),
    "www-advanced-course": _("advanced course"),
}
"""What learners call a kind of course, document, check or meeting; any other is its id with spaces."""

STATUSES = {
    Status.MET: _("Met"),
    Status.TO_DO: _("Yours to do"),
    Status.WITH_SUPERVISOR: _("With your supervisor"),
    Status.WITH_ASSESSOR: _("With your assessor"),
    Status.WITH_COORDINATOR: _("With your coordinator"),
    Status.NOT_OPEN: _("Not yet open"),
    Status.DUE_AGAIN: _("Due again"),
}
"""The status codes as they stand on a page."""


def called(id_: str) -> str:
    """What learners call a thing that has an id."""
    return NAMES.get(id_) or id_.replace("-", " ")
