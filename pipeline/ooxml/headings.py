"""The headings of a Word document: which paragraphs are headings, and the numbers that their lists print.

In: the trees of a document's body, styles and numbering. Out: `Heading`s in reading order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from lxml import etree

from pipeline.ooxml.dialect import WORD, w
from pipeline.ooxml.numbering import Numbering
from pipeline.ooxml.text import text_of
from pipeline.ooxml.textbody import child

_LEVELS = 9
_PARAGRAPH, _PROPERTIES, _NAMED, _OUTLINE, _VALUE = w("p"), w("pPr"), w("pStyle"), w("outlineLvl"), w("val")
_BUILT_IN = re.compile("heading ([1-9])")


@dataclass(frozen=True, slots=True)
class HeadingStyle:
    """What a paragraph style says of headings: its outline level (0 is the highest; None: no heading) and its list."""

    level: int | None
    list_id: str
    list_level: int


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading: its level from 1, its number as its list prints it ("" for none), and its text."""

    element: etree._Element
    level: int
    number: str
    text: str


def heading_styles(styles: etree._Element | None) -> dict[str, HeadingStyle]:
    """What each style says of headings, its bases included."""
    if styles is None:
        return {}
    elements = {item.get(w("styleId")) or "": item for item in styles.iter(w("style"))}
    return {name: _style(name, elements) for name in elements}


def headings(
    root: etree._Element, styles: Mapping[str, HeadingStyle], numbering: etree._Element | None
) -> list[Heading]:
    """The headings of a part that say something."""
    lists = Numbering(numbering)
    counters: dict[str, list[int | None]] = {}
    found: list[Heading] = []
    plain = HeadingStyle(None, "", 0)
    for properties in root.iter(_PROPERTIES):
        style = styles.get(_said(child(properties, _NAMED))) or plain
        level = _level(_said(child(properties, _OUTLINE)), style.level)
        paragraph = properties.getparent()
        if level is None or paragraph is None or paragraph.tag != _PARAGRAPH:
            continue
        number = _number(paragraph, style, lists, counters)
        text = text_of(paragraph, WORD).strip()
        if text:
            found.append(Heading(paragraph, level + 1, number, text))
    return found


def _level(written: str, otherwise: int | None) -> int | None:
    if not written.isdecimal():
        return otherwise
    return int(written) if int(written) < _LEVELS else None


def _style(name: str, elements: Mapping[str, etree._Element]) -> HeadingStyle:
    chain: list[etree._Element] = []
    while name in elements and elements[name] not in chain:
        chain.append(elements[name])
        name = _value(elements[name], "basedOn")

    def said(*path: str) -> str:
        return next((value for item in chain if (value := _value(item, "pPr", *path))), "")

    level = _level(said("outlineLvl"), _named_level(chain))
    return HeadingStyle(level, said("numPr", "numId"), _depth(said("numPr", "ilvl")))


def _named_level(chain: Sequence[etree._Element]) -> int | None:
    """The level of Word's own headings, which a file need not tell."""
    names = (_BUILT_IN.fullmatch(_value(item, "name").lower()) for item in chain)
    return next((int(name[1]) - 1 for name in names if name), None)


def _depth(written: str) -> int:
    return min(int(written), _LEVELS - 1) if written.isdecimal() else 0


def _number(
    paragraph: etree._Element,
    style: HeadingStyle,
    lists: Numbering,
    counters: dict[str, list[int | None]],
) -> str:
    list_id = _value(paragraph, "pPr", "numPr", "numId") or style.list_id
    if list_id in ("", "0") or list_id not in lists:
        return ""
    own = _value(paragraph, "pPr", "numPr", "ilvl")
    level = _depth(own) if own else style.list_level
    counts = counters.setdefault(list_id, [None] * _LEVELS)
    before = counts[level]
    counts[level] = lists.start(list_id, str(level)) if before is None else before + 1
    counts[level + 1 :] = [None] * (_LEVELS - 1 - level)
    return lists.label(list_id, level, [count or 0 for count in counts])


@cache
def _path(names: tuple[str, ...]) -> str:
    return "/".join(w(name) for name in names)


def _value(element: etree._Element, *path: str) -> str:
    return _said(element.find(_path(path)))


def _said(element: etree._Element | None) -> str:
    return "" if element is None else element.get(_VALUE) or ""
