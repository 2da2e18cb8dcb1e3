"""Without this what was typed before the session ended would be read back as positions, hashes and names of buttons."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask import current_app, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from elearn.services.attempts import present_name
from elearn.web.filling import Filling, each_of
from elearn.web.house import catalogue
from elearn.web.render import page
from elearn.web.tongue import gettext as _

UNTYPED = frozenset(
    {"csrf_token", "from_kept", "go", "later", "do", "key", "seen", "shown", "page", "prepared", "draft"}
)
"""Fields that say which form it was, what it showed and which button was pressed."""
TICKED = frozenset({"another", "close", "covering", "everyone", "hard", "presenter", "share", "shared"})
"""Fields of one box each: a browser sends "y" for one that is ticked, and nothing else."""
OF_OTHERS = frozenset({"correct", "group"})
"""Forms about the sessions of others, whose drafts lie on the page of confirmations."""
_PREFIXED = re.compile(r"q[0-9]+-(?P<name>.+)")
_MADE = re.compile(r"(?=[a-z]*[0-9])[a-z0-9]{16,64}")
"""What only a program writes: an id or a hash."""

Fields = Mapping[str, Sequence[str]]


def send_again(path: str, fields: Fields, *, stale: bool) -> str:
    """The page on which what was typed, and not done, can be looked over and sent again."""
    said = _said(path)
    return page(
        "account/send_again.html",
        path=path,
        fields=fields,
        said=said,
        listed={} if said else _typed(fields),
        stale=stale,
    )


def overtaken(begun: Filling) -> str:
    """What was typed into a form that can be sent no more: what it was about is finished or changed meanwhile."""
    assert begun.draft is not None  # there is nothing to read where nothing was kept
    fields = {name: each_of(values) for name, values in begun.draft.fields.items()}
    theirs = begun.address.form in OF_OTHERS
    return page(
        "account/overtaken.html",
        listed=_typed(fields),
        draft=begun.address,
        throw_away=url_for("confirmations.throw_away" if theirs else "logbook.throw_away"),
        back=url_for("confirmations.index" if theirs else "logbook.index"),
        theirs=theirs,
    )


def _said(path: str) -> str:
    """What was sent to a quiz or a review: its fields are positions on a list that nobody sees here."""
    endpoint, where = _place(path)
    quiz = catalogue().quizzes.get(present_name(catalogue(), str(where.get("quiz", ""))))
    title = quiz.title if quiz else ""
    match endpoint:
        case "quizzes.answer":
            return str(
                _(
                    "Your answer to question %(number)s of “%(title)s”",
                    number=where["number"],
                    title=title,
                )
            )
        case "one_page.save":
            return str(_("Your answers to “%(title)s”", title=title))
        case "quizzes.begin":
            return str(_("Beginning “%(title)s”", title=title))
        case "quizzes.submit":
            return str(_("Handing in “%(title)s”", title=title))
        case "reviews.answer":
            return str(_("Your answer to a question that came up again"))
        case _:
            return ""


def _place(path: str) -> tuple[str, Mapping[str, Any]]:
    adapter = current_app.create_url_adapter(request)
    assert adapter is not None  # within a request there is always one
    try:
        endpoint, where = adapter.match(path.partition("?")[0], method="POST")
    except (HTTPException, RequestRedirect):
        return "", {}
    return str(endpoint), where


def _typed(fields: Fields) -> dict[str, list[str]]:
    """What a person typed or chose, without what the page added to it."""
    kept = {
        name: [_told(name, each) for each in values if each.strip() and not _MADE.fullmatch(each)]
        for name, values in fields.items()
        if _bare(name) not in UNTYPED
    }
    return {name: values for name, values in kept.items() if values}


def _told(name: str, value: str) -> str:
    return str(_("yes")) if name in TICKED and value == "y" else value


def _bare(name: str) -> str:
    found = _PREFIXED.fullmatch(name)
    return found["name"] if found else name
