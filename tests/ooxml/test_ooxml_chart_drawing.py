"""The charts of the templates: complete, by theme slots only, fillable."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import get_args

import pytest
from chart_drawing import SLIDE, WORD, Kind, draw_chart
from lxml import etree

from pipeline.ooxml.chart import fill_chart, refusal
from pipeline.ooxml.chart_xml import c
from pipeline.vocabulary.content import Chart, Series

KINDS: tuple[Kind, ...] = get_args(Kind)
LEVELS = Chart(
    ("Tiedolla johtaminen *", "Muutosvalmius"),
    (
        Series("Lähtötaso", (2.4, 3.0)),
        Series("Kuilu", (None, 1.0)),
        Series("Kuilu, tärkeä (*)", (1.6, None)),
        Series("Yli", (None, None)),
    ),
    "",
    height_mm=38,
)
WHOLE = Chart(("A", "B"), tuple(Series(str(level), (float(level), 2.0)) for level in range(1, 6)), "")


def sample(kind: Kind) -> Chart:
    return LEVELS if kind in ("gaps", "cover") else WHOLE


def value(root: etree._Element, path: str) -> str | None:
    found = root.find("/".join(c(name) if name else "" for name in path.split("/")))
    return None if found is None else found.get("val")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("look", [WORD, SLIDE])
def test_every_kind_is_complete_and_can_be_filled(kind: Kind, look: object) -> None:
    xml = draw_chart(kind, sample(kind), look)  # type: ignore[arg-type]
    assert not refusal(xml)
    root = etree.fromstring(fill_chart(xml, sample(kind)).xml)
    axes = {axis.get("val") for axis in root.iterfind(f".//{c('plotArea')}/*/{c('axId')}")}
    assert axes == {"504000001", "504000002"}
    size = f'sz="{round(look.text_pt * 100)}"'.encode()  # type: ignore[attr-defined]
    assert set(re.findall(rb'sz="\d+"', xml)) == {size}


@pytest.mark.parametrize("kind", KINDS)
def test_colours_are_theme_slots_and_every_area_has_an_outline(kind: Kind) -> None:
    root = etree.fromstring(draw_chart(kind, sample(kind), WORD))
    assert root.find(".//{*}srgbClr") is None
    assert root.find(".//{*}latin").get("typeface") == "+mn-lt"  # type: ignore[union-attr]
    for series in root.iter(c("ser")):
        area = series.find(c("marker")) if kind in ("dots", "spread") else series
        outline = area.find(f"{c('spPr')}/{{*}}ln")  # type: ignore[union-attr]
        assert outline is not None and int(outline.get("w", "0")) >= 9525


def test_gaps_are_as_the_look_says() -> None:
    root = etree.fromstring(draw_chart("gaps", LEVELS, WORD))
    assert [value(series, "order") for series in root.iter(c("ser"))] == ["0", "1", "2", "3"]
    fills = [series.find(f"{c('spPr')}/{{*}}solidFill/{{*}}schemeClr").get("val") for series in root.iter(c("ser"))]  # type: ignore[union-attr]
    assert fills == ["accent4", "tx2", "accent2", "bg1"]
    assert value(root, "chart/plotArea/barChart/grouping") == "stacked"
    assert value(root, "chart/plotArea/barChart/gapWidth") == "48"
    assert value(root, "chart/plotArea/catAx/scaling/orientation") == "maxMin"
    assert value(root, "chart/plotArea/valAx/scaling/min") == "0"
    codes = [item.get("formatCode") for item in root.iter(c("numFmt"))]
    assert codes == ["[$-40B]0.0", '[$-40B]"+"0.0', '[$-40B]"+"0.0', "General", '[=0]"";0']


def test_a_template_shows_every_look_and_a_document_only_what_has_values() -> None:
    drawn = draw_chart("gaps", Chart(LEVELS.categories, LEVELS.series[:1], ""), WORD)
    assert len(list(etree.fromstring(drawn).iter(c("ser")))) == 4
    names = [
        item.findtext(f"{c('tx')}//{c('v')}") for item in etree.fromstring(fill_chart(drawn, LEVELS).xml).iter(c("ser"))
    ]
    assert names == ["Lähtötaso", "Kuilu", "Kuilu, tärkeä (*)"]


def test_an_english_sample_has_a_decimal_point() -> None:
    assert b"40B" not in draw_chart("costs", replace(WHOLE, decimal_comma=False), WORD)


def margins(xml: bytes, height_mm: float) -> tuple[float, float]:
    """What is above and below the plot area, in millimetres."""
    layout = etree.fromstring(xml).find(f".//{c('plotArea')}/{c('layout')}/{c('manualLayout')}")
    assert layout is not None
    top, height = (float(value(layout, name) or 0) for name in ("y", "h"))
    return top * height_mm, (1 - top - height) * height_mm


@pytest.mark.parametrize("height_mm", [38, 70, 150])
def test_above_and_below_the_plot_keep_their_millimetres(height_mm: float) -> None:
    xml = draw_chart("gaps", LEVELS, WORD)
    filled = fill_chart(xml, replace(LEVELS, height_mm=height_mm), drawn_height_mm=WORD.height_mm).xml
    assert margins(filled, height_mm) == pytest.approx(margins(xml, WORD.height_mm), abs=0.05)
    assert margins(fill_chart(xml, LEVELS).xml, 38) != pytest.approx(margins(xml, WORD.height_mm), abs=1)


def test_a_legend_is_as_wide_as_its_names() -> None:
    xml = draw_chart("gaps", LEVELS, WORD)
    longer = replace(LEVELS, series=tuple(replace(item, name=item.name + " pitkä") for item in LEVELS.series))
    widths = [
        float(value(etree.fromstring(fill_chart(xml, data).xml), "chart/legend/layout/manualLayout/w") or 0)
        for data in (LEVELS, longer)
    ]
    assert 0 < widths[0] < widths[1] <= 1
