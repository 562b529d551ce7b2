"""The look keeps its promises by measure."""

from dataclasses import asdict

import pytest

from cnmas_desktop.gui.theme import (
    DARK,
    LIGHT,
    SCALES,
    SHAPE_PAIRS,
    TEXT_PAIRS,
    Tokens,
    contrast,
    style_sheet,
)


def test_contrast_agrees_with_the_known_thresholds() -> None:
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), TEXT_PAIRS)
def test_every_text_is_legible(tokens: Tokens, ink: str, paper: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, paper)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("shape", "paper"), SHAPE_PAIRS)
def test_every_outline_and_the_focus_ring_are_seen(tokens: Tokens, shape: str, paper: str) -> None:
    assert contrast(getattr(tokens, shape), getattr(tokens, paper)) >= 3


@pytest.mark.parametrize("scale", SCALES)
def test_the_style_sheet_has_no_hole_and_no_colour_of_its_own(scale: float) -> None:
    sheet = style_sheet(LIGHT, scale)
    assert "$" not in sheet
    for word in sheet.replace(";", " ").replace(",", " ").replace("(", " ").split():
        if word.startswith("#") and len(word) == 7:
            assert word in asdict(LIGHT).values()
