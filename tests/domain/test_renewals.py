"""Without these lives nobody would know on which day a certificate ends, or what had renewed it."""

from datetime import date

import pytest

from elearn.domain.findings import MilestoneFinding
from elearn.domain.milestones import may_ask
from elearn.domain.pathways import Pathway
from elearn.domain.reasons import Move, RefusalCode, Status
from elearn.domain.tries import turn_of
from tests.domain.histories import Row, at, decided, event, ladder, life, shipped, stage


def webinar(id_: str, on: str) -> Row:
    """The renewal webinar."""
    return event("course", id_, on, course="webinar", by="ruth")


def certified(renew: str, lasts: str = "2 years", closes: str = "closes: {by: coordinator}") -> Pathway:
    """A certificate given by a coordinator that lasts for some time."""
    return ladder(f"""
        m:
          title: Certified
          requires: {{course: {{attend: course}}}}
          {closes}
          lasts: {lasts}
          {f"renew: {{requires: {{webinar: {{attend: webinar}}}}, {renew}}}" if renew else ""}
    """)


def standing(pathway: Pathway, day: str, *events: Row) -> MilestoneFinding:
    """How the certificate of 29 February 2024 stands."""
    return stage(
        pathway, life(decided("d", "m", "2024-02-29", by="cora"), *events, began="2024-01-01"), day, "m"
    )


COMPLETION = certified("counts: completion, opens: 90 days")
EXPIRY = certified("counts: expiry, opens: 90 days")
YEARLY = certified("counts: 31 December", lasts="1 year")


@pytest.mark.parametrize(("day", "status"), [("2026-02-28", Status.MET), ("2026-03-01", Status.DUE_AGAIN)])
def test_two_years_from_a_leap_day_end_on_28_february_that_day_included(day: str, status: Status) -> None:
    found = standing(EXPIRY, day)
    assert (found.status, found.until, found.since) == (status, date(2026, 2, 28), date(2024, 2, 29))
    assert found.move is (Move.LEARNER if status is Status.DUE_AGAIN else Move.NOBODY)


def test_a_renewal_shows_what_it_asks_from_the_day_it_opens() -> None:
    assert standing(EXPIRY, "2025-11-29").renewal == ()
    opened = standing(EXPIRY, "2025-11-30")
    assert [(each.id, each.met) for each in opened.renewal] == [("webinar", False)]
    assert opened.met


@pytest.mark.parametrize(
    ("pathway", "renewed", "until"),
    [
        (COMPLETION, "2026-01-10", date(2028, 1, 10)),
        (EXPIRY, "2026-01-10", date(2028, 2, 28)),
        (EXPIRY, "2026-05-10", date(2028, 2, 28)),
        (COMPLETION, "2026-05-10", date(2028, 5, 10)),
        (EXPIRY, "2029-05-10", date(2031, 5, 10)),
        (YEARLY, "2024-06-01", date(2025, 12, 31)),
        (YEARLY, "2026-02-01", date(2026, 12, 31)),
    ],
)
def test_a_renewed_term_counts_from_completion_expiry_or_a_day_of_the_year(
    pathway: Pathway, renewed: str, until: date
) -> None:
    found = standing(pathway, renewed, webinar("w", renewed))
    assert (found.status, found.until) == (Status.MET, until)


def test_what_was_done_before_the_renewal_opened_renews_nothing() -> None:
    assert standing(EXPIRY, "2026-03-01", webinar("w", "2025-11-01")).status is Status.DUE_AGAIN


def test_a_term_that_ends_on_a_day_of_the_year_is_never_longer_than_it_lasts() -> None:
    assert standing(YEARLY, "2024-03-01").until == date(2024, 12, 31)
    short = certified("counts: 31 December", lasts="3 months")
    assert standing(short, "2024-03-01").until == date(2024, 5, 29)


def test_signing_again_renews_what_has_no_renewal_of_its_own() -> None:
    plain = certified("", lasts="1 year")
    assert standing(plain, "2025-03-01").status is Status.DUE_AGAIN
    again = standing(plain, "2025-03-05", decided("d2", "m", "2025-03-05", by="cora"))
    assert (again.status, again.until) == (Status.MET, date(2026, 3, 5))


def test_what_is_renewed_by_signing_may_be_asked_for_again_once_it_ran_out() -> None:
    plain = certified("", lasts="1 year", closes="closes: {by: assessor}")
    signed = decided("d", "m", "2024-02-29")

    def then(day: str, *events: Row) -> MilestoneFinding:
        return stage(plain, life(signed, *events, began="2024-01-01"), day, "m")

    asked = event("request", "r", "2025-03-02", milestone="m", of="mina")
    in_date, lapsed, waiting = then("2025-02-28"), then("2025-03-01"), then("2025-03-02", asked)
    assert (in_date.may_ask, lapsed.may_ask, waiting.may_ask) == (False, True, False)
    assert (lapsed.status, lapsed.move) == (Status.DUE_AGAIN, Move.LEARNER)
    assert (waiting.status, waiting.person) == (Status.WITH_ASSESSOR, "mina")
    question = event("reply", "q", "2025-03-03", request="r", by="mina", says="question")
    back = then("2025-03-03", asked, question)
    assert (back.status, back.move, back.person) == (Status.DUE_AGAIN, Move.LEARNER, None)
    again = then("2025-03-09", asked, decided("d2", "m", "2025-03-09", request="r"))
    assert (again.status, again.until, again.since) == (Status.MET, date(2026, 3, 9), date(2024, 2, 29))


