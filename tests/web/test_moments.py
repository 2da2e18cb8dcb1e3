"""What the pages about clips promise: nothing of a key too early, and a result that begins with what was found."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import update

from elearn import clock
from elearn.domain.clips import Clip, Form, Kind, Use
from elearn.domain.exercises import Exercise
from elearn.domain.people import Role
from elearn.storage.sessions import SessionRow
from elearn.web.render import plain
from tests.domain.test_exercises import EXERCISE
from tests.web.clip_page import star
from tests.web.conftest import PASSPHRASE, Known, People
from tests.web.visitor import HTML, Answer, Visitor

Supervises = Callable[..., None]
PRACTICE = replace(star(), module="attunement-principles")
WORKED = replace(PRACTICE, id="watched", title="Watched", use=Use.WORKED)
CHECKS = tuple(
    replace(PRACTICE, id=f"{form}-{n}", title=f"Check {form} {n}", use=Use.CHECK, form=form)
    for form in Form
    for n in (1, 2)
)
CLIPS = (WORKED, PRACTICE, *CHECKS)
THREE = ["4.2 initiative", "22.6 misses", "23 repair"]


def texts(clip: Clip) -> list[str]:
    """All that a key says about its moments, as it would stand in a page or in its data."""
    said = [text for each in clip.key for text in (each.why, each.missed) if text]
    return [each for text in (*said, *(one.why for one in clip.tempting)) for each in {text, plain(text)}]


@pytest.fixture
def course(app: Flask) -> Exercise:
    """The clips of this test in place of those that ship."""
    exercise = replace(EXERCISE, module="attunement-principles", right=Decimal("0.5"))
    house = app.extensions["elearn"]
    shown = replace(
        house.catalogue,
        clips={each.id: each for each in CLIPS},
        exercises={exercise.id: exercise},
    )
    app.extensions["elearn"] = replace(house, catalogue=shown)
    return exercise


@dataclass
class Marker:
    """Somebody marking a clip in her browser."""

    visitor: Visitor
    clip: str = PRACTICE.id
    attempt: str = ""

    def begin(self, clip: str = PRACTICE.id) -> Answer:
        self.clip = clip
        answer = self.visitor.post("moments.begin", clip=clip)
        self.attempt = answer.location.rpartition("/")[2]
        return self.visitor.open(answer.location)

    def send(self, *marks: str, **more: object) -> Answer:
        return self.visitor.post(
            "moments.mark", {"mark": list(marks), **more}, clip=self.clip, attempt=self.attempt
        )

    def result(self) -> Answer:
        return self.visitor.get("moments.result", clip=self.clip, attempt=self.attempt)

    def whole(self, clip: str, *marks: str) -> Answer:
        self.begin(clip)
        assert self.send(*marks).status == 303
        return self.result()


@pytest.fixture
def sam(course: Exercise, person: People) -> Marker:
    return Marker(person("Sam Rees", Role.TRAINEE).visitor)


def test_nothing_of_a_key_is_sent_before_the_marks_are_handed_in(sam: Marker) -> None:
    pages = [
        sam.visitor.get("moments.course", module=PRACTICE.module),
        sam.visitor.get("moments.front", clip=PRACTICE.id),
        sam.begin(),
        sam.send("nonsense"),
        sam.send(*THREE, note=["just like Beatrice did"]),
        sam.visitor.get("moments.marking", clip=PRACTICE.id, attempt=sam.attempt),
        sam.visitor.get("record.mine"),
    ]
    assert [page.status for page in pages] == [200, 200, 200, 422, 422, 200, 200]
    for page in pages:
        sent = f"{page.html} {page.response.headers}"
        assert [text for text in texts(PRACTICE) if text in sent or text in page.text] == []
        assert [each.id for each in PRACTICE.key if "-" in each.id and each.id in sent] == []


def test_a_worked_clip_tells_its_key_while_it_plays(sam: Marker) -> None:
    page = sam.begin(WORKED.id)
    assert "The start is Tomi" in page.html
    door = sam.visitor.get("moments.front", clip=WORKED.id)
    for told in (door, page):
        assert "This key is provisional: one reader, who wrote the clip." in told.text
    assert "provisional" not in sam.begin().text
    assert 'id="why"' in page.html


def test_a_mark_its_author_has_an_answer_to_is_answered_before_the_key_and_not_called_half_right(
    sam: Marker,
) -> None:
    page = sam.whole(PRACTICE.id, "31 repair")
    answer = next(each.why for each in PRACTICE.tempting if each.id == "calls-him-back")
    why = next(each.why for each in PRACTICE.key if each.id == "too-near")
    order = [page.text.index(part) for part in ("Easily taken for another kind", plain(answer), plain(why))]
    assert order == sorted(order)
    assert [part for part in parts(page) if part.startswith("The right place")] == []


def parts(page: Answer) -> list[str]:
    """The headings of a result's parts, in their order."""
    found = [each for each in page.tree.iter(f"{HTML}section") if "stack" in each.attrib.get("class", "")]
    return ["".join(each.itertext()) for part in found for each in part.iter(f"{HTML}h2")]


