"""Without this file a learner would be asked for a code, where she is asked how sure she is."""

from elearn.domain.confidence import Confidence
from elearn.domain.feedback import Verdict
from elearn.words import _

HOW_SURE = {
    Confidence.GUESS: _("A guess"),
    Confidence.FAIRLY: _("Fairly sure"),
    Confidence.CERTAIN: _("Certain"),
}
"""What stands to choose from beside an answer."""

WERE = {
    Confidence.GUESS: _("You guessed here"),
    Confidence.FAIRLY: _("You were fairly sure here"),
    Confidence.CERTAIN: _("You were certain here"),
}
"""How it is said of one answer when she looks back."""

VERDICTS = {
    Verdict.RIGHT: _("Right"),
    Verdict.PARTLY: _("Partly right"),
    Verdict.NOT_YET: _("Not yet"),
    Verdict.OPEN: _("Left open"),
}
"""What an answer came to, as a supervisor reads it."""
