"""Whole blocks inserted and deleted as tracked changes: paragraphs, tables, rows, content controls.

In: a block where it stands, a fresh one, a pen. Out: the tree with the change. When all changes of a story are written,
`settle` sees to it that a cell, a box and the document still end with a paragraph, whatever is answered.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.merging.revisions.answers import accept_own, neighbour
from pipeline.merging.revisions.cutting import RUN, delete_run
from pipeline.merging.revisions.importing import Importer
from pipeline.merging.revisions.pen import Pen
from pipeline.merging.revisions.spanning_fields import hand_over_begin, hand_over_end, spanning, without_spanning
from pipeline.merging.revisions.unfolding import unfolded
from pipeline.merging.revisions.wrapping import mark_runs, wrapped_control
from pipeline.merging.wordings import BOX_TAG, gone, own_mark
from pipeline.ooxml.dialect import w
from pipeline.ooxml.word_styles import inside

_PARAGRAPH, _TABLE, _ROW, _CELL, _CONTROL = w("p"), w("tbl"), w("tr"), w("tc"), w("sdt")
_PROPERTIES, _MARK, _ROW_PROPERTIES = w("pPr"), w("rPr"), w("trPr")
_AFTER_MARK = frozenset((w("sectPr"), w("pPrChange")))
_AUTHOR = w("author")
_NOT_WORDS = frozenset((_MARK, w("commentReference")))
"""What people's comments hang on stays."""
_BLOCKS = frozenset((_PARAGRAPH, _TABLE, _CONTROL))
_HOLDERS = (w("body"), _CELL, BOX_TAG, w("hdr"), w("ftr"), w("footnote"), w("endnote"), w("comment"))


def insert(
    reference: etree._Element,
    fresh_element: etree._Element,
    pen: Pen,
    importer: Importer,
    *,
    before: bool = False,
) -> etree._Element:
    """Puts a fresh block beside one of the document, as an insertion; gives the block as it stands there."""
    return put(reference, importer.take(fresh_element), pen, before=before)


def put(reference: etree._Element, block: etree._Element, pen: Pen, *, before: bool = False) -> etree._Element:
    """Puts a block that is the document's own beside another one, as an insertion."""
    accept_own(block, None)
    if block.tag == _PARAGRAPH:
        without_spanning(block)
    around = [block]
    if block.tag == _CONTROL:
        for inner in _content(block):
            _mark_inserted(inner, pen)
        around = wrapped_control(block, pen)
    else:
        _mark_inserted(block, pen)
    for item in around if before else reversed(around):
        reference.addprevious(item) if before else reference.addnext(item)
    if reference.tag == block.tag == _PARAGRAPH:
        hand_over_begin(reference, block) if before else hand_over_end(reference, block)
    return block


def delete(element: etree._Element, pen: Pen, *, sections: bool = False) -> None:
    """Marks a paragraph, a table, a row or the content of a control as deleted. What the pen had inserted just goes.

    A paragraph that ends a section loses its words; its end only with `sections`.
    """
    if element.tag in (_PARAGRAPH, _ROW) and own_mark(element, pen.author) == "ins" and not _last(element):
        _remove(element)
    elif element.tag == _PARAGRAPH:
        _delete_paragraph(element, pen, sections=sections)
    elif element.tag == _ROW:
        _delete_row(element, pen)
    elif element.tag == _TABLE:
        for row in list(inside(element, _ROW)):
            delete(row, pen)
    else:
        for inner in list(_content(element)):
            delete(inner, pen)


def settle(root: etree._Element, pen: Pen) -> None:
    """Lets the last paragraph of what must end with one stay, empty, and one that keeps two tables apart."""
    for holder in root.iter(*_HOLDERS):
        if holder.tag == _CELL and _gone_around(holder):
            continue
        blocks = list(_blocks(holder))
        for place, block in enumerate(blocks):
            if block.tag == _PARAGRAPH and own_mark(block, pen.author) == "del" and _needed(blocks, place):
                _unmark(block, pen.author)
        if blocks and blocks[-1].tag == _TABLE:
            _end(blocks[-1], pen)


def _end(table: etree._Element, pen: Pen) -> None:
    """An empty paragraph after a table that came to stand last."""
    around = table.getparent()
    while around is not None and around.tag not in _HOLDERS:
        table, around = around, around.getparent()
    table.addnext(last := etree.Element(_PARAGRAPH))
    _mark_inserted(last, pen)


def _needed(blocks: list[etree._Element], place: int) -> bool:
    """Whether a paragraph that goes is the last one to stand where one must: at the end, or between two tables."""
    if any(item.tag == _PARAGRAPH for item in _going_on(blocks, place)):
        return False
    before = next((item for item in reversed(blocks[:place]) if not gone(item)), None)
    after = next((item for item in blocks[place + 1 :] if not gone(item)), None)
    if after is None:
        return before is None or before.tag == _TABLE
    return before is not None and before.tag == after.tag == _TABLE


def _going_on(blocks: list[etree._Element], place: int) -> Iterator[etree._Element]:
    """The blocks after a paragraph that go as it does, to the next one that stays."""
    for item in blocks[place + 1 :]:
        if not gone(item):
            return
        yield item


