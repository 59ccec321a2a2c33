"""The room that a designer's own shapes give their text, each claim by itself: forms, columns, turns, bullets, fitting
settings, tables' heads, spans and totals, and rows too tall for a slide."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches, Pt
from slides_to_fit import (
    NO_STYLE,
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

from pipeline.filling.fitting.fitting import FitLimits, FitResult
from pipeline.filling.fitting.measuring import extent, width, wrap
from pipeline.filling.fitting.sentences import items, sentences
from pipeline.filling.fitting.text_lines import in_columns
from pipeline.filling.lifting.breaks import pieces_of
from pipeline.ooxml.dialect import A, P
from pipeline.ooxml.forms import loss
from pipeline.ooxml.geometry import Design
from pipeline.ooxml.textbody import Look, Paragraph, Run

SENTENCE = "Tietohallinto kuvaa tietovarannot ja tietovirrat yhdessä toimialojen kanssa."
WIDTHS = (2.0, 10.0)


def result_of(slide: Any, **details: Any) -> FitResult:
    return fit(slide._element, design(slide), **details)


def texts(slide: etree._Element, shape: int = 1) -> list[str]:
    """The paragraphs of the slide's shapes with text, by their number."""
    body = list(slide.iter(f"{{{P}}}txBody"))[shape]
    return ["".join(item.itertext(T)) for item in body.iterchildren(f"{{{A}}}p")]


def paragraph(text: str, look: Look | None = None, size: float = 20) -> Paragraph:
    return Paragraph(
        etree.Element("p"), (Run(None, text, size, bold=False, italic=False, font="Calibri"),), look or Look(), 0, size
    )


# --- the real box -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "size", "taken"),
    [
        ("rect", (100, 50), (0, 0, 0, 0)),
        ("ellipse", (200, 100), (29.3, 14.6, 29.3, 14.6)),
        ("roundRect", (200, 60), (2.9, 2.9, 2.9, 2.9)),
        ("diamond", (200, 100), (50, 25, 50, 25)),
        ("triangle", (200, 100), (50, 50, 50, 0)),
        ("homePlate", (200, 60), (0, 0, 15, 0)),
        ("chevron", (200, 60), (30, 0, 30, 0)),
        ("rightArrow", (200, 80), (0, 20, 20, 20)),
        ("somethingNew", (200, 80), (0, 0, 0, 0)),
    ],
)
def test_a_form_takes_room_from_its_text(form: str, size: tuple[float, float], taken: tuple[float, ...]) -> None:
    assert loss(form, None, *size) == pytest.approx(taken, abs=0.1)


def test_a_text_that_fits_a_rectangle_may_not_fit_an_ellipse() -> None:
    def share(kind: Any) -> float:
        slide = titled()
        shape = slide.shapes.add_shape(kind, Inches(1), Inches(2), Inches(4.4), Inches(2))
        write(shape, " ".join([SENTENCE] * 2), 20)
        result_of(slide)
        return sizes(shape._element)[0]

    assert share(MSO_SHAPE.RECTANGLE) == 20.0
    assert share(MSO_SHAPE.OVAL) < 20.0


def test_a_shape_on_its_side_keeps_its_own_length_and_stands_where_it_shows() -> None:
    slide = titled()
    box = add_box(slide, SENTENCE[:30], 3, 3, 4, 0.5)
    box.rotation = 90
    shape = design(slide).shapes(slide._element)[-1]
    assert shape.text is not None
    assert (shape.text.width, shape.text.height, shape.text.upright) == (288, 36, False)
    assert (shape.box.x, shape.box.y, shape.box.width, shape.box.height) == pytest.approx((342, 90, 36, 288))


def test_upright_text_takes_its_lines_from_the_height_of_its_box() -> None:
    slide = titled()
    low = add_box(slide, SENTENCE[:40], 1, 2, 0.5, 4.5)
    low.text_frame._txBody.bodyPr.set("vert", "vert270")
    assert result_of(slide).faults == ()
    assert sizes(low._element) == [20.0]
    slide = titled()
    add_box(slide, SENTENCE[:40], 1, 2, 0.5, 4.5)
    assert [fault.kind for fault in result_of(slide).faults] == ["word"]


