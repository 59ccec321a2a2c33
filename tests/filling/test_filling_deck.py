"""Decks: slides repeat and go by their notes' first line, each copy with notes and relationships of its own."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pptx
import pytest
from pptx.util import Inches, Pt

from pipeline.filling.fitting.continuing import SlideWords
from pipeline.filling.rendering import Filled, render_template
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.content import LongText, Record, Text
from pipeline.vocabulary.findings import Place

TITLE_AND_BODY = 1
GOALS = (
    Record("T1", name=Text("Tieto"), notes="Kerro tiedosta.", actions=()),
    Record("T2", name=Text("Palvelut"), notes="Kerro palveluista.", actions=()),
)


def template(*slides: dict[str, Any]) -> bytes:
    deck = pptx.Presentation()
    for given in slides:
        slide = deck.slides.add_slide(deck.slide_layouts[TITLE_AND_BODY])
        slide.shapes.title.text = given.get("title", "")
        slide.placeholders[1].text = given.get("body", "")
        if "notes" in given:
            slide.notes_slide.notes_text_frame.text = given["notes"]
        if "table" in given:
            _add_table(slide, given["table"])
    buffer = BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def _add_table(slide: Any, rows: list[list[str]]) -> None:
    box = (Inches(0.5), Inches(1.8), Inches(9), Inches(0.4 * len(rows)))
    table = slide.shapes.add_table(len(rows), len(rows[0]), *box).table
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def rendered(data: bytes, *, words: SlideWords | None = None, **names: object) -> Filled:
    return render_template(
        data, "malli.pptx", names, brand=Brand(), language_tag="fi-FI", slide_words=words or SlideWords()
    )


def deck_of(result: Filled) -> Any:
    assert result.document is not None, result.findings
    return pptx.Presentation(BytesIO(result.document))


def titles(deck: Any) -> list[str]:
    return [slide.shapes.title.text for slide in deck.slides]


def notes(deck: Any) -> list[str]:
    return [slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else "" for slide in deck.slides]


def test_a_slide_repeats_over_what_its_notes_say() -> None:
    data = template(
        {"title": "Alku", "body": "x"},
        {"title": "{{ goal.name }}", "body": "x", "notes": "{% for goal in goals %}\n{{ goal.notes }}"},
        {"title": "Loppu", "body": "x"},
    )
    deck = deck_of(rendered(data, goals=GOALS))
    assert titles(deck) == ["Alku", "Tieto", "Palvelut", "Loppu"]
    assert notes(deck) == ["", "Kerro tiedosta.", "Kerro palveluista.", ""]
    assert len({slide.notes_slide.part.partname for slide in deck.slides if slide.has_notes_slide}) == 2
    assert len({slide.slide_id for slide in deck.slides}) == 4


@pytest.mark.parametrize(("costs", "expected"), [(True, ["Alku", "Kulut"]), (False, ["Alku"])])
def test_a_slide_is_there_when_its_notes_say_so(costs: bool, expected: list[str]) -> None:
    data = template({"title": "Alku", "body": "x"}, {"title": "Kulut", "body": "x", "notes": "{% if costs %}\nPuhe."})
    deck = deck_of(rendered(data, costs=costs))
    assert titles(deck) == expected
    assert [text for text in notes(deck) if text] == (["Puhe."] if costs else [])


def test_ordinary_notes_stay() -> None:
    assert notes(deck_of(rendered(template({"title": "a", "body": "b", "notes": "Muista {{ x }}."}), x="tauko"))) == [
        "Muista tauko."
    ]


def test_a_table_that_does_not_fit_goes_on_and_says_so() -> None:
    table = [
        ["Nimi", "Vastuu"],
        ["{% for a in actions %}", ""],
        ["{{ a.name }}", "{{ a.owner }}"],
        ["{% endfor %}", ""],
    ]
    data = template({"title": "Toimet", "body": "", "notes": "Puhe {{ n }}.", "table": table})
    actions = tuple(Record(name=f"TP{number}", owner="Kunta") for number in range(1, 31))
    deck = deck_of(rendered(data, words=SlideWords(notes="Jatkuu."), actions=actions, n="yksi"))
    parts = len(deck.slides)
    assert parts > 1
    assert titles(deck) == [f"Toimet\N{NO-BREAK SPACE}({part}/{parts})" for part in range(1, parts + 1)]
    assert notes(deck) == ["Puhe yksi.", *["Jatkuu."] * (parts - 1)]
    names = [
        row.cells[0].text
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
        for row in list(shape.table.rows)[1:]
    ]
    assert names == [action["name"] for action in actions]


def test_a_placeholder_that_gets_no_text_leaves_the_slide() -> None:
    deck = deck_of(rendered(template({"title": "a", "body": "{{ x }}"}), x=""))
    assert [shape.name for shape in deck.slides[0].shapes] == [deck.slides[0].shapes.title.name]


def test_text_that_cannot_fit_is_told_with_its_cell() -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Otsikko"
    box = slide.shapes.add_textbox(Inches(1), Inches(2), Inches(1.5), Inches(0.4))
    box.text_frame.word_wrap = True
    box.text_frame.text = "{{ x }}"
    box.text_frame.paragraphs[0].runs[0].font.size = Pt(18)
    buffer = BytesIO()
    deck.save(buffer)
    source = Place("tyokirja.xlsx", "Visio", "B3")
    result = rendered(buffer.getvalue(), x=Text("pitkä teksti joka ei mahdu " * 30, source))
    assert result.document is None
    (finding,) = [finding for finding in result.findings if finding.code == "FT001"]
    assert finding.place == source


def test_a_directive_with_a_fault_is_told() -> None:
    result = rendered(template({"title": "a", "body": "b", "notes": "{% for goal in gaols %}"}), goals=GOALS)
    assert result.document is None
    assert [(finding.code, finding.values["nearest"]) for finding in result.findings] == [("TP003", "goals")]


def test_the_same_deck_twice() -> None:
    data = template({"title": "{{ goal.name }}", "body": "x", "notes": "{% for goal in goals %}"})
    assert rendered(data, goals=GOALS).document == rendered(data, goals=GOALS).document


def test_notes_of_a_slide_that_goes_on_name_its_rows_and_keep_the_source() -> None:
    table = [["Nimi"], ["{% for a in actions %}"], ["{{ a.name }}"], ["{% endfor %}"]]
    data = template({"title": "Toimet", "body": "", "notes": "{{ talk }}", "table": table})
    actions = tuple(Record(name=f"TP{number}") for number in range(1, 31))
    words = SlideWords(notes="Jatkuu.", notes_of=lambda rows: f"{rows[0]} … {rows[-1]}")
    deck = deck_of(rendered(data, words=words, actions=actions, talk=LongText("Puhe.\nPyyntö.\nLähde: työkirja.")))
    found = notes(deck)
    assert found[0].splitlines() == ["Puhe.", "Pyyntö.", "Lähde: työkirja."]
    assert found[-1].splitlines()[0].endswith("… TP30")
    assert [text.splitlines()[-1] for text in found] == ["Lähde: työkirja."] * len(deck.slides)
