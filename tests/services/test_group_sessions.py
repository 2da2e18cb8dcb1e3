"""What entering one session for several trainees promises besides the entries: that it stays as quick for many."""

from datetime import timedelta

from sqlalchemy.orm import Session

from elearn.domain.logbook import Entry
from elearn.domain.people import Actor, Role
from elearn.services import confirmations, logbook
from elearn.services.confirmations import GroupSession
from elearn.services.entry_writing import Sending
from tests.services import practised
from tests.services.entered import NOW, TODAY, enter, relate
from tests.statements import heard


def a_group(session: Session, ruth: Actor, number: int) -> tuple[tuple[Entry, ...], list[str]]:
    """A session of Ruth's with so many trainees, each with a cycle that nobody saw; and what was asked meanwhile."""
    trainees = [enter(session, f"L{number}x{each} Learner", Role.TRAINEE) for each in range(number)]
    for each in trainees:
        relate(session, ruth, each)
        practised.put_on(session, each)
        practised.cycle(session, each, "C-7K2P", TODAY - timedelta(days=9))
    held = GroupSession(
        on=TODAY, minutes=45, mode="video", trainees=tuple(each.id for each in trainees), next_step="Wait."
    )
    with heard(session.connection()) as said:
        made = confirmations.record_group(
            session, ruth, held, Sending(key=f"group-{number}", now=NOW, today=TODAY)
        )
    return made, said


def test_what_is_worth_knowing_of_a_session_is_asked_once_for_all_who_were_there(session: Session) -> None:
    ruth = enter(session, "Ruth Ade", Role.SUPERVISOR)

    def statements(number: int) -> int:
        made, _said = a_group(session, ruth, number)
        with heard(session.connection()) as said:
            known = logbook.worth_knowing(session, made)
        assert [each.entry for each in known] == list(made)
        assert all(each.cautions for each in known)
        return len(said)

    assert statements(4) == statements(1) <= 4


def test_the_pathways_and_preparations_of_a_group_are_read_at_once(session: Session) -> None:
    ruth = enter(session, "Ruth Ade", Role.SUPERVISOR)
    _made, alone = a_group(session, ruth, 1)
    _made, four = a_group(session, ruth, 4)
    for asked in ("FROM assignments", "FROM editions", "FROM preparations"):
        assert [sum(asked in each for each in said) for said in (alone, four)] == [1, 1], asked
