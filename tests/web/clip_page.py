"""A page with nothing on it but a clip, for tests: without it the player could only be tried where marks are kept."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from flask import Flask, make_response, render_template_string, request
from flask.typing import ResponseReturnValue

from elearn.content.clip_words import WORDS
from elearn.content.clips import read_clip
from elearn.content.fields import Notes
from elearn.content.problems import Problems
from elearn.content.reader import read_yaml
from elearn.content.references import References
from elearn.domain.clips import Adult, Channel, Clip, Kind, Role
from elearn.web.gate import public

FILE = Path(__file__).with_name("the-star.clip.yaml")
TEMPLATE = """\
{% extends "base.html" %}{% from "clips/player.html" import player, player_head with context %}
{% block title %}{{ clip.title }}{% endblock %}{% block head %}{{ player_head() }}{% endblock %}
{% block main %}<h1>{{ clip.title }}</h1>
<form method="post" class="stack"><input type="hidden" name="csrf_token" value="{{ csrf_token() }}">
{{ player(clip, marks, with_key=with_key) }}
<label>Elsewhere <input name="elsewhere"></label> <button class="button">Compare</button></form>{% endblock %}
"""


@dataclass(frozen=True, kw_only=True)
class Marked:
    """A mark of before."""

    at: Decimal
    kind: Kind
    note: str = ""


@cache
def star() -> Clip:
    """A clip of the tests' own, so that what ships may be rewritten."""
    notes = Notes(Problems(), References())
    clip = read_clip(read_yaml(FILE, FILE.name, notes.problems), "the-star", "tests", FILE.name, notes)
    assert clip
    assert not notes.problems.sorted
    return clip


def posed(clip: Clip, **words: str) -> Clip:
    """The clip with nothing but its first beat, in other poses: ``posed(star(), baby_face="smile")``."""
    first = clip.beats[0]
    changes = {Channel(name.replace("_", ".")): word for name, word in words.items()}
    return replace(clip, beats=(replace(first, changes={**first.changes, **changes}),))


def family(
    setting: str, adult: tuple[Role, str, str, str, str], baby: tuple[int, str, str], **more: bool
) -> Clip:
    """The clip with other people: role, skin, hair, head, clothes of the adult; months, head, clothes of the baby."""
    role, skin, hair, head, wears = adult
    months, curls, clothes = baby
    young = {"silver": "ink", "white": "sand"}.get(hair, hair)
    clip = star()
    looks = Adult(
        name=clip.adult.name, who="", role=role, skin=skin, hair=hair, head=head, wears=wears, **more
    )
    small = replace(clip.baby, months=months, skin=skin, hair=young, head=curls, wears=clothes)
    return replace(clip, setting=setting, adult=looks, baby=small)


FAMILIES = (
    family("rug", (Role.MOTHER, "umber", "ink", "knot", "brick"), (5, "curls", "sky")),
    family(
        "rug", (Role.GRANDFATHER, "chestnut", "silver", "short", "moss"), (11, "tuft", "honey"), glasses=True
    ),
    family("rug", (Role.MOTHER, "olive", "ink", "scarf", "brick"), (2, "tuft", "moss")),
    family("chair", (Role.FATHER, "porcelain", "copper", "short", "plum"), (5, "fuzz", "sky"), beard=True),
    family("chair", (Role.GRANDMOTHER, "umber", "silver", "curls", "plum"), (11, "curls", "honey")),
    family("chair", (Role.CARER, "olive", "cocoa", "long", "moss"), (11, "tuft", "brick")),
    family(
        "arms", (Role.GRANDMOTHER, "porcelain", "white", "bob", "sky"), (2, "fuzz", "honey"), glasses=True
    ),
    family("arms", (Role.MOTHER, "chestnut", "ink", "curls", "honey"), (2, "tuft", "oat")),
    family("arms", (Role.CARER, "umber", "ink", "bald", "sky"), (5, "fuzz", "plum"), beard=True),
    family("arms", (Role.FATHER, "porcelain", "sand", "crop", "moss"), (11, "tuft", "brick")),
)
"""One of every head, on four skins, in three settings, with babies of three ages."""
assert {each.adult.head for each in FAMILIES} == set(WORDS["heads"]["adult"])


def put_on(app: Flask, clip: Clip, *, marks: tuple[Marked, ...] = (), with_key: bool = False) -> None:
    """Give this application one page more, /clip, and an echo of what is sent from it."""

    @public
    def watch() -> ResponseReturnValue:
        if request.method == "POST":
            sent = [f"{name}={each}" for name in ("mark", "note") for each in request.form.getlist(name)]
            answer = make_response("\n".join(sent))
            answer.mimetype = "text/plain"
            return answer
        return render_template_string(TEMPLATE, clip=clip, marks=marks, with_key=with_key)

    app.add_url_rule("/clip", "clip", watch, methods=["GET", "POST"])
