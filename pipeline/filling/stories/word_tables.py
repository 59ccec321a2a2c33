"""Word's tables after loops: rows that stay whole, merges that hold, tables that stay apart, no cell without paragraph.

In: while compiling, the tree of a Word part; after rendering, its tree. Out: the same tree, mended where a loop or a
condition left less or more than Word accepts. The look stays the designer's: only what a table needs is added.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from lxml import etree

from pipeline.filling import marks
from pipeline.filling.sites import Sites
from pipeline.ooxml.attributes import number, skipped, span_of
from pipeline.ooxml.dialect import WORD, w

_TOGETHER, _MADE, _SPARE = map(marks.own, ("together", "made", "spare"))
_WHOLE, _MERGE, _VALUE = w("cantSplit"), w("vMerge"), w("val")
_CONTROL, _CONTENT = w("sdt"), w("sdtContent")
_RANGES = frozenset(w(f"{kind}{end}") for kind in ("bookmark", "commentRange", "perm") for end in ("Start", "End"))
_BUILD = frozenset(w(name) for name in ("tblPr", "tblGrid", "trPr", "tblPrEx"))
_BLOCKS = frozenset({WORD.paragraph, WORD.table, _CONTROL, w("customXml"), w("altChunk")})
_HOLDERS = (WORD.cell, *(w(name) for name in ("txbxContent", "hdr", "ftr", "footnote", "endnote")))
_WIDTH_OF_A_CELL = 120.0
"""Points, where a cell's width is not told."""
_LETTER_WIDTH = 5.2
"""Points that a letter of body text takes on average."""
_FEWEST_LETTERS = 8  # of a line, however narrow the cell
_LINES_OF_A_PAGE = 34
"""Lines that fit on a page on its side: a row of more may break."""


def note_neighbours(root: etree._Element) -> None:
    """Notes which tables the designer put right after each other; Word shows such as one."""
    for table in root.iter(WORD.table):
        following = next((item for item in table.itersiblings() if item.tag not in _RANGES), None)
        if following is not None and following.tag == WORD.table:
            following.set(_TOGETHER, "1")


def keep_rows_whole(root: etree._Element, sites: Sites) -> None:
    """Rows that a loop makes don't break across pages, unless the designer has said otherwise."""
    for table in root.iter(WORD.table):
        for row in _looped_rows(table, sites):
            properties = row.find(w("trPr"))
            if properties is None:
                properties = etree.Element(w("trPr"))
                row.insert(1 if row.find(w("tblPrEx")) is not None else 0, properties)
            if properties.find(_WHOLE) is None and properties.find(w("tblHeader")) is None:
                properties.insert(0, etree.Element(_WHOLE, {_MADE: "1"}))


def note_spare_styles(root: etree._Element) -> None:
    """Notes the style of the paragraph that a cell keeps when its conditions leave it empty."""
    for cell in root.iter(WORD.cell):
        if any(marks.is_marker(child) for child in cell):
            style = cell.find(f".//{w('pStyle')}")
            if style is not None:
                cell.set(_SPARE, style.get(_VALUE) or "")


def mend(root: etree._Element) -> None:
    """Mends the tables of a rendered part, and whatever needs a paragraph at its end."""
    _drop_empty(root)
    _keep_apart(root)
    if next(root.iter(_MERGE), None) is not None:
        for table in root.iter(WORD.table):
            _mend_merges(table)
    _let_long_rows_break(root)
    for holder in root.iter(*_HOLDERS):
        _end_with_paragraph(holder)


def _drop_empty(root: etree._Element) -> None:
    """Rows, tables and content controls of which nothing is left, from the innermost."""
    for element in reversed(list(root.iter(WORD.row, WORD.table, _CONTROL))):
        content = element.find(_CONTENT) if element.tag == _CONTROL else element
        parent = element.getparent()
        if content is None or parent is None or any(_is_content(child) for child in content):
            continue
        ranges = [child for child in content if child.tag in _RANGES]
        place = parent.index(element)
        parent[place : place + 1] = ranges


def _is_content(child: etree._Element) -> bool:
    return child.tag not in _RANGES | _BUILD


