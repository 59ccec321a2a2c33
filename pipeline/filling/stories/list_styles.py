"""What the styles and lists of a Word document say of a paragraph's number.

In: the parts of styles and lists, and a paragraph's properties. Out: its list and level, if it is an item that counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lxml import etree

from pipeline.ooxml.attributes import integer
from pipeline.ooxml.dialect import w
from pipeline.ooxml.numbering import Numbering

_UNCOUNTED = frozenset({"bullet", "none"})
_HEADING_LEVELS = range(9)
_VALUE = w("val")


@dataclass(frozen=True, slots=True)
class ListItem:
    """A paragraph's place in a list: the list's number (`w:numId`) and the level, from 0."""

    list_id: str
    level: str


class ListStyles:
    """The styles and lists of one document."""

    def __init__(self, styles: etree._Element | None, numbering: etree._Element | None) -> None:
        self._styles = {} if styles is None else {_of(item, "styleId"): item for item in styles.iter(w("style"))}
        named = {name: _value(style, "pPr", "numPr", "numId") for name, style in self._styles.items()}
        self._lists = Numbering(numbering, named)

    def item_of(self, properties: etree._Element) -> ListItem | None:
        """A paragraph's list and level; None for bullets, headings and paragraphs without a number."""
        item = self._numbered(properties)
        if item is None or self._is_heading(properties) or self._numbers_headings(item.list_id):
            return None
        written = self._lists.levels(item.list_id).get(item.level)
        form = "" if written is None else _value(written, "numFmt")
        return None if written is None or form in _UNCOUNTED else item

    def indent_beside_list(self, properties: etree._Element) -> etree._Element | None:
        """The indents that a paragraph's style gives it beside its list; None when the list's own count."""
        if _value(properties, "numPr", "numId"):
            return None
        for style in self._chain(_value(properties, "pStyle")):
            indent = style.find(f"{w('pPr')}/{w('ind')}")
            if indent is not None:
                return indent
            if _value(style, "pPr", "numPr", "numId"):
                return None
        return None

    def starts(self, list_id: str) -> dict[str, str]:
        """From which number each level of a list begins."""
        return {level: str(self._lists.start(list_id, level)) for level in self._lists.levels(list_id)}

    def _numbered(self, properties: etree._Element) -> ListItem | None:
        direct, level = _value(properties, "numPr", "numId"), _value(properties, "numPr", "ilvl")
        if direct:
            return None if direct == "0" or direct not in self._lists else ListItem(direct, level or "0")
        for style in self._chain(_value(properties, "pStyle")):
            list_id = _value(style, "pPr", "numPr", "numId")
            if list_id:
                of_style = self._level_of_style(list_id, _of(style, "styleId")) or _value(style, "pPr", "numPr", "ilvl")
                return ListItem(list_id, level or of_style or "0") if list_id in self._lists else None
        return None

    def _level_of_style(self, list_id: str, style: str) -> str:
        """The level of a list that is tied to a style."""
        levels = self._lists.levels(list_id).items()
        return next((level for level, item in levels if _value(item, "pStyle") == style), "")

    def _chain(self, name: str) -> Iterator[etree._Element]:
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[name]
            name = _value(self._styles[name], "basedOn")

    def _is_heading(self, properties: etree._Element) -> bool:
        own = _value(properties, "outlineLvl")
        levels = (own, *(_value(style, "pPr", "outlineLvl") for style in self._chain(_value(properties, "pStyle"))))
        written = next((level for level in levels if level), "")
        return integer(written, -1) in _HEADING_LEVELS

    def _numbers_headings(self, list_id: str) -> bool:
        """Whether a list numbers headings on any of its levels."""
        names = {_value(item, "pStyle") for item in self._lists.levels(list_id).values()} - {""}
        return any(_value(style, "pPr", "outlineLvl") for name in names for style in self._chain(name))


def _of(element: etree._Element, name: str) -> str:
    return element.get(w(name)) or ""


def _value(element: etree._Element, *path: str) -> str:
    found = element.find(_path(path))
    return "" if found is None else found.get(_VALUE) or ""


@cache
def _path(names: tuple[str, ...]) -> str:
    return "/".join(w(name) for name in names)
