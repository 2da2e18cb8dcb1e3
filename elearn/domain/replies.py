"""Without these words whoever is asked for a signature could only say yes or not yet."""

from enum import StrEnum


class Reply(StrEnum):
    """What may be said about a request without deciding it."""

    QUESTION = "question"
    ANSWER = "answer"
    DECLINED = "declined"


def asks_back(said: str, by: str, of: str) -> bool:
    """Whether what was said last leaves the move with the learner: a question of the person who is asked now.

    What somebody asked who has handed the request on since waits for nobody.
    """
    return said == Reply.QUESTION and by == of