@pytest.mark.parametrize(("mark", "begins"), [("22.6 misses", True), ("6.8 receives", False)])
def test_a_result_never_begins_with_what_went_wrong(sam: Marker, mark: str, begins: bool) -> None:
    page = sam.whole(PRACTICE.id, mark)
    assert parts(page)[0] == ("Begin with what went well" if begins else "Found")


def test_a_result_begins_with_what_was_found_and_each_line_leads_back_to_its_time(sam: Marker) -> None:
    page = sam.whole(PRACTICE.id, *THREE)
    assert page.heading == "You found 2 of 11 moments"
    order = [
        page.text.index(part) for part in ("You found", "The right place, and another kind", "Look once more")
    ]
    assert order == sorted(order)
    assert "Marked “Repair”" in page.text or "Also marked" in page.text
    assert "#t=2.2" in page.links()
    assert 'id="t=2.2"' in page.html
    assert "Easy to miss: Nothing seems to happen" not in page.text
    assert "Easy to miss: He can seem to have lost interest." in page.text
    assert "2 of 11 (5–48%)" in page.text
    assert "not defined: nothing was marked" in page.text
    assert "provisional: one reader, who wrote the clip" in page.text
    assert "The last step is your own film, looked at with your supervisor." in page.text
    assert not [word for word in ("certif", "reliab") if word in page.main.lower()]


def test_where_nothing_was_found_the_result_begins_with_what_went_well(sam: Marker) -> None:
    page = sam.whole(PRACTICE.id)
    assert page.heading == "What there is to see"
    assert page.text.index("Begin with what went well") < page.text.index("Look once more")
    assert "Dele lets him finish, nods" in page.text


def test_marks_kept_for_later_are_there_again_with_their_notes(sam: Marker) -> None:
    sam.begin()
    kept = sam.send("22.3 misses", "4.2 initiative", note=["the arm sinks"], later="1")
    assert kept.location == f"/clips/{PRACTICE.id}"
    assert "2 moments marked so far." in sam.visitor.open(kept.location).text
    page = sam.begin()
    assert page.value("note") == "the arm sinks"
    assert ticked(page) == ["4.2 initiative"]
    quiet = sam.visitor.client.post(
        sam.visitor.address("moments.mark", clip=PRACTICE.id, attempt=sam.attempt),
        data={"csrf_token": sam.visitor.token(), "mark": ["43 initiative"], "later": "quietly", **of(page)},
    )
    assert quiet.status_code == 204
    assert ticked(sam.begin()) == ["43 initiative"]


