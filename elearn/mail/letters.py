"""Without this file each feature would write its own letters, and one would tell an answer in its subject.

A subject is read on a locked telephone by whoever lies beside it: none holds a name, a milestone or an answer.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from elearn.domain.outbox import LetterKind
from elearn.words import _

WIDTH = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter as it is queued: plain text, wrapped, with nothing in it that a reader's program would fetch."""

    kind: LetterKind
    subject: str
    body: str


def invitation(name: str, link: str) -> Letter:
    """The first letter to a new person."""
    return _letter(
        LetterKind.INVITATION,
        _("You are invited to Elearn"),
        name,
        _("you have been entered at Elearn, where training and supervised practice are recorded."),
        _("This link opens once, within 14 days. There you choose a passphrase of your own:"),
        link,
    )


def reset(name: str, link: str) -> Letter:
    """A way back in for somebody who has forgotten her passphrase."""
    return _letter(
        LetterKind.RESET,
        _("A link to choose a new passphrase"),
        name,
        _("your coordinator has made you a link to choose a new passphrase. It opens once, within one hour:"),
        link,
        _("If you did not ask for it, leave it alone: your passphrase stays as it is."),
    )


def asked(name: str, learner: str, milestone: str, link: str) -> Letter:
    """To somebody with an account who is asked to close a milestone."""
    return _letter(
        LetterKind.ASKED,
        _("You are asked for a signature"),
        name,
        _("%(learner)s asks you to look at “%(milestone)s” and to answer.")
        % {"learner": learner, "milestone": milestone},
        _("There is no hurry. This is where it waits for you:"),
        link,
    )


def asked_by_link(name: str, learner: str, milestone: str, link: str, until: str) -> Letter:
    """To an assessor without an account who is asked to close a milestone."""
    return _letter(
        LetterKind.ASKED,
        _("You are asked for a signature"),
        name,
        _("%(learner)s asks you, as an assessor, to look at “%(milestone)s” and to answer.")
        % {"learner": learner, "milestone": milestone},
        _("You need no account. The link opens what you are asked about, on a telephone too:"),
        link,
        _("It works until %(until)s, for one answer. Looking does not use it up.") % {"until": until},
        _(
            "If you have not seen this work, or cannot take it on, say so there: you can ask a question, "
            "say no, or name somebody else. Please do not pass the link on, least of all to the learner."
        ),
    )


def fresh_link(name: str, learner: str, milestone: str, link: str, until: str) -> Letter:
    """A new link in the place of one that no longer opens."""
    return _letter(
        LetterKind.FRESH_LINK,
        _("A fresh link for you"),
        name,
        _("this link takes the place of the earlier one. %(learner)s still asks you about “%(milestone)s”:")
        % {"learner": learner, "milestone": milestone},
        link,
        _("It works until %(until)s, for one answer. Looking does not use it up.") % {"until": until},
    )


def answered(name: str, link: str) -> Letter:
    """To a learner whose request was answered, whatever the answer is: she reads it where she can ask about it."""
    return _letter(
        LetterKind.ANSWERED,
        _("There is an answer for you"),
        name,
        _("what you asked for has been answered. You can read it here:"),
        link,
    )


def taken_back(name: str, link: str) -> Letter:
    """To a learner whose request nobody is left to answer: whom she asked may do so no more."""
    return _letter(
        LetterKind.ANSWERED,
        _("Something you asked for came back to you"),
        name,
        _("whoever you asked can answer it no more. Why, and how to ask somebody else, is written here:"),
        link,
    )


def question(name: str, signer: str, link: str) -> Letter:
    """To a learner whose signer has a question first."""
    return _letter(
        LetterKind.QUESTION,
        _("There is a question for you"),
        name,
        _("before %(signer)s answers what you asked, there is a question:") % {"signer": signer},
        link,
    )


def question_answered(name: str, learner: str, milestone: str, link: str) -> Letter:
    """To a signer with an account whose question the learner has answered."""
    return _letter(
        LetterKind.ANSWERED,
        _("There is an answer to your question"),
        name,
        _("%(learner)s has answered what you asked before signing “%(milestone)s”. You can read it here:")
        % {"learner": learner, "milestone": milestone},
        link,
    )


def question_answered_by_link(name: str, learner: str, milestone: str, link: str, until: str) -> Letter:
    """To a signer without an account whose question the learner has answered."""
    return _letter(
        LetterKind.FRESH_LINK,
        _("There is an answer to your question"),
        name,
        _(
            "%(learner)s has answered your question about “%(milestone)s”. The link opens the answer, and the form:"
        )
        % {"learner": learner, "milestone": milestone},
        link,
        _("It works until %(until)s, for one answer. Looking does not use it up.") % {"until": until},
    )


def prepared(name: str, learner: str, link: str) -> Letter:
    """To a supervisor for whom a session was prepared."""
    return _letter(
        LetterKind.PREPARED,
        _("A session has been prepared"),
        name,
        _("%(learner)s has prepared your next session, and shows you this:") % {"learner": learner},
        link,
    )


def erasure(name: str, films: Sequence[tuple[str, str]], link: str) -> Letter:
    """To a learner whose films are to be erased; each by the family's code and the day on which it was filmed."""
    lines = [_("%(code)s, filmed on %(day)s") % {"code": code, "day": day} for code, day in films]
    return _letter(
        LetterKind.ERASURE,
        _("Films that are due to be erased"),
        name,
        _("the day has come to erase this:"),
        "\n".join(f"- {line}" for line in lines),
        _("Erase it wherever it lies, then say so here. What you did with it goes on counting:"),
        link,
    )


def receipt(
    name: str, learner: str, milestone: str, verdict: str, day: str, code: str, verify: str
) -> Letter:
    """To somebody who signed without an account."""
    return _letter(
        LetterKind.RECEIPT,
        _("Receipt for your answer"),
        name,
        _("on %(day)s you answered %(learner)s about “%(milestone)s”: %(verdict)s.")
        % {"day": day, "learner": learner, "milestone": milestone, "verdict": verdict},
        _("The code of your answer is %(code)s. Whoever has it can look up whether the answer stands:")
        % {"code": code},
        verify,
        _("If it was not you who answered, tell your coordinator at once."),
    )


def digest(name: str, lines: Sequence[str], link: str, off: str) -> Letter:
    """Once a week to a supervisor for whom something waits; it names nobody."""
    return _letter(
        LetterKind.DIGEST,
        _("Your week"),
        name,
        _("this is what waits for a word of yours:"),
        "\n".join(f"- {line}" for line in lines),
        _("All of it, the longest wait first, is here:"),
        link,
        _("To have no such letter any more, say so here; nobody need sign in for it:"),
        off,
    )


def _letter(kind: LetterKind, subject: str, name: str, *parts: str) -> Letter:
    greeting = _("Hello %(name)s,") % {"name": name}
    closing = _("This letter was written by a program, so an answer to it is read by nobody.")
    body = "\n\n".join(_wrapped(part) for part in (greeting, *parts, closing) if part)
    return Letter(kind=kind, subject=subject, body=f"{body}\n")


def _wrapped(part: str) -> str:
    """A paragraph of short lines; an address stays in one piece, however long."""
    return "\n".join(
        textwrap.fill(
            line,
            WIDTH,
            break_long_words=False,
            break_on_hyphens=False,
            subsequent_indent="  " if line.startswith("- ") else "",
        )
        for line in part.splitlines()
    )
