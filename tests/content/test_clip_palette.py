"""Without these one family's faces might be harder to read than another's, or a face look angry by how it is built."""

from itertools import combinations

import pytest

from elearn.content.clip_words import WORDS

SKINS = WORDS["skins"]
BROW, INNER = 0, 1


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, as WCAG 2.2 defines it."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("skin", SKINS)
@pytest.mark.parametrize(("part", "least"), [("lip", 3.0), ("brow", 3.0), ("hand", 1.3), ("shade", 1.3)])
def test_lips_brows_and_hands_stand_out_from_every_face(skin: str, part: str, least: float) -> None:
    assert contrast(SKINS[skin]["face"], SKINS[skin][part]) >= least


def test_four_skins_are_four() -> None:
    assert len(SKINS) == 4
    for one, other in combinations(SKINS.values(), 2):
        assert contrast(one["face"], other["face"]) >= 1.3


def test_the_white_of_an_eye_and_of_teeth_stands_out_from_the_dark_inside() -> None:
    assert contrast("#fffaf2", "#3d2417") >= 3


@pytest.mark.parametrize("channel", ["baby.face", "adult.face"])
def test_no_face_draws_its_brows_down_so_nobody_looks_angry(channel: str) -> None:
    for word, numbers in WORDS["channels"][channel].items():
        assert numbers[BROW] >= 0, word
        assert numbers[INNER] >= 0, word
