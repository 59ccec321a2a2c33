"""What the blocks of a slide are called, so that they are found again: the slide by its lasting id, shapes by their
names, and what stands in a shape by its place there.

In: the tree of a slide or its notes. Out: an anchor for each of its blocks: `3735928559`, `Taulukko`, `Taulukko#2` for
a second shape of the name, `Taulukko/r2/c1/p1`. Both PowerPoint and LibreOffice keep names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from pipeline.ooxml.dialect import FALLBACK, POWERPOINT, a, p
from pipeline.ooxml.textbody import child

SLIDE_CREATION = "{http://schemas.microsoft.com/office/powerpoint/2010/main}creationId"
_NAMED = p("cNvPr")
_GRAPHIC, _DATA, _TABLE, _ROW, _CELL = a("graphic"), a("graphicData"), a("tbl"), a("tr"), a("tc")
_BODY, _CELL_BODY, _PARAGRAPH = p("txBody"), a("txBody"), a("p")


def anchors_in(root: etree._Element) -> dict[etree._Element, str]:
    """The anchor of each block."""
    found: dict[etree._Element, str] = {}
    own = next(root.iter(SLIDE_CREATION), None)
    if own is not None:
        found[root] = own.get("val") or ""
    known: Counter[str] = Counter()
    layered = next(root.iter(FALLBACK), None) is not None
    for shape in root.iter(*POWERPOINT.shapes):
        if layered and next(shape.iterancestors(FALLBACK), None) is not None:
            continue
        named = next(shape.iter(_NAMED), None)
        name = "" if named is None else named.get("name") or ""
        known[name] += 1
        anchor = name if known[name] == 1 else f"{name}#{known[name]}"
        found[shape] = anchor
        found.update(_inside(shape, anchor))
    return found


def _inside(shape: etree._Element, anchor: str) -> Iterator[tuple[etree._Element, str]]:
    yield from _paragraphs(child(shape, _BODY), anchor)
    table = child(child(child(shape, _GRAPHIC), _DATA), _TABLE)
    for row_number, row in enumerate(() if table is None else table.iterchildren(_ROW), 1):
        of_row = f"{anchor}/r{row_number}"
        yield row, of_row
        for cell_number, cell in enumerate(row.iterchildren(_CELL), 1):
            own = f"{of_row}/c{cell_number}"
            yield cell, own
            yield from _paragraphs(child(cell, _CELL_BODY), own)


def _paragraphs(body: etree._Element | None, anchor: str) -> Iterator[tuple[etree._Element, str]]:
    for number, paragraph in enumerate(() if body is None else body.iterchildren(_PARAGRAPH), 1):
        yield paragraph, f"{anchor}/p{number}"
