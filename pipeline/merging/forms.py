"""What a block is, however a program spells it: words and formatting, without runs, numbers and marks.

In: a block, and what the names and numbers in it stand for. Out: its form: two blocks of one form look the same to a
reader, in whatever document they stand.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from pipeline.merging.canonical import canonical, digest
from pipeline.merging.wordings import Lookup
from pipeline.ooxml.dialect import W14, WP, XML_SPACE, R, w

_VALUE, _ID = w("val"), w("id")
NAMED = {w("pStyle"): "paragraph", w("rStyle"): "character", w("tblStyle"): "table"}
_MARKS = frozenset(
    w(name)
    for name in "bookmarkStart bookmarkEnd proofErr lastRenderedPageBreak commentRangeStart commentRangeEnd permStart "
    "permEnd commentReference headerReference footerReference".split()
)
"""What a reader does not see there. Headers and footers are stories of their own."""
_PARAGRAPH, _RUN, _PROPERTIES, _TEXT = w("p"), w("r"), w("rPr"), w("t")
_JOINABLE = frozenset((_TEXT, w("instrText")))
_HOLDERS = frozenset((_PROPERTIES, w("pPr"), w("trPr"), w("hyperlink"), w("smartTag"), w("fldSimple")))
_NOTES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
_HIDDEN_NAME = re.compile(r"\b_[A-Za-z]\w*")
"""The names of bookmarks that programs give."""
_NUMBERS = frozenset((f"{{{WP}}}docPr",))


@dataclass(frozen=True, slots=True)
class Meanings:
    """What the names and numbers of one document stand for: its styles by id and kind, lists, relationships, notes by
    kind and number."""

    style: Callable[[str, str], str]
    list_form: Callable[[str], str]
    look: Lookup
    note: Callable[[str, str], bytes]


def form(element: etree._Element, meanings: Meanings) -> bytes:
    """The form of a block, a run, or properties."""
    alone = copy.deepcopy(element)
    alone.tail = None
    for item in list(alone.iter(*_MARKS)):
        _drop(item)
    for item in list(alone.iter(etree.Element)):
        _told(item, meanings)
    for paragraph in list(alone.iter(_PARAGRAPH)):
        _join(paragraph)
    for item in reversed(list(alone.iter(*_HOLDERS))):
        if not len(item) and item is not alone:
            _drop(item)
    return canonical(alone)


def _told(item: etree._Element, meanings: Meanings) -> None:
    """What an element means, in the place of the number or name that it says."""
    value = item.get(_VALUE) or ""
    if item.tag in NAMED:
        item.set(_VALUE, meanings.style(value, NAMED[item.tag]))
    elif item.tag == w("numId"):
        item.set(_VALUE, meanings.list_form(value))
    elif item.tag in _NUMBERS:
        item.attrib.pop("id", "")
    elif item.tag in _NOTES:
        item.set(_ID, digest(meanings.note(_NOTES[item.tag], item.get(_ID) or "")))
    elif item.tag == w("sdtPr"):
        for number in list(item.iterchildren(_ID)):
            item.remove(number)
    _attributes_told(item, meanings)


def _attributes_told(item: etree._Element, meanings: Meanings) -> None:
    for name in list(item.attrib):
        if str(name).startswith(f"{{{R}}}"):
            item.set(name, meanings.look(item.get(name) or ""))
        elif str(name).startswith(f"{{{W14}}}") and str(name).endswith("Id"):
            del item.attrib[name]
    item.attrib.pop(XML_SPACE, "")
    if item.tag in (w("instrText"), w("delInstrText")):
        item.text = _HIDDEN_NAME.sub("_", item.text or "").strip()
    for name in (w("anchor"), w("instr")):
        if (value := item.get(name)) is not None:
            item.set(name, _HIDDEN_NAME.sub("_", value).strip())


def _join(paragraph: etree._Element) -> None:
    """Neighbouring runs of one look become one; runs that say nothing go."""
    for run in list(paragraph.iter(_RUN)):
        for text in [item for item in run if item.tag == _TEXT and not item.text]:
            run.remove(text)
        properties = run.find(_PROPERTIES)
        if properties is not None and not len(properties):
            run.remove(properties)
            properties = None
        if len(run) == (properties is not None):
            _drop(run)
    for run in list(paragraph.iter(_RUN)):
        previous = run.getprevious()
        if previous is not None and previous.tag == _RUN and _look(previous) == _look(run):
            previous.extend([item for item in run if item.tag != _PROPERTIES])
            _drop(run)
            _join_texts(previous)
        else:
            _join_texts(run)


def _join_texts(run: etree._Element) -> None:
    for text in list(run):
        previous = text.getprevious()
        if text.tag in _JOINABLE and previous is not None and previous.tag == text.tag:
            previous.text = (previous.text or "") + (text.text or "")
            run.remove(text)


def _look(run: etree._Element) -> bytes:
    properties = run.find(_PROPERTIES)
    return b"" if properties is None else canonical(properties)


def _drop(element: etree._Element) -> None:
    holder = element.getparent()
    if holder is not None:
        holder.remove(element)
