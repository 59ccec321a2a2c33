"""Fields that reach over paragraphs, as a contents list does: they stay whole when a paragraph of theirs comes or goes.

In: a paragraph about to be deleted or put in. Out: the runs in it that open or close a field whose other end stands in
another paragraph. They are never marked: what is left of a paragraph that goes joins the next one, as Word has it.
"""

from __future__ import annotations

from lxml import etree

from pipeline.merging.revisions.cutting import RUN
from pipeline.ooxml.dialect import w

_PARAGRAPH, _PROPERTIES = w("p"), w("pPr")
_CHARACTER, _KIND, _CODE = w("fldChar"), w("fldCharType"), w("instrText")


def spanning(paragraph: etree._Element) -> tuple[list[etree._Element], list[etree._Element]]:
    """The runs that open fields which don't end here, with their codes, and those that end fields from before."""
    opened: list[list[etree._Element]] = []
    ends: list[etree._Element] = []
    for item in paragraph.iter(_CHARACTER, _CODE):
        run = item.getparent()
        if run is None or run.tag != RUN or next(run.iterancestors(_PARAGRAPH), None) is not paragraph:
            continue
        kind = item.get(_KIND) if item.tag == _CHARACTER else ""
        if kind == "begin":
            opened.append([run])
        elif kind == "end" and opened:
            opened.pop()
        elif kind == "end":
            ends.append(run)
        elif opened and run not in opened[-1]:
            opened[-1].append(run)
    return [run for runs in opened for run in runs], ends


def without_spanning(paragraph: etree._Element) -> None:
    """Takes the halves of fields out of a paragraph that comes from another document."""
    for runs in spanning(paragraph):
        for run in runs:
            _take_out(run)


def hand_over_begin(paragraph: etree._Element, other: etree._Element) -> None:
    """Lets fields that begin in a paragraph begin in another one, before it or after it."""
    begins, _ = spanning(paragraph)
    properties = other.find(_PROPERTIES)
    place = 0 if properties is None else other.index(properties) + 1
    for run in reversed(begins):
        _take_out(run)
        other.insert(place, run)


def hand_over_end(paragraph: etree._Element, other: etree._Element) -> None:
    """Lets fields that end in a paragraph end in another one, before it or after it."""
    _, ends = spanning(paragraph)
    for run in ends:
        _take_out(run)
        other.append(run)


def _take_out(run: etree._Element) -> None:
    around = run.getparent()
    if around is not None:
        around.remove(run)
