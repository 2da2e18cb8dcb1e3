"""Without this there would be nothing to read: modules and lessons, and the claims, sources and words they rest on.

`html` fields are compiled and safe to show; every other text is inline Markdown as its author typed it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from elearn.domain.addresses import Address
from elearn.domain.clips import Clip
from elearn.domain.exercises import Exercise
from elearn.domain.pathways import Pathway
from elearn.domain.people import Role
from elearn.domain.quizzes import Quiz
from elearn.domain.scales import Scale


class Level(StrEnum):
    """Whom a module speaks to, and so how plainly."""

    PRACTITIONER = "practitioner"
    INDUCTION = "induction"


class ClaimStatus(StrEnum):
    """How well a claim stands: against its primary source, or only in the 2011 review."""

    CHECKED = "checked"
    CORRECTED = "corrected"
    CONTESTED = "contested"
    REVIEW_ONLY = "review-only"


class Seen(StrEnum):
    """How much of the source was seen when the claim was checked."""

    ABSTRACT = "abstract"
    FULL_TEXT = "full text"
    PUBLISHERS_PAGE = "publisher's page"
    SECONDARY = "secondary"


class Verdict(StrEnum):
    """What became of a row of the source review's errata."""

    CORRECTED = "corrected"
    CONTESTED = "contested"
    STANDS = "stands"
    EDITORIAL = "editorial"


class ChangeKind(StrEnum):
    """How much a change bears on those who read or answered before it; only a material one is shown to them."""

    EDITORIAL = "editorial"
    ADDITIVE = "additive"
    MATERIAL = "material"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What changed in a released thing, and when."""

    kind: ChangeKind
    what: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A person or a body; a body has a family name only."""

    family: str
    given: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A work that claims rest on; `kind` is CSL's type, `issued` is a year, a year and month, or a day."""

    id: str
    kind: str
    title: str
    authors: tuple[Author, ...] = ()
    issued: str = ""
    container: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    number: str = ""
    publisher: str = ""
    doi: str = ""
    url: str = ""
    note: str = ""

    @property
    def year(self) -> str:
        """The year of issue, or nothing where the source has no date."""
        return self.issued[:4]

    @property
    def link(self) -> str:
        """Where the source can be found: by its DOI where it has one."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the voices in a contested claim."""

    says: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement of fact with its evidence and its age; `topic` is the name of its file."""

    id: str
    topic: str
    says: str
    source: str
    design: str
    status: ClaimStatus
    checked: date
    seen: Seen | None = None
    size: str = ""
    effect: str = ""
    about: tuple[str, ...] = ()
    review: str = ""
    sides: tuple[Side, ...] = ()
    to_parents: str = ""
    to_commissioners: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the field and what it means here; `spelt` only where it keeps a hyphen or a capital."""

    id: str
    means: str
    spelt: str = ""

    @property
    def name(self) -> str:
        """The word as it is read: the id without its hyphens, where nothing else was said."""
        return self.spelt or self.id.replace("-", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Erratum:
    """A row of the source review's errata, its verdict and the claims that carry it."""

    id: str
    verdict: Verdict
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """What a learner will be able to do."""

    id: str
    text: str
    was: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A place in a lesson that can be linked to; `level` is 2 or 3."""

    id: str
    text: str
    level: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """A question to pause at, never marked, and a model answer; both are compiled HTML."""

    id: str
    ask_html: str
    answer_html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A few minutes of reading. `claims` are in the order of first citation: source n is `claims[n - 1]`."""

    id: str
    module: str
    number: int
    title: str
    minutes: int
    objectives: tuple[str, ...]
    html: str
    written: str
    words: int
    headings: tuple[Heading, ...] = ()
    claims: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    recalls: tuple[Recall, ...] = ()
    was: str = ""

    @property
    def address(self) -> Address:
        return Address(module=self.module, lesson=self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A learning module; `audience` are the roles it was written for, `quiz` the id of its quiz or empty."""

    id: str
    title: str
    summary: str
    level: Level
    audience: tuple[Role, ...]
    revised: date
    objectives: tuple[Objective, ...]
    lessons: tuple[Lesson, ...]
    html: str
    quiz: str = ""
    prerequisites: tuple[str, ...] = ()
    was: str = ""

    @property
    def minutes(self) -> int:
        """Minutes of reading: the sum of the lessons'."""
        return sum(lesson.minutes for lesson in self.lessons)

    @property
    def words(self) -> int:
        return sum(lesson.words for lesson in self.lessons)

    @property
    def claims(self) -> tuple[str, ...]:
        """Every claim that its lessons cite, once, in the order of first citation."""
        return tuple(dict.fromkeys(claim for lesson in self.lessons for claim in lesson.claims))

    def lesson(self, lesson_id: str) -> Lesson | None:
        """The lesson with that id, if this module has it."""
        return next((lesson for lesson in self.lessons if lesson.id == lesson_id), None)

    def beside(self, lesson: Lesson) -> tuple[Lesson | None, Lesson | None]:
        """The lesson before this one, and the one after it."""
        here = self.lessons.index(lesson)
        before = self.lessons[here - 1] if here else None
        return before, self.lessons[here + 1] if here + 1 < len(self.lessons) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Everything that authors wrote, checked; each mapping is by id, in the order in which it is listed.

    `moved_modules` and `moved_quizzes` lead from an old address (`module`, `module/lesson`, `clips/clip` and the like;
    `quiz`, `quiz/question`) to the present one; `…_changes` are by the same addresses, oldest first.
    """

    modules: Mapping[str, Module] = field(default_factory=dict)
    quizzes: Mapping[str, Quiz] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    glossary: Mapping[str, Term] = field(default_factory=dict)
    errata: Mapping[str, Erratum] = field(default_factory=dict)
    pathways: Mapping[str, Pathway] = field(default_factory=dict)
    clips: Mapping[str, Clip] = field(default_factory=dict)
    scales: Mapping[str, Scale] = field(default_factory=dict)
    exercises: Mapping[str, Exercise] = field(default_factory=dict)
    moved_modules: Mapping[str, str] = field(default_factory=dict)
    moved_quizzes: Mapping[str, str] = field(default_factory=dict)
    module_changes: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    quiz_changes: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)

    @property
    def moved_exercises(self) -> dict[str, str]:
        """What each exercise that was renamed is called now, by its old id."""
        place = "exercises/"
        moved = ((old, new) for old, new in self.moved_modules.items() if old.startswith(place))
        return {old.removeprefix(place): new.removeprefix(place) for old, new in moved}

    def lesson(self, module_id: str, lesson_id: str) -> Lesson | None:
        """The lesson at that address, if it is there."""
        module = self.modules.get(module_id)
        return module.lesson(lesson_id) if module else None

    @property
    def in_order(self) -> tuple[Module, ...]:
        """Every module in the order in which the pathways come to it, the fullest pathway first, and then by name."""
        fullest = sorted(self.pathways.values(), key=lambda pathway: -len(pathway.comes_to))
        wanted = (name for pathway in fullest for name in pathway.comes_to)
        met = dict.fromkeys(name for name in wanted if name in self.modules)
        return tuple(self.modules[name] for name in dict.fromkeys((*met, *self.modules)))

    def taught(self, claim_id: str) -> tuple[Lesson, ...]:
        """The lessons that cite a claim."""
        return tuple(
            lesson
            for module in self.modules.values()
            for lesson in module.lessons
            if claim_id in lesson.claims
        )
