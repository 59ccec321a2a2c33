"""Contrast and solved colours, against the table of the look."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ooxml.colour import at_contrast, contrast, from_oklch, nearest, to_oklch
from pipeline.ooxml.palette import computed_ramp, on_dark
from pipeline.vocabulary.brand import Brand

COLOURS = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06X}")
BRAND = Brand()

ON_PAPER_AND_SURFACE = [
    ("#172228", 16.21, 15.17),
    ("#012C3F", 14.65, 13.72),
    ("#006374", 6.91, 6.48),
    ("#BD5027", 4.84, 4.53),
    ("#57656C", 6.03, 5.65),
    ("#8C9698", 3.03, 2.84),
    ("#CFD8D9", 1.45, 1.36),
]
BESIDE_DEEP = [("#D3EEE8", 11.98), ("#99C8C1", 7.94), ("#579C97", 4.61), ("#BD5027", 3.03), ("#F0A27F", 7.10)]


@pytest.mark.parametrize(("colour", "on_paper", "on_surface"), ON_PAPER_AND_SURFACE)
def test_contrast_is_that_of_the_looks_table(colour: str, on_paper: float, on_surface: float) -> None:
    assert contrast(colour, "#FFFFFF") == pytest.approx(on_paper, abs=0.006)
    assert contrast("#F5F8F8", colour) == pytest.approx(on_surface, abs=0.006)


@pytest.mark.parametrize(("colour", "ratio"), BESIDE_DEEP)
def test_contrast_beside_deep(colour: str, ratio: float) -> None:
    assert contrast(colour, "#012C3F") == pytest.approx(ratio, abs=0.006)


def test_contrast_ends() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1


@given(COLOURS)
def test_a_colour_survives_oklch(colour: str) -> None:
    back = from_oklch(*to_oklch(colour))
    assert all(abs(int(colour[i : i + 2], 16) - int(back[i : i + 2], 16)) <= 1 for i in (1, 3, 5))


@given(COLOURS, st.floats(1.1, 20))
def test_a_solved_colour_reaches_its_contrast(colour: str, ratio: float) -> None:
    _, chroma, hue = to_oklch(colour)
    assert contrast(at_contrast(ratio, "#FFFFFF", chroma, hue, darker=True), "#FFFFFF") == pytest.approx(
        ratio, rel=0.08
    )


@given(COLOURS)
def test_the_nearest_colour_passes_and_a_passing_one_stays(colour: str) -> None:
    def reads(item: str) -> bool:
        return contrast(item, "#FFFFFF") >= 4.5

    found = nearest(colour, reads)
    assert found is not None and reads(found)
    if reads(colour):
        assert contrast(found, colour) < 1.03


def test_the_houses_ramp_is_that_of_the_look() -> None:
    assert computed_ramp(BRAND) == BRAND.ramp


@pytest.mark.parametrize("primary", ["#005A9C", "#6A1B9A", "#8B0000", "#2E5902"])
def test_a_computed_ramp_has_the_contrasts_of_the_houses(primary: str) -> None:
    ramp = computed_ramp(replace(BRAND, primary=primary))
    assert [contrast(colour, "#FFFFFF") for colour in ramp[:3]] == pytest.approx([1.22, 1.84, 3.18], abs=0.03)
    assert ramp[3:] == (primary, BRAND.deep)
    assert contrast(ramp[2], BRAND.deep) >= 4.5
    hues = [to_oklch(colour)[2] for colour in ramp[1:3]]
    assert hues == pytest.approx([to_oklch(primary)[2]] * 2, abs=4)


def test_the_house_on_dark_is_that_of_the_look() -> None:
    dark = on_dark(BRAND)
    ratios = [contrast(colour, BRAND.deep) for colour in dark.ramp]
    assert ratios == pytest.approx([1.24, 1.96, 3.21, 6.34, 13.64], abs=0.01)
    assert contrast(dark.muted, BRAND.deep) == pytest.approx(10.30, abs=0.01)


def test_another_brand_on_dark_has_the_same_contrasts() -> None:
    dark = on_dark(replace(BRAND, primary="#6A1B9A", deep="#1F0A2E"))
    ratios = [contrast(colour, "#1F0A2E") for colour in dark.ramp]
    assert ratios == pytest.approx([1.24, 1.96, 3.21, 6.34, 13.64], rel=0.02)
    assert contrast(dark.accent, "#1F0A2E") == pytest.approx(7.10, rel=0.02)
