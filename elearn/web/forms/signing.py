"""Without these shapes nobody could sign, ask back or say no through a link."""

from flask_babel import lazy_gettext as _
from wtforms.validators import Optional

from elearn.domain.people import NAME_MAX
from elearn.domain.replies import Reply as Kind
from elearn.web.forms.base import Line, Needed, Prose
from elearn.web.forms.guarded import Guarded
from elearn.web.forms.signoffs import NOTE_MOST, Chosen, Opinion


class Sign(Opinion):
    """What the signer says, and who she is."""

    name = Line(_("Your name"), (Needed(_("Write your name.")),), most=NAME_MAX)
    part = Line(
        _("What you are"), (Needed(_("Say what you are, such as “accredited VIG supervisor”.")),), most=100
    )
    registration = Line(_("Your registration number, if you have one"), most=60)


class SignAnew(Sign):
    """The same once more, and why."""

    reason = Line(_("Why you sign anew"), (Needed(_("Say in a few words why.")),))


class Reply(Guarded):
    """A question, or a no."""

    kind = Chosen(
        _("What you would like to say"),
        [Needed(_("Choose one of these."))],
        choices=[
            (Kind.QUESTION.value, _("I have a question first")),
            (Kind.DECLINED.value, _("I cannot take this on")),
        ],
    )
    words = Prose(_("Your question, or a few words why"), (Optional(),), most=NOTE_MOST)
    instead = Line(_("Who else could, if you know somebody"))


class AnswerQuestion(Guarded):
    """The learner's answer to a question."""

    words = Prose(_("Your answer"), (Needed(_("Write your answer.")),), most=NOTE_MOST)
