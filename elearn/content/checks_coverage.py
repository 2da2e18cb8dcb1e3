"""Without this file an objective could be promised and never taught, and a source be kept that nothing needs."""

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import ceil

from elearn.content.fields import Notes
from elearn.content.problems import errors
from elearn.content.references import Kind, Place
from elearn.domain.library import Catalogue, Level, Module
from elearn.domain.quizzes import Multiple, Quiz, Single, kind_of

LESSONS = {Level.PRACTITIONER: range(4, 8), Level.INDUCTION: range(2, 5)}
POOL = Fraction(3, 2)
"""A draw wants a pool of so many times its size, or a second try asks what the first one asked."""
QUESTIONS = {Level.PRACTITIONER: 12, Level.INDUCTION: 6}
READERS = {Level.PRACTITIONER: "practitioners", Level.INDUCTION: "an induction"}
KINDS = 4
TIMES_TESTED = 2
OFTEN_LONGEST = 0.4
"""In more of a quiz's choices than this share, whoever picks the longest option is rewarded for it."""


def check_coverage(catalogue: Catalogue, notes: Notes) -> None:
    """Whether all that is promised is taught and tested, and all that is kept is used.

    A file with an error is passed over, since what could not be read in it would be missed elsewhere.
    """
    broken = {problem.path for problem in errors(notes.problems.sorted)}
    for module in catalogue.modules.values():
        if not any(path.startswith(f"modules/{module.id}/") for path in broken):
            _check_module(module, notes)
            _check_quiz(module, catalogue, broken, notes)
    for quiz in catalogue.quizzes.values():
        place = notes.references.defined[Kind.QUIZ][quiz.id]
        for sentence in _draw_remarks(quiz) if place.path not in broken else ():
            notes.problems.warning(place.path, place.line, sentence)
    if not broken:
        _warn(notes, Kind.CLAIM, _unused_claims(catalogue, notes))
        _warn(notes, Kind.SOURCE, _unused_sources(catalogue, notes))


def _check_module(module: Module, notes: Notes) -> None:
    opening = notes.references.defined[Kind.MODULE][module.id]
    taught = {objective for lesson in module.lessons for objective in lesson.objectives}
    for objective in module.objectives:
        if objective.id not in taught:
            sentence = f'no lesson teaches "{objective.id}": name it under "objectives:" of one'
            notes.problems.error(*_objective(module, objective.id, notes), sentence)
    expected, count = LESSONS[module.level], len(module.lessons)
    if count not in expected:
        sentence = f"{expected[0]} to {expected[-1]} lessons make a module for {READERS[module.level]}"
        notes.problems.warning(opening.path, opening.line, f"{sentence}: here {_are(count)}")
    if not module.quiz:
        sentence = 'no quiz asks what was learned here: name it under "quiz:"'
        notes.problems.warning(opening.path, opening.line, sentence)


def _check_quiz(module: Module, catalogue: Catalogue, broken: set[str], notes: Notes) -> None:
    quiz = catalogue.quizzes.get(module.quiz)
    place = notes.references.defined[Kind.QUIZ].get(module.quiz)
    if not quiz or not place or place.path in broken:
        return
    asked = Counter(question.objective for question in quiz.questions)
    for objective in module.objectives:
        if asked[objective.id] < TIMES_TESTED:
            sentence = (
                f'"{objective.id}" is tested by two questions or more: here {_are(asked[objective.id])}'
            )
            notes.problems.error(*_objective(module, objective.id, notes), sentence)
    for sentence in _quiz_remarks(quiz, module.level):
        notes.problems.warning(place.path, place.line, sentence)


def _quiz_remarks(quiz: Quiz, level: Level) -> Iterator[str]:
    count, kinds = len(quiz.questions), len({kind_of(question) for question in quiz.questions})
    if count < QUESTIONS[level]:
        yield f"{QUESTIONS[level]} questions or more make a quiz for {READERS[level]}: here {_are(count)}"
    if kinds < KINDS:
        yield f"{KINDS} kinds of question or more make a quiz: here {_are(kinds)}"
    choices = [question for question in quiz.questions if isinstance(question, Single | Multiple)]
    longest = sum(map(_answer_is_longest, choices))
    if longest > OFTEN_LONGEST * len(choices):
        share = f"{OFTEN_LONGEST:.0%}".replace("%", " %")
        yield f"the right option is the longest in {longest} of {len(choices)} choices: at most {share} may be so"


def _draw_remarks(quiz: Quiz) -> Iterator[str]:
    count, objectives = len(quiz.questions), len({question.objective for question in quiz.questions})
    if quiz.draw and count < POOL * quiz.draw:
        wanted = f"draw {quiz.draw} wants a pool of {ceil(POOL * quiz.draw)} questions or more"
        yield f"{wanted}, so that a second try differs: here {_are(count)}"
    if quiz.draw and quiz.draw < objectives:
        yield f"draw {quiz.draw} leaves some of the {objectives} objectives unasked in every attempt"


def _answer_is_longest(question: Single | Multiple) -> bool:
    """Whether a right option is longer than every wrong one; of two equally long ones neither is a hint."""
    answers = (question.answer,) if isinstance(question, Single) else question.answer
    right = [len(option.text) for option in question.options if option.id in answers]
    wrong = [len(option.text) for option in question.options if option.id not in answers]
    return max(right, default=0) > max(wrong, default=0)


def _unused_claims(catalogue: Catalogue, notes: Notes) -> Mapping[str, str]:
    """Claims that nobody would ever meet: cited nowhere, and not about a programme, whose evidence lists them."""
    cited = {used.name for used in notes.references.used if used.kind is Kind.CLAIM}
    return {
        claim.id: f'no lesson, quiz or row of the errata cites "{claim.id}", and no "about:" gives it to a programme'
        for claim in catalogue.claims.values()
        if claim.id not in cited and not claim.about
    }


def _unused_sources(catalogue: Catalogue, notes: Notes) -> Mapping[str, str]:
    needed = {used.name for used in notes.references.used if used.kind is Kind.SOURCE}
    return {name: f'no claim rests on "{name}"' for name in catalogue.sources if name not in needed}


def _warn(notes: Notes, kind: Kind, sentences: Mapping[str, str]) -> None:
    for name, sentence in sentences.items():
        place = notes.references.defined[kind][name]
        notes.problems.warning(place.path, place.line, sentence)


def _objective(module: Module, objective: str, notes: Notes) -> tuple[str, int]:
    place: Place = notes.references.defined[Kind.OBJECTIVE][f"{module.id}/{objective}"]
    return place.path, place.line


def _are(count: int) -> str:
    return {0: "are none", 1: "is one"}.get(count, f"are {count}")
