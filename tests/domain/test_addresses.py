"""Without these a link to a lesson might lead somewhere else."""

import pytest

from elearn.domain.addresses import Address, address_of


@pytest.mark.parametrize(
    ("text", "module", "lesson", "heading"),
    [
        ("care/a-moment", "care", "a-moment", ""),
        ("/care/a-moment", "care", "a-moment", ""),
        ("care/a-moment#repair", "care", "a-moment", "repair"),
    ],
)
def test_an_address_names_module_lesson_and_heading(
    text: str, module: str, lesson: str, heading: str
) -> None:
    address = address_of(text)
    assert address == Address(module=module, lesson=lesson, heading=heading)
    assert str(address) == text.removeprefix("/")
    assert address.path == f"{module}/{lesson}"


@pytest.mark.parametrize("text", ["", "care", "/care", "care/", "care/a/b", "#repair"])
def test_an_address_without_module_and_lesson_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        address_of(text)
