"""PowerPoint templates as a designer may draw them, made in code: more than python-pptx can draw, in XML by hand.

In: shapes, notes and further parts. Out: the bytes of a .pptx, and what a rendered one holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

import pptx
from lxml import etree
from pptx.util import Emu

from pipeline.filling.fitting.continuing import SlideWords
from pipeline.filling.rendering import Filled, render_template
from pipeline.ooxml.dialect import A, P, R
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.content import Record, Text

MM = 36_000
WIDTH, HEIGHT = 12_192_000, 6_858_000
NAMES = f'xmlns:a="{A}" xmlns:p="{P}" xmlns:r="{R}"'
TITLE_ONLY, BLANK = 5, 6
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

ITEMS = tuple(Record(f"K{number}", name=Text(f"Kohta {number}")) for number in (1, 2, 3))
"""What the slide of `looped` repeats over."""


def new_deck() -> Any:
    """An empty presentation of 16:9."""
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Emu(WIDTH), Emu(HEIGHT)
    return deck


def add_slide(deck: Any, title: str = "", notes: str | None = None, layout: int = TITLE_ONLY) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[layout])
    if slide.shapes.title is not None:
        slide.shapes.title.text = title
        slide.shapes.title.left, slide.shapes.title.top = Emu(15 * MM), Emu(8 * MM)
        slide.shapes.title.width, slide.shapes.title.height = Emu(300 * MM), Emu(25 * MM)
    if notes is not None:
        slide.notes_slide.notes_text_frame.text = notes
    return slide


def add_box(slide: Any, text: str, left: float, top: float, width: float = 50, height: float = 20) -> Any:
    """A text box; millimetres."""
    box = slide.shapes.add_textbox(*(Emu(round(value * MM)) for value in (left, top, width, height)))
    box.text_frame.word_wrap = True
    box.text_frame.text = text
    return box


def add_xml(slide: Any, xml: str) -> Any:
    """A shape, or anything else that stands among shapes, as XML."""
    element = etree.fromstring(re.sub(r"^(<[\w:]+)", rf"\1 {NAMES}", xml.strip(), count=1))
    slide.shapes._spTree.append(element)
    return element


def add_table(slide: Any, rows: Sequence[Sequence[str]], left: float = 15, top: float = 45, width: float = 200) -> Any:
    box = (Emu(round(value * MM)) for value in (left, top, width, 10 * len(rows)))
    table = slide.shapes.add_table(len(rows), len(rows[0]), *box).table
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return table


def saved(deck: Any) -> bytes:
    buffer = BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def changed(data: bytes, edits: Mapping[str, Callable[[str], str] | str | bytes]) -> bytes:
    """The file with parts edited (functions of their text) or put in (texts, bytes)."""
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, edit in edits.items():
        new = edit(parts[name].decode()) if callable(edit) else edit
        parts[name] = new.encode() if isinstance(new, str) else new
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def relation(number: str, kind: str, target: str, *, external: bool = False) -> Callable[[str], str]:
    """An edit that adds a relationship."""
    address = kind if kind.startswith("http") else f"{OFFICE}/{kind}"
    mode = ' TargetMode="External"' if external else ""
    row = f'<Relationship Id="{number}" Type="{address}" Target="{escape(target)}"{mode}/>'
    return lambda text: text.replace("</Relationships>", f"{row}</Relationships>")


def typed(**types: str) -> Callable[[str], str]:
    """An edit of the content types: `name__ending` is the part's path with `__` for dots and `_S_` for slashes."""
    rows = "".join(
        f'<Override PartName="/{name.replace("_S_", "/").replace("__", ".")}" ContentType="{value}"/>'
        for name, value in types.items()
    )
    return lambda text: text.replace("</Types>", f"{rows}</Types>")


def put_before(mark: str, new: str) -> Callable[[str], str]:
    def edit(text: str) -> str:
        assert mark in text, mark
        return text.replace(mark, new + mark, 1)

    return edit


def all_of(*edits: Callable[[str], str]) -> Callable[[str], str]:
    def edit(text: str) -> str:
        for one in edits:
            text = one(text)
        return text

    return edit


def fill(data: bytes, *, words: SlideWords | None = None, **names: object) -> Filled:
    brand = Brand(body_minimum=12, title_minimum=18, table_minimum=10)
    return render_template(
        data, "malli.pptx", names, brand=brand, language_tag="fi-FI", slide_words=words or SlideWords()
    )


def made(data: bytes, **names: object) -> dict[str, bytes]:
    """The parts of the document, which must have been made."""
    result = fill(data, **names)
    assert result.document is not None, result.findings
    return parts_of(result.document)


def parts_of(document: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def opened(data: bytes, **names: object) -> Any:
    """The document as python-pptx reads it."""
    result = fill(data, **names)
    assert result.document is not None, result.findings
    return pptx.Presentation(BytesIO(result.document))


def texts(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def xml_of(parts: Mapping[str, bytes], name: str) -> Any:
    return etree.fromstring(parts[name])


def relations(parts: Mapping[str, bytes], part: str) -> dict[str, tuple[str, str]]:
    """Kind and target of each relationship of a part."""
    folder, _, name = part.rpartition("/")
    data = parts.get(f"{folder}/_rels/{name}.rels")
    if data is None:
        return {}
    return {
        item.get("Id") or "": ((item.get("Type") or "").rsplit("/", 1)[-1], item.get("Target") or "")
        for item in etree.fromstring(data)
    }


def looped(draw: Callable[[Any], None] = lambda _: None) -> bytes:
    """A deck whose one slide, with more drawn on it, is repeated over `xs`."""
    deck = new_deck()
    slide = add_slide(deck, "{{ x.name }}", "{% for x in xs %}")
    draw(slide)
    return saved(deck)


def targets(parts: dict[str, bytes], kind: str) -> list[str]:
    """The parts of a kind that slides relate to, one for each slide and relationship."""
    slides = sorted(name for name in parts if re.fullmatch(r"ppt/slides/slide\d+\.xml", name))
    return [target for name in slides for found, target in relations(parts, name).values() if found == kind]