def _mark_inserted(block: etree._Element, pen: Pen) -> None:
    if block.tag == _PARAGRAPH:
        mark_runs_of(block, pen)
        _mark_properties(block).insert(0, pen.mark("ins"))
    elif block.tag == _TABLE:
        for row in inside(block, _ROW):
            _mark_inserted(row, pen)
    elif block.tag == _ROW:
        _row_properties(block).append(pen.mark("ins"))
        for cell in inside(block, _CELL):
            for inner in _blocks(cell):
                _mark_inserted(inner, pen)


def mark_runs_of(paragraph: etree._Element, pen: Pen) -> None:
    """Marks what a paragraph says as inserted; its properties stay first."""
    properties = paragraph.find(_PROPERTIES)
    if properties is not None:
        paragraph.remove(properties)
    mark_runs(paragraph, pen)
    if properties is not None:
        paragraph.insert(0, properties)


def _delete_paragraph(paragraph: etree._Element, pen: Pen, *, sections: bool) -> None:
    for field in [item for item in paragraph.iter(w("fldSimple")) if _within(item, paragraph)]:
        for item in unfolded(field):
            field.addprevious(item)
        around = field.getparent()
        if around is not None:
            around.remove(field)
    begins, ends = spanning(paragraph)
    halves = {*begins, *ends}
    for run in [item for item in paragraph.iter(RUN) if _within(item, paragraph) and item not in halves]:
        hidden = any(item.tag in (w("del"), w("moveFrom")) for item in run.iterancestors())
        if not hidden and not all(item.tag in _NOT_WORDS for item in run):
            delete_run(run, pen)
    if paragraph.find(f"{_PROPERTIES}/{w('sectPr')}") is not None and not sections:
        return
    marks = _mark_properties(paragraph)
    if any(item.tag == w("del") or item.get(_AUTHOR) == pen.author for item in marks):
        return
    place = sum(item.tag == w("ins") for item in marks)
    marks.insert(place, pen.mark("del"))


def _last(block: etree._Element) -> bool:
    """Whether a paragraph is what its cell or story ends with, after nothing or a table."""
    if block.tag != _PARAGRAPH or neighbour(block) is not None:
        return False
    before = neighbour(block, preceding=True)
    return before is None or before.tag == _TABLE


def _within(item: etree._Element, paragraph: etree._Element) -> bool:
    """Whether something is of a paragraph itself, not of a box in it."""
    return next(item.iterancestors(_PARAGRAPH), None) is paragraph


def _delete_row(row: etree._Element, pen: Pen) -> None:
    properties = _row_properties(row)
    if properties.find(w("del")) is None:
        change = properties.find(w("trPrChange"))
        mark = pen.mark("del")
        properties.append(mark) if change is None else change.addprevious(mark)
    for cell in inside(row, _CELL):
        for inner in list(_blocks(cell)):
            delete(inner, pen)


def _remove(element: etree._Element) -> None:
    holder = element.getparent()
    if holder is None:
        return
    _hand_over_fields(element)
    holder.remove(element)
    if holder.tag == _TABLE and next(inside(holder, _ROW), None) is None and (around := holder.getparent()) is not None:
        around.remove(holder)


def _hand_over_fields(element: etree._Element) -> None:
    """Gives halves of fields that reach beyond a paragraph to its neighbours."""
    if element.tag != _PARAGRAPH:
        return
    after, before = neighbour(element), neighbour(element, preceding=True)
    if after is not None and after.tag == _PARAGRAPH:
        hand_over_begin(element, after)
    if before is not None and before.tag == _PARAGRAPH:
        hand_over_end(element, before)


def _unmark(paragraph: etree._Element, author: str) -> None:
    marks = paragraph.find(f"{_PROPERTIES}/{_MARK}")
    for mark in list(marks) if marks is not None else ():
        if mark.tag == w("del") and mark.get(_AUTHOR) == author and marks is not None:
            marks.remove(mark)
    if marks is not None and not len(marks) and (properties := marks.getparent()) is not None:
        properties.remove(marks)


def _gone_around(cell: etree._Element) -> bool:
    row = next(cell.iterancestors(_ROW), None)
    return row is not None and gone(row)


def _blocks(holder: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables, also those in content controls and changes."""
    for child in holder.iterchildren(etree.Element):
        if child.tag in (_PARAGRAPH, _TABLE):
            yield child
        elif child.tag in (_CONTROL, w("sdtContent"), w("customXml"), w("ins"), w("moveTo")):
            yield from _blocks(child)


def _content(control: etree._Element) -> Iterator[etree._Element]:
    return _blocks(control)


def _mark_properties(paragraph: etree._Element) -> etree._Element:
    properties = paragraph.find(_PROPERTIES)
    if properties is None:
        properties = etree.Element(_PROPERTIES)
        paragraph.insert(0, properties)
    marks = properties.find(_MARK)
    if marks is None:
        marks = etree.Element(_MARK)
        later = next((item for item in properties if item.tag in _AFTER_MARK), None)
        properties.append(marks) if later is None else later.addprevious(marks)
    return marks


def _row_properties(row: etree._Element) -> etree._Element:
    properties = row.find(_ROW_PROPERTIES)
    if properties is None:
        properties = etree.Element(_ROW_PROPERTIES)
        exceptions = row.find(w("tblPrEx"))
        row.insert(0, properties) if exceptions is None else exceptions.addnext(properties)
    return properties
