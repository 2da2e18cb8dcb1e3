"""Whether a code comes back as it was kept, however it is read aloud or typed."""

import pytest

from elearn.domain.receipts import shown, typed


def test_a_code_is_printed_in_groups_of_four() -> None:
    assert shown("k7m2p9qx3fhtw4rz8abc") == "K7M2-P9QX-3FHT-W4RZ-8ABC"


@pytest.mark.parametrize(
    "text", ["K7M2-P9QX-3FHT-W4RZ-8ABC", " k7m2 p9qx 3fht w4rz 8abc\n", "K7M2–P9QX–3FHTw4rz8abc."]
)
def test_neither_blanks_dashes_nor_capitals_matter(text: str) -> None:
    assert typed(text) == "k7m2p9qx3fhtw4rz8abc"
