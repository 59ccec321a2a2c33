"""Filling native charts: caches, workbook and data agree, the schema's order holds, formatting stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.enum.chart import XL_CHART_TYPE as KIND

from pipeline.ooxml.chart import chart_workbook, refusal
from pipeline.ooxml.chart import fill_chart as fill
from pipeline.ooxml.chart_xml import c
from pipeline.vocabulary.content import Chart, Series

CATEGORY_KINDS = [
    KIND.BAR_CLUSTERED,
    KIND.BAR_STACKED,
    KIND.BAR_STACKED_100,
    KIND.COLUMN_CLUSTERED,
    KIND.COLUMN_STACKED,
    KIND.COLUMN_STACKED_100,
    KIND.LINE,
    KIND.LINE_MARKERS,
    KIND.LINE_STACKED,
    KIND.AREA,
    KIND.AREA_STACKED,
    KIND.AREA_STACKED_100,
    KIND.PIE,
    KIND.PIE_EXPLODED,
    KIND.DOUGHNUT,
    KIND.RADAR,
    KIND.RADAR_MARKERS,
    KIND.RADAR_FILLED,
]
SCATTER_KINDS = [KIND.XY_SCATTER, KIND.XY_SCATTER_LINES, KIND.XY_SCATTER_SMOOTH_NO_MARKERS]

SEQUENCE = (
    "idx order tx spPr invertIfNegative pictureOptions marker explosion dPt dLbls trendline errBars "
    "cat xVal val yVal bubbleSize bubble3D smooth shape extLst"
).split()
LABEL_SEQUENCE = (
    "dLbl delete numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize "
    "separator showLeaderLines leaderLines extLst"
).split()


def fill_chart(xml: bytes, data: Chart) -> bytes:
    return fill(xml, data).xml


def drawn_as(kind: KIND, series: int = 2, points: int = 3, number_format: str = "0.0") -> bytes:
    """A chart as a designer's program writes it."""
    if kind in SCATTER_KINDS:
        data = XyChartData(number_format=number_format)
        for number in range(series):
            one = data.add_series(f"S{number}")
            for point in range(points):
                one.add_data_point(point, point * 2)
    else:
        data = CategoryChartData(number_format=number_format)
        data.categories = [f"C{number}" for number in range(points)]
        for number in range(series):
            data.add_series(f"S{number}", range(points))
    return ChartXmlWriter(kind, data).xml.encode()


def with_looks(xml: bytes) -> bytes:
    """Every series gets a fill of its own and labels; its second point a look and a label of its own."""
    root = etree.fromstring(xml)
    for place, series in enumerate(root.iter(c("ser"))):
        for old in series.findall(c("spPr")):
            series.remove(old)
        look = (
            '<c:x xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
            'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
            f'<c:spPr><a:solidFill><a:schemeClr val="accent{place + 1}"/></a:solidFill></c:spPr>'
            '<c:dPt><c:idx val="1"/><c:spPr><a:noFill/></c:spPr></c:dPt>'
            '<c:dLbls><c:dLbl><c:idx val="0"/><c:delete val="1"/></c:dLbl><c:dLbl><c:idx val="1"/><c:layout/>'
            "<c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>vanha 9,9</a:t></a:r></a:p></c:rich></c:tx><c:spPr><a:noFill/></c:spPr>"
            '<c:showVal val="1"/></c:dLbl>'
            '<c:numFmt formatCode="0.0" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr><c:showVal val="1"/></c:dLbls></c:x>'
        )
        for child in etree.fromstring(look):
            _put(series, child)
    return etree.tostring(root)


def _put(series: etree._Element, child: etree._Element) -> None:
    later = SEQUENCE[SEQUENCE.index(etree.QName(child).localname) + 1 :]
    place = next((i for i, item in enumerate(series) if etree.QName(item).localname in later), len(series))
    series.insert(place, child)


def series_of(xml: bytes) -> list[etree._Element]:
    return sorted(etree.fromstring(xml).iter(c("ser")), key=lambda item: int(item.find(c("order")).get("val")))  # type: ignore[union-attr]


