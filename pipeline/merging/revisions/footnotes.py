"""Notes at the foot and at the end: those of a fresh block, brought into people's document.

In: two packages, and a way to take a note's content over. Out: the number that a fresh note has there.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from pipeline.ooxml.attributes import integer
from pipeline.ooxml.dialect import R, w
from pipeline.ooxml.package import Package, parse, serialise

REFERENCES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
_ID, _TYPE = w("id"), w("type")
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}s+xml"
_FIRST_FREE = 1

Take = Callable[[etree._Element, str, str], etree._Element]
"""A copy of an element of a fresh part (the second) for a part of people's (the third)."""


class Notes:
    """The notes of people's document of one kind, and those of the fresh one."""

    def __init__(self, hand: Package, fresh: Package, kind: str) -> None:
        self._package, self._kind = hand, kind
        self._source_part, self._source = _tree(fresh, kind)
        self._part, self._tree = _tree(hand, kind)
        self._changed = False

    def bring(self, number: str, take: Take) -> str:
        """Brings a note; gives its number, "" when there is no such note."""
        note = next((item for item in self._notes(self._source) if item.get(_ID) == number), None)
        if note is None:
            return ""
        if self._tree is None:
            self._begin()
        assert self._tree is not None  # noqa: S101 - begun above
        highest = max((integer(item.get(_ID), 0) for item in self._notes(self._tree)), default=0)
        self._tree.append(fresh := take(note, self._source_part, self._part))
        fresh.set(_ID, str(max(highest + 1, _FIRST_FREE)))
        self._changed = True
        return fresh.get(_ID) or ""

    def note(self, number: str, *, fresh: bool) -> tuple[str, etree._Element | None]:
        """A note by its number, and the part it stands in."""
        part, tree = (self._source_part, self._source) if fresh else (self._part, self._tree)
        return part, next((item for item in self._notes(tree) if item.get(_ID) == number), None)

    def write(self) -> None:
        """Writes the notes into people's package."""
        if self._changed and self._tree is not None:
            self._package.add(self._part, serialise(self._tree), _CONTENT_TYPE.format(self._kind))

    def _notes(self, tree: etree._Element | None) -> list[etree._Element]:
        return [] if tree is None else list(tree.iterchildren(w(self._kind)))

    def _begin(self) -> None:
        """A part with the lines that Word draws above notes."""
        assert self._source is not None  # noqa: S101 - it has the note that is brought
        tree = parse(serialise(self._source))
        for item in self._notes(tree):
            if item.get(_TYPE) in (None, "normal"):
                tree.remove(item)
        self._tree = tree
        self._part = f"word/{self._kind}s.xml"
        if self._part in self._package.parts:
            self._part = self._package.free_name(f"word/{self._kind}s{{}}.xml")
        self._package.relate(self._package.main_part(), f"{R}/{self._kind}s", self._part)


def _tree(package: Package, kind: str) -> tuple[str, etree._Element | None]:
    part = next((item.target for item in package.related(package.main_part(), f"{kind}s")), "")
    return part, parse(package.read(part)) if part in package.parts else None
