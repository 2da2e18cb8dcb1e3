"""What the pages of the logbook promise: nothing typed is lost, nothing is doubled, nothing is another's."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import func, select

from elearn import clock
from elearn.domain.days import Span, after
from elearn.domain.people import Role
from elearn.services import assignments
from elearn.services.people import Operator
from elearn.storage.assignments import AssignmentRow
from elearn.storage.audit import AuditRow
from elearn.storage.logbook import ClientRow, DraftRow, EntryRow
from elearn.web.entry_lines import facts_of
from tests.domain.entries import entry as made
from tests.web.conftest import Known, People
from tests.web.visitor import HTML, Answer

Supervises = Callable[..., None]
TODAY = clock.today(clock.now(), ZoneInfo("Europe/London"))
LAST_WEEK = TODAY - timedelta(days=7)


@pytest.fixture
def sam(app: Flask, person: People) -> Known:
    """A trainee on the VIG pathway."""
    known = person("Sam Rees", Role.TRAINEE)
    on_pathway(app, known, "vig-practitioner")
    return known


@pytest.fixture
def ruth(person: People, sam: Known, supervises: Supervises) -> Known:
    """Sam's supervisor."""
    known = person("Ruth Okoro", Role.SUPERVISOR)
    supervises(known, sam)
    return known


def on_pathway(app: Flask, known: Known, pathway: str) -> None:
    """Put somebody on a pathway."""
    house = app.extensions["elearn"]
    with house.database.writing() as session:
        assignments.assign(
            session,
            Operator(),
            house.catalogue.pathways,
            learner=known.id,
            pathway=pathway,
            began_on=TODAY - timedelta(days=90),
            now=clock.now(),
        )


def count(app: Flask, row: type) -> int:
    """How many rows there are."""
    with app.extensions["elearn"].database.reading() as session:
        return int(session.scalars(select(func.count()).select_from(row)).one())


def key_of(known: Known, endpoint: str = "logbook.cycle", **where: Any) -> str:
    """The key of a form as it is opened."""
    return known.visitor.get(endpoint, **where).value("key")


def a_cycle(known: Known, **fields: Any) -> dict[str, Any]:
    """A cycle filled in on a freshly opened form."""
    page = known.visitor.get("logbook.cycle")
    return {
        "key": page.value("key"),
        "work": page.value("work"),
        "client": "new",
        "filmed": LAST_WEEK.isoformat(),
        "reviewed": TODAY.isoformat(),
        "consent": ["supervision"],
        "helping_question": "How can we enjoy bath time?",
        "reflection": "I waited, and she turned to me.",
        **fields,
    }


def log_cycle(known: Known, **fields: Any) -> str:
    """Enter a cycle; the id of its entry."""
    answer = known.visitor.post("logbook.cycle", a_cycle(known, **fields))
    assert answer.status == 303, answer.text
    return answer.location.rsplit("/", 1)[-1]


def a_supervision(known: Known, with_: Known, **fields: Any) -> dict[str, Any]:
    """A supervision filled in on a freshly opened form."""
    page = known.visitor.get("logbook.supervision")
    return {
        "key": page.value("key"),
        "work": page.value("work"),
        "with_": with_.id,
        "on": TODAY.isoformat(),
        "minutes": "60",
        "mode": "video",
        "setting": "individual",
        **fields,
    }


def log_supervision(known: Known, with_: Known, **fields: Any) -> str:
    """Enter a supervision; the id of its entry."""
    answer = known.visitor.post("logbook.supervision", a_supervision(known, with_, **fields))
    assert answer.status == 303, answer.text
    return answer.location.rsplit("/", 1)[-1]


def read(known: Known, entry: str) -> Answer:
    """The page of one of her entries."""
    return known.visitor.get("logbook.entry", entry=entry)


def test_before_the_first_cycle_practise_says_in_five_lines_how_to_begin(sam: Known) -> None:
    page = sam.visitor.get("logbook.index")
    assert page.text.count("shared review") >= 1
    assert len(re.findall(r"<li>", page.html.split('aria-labelledby="next-step"')[1].split("</ol>")[0])) == 5
    assert "0 of" not in page.text