def test_sent_again_from_a_second_tab_or_after_going_back_it_is_the_same_result(sam: Marker) -> None:
    first = sam.whole(PRACTICE.id, *THREE)
    again = sam.send("43 initiative")
    assert again.location.endswith("/result")
    page = sam.visitor.open(again.location)
    assert page.heading == first.heading
    assert "This was handed in before" in page.text
    assert sam.send(*THREE).status == 303
    assert "This was handed in before" not in sam.result().text
    back = sam.visitor.get("moments.marking", clip=PRACTICE.id, attempt=sam.attempt)
    assert back.location.endswith("/result")
    assert sam.visitor.get("moments.front", clip=PRACTICE.id).text.count("of 11 found") == 1


def test_what_was_marked_is_still_there_when_something_is_wrong(sam: Marker) -> None:
    sam.begin()
    page = sam.send("22.3 misses", "4.2 initiative", "900 joy", note=["the arm sinks"])
    assert page.status == 422
    assert "One of the marks could not be read." in page.text
    assert page.value("note") == "the arm sinks"
    assert ticked(page) == ["4.2 initiative"]
    named = sam.send("22.3 misses", note=["just like Beatrice did"])
    assert named.status == 422
    assert "“Beatrice” looks like" in named.text
    assert sam.send("22.3 misses", note=["just like Beatrice did"], nobody="Beatrice").status == 303
    assert sam.result().text.count("just like Beatrice did") == 1


def test_marks_are_taken_up_to_64_kb_and_nobody_elses_are_found(sam: Marker, person: People) -> None:
    sam.begin()
    assert sam.send("4.2 initiative", note=["a" * 66_000]).status == 413
    other = Marker(person("Jon Price", Role.TRAINEE).visitor, attempt=sam.attempt)
    assert other.send(*THREE).status == 404
    assert other.result().status == 404
    assert sam.visitor.get("moments.marking", clip="watched", attempt=sam.attempt).status == 404


def test_a_check_opens_after_practice_and_two_clips_together_are_enough(sam: Marker) -> None:
    assert sam.visitor.post("moments.begin", clip="a-1").status == 422
    right = [f"{each.at.normalize():f} {each.kind}" for each in PRACTICE.key]
    sam.whole(PRACTICE.id)
    first = sam.whole("a-1", *right)
    assert "Now the other clip of this pair" in first.text
    second = sam.whole("a-2", *right[:6])
    assert "Both clips: 16 of 22" in second.text
    assert "With two clips that could be anything from 52 to 87%. In the key: 19 of 19 marks." in second.text
    assert ENOUGH in second.text
    assert "You have passed, and that stands." in second.text
    shelf = sam.visitor.get("moments.course", module=PRACTICE.module)
    assert "You have passed this, and that stands." in shelf.text
    assert "16 of 22. With so few moments that could be anything from 52 to 87%." in shelf.text


def of(page: Answer) -> dict[str, str]:
    """What an open page sends along to say which it is."""
    return {name: page.value(name) for name in ("page", "seen")}


def ticked(page: Answer) -> list[str]:
    return [each.attrib["value"] for each in page.tree.iter(f"{HTML}input") if "checked" in each.attrib]


def test_two_open_pages_never_take_each_others_marks_away_and_both_are_seen_before_they_are_handed_in(
    sam: Marker,
) -> None:
    pages = one, other = of(sam.begin()), of(sam.begin())
    assert len({each["page"] for each in pages}) == len(pages)
    quietly = {"later": "quietly"}
    assert sam.send("4.2 initiative", "5.4 misses", **one, **quietly).status == 204
    assert sam.send("4.2 initiative", **one, **quietly).status == 204
    assert sam.send("6.8 receives", **other, **quietly).status == 204
    again = sam.send("4.2 initiative", **one)
    assert again.status == 409
    assert "Nothing is lost: both are here now." in again.text
    assert ticked(again) == ["4.2 initiative", "6.8 receives"]
    assert of(again)["page"] not in (one["page"], other["page"])
    assert sam.send("6.8 receives", **of(again)).status == 303
    assert sam.result().heading == "You found 1 of 11 moments"


