"""Comments in a Word document: the part that holds them, and their marks round the words they are about.

In: an open document and remarks. Out: the same document, commented. Comments have no date, so that the same document
with the same remarks is the same bytes.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

from lxml import etree

from pipeline.ooxml.dialect import WORD, XML_SPACE, R, W, w
from pipeline.ooxml.package import parse, serialise
from pipeline.ooxml.remarks import Remark
from pipeline.ooxml.text import pieces
from pipeline.ooxml.whereabouts import Whereabouts

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_PART = "word/comments.xml"
_ID = w("id")
_BOX = w("txbxContent")


def comment_body(at: Whereabouts, remarks: Sequence[Remark], author: str) -> None:
    """Writes the remarks into the document's comments, and their marks into its body."""
    if not remarks:
        return
    root = at.tree(at.main)
    part, comments = _comments(at)
    number = _highest(comments, root) + 1
    first = next(root.iter(WORD.paragraph), None)
    targets = [(remark, at.element(remark.anchor) if remark.anchor.part == at.main else None) for remark in remarks]
    for remark, element in targets:
        home = _home(element)
        if home is None and first is None:
            continue
        moved = home is None or element is None or not remark.anchor.path
        text = f"{remark.where}\n{remark.text}" if moved and remark.where else remark.text
        comments.append(_comment(number, text, author))
        if home is None and first is not None:
            _mark(first, None, 0, 0, number)
        elif home is not None and element is not None:
            letters = (remark.anchor.start, remark.anchor.end) if element is home else (0, 0)
            _mark(home, element, *letters, number)
        number += 1
    at.package.add(part, serialise(comments), _TYPE)
    at.package.parts[at.main] = serialise(root)


def _comments(at: Whereabouts) -> tuple[str, etree._Element]:
    for item in at.package.related(at.main, "comments"):
        if item.target in at.package.parts:
            return item.target, parse(at.package.read(item.target))
    part = _PART if _PART not in at.package.parts else at.package.free_name("word/comments{}.xml")
    at.package.relate(at.main, f"{R}/comments", part)
    return part, etree.Element(w("comments"), nsmap={"w": W})


def _highest(comments: etree._Element, root: etree._Element) -> int:
    marks = root.iter(w("commentRangeStart"), w("commentReference"))
    numbers = [item.get(_ID) or "" for item in (*comments.iter(w("comment")), *marks)]
    return max((int(number) for number in numbers if number.isdecimal()), default=-1)


def _comment(number: int, text: str, author: str) -> etree._Element:
    comment = etree.Element(w("comment"), {_ID: str(number), w("author"): author, w("initials"): author[:1]})
    for line in text.split("\n"):
        run = etree.SubElement(etree.SubElement(comment, WORD.paragraph), WORD.run)
        etree.SubElement(run, WORD.text, {XML_SPACE: "preserve"}).text = line
    return comment


def _home(element: etree._Element | None) -> etree._Element | None:
    """The paragraph whose marks a comment on an element can have: text boxes have none of their own."""
    if element is None:
        return None
    around = [item for item in (element, *element.iterancestors()) if item.tag in (WORD.paragraph, _BOX)]
    if around:
        boxes = [place for place, item in enumerate(around) if item.tag == _BOX]
        return next((item for item in around[boxes[-1] if boxes else 0 :] if item.tag == WORD.paragraph), None)
    return next(element.iter(WORD.paragraph), None) if element.getparent() is not None else None


def _mark(paragraph: etree._Element, element: etree._Element | None, start: int, end: int, number: int) -> None:
    """Puts a comment's marks round letters of a paragraph, round a drawing in it, or round all of it."""
    opening = etree.Element(w("commentRangeStart"), {_ID: str(number)})
    closing = etree.Element(w("commentRangeEnd"), {_ID: str(number)})
    reference = etree.Element(WORD.run)
    etree.SubElement(reference, w("commentReference"), {_ID: str(number)})
    bounds = _letters(paragraph, start, end) if end > start else _drawing(paragraph, element)
    if bounds is None:
        paragraph.insert(1 if paragraph.find(WORD.paragraph_properties) is not None else 0, opening)
        paragraph.extend((closing, reference))
        return
    first, last = bounds
    first.addprevious(opening)
    last.addnext(closing)
    closing.addnext(reference)


def _drawing(paragraph: etree._Element, element: etree._Element | None) -> tuple[etree._Element, etree._Element] | None:
    """The run of the paragraph that an element stands in."""
    run: etree._Element | None = None
    for item in element.iterancestors() if element is not None and element is not paragraph else ():
        if item is paragraph:
            break
        run = item if item.tag == WORD.run else run
    return None if run is None else (run, run)


def _letters(paragraph: etree._Element, start: int, end: int) -> tuple[etree._Element, etree._Element] | None:
    """The first and the last run of some letters, cut free of what stands before and after."""
    for position in (end, start):
        _cut(paragraph, position)
    inside = [
        item for item in pieces(paragraph, WORD) if item.start >= start and item.end <= end and item.end > item.start
    ]
    runs = [next(item.element.iterancestors(WORD.run), None) for item in inside]
    return (runs[0], runs[-1]) if runs and runs[0] is not None and runs[-1] is not None else None


def _cut(paragraph: etree._Element, position: int) -> None:
    """Cuts a run in two where a letter stands, so that a mark can stand between."""
    found = next((item for item in pieces(paragraph, WORD) if item.start < position < item.end), None)
    if found is None:
        _part(next((item.element for item in pieces(paragraph, WORD) if item.start == position), None))
        return
    text = found.element
    run = text.getparent()
    if run is None or run.tag != WORD.run:
        return
    second = copy.deepcopy(text)
    whole = text.text or ""
    text.text, second.text = whole[: position - found.start], whole[position - found.start :]
    for item in (text, second):
        item.set(XML_SPACE, "preserve")
    text.addnext(second)
    _part(second)


def _part(text: etree._Element | None) -> None:
    """Lets a run begin with one of its texts: what stands before it becomes a run of its own."""
    run = text.getparent() if text is not None else None
    if text is None or run is None or run.tag != WORD.run:
        return
    before = [item for item in text.itersiblings(preceding=True) if item.tag != WORD.run_properties]
    if not before:
        return
    first = etree.Element(WORD.run, {str(name): str(value) for name, value in run.attrib.items()})
    properties = run.find(WORD.run_properties)
    if properties is not None:
        first.append(copy.deepcopy(properties))
    first.extend(reversed(before))
    run.addprevious(first)