def test_a_cycle_is_entered_with_a_new_code_and_stands_on_the_list(app: Flask, sam: Known) -> None:
    entry = log_cycle(sam)
    page = sam.visitor.get("logbook.index")
    code = re.search(r"C-[2-9B-Z]{4}", page.text)
    assert code
    assert f"The new code is {code[0]}" in page.text
    assert f"/practise/entries/{entry}" in page.links()
    assert count(app, ClientRow) == 1
    assert code[0] in sam.visitor.get("logbook.cycle").html


def test_a_home_of_practise_takes_no_more_statements_with_forty_entries(sam: Known) -> None:
    log_cycle(sam)
    few = len(sam.visitor.get("logbook.index").queries)
    for _ in range(6):
        log_cycle(sam)
    assert len(sam.visitor.get("logbook.index").queries) == few <= 12


def test_a_double_click_makes_one_entry_and_one_code(app: Flask, sam: Known) -> None:
    filled = a_cycle(sam)
    first = sam.visitor.post("logbook.cycle", filled)
    second = sam.visitor.post("logbook.cycle", filled)
    assert first.location == second.location
    assert (count(app, EntryRow), count(app, ClientRow)) == (1, 1)


def test_back_and_other_words_under_the_same_form_are_a_conflict_and_stay_on_the_page(
    app: Flask, sam: Known
) -> None:
    filled = a_cycle(sam)
    sam.visitor.post("logbook.cycle", filled)
    answer = sam.visitor.post("logbook.cycle", {**filled, "reflection": "Other words."})
    assert answer.status == 409
    assert answer.value("reflection") == "Other words."
    assert count(app, EntryRow) == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"filmed": (TODAY + timedelta(days=1)).isoformat(), "reviewed": ""}, "still to come"),
        ({"reviewed": (LAST_WEEK - timedelta(days=1)).isoformat()}, "before the film"),
        ({"filmed": "0204-01-01", "reviewed": ""}, "before 1990"),
        ({"filmed": "soon"}, "such as 22 November 2026"),
        ({"filmed": ""}, "such as 22 November 2026"),
        ({"minutes": "601"}, "from 1 to 600"),
        ({"minutes": "ten"}, "whole number"),
        ({"minutes": "9" * 40}, "whole number"),
        ({"client": "C-ZZZZ"}, "not on the list now"),
        ({"client": ""}, "Choose a code"),
        ({"consent": ["everything"]}, "not on the list now"),
        ({"erase_by": (LAST_WEEK - timedelta(days=1)).isoformat()}, "erased before"),
        ({"reflection": "a" * 10_001}, "at most 10,000"),
        ({"helping_question": "a" * 201}, "at most 200"),
        ({"work": "cycle.www."}, "hoose"),
    ],
)
def test_a_wrong_cycle_stands_again_with_its_sentence_and_what_was_typed(
    app: Flask, sam: Known, fields: dict[str, str], said: str
) -> None:
    answer = sam.visitor.post("logbook.cycle", {**a_cycle(sam), **fields})
    assert answer.status == 422
    assert said in answer.text
    if "helping_question" not in fields:
        assert answer.value("helping_question") == "How can we enjoy bath time?"
    assert count(app, EntryRow) == 0


def test_what_was_refused_is_kept_as_a_draft_and_carried_on_with(app: Flask, sam: Known) -> None:
    filled = a_cycle(sam, filmed="")
    assert sam.visitor.post("logbook.cycle", filled).status == 422
    home = sam.visitor.get("logbook.index")
    assert "Begun, and kept for you" in home.text
    again = sam.visitor.get("logbook.cycle", draft=filled["key"])
    assert again.value("reflection") == "I waited, and she turned to me."
    assert again.value("key") == filled["key"]
    assert sam.visitor.post("logbook.cycle", {**filled, "filmed": TODAY.isoformat()}).status == 303
    assert count(app, DraftRow) == 0