def cached(owner: etree._Element, tag: str) -> tuple[str | None, list[str | None]]:
    """The formula and the texts of a cache, None where a point is missing."""
    reference = owner.find(c(tag))
    assert reference is not None
    count = reference.find(f".//{c('ptCount')}")
    assert count is not None
    texts: list[str | None] = [None] * int(count.get("val", ""))
    for point in reference.iter(c("pt")):
        texts[int(point.get("idx", ""))] = point.findtext(c("v"))
    return reference.findtext(f".//{c('f')}"), texts


def numbers(texts: list[str | None]) -> list[float | None]:
    return [None if text is None else float(text) for text in texts]


def sheet_values(workbook: bytes, formula: str | None) -> list[object]:
    assert formula is not None
    sheet, cells = formula.split("!")
    found = load_workbook(BytesIO(workbook))[sheet][cells.replace("$", "")]
    return [row[0].value for row in found] if isinstance(found, tuple) else [found.value]


def assert_in_order(children: list[str], sequence: list[str]) -> None:
    places = [sequence.index(name) for name in children]
    assert places == sorted(places), children


def local(element: etree._Element) -> list[str]:
    return [etree.QName(child).localname for child in element]


VALUES = st.one_of(
    st.none(), st.integers(-5, 200).map(float), st.floats(-1e6, 1e6, allow_nan=False).map(lambda v: round(v, 3))
)
NAMES = st.text(max_size=20)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    points = draw(st.integers(1, 7))
    series = draw(st.integers(1, 6))
    return Chart(
        categories=tuple(draw(NAMES) for _ in range(points)),
        series=tuple(
            Series(
                draw(NAMES),
                tuple(draw(st.lists(VALUES, min_size=points, max_size=points))),
                draw(st.frozensets(st.integers(0, points + 1))),
            )
            for _ in range(series)
        ),
        alt="",
        decimal_comma=draw(st.booleans()),
    )


def storable(text: str) -> str:
    """What XML can hold of a text, as a reader gives it back."""
    kept = (
        ch
        for ch in text
        if ch in "\t\n\r" or 0x20 <= ord(ch) <= 0xD7FF or 0xE000 <= ord(ch) <= 0xFFFD or ord(ch) > 0xFFFF
    )
    return "".join(kept).replace("\r\n", "\n").replace("\r", "\n")


def one_line(names: Iterable[str | None]) -> list[str]:
    """Names as they read: those round a radar may stand on two lines."""
    return [(name or "").replace("\n", " ") for name in names]


@given(data=charts(), kind=st.sampled_from(CATEGORY_KINDS), looks=st.booleans())
@settings(max_examples=40, deadline=None)
def test_caches_workbook_and_data_agree(data: Chart, kind: KIND, looks: bool) -> None:
    template = drawn_as(kind)
    filled = fill_chart(with_looks(template) if looks else template, data)
    workbook = chart_workbook(data)
    shown = [item for item in data.series if any(v is not None for v in item.values)] or list(data.series)
    elements = series_of(filled)
    assert len(elements) == len(shown)
    for element, series in zip(elements, shown, strict=True):
        assert_in_order(local(element), SEQUENCE)
        for labels in element.findall(c("dLbls")):
            assert_in_order(local(labels), LABEL_SEQUENCE)
        formula, (name,) = cached(element, "tx")
        assert (name or "") == storable(series.name)
        assert (sheet_values(workbook, formula)[0] or "") == storable(series.name)
        formula, names = cached(element, "cat")
        assert one_line(names) == one_line(map(storable, data.categories))
        assert [item or "" for item in sheet_values(workbook, formula)] == [storable(item) for item in data.categories]
        formula, values = cached(element, "val")
        assert numbers(values) == list(series.values)
        assert sheet_values(workbook, formula) == list(series.values)


