"""What a designer chose stays when the data change: looks of points, labels, trend lines, legend, scales."""

from __future__ import annotations

import pytest
from lxml import etree
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.enum.chart import XL_CHART_TYPE as KIND

from drawn_charts import data, names, sample_data
from pipeline.ooxml.chart import fill_chart
from pipeline.ooxml.chart_xml import c
from pipeline.ooxml.dialect import A, C
from pipeline.vocabulary.content import Chart, Series

C15 = "http://schemas.microsoft.com/office/drawing/2012/chart"
NAMES = f'xmlns:c="{C}" xmlns:a="{A}" xmlns:c15="{C15}"'


def drawn(kind: KIND, series: int = 2, points: int = 4) -> etree._Element:
    return etree.fromstring(ChartXmlWriter(kind, sample_data(kind, series, points)).xml.encode())


def piece(markup: str) -> etree._Element:
    return etree.fromstring(f"<c:x {NAMES}>{markup}</c:x>")[0]


def found(root: etree._Element, path: str) -> etree._Element:
    """The first element of a path of chart names: `valAx/scaling/max`."""
    element = root.find(".//" + "/".join(map(c, path.split("/"))))
    assert element is not None, path
    return element


def filled(root: etree._Element, new: Chart) -> etree._Element:
    return etree.fromstring(fill_chart(etree.tostring(root), new).xml)


def with_values(*rows: tuple[float | None, ...]) -> Chart:
    return Chart(
        tuple(f"Osa {n}" for n in range(len(rows[0]))), tuple(Series(f"S{n}", row) for n, row in enumerate(rows)), ""
    )


def look(place: int, colour: str, inner: str = "") -> etree._Element:
    fill = f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill><a:ln w="19050"/>'
    return piece(f'<c:dPt><c:idx val="{place}"/>{inner}<c:spPr>{fill}</c:spPr></c:dPt>')


def colours(series: etree._Element) -> list[tuple[str | None, str | None, list[str | None]]]:
    """The number, theme colour and shade of each point with a look of its own."""
    return [
        (point.find(c("idx")).get("val"), fill.get("val"), [item.get("val") for item in fill])  # type: ignore[union-attr]
        for point in series.iterfind(c("dPt"))
        for fill in point.iter(f"{{{A}}}schemeClr")
    ]


# --- points -----------------------------------------------------------------------------------------------------------


def pie(*slices: str) -> etree._Element:
    root = drawn(KIND.PIE, 1, len(slices))
    for place, colour in enumerate(slices):
        found(root, "ser/cat").addprevious(
            look(place, colour, '<c:explosion val="9"/>' if place == len(slices) - 1 else "")
        )
    return root


def test_new_slices_take_the_themes_next_colours_and_the_drawn_ones_keep_theirs() -> None:
    series = found(filled(pie("accent2", "accent1", "accent6"), data(1, 8)), "ser")
    assert colours(series) == [
        *(("0", "accent2", []), ("1", "accent1", []), ("2", "accent6", [])),
        *(("3", "accent3", []), ("4", "accent4", []), ("5", "accent5", [])),
        *(("6", "accent1", ["60000"]), ("7", "accent2", ["60000"])),
    ]
    assert len(list(series.iter(f"{{{A}}}ln"))) == 8
    assert len(list(series.iter(c("explosion")))) == 1


def test_slices_that_are_gone_take_their_looks_along() -> None:
    assert [item[0] for item in colours(found(filled(pie("accent2", "accent1", "accent6"), data(1, 2)), "ser"))] == [
        "0",
        "1",
    ]


def test_one_point_that_stands_out_stays_the_only_one() -> None:
    root = drawn(KIND.COLUMN_CLUSTERED, 1)
    found(root, "ser/cat").addprevious(look(1, "accent2"))
    assert [item[0] for item in colours(found(filled(root, data(1, 12)), "ser"))] == ["1"]


def test_series_beyond_those_drawn_take_colours_that_no_other_has() -> None:
    root = drawn(KIND.LINE_MARKERS, 2)
    for series, colour in zip(root.iter(c("ser")), ("accent1", "accent3"), strict=True):
        for old in series.findall(c("spPr")):
            series.remove(old)
        fill = f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
        marker = f"<c:marker><c:symbol val='circle'/><c:spPr>{fill}</c:spPr></c:marker>"
        series.replace(found(series, "marker") if series.find(c("marker")) is not None else series[-1], piece(marker))
        series.find(c("tx")).addnext(piece(f'<c:spPr><a:ln w="28575">{fill}<a:prstDash val="dash"/></a:ln></c:spPr>'))  # type: ignore[union-attr]
    new = filled(root, data(5, 3))
    lines = [[item.get("val") for item in series.iter(f"{{{A}}}schemeClr")] for series in new.iter(c("ser"))]
    assert lines == [[f"accent{n}"] * 2 for n in (1, 3, 2, 4, 5)]
    assert len(list(new.iter(f"{{{A}}}prstDash"))) == 5


