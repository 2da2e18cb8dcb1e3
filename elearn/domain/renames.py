"""Without this file a renamed quiz or module would be lost to whoever passed or is asked for it by its old name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from elearn.domain.evidence import AnyEvent, MaterialChange, QuizEvent, ReadingEvent
from elearn.domain.library import Catalogue, Change, ChangeKind
from elearn.domain.pathways import AllOf, AnyOf, Milestone, Pass, Pathway, Read, Requirement, Verb

Named = TypeVar("Named", bound=Verb)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What the record must know of the content of today: present names by the old ones, and changes of meaning.

    An exercise is passed like a quiz, and is among them. ``tries`` says how often a quiz may be tried that has a limit.
    """

    modules: Mapping[str, str] = field(default_factory=dict)
    quizzes: Mapping[str, str] = field(default_factory=dict)
    changed: tuple[MaterialChange, ...] = ()
    tries: Mapping[str, int] = field(default_factory=dict)

    def pathway(self, pathway: Pathway) -> Pathway:
        """A pathway as it was assigned, asking for quizzes and modules by their present names."""
        if not (self.modules or self.quizzes):
            return pathway
        return replace(pathway, milestones=tuple(self._milestone(each) for each in pathway.milestones))

    def event(self, event: AnyEvent) -> AnyEvent:
        """What was earned, under the present name of the quiz or module."""
        match event:
            case QuizEvent():
                return replace(event, quiz=self.quizzes.get(event.quiz, event.quiz))
            case ReadingEvent():
                return replace(event, module=self.modules.get(event.module, event.module))
            case _:
                return event

    def _milestone(self, milestone: Milestone) -> Milestone:
        renew = milestone.renew
        return replace(
            milestone,
            requires=self._requirements(milestone.requires),
            renew=replace(renew, requires=self._requirements(renew.requires)) if renew else None,
        )

    def _requirements(self, asked: Iterable[Requirement]) -> tuple[Requirement, ...]:
        return tuple(self._requirement(each) for each in asked)

    def _requirement(self, asked: Requirement) -> Requirement:
        instead = asked.instead
        return replace(
            asked,
            verb=self._verb(asked.verb),
            instead=replace(instead, verb=self._verb(instead.verb)) if instead else None,
        )

    def _verb(self, verb: Named) -> Named:
        if isinstance(verb, Pass):
            return replace(verb, quiz=self.quizzes.get(verb.quiz, verb.quiz))
        if isinstance(verb, Read):
            return replace(verb, module=self.modules.get(verb.module, verb.module))
        if isinstance(verb, AnyOf | AllOf):
            return replace(verb, requirements=self._requirements(verb.requirements))
        return verb


def content_of(catalogue: Catalogue) -> Content:
    """What the record must know of a catalogue; a change of a lesson or question is one of its module or quiz."""
    return Content(
        modules={old: new for old, new in catalogue.moved_modules.items() if "/" not in old},
        quizzes={old: new for old, new in catalogue.moved_quizzes.items() if "/" not in old}
        | catalogue.moved_exercises,
        changed=(
            *_material(catalogue.module_changes, ReadingEvent.kind),
            *_material(catalogue.quiz_changes, QuizEvent.kind),
        ),
        tries={each.id: each.attempts for each in catalogue.quizzes.values() if each.attempts is not None},
    )


def _material(changes: Mapping[str, tuple[Change, ...]], kind: str) -> Iterable[MaterialChange]:
    return tuple(
        MaterialChange(content=address.partition("/")[0], kind=kind, on=each.on)
        for address, several in changes.items()
        for each in several
        if each.kind is ChangeKind.MATERIAL
    )
