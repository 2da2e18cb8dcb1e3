"""Without this file a quiz would stay YAML, and an option without its feedback would reach a learner."""

from collections.abc import Callable
from decimal import Decimal

from elearn.content.fields import Fields, Notes
from elearn.content.questions import read_question
from elearn.content.reader import Entries, Node
from elearn.content.references import Kind as Refers
from elearn.content.values import NotAValue, identifier, share, whole
from elearn.domain.quizzes import Question, Quiz


def read_quiz(node: Node | None, quiz_id: str, path: str, notes: Notes) -> Quiz | None:
    """The quiz in one file; None where the file is no mapping."""
    notes.references.define(Refers.QUIZ, quiz_id, path, 1, notes.problems)
    if not isinstance(node, Entries):
        if node:
            notes.problems.error(
                path, node.line, "a quiz is a mapping of keys: title, module, pass, questions"
            )
        notes.references.unread(Refers.QUESTION, f"{quiz_id}/")
        return None
    fields = Fields(node, thing="a quiz", path=path, notes=notes)
    module = fields.refer("module", Refers.MODULE)
    quiz = Quiz(
        id=quiz_id,
        title=fields.text("title"),
        module=module,
        pass_mark=fields.read("pass", _pass_mark, None),
        questions=_questions(fields, quiz_id, module),
        attempts=fields.read("attempts", _limit("unlimited"), None, required=False),
        draw=fields.read("draw", _limit("all"), None, required=False),
        critical=fields.refer_all("critical", Refers.OBJECTIVE, within=f"{module}/"),
        was=fields.read("was", identifier, "", required=False),
    )
    fields.close()
    _check_quiz(quiz, fields)
    return quiz


def _questions(fields: Fields, quiz_id: str, module: str) -> tuple[Question, ...]:
    listed = fields.fields("questions", "the questions", required=True)
    if not listed:
        return ()
    notes, questions = fields.notes, []
    for entry in listed.entries():
        place = f"{quiz_id}/{entry.key}"
        notes.references.define(Refers.QUESTION, place, fields.path, entry.line, notes.problems)
        asked = listed.as_fields(entry.value, "a question", entry.line)
        question = read_question(entry.key, module, asked) if asked else None
        if question:
            questions.append(question)
    return tuple(questions)


def _check_quiz(quiz: Quiz, fields: Fields) -> None:
    questions = fields.node("questions")
    if isinstance(questions, Entries) and len(questions.entries) > len(quiz.questions):
        return  # some could not be read: what follows would scold for those
    if quiz.draw is not None and quiz.draw > len(quiz.questions):
        fields.wrong("draw", f"draw {quiz.draw} of {len(quiz.questions)} questions: there are not so many")
    if quiz.by_completion and quiz.critical and fields.text("pass", "") == "completion":
        fields.wrong("critical", "a quiz by completion has no mark, so nothing in it can be critical")
    critical = set(quiz.critical)
    if quiz.draw is not None and quiz.draw < len(critical):
        says = f"draw {quiz.draw} leaves some of the {len(critical)} critical objectives unasked"
        fields.wrong("draw", f"{says}: draw {len(critical)} or more")
    asked = {question.objective for question in quiz.questions}
    for objective in quiz.critical:
        if objective not in asked:
            fields.wrong("critical", f'no question asks about the critical objective "{objective}"')


def _pass_mark(text: str) -> Decimal | None:
    if text == "completion":
        return None
    try:
        return share(text)
    except NotAValue:
        raise NotAValue(f'"{text}" is not a share or "completion": write 80%') from None


def _limit(without: str) -> Callable[[str], int | None]:
    """A parser for a number from 1 up, or the word for "no limit"."""

    def parse(text: str) -> int | None:
        if text == without:
            return None
        limit = whole(text)
        if limit < 1:
            raise NotAValue(f'"{text}" is too few: write 1 or more, or {without}')
        return limit

    return parse
