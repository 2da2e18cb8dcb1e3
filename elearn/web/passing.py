"""Without this a pathway that asks for a pass of clips would send her to the questions of a quiz that is not there."""

from flask import url_for

from elearn.web.house import catalogue
from elearn.web.tongue import gettext as _


def way_to_pass(ref: str) -> tuple[str, str]:
    """What a learner can do about what she is asked to pass, a quiz or the clips of an exercise: words and address."""
    exercise = catalogue().exercises.get(ref)
    if exercise:
        return _("Go to the clips"), url_for("moments.course", module=exercise.module)
    return _("Go to the questions"), url_for("quizzes.front", quiz=ref)
