"""Random values, cuts and sizes through real decks: nothing is lost, nothing is damaged, nothing is left.

In: values of any Unicode, tags cut over runs with whatever PowerPoint puts on them, loops of 0 to 200 over slides and
rows. Out: decks that Office opens, with every visible character in order over however many slides, or no deck.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

import pptx
from hypothesis import strategies as st
from lxml import etree
from pptx.util import Inches

from office_checks import office_faults
from office_templates import fill_deck, saved
from pipeline.ooxml.dialect import A, a
from pipeline.vocabulary.content import LongText, Text
from random_values import SIZES, TAGS, VALUES, both_sizes, cuts, escaped, groups, named, of_words, visible


@cache
def empty_deck(count: int) -> bytes:
    """A deck of slides that each have a title and one box for a text."""
    deck = pptx.Presentation()
    for number in range(count):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = f"Sivu {number}"
        box = slide.shapes.add_textbox(Inches(0.5), Inches(1.8), Inches(9), Inches(5))
        box.name = "teksti"
        box.text_frame.word_wrap = True
    return saved(deck)


@st.composite
def slide_runs(draw: st.DrawFn, text: str, number: int) -> tuple[str, str]:
    """As `word_runs`, with what PowerPoint leaves on its runs."""
    pieces, markup, colour, position = draw(cuts(text)), "", "", 0
    for place, piece in enumerate(pieces):
        own = f"{number:03d}{place:03d}"
        left = draw(st.sampled_from(['lang="fi-FI"', 'lang="sv-FI" err="1"', 'dirty="0"', 'lang="en-US" noProof="1"']))
        fill = f'<a:solidFill><a:srgbClr val="{own}"/></a:solidFill>'
        markup += f"<a:r><a:rPr {left}>{fill}</a:rPr><a:t>{escaped(piece)}</a:t></a:r>"
        if position <= text.index("{{") < position + len(piece):
            colour = own
        position += len(piece)
    return markup, colour


@st.composite
def typed_on_slides(draw: st.DrawFn) -> list[dict[str, Any]]:
    """As `typed`, one paragraph for each slide."""
    found = []
    for number, value in enumerate(draw(st.lists(VALUES, min_size=4, max_size=4))):
        around = draw(st.sampled_from([("", ""), ("(ä: ", " …)"), ("", " %}")]))
        tag = draw(TAGS).replace("N", f"v.n{number}")
        markup, colour = draw(slide_runs(around[0] + tag + around[1], number))
        kind = draw(st.sampled_from([Text, LongText]))
        found.append({"markup": markup, "colour": colour, "around": around, "value": kind(value)})
    return found


def on_slides(paragraphs: list[dict[str, Any]]) -> bytes:
    deck = pptx.Presentation(BytesIO(empty_deck(len(paragraphs))))
    for slide, item in zip(deck.slides, paragraphs, strict=True):
        (paragraph,) = next(shape for shape in slide.shapes if shape.name == "teksti").text_frame.paragraphs
        for child in etree.fromstring(f'<a:p xmlns:a="{A}">{item["markup"]}</a:p>'):
            paragraph._p.append(child)
    return saved(deck)


def on_their_slides(document: bytes, count: int) -> list[list[tuple[str, str]]]:
    """For each slide of the template its letters with their colours, continued slides taken together."""
    found: list[list[tuple[str, str]]] = [[] for _ in range(count)]
    for slide in pptx.Presentation(BytesIO(document)).slides:
        number = int(slide.shapes.title.text.split()[1].partition("\N{NO-BREAK SPACE}")[0])
        for item in [item for shape in slide.shapes if shape.name == "teksti" for item in shape._element.iter(a("t"))]:
            colour = next((mark.get("val") or "" for mark in item.getparent().iter(a("srgbClr"))), "")
            found[number] += [(letter, colour) for letter in item.text or ""]
    return found


@both_sizes(typed_on_slides())
def test_any_value_on_a_slide_is_whole_or_there_is_no_deck(paragraphs: list[dict[str, Any]]) -> None:
    template, names = on_slides(paragraphs), named(paragraphs)
    result = fill_deck(template, v=names)
    assert fill_deck(template, v=names).document == result.document
    if result.document is None:
        assert {finding.code for finding in result.findings} <= {"FT001", "FT005", "FT006", "TP012"}
        assert any(len(item["value"]) > 2000 for item in paragraphs)
        return
    assert office_faults(result.document, tags=False) == []
    for item, letters in zip(paragraphs, on_their_slides(result.document, len(paragraphs)), strict=True):
        before, after = item["around"]
        kept = of_words if isinstance(item["value"], LongText) else visible
        assert kept("".join(letter for letter, _ in letters)) == kept(before + item["value"] + after)
        if isinstance(item["value"], Text) and letters[len(before) : len(letters) - len(after)]:
            of_value = letters[len(before) : len(letters) - len(after)]
            assert {colour for letter, colour in of_value if visible(letter)} <= {item["colour"]}


@cache
def looping_deck() -> bytes:
    """A slide for each group, and a slide with a table of all items."""
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text, slide.placeholders[1].text = "{{ g.name }}", "{{ g.items | length }} kohtaa"
    slide.notes_slide.notes_text_frame.text = "{% for g in groups %}"
    last = deck.slides.add_slide(deck.slide_layouts[5])
    last.shapes.title.text = "Kaikki"
    rows = [["Kohta", "Nro"], ["{% for i in items %}", ""], ["{{ i.name }}", "{{ loop.index }}"], ["{% endfor %}", ""]]
    grid = last.shapes.add_table(4, 2, Inches(0.5), Inches(1.8), Inches(9), Inches(1.6)).table
    for row, words in zip(grid.rows, rows, strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    return saved(deck)


@both_sizes(st.tuples(st.lists(SIZES, max_size=12), SIZES))
def test_slides_and_their_tables_repeat_exactly(sizes: tuple[list[int], int]) -> None:
    repeated, rows = groups(sizes[0]), groups([sizes[1]])[0]["items"]
    result = fill_deck(looping_deck(), groups=repeated, items=rows)
    assert result.findings == ()
    assert office_faults(result.document) == []
    slides = list(pptx.Presentation(BytesIO(result.document)).slides)
    said_first = [(slide.shapes.title.text, slide.placeholders[1].text) for slide in slides[: len(repeated)]]
    assert said_first == [(group["name"], f"{len(group['items'])} kohtaa") for group in repeated]
    tables = [shape.table for slide in slides[len(repeated) :] for shape in slide.shapes if shape.has_table]
    found = [[cell.text for cell in row.cells] for grid in tables for row in list(grid.rows)[1:]]
    assert found == [[row["name"], str(place)] for place, row in enumerate(rows, 1)]
    assert all([cell.text for cell in grid.rows[0].cells] == ["Kohta", "Nro"] for grid in tables)
    assert len({slide.shapes.title.text for slide in slides}) == len(slides)