def test_a_form_is_kept_for_later_from_each_of_two_tabs_and_thrown_away(app: Flask, sam: Known) -> None:
    one, two = a_cycle(sam, reflection="One."), a_cycle(sam, reflection="Two.")
    for filled in (one, two):
        answer = sam.visitor.post("logbook.cycle", {**filled, "filmed": "nonsense", "later": "1"})
        assert answer.status == 303
        assert f"draft={filled['key']}" in answer.location
    assert sam.visitor.get("logbook.cycle", draft=one["key"]).value("reflection") == "One."
    assert sam.visitor.get("logbook.cycle", draft=two["key"]).value("filmed") == "nonsense"
    sam.visitor.post("logbook.throw_away", {"draft": f"cycle:{one['key']}"})
    assert count(app, DraftRow) == 1
    assert sam.visitor.post("logbook.throw_away", {"draft": "nonsense"}).status == 404


def test_nobody_else_opens_a_draft(sam: Known, person: People) -> None:
    filled = a_cycle(sam, reflection="Mine alone.", filmed="")
    sam.visitor.post("logbook.cycle", filled)
    olu = person("Olu Ade", Role.TRAINEE)
    assert "Mine alone." not in olu.visitor.get("logbook.cycle", draft=filled["key"]).html


def test_what_may_say_who_a_family_is_is_shown_back_and_asked_about(app: Flask, sam: Known) -> None:
    filled = a_cycle(
        sam, reflection="Gran (SW1A 1AA) rang 07700 900123.", helping_question="Born 3 May 2024?"
    )
    answer = sam.visitor.post("logbook.cycle", filled)
    assert answer.status == 422
    assert "“07700 900123” looks like a telephone number" in answer.text
    assert "“3 May 2024” looks like a date of birth" in answer.text
    assert "“SW1A 1AA” looks like a postcode" in answer.text
    assert answer.value("reflection").startswith("Gran (SW1A 1AA)")
    filled["reflection"] = "Gran rang 07700 900123."
    one = sam.visitor.post("logbook.cycle", {**filled, "nobody": ["07700 900123"]})
    assert one.status == 422
    assert "telephone number" not in one.text
    before = count(app, AuditRow)
    both = sam.visitor.post("logbook.cycle", {**filled, "nobody": ["07700 900123", "3 May 2024"]})
    assert both.status == 303
    assert (count(app, EntryRow), count(app, ClientRow), count(app, AuditRow)) == (1, 1, before + 1)
    with app.extensions["elearn"].database.reading() as session:
        kept = session.scalars(select(AuditRow).where(AuditRow.action == "guard-overridden")).one()
        assert "07700" not in str(kept.detail)


def test_a_cycle_is_finished_when_its_shared_review_has_happened(sam: Known) -> None:
    filmed = log_cycle(sam, reviewed="", reflection="")
    home = sam.visitor.get("logbook.index")
    assert "Waiting for the shared review" in home.text
    page = sam.visitor.get("logbook.finish", entry=filmed)
    sent = {"key": page.value("key"), "reviewed": TODAY.isoformat(), "reflection": "We laughed."}
    early = sam.visitor.post(
        "logbook.finish", {**sent, "reviewed": (LAST_WEEK - timedelta(days=1)).isoformat()}, entry=filmed
    )
    assert early.status == 422
    done = sam.visitor.post("logbook.finish", sent, entry=filmed)
    assert done.status == 303
    assert sam.visitor.post("logbook.finish", sent, entry=filmed).location == done.location
    assert "We laughed." in sam.visitor.open(done.location).text
    assert "Waiting for the shared review" not in sam.visitor.get("logbook.index").text
    assert sam.visitor.get("logbook.finish", entry=filmed).status == 404


def test_a_correction_needs_a_reason_and_leaves_the_earlier_version_to_be_read(sam: Known) -> None:
    entry = log_cycle(sam)
    page = sam.visitor.get("logbook.change", entry=entry)
    code = page.value("client")
    sent = {**a_cycle(sam), "client": code, "key": page.value("key"), "reflection": "She turned first."}
    refused = sam.visitor.post("logbook.change", sent, entry=entry)
    assert refused.status == 422
    assert "Say in a few words why" in refused.text
    done = sam.visitor.post("logbook.change", {**sent, "reason": "I had it the wrong way round"}, entry=entry)
    assert done.status == 303
    shown = sam.visitor.open(done.location)
    assert "She turned first." in shown.text
    assert "I waited, and she turned to me." in shown.text
    assert "I had it the wrong way round" in shown.text
    assert re.search(r"<dt>Corrected</dt>\s*<dd[^>]*>[^<]*; first entered on ", shown.html)
    assert read(sam, entry).heading == shown.heading