# --- labels -----------------------------------------------------------------------------------------------------------

SHOWN = "".join(
    f'<c:show{name} val="{{{name}}}"/>' for name in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
)


def shown(**on: int) -> str:
    return SHOWN.format(
        **{name: on.get(name, 0) for name in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")}
    )


def rich(inner: str) -> str:
    return f"<c:tx><c:rich><a:bodyPr/><a:p>{inner}</a:p></c:rich></c:tx>"


def labelled(*labels: str, rest: str = "") -> etree._Element:
    root = drawn(KIND.COLUMN_CLUSTERED, 1)
    found(root, "ser/cat").addprevious(piece(f"<c:dLbls>{''.join(labels)}{shown()}{rest}</c:dLbls>"))
    return root


def test_labels_from_cells_print_the_value_instead() -> None:
    extension = '<c:extLst><c:ext uri="{CE6537A1}"><c15:showDataLabelsRange val="1"/></c:ext></c:extLst>'
    root = labelled(rest=extension)
    found(root, "ser").append(
        piece(
            "<c:extLst><c:ext uri='{02D57815}'><c15:datalabelsRange><c15:f>Sheet1!$D$2</c15:f></c15:datalabelsRange></c:ext></c:extLst>"
        )
    )
    new = filled(root, data(1, 2))
    assert found(new, "dLbls/showVal").get("val") == "1"
    assert b"c15" not in etree.tostring(new).replace(b"xmlns:c15", b"")


def test_labels_that_print_nothing_by_choice_stay_so() -> None:
    assert found(filled(labelled(), data(1, 2)), "dLbls/showVal").get("val") == "0"


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("<a:r><a:t>vanha 9,9</a:t></a:r>", False),
        ('<a:fld id="{A}" type="VALUE"><a:t>[VALUE]</a:t></a:fld>', True),
        (
            '<a:fld id="{A}" type="CATEGORYNAME"><a:t>[X]</a:t></a:fld><a:r><a:t>: </a:t></a:r><a:fld id="{B}" type="VALUE"><a:t>[V]</a:t></a:fld>',
            True,
        ),
        ('<a:fld id="{A}" type="CELLRANGE"><a:t>[CELLRANGE]</a:t></a:fld>', False),
    ],
)
def test_a_typed_label_goes_and_one_that_office_works_out_stays(text: str, stays: bool) -> None:
    root = labelled(f'<c:dLbl><c:idx val="1"/><c:layout/>{rich(text)}<c:spPr><a:noFill/></c:spPr>{shown()}</c:dLbl>')
    label = found(filled(root, data(1, 3)), "dLbl")
    assert (label.find(c("tx")) is not None) == stays
    assert label.find(c("spPr")) is not None
    assert found(label, "showVal").get("val") == ("0" if stays else "1")


# --- trend lines, error bars, pivots, titles --------------------------------------------------------------------------


def test_trend_lines_stay_without_their_old_equation() -> None:
    root = drawn(KIND.LINE, 1)
    line = f"<c:trendline><c:name>Suunta</c:name><c:trendlineType val='linear'/><c:trendlineLbl><c:layout/>{rich('<a:r><a:t>y = 9x</a:t></a:r>')}<c:numFmt formatCode='0.0' sourceLinked='0'/></c:trendlineLbl></c:trendline>"
    found(root, "ser/cat").addprevious(piece(line))
    new = filled(root, data(1, 3))
    assert found(new, "trendline/name").text == "Suunta"
    assert [etree.QName(item).localname for item in found(new, "trendlineLbl")] == ["numFmt"]


@pytest.mark.parametrize(
    ("kind", "length", "stays"),
    [
        ("percentage", '<c:val val="5"/>', True),
        ("cust", '<c:plus><c:numLit><c:ptCount val="1"/><c:pt idx="0"><c:v>2</c:v></c:pt></c:numLit></c:plus>', True),
        ("cust", '<c:plus><c:numLit><c:ptCount val="3"/></c:numLit></c:plus>', False),
        ("cust", "<c:plus><c:numRef><c:f>Sheet1!$F$2:$F$5</c:f></c:numRef></c:plus>", False),
        ("cust", "", True),
    ],
)
def test_error_bars_stay_unless_they_are_of_old_points(kind: str, length: str, stays: bool) -> None:
    root = drawn(KIND.LINE, 1)
    bars = f'<c:errBars><c:errBarType val="both"/><c:errValType val="{kind}"/>{length}</c:errBars>'
    found(root, "ser/cat").addprevious(piece(bars))
    assert (filled(root, data(1, 3)).find(f".//{c('errBars')}") is not None) == stays


