"""Names and numbers that must be unique in a document: bookmarks, paragraphs, drawings, content controls.

In: the trees of people's document, fresh elements on their way into it. Out: the elements with names and numbers that
nothing else has; references to a bookmark follow it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from pipeline.merging.revisions.pen import Pen
from pipeline.merging.wordings import gone
from pipeline.ooxml.attributes import integer
from pipeline.ooxml.dialect import W14, WP, w

_START, _END, _ID, _NAME, _ANCHOR, _VALUE = (
    w(n) for n in ("bookmarkStart", "bookmarkEnd", "id", "name", "anchor", "val")
)
_PARAGRAPH_ID, _TEXT_ID = f"{{{W14}}}paraId", f"{{{W14}}}textId"
_DRAWING, _CONTROL = f"{{{WP}}}docPr", w("sdtPr")
_INSTRUCTIONS = (w("instrText"), w("delInstrText"))
_REFERRING = (w("hyperlink"), *_INSTRUCTIONS, w("fldSimple"))
_WORD = re.compile(r'[^\s"\\]+')
_OWN_ANCHOR = "_dk"
_LONGEST = 40
_MICROSOFT = "{http://schemas.microsoft.com/office/word/20"


class Index(defaultdict[str, list[etree._Element]]):
    """Elements by a name or number that they had when they were noted."""

    def __init__(self) -> None:
        super().__init__(list)


class Numbers:
    """Which names and numbers people's document has."""

    def __init__(self, roots: Mapping[str, etree._Element], pen: Pen) -> None:
        self._pen = pen
        trees = list(roots.values())
        self._trees = frozenset(trees)
        self._starts, self._ends, self._identified, self._referring = Index(), Index(), Index(), Index()
        for tree in trees:
            self._know(tree)
        self._names = set(self._starts)
        self._paragraphs = set(self._identified)
        self._drawing = max((integer(item.get("id"), 0) for tree in trees for item in tree.iter(_DRAWING)), default=0)
        self._controls = {item.get(_VALUE) or "" for tree in trees for item in _controls(tree)}
        self._bookmarks: dict[str, str] = {}

    def pair(self, hand: etree._Element, fresh: etree._Element) -> None:
        """The bookmarks of a fresh block are those of people's block: by name, else in their order by kind."""
        ours, theirs = _names(hand), _names(fresh)
        for name in theirs:
            if name in ours:
                self._bookmarks[name] = name
        left = [name for name in ours if name not in theirs]
        for name in theirs:
            kind = name.rstrip("0123456789")
            alike = next((other for other in left if other.rstrip("0123456789") == kind), None)
            if name not in ours and alike is not None:
                left.remove(alike)
                self._bookmarks[name] = alike

    def renumber(self, taken: etree._Element, *, keep_ids: bool) -> None:
        """Gives the names and numbers of a copied element. Without `keep_ids` the document knows no paragraph ids."""
        own = _names(taken)
        for name in own:
            self._bring(name)
        self._bookmarks_of(taken)
        for item in list(taken.iter(etree.Element)):
            if not keep_ids:
                _without_newer(item)
            elif item.get(_PARAGRAPH_ID):
                self._paragraph(item)
            if item.tag == _DRAWING:
                self._drawing += 1
                item.set("id", str(self._drawing))
            self._refer(item)
        for number in _controls(taken):
            self._control(number)
        self._know(taken)
        for name in {name for item in taken.iter(*_REFERRING) for name in _referred(item)}:
            self._referring[name].append(taken)

    def _know(self, element: etree._Element) -> None:
        """Notes who has which name and number, so that nobody need look through the document for it."""
        for item in element.iter(etree.Element):
            if item.tag == _START:
                self._starts[item.get(_NAME) or ""].append(item)
            elif item.tag == _END:
                self._ends[item.get(_ID) or ""].append(item)
            if number := item.get(_PARAGRAPH_ID):
                self._identified[number].append(item)

    def _tree(self, item: etree._Element) -> etree._Element | None:
        """The tree that something stands in now."""
        return next((around for around in item.iterancestors() if around in self._trees), None)

    def _standing(self, name: str) -> list[etree._Element]:
        """The bookmarks of a name that stand in people's document."""
        return [item for item in self._starts.get(name, ()) if item.get(_NAME) == name and self._tree(item) is not None]

    def _refer(self, item: etree._Element) -> None:
        """Lets what refers to a bookmark name it as it is called here."""
        if (anchor := item.get(_ANCHOR)) and item.tag == w("hyperlink"):
            item.set(_ANCHOR, self._name(anchor))
        elif item.tag in _INSTRUCTIONS and item.text:
            item.text = self._instructed(item.text)
        elif item.tag == w("fldSimple"):
            item.set(w("instr"), self._instructed(item.get(w("instr")) or ""))

    def _bring(self, name: str) -> None:
        """A bookmark comes: it keeps its name where that is free, or only marked what is deleted."""
        if name.startswith(_OWN_ANCHOR) and name in self._names:
            self._release(name)
        self._name(name)

    def _name(self, name: str) -> str:
        """What a fresh bookmark is called in people's document."""
        if name not in self._bookmarks:
            free, place = name, 1
            while free in self._names:
                place += 1
                ending = f"_{place}"
                free = name[: _LONGEST - len(ending)] + ending
            self._bookmarks[name] = free
            self._names.add(free)
        return self._bookmarks[name]

    def _bookmarks_of(self, taken: etree._Element) -> None:
        numbers: dict[str, str] = {}
        for item in list(taken.iter(_START, _END)):
            old = item.get(_ID) or ""
            if item.tag == _START:
                self._pen.last += 1
                numbers[old] = str(self._pen.last)
                item.set(_NAME, self._own(item.get(_NAME) or ""))
            if old in numbers:
                item.set(_ID, numbers[old])
            elif (around := item.getparent()) is not None:
                around.remove(item)

    def _own(self, name: str) -> str:
        """The name of a bookmark that comes: one that stands in people's document already can't come again."""
        known = self._bookmarks.get(name, name)
        there = self._standing(known)
        if not there:
            return known
        self._bookmarks.pop(name, None)
        new = self._name(name)
        if all(_is_gone(item) for item in there):  # it moved: what came before and refers to it follows
            for block in self._referring.pop(known, ()):
                for item in block.iter(*_REFERRING):
                    _rename(item, known, new)
                self._referring[new].append(block)
        return new

    def _release(self, name: str) -> None:
        for start in self._standing(name):
            if _is_gone(start):
                self._drop_pair(start)
                self._names.discard(name)
                self._bookmarks.pop(name, None)

    def _drop_pair(self, start: etree._Element) -> None:
        tree, number = self._tree(start), start.get(_ID) or ""
        ends = [item for item in self._ends.get(number, ()) if item.get(_ID) == number and self._tree(item) is tree]
        for item in (start, *ends):
            around = item.getparent()
            if around is not None:
                around.remove(item)

    def _paragraph(self, item: etree._Element) -> None:
        number = item.get(_PARAGRAPH_ID) or ""
        if number in self._paragraphs:
            holders = [
                other
                for other in self._identified.get(number, ())
                if other.tag == item.tag and other.get(_PARAGRAPH_ID) == number and self._tree(other) is not None
            ]
            if any(not _is_gone(other) for other in holders):
                del item.attrib[_PARAGRAPH_ID]
                item.attrib.pop(_TEXT_ID, "")
                return
            for other in holders:
                del other.attrib[_PARAGRAPH_ID]
                other.attrib.pop(_TEXT_ID, "")
        self._paragraphs.add(number)

    def _control(self, number: etree._Element) -> None:
        value = number.get(_VALUE) or ""
        while value in self._controls:
            value = str((integer(value, 0) + 1) % (2**31 - 1))
        number.set(_VALUE, value)
        self._controls.add(value)

    def _instructed(self, instruction: str) -> str:
        """A field's instruction with the bookmark that it names; only fields that name one have any."""
        words = instruction.split()
        if not words or words[0].upper() not in ("PAGEREF", "REF", "NOTEREF", "HYPERLINK"):
            return instruction
        return _WORD.sub(lambda found: self._name(found[0]) if found[0].startswith("_") else found[0], instruction)


