"""Without this file everything about a person would be handed to her in the words of our tables."""

from collections.abc import Mapping

from elearn.words import _
from elearn.words.kinds import called

PARTS: Mapping[str, str] = {
    "account": _("Your account"),
    "roles": _("Your roles"),
    "relations": _("Who supervises whom"),
    "pathways": _("Your pathways"),
    "entries": _("Your logbook, every version"),
    "client_codes": _("Client codes given to you"),
    "requests": _("Sign-offs you asked for"),
    "decisions": _("What was decided"),
    "attempts": _("Quizzes and your answers"),
    "achievements": _("What you earned by study"),
    "lessons_read": _("Lessons you marked as read"),
    "places": _("Where you are in each module"),
    "drafts": _("Forms you began"),
    "kept_forms": _("Forms kept when your session ran out"),
    "signed_for_others": _("What you signed for others"),
    "done_for_others": _("What you confirmed or saw for others"),
    "links": _("Links made for you"),
    "sign_ins": _("When you signed in"),
    "browsers": _("Browsers you signed in on"),
    "audit": _("What was noted about you in the sealed record"),
}
"""The parts of a record, in the order in which they are shown."""

LABELS: Mapping[str, str] = {
    "on": _("Day"),
    "at": _("When"),
    "by": _("By"),
    "of": _("Of"),
    "facts": _("Facts"),
    "words": _("What you wrote"),
    "named": _("With"),
    "acts": _("What was done to it"),
    "answers": _("Answers"),
    "marks": _("Marks"),
    "covering": _("Covering for another"),
    "since": _("From"),
    "until": _("Until"),
    "email": _("E-mail"),
    "asked_of": _("Asked of"),
    "talk_on": _("To talk on"),
    "met_on": _("Day of the meeting"),
    "actor": _("Who did it"),
    "ref": _("What"),
    "given": _("Answer"),
    "known": _("How it is known"),
    "kept": _("Where it is kept"),
    "brought": _("What was brought"),
    "passed": _("Was enough"),
    "seq": _("Number"),
    "replaces": _("Replaces"),
}
"""What a field is called where its own name would not do."""


def label(key: str) -> str:
    """What a field is called."""
    plain = called(key.replace("_", "-"))
    return LABELS.get(key) or plain[:1].upper() + plain[1:]
