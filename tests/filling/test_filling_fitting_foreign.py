"""Other designers' decks: what they drew stays, boxes without line breaks grow, any list goes on, faults make sense."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pptx
import pytest
from lxml import etree
from pptx.enum.text import MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Inches, Pt

from pipeline.filling.rendering import Filled, render_template
from pipeline.ooxml.dialect import A, P
from pipeline.ooxml.package import parse, read_package, serialise
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.findings import Place

FILE, LOOP, END = "tyokirja.xlsx", "{% for g in goals %}", "{% endfor %}"
SLIDE = "ppt/slides/slide1.xml"


def deck_of(title: str = "Otsikko") -> Any:
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = title
    return deck


def box(deck: Any, lines: Sequence[str], place: tuple[float, float, float, float], *, size: float = 18) -> Any:
    """A text box on the first slide whose lines break; its place in inches."""
    shape = deck.slides[0].shapes.add_textbox(*(Inches(length) for length in place))
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.text = "\n".join(lines)
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run.font.size, run.font.name = Pt(size), "Calibri"
    return shape


def filled(deck: Any, **names: object) -> Filled:
    buffer = BytesIO()
    deck.save(buffer)
    return filled_bytes(buffer.getvalue(), **names)


def filled_bytes(data: bytes, **names: object) -> Filled:
    return render_template(data, "malli.pptx", names, brand=Brand(), language_tag="fi-FI")


def slides_of(result: Filled) -> list[Any]:
    assert result.document is not None, result.findings
    return list(pptx.Presentation(BytesIO(result.document)).slides)


def shape_named(slide: Any, name: str) -> Any:
    return next(shape for shape in slide.shapes if shape.name == name)


def goals(count: int, text: str = "Tavoite") -> tuple[Record, ...]:
    cells = (Place(FILE, "Tavoitteet", f"B{row}") for row in range(4, 4 + count))
    return tuple(Record(f"T{n}", name=Text(f"{text} {n}", cell)) for n, cell in enumerate(cells, 1))


def test_a_label_that_no_tag_fills_stays_as_drawn_however_low_its_box() -> None:
    deck = deck_of("{{ name }}")
    label = box(deck, ["Selite, joka ei mahdu laatikkoonsa"], (1, 3, 0.5, 0.2))
    drawn = etree.tostring(label.text_frame._txBody.p_lst[0].r_lst[0].t)
    result = filled(deck, name="Kunta")
    assert result.findings == ()
    (slide,) = slides_of(result)
    after = shape_named(slide, label.name)
    assert etree.tostring(after.text_frame._txBody.p_lst[0].r_lst[0].t) == drawn
    assert after.text_frame.paragraphs[0].runs[0].font.size == Pt(18)
    assert (after.width, after.height) == (label.width, label.height)
    with_tag = deck_of("{{ name }}")
    box(with_tag, ["Selite {{ name }}, joka ei mahdu laatikkoonsa"], (1, 3, 0.5, 0.2))
    assert {item.code for item in filled(with_tag, name="Kunta").findings} == {"FT001"}  # the same with a value is one


def test_a_table_that_no_tag_fills_stays_as_drawn_and_still_limits_what_is_above_it() -> None:
    deck = deck_of("{{ name }}")
    frame = deck.slides[0].shapes.add_table(2, 1, Inches(1), Inches(4), Inches(1), Inches(0.2))
    frame.table.cell(0, 0).text = frame.table.cell(1, 0).text = "Soluun mahtumaton selite"
    box(deck, [LOOP, "{{ g.name }}", END], (1, 2, 4, 1.05))
    result = filled(deck, name="Kunta", goals=goals(9))
    slides = slides_of(result)
    assert [row.height for row in next(s for s in slides[0].shapes if s.has_table).table.rows] == [Inches(0.1)] * 2
    assert len(slides) == 3  # nine lines, three of which fit above the table
    assert result.findings == ()


def test_a_title_that_no_tag_fills_tells_its_part_on_slides_that_go_on() -> None:
    deck = deck_of("Tavoitteet")
    box(deck, [LOOP, "{{ g.name }}", END], (1, 2, 4, 1.05))
    slides = slides_of(filled(deck, goals=goals(5)))
    assert [slide.shapes.title.text for slide in slides] == ["Tavoitteet\xa0(1/2)", "Tavoitteet\xa0(2/2)"]
    sizes = [slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size for slide in slides]
    assert sizes == [None, None]


@pytest.mark.parametrize(
    ("align", "left", "right"),
    [(PP_ALIGN.LEFT, 0, 1), (PP_ALIGN.RIGHT, 1, 0), (PP_ALIGN.CENTER, 0.5, 0.5), (None, 0, 1)],
)
def test_a_box_without_line_breaks_grows_about_its_alignment(align: Any, left: float, right: float) -> None:
    deck = deck_of()
    drawn = box(deck, ["{{ name }}"], (6, 3, 0.6, 0.4))
    drawn.text_frame.word_wrap, drawn.text_frame.paragraphs[0].alignment = False, align
    result = filled(deck, name="Esimerkkilän kunnan tietohallinto")
    (slide,) = slides_of(result)
    after = shape_named(slide, drawn.name)
    won = after.width - drawn.width
    assert result.findings == ()
    assert won > Inches(2)
    assert drawn.left - after.left == pytest.approx(left * won, abs=20)
    assert (after.left + after.width) - (drawn.left + drawn.width) == pytest.approx(right * won, abs=20)
    assert after.text_frame.paragraphs[0].runs[0].font.size == Pt(18)


def test_a_box_without_line_breaks_never_leaves_the_slide_nor_covers_its_neighbour() -> None:
    text = "Esimerkkilän kunnan tietohallinto " * 3
    wide, edge, beside = deck_of(), deck_of(), deck_of()
    for deck, x in ((wide, 0.5), (edge, 11.0), (beside, 0.5)):
        box(deck, ["{{ name }}"], (x, 3, 0.6, 0.4)).text_frame.word_wrap = False
    box(beside, ["Naapuri"], (4, 3, 1, 0.4))
    results = [filled(deck, name=text.strip()) for deck in (wide, edge, beside)]
    assert [[item.code for item in result.findings] for result in results] == [[], ["FT001"], ["FT001"]]
    (slide,) = slides_of(results[0])
    assert all(shape.left + shape.width <= Inches(13.333) for shape in slide.shapes if shape.has_text_frame)


@pytest.mark.parametrize("auto_size", [MSO_AUTO_SIZE.NONE, MSO_AUTO_SIZE.SHAPE_TO_FIT_TEXT])
@pytest.mark.parametrize("lines", [1, 2, 3])
def test_a_list_goes_on_even_from_a_box_for_few_lines(auto_size: Any, lines: int) -> None:
    deck = deck_of()
    drawn = box(deck, [LOOP, "{{ g.name }}", END], (1, 6, 4, lines * 0.31 + 0.1))
    drawn.text_frame.auto_size = auto_size
    result = filled(deck, goals=goals(lines + 1))
    assert result.findings == ()
    slides = slides_of(result)
    assert len(slides) == 2
    said = [paragraph.text for slide in slides for paragraph in shape_named(slide, drawn.name).text_frame.paragraphs]
    assert said == [f"Tavoite {n}" for n in range(1, lines + 2)]


def test_single_values_in_a_box_for_one_line_are_a_fault_and_make_no_slide() -> None:
    deck = deck_of()
    box(deck, ["{{ name }}", "{{ date }}"], (1, 6, 4, 0.4))
    (finding,) = filled(deck, name="Kunta", date="1.1.2027").findings
    assert (finding.code, finding.values["text"], finding.values["fits"]) == ("FT001", "Kunta 1.1.2027", 5)


@pytest.mark.parametrize("kind", ["sldNum", "ftr", "dt"])
def test_footers_never_go_on_and_tell_the_whole_box_at_its_last_cell(kind: str) -> None:
    deck = deck_of()
    shape = box(deck, [LOOP, "{{ g.name }}", END], (1, 6.7, 4, 0.4))
    application = shape._element.find(f"{{{P}}}nvSpPr/{{{P}}}nvPr")
    etree.SubElement(application, f"{{{P}}}ph", type=kind, idx="12")
    (finding,) = filled(deck, goals=goals(3)).findings
    assert finding.place == Place(FILE, "Tavoitteet", "B6")
    told = {name: finding.values[name] for name in ("text", "length", "fits")}
    assert told == {"text": "Tavoite 1 Tavoite 2 Tavoite 3", "length": 29, "fits": 9}


def test_a_title_drawn_in_a_box_lower_than_its_line_is_no_fault_until_it_takes_a_second_line() -> None:
    found = {}
    for text in ("Kunta", "Kunnan tietohallinnon ja digipalvelujen toimenpiteet " * 3):
        deck = deck_of("{{ name }}")
        title = deck.slides[0].shapes.title
        title.left, title.top, title.width, title.height = Inches(0.5), Inches(0.3), Inches(12), Inches(0.3)
        found[text] = [item.code for item in filled(deck, name=text.strip()).findings]
    assert list(found.values()) == [[], ["FT001"]]


def test_a_row_too_tall_with_an_empty_cell_is_no_crash() -> None:
    deck = deck_of()
    frame = deck.slides[0].shapes.add_table(3, 2, Inches(1), Inches(6.4), Inches(8), Inches(0.3))
    for row, texts in enumerate(((LOOP, ""), ("{{ g.name }}", "{% if no %}x{% endif %}"), (END, ""))):
        for column, text in enumerate(texts):
            frame.table.cell(row, column).text = text
    result = filled(deck, goals=goals(2), no=False)
    assert {item.code for item in result.findings} <= {"FT001"}


def changed(deck: Any, drop: str) -> bytes:
    """The deck's bytes, with all elements of that name gone from its slide's table."""
    buffer = BytesIO()
    deck.save(buffer)
    package = read_package(buffer.getvalue())
    root = parse(package.read(SLIDE))
    for element in list(root.iter(f"{{{A}}}{drop}")):
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)
    package.parts[SLIDE] = serialise(root)
    return package.write()


@pytest.mark.parametrize("drop", ["tbl", "tr", "tc", "gridCol", "tblGrid", "txBody"])
def test_tables_without_what_makes_them_one_are_no_crash(drop: str) -> None:
    deck = deck_of("{{ name }}")
    frame = deck.slides[0].shapes.add_table(2, 2, Inches(1), Inches(2), Inches(8), Inches(1))
    frame.table.cell(1, 1).text = "{{ name }}"
    result = filled_bytes(changed(deck, drop), name="Kunta")
    assert {item.code for item in result.findings} <= {"FT001", "FT006"}
