"""Every kind of chart that a designer may pick, drawn by a real program, filled with data of every size."""

from __future__ import annotations

import copy
import math
from functools import cache
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE as KIND
from pptx.util import Cm

from drawn_charts import (
    BY_NUMBER,
    assert_in_step,
    assert_no_sample,
    chart_parts,
    data,
    deck,
    fill_all,
    names,
    stored,
    workbook_of,
)
from pipeline.ooxml.chart import fill_chart, refusal
from pipeline.ooxml.chart_days import day_numbers
from pipeline.ooxml.chart_xml import c
from pipeline.ooxml.package import Package, parse, read_package, serialise
from pipeline.vocabulary.content import Chart, Series

KINDS = [
    *(getattr(KIND, f"{way}_{how}") for way in ("BAR", "COLUMN") for how in ("CLUSTERED", "STACKED", "STACKED_100")),
    *(
        getattr(KIND, f"LINE{how}")
        for how in ("", "_MARKERS", "_STACKED", "_STACKED_100", "_MARKERS_STACKED", "_MARKERS_STACKED_100")
    ),
    *(
        KIND.AREA,
        KIND.AREA_STACKED,
        KIND.AREA_STACKED_100,
        KIND.PIE,
        KIND.PIE_EXPLODED,
        KIND.DOUGHNUT,
        KIND.DOUGHNUT_EXPLODED,
    ),
    *(KIND.RADAR, KIND.RADAR_MARKERS, KIND.RADAR_FILLED),
    *(
        KIND.XY_SCATTER,
        KIND.XY_SCATTER_LINES,
        KIND.XY_SCATTER_LINES_NO_MARKERS,
        KIND.XY_SCATTER_SMOOTH,
        KIND.XY_SCATTER_SMOOTH_NO_MARKERS,
    ),
    *(KIND.BUBBLE, KIND.BUBBLE_THREE_D_EFFECT),
]
SIZES = [(0, 0), (1, 0), (1, 1), (3, 4), (12, 1), (2, 12), (12, 12)]
STRANGE = Chart(
    ("", "<&\">'", "Sama", "Sama", "pitkä " * 60, "=1+1"),
    tuple(
        Series(name, values)
        for name, values in (
            ("Sama", (None, -3.5, 0.0, 1e12, math.nan, 2.5)),
            ("Sama", (1e300, -1e300, math.inf, -math.inf, 0.0, None)),
            ("<&>", (1.0, None, None, None, None, None)),
            ("rivi\nvaihto", (1e-9, 2.0)),
            ("pitkä " * 60, (1.0,) * 9),
            ("Tyhjä", (None,) * 6),
        )
    ),
    "",
)


def only_chart(package: Package) -> etree._Element:
    (part,) = chart_parts(package)
    return parse(package.read(part))


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_chart_shows_its_workbook_holds_and_nothing_is_left_of_the_sample(kind: KIND) -> None:
    template = deck(kind)
    for new in (*(data(*size) for size in SIZES), STRANGE):
        package = fill_all(template, new)
        (part,) = chart_parts(package)
        assert_in_step(package, part)
        assert_no_sample(workbook_of(package, part))
        assert b"Malli" not in package.read(part)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in BY_NUMBER])
def test_series_and_points_grow_and_shrink(kind: KIND) -> None:
    for series, points in SIZES[2:]:
        root = only_chart(fill_all(deck(kind), data(series, points)))
        assert names(root) == [f"Sarja {n}" for n in range(series)]
        assert {item.get("val") for item in root.iterfind(f".//{c('val')}//{c('ptCount')}")} == {str(points)}