def test_how_late_an_entry_was_is_told_of_the_day_it_was_first_entered(app: Flask) -> None:
    with app.test_request_context():
        known = {"on": LAST_WEEK - timedelta(days=1), "entered_on": TODAY, "facts": {"client": "C-7K2P"}}
        mended = made("e2", **known, reason="A slip", first_entered=LAST_WEEK)
        assert "days after it" in dict(facts_of(made("e2", **known), {}, {}))["Entered"]
        assert "days after it" not in dict(facts_of(mended, {}, {}))["Corrected"]


def test_of_two_tabs_that_correct_the_same_entry_the_second_is_told(sam: Known) -> None:
    entry = log_cycle(sam)
    tabs = [sam.visitor.get("logbook.change", entry=entry) for _ in range(2)]
    answers = [
        sam.visitor.post(
            "logbook.change",
            {**a_cycle(sam), "client": tab.value("client"), "key": tab.value("key"), "reason": "A slip"},
            entry=entry,
        )
        for tab in tabs
    ]
    assert [each.status for each in answers] == [303, 409]
    assert "corrected meanwhile" in answers[1].text


def test_the_page_of_an_entry_says_when_by_whom_and_under_which_edition_it_was_entered(
    app: Flask, sam: Known
) -> None:
    answer = read(sam, log_cycle(sam))
    house = app.extensions["elearn"]
    with house.database.reading() as session:
        edition = session.scalars(select(AssignmentRow.edition)).one()
    title = house.catalogue.pathways["vig-practitioner"].title
    assert f"{title}, edition {edition[:12]}" in answer.text
    assert {"Entered", "Under the rules of"} <= set(re.findall(r"<dt>(.*?)</dt>", answer.html))


def test_an_entry_is_taken_back_and_stays_struck(sam: Known) -> None:
    entry = log_cycle(sam)
    assert sam.visitor.post("logbook.withdraw", entry=entry).status == 303
    assert sam.visitor.post("logbook.withdraw", entry=entry).status == 409
    home = sam.visitor.get("logbook.index")
    assert 'class="struck"' in home.html
    assert "Taken back on" in home.text
    assert "Correct it" not in read(sam, entry).text


def test_words_are_shared_and_no_longer_shared_by_one_button(sam: Known, ruth: Known) -> None:
    entry = log_cycle(sam)
    assert "Only you can read this" in read(sam, entry).text
    assert "I waited" not in ruth.visitor.get("confirmations.entry", entry=entry).text
    sam.visitor.post("logbook.share", {"share": "1"}, entry=entry)
    shared = read(sam, entry).main
    assert (
        "You and Ruth Okoro, your supervisor, can read this, and whoever you ask to sign. I waited" in shared
    )
    assert "Helping question You and Ruth Okoro, your supervisor, can read this. " in shared
    assert "I waited" in ruth.visitor.get("confirmations.entry", entry=entry).text
    sam.visitor.post("logbook.share", {"share": "0"}, entry=entry)
    assert "I waited" not in ruth.visitor.get("confirmations.entry", entry=entry).text


def test_the_form_proposes_to_keep_a_film_as_long_as_the_service_says(app: Flask, sam: Known) -> None:
    house = app.extensions["elearn"]
    app.extensions["elearn"] = replace(house, config=replace(house.config, film_months=5))
    proposed = sam.visitor.get("logbook.cycle").value("erase_by")
    assert proposed == after(TODAY, Span(months=5)).isoformat()


def test_a_film_is_reminded_of_and_attested_as_erased(sam: Known) -> None:
    entry = log_cycle(sam, erase_by=(TODAY + timedelta(days=3)).isoformat())
    assert "Films to erase" in sam.visitor.get("logbook.index").text
    late = sam.visitor.post("logbook.erased", {"on": (TODAY + timedelta(days=1)).isoformat()}, entry=entry)
    assert late.status == 422
    assert sam.visitor.post("logbook.erased", {"on": TODAY.isoformat()}, entry=entry).status == 303
    assert "Films to erase" not in sam.visitor.get("logbook.index").text
    assert "erased on" in read(sam, entry).text


