"""Texts of shapes fit: smaller down to their floor, then paragraphs and sentences on further slides; nothing is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.util import Pt
from slides_to_fit import (
    TITLE_AND_BODY,
    TR,
    T,
    add_box,
    add_table,
    body_rows,
    design,
    fit,
    place,
    sizes,
    title_of,
    titled,
    write,
)

from pipeline.filling.fitting.fitting import FitLimits
from pipeline.ooxml.dialect import A, P

SENTENCE = "Tietohallinto kuvaa tietovarannot ja tietovirrat yhdessä toimialojen kanssa."
WIDTHS = (0.95, 4.24, 2.79, 2.30, 1.85)


def with_body(text: str, size: float = 20) -> Any:
    slide = titled("Näin luvut on laskettu", TITLE_AND_BODY)
    place(slide.placeholders[1], 0.6, 1.86, 9, 4.69)
    write(slide.placeholders[1], text, size)
    return slide


def bodies(slides: tuple[etree._Element, ...]) -> list[list[str]]:
    """The paragraphs of each slide's second shape."""
    shapes = [list(slide.iter(f"{{{P}}}txBody"))[1] for slide in slides]
    return [["".join(item.itertext(T)) for item in shape.iterchildren(f"{{{A}}}p")] for shape in shapes]


def test_text_that_fits_is_left_as_it_is() -> None:
    slide = with_body(SENTENCE)
    before = etree.tostring(slide._element)
    result = fit(slide._element, design(slide))
    assert etree.tostring(result.slides[0]) == before
    assert (len(result.slides), result.faults, result.substitutes) == (1, (), ())


def test_text_gets_smaller_first_in_whole_points_and_says_so() -> None:
    slide = with_body("\n".join([SENTENCE] * 7))
    (only,) = fit(slide._element, design(slide)).slides
    assert set(sizes(list(only.iter(f"{{{P}}}txBody"))[1])) <= {18.0, 19.0}


def test_then_whole_paragraphs_go_on() -> None:
    texts = [f"{number}. {SENTENCE}" for number in range(1, 17)]
    slide = with_body("\n".join(texts))
    result = fit(slide._element, design(slide))
    parts = bodies(result.slides)
    assert len(parts) == 2
    assert [text for part in parts for text in part] == texts
    assert abs(len(parts[0]) - len(parts[1])) <= 1
    assert title_of(result.slides[1]) == "Näin luvut on laskettu\N{NO-BREAK SPACE}(2/2)"
    assert result.faults == ()


def test_a_paragraph_taller_than_its_shape_is_parted_between_sentences() -> None:
    slide = with_body(" ".join(f"{number}) {SENTENCE}" for number in range(1, 25)))
    result = fit(slide._element, design(slide))
    parts = [" ".join(part) for part in bodies(result.slides)]
    assert len(parts) >= 2
    assert " ".join(parts) == " ".join(f"{number}) {SENTENCE}" for number in range(1, 25))
    assert all(part.endswith("kanssa.") for part in parts)
    assert result.faults == ()


def test_a_heading_stays_with_the_first_of_its_points() -> None:
    slide = with_body("")
    frame = slide.placeholders[1].text_frame
    for number in range(24):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.level = 0 if number % 3 == 0 else 1
        paragraph.add_run().text = SENTENCE[: 30 + number]
    for part in fit(slide._element, design(slide)).slides:
        last = list(list(part.iter(f"{{{P}}}txBody"))[1].iterchildren(f"{{{A}}}p"))[-1]
        properties = last.find(f"{{{A}}}pPr")
        assert properties is not None
        assert properties.get("lvl") == "1"


def test_a_numbered_list_counts_on() -> None:
    slide = with_body("\n".join([SENTENCE] * 16))
    for paragraph in slide.placeholders[1].text_frame.paragraphs:
        properties = paragraph._p.get_or_add_pPr()
        etree.SubElement(properties, f"{{{A}}}buFont", typeface="+mj-lt")
        etree.SubElement(properties, f"{{{A}}}buAutoNum", type="arabicPeriod")
    first, second = fit(slide._element, design(slide)).slides
    count = len(bodies((first,))[0])
    assert {found.get("startAt") for found in first.iter(f"{{{A}}}buAutoNum")} == {None}
    assert {found.get("startAt") for found in second.iter(f"{{{A}}}buAutoNum")} == {str(count + 1)}
    assert [child.tag.split("}")[1] for child in next(second.iter(f"{{{A}}}pPr"))][-2:] == ["buFont", "buAutoNum"]


def test_a_title_shrinks_to_its_floor_and_then_is_told() -> None:
    slide = titled(
        "Tieto ohjaa johtamista ja palvelut toimivat verkossa alusta loppuun saakka jokaisella toimialalla vuoden 2030 loppuun ja senkin jälkeen"
    )
    result = fit(slide._element, design(slide))
    assert 26.0 <= sizes(slide.shapes.title._element)[0] < 30.0
    assert result.faults == ()
    long = "Tieto ohjaa johtamista ja " * 8
    slide = titled(long.strip())
    (fault,) = fit(slide._element, design(slide)).faults
    assert (fault.kind, fault.text, fault.length) == ("text", long.strip(), len(long) - 1)
    assert sizes(slide.shapes.title._element) == [26.0]
    slide = titled(long[: fault.fits])
    assert fit(slide._element, design(slide)).faults == ()


def test_one_line_that_is_too_long_is_told_and_never_split() -> None:
    slide = titled()
    add_box(
        slide,
        "Lähde: digitiekarttatyökirja, taulukko Toimenpiteet, solut A2–N31, ja kysely.",
        0.6,
        6.6,
        4,
        0.3,
        size=14,
    )
    result = fit(slide._element, design(slide))
    assert len(result.slides) == 1
    assert [fault.kind for fault in result.faults] == ["text"]
    assert sizes(slide.shapes[-1]._element) == [12.0]


