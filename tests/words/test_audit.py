"""Whether every fault of the sealed record is told in a sentence that fits on a line."""

import pytest

from elearn.domain.audit import Break, Fault
from elearn.words.audit import FAULTS, fault


@pytest.mark.parametrize("code", Fault)
def test_every_fault_is_a_sentence_with_the_number_of_the_act(code: Fault) -> None:
    told = fault(Break(fault=code, seq=137))
    assert "137" in told
    assert told.endswith(".")
    assert len(told) <= 120
    assert set(FAULTS) == set(Fault)
