"""Random decks with all that people draw, in loops and conditions: what comes out opens in PowerPoint.

In: boxes, groups, tables, pictures, charts, connectors and notes with tags in them, under blocks over shapes and slides.
Out: a sound deck, or findings and no deck.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pptx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.util import Inches

from office_checks import office_faults
from office_templates import fill_deck, saved
from pipeline.vocabulary.content import Chart, LongText, Picture, Record, Series, Text

BLOCKS = ["for i in two", "for i in one", "for i in nothing", "if yes", "if no"]
SAID = ["{{ x }}", "teksti", "{{ long }}", "{% if no %}x{% endif %}", "{% for i in two %}{{ i.name }}{% endfor %}", ""]


def picture(colour: str) -> bytes:
    data = BytesIO()
    Image.new("RGB", (40, 20), colour).save(data, "PNG")
    return data.getvalue()


NAMES = {
    "yes": True,
    "no": False,
    "x": Text("arvo"),
    "long": LongText("Alku\n- **yksi**\n- [kaksi](https://esimerkki.example)"),
    "one": (Record("k1", name="a"),),
    "two": (Record("k1", name="a"), Record("k2", name="b")),
    "nothing": (),
    "logo": Picture(picture("red"), "image/png", 40, 20, "Vaakuna"),
    "kuvio": Chart(("a", "b", "c"), (Series("Nyt", (1.0, None, 3.0)),), "Kuvio"),
}


def box_of(place: int) -> tuple[Any, ...]:
    """A place on the slide that nothing else takes."""
    return Inches(0.4 + 3 * (place % 3)), Inches(1.8 + 0.9 * (place // 3)), Inches(2.8), Inches(0.8)


Shape = tuple[str, str, tuple[str, str]]
"""A block over it ("" for none), what it is, and the texts in it."""
Slide = tuple[str, list[Shape]]
"""Notes, and shapes."""

KINDS = ("box", "group", "connected", "table", "picture", "chart")
SHAPES = st.tuples(
    st.sampled_from(["", "", *BLOCKS]), st.sampled_from(KINDS), st.tuples(st.sampled_from(SAID), st.sampled_from(SAID))
)
NOTES = st.sampled_from(["", "Puhe {{ x }}.", *(f"{{% {block} %}}\nPuhe." for block in BLOCKS)])
DECKS = st.lists(st.tuples(NOTES, st.lists(SHAPES, max_size=3)), min_size=1, max_size=3)


def deck_with(slides: list[Slide]) -> bytes:
    deck = pptx.Presentation()
    for number, (notes, shapes) in enumerate(slides):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = f"Sivu {number} {{{{ x }}}}"
        places = iter(range(3 * len(shapes)))
        for opening, kind, said in shapes:
            if opening:
                add_box(slide.shapes, next(places), f"{{% {opening} %}}")
            ADDED[kind](slide, next(places), said)
            if opening:
                add_box(slide.shapes, next(places), f"{{% end{opening.split()[0]} %}}")
        if notes:
            slide.notes_slide.notes_text_frame.text = notes
    return saved(deck)


Said = tuple[str, str]


def add_box(holder: Any, place: int, text: str) -> Any:
    box = holder.add_textbox(*box_of(place))
    box.text_frame.word_wrap = True
    box.text_frame.text = text
    return box


def add_group(slide: Any, place: int, said: Said) -> None:
    group = slide.shapes.add_group_shape()
    add_box(group.shapes, place, said[0])
    group.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box_of(place)).text_frame.text = said[1]


def add_connected(slide: Any, place: int, said: Said) -> None:
    first, second = (add_box(slide.shapes, place, text) for text in said)
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, 0, 0, 100, 100)
    line.begin_connect(first, 3)
    line.end_connect(second, 1)


def add_table(slide: Any, place: int, said: Said) -> None:
    rows = [["a", "b"], ["{% for i in two %}", ""], [said[0], "{{ i.name }}"], ["{% endfor %}", ""], list(said)]
    grid = slide.shapes.add_table(len(rows), 2, *box_of(place)).table
    for row, texts in zip(grid.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def add_picture(slide: Any, place: int, _said: Said) -> None:
    added = slide.shapes.add_picture(BytesIO(picture("blue")), *box_of(place))
    added._element.nvPicPr.cNvPr.set("descr", "{{ logo }}")


def add_chart(slide: Any, place: int, _said: Said) -> None:
    data = CategoryChartData()
    data.categories = ("m", "n")
    data.add_series("malli", (1, 2))
    added = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *box_of(place), data)
    added._element.nvGraphicFramePr.cNvPr.set("descr", "{{ kuvio }}")


ADDED: dict[str, Callable[[Any, int, Said], object]] = {
    "box": lambda slide, place, said: add_box(slide.shapes, place, said[0]),
    "group": add_group,
    "connected": add_connected,
    "table": add_table,
    "picture": add_picture,
    "chart": add_chart,
}


def stays_sound(slides: list[Slide]) -> None:
    template = deck_with(slides)
    assert office_faults(template, tags=False) == []
    result = fill_deck(template, **NAMES)
    if result.document is None:
        assert result.findings
        return
    assert office_faults(result.document) == []
    assert fill_deck(template, **NAMES).document == result.document
    charts = [
        shape.chart
        for slide in pptx.Presentation(BytesIO(result.document)).slides
        for shape in slide.shapes
        if shape.has_chart
    ]
    assert len({chart.part.partname for chart in charts}) == len(charts)


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(DECKS)
def test_any_shapes_under_blocks_stay_sound(slides: list[Slide]) -> None:
    stays_sound(slides)


@pytest.mark.long
@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(DECKS)
def test_many_shapes_under_blocks_stay_sound(slides: list[Slide]) -> None:
    stays_sound(slides)