def test_boxes_of_one_kind_are_alike() -> None:
    slide = titled()
    full = add_box(slide, " ".join([SENTENCE] * 4), 0.6, 2, 5, 2.2)
    half = add_box(slide, SENTENCE, 6.6, 2, 5, 2.2)
    other = add_box(slide, SENTENCE, 6.6, 5, 4, 2)
    fit(slide._element, design(slide))
    assert sizes(full._element) == sizes(half._element)
    assert sizes(full._element)[0] < 20.0
    assert sizes(other._element) == [20.0]


def test_automatic_fitting_is_no_excuse() -> None:
    slide = with_body("\n".join([SENTENCE] * 7))
    properties = slide.placeholders[1]._element.txBody.find(f"{{{A}}}bodyPr")
    etree.SubElement(properties, f"{{{A}}}normAutofit", fontScale="62500", lnSpcReduction="20000")
    fit(slide._element, design(slide))
    found = properties.find(f"{{{A}}}normAutofit")
    assert found is not None
    assert found.attrib == {}
    assert max(sizes(slide.placeholders[1]._element)) < 20.0


def test_a_box_that_grows_with_its_text_grows_while_there_is_room() -> None:
    slide = titled()
    box = add_box(slide, " ".join([SENTENCE] * 3), 0.6, 2, 5, 0.4)
    box.text_frame.auto_size = MSO_AUTO_SIZE.SHAPE_TO_FIT_TEXT
    below = add_box(slide, "Alla", 0.6, 4.5, 5, 0.4)
    result = fit(slide._element, design(slide))
    assert result.faults == ()
    assert 1.2 < box.height / 914_400 <= 2.5
    assert sizes(box._element) == [20.0]
    assert below.top / 914_400 == 4.5


def test_exact_line_heights_shrink_with_the_text() -> None:
    slide = with_body("\n".join([SENTENCE] * 7))
    for paragraph in slide.placeholders[1].text_frame.paragraphs:
        paragraph.line_spacing = Pt(26)
    fit(slide._element, design(slide))
    (size,) = set(sizes(slide.placeholders[1]._element))
    spacing = {int(found.get("val") or 0) for found in slide.placeholders[1]._element.iter(f"{{{A}}}spcPts")}
    assert size < 20.0
    assert round(26 * size / 20, 1) * 100 in spacing


def test_no_brand_may_go_under_what_can_be_read() -> None:
    slide = with_body("\n".join([SENTENCE] * 60))
    result = fit(slide._element, design(slide), limits=FitLimits(body=5, title=4, table=2))
    assert min(size for part in result.slides for size in sizes(part)) >= 12.0


def test_a_font_that_is_not_to_be_had_is_told() -> None:
    slide = titled()
    box = add_box(slide, SENTENCE, 0.6, 2, 9, 2)
    box.text_frame.paragraphs[0].runs[0].font.name = "Zzz Olematon Grotesk"
    assert fit(slide._element, design(slide)).substitutes == ("Zzz Olematon Grotesk",)


# --- nothing is lost --------------------------------------------------------------------------------------------------

WORD = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=18)
LINE = st.lists(WORD, min_size=1, max_size=40).map(" ".join)
CELLS = st.lists(st.lists(WORD, max_size=12).map(" ".join), min_size=5, max_size=5)


def check_cells(table: list[list[str]], shown: list[list[str]]) -> None:
    """Every word of every column in order; a row that goes on has its name, the first cell, again."""
    for column in range(1, 5):
        assert words(shown, column) == words(table, column)
    names = iter(words(shown, 0))
    assert all(word in names for word in words(table, 0))
    if len(shown) == len(table):
        assert shown == table


def words(rows: list[list[str]], column: int) -> list[str]:
    return " ".join(row[column] for row in rows).split()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(CELLS, max_size=20), st.sampled_from([14, 18, 20, 28]))
def test_every_cell_of_any_table_is_on_some_slide_in_order(table: list[list[str]], size: int) -> None:
    slide = titled("T")
    add_table(slide, [["1", "2", "3", "4", "5"], *table], WIDTHS, size=size)
    result = fit(slide._element, design(slide))
    check_cells(table, [row for part in result.slides for row in body_rows(part)])
    for part in result.slides:
        assert next(part.iter(TR))[0].findtext(f".//{T}") == "1"
        if not result.faults:
            assert sum(int(row.get("h") or 0) for row in part.iter(TR)) <= (6.55 - 1.86) * 914_400 + 12_700
        assert min(sizes(part)) >= min(size, 14)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LINE, min_size=1, max_size=25))
def test_every_word_of_any_text_is_on_some_slide_in_order(texts: list[str]) -> None:
    slide = with_body("\n".join(texts))
    result = fit(slide._element, design(slide))
    shown = " ".join(text for part in bodies(result.slides) for text in part)
    assert re.sub(r"\s+", "", shown) == re.sub(r"\s+", "", " ".join(texts))
    assert len({title_of(part) for part in result.slides}) == len(result.slides)


@pytest.mark.long
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(CELLS, max_size=60), st.lists(LINE, min_size=1, max_size=40))
def test_nothing_is_lost_when_a_table_and_a_text_both_go_on(table: list[list[str]], texts: list[str]) -> None:
    slide = with_body("\n".join(texts))
    add_table(slide, [["1", "2", "3", "4", "5"], *table], WIDTHS)
    parts = fit(slide._element, design(slide)).slides
    check_cells(table, [row for part in parts for row in body_rows(part)])
    shown = "".join("".join(part.itertext(T)) for part in parts)
    for word in (word for text in texts for word in text.split()):
        assert word in shown