def test_a_chart_of_a_pivot_table_is_one_no_longer() -> None:
    root = drawn(KIND.COLUMN_CLUSTERED)
    root.insert(0, piece("<c:pivotSource><c:name>[Kirja]Taul!Pivot</c:name><c:fmtId val='0'/></c:pivotSource>"))
    assert filled(root, data(1, 1)).find(c("pivotSource")) is None


@pytest.mark.parametrize(("title", "says"), [("Malli 0", "Sarja 0"), ("Oma otsikko", "Oma otsikko")])
def test_a_title_that_says_the_only_series_name_says_the_new_one(title: str, says: str) -> None:
    root = drawn(KIND.PIE, 1)
    found(root, "chart").insert(0, piece(f"<c:title>{rich(f'<a:r><a:t>{title}</a:t></a:r>')}</c:title>"))
    assert found(filled(root, data(1, 2)), "title").findtext(f".//{{{A}}}t") == says


def test_what_belongs_to_a_plot_stays() -> None:
    root = drawn(KIND.LINE, 3)
    plot = found(root, "lineChart")
    for markup in ("<c:dropLines/>", "<c:hiLowLines/>", "<c:upDownBars><c:gapWidth val='33'/></c:upDownBars>"):
        found(plot, "axId").addprevious(piece(markup))
    found(root, "plotArea").append(piece("<c:dTable><c:showHorzBorder val='1'/></c:dTable>"))
    new = filled(root, data(5, 5))
    assert found(new, "dropLines") is not None and found(new, "hiLowLines") is not None
    assert found(new, "upDownBars/gapWidth").get("val") == "33"
    assert found(new, "dTable/showHorzBorder").get("val") == "1"


# --- legend -----------------------------------------------------------------------------------------------------------


def with_hidden(root: etree._Element, *places: int) -> etree._Element:
    entries = "".join(f'<c:legendEntry><c:idx val="{n}"/><c:delete val="1"/></c:legendEntry>' for n in places)
    for old in root.iter(c("legend")):
        old.getparent().remove(old)  # type: ignore[union-attr]
    found(root, "plotArea").addnext(piece(f'<c:legend><c:legendPos val="r"/>{entries}</c:legend>'))
    return root


def hidden(root: etree._Element) -> list[str | None]:
    return [found(entry, "idx").get("val") for entry in root.iter(c("legendEntry"))]


def test_a_hidden_name_stays_that_of_its_series() -> None:
    root = with_hidden(drawn(KIND.LINE, 4), 2)
    assert hidden(filled(root, data(4, 2))) == ["2"]
    assert hidden(filled(root, with_values((1.0,), (None,), (3.0,), (4.0,)))) == ["1"]
    assert hidden(filled(root, with_values((1.0,), (2.0,), (None,), (4.0,)))) == []
    assert hidden(filled(root, data(12, 2))) == ["2"]


def test_a_hidden_trend_line_stays_hidden_when_series_come_and_go() -> None:
    root = drawn(KIND.LINE, 2)
    for series in root.iter(c("ser")):
        found(series, "cat").addprevious(piece("<c:trendline><c:trendlineType val='linear'/></c:trendline>"))
    assert hidden(filled(with_hidden(root, 3), data(3, 3))) == ["4"]
    assert hidden(filled(with_hidden(root, 3), with_values((None,), (1.0,)))) == ["1"]


def placed(root: etree._Element, position: str, **area: float) -> etree._Element:
    sides = "".join(f'<c:{name} val="{value}"/>' for name, value in area.items())
    by_hand = f'<c:layout><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/>{sides}</c:manualLayout></c:layout>'
    for old in [*root.iter(c("legend")), *root.iterfind(f".//{c('plotArea')}/{c('layout')}")]:
        old.getparent().remove(old)  # type: ignore[union-attr]
    found(root, "plotArea").insert(0, piece(by_hand))
    found(root, "plotArea").addnext(piece(f'<c:legend><c:legendPos val="{position}"/>{by_hand}</c:legend>'))
    return root


@pytest.mark.parametrize("position", ["r", "b"])
@pytest.mark.parametrize(("series", "by_hand"), [(2, 2), (12, 0)])
def test_a_crowded_legend_is_left_to_office(position: str, series: int, by_hand: int) -> None:
    root = placed(drawn(KIND.LINE, 2), position, x=0.5, y=0.5, w=0.3, h=0.3)
    assert len(list(filled(root, data(series, 3)).iter(c("manualLayout")))) == by_hand


def test_a_pies_legend_lists_its_slices() -> None:
    root = placed(drawn(KIND.PIE, 1, 3), "r", x=0.7, y=0.3, w=0.3, h=0.4)
    assert len(list(filled(root, data(1, 3)).iter(c("manualLayout")))) == 2
    assert len(list(filled(root, data(1, 12)).iter(c("manualLayout")))) == 0


