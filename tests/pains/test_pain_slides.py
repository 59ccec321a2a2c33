"""What hurts with slides and with size (pains 20–22 and 25 of what the users of other engines report), before and after.

In: decks as designers draw them; long documents. Out: what python-pptx and docxtpl make of them, and what ours does.
"""

from __future__ import annotations

import copy
from io import BytesIO
from typing import Any

import pptx
import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.util import Inches, Pt

from documents import filled, table, word
from office_checks import fault_codes, office_faults
from office_templates import deck_of, fill_deck, saved
from peer_engines import as_records, docxtpl_fills, texts
from pipeline.filling.programs.sandbox import Sandbox
from pipeline.ooxml.dialect import a
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.content import Chart, Record, Series, Text
from pipeline.vocabulary.findings import Place

TITLE_ONLY = 5

# --- 20: copies of slides ---------------------------------------------------------------------------------------------


def goal_slide() -> bytes:
    """A slide with a chart and notes that repeats over goals, as its notes say."""
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    slide.shapes.title.text = "{{ goal.name }}"
    data = CategoryChartData()
    data.categories = ("a", "b")
    data.add_series("malli", (1, 2))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(2), Inches(7), Inches(4), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", "{{ goal.chart }}")
    slide.notes_slide.notes_text_frame.text = "{% for goal in goals %}\nKerro: {{ goal.name }}"
    return saved(deck)


def chart_of(value: float) -> Chart:
    return Chart(("Nyt", "Tavoite"), (Series("Taso", (value, value + 1)),), f"Taso {value}")


def test_pain_20_no_slide_duplication() -> None:
    deck = pptx.Presentation(BytesIO(goal_slide()))
    first = deck.slides[0]
    second = deck.slides.add_slide(first.slide_layout)  # the recipe that goes round: copy the shapes
    for shape in first.shapes:
        second.shapes._spTree.append(copy.deepcopy(shape._element))
    assert {"ID10", "RID01"} & fault_codes(saved(deck))
    goals = tuple(Record(f"T{n}", name=Text(f"Tavoite {n}"), chart=chart_of(n)) for n in (1, 2, 3))
    result = fill_deck(goal_slide(), goals=goals)
    assert result.findings == ()
    assert office_faults(result.document) == []
    slides = list(deck_of(result).slides)
    assert [slide.shapes.title.text for slide in slides] == ["Tavoite 1", "Tavoite 2", "Tavoite 3"]
    assert [slide.notes_slide.notes_text_frame.text for slide in slides] == [f"Kerro: Tavoite {n}" for n in (1, 2, 3)]
    charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    assert [chart.plots[0].series[0].values[0] for chart in charts] == [1.0, 2.0, 3.0]
    assert len({chart.part.partname for chart in charts}) == 3
    assert len({chart.part.chart_workbook.xlsx_part.partname for chart in charts}) == 3
    assert len({slide.slide_id for slide in slides}) == 3


# --- 21: text that shrinks only when somebody edits it ----------------------------------------------------------------


def boxed(size: int, height: float) -> bytes:
    """A slide with a text box that says it would shrink its text."""
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    slide.shapes.title.text = "Otsikko"
    box = slide.shapes.add_textbox(Inches(0.5), Inches(1.8), Inches(9), Inches(height))
    box.text_frame.word_wrap = True
    box.text_frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
    box.text_frame.text = "{{ x }}"
    box.text_frame.paragraphs[0].runs[0].font.size = Pt(size)
    return saved(deck)


def shown_sizes(deck: Any) -> list[float]:
    """The sizes of the box's runs as PowerPoint shows them before anybody edits: written, times the written scale."""
    frame = deck.slides[0].shapes[1].text_frame
    fit = frame._txBody.bodyPr.find(a("normAutofit"))
    scale = int(fit.get("fontScale", "100000")) / 100_000 if fit is not None else 1
    return [run.font.size.pt * scale for paragraph in frame.paragraphs for run in paragraph.runs]


SOME = "Kunta ottaa käyttöön yhteisen tiedonhallinnan mallin. " * 9


