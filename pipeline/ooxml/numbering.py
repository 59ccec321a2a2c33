"""The lists of a Word document: what defines each of their levels, and where it begins to count.

In: the numbering part, and which list each list style names. Out: levels (`w:lvl`) by their list's number and their
own, from 0, and the labels that they print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from pipeline.ooxml.attributes import integer, is_on
from pipeline.ooxml.dialect import w
from pipeline.ooxml.numerals import numeral

_PLACEHOLDER = re.compile(r"%([1-9])")
_VALUE = w("val")


class Numbering:
    """The lists of one document. `list_styles` gives the number of the list that a list style names."""

    def __init__(self, numbering: etree._Element | None, list_styles: Mapping[str, str] | None = None) -> None:
        self._list_styles = list_styles or {}
        self._lists: dict[str, etree._Element] = {}
        self._abstract: dict[str, etree._Element] = {}
        self._by_style: dict[str, etree._Element] = {}
        if numbering is not None:
            self._lists = {item.get(w("numId")) or "": item for item in numbering.iterchildren(w("num"))}
            for item in numbering.iterchildren(w("abstractNum")):
                self._abstract[item.get(w("abstractNumId")) or ""] = item
                self._by_style.setdefault(_value(item, "styleLink"), item)
        self._levels: dict[str, dict[str, etree._Element]] = {}

    def __contains__(self, list_id: str) -> bool:
        return list_id in self._lists

    def levels(self, list_id: str) -> Mapping[str, etree._Element]:
        """The levels of a list by their numbers, its own before those of what it is made from."""
        if list_id not in self._levels:
            abstract = self._abstract_of(list_id)
            shared = () if abstract is None else abstract.iterchildren(w("lvl"))
            own = (level for item in self._own(list_id) for level in item.iterchildren(w("lvl")))
            self._levels[list_id] = {level.get(w("ilvl")) or "": level for level in (*shared, *own)}
        return self._levels[list_id]

    def start(self, list_id: str, level: str) -> int:
        """The first number of a level."""
        for item in self._own(list_id):
            if item.get(w("ilvl")) == level and (written := _value(item, "startOverride")):
                return integer(written, 1)
        found = self.levels(list_id).get(level)
        return 1 if found is None else integer(_value(found, "start"), 1)

    def label(self, list_id: str, level: int, counts: Sequence[int]) -> str:
        """What a paragraph of a level prints before its text, when `counts` are the numbers of the levels so far."""
        levels = self.levels(list_id)
        found = levels.get(str(level))
        if found is None:
            return ""
        legal = found.find(w("isLgl"))
        plain = legal is not None and is_on(legal.get(_VALUE), True)

        def printed(match: re.Match[str]) -> str:
            place = int(match.group(1)) - 1
            of_level = levels.get(str(place))
            form = "" if plain or of_level is None else _value(of_level, "numFmt")
            return numeral(counts[place], form)

        return _PLACEHOLDER.sub(printed, _value(found, "lvlText")).strip()

    def _own(self, list_id: str) -> Iterator[etree._Element]:
        """What a list says of its levels otherwise than what it is made from."""
        listed = self._lists.get(list_id)
        return iter(()) if listed is None else listed.iterchildren(w("lvlOverride"))

    def _abstract_of(self, list_id: str) -> etree._Element | None:
        """What defines a list's levels; a list style may define them in another list."""
        listed = self._lists.get(list_id)
        abstract = None if listed is None else self._abstract.get(_value(listed, "abstractNumId"))
        style = "" if abstract is None else _value(abstract, "numStyleLink")
        if not style:
            return abstract
        target = self._lists.get(self._list_styles.get(style, ""))
        named = None if target is None else self._abstract.get(_value(target, "abstractNumId"))
        return next((item for item in (named, self._by_style.get(style)) if item is not None), abstract)


def _value(element: etree._Element, name: str) -> str:
    found = element.find(w(name))
    return "" if found is None else found.get(_VALUE) or ""