def test_columns_in_a_box_are_filled_one_after_another() -> None:
    lines = [paragraph("rivi") for _ in range(7)]
    one = extent([lines[0]], 500).height
    assert in_columns(lines, 500, 2) == pytest.approx(4 * one, abs=0.1)
    assert in_columns(lines, 500, 3) == pytest.approx(3 * one, abs=0.1)
    apart = Look(before=Look().before._replace(value=10.0))
    spaced = [paragraph("rivi", apart) for _ in range(4)]
    assert in_columns(spaced, 500, 2) == pytest.approx(2 * one + 10, abs=0.1)  # no space at the top of a column


def test_two_columns_hold_twice_as_much() -> None:
    def parts(columns: int) -> list[list[str]]:
        slide = titled(layout=TITLE_AND_BODY)
        body = place(slide.placeholders[1], 0.6, 1.86, 12, 4.69)
        write(body, "\n".join(f"{number}. {SENTENCE[:40]}" for number in range(60)), 20)
        body.text_frame._txBody.bodyPr.set("numCol", str(columns))
        result = result_of(slide)
        assert result.faults == ()
        return [texts(part) for part in result.slides]

    assert (len(parts(1)), len(parts(2))) == (5, 3)
    assert [line for part in parts(2) for line in part] == [f"{number}. {SENTENCE[:40]}" for number in range(60)]


def test_the_width_of_a_number_is_reckoned_with_where_its_indent_is_too_small() -> None:
    text = "Kuntalaiset ja yritykset"
    room = 1.02 * width(text, "Calibri", 20) + 25
    bullet, number = (Look(left=10, indent=-10, bullet=True, numbering=kind, size=20) for kind in ("", "arabicPeriod"))
    assert len(wrap(paragraph(text, bullet), room)) == 1
    assert len(wrap(paragraph(text, number), room)) == 2


def test_a_tab_in_a_hanging_paragraph_leads_to_its_indent() -> None:
    (line,) = wrap(paragraph("1\tTieto", Look(left=36, indent=-36)), 500)
    assert line.width == pytest.approx(36 + 1.02 * width("Tieto", "Calibri", 20))


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("数字化路线图。下一步", ["数", "字", "化", "路", "线", "图。", "下", "一", "步"]),
        ("（東京）です", ["（東", "京）", "で", "す"]),
        ("😀😀 ok", ["😀", "😀 ", "ok"]),
        ("👩\u200d💻!", ["👩\u200d💻!"]),
        ("한국어 문장", ["한국어 ", "문장"]),
        ("a  b ", ["a  ", "b "]),
        (" a", [" ", "a"]),
        ("12\N{NO-BREAK SPACE}500 €", ["12\N{NO-BREAK SPACE}500 ", "€"]),
        ("digi\N{SOFT HYPHEN}kartta", ["digi\N{SOFT HYPHEN}kartta"]),
    ],
)
def test_where_lines_may_end(text: str, pieces: list[str]) -> None:
    assert pieces_of(text) == pieces
    assert "".join(pieces) == text


def test_lines_with_characters_of_other_fonts_are_taller() -> None:
    assert extent([paragraph("漢字")], 500).height > extent([paragraph("Äö")], 500).height
    assert width("漢", "Calibri", 10) == 10


def test_a_word_wider_than_its_line_is_broken_where_its_letters_end() -> None:
    lines = wrap(paragraph("i" * 40 + "W" * 20), 100)
    assert "".join(line.text for line in lines) == "i" * 40 + "W" * 20
    assert all(line.width <= 100 for line in lines)
    assert len(lines[0].text) > 2 * len(lines[-2].text)


# --- sizes ------------------------------------------------------------------------------------------------------------


def test_fitting_that_the_master_promises_is_no_excuse() -> None:
    slide = titled(layout=TITLE_AND_BODY)
    body = place(slide.placeholders[1], 0.6, 1.86, 9, 4.69)
    write(body, "\n".join([SENTENCE] * 7), 20)
    master = slide.slide_layout.slide_master
    mine = etree.fromstring(etree.tostring(master._element))
    for properties in mine.iter(f"{{{A}}}bodyPr"):
        properties[:] = [etree.Element(f"{{{A}}}normAutofit", fontScale="40000", lnSpcReduction="20000")]
    result = fit(slide._element, Design(slide.slide_layout._element, mine))
    assert result.faults == ()
    own = result.slides[0].findall(f".//{{{A}}}normAutofit")
    assert own
    assert all(item.attrib == {} for item in own)
    assert 18.0 <= max(sizes(body._element)) < 20.0


