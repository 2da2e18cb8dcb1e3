"""Whether letters rest longer after each try, last as long as the link in them, and stop for whom they were written."""

from datetime import date, timedelta

from elearn.domain.outbox import PAUSES, LetterKind, good_for, is_marked, mark, pause, way_off, week_of


def test_a_letter_rests_longer_after_each_try_and_never_less_than_a_minute() -> None:
    rests = [pause(tries) for tries in range(20)]
    assert rests == sorted(rests)
    assert rests[0] == rests[1] == timedelta(minutes=1)
    assert rests[-1] == PAUSES[-1]


def test_a_letter_is_good_for_as_long_as_its_link_opens() -> None:
    assert good_for(LetterKind.RESET) == timedelta(hours=1)
    assert good_for(LetterKind.INVITATION) == timedelta(days=14)
    assert good_for(LetterKind.DIGEST) == timedelta(days=5)


def test_a_week_belongs_to_the_year_of_its_thursday() -> None:
    assert week_of(date(2026, 11, 29)) == "2026-W48"
    assert week_of(date(2027, 1, 1)) == "2026-W53"
    assert week_of(date(2027, 1, 4)) == "2027-W01"


def test_a_link_that_stops_the_weekly_letter_works_for_one_person_and_under_one_key() -> None:
    assert is_marked("k" * 32, "ruth", mark("k" * 32, "ruth"))
    assert not is_marked("k" * 32, "mina", mark("k" * 32, "ruth"))
    assert not is_marked("o" * 32, "ruth", mark("k" * 32, "ruth"))
    assert not is_marked("k" * 32, "ruth", "é\ud800")
    *_folder, person, shown = way_off("k" * 32, "ruth").split("/")
    assert is_marked("k" * 32, person, shown)
