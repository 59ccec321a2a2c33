"""Whole decks that must fit: the brand's font and sizes, the slide's own height, faults at their workbook cells."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pptx
import pytest
from pptx.util import Inches, Pt

from pipeline.filling.fitting.continuing import SlideWords
from pipeline.filling.rendering import Filled, render_template
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.content import Record, Text
from pipeline.vocabulary.findings import Place

FILE = "tyokirja.xlsx"
SENTENCE = "Tietohallinto kuvaa tietovarannot ja tietovirrat yhdessä toimialojen kanssa."


def deck_with_table(height: float = 7.5) -> Any:
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(height)
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Toimet"
    slide.notes_slide.notes_text_frame.text = "Puhe."
    table = slide.shapes.add_table(4, 2, Inches(0.6), Inches(1.8), Inches(12), Inches(1.6)).table
    rows = (("Tunnus", "Kuvaus"), ("{% for a in actions %}", ""), ("{{ a.id }}", "{{ a.text }}"), ("{% endfor %}", ""))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
            for run in cell.text_frame.paragraphs[0].runs:
                run.font.size = Pt(16)
    table.columns[0].width, table.columns[1].width = Inches(2), Inches(10)
    return deck


def rendered(deck: Any, brand: Brand | None = None, **names: object) -> Filled:
    buffer = BytesIO()
    deck.save(buffer)
    words = SlideWords(row="(jatkuu)", notes="Jatkuu.")
    return render_template(
        buffer.getvalue(), "malli.pptx", names, brand=brand or Brand(), language_tag="fi-FI", slide_words=words
    )


def slides_of(result: Filled) -> list[Any]:
    assert result.document is not None, result.findings
    return list(pptx.Presentation(BytesIO(result.document)).slides)


def rows_of(slide: Any) -> list[list[str]]:
    (frame,) = [shape for shape in slide.shapes if shape.has_table]
    return [[cell.text for cell in row.cells] for row in frame.table.rows]


def actions(count: int, sentences: int = 1) -> tuple[Record, ...]:
    return tuple(
        Record(
            f"TP{number}",
            id=Text(f"TP{number}", Place(FILE, "Toimenpiteet", f"A{number + 4}")),
            text=Text(" ".join([SENTENCE] * sentences), Place(FILE, "Toimenpiteet", f"D{number + 4}")),
        )
        for number in range(1, count + 1)
    )


def test_text_is_measured_in_the_brands_font_not_in_the_templates() -> None:
    def last_end(brand: Brand) -> int:
        (slide,) = slides_of(rendered(deck_with_table(), brand, actions=actions(3, sentences=4)))
        (frame,) = [shape for shape in slide.shapes if shape.has_table]
        return frame.top + sum(row.height for row in frame.table.rows)

    assert last_end(Brand(body_font="Arial")) > last_end(Brand(body_font="Calibri"))


def test_a_font_without_metrics_is_told_once_with_the_template_it_was_needed_in() -> None:
    brand = Brand(body_font="Zzz Olematon Grotesk")
    found = rendered(deck_with_table(), brand, actions=actions(30)).findings
    assert [(item.place, item.values["font"]) for item in found if item.code == "FT005"] == [
        (Place("malli.pptx"), "Zzz Olematon Grotesk")
    ]


def test_a_low_slide_holds_less_than_a_high_one() -> None:
    low, high = (slides_of(rendered(deck_with_table(height), actions=actions(11))) for height in (5.625, 7.5))
    assert len(low) > len(high)
    for slide in low:
        (frame,) = [shape for shape in slide.shapes if shape.has_table]
        assert frame.top + sum(row.height for row in frame.table.rows) <= Inches(5.625 * 6.55 / 7.5) + 12_700


def test_a_row_too_tall_goes_on_with_its_name_and_words() -> None:
    slides = slides_of(rendered(deck_with_table(), actions=actions(2, sentences=60)))
    rows = [row for slide in slides for row in rows_of(slide)[1:]]
    assert [row[0] for row in rows] == ["TP1", "TP1 (jatkuu)", "TP1 (jatkuu)", "TP2", "TP2 (jatkuu)", "TP2 (jatkuu)"][
        : len(rows)
    ]
    assert " ".join(row[1] for row in rows) == " ".join([SENTENCE] * 120)
    assert len({slide.shapes.title.text for slide in slides}) == len(slides)


def test_two_cells_with_the_same_words_are_told_apart() -> None:
    long = "Kunta " + "ja kunta " * 400 + "loppu."
    given = tuple(
        Record(f"TP{number}", id=Text(f"TP{number}"), text=Text(long, Place(FILE, "Toimenpiteet", f"D{number + 4}")))
        for number in (1, 2)
    )
    result = rendered(deck_with_table(), actions=given)
    assert result.document is None
    faults = [finding for finding in result.findings if finding.code == "FT001"]
    assert [finding.place.cell for finding in faults] == ["D5", "D6"]
    assert all(0 < int(str(finding.values["fits"])) < len(long) for finding in faults)


def test_identities_are_unique_and_last_when_a_table_goes_on() -> None:
    def identities(count: int) -> list[str]:
        found = rendered(deck_with_table(), actions=actions(count))
        parts = {block.part for block in found.blocks}
        assert len(parts) == 2 * len(slides_of(found))  # each slide and its notes
        return [block.identity for block in found.blocks]

    few, many = identities(30), identities(40)
    assert len(set(few)) == len(few)
    assert {item for item in few if "@TP7" in item} == {item for item in many if "@TP7" in item}


@pytest.mark.parametrize("kind", ["body_minimum", "table_minimum"])
def test_no_brand_makes_text_smaller_than_can_be_read(kind: str) -> None:
    brand = Brand(**{kind: 4.0})  # type: ignore[arg-type]
    slides = slides_of(rendered(deck_with_table(), brand, actions=actions(40, sentences=3)))
    sizes = [
        run.font.size.pt
        for slide in slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
        for paragraph in cell.text_frame.paragraphs
        for run in paragraph.runs
        if run.font.size
    ]
    assert min(sizes) >= 10.0