def test_bubbles_have_x_from_the_first_series_and_then_y_and_size_in_pairs() -> None:
    chart = Chart(
        ("a", "b"),
        tuple(
            Series(n, v)
            for n, v in (
                ("x", (1.0, 2.0)),
                ("A", (3.0, 4.0)),
                ("A:n koko", (5.0, 6.0)),
                ("B", (7.0, None)),
                ("B:n koko", (8.0, 9.0)),
            )
        ),
        "",
    )
    package = fill_all(deck(KIND.BUBBLE), chart)
    root = only_chart(package)
    assert names(root) == ["A", "B"]
    (part,) = chart_parts(package)
    found = [
        [
            stored(workbook_of(package, part), series.findtext(f"{c(tag)}//{c('f')}", ""))
            for tag in ("xVal", "yVal", "bubbleSize")
        ]
        for series in root.iter(c("ser"))
    ]
    assert found == [[[1, 2], [3, 4], [5, 6]], [[1, 2], [7, None], [8, 9]]]


def test_bubbles_without_sizes_are_all_of_one() -> None:
    chart = Chart(("a", "b"), (Series("x", (1.0, 2.0)), Series("A", (3.0, 4.0))), "")
    root = only_chart(fill_all(deck(KIND.BUBBLE), chart))
    sizes = root.find(f".//{c('bubbleSize')}/{c('numLit')}")
    assert sizes is not None and [item.text for item in sizes.iter(c("v"))] == ["1", "1"]


def test_bubbles_among_other_plots_are_no_sound_chart() -> None:
    package = read_package(deck(KIND.BUBBLE, KIND.PIE))
    first, second = (parse(package.read(part)) for part in chart_parts(package))
    first.find(f".//{c('bubbleChart')}").addprevious(second.find(f".//{c('pieChart')}"))  # type: ignore[union-attr, arg-type]
    assert refusal(serialise(first)) == "broken"


DAMAGES = st.lists(
    st.tuples(st.integers(0, 10_000), st.sampled_from(["gone", "twice", "", "-1", "x", "1e999", "9" * 12])), max_size=8
)


@given(kind=st.sampled_from(KINDS), damages=DAMAGES, size=st.tuples(st.integers(0, 4), st.integers(0, 4)))
@settings(max_examples=80, deadline=None)
def test_a_damaged_chart_is_refused_or_filled(
    kind: KIND, damages: list[tuple[int, str]], size: tuple[int, int]
) -> None:
    package = _package_of(kind)
    (part,) = chart_parts(package)
    workbook, root = workbook_of(package, part), parse(package.read(part))
    for place, how in damages:
        elements = list(root.iter(etree.Element))
        _damage(elements[place % len(elements)], how)
    damaged = serialise(root)
    if not refusal(damaged):
        filled = fill_chart(damaged, data(*size), {"rId1": workbook})
        assert parse(filled.xml).find(f".//{c('ser')}") is not None
        assert read_package(filled.workbook).main_part()


def _damage(element: etree._Element, how: str) -> None:
    around = element.getparent()
    if how == "gone" and around is not None:
        around.remove(element)
    elif how == "twice" and around is not None:
        around.append(copy.deepcopy(element))
    else:
        element.attrib.update(dict.fromkeys(element.attrib, how))


@cache
def _package_of(kind: KIND) -> Package:
    return read_package(deck(kind))


# --- kinds that the sample programs don't draw ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "flat", "deep"),
    [
        (KIND.COLUMN_CLUSTERED, "barChart", "bar3DChart"),
        (KIND.LINE, "lineChart", "line3DChart"),
        (KIND.AREA, "areaChart", "area3DChart"),
        (KIND.PIE, "pieChart", "pie3DChart"),
        (KIND.PIE, "pieChart", "ofPieChart"),
    ],
)
def test_deep_kinds_and_pies_of_pies(kind: KIND, flat: str, deep: str) -> None:
    (part,) = chart_parts(package := read_package(deck(kind)))
    package.parts[part] = package.read(part).replace(flat.encode(), deep.encode())
    filled = fill_all(package.write(), data(3, 5))
    assert_in_step(filled, chart_parts(filled)[0])
    assert only_chart(filled).find(f".//{c(deep)}/{c('ser')}") is not None