@pytest.mark.parametrize("drawn", [9, 11])
def test_what_a_designer_drew_smaller_than_the_floor_stays_as_drawn(drawn: int) -> None:
    slide = titled()
    box = add_box(slide, " ".join([SENTENCE] * 40), 0.6, 2, 5, 2, size=drawn)
    parts = result_of(slide, limits=FitLimits(body=4)).slides
    assert len(parts) > 1
    assert set(sizes(box._element)) == {float(drawn)}


# --- tables -----------------------------------------------------------------------------------------------------------


def keyed(rows: list[str], slide: Any) -> None:
    """Gives a table's rows the identities that rendering would."""
    table = next(slide._element.iter(f"{{{A}}}tbl"))
    table.set("block", "t1.0@T1")
    for row, block in zip(table.iter(TR), rows, strict=True):
        row.set("block", block)


def test_all_rows_that_the_template_draws_above_its_loop_are_the_head() -> None:
    rows = [["Tunnus", "Toimenpide"], ["", "mitä tehdään"], *([f"TP{n}", SENTENCE] for n in range(20))]
    slide = titled()
    add_table(slide, rows, WIDTHS)
    keyed(["r1.0@T1", "r2.0@T1", *(f"r3.0@T1@TP{n}" for n in range(20))], slide)
    parts = result_of(slide).slides
    assert len(parts) > 1
    assert all(body_rows(part)[0] == ["", "mitä tehdään"] for part in parts)
    assert [row[0] for part in parts for row in body_rows(part)[1:]] == [f"TP{n}" for n in range(20)]


def test_the_total_stays_on_the_last_part_with_a_row_above_it() -> None:
    slide = titled()
    frame = add_table(slide, [["A", "B"], *([f"TP{n}", SENTENCE] for n in range(21)), ["Yhteensä", "1"]], WIDTHS)
    frame.table.last_row = True
    *others, last = [body_rows(part) for part in result_of(slide).slides]
    assert len(last) > 1
    assert last[-1][0] == "Yhteensä"
    assert all(row[0] != "Yhteensä" for rows in others for row in rows)


def test_a_style_that_makes_a_column_bold_is_reckoned_with() -> None:
    name = "Toimenpiteet vaiheittain ensi vuonna"
    room = (1.03 * width(name, "Calibri", 20) + 14.4) / 72

    def row_height(style: str) -> float:
        slide = titled()
        frame = add_table(slide, [["A", "B"], [name, "2"]], (room, 2.0), height=0.1)
        frame.table._tbl.tblPr.set("firstCol", "1")
        frame.table._tbl.tblPr.find(f"{{{A}}}tableStyleId").text = style
        for run in frame._element.iter(f"{{{A}}}rPr"):
            run.attrib.pop("b", None)
        return int(list(result_of(slide).slides[0].iter(TR))[1].get("h") or 0)

    assert row_height("{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}") > row_height(NO_STYLE)


def test_rows_joined_by_a_cell_too_tall_for_a_slide_are_parted_and_the_cell_is_there_again() -> None:
    slide = titled()
    frame = add_table(
        slide, [["A", "B"], *([f"Tavoite {n // 20}", f"{n} {SENTENCE}"] for n in range(20)), ["x", "y"]], WIDTHS
    )
    for n in range(1, 20):
        frame.table.cell(n + 1, 0).text_frame.text = ""
    frame.table.cell(1, 0).merge(frame.table.cell(20, 0))
    result = result_of(slide)
    assert result.faults == ()
    assert len(result.slides) > 1
    assert [row[1] for part in result.slides for row in body_rows(part)][:-1] == [f"{n} {SENTENCE}" for n in range(20)]
    for part in result.slides:
        rows = list(part.iter(TR))[1:]
        own = [row for row in rows if row[1].findtext(f".//{T}") != "y"]
        assert "".join(own[0][0].itertext(T)) == "Tavoite 0"
        assert own[0][0].get("vMerge") is None
        assert int(own[0][0].get("rowSpan") or 1) == len(own)
        assert all(row[0].get("vMerge") == "1" for row in own[1:])


