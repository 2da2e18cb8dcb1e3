"""Without those who have left, no quiz of the demo would have been tried often enough to show how it does."""

from elearn.domain.people import Actor, Role
from elearn.services import people
from elearn.services.demo.stage import HANDS, Stage

FORMER = ("Aoife Byrne", "Bela Toth", "Chidi Eze", "Freya Lang")
"""With the learners of today ten have tried the first quiz; below that nothing is said of its questions."""
TRIED = "parental-sensitivity"


def trained_here_before(stage: Stage, ago: int) -> None:
    """They tried the first quiz, each with some slips more than the one before, and left."""
    for number, name in enumerate(FORMER):
        id_, _token = stage.invited(name, Role.TRAINEE, ago=ago)
        learner = Actor(id=id_, name=name, roles=frozenset({Role.TRAINEE}))
        stage.answers(learner, TRIED, ago - 10, slips=2 + 3 * number)
        people.disable(stage.session, HANDS, id_, stage.at(ago - 40))
