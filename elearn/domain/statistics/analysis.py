"""Without this each door would decide for itself when a number of learners is too small to say anything."""

from dataclasses import dataclass

from elearn.domain.statistics.items import ItemStatistics, item_statistics
from elearn.domain.statistics.matrix import Matrix
from elearn.domain.statistics.totals import QuizStatistics, quiz_statistics

ENOUGH = 10
"""Below so many learners a page says nothing; the functions always compute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What can be said of one quiz and each of its items; `n` is how many learners it rests on."""

    n: int
    quiz: QuizStatistics
    items: tuple[ItemStatistics, ...]

    @property
    def too_few(self) -> bool:
        """Whether it rests on too few to be told."""
        return too_few(self.n)


def analyse(matrix: Matrix) -> Analysis:
    """Everything that the marks say."""
    return Analysis(n=matrix.n, quiz=quiz_statistics(matrix), items=item_statistics(matrix))


def too_few(n: int) -> bool:
    """Whether so many learners are too few to say anything of."""
    return n < ENOUGH
