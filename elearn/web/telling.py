"""Without this file feedback would lead nowhere: here it finds its lesson, its sources and its objective."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from elearn.domain.addresses import Address
from elearn.domain.feedback import Feedback, Verdict
from elearn.domain.marking import Marks
from elearn.web.citations import Cited, cited
from elearn.web.house import catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A lesson to read again; `count` is how many questions lead there."""

    title: str
    href: str
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Feedback as a page shows it: with its lesson and the statements it rests on, where they still exist."""

    feedback: Feedback
    lesson: Lesson | None
    claims: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """What a learner was to be able to do, and how many of its questions she had right."""

    text: str
    right: int
    asked: int


def telling(said: Feedback) -> Told:
    """Feedback with what a page needs beside it."""
    known = (each for each in (said.key.claims if said.key else ()) if each in catalogue().claims)
    return Told(
        feedback=said,
        lesson=_lesson(said.read),
        claims=tuple(cited(catalogue(), each, number) for number, each in enumerate(known, 1)),
    )


def to_read_again(told: Sequence[Told]) -> list[Lesson]:
    """The lessons of what was not yet right, each once, in the order of their questions."""
    lessons = [each.lesson for each in told if each.lesson and each.feedback.verdict is not Verdict.RIGHT]
    places = Counter(lesson.href.partition("#")[0] for lesson in lessons)
    titles = {lesson.href.partition("#")[0]: lesson.title for lesson in lessons}
    return [Lesson(title=titles[href], href=href, count=count) for href, count in places.items()]


def strengths(module: str, marks: Marks) -> list[Strength]:
    """The objectives of which something was shown, the strongest first."""
    asked = {mark.question.objective: marks.of(mark.question.objective) for mark in marks.each}
    shown = [
        Strength(
            text=objective(module, objective_id),
            right=sum(mark.right for mark in earned),
            asked=len(earned),
        )
        for objective_id, earned in asked.items()
    ]
    return sorted((each for each in shown if each.right), key=lambda each: -each.right / each.asked)


def objective(module: str, objective_id: str) -> str:
    """What an objective says; its id with spaces where its module is gone."""
    found = catalogue().modules.get(module)
    texts = {each.id: each.text for each in found.objectives} if found else {}
    return texts.get(objective_id, objective_id.replace("-", " "))


def _lesson(address: Address) -> Lesson | None:
    found = catalogue().lesson(address.module, address.lesson)
    if found is None:
        return None
    anchor = address.heading if address.heading in {each.id for each in found.headings} else None
    href = url_for("library.lesson", module=found.module, lesson=found.id, _anchor=anchor)
    return Lesson(title=found.title, href=href)
