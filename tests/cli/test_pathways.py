"""Whether anybody can ask the rules a question from outside, and is told what is wrong with the question."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from elearn.cli.pathways import pathways
from elearn.content.evidence import KINDS
from tests.program import shipped

WORKED: dict[str, Any] = {
    "learner": "sam",
    "began": "2025-01-13",
    "supervisors": [
        {"person": "ruth", "from": "2025-01-13"},
        {"person": "olu", "from": "2024-09-01", "to": "2024-12-31"},
    ],
    "accredited": ["ruth", "olu", "mina"],
    "events": [
        {"id": "e1", "kind": "course", "on": "2025-01-14", "course": "initial-training-course", "days": 2,
         "by": "ruth"},
        {"id": "e2", "kind": "quiz", "on": "2025-01-17", "quiz": "parental-sensitivity", "passed": True,
         "score": "0.92"},
        {"id": "e3", "kind": "quiz", "on": "2025-01-18", "quiz": "video-interaction-guidance", "passed": True},
        {"id": "e4", "kind": "document", "on": "2025-01-20", "document": "aviguk-registration", "by": "ruth"},
        {"id": "s0", "kind": "supervision", "on": "2025-01-16", "with": "ruth", "minutes": 60,
         "confirmed": "2025-01-16"},
        {"id": "c1", "kind": "cycle", "client": "C-7K2P", "filmed": "2025-02-03", "reviewed": "2025-02-10"},
        {"id": "s1", "kind": "supervision", "on": "2025-02-14", "with": "ruth", "minutes": 60, "mode": "video",
         "brought": ["c1"], "confirmed": "2025-02-14"},
        {"id": "c2", "kind": "cycle", "client": "C-7K2P", "filmed": "2025-03-03", "reviewed": "2025-03-10"},
        {"id": "s2", "kind": "supervision", "on": "2025-03-14", "with": "ruth", "minutes": 45, "brought": ["c2"],
         "confirmed": "2025-03-20"},
        {"id": "c3", "kind": "cycle", "client": "C-9QXM", "filmed": "2025-03-24"},
        {"id": "s3", "kind": "supervision", "on": "2025-04-04", "with": "ruth", "minutes": 60, "brought": ["c2"]},
    ],
}  # fmt: skip

STAGE_1: dict[str, Any] = {
    "id": "stage-1", "status": "to-do", "move": "learner", "counts_from": "2025-01-14",
    "requirements": [
        {"id": "cycles", "status": "to-do", "have": 2, "need": 6, "counted": ["c1", "c2"],
         "not_counted": [{"event": "c3", "reason": "no-shared-review", "move": "learner",
                          "words": "Filmed on 24 March; it counts when the shared review has happened."}]},
        {"id": "clients", "status": "to-do", "have": 1, "need": 2, "counted": ["C-7K2P"],
         "not_counted": [{"event": "c3", "reason": "no-shared-review", "move": "learner",
                          "words": "C-9QXM counts with its first finished cycle."}]},
        {"id": "supervision", "status": "to-do", "have": 1, "need": 7, "packing": "7 x 60 min", "counted": ["s1"],
         "not_counted": [
             {"event": "s0", "reason": "too-early", "move": "nobody",
              "words": "On 16 January; counts from your registration on 20 January."},
             {"event": "s2", "reason": "too-short", "move": "nobody", "words": "45 minutes; the rule asks for 60."},
             {"event": "s3", "reason": "not-confirmed", "move": "ruth", "words": "Waiting for Ruth since 4 April."},
         ]},
    ],
}  # fmt: skip


def asked(
    folder: Path, evidence: object, *more: str, pathway: str = "vig-practitioner", at: str = "2025-04-30"
) -> Result:
    """What the command answers about some evidence."""
    file = folder / "evidence.json"
    file.write_text(evidence if isinstance(evidence, str) else json.dumps(evidence), encoding="utf-8")
    return CliRunner().invoke(
        pathways, ["judge", "--pathway", pathway, "--evidence", str(file), "--at", at, *more]
    )


def test_the_worked_example_comes_out_to_the_letter(tmp_path: Path) -> None:
    result = asked(tmp_path, WORKED, "--json")
    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (answer["pathway"], answer["at"], answer["next"]) == (
        "vig-practitioner",
        "2025-04-30",
        "stage-1/cycles",
    )
    ready, stage_1, *rest = answer["milestones"]
    assert stage_1 == STAGE_1
    assert (ready["id"], ready["status"], ready["since"]) == ("ready", "met", "2025-01-20")
    assert rest == [
        {"id": "stage-2", "status": "not-open", "after": ["stage-1"]},
        {"id": "stage-3", "status": "not-open", "after": ["stage-2"]},
    ]


def test_a_person_reads_the_same_in_calm_words(tmp_path: Path) -> None:
    printed = asked(tmp_path, WORKED).output
    assert "VIG practitioner, three stages, 30 April 2025" in printed
    assert "Ready to begin: Met since 20 January" in printed
    assert "  supervision: 1 of 7 (7 x 60 min), yours to do" in printed
    assert "    s3: Waiting for Ruth since 4 April." in printed
    assert "Next: One of your entries is nearly there. (stage-1/cycles)" in printed


def test_what_was_waived_signed_or_met_before_is_said(tmp_path: Path) -> None:
    events = [
        {"id": "p", "kind": "prior", "milestone": "ready", "met_on": "2025-01-14", "by": "cora", "reason": "papers"},
        {"id": "d", "kind": "decision", "milestone": "stage-1", "by": "olu", "decision": "agree",
         "met_on": "2025-03-01", "on": "2025-03-02"},
        {"id": "n", "kind": "decision", "milestone": "stage-2", "by": "ruth", "decision": "agree",
         "met_on": "2025-04-01", "on": "2025-04-01"},
    ]  # fmt: skip
    answer = json.loads(asked(tmp_path, WORKED | {"events": events}, "--json").stdout)
    ready, stage_1, stage_2, _ = answer["milestones"]
    assert (ready["prior"], ready["signed_by"]) == (True, "cora")
    assert (stage_1["status"], stage_1["since"], stage_1["signed_by"]) == ("met", "2025-03-01", "olu")
    assert (
        stage_2["not_counted"][0]["words"] == "Signed by Ruth for 1 April, and not by one who may close it."
    )


def test_a_renewal_and_a_waiver_are_in_the_answer(tmp_path: Path) -> None:
    asked_for = shipped().pathways["paraprofessional-induction"].asked_to_pass
    events: list[dict[str, object]] = [
        *(
            {"id": f"q-{quiz}", "kind": "quiz", "on": "2022-02-01", "quiz": quiz, "passed": True}
            for quiz in asked_for
        ),
        {"id": "k", "kind": "check", "on": "2022-02-01", "check": "background-check", "by": "cora"},
    ]
    evidence = WORKED | {"events": events, "began": "2022-01-01"}
    result = asked(tmp_path, evidence, "--json", pathway="paraprofessional-induction")
    finished = json.loads(result.stdout)["milestones"][0]
    assert (finished["status"], finished["until"]) == ("due-again", "2025-02-01")
    assert [each["id"] for each in finished["renewal"]] == ["role", "safeguarding", "background"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"events": [{"id": "a", "kind": "cycel"}]},
            '$.events[0].kind: no kind "cycel": did you mean "cycle"?',
        ),
        (
            {"events": [{"id": "a", "kind": "visit", "on": "2025-01-02", "client": "A", "mood": "calm"}]},
            '$.events[0].mood: an event of kind "visit" has no key "mood"',
        ),
        ({"began": "13 January"}, '$.began: "13 January" is not a date: write 2026-11-22'),
    ],
)
def test_a_wrong_file_is_refused_with_its_path_and_a_sentence(
    tmp_path: Path, change: dict[str, object], said: str
) -> None:
    result = asked(tmp_path, WORKED | change)
    assert result.exit_code == 1
    assert said in result.stderr


def test_a_file_that_is_not_json_or_not_utf_8_is_refused(tmp_path: Path) -> None:
    assert asked(tmp_path, "{").exit_code == 1
    file = tmp_path / "latin.json"
    file.write_bytes(b'{"learner": "\xe9"}')
    arguments = ["judge", "--pathway", "vig-practitioner", "--evidence", str(file), "--at", "2025-04-30"]
    assert CliRunner().invoke(pathways, arguments).exit_code == 1


def test_a_question_that_cannot_be_asked_is_a_matter_of_usage(tmp_path: Path) -> None:
    unknown = asked(tmp_path, WORKED, pathway="vig-practitoner")
    assert unknown.exit_code == 2
    assert 'did you mean "vig-practitioner"?' in unknown.stderr
    assert asked(tmp_path, WORKED, at="tomorrow").exit_code == 2
    assert CliRunner().invoke(pathways, ["judge"]).exit_code == 2


def test_a_pathway_with_mistakes_is_not_judged_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "pathways"
    folder.mkdir()
    wrong = "---\ntitle: T\nmilestones:\n  m:\n    title: M\n    requires:\n      r: {counts: visit}\n---\n"
    (folder / "wrong.md").write_text(wrong, encoding="utf-8")
    (folder / "on-it.md").write_text("---\ntitle: T\nextends: gone\n---\n", encoding="utf-8")
    monkeypatch.setenv("ELEARN_MODULES", str(tmp_path))
    result = asked(tmp_path, WORKED, pathway="wrong")
    assert result.exit_code == 1
    assert "modules/pathways/wrong.md:7: a requirement needs a verb" in result.stderr
    assert asked(tmp_path, WORKED, pathway="on-it").exit_code == 1


def test_the_schema_lists_every_kind_key_and_key_to_ask_for() -> None:
    printed = json.loads(CliRunner().invoke(pathways, ["schema"]).stdout)
    kinds = {each["title"]: each for each in printed["properties"]["events"]["items"]["oneOf"]}
    assert set(kinds) == set(KINDS)
    assert set(kinds["cycle"]["required"]) == {"kind", "id", "client", "filmed"}
    assert kinds["supervision"]["x-where"] == ["minutes", "mode", "setting", "role", "case", "client"]
    assert "from" in kinds["leave"]["properties"]
    assert kinds["decision"]["properties"]["known"] == {"enum": ["live", "film", "account"]}