def long_row(count: int, *, said: str = "(jatkuu)", name: str = "TP1", **details: Any) -> FitResult:
    slide = titled("Otsikko")
    text = " ".join(f"{number}) {SENTENCE}" for number in range(count))
    add_table(slide, [["Tunnus", "Kuvaus"], [name, text], ["TP2", "Lyhyt"]], WIDTHS)
    for number, item in enumerate(slide._element.iter(TR, f"{{{A}}}tc", f"{{{A}}}p")):
        item.set("block", f"b{number}")
    return result_of(slide, row=said, **details)


def test_a_row_taller_than_a_slide_goes_on_at_the_end_of_a_sentence_with_its_name_again() -> None:
    result = long_row(40)
    assert result.faults == ()
    rows = [row for part in result.slides for row in body_rows(part)]
    assert [row[0] for row in rows] == ["TP1", *["TP1 (jatkuu)"] * (len(rows) - 2), "TP2"]
    assert " ".join(row[1] for row in rows[:-1]) == " ".join(f"{number}) {SENTENCE}" for number in range(40))
    assert all(row[1].endswith("kanssa.") for row in rows[:-1])
    lengths = [len(row[1]) for row in rows[:-1]]
    assert max(lengths) - min(lengths) <= 2 * len(SENTENCE)
    for part in result.slides:
        assert sum(int(row.get("h") or 0) for row in part.iter(TR)) <= (6.55 - 1.86) * 914_400 + 12_700


def test_a_row_that_goes_on_without_words_for_it_or_room_has_its_name_alone() -> None:
    assert [row[0] for part in long_row(40, said="").slides for row in body_rows(part)][1] == "TP1"
    wide = long_row(40, said="(jatkuuseuraavallasivullaheti)", name="Tunnus")
    assert [row[0] for part in wide.slides for row in body_rows(part)][1] == "Tunnus"


def test_a_first_cell_that_is_long_itself_is_not_there_again() -> None:
    result = long_row(40, name=" ".join(["kunta"] * 24))
    assert result.faults == ()
    assert [row[0] for part in result.slides for row in body_rows(part)][1] == ""


def test_slices_of_a_row_have_identities_of_their_own() -> None:
    parts = long_row(40).slides
    identities = [item.get("block") for part in parts for item in part.iter(etree.Element) if item.get("block")]
    assert len(identities) == len(set(identities))
    rows = [row.get("block") for part in parts for row in list(part.iter(TR))[1:]]
    assert rows[1] == f"{rows[0]}/2"


def test_paragraphs_go_first_then_sentences() -> None:
    slide = titled()
    frame = add_table(slide, [["A", "B"], ["TP1", ""]], WIDTHS)
    cell = frame.table.cell(1, 1)
    write(cell, "\n".join(f"{number} {SENTENCE} {SENTENCE}" for number in range(24)), 20)
    parts = result_of(slide).slides
    assert len(parts) > 1
    for part in parts:
        shown = [item for item in list(part.iter(TR))[1][1].iter(f"{{{A}}}p") if "".join(item.itertext(T))]
        assert all("".join(item.itertext(T)).count(SENTENCE) == 2 for item in shown)


def test_one_sentence_longer_than_a_slide_is_told_with_its_length_and_place() -> None:
    sentence = "Kunta " + "ja kunta " * 300 + "loppu."
    slide = titled("Otsikko")
    add_table(slide, [["A", "B"], ["TP1", f"Alku on tässä. {sentence}"]], WIDTHS)
    for number, item in enumerate(slide._element.iter(f"{{{A}}}p")):
        item.set("block", f"p{number}")
    (fault,) = result_of(slide).faults
    assert (fault.kind, fault.text, fault.length) == ("row", sentence, len(sentence))
    assert 500 < fault.fits < len(sentence)
    assert fault.block == "p4"  # the title is p0
    slide = titled("Otsikko")
    add_table(slide, [["A", "B"], ["TP1", f"Alku on tässä. {sentence[: fault.fits]}"]], WIDTHS)
    assert result_of(slide).faults == ()


