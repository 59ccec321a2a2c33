"""The design page's tables are those of the palette; colours keep their order for all eyes and in print."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pipeline.ooxml.colour import contrast
from pipeline.ooxml.palette import on_dark
from pipeline.vocabulary.brand import Brand
from tools.colour_blindness import KINDS, grey, seen
from tools.design_tables import PAGE, renewed, tables

HOUSE = Brand()


def test_the_page_shows_the_palette_and_the_type_scale_as_they_are() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert renewed(page) == page, "run python tools/design_tables.py"
    assert all(f"<!-- {name} -->\n\n| " in page for name in tables())


def test_a_changed_colour_would_be_noticed() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert renewed(page.replace("#D3EEE8", "#D3EEE9")) == page


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("dark", [False, True])
def test_levels_keep_their_order_and_their_steps_for_colour_blind_eyes(kind: str, dark: bool) -> None:
    brand = on_dark(HOUSE) if dark else HOUSE
    ground = seen(HOUSE.deep if dark else HOUSE.paper, kind)
    levels = [seen(level, kind) for level in brand.ramp]
    from_ground = [contrast(level, ground) for level in levels]
    assert from_ground == sorted(from_ground)
    assert all(contrast(one, other) >= 1.45 for one, other in pairwise(levels))


@pytest.mark.parametrize("dark", [False, True])
def test_levels_step_evenly_in_grey(dark: bool) -> None:
    greys = [grey(level) for level in (on_dark(HOUSE) if dark else HOUSE).ramp]
    steps = [after - before for before, after in pairwise(greys)]
    assert all(step > 0 for step in steps) if dark else all(step < 0 for step in steps)
    assert all(abs(step) >= 12 for step in steps)


@pytest.mark.parametrize("kind", KINDS)
def test_a_simulation_keeps_greys(kind: str) -> None:
    """Each row of a matrix adds up to one, so that what has no colour stays as it is."""
    assert seen("#FFFFFF", kind) == "#FFFFFF"
    assert contrast(seen("#777777", kind), "#777777") < 1.01
    assert seen("#D02020", kind) != "#D02020"
