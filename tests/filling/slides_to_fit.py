"""Slides for the tests of fitting, made with python-pptx on its own default design. Sizes are points, places inches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.util import Inches, Pt

from pipeline.filling.fitting.fitting import FitResult, fit_alike
from pipeline.filling.fitting.fitting_faults import Filled
from pipeline.ooxml.dialect import A
from pipeline.ooxml.geometry import Design

TITLE_ONLY, TITLE_AND_BODY = 5, 1
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
T, TR, TBL = f"{{{A}}}t", f"{{{A}}}tr", f"{{{A}}}tbl"


def presentation() -> Any:
    """An empty widescreen deck."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    return deck


def design(slide: Any) -> Design:
    """What a slide of python-pptx stands on."""
    layout = slide.slide_layout
    return Design(layout._element, layout.slide_master._element)


def everything(_: str) -> bool:
    """Takes all texts for filled."""
    return True


def fit(slide: etree._Element, design: Design, *, filled: Filled = everything, **details: Any) -> FitResult:
    """One slide fitted; it is changed."""
    (result,) = fit_alike([slide], design, filled=filled, **details)
    return result


_DECK = presentation()


def titled(text: str = "Otsikko", layout: int = TITLE_ONLY) -> Any:
    """A slide with a title of two lines' room at the top."""
    slide = _DECK.slides.add_slide(_DECK.slide_layouts[layout])
    place(slide.shapes.title, 0.6, 0.5, 11.6, 1.2)
    write(slide.shapes.title, text, 30)
    return slide


def place(shape: Any, x: float, y: float, width: float, height: float) -> Any:
    """Puts a shape somewhere."""
    shape.left, shape.top, shape.width, shape.height = Inches(x), Inches(y), Inches(width), Inches(height)
    return shape


def write(shape: Any, text: str, size: float, *, bold: bool = False) -> None:
    """Writes paragraphs, parted by line breaks, in Calibri."""
    frame = shape.text_frame
    frame.word_wrap = True
    for number, line in enumerate(text.split("\n")):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size, run.font.name, run.font.bold = line, Pt(size), "Calibri", bold


def add_table(
    slide: Any, rows: Sequence[Sequence[str]], widths: Sequence[float], *, size: float = 20, height: float = 0.58
) -> Any:
    """A table at the top of the content, its first row the head; gives its frame."""
    frame = slide.shapes.add_table(
        len(rows), len(widths), Inches(0.6), Inches(1.86), Inches(sum(widths)), Inches(height * len(rows))
    )
    table = frame.table
    table._tbl.tblPr.find(f"{{{A}}}tableStyleId").text = NO_STYLE
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(width)
    for number, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
        row.height = Inches(height)
        for cell, text in zip(row.cells, texts, strict=True):
            write(cell, text, size if number else 14, bold=not number)
    return frame


def add_box(slide: Any, text: str, x: float, y: float, width: float, height: float, *, size: float = 20) -> Any:
    """A text box without insets that stays as it is."""
    box = slide.shapes.add_textbox(Inches(x), Inches(y), Inches(width), Inches(height))
    frame = box.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.auto_size = None
    write(box, text, size)
    return box


def body_rows(slide: etree._Element) -> list[list[str]]:
    """The texts of all rows below the head of the slide's tables."""
    rows = [row for table in slide.iter(TBL) for row in list(table.iter(TR))[1:]]
    return [["".join(cell.itertext(T)) for cell in row.iterchildren(f"{{{A}}}tc")] for row in rows]


def title_of(slide: etree._Element) -> str:
    """The text of the first shape."""
    return "".join(next(slide.iter("{*}txBody")).itertext(T))


def sizes(element: etree._Element) -> list[float]:
    """The sizes written on runs."""
    return [int(found.get("sz")) / 100 for found in element.iter(f"{{{A}}}rPr") if found.get("sz")]
