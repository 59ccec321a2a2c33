"""Lists of one document in another: a list goes on in the list that its neighbours are in, else it is brought.

In: two packages, and which list of people's document is which fresh one. Out: the number that a fresh list has there.
"""

from __future__ import annotations

import copy

from lxml import etree

from pipeline.merging.canonical import canonical, digest
from pipeline.ooxml.attributes import integer
from pipeline.ooxml.dialect import R, W, w
from pipeline.ooxml.package import Package, parse, serialise

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_NUMBER, _ABSTRACT_NUMBER, _VALUE = w("numId"), w("abstractNumId"), w("val")
_LIST, _ABSTRACT, _STYLE = w("num"), w("abstractNum"), w("pStyle")
_PICTURES = frozenset((w("numPicBullet"), w("lvlPicBulletId")))
_NOT_LEVELS = frozenset((w("nsid"), w("tmpl"), w("name")))


class Lists:
    """The lists of people's document, and those of the fresh one."""

    def __init__(self, hand: Package, fresh: Package) -> None:
        self._package = hand
        self._part, self._tree = _tree(hand)
        _, self._source = _tree(fresh)
        self._numbers: dict[str, str] = {"0": "0"}
        self._changed = False

    def pair(self, hand: str, fresh: str) -> None:
        """People's list is the fresh one: both have a paragraph that is the same."""
        if _list(self._tree, hand) is not None:
            self._numbers.setdefault(fresh, hand)

    def number_of(self, fresh: str) -> str:
        """The number in people's document of a fresh list; the list is brought when it isn't there. "" for no list."""
        if fresh not in self._numbers:
            self._numbers[fresh] = self._bring(fresh)
        return self._numbers[fresh]

    def form(self, number: str, *, fresh: bool) -> str:
        """What a list looks like, whatever its number."""
        tree = self._source if fresh else self._tree
        abstract = _abstract(tree, number)
        return "" if abstract is None else _form(abstract)

    def write(self) -> None:
        """Writes the lists into people's package."""
        if self._changed and self._tree is not None:
            self._package.add(self._part, serialise(self._tree), _TYPE)

    def _bring(self, fresh: str) -> str:
        listed, abstract = _list(self._source, fresh), _abstract(self._source, fresh)
        if listed is None or abstract is None:
            return ""
        if self._tree is None:
            self._begin()
        assert self._tree is not None  # noqa: S101 - begun above
        self._changed = True
        same = next((item for item in self._tree.iterchildren(_ABSTRACT) if _form(item) == _form(abstract)), None)
        definition = same if same is not None else self._define(abstract)
        number = str(_highest(self._tree, _LIST, _NUMBER) + 1)
        copied = copy.deepcopy(listed)
        copied.set(_NUMBER, number)
        named = copied.find(_ABSTRACT_NUMBER)
        if named is not None:
            named.set(_VALUE, definition.get(_ABSTRACT_NUMBER) or "")
        self._put(copied, after=(_LIST, _ABSTRACT))
        return number

    def _define(self, abstract: etree._Element) -> etree._Element:
        assert self._tree is not None  # noqa: S101 - asked by the only caller
        copied = copy.deepcopy(abstract)
        copied.set(_ABSTRACT_NUMBER, str(_highest(self._tree, _ABSTRACT, _ABSTRACT_NUMBER) + 1))
        for item in list(copied.iter(*_NOT_LEVELS, *_PICTURES)):
            around = item.getparent()
            if around is not None:
                around.remove(item)
        self._put(copied, after=(_ABSTRACT,))
        return copied

    def _put(self, element: etree._Element, after: tuple[str, ...]) -> None:
        """Definitions stand before lists, and both before what Word keeps at the end."""
        assert self._tree is not None  # noqa: S101 - asked by the only callers
        last = next((item for tag in after for item in reversed(list(self._tree.iterchildren(tag)))), None)
        if last is not None:
            last.addnext(element)
            return
        pictures = list(self._tree.iterchildren(w("numPicBullet")))
        self._tree.insert(len(pictures), element)

    def _begin(self) -> None:
        self._tree = etree.Element(w("numbering"), nsmap={"w": W})
        self._part = "word/numbering.xml"
        if self._part in self._package.parts:
            self._part = self._package.free_name("word/numbering{}.xml")
        self._package.relate(self._package.main_part(), f"{R}/numbering", self._part)


def _tree(package: Package) -> tuple[str, etree._Element | None]:
    part = next((item.target for item in package.related(package.main_part(), "numbering")), "")
    return part, parse(package.read(part)) if part in package.parts else None


def _list(tree: etree._Element | None, number: str) -> etree._Element | None:
    items = () if tree is None else tree.iterchildren(_LIST)
    return next((item for item in items if item.get(_NUMBER) == number), None)


def _abstract(tree: etree._Element | None, number: str) -> etree._Element | None:
    listed = _list(tree, number)
    named = None if listed is None else listed.find(_ABSTRACT_NUMBER)
    if tree is None or named is None:
        return None
    items = tree.iterchildren(_ABSTRACT)
    return next((item for item in items if item.get(_ABSTRACT_NUMBER) == named.get(_VALUE)), None)


def _form(abstract: etree._Element) -> str:
    """The levels of a list, whatever number the list has and however its styles are called."""
    alone = copy.deepcopy(abstract)
    for name in list(alone.attrib):
        del alone.attrib[name]
    for item in list(alone.iter(*_NOT_LEVELS, _STYLE)):
        around = item.getparent()
        if around is not None:
            around.remove(item)
    for level in alone.iter(w("lvl")):
        for name in [name for name in level.attrib if name != w("ilvl")]:
            del level.attrib[name]
    return digest(canonical(alone))


def _highest(tree: etree._Element, tag: str, name: str) -> int:
    return max((integer(item.get(name), 0) for item in tree.iterchildren(tag)), default=0)
