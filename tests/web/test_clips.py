"""Without these a clip's page might tell its key before anything was marked, or be too heavy for a weak signal."""

import gzip
import re
from dataclasses import replace
from decimal import Decimal
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask

from elearn.content.clip_words import WORDS
from elearn.domain.clips import Kind, Use
from elearn.domain.moment_marks import LONGEST_NOTE, MOST
from elearn.domain.people import Role
from elearn.web.clips import drawn
from elearn.web.pages.moments import LIMIT
from elearn.words.clips import KINDS, MEANINGS
from tests.content.shipped import shipped
from tests.web.clip_page import FAMILIES, Marked, posed, put_on, star
from tests.web.conftest import People
from tests.web.visitor import HTML, Answer, Visitor

LIGHT = 12_000
"""Bytes that a page of a clip may weigh when it is packed."""


def watched(app: Flask, *marks: Marked, with_key: bool = False) -> Answer:
    put_on(app, star(), marks=marks, with_key=with_key)
    return Visitor(app).open("/clip")


def _read(answer: Answer) -> str:
    return unescape(answer.html).replace("\\u0027", "'")


def test_nothing_that_is_sent_before_marking_tells_of_the_key(app: Flask) -> None:
    answer = watched(app)
    sent = _read(answer) + str(answer.response.headers)
    clip = star()
    told = [
        *(moment.why for moment in clip.key),
        *(moment.missed for moment in clip.key if moment.missed),
        *(each.why for each in clip.tempting),
    ]
    assert not [each for each in told if each in sent]


def test_a_worked_clip_tells_its_key_moment_by_moment(app: Flask) -> None:
    sent = _read(watched(app, with_key=True))
    assert [moment.id for moment in star().key if moment.why not in sent] == []


def test_what_each_kind_is_stands_beside_the_marks_in_a_sentence(app: Flask) -> None:
    (told,) = (each for each in watched(app).tree.iter(f"{HTML}dl"))
    names = ["".join(each.itertext()) for each in told.iter(f"{HTML}dt")]
    said = ["".join(each.itertext()) for each in told.iter(f"{HTML}dd")]
    assert dict(zip(names, said, strict=True)) == {KINDS[kind]: MEANINGS[kind] for kind in Kind}


def test_the_page_of_a_clip_is_light(app: Flask) -> None:
    assert len(gzip.compress(watched(app).html.encode())) < LIGHT


def test_the_page_on_which_each_shipped_clip_is_marked_is_as_light(app: Flask, person: People) -> None:
    visitor = person("Sam Rees", Role.TRAINEE).visitor
    house = app.extensions["elearn"]
    opened = {
        each.id: replace(each, use=Use.PRACTICE, form=None) if each.use is Use.CHECK else each
        for each in shipped().clips.values()
    }
    app.extensions["elearn"] = replace(house, catalogue=replace(house.catalogue, clips=opened))
    weights = {}
    for clip in opened:
        page = visitor.open(visitor.post("moments.begin", clip=clip).location)
        weights[clip] = len(gzip.compress(page.html.encode()))
    assert {clip: weight for clip, weight in weights.items() if weight >= LIGHT} == {}


def scripts(answer: Answer) -> set[str]:
    """The addresses of all scripts that a page loads, those that a script of it asks for by name among them."""
    tree = answer.tree
    return {
        *(each.attrib["src"] for each in tree.iter(f"{HTML}script") if "src" in each.attrib),
        *(each.attrib["href"] for each in tree.iter(f"{HTML}link") if each.attrib["rel"] == "modulepreload"),
        *(each.attrib["data-figures"] for each in tree.iter() if "data-figures" in each.attrib),
    }


def test_all_scripts_of_a_clips_pages_are_small_as_they_are_written(person: People) -> None:
    visitor = person("Sam Rees", Role.TRAINEE).visitor
    everywhere = scripts(visitor.get("library.shelf"))
    clip = next(each.id for each in shipped().clips.values() if each.use is Use.PRACTICE)
    marking = visitor.open(visitor.post("moments.begin", clip=clip).location)
    attempt = marking.response.request.path.rpartition("/")[2]
    own = scripts(marking) - everywhere
    visitor.post("moments.mark", clip=clip, attempt=attempt)
    assert scripts(visitor.get("moments.result", clip=clip, attempt=attempt)) - everywhere == own
    written = []
    for address in sorted(own):
        with visitor.client.get(address) as answer:
            written.append(answer.get_data())
    assert [text.count(b"import(") + text.count(b"import {") for text in written] == [1, 0]
    assert sum(map(len, written)) < 14_000
    assert sum(len(gzip.compress(text)) for text in written) < 6_000


