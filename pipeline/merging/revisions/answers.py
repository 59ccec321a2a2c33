"""Tracked changes answered: taken as they are, or taken back.

In: a tree, whose changes are answered (one author's, or everybody's), and how. Out: the same tree without those
changes. Bookmarks, marks of comments and other people's changes that stood in what goes move to what comes next.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.merging.revisions.cutting import restore_run
from pipeline.merging.wordings import in_text
from pipeline.ooxml.dialect import w

_AUTHOR, _ID = w("author"), w("id")
_COMING, _GOING = frozenset((w("ins"), w("moveTo"))), frozenset((w("del"), w("moveFrom")))
_FORMER = frozenset(w(f"{name}Change") for name in "rPr pPr sectPr tblPr tblPrEx trPr tcPr tblGrid numbering".split())
_RANGES = frozenset(w(f"{name}Range{end}") for name in ("moveFrom", "moveTo") for end in ("Start", "End"))
_CONTROL_COMES, _CONTROL_GOES = w("customXmlInsRangeStart"), w("customXmlDelRangeStart")
_CONTROL_ENDS = {_CONTROL_COMES: w("customXmlInsRangeEnd"), _CONTROL_GOES: w("customXmlDelRangeEnd")}
_PARAGRAPH, _RUN, _ROW, _TABLE, _CELL = w("p"), w("r"), w("tr"), w("tbl"), w("tc")
_PROPERTIES, _MARK_PROPERTIES, _ROW_PROPERTIES = w("pPr"), w("rPr"), w("trPr")
_EMPTIED = frozenset(w(name) for name in ("hyperlink", "smartTag", "fldSimple", "ins", "del", "moveTo", "moveFrom"))
_MARKS = frozenset(
    w(name)
    for name in "bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd permStart permEnd moveFromRangeStart "
    "moveFromRangeEnd moveToRangeStart moveToRangeEnd".split()
)
_AROUND = frozenset((w("sdt"), w("sdtContent"), w("customXml"), w("ins"), w("moveTo")))
_LONE = frozenset((*_MARKS, w("proofErr"), _PROPERTIES))


def accept_own(root: etree._Element, author: str | None) -> None:
    """Takes an author's changes as they are; everybody's, when there is none."""
    _answer(root, author, accept=True)


def reject_own(root: etree._Element, author: str | None) -> None:
    """Takes an author's changes back; everybody's, when there is none."""
    _answer(root, author, accept=False)


def take_back(block: etree._Element, author: str) -> None:
    """Takes back what an author changed in a block. A block that the author had inserted goes altogether."""
    reject_own(block, author)


def _answer(root: etree._Element, author: str | None, *, accept: bool) -> None:
    goes = _GOING if accept else _COMING
    for element in list(_of(root, author, _FORMER)):
        _former(element, accept=accept)
    _rows(root, author, goes)
    _controls(root, author, accept=accept)
    for element in list(_of(root, author, _COMING | _GOING)):
        around = element.getparent()
        if around is None or around.tag in (_MARK_PROPERTIES, _ROW_PROPERTIES, w("numPr"), w("tcPr")):
            continue
        _drop(element) if element.tag in goes else _unwrap(element)
    for element in list(_of(root, author, _RANGES)):
        _ranges(root, element)
    for paragraph in list(root.iter(_PARAGRAPH)):
        _paragraph_mark(paragraph, author, goes)


def _of(root: etree._Element, author: str | None, tags: frozenset[str]) -> Iterator[etree._Element]:
    for element in root.iter(*tags):
        if author is None or element.get(_AUTHOR) == author:
            yield element


def _former(change: etree._Element, *, accept: bool) -> None:
    """Properties as they are, or as they were: those of a change stand in it whole."""
    holder = change.getparent()
    if holder is None:
        return
    holder.remove(change)
    former = next((item for item in change.iterchildren(etree.Element) if item.tag == holder.tag), None)
    if accept or former is None:
        return
    kept = [item for item in holder if holder.tag == _PROPERTIES and item.tag in (_MARK_PROPERTIES, w("sectPr"))]
    for item in list(holder):
        if item not in kept:
            holder.remove(item)
    for place, item in enumerate(list(former)):
        holder.insert(place, item)


def _rows(root: etree._Element, author: str | None, goes: frozenset[str]) -> None:
    for row in list(root.iter(_ROW)):
        for mark in list(row.iterfind(f"{_ROW_PROPERTIES}/*")):
            if mark.tag not in _COMING | _GOING or (author is not None and mark.get(_AUTHOR) != author):
                continue
            if mark.tag in goes:
                _drop_row(row)
                break
            around = mark.getparent()
            if around is not None:
                around.remove(mark)
                if not len(around):
                    row.remove(around)


def _drop_row(row: etree._Element) -> None:
    table = next(row.iterancestors(_TABLE), None)
    _drop(row)
    if table is None or next((True for item in table.iter(_ROW) if item is not row), False):
        return
    holder = table.getparent()
    _drop(table)
    if holder is not None and holder.tag == _CELL and holder.find(_PARAGRAPH) is None:
        etree.SubElement(holder, _PARAGRAPH)


def _controls(root: etree._Element, author: str | None, *, accept: bool) -> None:
    """Content controls that come or go: their content is answered apart."""
    for start in list(_of(root, author, frozenset(_CONTROL_ENDS))):
        number = start.get(_ID)
        control = start.getnext()
        for end in root.iter(_CONTROL_ENDS[start.tag]):
            if end.get(_ID) == number:
                _drop(end)
                break
        _drop(start)
        if (start.tag == _CONTROL_GOES) == accept and control is not None and control.tag == w("sdt"):
            content = control.find(w("sdtContent"))
            if content is not None:
                for item in list(content):
                    control.addprevious(item)
            _drop(control)


def _ranges(root: etree._Element, start: etree._Element) -> None:
    ending = start.tag.replace("Start", "End")
    end = next((item for item in root.iter(ending) if item.get(_ID) == start.get(_ID)), None)
    for item in (start, end):
        if item is not None:
            _drop(item)


def _drop(element: etree._Element) -> None:
    """Takes an element out; what holds nothing without it goes too, marks in it stay where it stood."""
    holder = element.getparent()
    if holder is None:
        return
    if element.tag in _COMING | _GOING:
        for mark in [item for item in element.iter(*_MARKS) if in_text(item, element)]:
            element.addprevious(mark)
    holder.remove(element)
    while holder.tag in _EMPTIED and _is_empty(holder) and (around := holder.getparent()) is not None:
        for mark in list(holder.iterchildren(*_MARKS)):
            holder.addprevious(mark)
        around.remove(holder)
        holder = around


def _is_empty(holder: etree._Element) -> bool:
    return all(item.tag in _LONE for item in holder)


def _unwrap(change: etree._Element) -> None:
    holder = change.getparent()
    if holder is None:
        return
    if change.tag in _GOING:
        for run in change.iter(_RUN):
            restore_run(run)
    for item in list(change):
        change.addprevious(item)
    holder.remove(change)


def _paragraph_mark(paragraph: etree._Element, author: str | None, goes: frozenset[str]) -> None:
    properties = paragraph.find(f"{_PROPERTIES}/{_MARK_PROPERTIES}")
    ended = False
    for mark in list(properties) if properties is not None else ():
        if mark.tag not in _COMING | _GOING or (author is not None and mark.get(_AUTHOR) != author):
            continue
        ended = ended or mark.tag in goes
        _drop(mark)
    if properties is not None and not len(properties):
        _without(properties)
    if ended:
        _join(paragraph)


def _without(properties: etree._Element) -> None:
    """Empty properties go, so that a paragraph is as it was before it had a mark."""
    around = properties.getparent()
    if around is not None:
        around.remove(properties)
        if not len(around) and (paragraph := around.getparent()) is not None:
            paragraph.remove(around)


def _join(paragraph: etree._Element) -> None:
    """A paragraph without its end goes over into the next one; alone it stays, since a story ends with a paragraph."""
    _forget_whole_bookmarks(paragraph)
    content = [item for item in paragraph if item.tag != _PROPERTIES]
    following, previous = neighbour(paragraph), neighbour(paragraph, preceding=True)
    if following is not None and following.tag == _PARAGRAPH:
        place = 0 if following.find(_PROPERTIES) is None else 1
        following[place:place] = content
    elif any(item.tag not in _LONE for item in content) or (following is None and not _is_paragraph(previous)):
        return
    elif previous is not None and previous.tag == _PARAGRAPH:
        previous.extend(content)
    _drop_block(paragraph)


def _is_paragraph(block: etree._Element | None) -> bool:
    return block is not None and block.tag == _PARAGRAPH


def neighbour(block: etree._Element, *, preceding: bool = False) -> etree._Element | None:
    """The next paragraph or table of the same story, in or out of content controls."""
    place: etree._Element | None = block
    while place is not None:
        for item in place.itersiblings(_PARAGRAPH, _TABLE, *_AROUND, preceding=preceding):
            found = item if item.tag not in _AROUND else _outermost(item, last=preceding)
            if found is not None:
                return found
        place = place.getparent()
        place = place if place is not None and place.tag in _AROUND else None
    return None


def _outermost(holder: etree._Element, *, last: bool) -> etree._Element | None:
    """The first or the last block in a content control."""
    for item in reversed(list(holder)) if last else holder:
        found = item if item.tag in (_PARAGRAPH, _TABLE) else None
        if item.tag in _AROUND:
            found = _outermost(item, last=last)
        if found is not None:
            return found
    return None


def _forget_whole_bookmarks(paragraph: etree._Element) -> None:
    """A bookmark goes with the words that it names; half of one does not."""
    ends = {item.get(_ID): item for item in paragraph.iterchildren(w("bookmarkEnd"))}
    for start in list(paragraph.iterchildren(w("bookmarkStart"))):
        end = ends.get(start.get(_ID))
        if end is not None:
            paragraph.remove(start)
            paragraph.remove(end)


def _drop_block(block: etree._Element) -> None:
    """Takes a block out, and a content control that only held it."""
    holder = block.getparent()
    if holder is None:
        return
    holder.remove(block)
    control = holder.getparent()
    if holder.tag == w("sdtContent") and not len(holder) and control is not None:
        _drop_block(control)