@pytest.mark.parametrize("kind", SCATTER_KINDS)
def test_a_scatters_first_series_is_x_for_all_others(kind: KIND) -> None:
    data = Chart(("a", "b"), (Series("x", (1.5, 3.0)), Series("y", (2.0, None)), Series("z", (4.0, 5.0))), "")
    both = fill(drawn_as(kind), data)
    filled, workbook = both.xml, both.workbook
    first, second = series_of(filled)
    for element, name, values in ((first, "y", [2.0, None]), (second, "z", [4.0, 5.0])):
        assert_in_order(local(element), SEQUENCE)
        assert cached(element, "tx")[1] == [name]
        x_formula, xs = cached(element, "xVal")
        y_formula, ys = cached(element, "yVal")
        assert numbers(xs) == [1.5, 3.0] == sheet_values(workbook, x_formula)
        assert numbers(ys) == values == sheet_values(workbook, y_formula)
    assert (x_formula, y_formula) == ("Sheet1!$A$2:$A$3", "Sheet1!$C$2:$C$3")


def test_a_scatter_of_one_series_is_drawn_over_its_places() -> None:
    filled = fill_chart(drawn_as(KIND.XY_SCATTER), Chart(("a", "b"), (Series("y", (2.0, 4.0)),), ""))
    (only,) = series_of(filled)
    assert only.find(c("xVal")) is None
    assert numbers(cached(only, "yVal")[1]) == [2.0, 4.0]


@pytest.mark.parametrize("kind", CATEGORY_KINDS + SCATTER_KINDS)
def test_every_kind_can_be_filled(kind: KIND) -> None:
    assert refusal(drawn_as(kind)) == ""


@pytest.mark.parametrize(
    ("xml", "why"),
    [
        (b"", "broken"),
        (b"<x/>", "broken"),
        (b"<c:chartSpace", "broken"),
        (drawn_as(KIND.PIE).replace(b"pieChart", b"stockChart"), "stock"),
        (drawn_as(KIND.PIE).replace(b"pieChart", b"surface3DChart"), "surface"),
        (drawn_as(KIND.PIE).replace(b"pieChart", b"strangeChart"), "broken"),
        (b'<cx:chartSpace xmlns:cx="http://schemas.microsoft.com/office/drawing/2014/chartex"/>', "modern"),
    ],
)
def test_what_cannot_be_filled_says_why(xml: bytes, why: str) -> None:
    assert refusal(xml) == why


@pytest.mark.parametrize(
    ("before", "after"), [(b'val="1"', b'val="x"'), (b'idx="0"', b'idx="-"'), (b'val="3"', b'val="nan"')]
)
def test_a_chart_with_nonsense_for_numbers_is_filled_all_the_same(before: bytes, after: bytes) -> None:
    strange = drawn_as(KIND.BAR_STACKED).replace(before, after)
    assert strange != drawn_as(KIND.BAR_STACKED)
    assert numbers(cached(series_of(fill_chart(strange, SAME_SIZE))[0], "val")[1]) == [1.0, 2.0, 3.0]


# --- formatting stays -------------------------------------------------------------------------------------------------

SAME_SIZE = Chart(
    ("A", "B", "C"), (Series("Nyt", (1.0, 2.0, 3.0)), Series("Sitten", (4.0, 5.0, 6.0))), "", decimal_comma=False
)


def outside_data(xml: bytes) -> str:
    """A chart without its data: everything that a designer chose."""
    root = etree.fromstring(xml, etree.XMLParser(remove_blank_text=True))
    for item in root.iter(c("axId"), c("crossAx")):  # python-pptx writes numbers below zero, which are not allowed
        item.set("val", str(int(item.get("val", "")) % 2**31))
    for item in list(root.iterfind(f".//{c('radarChart')}/{c('ser')}/{c('smooth')}")):  # nor is this
        item.getparent().remove(item)  # type: ignore[union-attr]
    for element in list(root.iter(c("tx"), c("cat"), c("val"), c("xVal"), c("yVal"), c("externalData"))):
        parent = element.getparent()
        if parent is not None and parent.tag in (c("ser"), c("chartSpace")):
            parent.remove(element)
    return str(etree.canonicalize(etree.tostring(root).decode()))


