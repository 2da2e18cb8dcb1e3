"""Without these a reader of the evidence might meet the name of a file."""

import pytest

from elearn.domain.library import Verdict
from elearn.words.claims import PROGRAMMES, TOPICS, VERDICTS, VERDICTS_MEAN, by_topic_name, programme, topic
from tests.content.shipped import shipped


def test_every_topic_and_programme_that_ships_has_a_name_of_its_own() -> None:
    claims = shipped().claims.values()
    assert {claim.topic for claim in claims} <= set(TOPICS)
    assert {each for claim in claims for each in claim.about} <= set(PROGRAMMES)


@pytest.mark.parametrize("called", [topic, programme])
def test_what_has_no_name_is_called_by_its_id(called: object) -> None:
    assert callable(called)
    assert called("new-one") == "New one"


def test_files_of_one_name_are_one_topic() -> None:
    assert by_topic_name(["sensitivity", "attachment", "attachment-more"]) == {
        "Attachment and how it is measured": ("attachment", "attachment-more"),
        "Sensitivity": ("sensitivity",),
    }


def test_every_verdict_has_its_words() -> None:
    assert set(VERDICTS) == set(VERDICTS_MEAN) == set(Verdict)