def test_slices_of_the_second_pie_that_are_gone_go() -> None:
    (part,) = chart_parts(package := read_package(deck(KIND.PIE)))
    root = parse(package.read(part).replace(b"pieChart", b"ofPieChart"))
    split = etree.SubElement(root.find(f".//{c('ofPieChart')}"), c("custSplit"))  # type: ignore[arg-type]
    for place in (1, 3):
        etree.SubElement(split, c("secondPiePt"), val=str(place))
    filled = parse(fill_chart(serialise(root), data(1, 2)).xml)
    assert [item.get("val") for item in filled.iter(c("secondPiePt"))] == ["1"]


# --- dates and several levels -----------------------------------------------------------------------------------------


def dated() -> bytes:
    import datetime as dt

    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    sample = CategoryChartData(number_format="0.0")
    sample.categories = [dt.date(2025, 1, 1), dt.date(2025, 6, 1), dt.date(2026, 1, 1)]
    sample.add_series("Malli 0", (981, 982, 983))
    slide.shapes.add_chart(KIND.LINE, Cm(1), Cm(1), Cm(20), Cm(12), sample)
    buffer = BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def several(categories: tuple[str, ...]) -> Chart:
    return Chart(categories, (Series("S", tuple(map(float, range(len(categories))))),), "")


@pytest.mark.parametrize("categories", [("2027-01-01", "2027-03-15"), ("1.1.2027", "15.3.2027", "1.12.2028")])
def test_an_axis_of_dates_stays_for_days(categories: tuple[str, ...]) -> None:
    package = fill_all(dated(), several(categories))
    root = only_chart(package)
    assert root.find(f".//{c('dateAx')}") is not None
    numbers = [float(item.text or "") for item in root.iterfind(f".//{c('cat')}/{c('numRef')}//{c('v')}")]
    assert tuple(numbers) == day_numbers(categories)
    assert_in_step(package, chart_parts(package)[0])


@pytest.mark.parametrize("categories", [("Ydin", "Muu"), ("1.1.2027", "myöhemmin"), ("31.2.2027",), ()])
def test_an_axis_of_dates_becomes_one_of_names_for_anything_else(categories: tuple[str, ...]) -> None:
    package = fill_all(dated(), several(categories))
    root = only_chart(package)
    assert root.find(f".//{c('dateAx')}") is None and root.find(f".//{c('catAx')}") is not None
    assert_in_step(package, chart_parts(package)[0])


def test_days_are_counted_as_office_counts_them() -> None:
    assert day_numbers(["1.3.1900", "2027-01-01"]) == (61.0, 46388.0)
    assert day_numbers(["1.1.1904", "2.1.1904"], from_1904=True) == (0.0, 1.0)
    assert day_numbers(["1.1.1899"]) is None


def test_categories_of_several_levels_become_one_level() -> None:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    sample = CategoryChartData()
    for top in ("MalliX", "MalliY"):
        group = sample.add_category(top)
        group.add_sub_category(f"{top}1")
        group.add_sub_category(f"{top}2")
    sample.add_series("Malli 0", (981, 982, 983, 984))
    slide.shapes.add_chart(KIND.COLUMN_CLUSTERED, Cm(1), Cm(1), Cm(20), Cm(12), sample)
    buffer = BytesIO()
    presentation.save(buffer)
    package = fill_all(buffer.getvalue(), data(2, 3))
    (part,) = chart_parts(package)
    root = parse(package.read(part))
    assert root.find(f".//{c('multiLvlStrRef')}") is None
    assert [item.text for item in root.iterfind(f".//{c('ser')}[1]/{c('cat')}//{c('v')}")] == [
        "Osa 0",
        "Osa 1",
        "Osa 2",
    ]
    assert_in_step(package, part)
    assert_no_sample(workbook_of(package, part))