def test_pain_21_shrink_on_overflow_does_nothing_until_a_human_edits() -> None:
    deck = pptx.Presentation(BytesIO(boxed(28, 3.2)))
    deck.slides[0].shapes[1].text_frame.paragraphs[0].runs[0].text = SOME
    assert shown_sizes(deck) == [28]  # python-pptx only says that it would shrink
    result = fill_deck(boxed(28, 3.2), x=Text(SOME))
    assert result.document is not None, result.findings
    made = deck_of(result)
    assert len(made.slides) == 1
    assert all(Brand().body_minimum <= size < 28 for size in shown_sizes(made))
    assert made.slides[0].shapes[1].text_frame.text.strip() == SOME.strip()


def test_pain_21_what_cannot_fit_names_its_cell_and_never_goes_below_the_brands_size() -> None:
    cell = Place("tyokirja.xlsx", "Visio", "B3")
    result = fill_deck(boxed(18, 0.5), x=Text("yhdyssanoja" * 40, cell))
    assert result.document is None
    (fault,) = [finding for finding in result.findings if finding.code == "FT001"]
    assert fault.place == cell


# --- 22: content that goes on to the next slide -----------------------------------------------------------------------


def with_rows() -> bytes:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    slide.shapes.title.text = "Toimet"
    rows = [
        ["Toimi", "Vastuu"],
        ["{% for t in actions %}", ""],
        ["{{ t.name }}", "{{ t.owner }}"],
        ["{% endfor %}", ""],
    ]
    grid = slide.shapes.add_table(4, 2, Inches(0.5), Inches(1.8), Inches(9), Inches(1.6)).table
    for row, words in zip(grid.rows, rows, strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    return saved(deck)


def test_pain_22_no_safe_pagination() -> None:
    names = [f"Toimenpide {number}" for number in range(1, 41)]
    by_hand = pptx.Presentation()
    slide = by_hand.slides.add_slide(by_hand.slide_layouts[TITLE_ONLY])
    frame = slide.shapes.add_table(41, 2, Inches(0.5), Inches(1.8), Inches(9), Inches(0.4 * 41))
    assert frame.top + frame.height > by_hand.slide_height  # python-pptx draws on below the slide
    actions = tuple(Record(name, name=Text(name), owner=Text("Johtoryhmä")) for name in names)
    result = fill_deck(with_rows(), actions=actions)
    assert result.findings == ()
    assert office_faults(result.document) == []
    deck = deck_of(result)
    parts = len(deck.slides)
    assert parts > 1
    assert [slide.shapes.title.text for slide in deck.slides] == [
        f"Toimet\N{NO-BREAK SPACE}({part}/{parts})" for part in range(1, parts + 1)
    ]
    frames = [shape for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert all(frame.top + sum(row.height for row in frame.table.rows) <= deck.slide_height for frame in frames)
    tables = [[[cell.text for cell in row.cells] for row in frame.table.rows] for frame in frames]
    assert all(rows[0] == ["Toimi", "Vastuu"] for rows in tables)
    assert [row[0] for rows in tables for row in rows[1:]] == names  # none lost, none cut, none twice
    counts = [len(rows) for rows in tables]
    assert max(counts) - min(counts) <= 1  # balanced


# --- 25: speed --------------------------------------------------------------------------------------------------------

LONG = word(
    *["Rivi {{ name }} ja {{ number }}."] * 400, table(["{%tr for x in xs %}"], ["{{ x }}"], ["{%tr endfor %}"])
)
LONG_NAMES: dict[str, object] = {"name": "Tieto", "number": 7, "xs": [f"x{n}" for n in range(100)]}


def test_pain_25_slow_on_large_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason why ours is not slow; how fast it is beside docxtpl: benchmarks/designers_language.py."""
    names = {name: as_records(value) for name, value in LONG_NAMES.items()}
    made = filled(LONG, **names).document
    assert made is not None
    assert texts(made) == texts(docxtpl_fills(LONG, **LONG_NAMES))

    def refuse(*_: object) -> None:
        raise RuntimeError("a template is compiled")

    monkeypatch.setattr(Sandbox, "load", refuse)
    assert filled(LONG, **names).document == made  # nothing is compiled again
    with pytest.raises(RuntimeError):
        filled(word("{{ name }} toinen malli"), **names)