def test_why_it_may_not_be_asked_for_again_yet_is_said() -> None:
    plain = certified("", lasts="1 year", closes="closes: {by: assessor}")
    asked = event("request", "r", "2025-03-02", milestone="m", of="mina")
    evidence = life(decided("d", "m", "2024-02-29"), asked, began="2024-01-01")
    early, waiting = (
        may_ask(at(plain, evidence, "2025-02-28"), "m"),
        may_ask(at(plain, evidence, "2025-03-02"), "m"),
    )
    assert early is not None
    assert waiting is not None
    assert (early.code, waiting.code) == (RefusalCode.ALREADY_MET, RefusalCode.ALREADY_ASKED)


def test_a_renewal_that_only_waits_to_be_seen_is_not_the_learners_move() -> None:
    shown = webinar("w", "2026-01-10") | {"by": "sam"}
    found = standing(EXPIRY, "2026-03-01", shown)
    assert (found.status, found.person) == (Status.WITH_SUPERVISOR, "ruth")


def test_leave_moves_the_day_it_is_due_and_not_the_day_it_ends() -> None:
    away = event("leave", "l", "2025-01-01", from_="2025-01-01", to="2025-01-30")
    found = standing(EXPIRY, "2026-03-30", away)
    assert (found.status, found.until, found.due) == (Status.MET, date(2026, 2, 28), date(2026, 3, 30))
    assert standing(EXPIRY, "2026-03-31", away).status is Status.DUE_AGAIN


def test_an_induction_is_renewed_by_doing_it_again() -> None:
    induction = shipped()["paraprofessional-induction"]
    quizzes = induction.asked_to_pass
    first = (
        *(event("quiz", f"1-{quiz}", "2022-02-01", quiz=quiz, passed=True) for quiz in quizzes),
        event("check", "k1", "2022-01-15", check="background-check", until="2025-01-31", by="cora"),
    )
    last = stage(induction, life(*first), "2025-01-31", "finished")
    assert (last.status, last.until, last.due) == (Status.MET, date(2025, 1, 31), date(2025, 1, 31))
    for day in ("2025-02-01", "2025-02-02"):
        lapsed = stage(induction, life(*first), day, "finished")
        assert (lapsed.status, lapsed.until, lapsed.due) == (Status.DUE_AGAIN, None, None)
    again = (
        *(event("quiz", f"2-{quiz}", "2025-02-10", quiz=quiz, passed=True) for quiz in quizzes),
        event("check", "k2", "2025-02-12", check="background-check", until="2028-02-28", by="cora"),
    )
    found = stage(induction, life(*first, *again), "2025-02-12", "finished")
    assert (found.status, found.until) == (Status.MET, date(2028, 2, 12))


def test_what_was_never_met_has_no_term() -> None:
    induction = shipped()["paraprofessional-induction"]
    found = stage(induction, life(), "2025-02-02", "finished")
    assert (found.status, found.until) == (Status.TO_DO, None)


def test_a_yearly_upkeep_asks_for_two_families_and_an_hour_each_year() -> None:
    upkeep = ladder("""
        trained: {title: Trained, requires: {c: {attend: course}}}
        upkeep:
          title: Upkeep
          requires: {agreed: {document: agreement}}
          lasts: 1 year
          renew:
            counts: completion
            requires:
              families: {distinct: client, of: visit, min: 2}
              coaching: {total: supervision, min: 60 min}
    """)
    rows = (
        event("course", "e", "2024-01-01", course="course", by="ruth"),
        event("document", "d", "2024-01-10", document="agreement", by="ruth"),
        event("visit", "v1", "2024-03-01", client="A"),
        event("visit", "v2", "2024-09-01", client="B"),
        event("supervision", "s1", "2024-10-01", with_="ruth", minutes=60, confirmed="2024-10-01"),
        event("visit", "v3", "2024-11-01", client="A"),
    )
    found = stage(upkeep, life(*rows, began="2024-01-01"), "2025-03-01", "upkeep")
    assert (found.status, found.until) == (Status.MET, date(2025, 10, 1))
    assert [(each.have, each.need) for each in found.renewal] == [(1, 2), (0, 60)]


def test_what_nobody_signs_and_nothing_ends_is_in_date_without_a_last_day() -> None:
    for_good = ladder("one: {title: One, requires: {visits: {count: visit}}}")
    found = stage(for_good, life(event("visit", "v1", "2025-02-03", client="A")), "2025-03-01", "one")
    assert (found.met, found.until, found.due) == (True, None, None)


def test_what_is_renewed_by_what_it_required_tells_whose_move_it_is_once_it_lapsed() -> None:
    pathway = ladder("m: {title: Prepared, requires: {course: {attend: webinar}}, lasts: 1 year}")
    found = stage(pathway, life(webinar("w", "2025-02-01")), "2026-05-01", "m")
    assert turn_of(pathway.milestones[0], found, frozenset(), Status.WITH_SUPERVISOR) is Status.DUE_AGAIN