@pytest.mark.parametrize("kind", CATEGORY_KINDS)
def test_everything_but_the_data_stays(kind: KIND) -> None:
    template = drawn_as(kind)
    data = replace(SAME_SIZE, series=SAME_SIZE.series[: len(series_of(template))])
    assert outside_data(fill_chart(template, data)) == outside_data(template)


def test_number_format_of_the_values_stays() -> None:
    filled = fill_chart(drawn_as(KIND.LINE, number_format="0.000"), SAME_SIZE)
    assert [item.text for item in etree.fromstring(filled).iter(c("formatCode"))] == ["0.000", "0.000"]


def test_other_plots_of_a_combined_chart_stay() -> None:
    bars, lines = etree.fromstring(drawn_as(KIND.COLUMN_CLUSTERED, 1)), etree.fromstring(drawn_as(KIND.LINE, 1))
    line, plot = lines.find(f".//{c('lineChart')}"), bars.find(f".//{c('barChart')}")
    assert line is not None and plot is not None
    for name in ("idx", "order"):
        line.find(f"{c('ser')}/{c(name)}").set("val", "1")  # type: ignore[union-attr]
    plot.addnext(line)
    for axis, (mine, theirs) in enumerate(zip(plot.findall(c("axId")), line.findall(c("axId")), strict=True)):
        theirs.set("val", mine.get("val", str(axis)))
    filled = etree.fromstring(fill_chart(etree.tostring(bars), SAME_SIZE))
    assert [item.findtext(f".//{c('tx')}//{c('v')}") for item in filled.iter(c("barChart"), c("lineChart"))] == [
        "Nyt",
        "Sitten",
    ]
    alone = etree.fromstring(fill_chart(etree.tostring(bars), Chart(("A",), (Series("Nyt", (1.0,)),), "")))
    assert alone.find(f".//{c('lineChart')}") is None
    assert len(list(alone.iter(c("catAx"), c("valAx")))) == 2


def test_a_further_series_looks_like_the_last_one_in_a_colour_of_its_own() -> None:
    three = Chart(("A", "B"), tuple(Series(name, (1.0, 2.0)) for name in "abc"), "")
    elements = series_of(fill_chart(with_looks(drawn_as(KIND.BAR_STACKED)), three))
    fills = [item.find(f"{c('spPr')}//{{*}}schemeClr").get("val") for item in elements]  # type: ignore[union-attr]
    assert fills == ["accent1", "accent2", "accent3"]
    assert [item.find(c("idx")).get("val") for item in elements] == ["0", "1", "2"]  # type: ignore[union-attr]
    assert elements[2].find(c("dPt")) is None


def test_a_copied_series_gets_no_copied_identity() -> None:
    identity = (
        '<c:extLst xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:ext uri="{C3}">'
        '<c16:uniqueId xmlns:c16="http://schemas.microsoft.com/office/drawing/2014/chart" val="{00000000-A}"/>'
        "</c:ext></c:extLst>"
    )
    root = etree.fromstring(drawn_as(KIND.LINE, 1))
    root.find(f".//{c('ser')}").append(etree.fromstring(identity))  # type: ignore[union-attr]
    filled = fill_chart(etree.tostring(root), SAME_SIZE)
    assert filled.count(b"uniqueId") == 1


def test_a_series_without_values_is_not_drawn_and_its_look_stays_reserved() -> None:
    data = Chart(("A", "B"), (Series("tyhjä", (None, None)), Series("täysi", (None, 2.0))), "")
    (only,) = series_of(fill_chart(with_looks(drawn_as(KIND.BAR_STACKED)), data))
    assert cached(only, "tx")[1] == ["täysi"]
    assert only.find(f"{c('spPr')}//{{*}}schemeClr").get("val") == "accent2"  # type: ignore[union-attr]
    assert [cell.value for cell in load_workbook(BytesIO(chart_workbook(data)))["Sheet1"][1]] == [None, "täysi"]


