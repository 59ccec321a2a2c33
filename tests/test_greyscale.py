"""What a black-and-white printer makes of a rendered chart: the levels' bars still come from light to dark."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from PIL import Image

from pipeline.language import words
from pipeline.ooxml.colour import rgb
from pipeline.ooxml.palette import on_dark
from pipeline.runs.batch import build_all
from pipeline.runs.brand import read_brand
from pipeline.runs.options import COUNCIL, Options
from pipeline.vocabulary.brand import Ramp
from tools.gallery import ORGANISATIONS, ROOT
from tools.gallery_pictures import Unrenderable, picture, slide_of, to_pdf

_THINNEST = 14
"""Pixels: wider than a stroke of the figures that stand in the bars."""
_NEAR = 2


def rendered(organisation: str, folder: Path) -> tuple[Image.Image, Ramp]:
    """The slide of all survey answers in grey, and the colours of its levels."""
    inputs, language, _ = ORGANISATIONS[organisation]
    list(build_all([str(ROOT / inputs)], Options(folder, documents=(COUNCIL,))))
    deck = (folder / organisation / COUNCIL).read_bytes()
    try:
        pdf = to_pdf({COUNCIL: deck})[COUNCIL]
    except Unrenderable as missing:
        if os.environ.get("OFFICE_CHECKS") == "required":
            raise
        pytest.skip(str(missing))
    number, _ = slide_of(deck, "all_answers", words(language))
    own = ROOT / inputs / "brand.toml"
    brand, _ = read_brand(own if own.exists() else None, own.name)
    ramp = on_dark(brand).ramp if brand.dark_cover else brand.ramp
    return picture(pdf, number, grey=True).convert("L"), ramp


def levels_across(page: Image.Image, ramp: Ramp) -> Iterator[tuple[int, ...]]:
    """The levels that each line of pixels crosses from left to right, where it crosses any."""
    greys = [Image.new("RGB", (1, 1), tuple(round(c * 255) for c in rgb(colour))).convert("L").getpixel((0, 0)) for colour in ramp]  # fmt: skip
    for y in range(page.height):
        runs = groupby(page.crop((0, y, page.width, y + 1)).tobytes())
        wide = [grey for grey, run in runs if len(list(run)) >= _THINNEST]
        found = [level for grey in wide for level, own in enumerate(greys, 1) if abs(grey - own) <= _NEAR]  # type: ignore[operator]
        if found:
            yield tuple(level for level, _ in groupby(found))


@pytest.mark.parametrize("organisation", ["esimerkki", "tumma"])
def test_the_surveys_bars_come_in_order_in_grey(organisation: str, tmp_path: Path) -> None:
    page, ramp = rendered(organisation, tmp_path)
    bars = [levels for levels in levels_across(page, ramp) if len(levels) >= 3]
    assert len(bars) > 11 * 8, "eleven bars of some lines each"
    assert any(levels == (1, 2, 3, 4, 5) for levels in bars)
    for levels in bars:
        assert all(before < after for before, after in pairwise(levels)), levels


def test_bars_out_of_order_are_seen() -> None:
    ramp: Ramp = ("#D3EEE8", "#99C8C1", "#579C97", "#006374", "#012C3F")
    page = Image.new("RGB", (60, 1), "#FFFFFF")
    for place, level in enumerate((0, 2, 1)):
        page.paste(ramp[level], (place * 20, 0, place * 20 + 20, 1))
    assert list(levels_across(page.convert("L"), ramp)) == [(1, 3, 2)]