def test_a_form_from_before_pages_had_names_takes_nothing_away_either(sam: Marker) -> None:
    sam.begin()
    assert sam.send("4.2 initiative", later="quietly").status == 204
    assert sam.send("6.8 receives").status == 409
    assert sam.send("6.8 receives", "4.2 initiative").status == 303


def test_a_note_that_was_asked_about_can_be_reworded_on_the_page_that_came_back(sam: Marker) -> None:
    asked = sam.send("4.2 initiative", note=["just like Beatrice did"], **of(sam.begin()))
    assert asked.status == 422
    assert sam.send("4.2 initiative", note=["just like before"], **of(asked)).status == 303
    assert "just like before" in sam.result().text


def test_a_home_leads_from_a_check_that_was_tried_to_its_clips(sam: Marker) -> None:
    for clip in (PRACTICE.id, "a-1", "a-2"):
        sam.whole(clip)
    clips = sam.visitor.address("moments.course", module=PRACTICE.module)
    assert clips in sam.visitor.get("home.index").links()


def test_marks_whose_session_ran_out_while_they_were_kept_by_themselves_are_sent_from_the_page_that_offers_them(
    app: Flask, sam: Marker
) -> None:
    page = of(sam.begin())
    token = sam.visitor.token()
    with app.extensions["elearn"].database.writing() as session:
        session.execute(update(SessionRow).values(last_seen_at=clock.now() - timedelta(days=2)))
    path = sam.visitor.address("moments.mark", clip=sam.clip, attempt=sam.attempt)
    typed = {"csrf_token": token, "mark": "4.2 initiative", **page, "later": "quietly"}
    assert sam.visitor.client.post(path, data=typed).headers["Location"].endswith("/sign-in")
    assert sam.visitor.sign_in("sam@example.org", PASSPHRASE).location == "/kept"
    offered = sam.visitor.get("account.kept")
    sent = {name: offered.value(name) for name in ("mark", "page", "seen", "later", "from_kept")}
    answer = sam.visitor.post("moments.mark", sent, clip=sam.clip, attempt=sam.attempt)
    assert (answer.status, answer.location) == (303, f"/clips/{sam.clip}")
    assert ticked(sam.begin()) == ["4.2 initiative"]
    assert sam.visitor.get("account.kept").status == 303


ENOUGH = (
    "Finding 60% of the moments in both clips of a pair, taken together, is enough, "
    "and at least 50% of what is marked has to be in the key."
)


def test_ticking_every_box_finds_everything_and_passes_nothing(sam: Marker) -> None:
    sam.whole(PRACTICE.id)
    assert ENOUGH in sam.visitor.get("moments.course", module=PRACTICE.module).text
    assert ENOUGH in sam.visitor.get("moments.front", clip="a-1").text
    assert ENOUGH not in sam.visitor.get("moments.front", clip=PRACTICE.id).text
    every = [f"{beat.at.normalize():f} {kind}" for beat in PRACTICE.beats for kind in Kind]
    sam.whole("a-1", *every)
    result = sam.whole("a-2", *every)
    assert "Both clips: 22 of 22" in result.text
    assert "Not yet. The other two clips are open now" in result.text
    sam.whole("b-1")
    sam.clip, sam.attempt = "a-2", result.response.request.path.split("/")[3]
    assert "Not yet. Look at the practice clips in between" in sam.result().text