# --- points and their labels ------------------------------------------------------------------------------------------


def label_of(xml: bytes, place: int) -> etree._Element | None:
    (first, *_) = series_of(xml)
    for label in first.iterfind(f"{c('dLbls')}/{c('dLbl')}"):
        if label.find(c("idx")).get("val") == str(place):  # type: ignore[union-attr]
            return label
    return None


def one(values: tuple[float | None, ...], unlabelled: frozenset[int] = frozenset()) -> Chart:
    return Chart(tuple("ABCDEF"[: len(values)]), (Series("S", values, unlabelled),), "")


def test_unlabelled_points_lose_their_label_and_old_ones_get_it_back() -> None:
    filled = fill_chart(with_looks(drawn_as(KIND.BAR_STACKED)), one((1.0, 2.0, 3.0), frozenset({2, 9})))
    assert label_of(filled, 0) is None
    assert local(label_of(filled, 2)) == ["idx", "delete"]  # type: ignore[arg-type]
    assert label_of(filled, 9) is None


def test_a_points_own_label_keeps_its_look_but_not_its_old_text() -> None:
    filled = fill_chart(with_looks(drawn_as(KIND.BAR_STACKED)), one((1.0, 2.0, 3.0)))
    assert local(label_of(filled, 1)) == ["idx", "spPr", "showVal"]  # type: ignore[arg-type]
    assert "vanha" not in filled.decode()


def test_labels_of_the_whole_plot_are_taken_over_where_a_point_has_none() -> None:
    root = etree.fromstring(drawn_as(KIND.BAR_CLUSTERED, 1))
    axis = root.find(f".//{c('barChart')}/{c('axId')}")
    labels = etree.Element(c("dLbls"))
    etree.SubElement(labels, c("showVal"), val="1")
    axis.addprevious(labels)  # type: ignore[union-attr]
    filled = fill_chart(etree.tostring(root), one((1.0, 2.0), frozenset({1})))
    (series,) = series_of(filled)
    assert local(series.find(c("dLbls"))) == ["dLbl", "showVal"]  # type: ignore[arg-type]
    assert_in_order(local(series), SEQUENCE)


def test_looks_of_points_that_are_gone_go() -> None:
    short = series_of(fill_chart(with_looks(drawn_as(KIND.BAR_STACKED)), one((1.0,))))[0]
    same = series_of(fill_chart(with_looks(drawn_as(KIND.BAR_STACKED)), one((1.0, 2.0))))[0]
    assert (len(short.findall(c("dPt"))), len(same.findall(c("dPt")))) == (0, 1)
    assert short.find(f"{c('dLbls')}/{c('dLbl')}") is None


def test_long_names_at_the_sides_of_a_radar_stand_on_two_lines() -> None:
    names = ("Tavoitteet ja mittarit", "Tavoitteet ja mittarit", "Muutosvalmius", "Tavoitteet ja mittarit strategiassa")
    data = Chart(names, (Series("S", (1.0, 2.0, 3.0, 4.0)),), "")
    assert cached(series_of(fill_chart(drawn_as(KIND.RADAR), data))[0], "cat")[1] == [
        "Tavoitteet ja mittarit",
        "Tavoitteet\nja mittarit",
        "Muutosvalmius",
        "Tavoitteet ja\nmittarit strategiassa",
    ]
    assert cached(series_of(fill_chart(drawn_as(KIND.LINE), data))[0], "cat")[1] == list(names)


# --- axes, legend, scale ----------------------------------------------------------------------------------------------


def test_a_date_axis_becomes_one_of_names() -> None:
    data = CategoryChartData()
    import datetime as dt

    data.categories = [dt.date(2027, 1, 1), dt.date(2028, 1, 1)]
    data.add_series("S", (1, 2))
    template = ChartXmlWriter(KIND.LINE, data).xml.encode()
    assert b"dateAx" in template
    filled = etree.fromstring(fill_chart(template, one((1.0, 2.0))))
    assert filled.find(f".//{c('dateAx')}") is None
    axis = filled.find(f".//{c('catAx')}")
    assert axis is not None and axis.find(c("baseTimeUnit")) is None


