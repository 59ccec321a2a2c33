"""Styles of one document in another: known by their names, since LibreOffice gives them other ids.

In: two packages. Out: the id that a style of the second has in the first, where it is brought when it is missing, with
the styles that it is based on.
"""

from __future__ import annotations

import copy

from lxml import etree

from pipeline.ooxml.dialect import w
from pipeline.ooxml.package import Package, parse, serialise

_STYLE, _ID, _TYPE, _NAME, _VALUE = w("style"), w("styleId"), w("type"), w("name"), w("val")
NAMED = {w("pStyle"): "paragraph", w("rStyle"): "character", w("tblStyle"): "table"}
_OTHERS = {w("basedOn"): "", w("next"): "paragraph", w("link"): ""}


class Styles:
    """The styles of people's document, and those of the fresh one."""

    def __init__(self, hand: Package, fresh: Package) -> None:
        self._package = hand
        self._part, self._tree = _tree(hand)
        _, self._source = _tree(fresh)
        self._known = {_id(item): item for item in _styles(self._tree)}
        self._by_name = {(_kind(item), _name(item)): _id(item) for item in _styles(self._tree)}
        self._fresh = {_id(item): item for item in _styles(self._source)}
        self._names: dict[str, str] = {}
        self._brought: list[etree._Element] = []
        self._new: list[etree._Element] = []

    def name(self, number: str, kind: str, *, fresh: bool) -> str:
        """What a style is called, whatever its id; the default style of its kind where the id is unknown."""
        found = (self._fresh if fresh else self._known).get(number)
        return f"{kind} {_name(found)}" if found is not None else kind

    def id_of(self, number: str) -> str:
        """The id in people's document of a fresh style; the style is brought when it isn't there. "" for no style."""
        if number in self._names:
            return self._names[number]
        style = self._fresh.get(number)
        if style is None:
            return number if number in self._known else ""
        known = self._by_name.get((_kind(style), _name(style)))
        self._names[number] = known if known is not None else self._free(number)
        if known is None and self._tree is not None:
            self._bring(style, self._names[number])
        return self._names[number]

    def brought(self) -> list[etree._Element]:
        """The styles that were brought since last asked: their lists are to be brought too."""
        found, self._brought = self._brought, []
        return found

    def write(self) -> None:
        """Writes what was brought into people's package, beside the styles that it has by then."""
        if not self._new:
            return
        tree = parse(self._package.read(self._part))
        tree.extend([copy.deepcopy(item) for item in self._new])
        self._package.parts[self._part] = serialise(tree)

    def _free(self, number: str) -> str:
        free, place = number, 1
        while free in self._known:
            place += 1
            free = f"{number}{place}"
        return free

    def _bring(self, style: etree._Element, number: str) -> None:
        fresh = copy.deepcopy(style)
        fresh.set(_ID, number)
        fresh.attrib.pop(w("default"), "")
        self._known[number] = fresh
        self._by_name[_kind(style), _name(style)] = number
        self._brought.append(fresh)
        self._new.append(fresh)
        for item in list(fresh.iter(*_OTHERS, *NAMED)):
            named = self.id_of(item.get(_VALUE) or "")
            if named:
                item.set(_VALUE, named)
            elif (around := item.getparent()) is not None:
                around.remove(item)


def _tree(package: Package) -> tuple[str, etree._Element | None]:
    part = next((item.target for item in package.related(package.main_part(), "styles")), "")
    return part, parse(package.read(part)) if part in package.parts else None


def _styles(tree: etree._Element | None) -> list[etree._Element]:
    return [] if tree is None else list(tree.iterchildren(_STYLE))


def _id(style: etree._Element) -> str:
    return style.get(_ID) or ""


def _kind(style: etree._Element) -> str:
    return style.get(_TYPE) or "paragraph"


def _name(style: etree._Element) -> str:
    name = style.find(_NAME)
    return ((name.get(_VALUE) or "") if name is not None else _id(style)).casefold()