def test_consent_taken_back_keeps_the_cycle_and_keeps_it_from_later_sessions(sam: Known, ruth: Known) -> None:
    entry = log_cycle(sam)
    yesterday = TODAY - timedelta(days=1)
    assert sam.visitor.post("logbook.consent", {"on": yesterday.isoformat()}, entry=entry).status == 303
    shown = read(sam, entry).text
    assert "the work counts all the same" in shown
    assert "to be erased now, since the family took its consent back" in shown
    assert "to be erased by" not in shown
    answer = sam.visitor.post("logbook.supervision", a_supervision(sam, ruth, brought=[entry]))
    assert answer.status == 422
    assert "took its consent back before that day" in answer.text
    earlier = a_supervision(sam, ruth, brought=[entry], on=yesterday.isoformat())
    assert sam.visitor.post("logbook.supervision", earlier).status == 303


def test_a_short_session_is_kept_and_said_not_to_count_before_and_after(sam: Known, ruth: Known) -> None:
    assert "Sessions of 60 minutes or longer count" in sam.visitor.get("logbook.supervision").text
    log_supervision(sam, ruth, minutes="45")
    page = sam.visitor.get("logbook.index")
    assert "does not count towards VIG" in page.text
    assert "Waiting for Ruth Okoro since" in page.text


def test_a_second_session_on_one_day_is_asked_about(app: Flask, sam: Known, ruth: Known) -> None:
    log_supervision(sam, ruth)
    again = a_supervision(sam, ruth)
    answer = sam.visitor.post("logbook.supervision", again)
    assert answer.status == 422
    assert "This is another session on the same day" in answer.text
    assert sam.visitor.post("logbook.supervision", {**again, "another": "y"}).status == 303
    assert count(app, EntryRow) == 2


def test_a_session_names_only_somebody_who_can_confirm_it(sam: Known, ruth: Known, person: People) -> None:
    olu = person("Olu Ade", Role.TRAINEE)
    for stranger in (olu, sam):
        answer = sam.visitor.post("logbook.supervision", a_supervision(sam, stranger))
        assert answer.status == 422


def test_papers_are_entered_by_the_name_the_pathway_asks_for(sam: Known) -> None:
    what = "course.initial-training-course"
    assert "Initial course" in sam.visitor.get("logbook.other").text
    page = sam.visitor.get("logbook.other", what=what)
    sent = {"key": page.value("key"), "on": LAST_WEEK.isoformat(), "days": "2", "kept": "In my folder"}
    assert sam.visitor.post("logbook.other", sent, what=what).status == 303
    assert "Waiting to be seen since" in sam.visitor.get("logbook.index").text


@pytest.mark.parametrize("kind", ["course", "document", "check", "meeting"])
def test_anything_else_is_entered_under_a_name_of_ones_own(sam: Known, kind: str) -> None:
    page = sam.visitor.get("logbook.other", what=kind)
    nameless = sam.visitor.post(
        "logbook.other", {"key": page.value("key"), "on": TODAY.isoformat()}, what=kind
    )
    assert nameless.status == 422
    sent = {"key": page.value("key"), "on": TODAY.isoformat(), "title": "A day on feeding"}
    assert sam.visitor.post("logbook.other", sent, what=kind).status == 303
    assert "A day on feeding" in sam.visitor.get("logbook.index").text


@pytest.mark.parametrize("what", ["cycle", "nonsense", "course.of-nobody", "leave"])
def test_what_no_form_offers_is_not_there(sam: Known, what: str) -> None:
    assert sam.visitor.get("logbook.other", what=what).status == 404