@pytest.mark.parametrize(
    ("kind", "values", "end"),
    [
        (KIND.BAR_CLUSTERED, 4.0, "5"),
        (KIND.BAR_CLUSTERED, 6.2, "7"),
        (KIND.BAR_STACKED, 4.0, "8"),
        (KIND.BAR_STACKED_100, 60.0, "5"),
    ],
)
def test_a_fixed_scale_is_raised_only_when_a_value_would_be_cut(kind: KIND, values: float, end: str) -> None:
    root = etree.fromstring(drawn_as(kind))
    scaling = root.find(f".//{c('valAx')}/{c('scaling')}")
    etree.SubElement(scaling, c("max"), val="5")  # type: ignore[arg-type]
    data = Chart(("A",), (Series("a", (values,)), Series("b", (values,))), "")
    filled = etree.fromstring(fill_chart(etree.tostring(root), data))
    assert filled.find(f".//{c('valAx')}/{c('scaling')}/{c('max')}").get("val") == end  # type: ignore[union-attr]


def test_legend_entries_beyond_the_series_go() -> None:
    root = etree.fromstring(drawn_as(KIND.LINE, 3))
    legend = etree.Element(c("legend"))
    for place in (0, 2):
        entry = etree.SubElement(legend, c("legendEntry"))
        etree.SubElement(entry, c("idx"), val=str(place))
        etree.SubElement(entry, c("delete"), val="1")
    root.find(f"{c('chart')}/{c('plotArea')}").addnext(legend)  # type: ignore[union-attr]
    filled = etree.fromstring(fill_chart(etree.tostring(root), SAME_SIZE))
    assert [item.find(c("idx")).get("val") for item in filled.iter(c("legendEntry"))] == ["0"]  # type: ignore[union-attr]


# --- numbers and bytes ------------------------------------------------------------------------------------------------


def test_a_chart_without_series_or_points_stays_a_chart() -> None:
    for data in (Chart((), (), ""), Chart((), (Series("S", ()),), ""), Chart(("A",), (Series("S", (None,)),), "")):
        filled = fill_chart(drawn_as(KIND.BAR_CLUSTERED), data)
        assert len(series_of(filled)) == 1
        assert numbers(cached(series_of(filled)[0], "val")[1]) == [None] * len(data.categories)
        load_workbook(BytesIO(chart_workbook(data)))


def test_what_is_no_number_is_an_empty_point() -> None:
    data = one((float("nan"), float("inf"), 1.0))
    filled = fill_chart(drawn_as(KIND.LINE), data)
    assert numbers(cached(series_of(filled)[0], "val")[1]) == [None, None, 1.0]
    assert [row[1].value for row in load_workbook(BytesIO(chart_workbook(data)))["Sheet1"]] == ["S", None, None, 1]


def test_a_text_that_looks_like_a_formula_stays_text() -> None:
    sheet = load_workbook(BytesIO(chart_workbook(Chart(("=1+1", "@x"), (Series("+S", (1.0, 2.0)),), ""))))["Sheet1"]
    assert [(cell.value, cell.data_type) for cell in sheet["A"]][1:] == [("=1+1", "s"), ("@x", "s")]


def test_the_same_data_are_the_same_bytes() -> None:
    template = drawn_as(KIND.RADAR_MARKERS)
    assert fill_chart(template, SAME_SIZE) == fill_chart(template, SAME_SIZE)
    assert chart_workbook(SAME_SIZE) == chart_workbook(SAME_SIZE)


def test_many_series_reach_past_column_z() -> None:
    data = Chart(("A",), tuple(Series(str(number), (float(number),)) for number in range(30)), "")
    formula, values = cached(series_of(fill_chart(drawn_as(KIND.LINE), data))[-1], "val")
    assert (formula, values) == ("Sheet1!$AE$2:$AE$2", ["29"])
    assert sheet_values(chart_workbook(data), formula) == [29]