def test_a_result_is_shared_read_and_taken_back(
    app: Flask, course: Exercise, person: People, supervises: Supervises
) -> None:
    ruth, known = person("Ruth Ade", Role.SUPERVISOR), person("Sam Rees", Role.TRAINEE)
    supervises(ruth, known)
    sam = Marker(known.visitor)
    assert "Ruth Ade can see the result with your marks and notes" in sam.whole(PRACTICE.id, *THREE).text
    assert "shares no result of a clip" in listed(ruth, known).text
    page = {"learner": known.id, "attempt": sam.attempt}
    assert ruth.visitor.get("moments.shared_result", **page).status == 404
    share = {"clip": PRACTICE.id, "attempt": sam.attempt}
    assert known.visitor.post("moments.share", {"shared": "yes"}, **share).status == 303
    assert "Ruth Ade can see this result" in sam.result().text
    assert ruth.visitor.address("moments.shared_result", **page) in listed(ruth, known).links()
    shown = ruth.visitor.get("moments.shared_result", **page)
    assert "2 of 11 moments found." in shown.text
    assert "The start is Tomi" in shown.text
    assert known.visitor.post("moments.share", {"shared": "no"}, **share).status == 303
    assert ruth.visitor.get("moments.shared_result", **page).status == 404


def listed(ruth: Known, sam: Known) -> Answer:
    return ruth.visitor.get("moments.shared_results", learner=sam.id)


def test_practise_leads_to_the_clips(sam: Marker) -> None:
    course_page = sam.visitor.address("moments.course", module=PRACTICE.module)
    assert sam.visitor.get("logbook.index").links().count(course_page) == 1


def test_a_module_leads_to_its_clips_and_a_renamed_clip_to_its_present_name(app: Flask, sam: Marker) -> None:
    course_page = sam.visitor.address("moments.course", module=PRACTICE.module)
    assert course_page in sam.visitor.get("library.module", module=PRACTICE.module).links()
    house = app.extensions["elearn"]
    moved = replace(house.catalogue, moved_modules={"clips/the-sun": f"clips/{PRACTICE.id}"})
    app.extensions["elearn"] = replace(house, catalogue=moved)
    answer = sam.visitor.get("moments.front", clip="the-sun")
    assert (answer.status, answer.location) == (308, f"/clips/{PRACTICE.id}")


def test_what_was_marked_leads_to_its_clips_also_when_their_module_has_a_new_name(
    app: Flask, sam: Marker
) -> None:
    sam.whole(PRACTICE.id)
    done = sam.attempt
    sam.begin()
    old, house = PRACTICE.module, app.extensions["elearn"]
    clips = {each.id: replace(each, module="looking") for each in CLIPS}
    moved = replace(house.catalogue, clips=clips, moved_modules={old: "looking"})
    app.extensions["elearn"] = replace(house, catalogue=moved)
    course_page = sam.visitor.address("moments.course", module="looking")
    for name, attempt in (("result", done), ("marking", sam.attempt)):
        page = sam.visitor.get(f"moments.{name}", clip=PRACTICE.id, attempt=attempt)
        assert [each for each in page.links() if each.startswith("/moments/")] == [course_page]
    answer = sam.visitor.get("moments.course", module=old)
    assert (answer.status, answer.location) == (308, course_page)


def test_pages_cost_the_same_however_often_a_clip_was_marked(sam: Marker) -> None:
    sam.whole(PRACTICE.id, *THREE)
    before = [len(page.queries) for page in _all(sam)]
    for _time in range(3):
        sam.whole(PRACTICE.id, *THREE)
    assert [len(page.queries) for page in _all(sam)] == before
    assert max(before) <= 8


def _all(sam: Marker) -> list[Answer]:
    return [
        sam.visitor.get("moments.course", module=PRACTICE.module),
        sam.visitor.get("moments.front", clip=PRACTICE.id),
        sam.result(),
    ]


def test_what_was_marked_in_a_clip_that_is_gone_stays_to_be_read_and_leads_nowhere(
    app: Flask, sam: Marker
) -> None:
    sam.whole(PRACTICE.id)
    house = app.extensions["elearn"]
    app.extensions["elearn"] = replace(house, catalogue=replace(house.catalogue, clips={}))
    page = sam.visitor.get("moments.result", clip=PRACTICE.id, attempt=sam.attempt)
    assert page.status == 200
    assert [each for each in page.links() if each.startswith(("/clips/", "/moments/"))] == []
