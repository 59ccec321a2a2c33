"""Which colours can't be told apart, and that every suggestion together mends them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ooxml.clashes import clashes, mended
from pipeline.ooxml.colour import contrast
from pipeline.ooxml.palette import computed_ramp, following, on_dark
from pipeline.vocabulary.brand import Brand

COLOURS = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06X}")
KEYS = ("ink", "paper", "deep", "surface", "primary", "accent", "muted")
HOUSE = Brand()


@st.composite
def brands(draw: st.DrawFn) -> tuple[Brand, bool]:
    """Any colours at all, with levels of its own or without."""
    brand = replace(HOUSE, **draw(st.fixed_dictionaries({}, optional=dict.fromkeys(KEYS, COLOURS))))
    own = draw(st.none() | st.tuples(COLOURS, COLOURS, COLOURS))
    ramp = (*own, brand.primary, brand.deep) if own else computed_ramp(brand)
    return replace(brand, ramp=ramp), own is not None


def test_the_house_has_no_clash() -> None:
    assert clashes(HOUSE) == ()
    assert mended(HOUSE) == HOUSE


@given(brands())
@settings(max_examples=80, deadline=None)
def test_whoever_takes_every_suggestion_has_nothing_left_to_mend(given_brand: tuple[Brand, bool]) -> None:
    brand, own_ramp = given_brand
    after = brand
    for clash in clashes(brand, own_ramp=own_ramp):
        if clash.key == "ramp":
            after = replace(after, ramp=(*clash.nearest, "", ""))
        else:
            after = replace(after, **{clash.key: clash.nearest[0]})
    after = replace(after, ramp=(*after.ramp[:3], after.primary, after.deep))
    if not own_ramp:
        after = replace(after, ramp=computed_ramp(after))
    assert clashes(after) == ()
    assert after == mended(brand, own_ramp=own_ramp)


@given(brands())
@settings(max_examples=60, deadline=None)
def test_what_is_told_is_true(given_brand: tuple[Brand, bool]) -> None:
    brand, own_ramp = given_brand
    for clash in clashes(brand, own_ramp=own_ramp):
        _, other = clash.against
        assert clash.ratio == pytest.approx(contrast(clash.value, other))
        assert clash.ratio < clash.least or (clash.key == "ramp" and clash.least == 0)


@given(brands())
@settings(max_examples=60, deadline=None)
def test_a_mended_brand_reads_on_paper_on_surface_and_on_dark_ground(given_brand: tuple[Brand, bool]) -> None:
    brand = mended(given_brand[0], own_ramp=given_brand[1])
    for colour in (brand.ink, brand.deep, brand.primary, brand.accent, brand.muted):
        assert min(contrast(colour, brand.paper), contrast(colour, brand.surface)) >= 4.5
    dark = on_dark(brand)
    for colour in (dark.paper, dark.surface, dark.primary, dark.accent, dark.muted):
        assert contrast(colour, brand.deep) >= 4.5
    for ramp, ground in ((brand.ramp, brand.paper), (dark.ramp, brand.deep)):
        ratios = [contrast(level, ground) for level in ramp]
        assert all(after >= before * 1.2 for before, after in pairwise(ratios)), ratios


@pytest.mark.parametrize(
    ("colours", "told"),
    [
        ({"muted": "#999999"}, [("muted", "surface", 4.5)]),
        ({"accent": "#FF9900"}, [("accent", "surface", 4.5)]),
        ({"accent": "#8A2B00"}, [("accent", "deep", 3.0)]),
        ({"surface": "#BBBBBB"}, [("surface", "deep", 13.65)]),
        ({"deep": "#3A6A80"}, [("deep", "paper", pytest.approx(13.92, abs=0.01))]),
        ({"primary": "#01384F"}, [("primary", "deep", 1.8)]),
        ({"ramp": ("#D3EEE8", "#99C8C1", "#99C8C0")}, [("ramp", "paper", 3.0)]),
        ({"ramp": ("#99C8C1", "#D3EEE8", "#579C97")}, [("ramp", "ramp 3", 0.0)]),
        ({"ramp": ("#C9E4DE", "#C3DED8", "#579C97")}, [("ramp", "ramp 2", 1.25)]),
    ],
    ids=str,
)
def test_one_fault_is_told_once_and_of_the_colour_that_is_wrong(
    colours: dict[str, str], told: list[tuple[str, str, float]]
) -> None:
    brand = replace(HOUSE, **colours)
    brand = replace(brand, ramp=(*brand.ramp[:3], brand.primary, brand.deep))
    assert [(clash.key, clash.against[0], clash.least) for clash in clashes(brand)] == told


def test_a_suggestion_keeps_the_hue() -> None:
    (clash,) = clashes(replace(HOUSE, accent="#FF9900"))
    assert contrast(clash.nearest[0], HOUSE.surface) >= 4.5
    assert contrast(clash.nearest[0], HOUSE.deep) >= 3


@given(COLOURS)
@settings(max_examples=60, deadline=None)
def test_a_brand_of_one_line_is_wholly_in_its_hue_and_has_little_to_tell(primary: str) -> None:
    """Only the primary colour itself can be wrong: it may be too light (then darkened) or nearly black."""
    brand = following(replace(HOUSE, primary=primary), {"primary"})
    keys = {clash.key for clash in clashes(replace(brand, ramp=computed_ramp(brand)), own_ramp=False)}
    assert keys <= {"primary", "accent", "surface", "deep"}
    if contrast(primary, HOUSE.paper) < 11:
        assert keys <= {"primary", "accent"}


def test_colours_that_are_given_do_not_follow() -> None:
    given_ones = replace(HOUSE, primary="#6A1B9A", deep="#1F0A2E")
    after = following(given_ones, {"primary", "deep"})
    assert (after.deep, after.accent, after.paper) == ("#1F0A2E", HOUSE.accent, HOUSE.paper)
    assert after.muted != HOUSE.muted
    assert following(given_ones, {"deep"}) == given_ones
    assert following(HOUSE, {"primary"}) == HOUSE