def test_what_was_reached_before_is_entered_with_what_shows_it(sam: Known) -> None:
    page = sam.visitor.get("logbook.prior")
    sent = {
        "key": page.value("key"),
        "milestone": "vig-practitioner/stage-1",
        "met_on": LAST_WEEK.isoformat(),
        "evidence": "The letter of the transition meeting",
        "signed_by": "Mina Hart",
    }
    assert (
        sam.visitor.post("logbook.prior", {**sent, "milestone": "www-foundations/foundations"}).status == 422
    )
    done = sam.visitor.post("logbook.prior", sent)
    assert done.status == 303
    assert "Reached before: Stage 1" in sam.visitor.open(done.location).heading


def test_every_entry_of_another_is_as_if_it_were_not_there(sam: Known, ruth: Known, person: People) -> None:
    cycle, session = log_cycle(sam, reviewed=""), log_supervision(sam, ruth)
    olu = person("Olu Ade", Role.TRAINEE)
    for entry in (cycle, session, "nothing"):
        for endpoint in ("entry", "finish", "change", "erased", "consent", "disown"):
            assert olu.visitor.get(f"logbook.{endpoint}", entry=entry).status == 404, endpoint
        for endpoint in ("withdraw", "share", "recognise"):
            assert olu.visitor.post(f"logbook.{endpoint}", entry=entry).status == 404, endpoint
    sent = {**a_cycle(olu), "reason": "Because"}
    assert olu.visitor.post("logbook.change", sent, entry=cycle).status == 404
    assert olu.visitor.post("logbook.finish", sent, entry=cycle).status == 404
    assert olu.visitor.post("logbook.disown", {"why": "No"}, entry=session).status == 404
    assert olu.visitor.post("logbook.erased", {"on": TODAY.isoformat()}, entry=cycle).status == 404


def test_a_supervisor_has_no_logbook_of_her_own_to_open(ruth: Known) -> None:
    for endpoint in ("index", "cycle", "visit", "supervision", "other", "prior"):
        assert ruth.visitor.get(f"logbook.{endpoint}").status == 404


def test_a_family_support_worker_meets_none_of_the_words_of_training(app: Flask, person: People) -> None:
    ada = person("Ada Bell", Role.PARAPROFESSIONAL)
    on_pathway(app, ada, "paraprofessional-induction")
    for endpoint in ("index", "visit", "supervision", "other"):
        page = ada.visitor.get(f"logbook.{endpoint}")
        assert page.status == 200
        (main,) = page.tree.iter(f"{HTML}main")
        found = re.search(r"\b(cycle|trainee|supervision|evidence|milestone)", "".join(main.itertext()), re.I)
        assert found is None, endpoint
    page = ada.visitor.get("logbook.visit")
    sent = {
        "key": page.value("key"),
        "work": page.value("work"),
        "client": "new",
        "on": TODAY.isoformat(),
        "reflection": "They danced.",
    }
    done = ada.visitor.post("logbook.visit", sent)
    assert done.status == 303
    shown = ada.visitor.open(done.location)
    assert "Visit to C-" in shown.heading
    change = ada.visitor.get("logbook.change", entry=done.location.rsplit("/", 1)[-1])
    assert change.value("reflection") == "They danced."


def test_who_can_read_it_stands_beside_every_text(sam: Known, ruth: Known) -> None:
    cycle, session = log_cycle(sam), log_supervision(sam, ruth)
    opened = [
        sam.visitor.get("logbook.cycle"),
        sam.visitor.get("logbook.supervision"),
        sam.visitor.get("logbook.prior"),
        sam.visitor.get("logbook.other", what="course"),
        sam.visitor.get("logbook.change", entry=cycle),
        sam.visitor.get("logbook.change", entry=session),
        ruth.visitor.get("confirmations.disown", entry=session),
        ruth.visitor.get("confirmations.group"),
    ]
    for page in opened:
        boxes = [
            each
            for each in page.tree.iter()
            if each.tag == f"{HTML}textarea" or each.attrib.get("type") == "text"
        ]
        assert boxes
        assert all(f"{each.attrib['id']}-reads" in each.attrib["aria-describedby"] for each in boxes)
    said = {each.attrib.get("id"): "".join(each.itertext()) for each in opened[0].tree.iter()}
    signed = "unless you share it below; then Ruth Okoro, and whoever you ask to sign, can too."
    assert signed in said["reflection-reads"]
    assert "unless you share it below; then Ruth Okoro can too." in said["helping_question-reads"]
