"""Without this file a thing that learners have met could change its meaning, or lose its id, without anybody saying so.

`modules/released.json` and `quizzes/released.json` hold the hash of each thing as it was last released, what was
said about its changes, and the ids that never return. Authors write lines under `changes` and `retired`; the hashes,
and in a change the hash it led to (`to`), are written by `elearn content release`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from elearn.content.fields import Fields, Notes
from elearn.content.problems import Problems
from elearn.content.reader import Entries, Entry, Items, Node, read_yaml
from elearn.content.references import References
from elearn.content.values import day
from elearn.domain.addresses import Address
from elearn.domain.clip_editions import clip_edition
from elearn.domain.editions import canonical, hash_of
from elearn.domain.library import Catalogue, Change, ChangeKind
from elearn.domain.pathway_editions import pathway_edition
from elearn.domain.scale_editions import scale_edition

FILE = "released.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidChange:
    """A line under `changes`; `to` is empty until the change is released."""

    change: Change
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """One released.json; `lines` are those of its ids."""

    path: str
    hashes: Mapping[str, str] = field(default_factory=dict)
    changes: Mapping[str, tuple[SaidChange, ...]] = field(default_factory=dict)
    retired: tuple[str, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)

    def says(self, address: str, hash_now: str) -> bool:
        """Whether a line of `changes` speaks of the change that is in the tree now: a new one, or the last of them.

        What led to these very words once says nothing of going back to them.
        """
        told = self.changes.get(address, ())
        return any(not said.to for said in told) or (bool(told) and told[-1].to == hash_now)


def module_hashes(catalogue: Catalogue) -> dict[str, str]:
    """The present hash of every module, lesson, claim, pathway, clip, scale and exercise, by its address."""
    hashes = {f"claims/{claim.id}": _hash(claim) for claim in catalogue.claims.values()}
    hashes |= {f"clips/{clip.id}": clip_edition(clip).hash for clip in catalogue.clips.values()}
    hashes |= {f"scales/{scale.id}": scale_edition(scale).hash for scale in catalogue.scales.values()}
    hashes |= {f"exercises/{each.id}": _hash(each) for each in catalogue.exercises.values()}
    for module in catalogue.modules.values():
        hashes[module.id] = _hash(module)
        hashes |= {lesson.address.path: _hash(lesson) for lesson in module.lessons}
    return hashes | {
        f"pathways/{each.id}": pathway_edition(each).hash for each in catalogue.pathways.values()
    }


def quiz_hashes(catalogue: Catalogue) -> dict[str, str]:
    """The present hash of every quiz (without its questions) and of every question, by its address."""
    hashes = {}
    for quiz in catalogue.quizzes.values():
        hashes[quiz.id] = _hash(replace(quiz, questions=()))
        hashes |= {f"{quiz.id}/{question.id}": _hash(question) for question in quiz.questions}
    return hashes


def module_hashes_before(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """What each renamed thing would be hashed to under its old name, by that old address."""
    hashes = {}
    for old, new in catalogue.moved_modules.items():
        before, _, lesson_before = old.partition("/")
        module, _, lesson_id = new.partition("/")
        lesson = catalogue.lesson(module, lesson_id)
        if module == "claims" and lesson_id in catalogue.claims:
            hashes[old] = frozenset({_hash(replace(catalogue.claims[lesson_id], id=lesson_before))})
        elif module == "clips" and lesson_id in catalogue.clips:
            renamed = replace(catalogue.clips[lesson_id], id=lesson_before)
            hashes[old] = frozenset({clip_edition(renamed).hash})
        elif module == "exercises" and lesson_id in catalogue.exercises:
            hashes[old] = frozenset({_hash(replace(catalogue.exercises[lesson_id], id=lesson_before))})
        elif lesson:
            hashes[old] = frozenset({_hash(replace(lesson, id=lesson_before, module=before))})
        elif new in catalogue.modules:
            hashes[old] = frozenset({_hash(replace(catalogue.modules[new], id=old))})
    return hashes


def quiz_hashes_before(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """The same of each renamed quiz and question; that a module they name was itself renamed is no change of theirs."""
    back = {new: old for old, new in catalogue.moved_modules.items()}
    hashes = {}
    for old, new in catalogue.moved_quizzes.items():
        quiz_id, _, question_id = new.partition("/")
        quiz = catalogue.quizzes[quiz_id]
        question = quiz.question(question_id)
        if question:
            renamed = replace(question, id=old.partition("/")[2])
            hashes[old] = frozenset(
                {_hash(renamed), _hash(replace(renamed, read=_led_back(renamed.read, back)))}
            )
        else:
            renamed_quiz = replace(quiz, id=old, questions=())
            home = back.get(quiz.module, quiz.module)
            hashes[old] = frozenset({_hash(renamed_quiz), _hash(replace(renamed_quiz, module=home))})
    return hashes


def _led_back(read: Address, back: Mapping[str, str]) -> Address:
    module, _, lesson = back.get(read.path, read.path).partition("/")
    return replace(read, module=module, lesson=lesson)


def _hash(thing: object) -> str:
    return hash_of(canonical(thing))


def read_released(folder: Path, name: str, problems: Problems) -> Released:
    """What `folder` says it has released; nothing where it has never been released."""
    path = f"{name}/{FILE}"
    file = folder / FILE
    node = read_yaml(file, path, problems) if file.exists() else None
    if not isinstance(node, Entries):
        return Released(path=path)
    fields = Fields(node, thing="a release", path=path, notes=Notes(problems, References()))
    hashes = fields.fields("released", "the released ids")
    changes = fields.fields("changes", "the changes")
    entries = tuple(hashes.entries(ids=False)) if hashes else ()
    said = tuple(changes.entries(ids=False)) if changes else ()
    released = Released(
        path=path,
        hashes={entry.key: hashes.text(entry.key) for entry in entries} if hashes else {},
        changes={entry.key: _said(entry, changes) for entry in said} if changes else {},
        retired=tuple(text.text for text in fields.texts("retired")),
        lines={entry.key: entry.line for entry in (*said, *entries)},
    )
    fields.close()
    return released


def _said(entry: Entry, changes: Fields) -> tuple[SaidChange, ...]:
    nodes: tuple[Node, ...] = entry.value.items if isinstance(entry.value, Items) else (entry.value,)
    lines = [changes.as_fields(node, "a change", node.line) for node in nodes]
    return tuple(_one_change(line) for line in lines if line)


def _one_change(fields: Fields) -> SaidChange:
    kinds = [kind for kind in ChangeKind if kind.value in fields]
    kind = kinds[0] if kinds else ChangeKind.EDITORIAL
    if len(kinds) != 1:
        words = ", ".join(kind.value for kind in ChangeKind)
        fields.notes.problems.error(
            fields.path, fields.line, f"a change is one of {words}: say which, and what changed"
        )
    change = Change(kind=kind, what=fields.text(kind.value, ""), on=fields.read("on", day, date.min))
    said = SaidChange(change=change, to=fields.text("to", ""))
    fields.close()
    return said


def write_release(
    folder: Path, released: Released, hashes: Mapping[str, str], moved: Mapping[str, str]
) -> bool:
    """Write the hashes of now, and in each new change the hash it led to; whether the file changed.

    An id that something `was` stays with its last hash: otherwise that line could be taken out later, and with it
    what was earned under the old name.
    """
    left = {old: released.hashes[old] for old in moved if old in released.hashes}
    body = {
        "released": dict(sorted((left | dict(hashes)).items())),
        "changes": {
            each: [_line(said, hashes.get(moved.get(each, each), "")) for said in lines]
            for each, lines in released.changes.items()
        },
        "retired": sorted(released.retired),
    }
    text = json.dumps(body, indent=2, ensure_ascii=False) + "\n"
    file = folder / FILE
    if file.exists() and file.read_text("utf-8") == text:
        return False
    file.write_text(text, "utf-8")
    return True


def _line(said: SaidChange, hash_now: str) -> dict[str, Any]:
    change = said.change
    return {change.kind.value: change.what, "on": change.on.isoformat(), "to": said.to or hash_now}