def test_an_enumeration_goes_on_after_one_of_its_items() -> None:
    slide = titled()
    ids = ", ".join(f"TP{number}" for number in range(1, 700))
    add_table(slide, [["Säädös", "Toimenpiteet"], ["Laki", ids]], WIDTHS)
    result = result_of(slide)
    assert result.faults == ()
    assert len(result.slides) > 1
    assert " ".join(row[1] for part in result.slides for row in body_rows(part)) == ids


def test_two_cells_with_the_same_text_are_told_apart() -> None:
    word = "Asianhallintajärjestelmänkäyttöönottosuunnitelma"
    slide = titled()
    add_table(slide, [["A", "B"], ["TP1", "x"], ["TP2", word]], (0.5, 0.6))
    add_box(slide, word, 5, 2, 1, 0.4)
    for number, item in enumerate(slide._element.iter(f"{{{A}}}p")):
        item.set("block", f"p{number}")
    faults = result_of(slide).faults
    assert {fault.block for fault in faults if fault.text == word} == {"p6", "p7"}


# --- texts ------------------------------------------------------------------------------------------------------------


def test_empty_paragraphs_make_no_slide_of_their_own() -> None:
    slide = titled(layout=TITLE_AND_BODY)
    body = place(slide.placeholders[1], 0.6, 1.86, 9, 4.69)
    write(body, "\n".join([*[SENTENCE] * 6, *[" "] * 30]), 20)
    (only,) = result_of(slide).slides
    assert texts(only)[:6] == [SENTENCE] * 6
    assert title_of(only) == "Otsikko"


def test_a_box_that_does_not_wrap_goes_on_by_its_lines() -> None:
    slide = titled()
    box = add_box(slide, "\n".join(f"rivi {number}" for number in range(30)), 0.6, 2, 5, 4)
    box.text_frame.word_wrap = False
    result = result_of(slide)
    assert result.faults == ()
    assert [line for part in result.slides for line in texts(part)] == [f"rivi {number}" for number in range(30)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Yksi. Kaksi! Kolme? Neljä… Viisi", ["Yksi.", "Kaksi!", "Kolme?", "Neljä…", "Viisi"]),
        ("Ks. liite, esim. Kunta. Sitten", ["Ks. liite, esim. Kunta.", "Sitten"]),
        ("J. Virtanen vastaa. Toinen", ["J. Virtanen vastaa.", "Toinen"]),
        ("Luku on 3. luokan asia. Valmis 2027. Uusi", ["Luku on 3. luokan asia.", "Valmis 2027.", "Uusi"]),
        ("Hän sanoi ”Näin on.” Sitten", ["Hän sanoi ”Näin on.”", "Sitten"]),
        ("数字化。下一步！好", ["数字化。", "下一步！", "好"]),
        ("", [""]),
    ],
)
def test_sentences_end_where_they_end(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == parts


def test_a_sentence_with_commas_is_no_enumeration() -> None:
    assert items("Kun tieto, taito ja into kohtaavat, kunta kehittyy") == [(0, 50)]
    assert len(items(", ".join(f"TP{number}" for number in range(9)))) == 9


# --- broken templates -------------------------------------------------------------------------------------------------


def test_numbers_that_make_no_sense_do_no_harm() -> None:
    slide = titled()
    add_table(slide, [["A", "B"], ["1", "2"]], WIDTHS)
    add_box(slide, SENTENCE, 1, 5, 5, 1)
    for item in slide._element.iter(f"{{{A}}}bodyPr", f"{{{A}}}tc", f"{{{A}}}rPr", f"{{{A}}}gridCol", f"{{{A}}}tcPr"):
        for name in ("lIns", "numCol", "gridSpan", "rowSpan", "sz", "spc", "w", "marL", "rot"):
            item.set(name, "xyz" if name != "numCol" else "99999999999")
    assert len(result_of(slide).slides) >= 1


def test_lengths_may_have_units() -> None:
    slide = titled()
    box = add_box(slide, "x", 1, 2, 4, 1)
    box.text_frame._txBody.bodyPr.set("lIns", "1cm")
    box.text_frame.paragraphs[0].line_spacing = Pt(30)
    shape = design(slide).shapes(slide._element)[-1]
    assert shape.text is not None
    assert shape.text.width == pytest.approx(288 - 72 / 2.54)
    assert shape.text.paragraphs[0].look.line.value == 30
