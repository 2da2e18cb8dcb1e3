"""Without this each test of a translator would come to a quiz of ours in its own way."""

from elearn.content.fields import Notes
from elearn.content.problems import Problems
from elearn.content.quizzes import read_quiz
from elearn.content.reader import parse_yaml
from elearn.content.references import References
from elearn.domain.quizzes import Question, Quiz
from elearn.interop.drafts import Translation
from elearn.interop.quiz_yaml import quiz_yaml


def quiz_of(translation: Translation, quiz_id: str = "care") -> Quiz:
    """The quiz that an author would find in the file made of a translation, gaps and all."""
    return read(quiz_yaml(translation), quiz_id)[0]


def read(text: str, quiz_id: str = "care") -> tuple[Quiz, list[str]]:
    """A quiz file, and the complaints about it."""
    notes = Notes(Problems(), References())
    quiz = read_quiz(parse_yaml(text, "care", notes.problems), quiz_id, "care", notes)
    assert quiz is not None
    return quiz, [str(problem) for problem in notes.problems.sorted]


def question(translation: Translation, question_id: str) -> Question:
    """One question of a translation, as our reader reads it."""
    found = quiz_of(translation).question(question_id)
    assert found is not None, [draft.id for draft in translation.drafts]
    return found


def said(translation: Translation) -> list[str]:
    """What was lost, as `line: sentence`."""
    return [f"{loss.line}: {loss.sentence}" for loss in translation.losses]
