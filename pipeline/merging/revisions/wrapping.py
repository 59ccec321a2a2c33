"""Fresh content marked as inserted, whatever stands round it.

In: elements that no document has yet. Out: the same, their runs within insertions; links and content controls stay
round them, since an insertion can't hold a link.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from pipeline.merging.revisions.cutting import RUN
from pipeline.merging.revisions.pen import Pen
from pipeline.merging.revisions.unfolding import unfolded
from pipeline.ooxml.dialect import w

_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_AROUND = frozenset(w(name) for name in ("hyperlink", "smartTag", "customXml", "dir", "bdo", "sdtContent"))
_OURS = frozenset((w("ins"),))
_CONTROL, _CONTENT = w("sdt"), w("sdtContent")


def wrapped(elements: Iterable[etree._Element], pen: Pen) -> list[etree._Element]:
    """The elements, each stretch of runs in an insertion."""
    found: list[etree._Element] = []
    mark: etree._Element | None = None
    for element in _simplified(elements):
        if element.tag == RUN or str(element.tag).startswith(_FORMULA):
            if mark is None:
                mark = pen.mark("ins")
                found.append(mark)
            mark.append(element)
            continue
        mark = None
        found += wrapped_control(element, pen) if element.tag == _CONTROL else [_within(element, pen)]
    return found


def wrapped_control(control: etree._Element, pen: Pen) -> list[etree._Element]:
    """A content control marked as inserted, with the marks of its own that Word wants; its content is marked apart."""
    content = control.find(_CONTENT)
    if content is None:
        return [control]
    marks = []
    for _ in range(2):
        start = pen.mark("customXmlInsRangeStart")
        end = etree.Element(w("customXmlInsRangeEnd"), {w("id"): start.get(w("id")) or ""})
        marks.append((start, end))
    if content.find(RUN) is not None or content.find(w("hyperlink")) is not None:
        _within(content, pen)
    content.insert(0, marks[0][1])
    content.append(marks[1][0])
    return [marks[0][0], control, marks[1][1]]


def mark_runs(holder: etree._Element, pen: Pen) -> None:
    """Marks all that a paragraph says as inserted."""
    inner = list(holder)
    for item in inner:
        holder.remove(item)
    holder.extend(wrapped(inner, pen))


def _within(element: etree._Element, pen: Pen) -> etree._Element:
    if element.tag in _AROUND:
        mark_runs(element, pen)
    return element


def _simplified(elements: Iterable[etree._Element]) -> Iterable[etree._Element]:
    for element in elements:
        if not isinstance(element.tag, str):
            continue
        if element.tag == w("fldSimple"):
            yield from _simplified(unfolded(element))
        elif element.tag in _OURS:
            yield from _simplified(list(element))
        else:
            yield element