def _names(element: etree._Element) -> list[str]:
    return [item.get(_NAME) or "" for item in element.iter(_START)]


def _referred(item: etree._Element) -> list[str]:
    """The words of a reference, among them the bookmark that it names."""
    code = item.get(w("instr")) if item.tag == w("fldSimple") else item.text if item.tag in _INSTRUCTIONS else ""
    return [item.get(_ANCHOR) or "", *_WORD.findall(code or "")]


def _rename(item: etree._Element, old: str, new: str) -> None:
    """Lets what refers to a bookmark by its old name do so by the new one."""
    if item.get(_ANCHOR) == old:
        item.set(_ANCHOR, new)
    if item.tag in _INSTRUCTIONS:
        item.text = _WORD.sub(lambda found: new if found[0] == old else found[0], item.text or "")
    elif item.tag == w("fldSimple"):
        code = item.get(w("instr")) or ""
        item.set(w("instr"), _WORD.sub(lambda found: new if found[0] == old else found[0], code))


def _controls(tree: etree._Element) -> Iterator[etree._Element]:
    for properties in tree.iter(_CONTROL):
        yield from properties.iterchildren(_ID)


def _is_gone(item: etree._Element) -> bool:
    around: Iterable[etree._Element] = (item, *item.iterancestors())
    return any(block.tag in (w("p"), w("tr")) and gone(block) for block in around)


def _without_newer(item: etree._Element) -> None:
    """Takes off what only newer programs know, in a document that does not say so."""
    for name in [name for name in item.attrib if str(name).startswith(_MICROSOFT)]:
        del item.attrib[name]