@pytest.mark.parametrize("setting", WORDS["settings"].values(), ids=WORDS["settings"])
def test_a_setting_poses_words_of_the_vocabulary_anew_and_adds_none(setting: dict[str, Any]) -> None:
    for channel, poses in setting.get("poses", {}).items():
        known = WORDS["channels"][channel]
        assert {word: len(numbers) for word, numbers in poses.items()} == {
            word: len(known[word]) for word in poses
        }


def test_a_word_is_drawn_as_its_setting_poses_it(app: Flask) -> None:
    own = WORDS["settings"]["chair"]["poses"]["baby.hands"]["point"]
    sent = drawn(replace(posed(star(), baby_hands="point"), setting="chair"))
    assert sent["poses"]["baby.hands"] == {"point": own}
    assert "poses" not in sent["setting"]
    elsewhere = drawn(posed(star(), baby_hands="point"))
    assert elsewhere["poses"]["baby.hands"] == {"point": WORDS["channels"]["baby.hands"]["point"]}


def test_every_row_can_be_marked_with_every_kind_under_one_name(app: Flask) -> None:
    tree = watched(app).tree
    boxes = [each for each in tree.iter(f"{HTML}input") if each.attrib.get("type") == "checkbox"]
    assert {box.attrib["name"] for box in boxes} == {"mark"}
    values = [box.attrib["value"] for box in boxes]
    assert len(values) == len(set(values)) == len(star().beats) * len(Kind)
    assert "4.2 initiative" in values


def test_every_box_of_the_longest_sheet_and_a_hundred_full_notes_are_no_more_than_a_request_may_be() -> None:
    longest = max((f"89.95 {kind}" for kind in Kind), key=len)
    notes = ["x" * LONGEST_NOTE] * 100 + [""] * (MOST - 100)
    fields = {"mark": [longest] * MOST, "note": notes, "csrf_token": "x" * 120, "page": "x" * 32}
    assert len(urlencode(fields, doseq=True)) < LIMIT


def test_marks_of_before_are_ticked_where_a_row_has_a_box_and_listed_where_none_has(app: Flask) -> None:
    answer = watched(
        app,
        Marked(at=Decimal("4.2"), kind=Kind.INITIATIVE),
        Marked(at=Decimal("4.7"), kind=Kind.RECEIVES),
        Marked(at=Decimal("6.8"), kind=Kind.RECEIVES, note="His own sound"),
    )
    ticked = [each.attrib["value"] for each in answer.tree.iter(f"{HTML}input") if "checked" in each.attrib]
    assert ticked == ["4.2 initiative"]
    hidden = [
        each.attrib["value"] for each in answer.tree.iter(f"{HTML}input") if each.attrib.get("name") == "mark"
    ]
    assert hidden[:2] == ["4.7 receives", "6.8 receives"]
    assert answer.value("note") == ""
    assert "His own sound" in answer.html


@pytest.mark.parametrize("number", range(len(FAMILIES)))
def test_every_family_can_be_set_on_the_stage(app: Flask, number: int) -> None:
    put_on(app, FAMILIES[number])
    answer = Visitor(app).open("/clip")
    assert answer.status == 200
    assert "None" not in answer.html.replace("None yet", "")


def test_whatever_a_picture_points_to_is_in_it_and_glasses_are_worn(app: Flask) -> None:
    clip = next(family for family in FAMILIES if family.adult.glasses)
    put_on(app, clip)
    _, _, stage = Visitor(app).open("/clip").html.partition('<svg viewBox="0 0 800 480"')
    picture, _, _ = stage.partition("</svg>")
    pointed = set(re.findall(r'(?:href="#|url\(#)([\w-]+)', picture))
    assert pointed <= set(re.findall(r'\bid="([\w-]+)"', picture))
    assert picture.count("M-18 1A18 18") == 2
