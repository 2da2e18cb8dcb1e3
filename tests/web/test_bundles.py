"""What the pages of a request say where the record has changed since it was asked for."""

from datetime import date

from sqlalchemy import select

from elearn.storage.logbook import EntryRow
from elearn.storage.signing import SigningLinkRow
from tests.services import practised
from tests.web import test_signing as by_link
from tests.web.test_signoffs import Scene, actor, scene

__all__ = ["outside", "scene"]

outside = by_link.scene

SINCE = "What has changed since Sam Rees asked"
FORM = 'name="seen"'


def one_more(scene: Scene | by_link.Scene) -> None:
    """Sam enters a cycle more."""
    with scene.app.extensions["elearn"].database.writing() as session:
        practised.cycle(session, actor(scene.sam), "C-9QXM", date(2026, 4, 27))


def write(scene: Scene, text: str, *, share: bool) -> None:
    """Sam writes a reflection on her first cycle."""
    with scene.app.extensions["elearn"].database.writing() as session:
        row = session.scalars(select(EntryRow).where(EntryRow.id == scene.cycles[0])).one()
        row.words = {"reflection": text, "share": share}


def test_while_nothing_changes_the_form_is_there_at_once_and_the_decision_says_so(scene: Scene) -> None:
    path = scene.ask()
    page = scene.mina.visitor.open(path)
    assert SINCE not in page.text
    assert FORM in page.html
    signed = scene.mina.visitor.send(path, scene.fields_of(page))
    for reader in (scene.sam, scene.mina):
        told = reader.visitor.open(signed.location).text
        assert "It was signed as it was asked." in told
        assert "What had changed" not in told


def test_she_reads_what_was_asked_and_what_differs_and_answers_on_the_record_as_it_is_now(
    scene: Scene,
) -> None:
    path = scene.ask()
    one_more(scene)
    then = scene.mina.visitor.open(path)
    assert SINCE in then.text
    assert "now also counts: Cycle with C-9QXM" in then.text
    assert "Below is the record as it was when you were asked, on 22 November 2026." in then.text
    assert "reviewed on 27 April" not in then.text.split("What it rests on")[1]
    assert FORM not in then.html
    assert f"{path}?now=1" in then.links()
    now = scene.mina.visitor.open(f"{path}?now=1")
    assert SINCE in now.text
    assert "reviewed on 27 April" in now.text.split("What it rests on")[1]
    assert path in now.links()
    signed = scene.mina.visitor.send(f"{path}?now=1", scene.fields_of(now))
    assert signed.status == 303
    for reader in (scene.sam, scene.mina):
        told = reader.visitor.open(signed.location).text
        assert "What had changed between asking and signing" in told
        assert "now also counts: Cycle with C-9QXM" in told
        assert "signed as it was asked" not in told


def test_a_corrected_entry_is_told_as_corrected_and_neither_as_more_nor_as_less(scene: Scene) -> None:
    path = scene.ask()
    with scene.app.extensions["elearn"].database.writing() as session:
        row = session.scalars(select(EntryRow).where(EntryRow.id == scene.cycles[0])).one()
        facts = {**row.facts, "reviewed": "2026-02-03"}
        practised.enter(
            session, actor(scene.sam), "cycle", row.on, facts, replaces=row.id, reason="A day off"
        )
    told = scene.mina.visitor.open(path).text
    now, before = (f"Cycle with C-7K2P, reviewed on {day} February." for day in (3, 2))
    assert told.count(f"Corrected: {now} Before: {before}") == 1
    assert "counts: Cycle with C-7K2P" not in told


def test_the_learner_is_told_the_same_and_that_she_need_do_nothing(scene: Scene) -> None:
    path = scene.ask()
    scene.withdraw_a_cycle()
    then = scene.sam.visitor.open(path)
    assert "What has changed since you asked" in then.text
    assert "no longer counts: Cycle with C-7K2P" in then.text
    assert "Mina Holt sees both" in then.text
    assert "For this you need do nothing." in then.text
    assert "Cycle with C-7K2P, reviewed on 2 February" in then.text.split("What it rests on")[1]
    now = scene.sam.visitor.open(f"{path}?now=1")
    assert "See it as it was when you asked" in now.text


def test_a_record_that_moves_on_while_the_form_is_open_is_told_as_before(scene: Scene) -> None:
    path = scene.ask()
    one_more(scene)
    fields = scene.fields(f"{path}?now=1")
    scene.withdraw_a_cycle()
    answer = scene.mina.visitor.send(f"{path}?now=1", fields)
    assert answer.status == 409
    assert "What has changed since you opened this page" in answer.text
    assert SINCE not in answer.text
    assert answer.value("note") == "You waited, and it showed."
    again = scene.mina.visitor.send(f"{path}?now=1", {**fields, "seen": answer.value("seen")})
    assert again.status == 303


def test_a_reflection_that_was_taken_back_is_on_none_of_her_pages(scene: Scene) -> None:
    write(scene, "I waited, and she looked.", share=True)
    path = scene.ask()
    assert "I waited, and she looked." in scene.mina.visitor.open(path).text
    write(scene, "I waited, and she looked.", share=False)
    for where in (path, f"{path}?now=1"):
        page = scene.mina.visitor.open(where)
        assert "what is shared of its reflection is otherwise than before" in page.text
        assert "she looked" not in page.html
    fields = scene.fields(f"{path}?now=1")
    signed = scene.mina.visitor.send(f"{path}?now=1", fields).location
    assert "she looked" not in scene.mina.visitor.open(signed).html


def test_whoever_signs_by_a_link_is_told_the_same(outside: by_link.Scene) -> None:
    assert SINCE not in outside.open().text
    one_more(outside)
    then = outside.open()
    assert SINCE in then.text
    assert "reviewed on 27 April" not in then.text.split("What it rests on")[1]
    assert FORM not in then.html
    (there,) = {link for link in then.links() if link.endswith("?now=1")}
    now = outside.jo.open(there)
    assert "Below is the record as it is now; a signature is given on it." in now.text
    filled = {**by_link.FILLED, "seen": now.value("seen")}
    assert outside.jo.send(there, filled).status == 303
    assert [bool(each.used_at) for each in outside.rows(SigningLinkRow)] == [True]
