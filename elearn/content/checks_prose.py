"""Without this file a figure could stand in a lesson without its source, and a page be too long or too hard."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from elearn.content.fields import Notes
from elearn.content.paragraphs import Paragraph
from elearn.content.reading_ease import grade, sentences, words
from elearn.content.references import Kind
from elearn.domain.library import Catalogue, ClaimStatus, Lesson, Level, Module

FIGURE = re.compile(
    r"\d ?%|\bper ?cent\b"
    r"|\b[dr] ?= ?[-−–]?\d|\b(?:OR|SMD)\b|\b[Nn] ?= ?\d"
    r"|\b(?:1[89]|20)\d\d\b"
    r"|\b(?:[Tt]rials?|[Ss]tud(?:y|ies)|[Mm]eta-analys[ei]s)\b"
    r"|(?<![Ss]hared )\b[Rr]eviews?\b"
)
"""What only a source can vouch for. A shared review is a meeting about a film: it vouches for nothing."""
_REPORTS = re.compile(r"\b2011 review\b|\breview of 2011\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How long and how hard a lesson may be; `sentence` 0 is no limit."""

    words: range
    grade: int
    sentence: int
    readers: str


MEASURES = {
    Level.PRACTITIONER: Measure(words=range(300, 701), grade=13, sentence=0, readers="practitioners"),
    Level.INDUCTION: Measure(words=range(100, 401), grade=9, sentence=25, readers="an induction"),
}


def check_prose(catalogue: Catalogue, notes: Notes) -> None:
    """What each page says, paragraph by paragraph: its figures, what it rests on, and how it reads."""
    pages = defaultdict[str, list[Paragraph]](list)
    for paragraph in notes.paragraphs:
        pages[paragraph.path].append(paragraph)
        _check_review_only(paragraph, catalogue, notes)
    for module in catalogue.modules.values():
        for lesson in module.lessons:
            path = notes.references.defined[Kind.LESSON][lesson.address.path].path
            _check_figures(pages[path], notes)
            _check_measure(lesson, module, path, pages[path], notes)


def _check_figures(page: Iterable[Paragraph], notes: Notes) -> None:
    for each in page:
        found = FIGURE.search(each.text) if each.states and not each.claims else None
        if found:
            sentence = f'"{found[0]}" needs a source: cite a claim in this paragraph, [@claim-id]'
            notes.problems.error(each.path, each.line, sentence)


def _check_review_only(paragraph: Paragraph, catalogue: Catalogue, notes: Notes) -> None:
    for name in paragraph.claims:
        claim = catalogue.claims.get(name)
        if claim and claim.status is ClaimStatus.REVIEW_ONLY and not _REPORTS.search(paragraph.text):
            sentence = f'"{name}" is said by the 2011 review only: write "the 2011 review reports" beside it'
            notes.problems.error(paragraph.path, paragraph.line, sentence)


def _check_measure(lesson: Lesson, module: Module, path: str, page: list[Paragraph], notes: Notes) -> None:
    measure = MEASURES[module.level]
    if page and lesson.words not in measure.words:
        low, high = measure.words[0], measure.words[-1]
        sentence = f"{lesson.words} words: a lesson for {measure.readers} has {low} to {high}"
        notes.problems.warning(path, 1, sentence)
    reached = grade(each.plain for each in page if not each.heading)
    if reached > measure.grade:
        sentence = f"reading grade {reached:.1f}: up to {measure.grade} for {measure.readers}"
        notes.problems.warning(path, 1, f"{sentence}, by shorter sentences and plainer words")
    for each in page if measure.sentence else ():
        _check_sentences(each, measure, notes)


def _check_sentences(paragraph: Paragraph, measure: Measure, notes: Notes) -> None:
    for sentence in sentences(paragraph.text):
        count = len(words(sentence))
        if count > measure.sentence:
            begins = " ".join(sentence.split()[:5])
            complaint = f'"{begins} …" has {count} words: up to {measure.sentence} for {measure.readers}'
            notes.problems.warning(paragraph.path, paragraph.line, complaint)