# --- scales -----------------------------------------------------------------------------------------------------------


def scaled(kind: KIND, number: int = 0, *, step: float | None = None, **ends: float) -> etree._Element:
    root = drawn(kind, 2)
    axis = list(root.iter(c("valAx")))[number]
    for old in axis.findall(c("majorUnit")):
        axis.remove(old)
    for name, value in ends.items():
        etree.SubElement(found(axis, "scaling"), c(name), val=f"{value:g}")
    if step:
        axis.append(piece(f'<c:majorUnit val="{step:g}"/>'))
    return root


def ends(root: etree._Element, number: int = 0) -> dict[str, str | None]:
    axis = list(root.iter(c("valAx")))[number]
    return {etree.QName(item).localname: item.get("val") for item in axis.iter(c("min"), c("max"), c("majorUnit"))}


@pytest.mark.parametrize(
    ("kind", "values", "fixed", "wanted"),
    [
        (KIND.COLUMN_CLUSTERED, (1.0, 5.0), {"max": 5, "min": 0}, {"max": "5", "min": "0"}),
        (KIND.COLUMN_CLUSTERED, (-0.5, 5.2), {"max": 5, "min": 0}, {"max": "6", "min": "-1"}),
        (KIND.COLUMN_STACKED, (-3.0, 4.0), {"max": 5, "min": -5}, {"max": "8", "min": "-6"}),
        (KIND.LINE, (900.0, 1200.0), {"max": 1000, "step": 100}, {"max": "1200", "majorUnit": "100"}),
        (
            KIND.LINE,
            (1.0, 50_000.0),
            {"max": 5, "min": 0, "step": 1},
            {"max": "50000", "min": "0", "majorUnit": "10000"},
        ),
        (KIND.LINE, (1.0, 50_000.0), {"step": 1}, {"majorUnit": "10000"}),
        (
            KIND.LINE,
            (1e-7, 9e300),
            {"max": 5, "min": 0, "step": 0.1},
            {"max": "1e+301", "min": "0", "majorUnit": "2e+300"},
        ),
        (KIND.COLUMN_STACKED_100, (40.0, 90.0), {"max": 1, "min": 0}, {"max": "1", "min": "0"}),
    ],
)
def test_a_fixed_scale_moves_only_where_it_must(
    kind: KIND, values: tuple[float, ...], fixed: dict[str, float], wanted: dict[str, str]
) -> None:
    new = filled(scaled(kind, **fixed), with_values(values, values))  # type: ignore[arg-type]
    assert ends(new) == wanted


def test_both_scales_of_a_scatter_move() -> None:
    for number, wanted in ((0, "10"), (1, "20")):
        root = scaled(KIND.XY_SCATTER, number, max=5)
        assert ends(filled(root, with_values((1.0, 10.0), (3.0, 20.0))), number) == {"max": wanted}


def test_the_least_of_a_logarithmic_scale_stays() -> None:
    root = scaled(KIND.LINE, min=1)
    found(root, "valAx/scaling").insert(0, piece('<c:logBase val="10"/>'))
    assert ends(filled(root, with_values((0.5, -1.0)))) == {"min": "1"}


def test_each_plot_moves_its_own_scale() -> None:
    bars, lines = drawn(KIND.COLUMN_CLUSTERED, 1), drawn(KIND.LINE, 1)
    for item in lines.iter(c("axId"), c("crossAx")):
        item.set("val", f"7{abs(int(item.get('val', '0'))) % 1000}")
    for name in ("idx", "order"):
        found(lines, f"ser/{name}").set("val", "1")
    plot = found(bars, "plotArea")
    for axis in [item for item in found(lines, "plotArea") if str(item.tag).endswith("Ax")]:
        plot.append(axis)
    found(plot, "barChart").addnext(found(lines, "lineChart"))
    for axis in plot.iter(c("valAx")):
        etree.SubElement(found(axis, "scaling"), c("max"), val="10")
    new = filled(bars, with_values((4.0, 5.0), (300.0, 400.0)))
    assert names(new) == ["S0", "S1"]
    assert [ends(new, number) for number in (0, 1)] == [{"max": "10"}, {"max": "400"}]
    assert len(list(new.iter(c("barChart"), c("lineChart")))) == 2


def test_numbers_of_axes_are_never_below_zero() -> None:
    root = drawn(KIND.COLUMN_CLUSTERED)
    assert found(root, "catAx/axId").get("val", "").startswith("-")
    numbers = [item.get("val", "") for item in filled(root, data(1, 1)).iter(c("axId"), c("crossAx"))]
    assert len(numbers) == 6 and len(set(numbers)) == 2
    assert all(0 <= int(number) < 2**31 for number in numbers)
