"""Without this file a coordinator would read a mail server's numbers where a letter did not arrive."""

from collections.abc import Mapping

from elearn.domain.desks import Matter
from elearn.domain.outbox import Fate, LetterKind
from elearn.words import _

KINDS: Mapping[str, str] = {
    LetterKind.INVITATION: _("Invitation"),
    LetterKind.RESET: _("New passphrase"),
    LetterKind.ASKED: _("Asked for a signature"),
    LetterKind.ANSWERED: _("Request answered"),
    LetterKind.PREPARED: _("Session prepared"),
    LetterKind.ERASURE: _("Films to be erased"),
    LetterKind.FRESH_LINK: _("Fresh link"),
    LetterKind.QUESTION: _("Question before signing"),
    LetterKind.RECEIPT: _("Receipt for a signature"),
    LetterKind.DIGEST: _("Weekly letter"),
}

FATES: Mapping[Fate, str] = {
    Fate.DELIVERED: _("delivered"),
    Fate.REFUSED: _("refused"),
    Fate.TOO_LATE: _("came too late"),
    Fate.NOT_WANTED: _("no longer wanted"),
}

ANSWERS: Mapping[str, str] = {
    "": "",
    "address": _("the address is none that a letter can be sent to"),
    "smtputf8": _("the mail server cannot write to an address with such letters"),
    "no-answer": _("the mail server did not answer"),
    "no-tls": _("the mail server offers no encryption, so nothing was handed over"),
    "tls": _("the mail server’s certificate could not be trusted"),
    "550": _("the mail server knows no such mailbox"),
    "552": _("the mailbox is full"),
    "535": _("the mail server did not accept our user and password"),
}

WAITS: Mapping[Matter, tuple[str, str]] = {
    Matter.SESSION: (
        _("a session to confirm, since %(since)s"),
        _("%(num)s sessions to confirm, the first since %(since)s"),
    ),
    Matter.NOT_KNOWN: (
        _("a session that its learner does not know, since %(since)s"),
        _("%(num)s sessions that their learners do not know, the first since %(since)s"),
    ),
    Matter.PAPER: (
        _("a paper to look at, since %(since)s"),
        _("%(num)s papers to look at, the first since %(since)s"),
    ),
    Matter.SIGN_OFF: (
        _("a request for a signature, since %(since)s"),
        _("%(num)s requests for a signature, the first since %(since)s"),
    ),
}
"""What waits for a supervisor, as a line of her weekly letter: for one and for many."""


def why(answer: str) -> str:
    """The last answer of the mail server in words, with its number where there is one."""
    said = ANSWERS.get(answer)
    if said is None:
        return f"the mail server answered {answer}"
    return f"{said} ({answer})" if answer.isdigit() else said
