"""What the lists of films promise: to its maker and her supervisor, in time, and gone once erased."""

from datetime import timedelta

from tests.web.conftest import Known
from tests.web.test_logbook import LAST_WEEK, TODAY, log_cycle, ruth, sam

__all__ = ["ruth", "sam"]


def test_a_film_stands_on_both_lists_until_it_is_erased(sam: Known, ruth: Known) -> None:
    soon = log_cycle(sam, erase_by=(TODAY + timedelta(days=5)).isoformat())
    log_cycle(sam, erase_by=(TODAY + timedelta(days=90)).isoformat())
    due = log_cycle(sam, erase_by=TODAY.isoformat())
    mine, hers = sam.visitor.get("films.own"), ruth.visitor.get("films.of_trainees")
    assert [each.rsplit("/", 2)[1] for each in mine.links() if each.endswith("/erased")][:2] == [due, soon]
    assert hers.main.count("Sam Rees") == 2
    assert "Due now" in mine.main
    assert sam.visitor.post("logbook.erased", {"on": LAST_WEEK.isoformat()}, entry=due).status == 303
    assert "Nothing is due." in sam.visitor.get("films.own").main
    assert ruth.visitor.get("films.of_trainees").main.count("Sam Rees") == 1


def test_a_consent_taken_back_makes_a_film_due_at_once(sam: Known, ruth: Known) -> None:
    cycle = log_cycle(sam, erase_by=(TODAY + timedelta(days=90)).isoformat())
    sam.visitor.post("logbook.consent", {"on": TODAY.isoformat()}, entry=cycle)
    for page in (sam.visitor.get("films.own"), ruth.visitor.get("films.of_trainees")):
        assert "took its consent back" in page.main


def test_a_film_that_is_due_is_said_at_home_until_it_is_erased(sam: Known) -> None:
    log_cycle(sam, erase_by=(TODAY + timedelta(days=5)).isoformat())
    assert "to be erased" not in sam.visitor.get("home.index").main
    due = log_cycle(sam, erase_by=TODAY.isoformat())
    home = sam.visitor.get("home.index")
    assert "A film is to be erased: with " in home.main
    assert "/practise/films" in home.links()
    sam.visitor.post("logbook.erased", {"on": TODAY.isoformat()}, entry=due)
    assert "to be erased" not in sam.visitor.get("home.index").main