def _keep_apart(root: etree._Element) -> None:
    """Tables that come to stand right after each other would be one table in Word."""
    for table in root.iter(WORD.table):
        together = table.attrib.pop(_TOGETHER, "")
        before = next((item for item in table.itersiblings(preceding=True) if item.tag not in _RANGES), None)
        if not together and before is not None and before.tag == WORD.table:
            table.addprevious(etree.Element(WORD.paragraph))


def _mend_merges(table: etree._Element) -> None:
    """A cell that goes on with the one above it needs one that began there, as wide as itself."""
    above: dict[int, int] = {}
    for row in _opened(table):
        if row.tag != WORD.row:
            continue
        column, merged = skipped(row), {}
        for cell in _opened(row):
            if cell.tag != WORD.cell:
                continue
            span, merge = span_of(cell), cell.find(f"{WORD.cell_properties}/{_MERGE}")
            if merge is not None:
                if merge.get(_VALUE) != "restart" and above.get(column) != span:
                    merge.set(_VALUE, "restart")
                merged[column] = span
            column += span
        above = merged


def _let_long_rows_break(root: etree._Element) -> None:
    for whole in list(root.iter(_WHOLE)):
        properties = whole.getparent()
        if whole.attrib.pop(_MADE, "") and properties is not None and _is_long(properties.getparent()):
            properties.remove(whole)


def _is_long(row: etree._Element | None) -> bool:
    """Whether a row may well need more than a page."""
    if row is None:
        return False
    letters = sum(len(item.text or "") for item in row.iter(WORD.text))
    if sum(1 for _ in row.iter(WORD.paragraph)) + letters / _FEWEST_LETTERS <= _LINES_OF_A_PAGE:
        return False  # not even in its narrowest cell
    return any(_lines(cell) > _LINES_OF_A_PAGE for cell in row.iter(WORD.cell))


def _lines(cell: etree._Element) -> int:
    width = cell.find(f"{WORD.cell_properties}/{w('tcW')}")
    points = number(width.get(w("w")), 0.0) / 20 if width is not None and width.get(w("type")) == "dxa" else 0
    letters = max(points or _WIDTH_OF_A_CELL, _LETTER_WIDTH * _FEWEST_LETTERS) / _LETTER_WIDTH
    texts = ("".join(item.text or "" for item in paragraph.iter(WORD.text)) for paragraph in cell.iter(WORD.paragraph))
    return sum(max(1, ceil(len(text) / letters)) for text in texts)


def _end_with_paragraph(holder: etree._Element) -> None:
    """A cell, a text box, a header and a note end with a paragraph."""
    if len(holder) and holder[-1].tag == WORD.paragraph and holder.get(_SPARE) is None:
        return  # as nearly all do
    blocks = [child for child in holder if child.tag in _BLOCKS]
    last = blocks[-1] if blocks else None
    while last is not None and last.tag == _CONTROL:
        inner = [child for child in last.iterfind(f"{_CONTENT}/*") if child.tag in _BLOCKS]
        last = inner[-1] if inner else None
    spare = str(holder.attrib.pop(_SPARE, ""))
    if last is not None and last.tag != WORD.table:
        return
    paragraph = etree.Element(WORD.paragraph)
    if spare and last is None:
        properties = etree.SubElement(paragraph, WORD.paragraph_properties)
        etree.SubElement(properties, w("pStyle"), {_VALUE: spare})
    holder.append(paragraph)


def _looped_rows(table: etree._Element, sites: Sites) -> Iterator[etree._Element]:
    depth = 0
    for child in _opened(table):
        if marks.is_marker(child):
            depth += {"for": 1, "endfor": -1}.get(sites.items[marks.number_of(child)].keyword, 0)
        elif child.tag == WORD.row and depth > 0:
            yield child


def _opened(element: etree._Element) -> Iterator[etree._Element]:
    """The children of an element, those of content controls in their place."""
    for child in element:
        content = child.find(_CONTENT) if child.tag == _CONTROL else None
        if content is None:
            yield child
        else:
            yield from _opened(content)
