"""Tables fit their slides: rows as high as their text, text down to its floor, then whole rows on further slides."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree
from pptx.util import Inches
from slides_to_fit import (
    NO_STYLE,
    TBL,
    TR,
    T,
    add_box,
    add_table,
    body_rows,
    design,
    everything,
    fit,
    sizes,
    title_of,
    titled,
)

from pipeline.filling.fitting.fitting import FitLimits, fit_alike
from pipeline.filling.fitting.measuring import width
from pipeline.filling.fitting.parting import share_out
from pipeline.ooxml.dialect import A, P

WIDTHS = (0.95, 4.24, 2.79, 2.30, 1.85)
LONG = "Kuvataan tietovarannot ja tietovirrat yhdessä toimialojen ja tiedonhallintayksikön kanssa vuosittain"
BOTTOM = 6.55


def rows(count: int, text: str = "Nimetään tiedon omistajat", owner: str = "Hallintojohtaja") -> list[list[str]]:
    head = ["Tunnus", "Toimenpide", "Vastuu", "Aika", "Tila"]
    return [head, *([f"TP{number}", text, owner, "I/2027", "» Käynnissä"] for number in range(1, count + 1))]


def fitted(table: list[list[str]], **details: Any) -> list[etree._Element]:
    slide = titled("Tieto ohjaa johtamista")
    add_table(slide, table, WIDTHS, **details)
    result = fit(slide._element, design(slide))
    assert result.faults == ()
    return list(result.slides)


def ids(slide: etree._Element) -> list[str]:
    return [row[0] for row in body_rows(slide)]


def heights(slide: etree._Element) -> list[float]:
    return [int(row.get("h") or 0) / 914_400 for row in slide.iter(TR)]


def test_a_table_that_fits_keeps_its_sizes_and_rows() -> None:
    (slide,) = fitted(rows(3))
    assert heights(slide) == pytest.approx([0.58] * 4, abs=1e-4)
    assert set(sizes(next(slide.iter(TBL)))) == {14.0, 20.0}
    assert title_of(slide) == "Tieto ohjaa johtamista"


def test_a_row_grows_with_its_text_and_the_frame_with_the_rows() -> None:
    (slide,) = fitted(rows(1, LONG))
    assert heights(slide)[1] > 4 * 20 * 1.2 / 72  # four lines and more
    frame = next(slide.iter(f"{{{P}}}graphicFrame")).find(f"{{{P}}}xfrm/{{{A}}}ext")
    assert frame is not None
    assert int(frame.get("cy") or 0) == sum(int(row.get("h") or 0) for row in slide.iter(TR))


def test_six_long_rows_are_three_and_three_with_the_head_on_both() -> None:
    first, second = fitted(rows(6, LONG))
    assert ids(first) == ["TP1", "TP2", "TP3"]
    assert ids(second) == ["TP4", "TP5", "TP6"]
    for slide in (first, second):
        assert next(iter(next(slide.iter(TR)).itertext(T))) == "Tunnus"
        assert sum(heights(slide)) <= BOTTOM - 1.86 + 0.01
    assert title_of(first) == "Tieto ohjaa johtamista\N{NO-BREAK SPACE}(1/2)"
    assert title_of(second) == "Tieto ohjaa johtamista\N{NO-BREAK SPACE}(2/2)"


def test_thirty_rows_go_evenly_over_the_fewest_slides() -> None:
    slides = fitted(rows(30))
    assert [number for slide in slides for number in ids(slide)] == [f"TP{number}" for number in range(1, 31)]
    counts = [len(ids(slide)) for slide in slides]
    assert max(counts) - min(counts) <= 1
    assert counts == sorted(counts, reverse=True)
    assert len({title_of(slide) for slide in slides}) == len(slides)


def test_air_goes_first_then_size_then_the_table_is_split() -> None:
    (airy,) = fitted(rows(8), height=0.7)
    assert 20.0 in sizes(next(airy.iter(TBL)))
    assert 0.4 < heights(airy)[1] < 0.65
    (smaller,) = fitted(rows(5, LONG[:75]))
    assert 16.0 <= max(sizes(next(smaller.iter(TBL)))) < 20.0
    first, second = fitted(rows(12, LONG[:75]))
    assert min(sizes(next(first.iter(TBL)))) == 14.0
    assert sizes(next(first.iter(TBL)))[-1] == sizes(next(second.iter(TBL)))[-1]


def test_small_text_of_the_template_stays_unless_a_brand_allows_less() -> None:
    slide = titled()
    add_table(slide, rows(30), WIDTHS, size=14, height=0.36)
    parts = fit(slide._element, design(slide)).slides
    assert all(set(sizes(next(part.iter(TBL)))) == {14.0} for part in parts)
    slide = titled()
    add_table(slide, rows(30), WIDTHS, size=14, height=0.36)
    fewer = fit(slide._element, design(slide), limits=FitLimits(table=4)).slides
    assert len(fewer) < len(parts)
    assert min(sizes(next(fewer[0].iter(TBL)))) >= 10.0


def test_a_narrow_column_takes_width_where_it_is_to_spare() -> None:
    slide = titled()
    head = ["Tunnus", "Toimenpide", "Vastuu", "Aika", "Tila"]
    add_table(slide, [head, ["T1", "Tieto", "Tiedonhallintajohtaja", "2027", "–"]], (0.95, 7.38, 1.2, 1.3, 1.3))
    (only,) = fit(slide._element, design(slide)).slides
    widths = [int(column.get("w") or 0) / 914_400 for column in only.iter(f"{{{A}}}gridCol")]
    assert sum(widths) == pytest.approx(12.13, abs=0.001)
    assert widths[2] > 2.4
    assert min(widths) > 0.6
    assert max(sizes(next(only.iter(TBL)))) == 20.0


def test_a_word_wider_than_all_there_is_to_spare_is_told() -> None:
    slide = titled("Otsikko")
    add_table(slide, [["A", "B"], ["x" * 60, "y" * 60]], (2.0, 2.0))
    result = fit(slide._element, design(slide))
    assert [(fault.kind, fault.text, fault.slide) for fault in result.faults] == [
        ("word", "x" * 60, "Otsikko"),
        ("word", "y" * 60, "Otsikko"),
    ]


def test_a_row_taller_than_a_slide_is_told_with_the_length_that_fits() -> None:
    long = " ".join([LONG] * 12)
    slide = titled("Otsikko")
    add_table(slide, rows(1, long), WIDTHS)
    (fault,) = fit(slide._element, design(slide)).faults
    assert (fault.kind, fault.slide, fault.text, fault.length) == ("row", "Otsikko", long, len(long))
    assert 200 < fault.fits < len(long)
    slide = titled("Otsikko")
    add_table(slide, rows(1, long[: fault.fits]), WIDTHS)
    assert fit(slide._element, design(slide)).faults == ()


def test_what_stands_below_limits_the_table_or_moves_with_it() -> None:
    slide = titled()
    add_table(slide, rows(4), WIDTHS)  # ends at 4.76 in
    near = add_box(slide, "Yhteyshenkilö Maija Malli", 0.6, 4.96, 8, 0.4)
    far = add_box(slide, "Lähde: digitiekarttatyökirja.", 0.6, 5.9, 8, 0.4)
    tall = rows(4)
    tall[2][1] = LONG
    write_rows(slide, tall)
    (only,) = fit(slide._element, design(slide)).slides
    bottom = 1.86 + sum(heights(only))
    assert bottom > 5.2
    assert near.top / 914_400 == pytest.approx(bottom + 0.2, abs=0.01)
    assert (near.top + near.height) / 914_400 <= 5.901
    assert far.top == Inches(5.9)


def write_rows(slide: Any, texts: list[list[str]]) -> None:
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    for row, line in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, line, strict=True):
            cell.text_frame.paragraphs[0].runs[0].text = text


def test_rows_that_a_cell_spans_stay_together_and_the_total_row_is_not_alone() -> None:
    slide = titled()
    frame = add_table(slide, rows(12, LONG[:60]), WIDTHS)
    for first in range(1, 12, 3):
        frame.table.cell(first, 0).merge(frame.table.cell(first + 2, 0))
    frame.table.last_row = True
    parts = fit(slide._element, design(slide)).slides
    assert len(parts) > 1
    for part in parts:
        merged = [row for row in part.iter(TR) if row[0].get("vMerge") == "1"]
        starts = [row for row in part.iter(TR) if row[0].get("rowSpan") == "3"]
        assert len(merged) == 2 * len(starts)


def test_a_style_that_makes_the_head_bold_is_reckoned_with() -> None:
    head = "Toimenpiteet vaiheittain ensi vuonna"
    room = (1.03 * width(head, "Calibri", 14) + 14.4) / 72  # enough for it, but not in bold

    def head_height(style: str) -> float:
        slide = titled()
        frame = add_table(slide, [[head, "B"], ["1", "2"]], (room, 2.0), height=0.1)
        frame.table._tbl.tblPr.find(f"{{{A}}}tableStyleId").text = style
        for run in next(slide._element.iter(TR)).iter(f"{{{A}}}rPr"):
            run.attrib.pop("b", None)
        return heights(fit(slide._element, design(slide)).slides[0])[0]

    assert head_height("{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}") > head_height(NO_STYLE)


def test_charts_and_pictures_stay_on_the_first_slide_and_other_text_goes_along() -> None:
    slide = titled()
    add_table(slide, rows(12, LONG), WIDTHS)
    add_box(slide, "Tavoite T1", 0.6, 0.2, 4, 0.3, size=14)
    picture = etree.SubElement(slide.shapes._spTree, f"{{{P}}}pic")
    picture.append(etree.fromstring(f'<p:nvPicPr xmlns:p="{P}"><p:cNvPr id="99" name="Tunnus"/></p:nvPicPr>'))
    picture.append(
        etree.fromstring(
            f'<p:spPr xmlns:p="{P}" xmlns:a="{A}"><a:xfrm><a:off x="0" y="0"/><a:ext cx="1" cy="1"/></a:xfrm></p:spPr>'
        )
    )
    parts = fit(slide._element, design(slide)).slides
    assert [len(list(part.iter(f"{{{P}}}pic"))) for part in parts] == [1, *[0] * (len(parts) - 1)]
    assert all("Tavoite T1" in "".join(part.itertext(T)) for part in parts)
    for part in parts:
        numbers = [element.get("id") for element in part.iter(f"{{{P}}}cNvPr")]
        assert len(numbers) == len(set(numbers))


def test_the_source_line_says_what_comes_next() -> None:
    slide = titled()
    add_table(slide, rows(6, LONG), WIDTHS)
    source = add_box(slide, "Lähde: työkirja.", 0.6, 6.62, 12, 0.28, size=14)
    source._element.nvSpPr.find(f"{{{P}}}nvPr").append(
        etree.fromstring(f'<p:ph xmlns:p="{P}" type="body" sz="quarter" idx="97"/>')
    )
    first, second = fit(slide._element, design(slide), continued=lambda names: f"Jatkuu: {', '.join(names)}.").slides
    assert "".join(first.itertext(T)).endswith("Lähde: työkirja. Jatkuu: TP4, TP5, TP6.")
    assert "".join(second.itertext(T)).endswith("Lähde: työkirja.")


def test_slides_of_one_kind_have_the_same_sizes() -> None:
    few, many = titled("Vähän"), titled("Paljon")
    add_table(few, rows(2), WIDTHS)
    add_table(many, rows(5, LONG[:75]), WIDTHS)
    results = fit_alike([few._element, many._element], design(few), filled=everything)
    first, second = (sizes(next(result.slides[0].iter(TBL)))[-1] for result in results)
    assert first == second < 20.0


def test_pages_are_few_and_even() -> None:
    assert share_out([1] * 6, 4, [1] * 6) == [(0, 3), (3, 6)]
    assert share_out([1] * 10, 4, [1] * 10) == [(0, 4), (4, 7), (7, 10)]
    assert share_out([3, 1, 1, 1, 1, 1], 4, [1] * 6) == [(0, 2), (2, 6)]
    assert share_out([9, 1, 1], 4, [1] * 3) == [(0, 1), (1, 3)]
    assert share_out([], 4, []) == []
