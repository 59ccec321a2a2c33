"""Where a person finds an element of an Office file: in which part, under which heading or on which slide, in which
cell of which table.

In: a package, the name of one of its parts and an element of that part. Out: a `Phrase`, which `language` words, and
the element's order in the document.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from pipeline.ooxml.attributes import skipped, span_of
from pipeline.ooxml.dialect import POWERPOINT, WORD, Dialect, R, a, p, w
from pipeline.ooxml.geometry import TITLES
from pipeline.ooxml.headings import Heading, heading_styles, headings
from pipeline.ooxml.package import Package
from pipeline.vocabulary.findings import Finding, Phrase
from pipeline.vocabulary.quoting import shortened

_RELATION = f"{{{R}}}id"
_STORIES = ("header", "footer", "footnotes", "endnotes")
_NAMED = {"styles": "styles", "slideMaster": "master", "theme": "theme"}
_DRAWN = {"chart": "chart", "chartEx": "chart", "diagramData": "diagram", "diagramDrawing": "diagram"}
_LATE = 1_000_000
"""What is no part of the text comes after all that is."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A spot in an Office file: a part, the way to an element from its root (each step the number of a child), and the
    letters from `start` to `end` of the element's text (none when both are 0)."""

    part: str
    path: tuple[int, ...] = ()
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """A finding, and the spot of the file that it is about."""

    finding: Finding
    anchor: Anchor


class Whereabouts:
    """The places of one Office file. Parts are parsed when they are asked for."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.main = package.main_part()
        self.dialect: Dialect = POWERPOINT if "presentationml" in package.content_type(self.main) else WORD
        self._trees: dict[str, etree._Element] = {}
        self._orders: dict[str, dict[etree._Element, int]] = {}

    def tree(self, part: str) -> etree._Element:
        """A part as a tree, always the same one."""
        if part not in self._trees:
            self._trees[part] = self.package.look(part)
        return self._trees[part]

    def element(self, anchor: Anchor) -> etree._Element:
        """The element that an anchor names, or the nearest one around it that is there."""
        element = self.tree(anchor.part)
        for step in anchor.path:
            children = list(element.iterchildren(etree.Element))
            if step >= len(children):
                break
            element = children[step]
        return element

    def order(self, anchor: Anchor) -> tuple[int, int, int]:
        """Where an anchor comes in the document: by part, by element, by letter."""
        position = self._position(anchor.part, self.element(anchor)) if anchor.path else -1
        return self._part_order(anchor.part), position, anchor.start

    def place(self, part: str, element: etree._Element | None = None) -> Phrase:
        """Where an element is, in words to come; without one, which part it is."""
        where = self._part(part, element)
        return where if element is None else self._in_tables(where, part, element)

    # --- parts ---

    def slide_of(self, part: str) -> str:
        """The slide that a part belongs to: itself, the one whose notes or chart it is; else the first to use it."""
        if part in self.slides:
            return part
        nearest = (slide for depth in (1, 2, 3) for slide in self.slides if part in self._below(slide, depth))
        return next(nearest, "")

    @cached_property
    def slides(self) -> list[str]:
        """The slides in the order they are shown."""
        if self.dialect is WORD:
            return []
        known = self.package.relationships.get(self.main, {})
        ids = [item.get(_RELATION) or "" for item in self.tree(self.main).iter(p("sldId"))]
        return [known[number].target for number in ids if number in known]

    def _below(self, part: str, depth: int) -> Iterator[str]:
        for item in self.package.relationships.get(part, {}).values():
            if not item.external:
                yield item.target
                if depth > 1:
                    yield from self._below(item.target, depth - 1)

    def _kind(self, part: str) -> str:
        """What a part is to the one that refers to it: `header`, `notesSlide`, `chart` …"""
        for items in self.package.relationships.values():
            for item in items.values():
                if item.target == part and not item.external and item.kind != "slide":
                    return item.kind
        return ""

    def _part_order(self, part: str) -> int:
        if part in self.slides:
            return self.slides.index(part) * 2
        kind = self._kind(part)
        if kind in _DRAWN and self.dialect is not WORD:
            return self._slide_order(part)
        if part == self.main or kind in _DRAWN:
            return 0 if self.dialect is WORD else _LATE
        if kind == "notesSlide":
            return self._slide_order(part) + 1
        return _LATE + (_STORIES.index(kind) if kind in _STORIES else len(_STORIES))

    def _slide_order(self, part: str) -> int:
        slide = self.slide_of(part)
        return self.slides.index(slide) * 2 if slide else _LATE

    def _part(self, part: str, element: etree._Element | None) -> Phrase:
        if part in self.slides:
            return self.slide(part)
        if part == self.main:
            return self._body(element) if self.dialect is WORD else Phrase("place.presentation")
        kind = self._kind(part)
        if kind == "notesSlide":
            return self._on_slide("place.notes", part)
        if kind in _DRAWN:
            return Phrase(f"place.{_DRAWN[kind]}", where=self._owner(part))
        if kind in ("header", "footer"):
            return Phrase(f"place.{kind}{self._turn(part)}")
        if kind == "slideLayout":
            return Phrase("place.layout", name=_layout_name(self.tree(part)))
        if kind.endswith("properties"):
            return Phrase("place.properties")
        named = {**_NAMED, **dict.fromkeys(_STORIES, kind)}.get(kind)
        return Phrase(f"place.{named}") if named else Phrase("place.part", name=posixpath.basename(part))

    def slide(self, part: str, title: str = "") -> Phrase:
        """A slide by its number and its title, or by the title that is given."""
        return self._on_slide("place.slide", part, title)

    def _on_slide(self, key: str, part: str, title: str = "") -> Phrase:
        slide = self.slide_of(part)
        if not slide:
            return Phrase("place.part", name=posixpath.basename(part))
        number, title = self.slides.index(slide) + 1, title or slide_title(self.tree(slide))
        return Phrase(f"{key}_titled", number=number, title=shortened(title)) if title else Phrase(key, number=number)

    def _owner(self, part: str) -> Phrase:
        slide = self.slide_of(part)
        if slide:
            return self.slide(slide)
        relation = next(
            (item.id for item in self.package.relationships.get(self.main, {}).values() if item.target == part), ""
        )
        drawn = next((item for item in self.tree(self.main).iter() if item.get(_RELATION) == relation), None)
        return self._body(drawn)

    def _turn(self, part: str) -> str:
        """Which pages a header or footer is on: "_first", "_even", or "" for all others."""
        relation = next(
            (item.id for item in self.package.relationships.get(self.main, {}).values() if item.target == part), ""
        )
        turns = {
            item.get(w("type")) or "default"
            for item in self.tree(self.main).iter(w("headerReference"), w("footerReference"))
            if item.get(_RELATION) == relation
        }
        (turn,) = turns if len(turns) == 1 else ("default",)
        return f"_{turn}" if turn in ("first", "even") else ""

    # --- headings and tables ---

    def _body(self, element: etree._Element | None) -> Phrase:
        path = [] if element is None else self._path(element)
        if not path:
            return Phrase("place.body")
        return Phrase("place.body_under", path=" › ".join(shortened(f"{item.number} {item.text}") for item in path))

    @cached_property
    def _headings(self) -> list[Heading]:
        parts = {
            kind: next((item.target for item in self.package.related(self.main, kind)), "")
            for kind in ("styles", "numbering")
        }
        styles, numbering = (
            self.tree(parts[kind]) if parts[kind] in self.package.parts else None for kind in ("styles", "numbering")
        )
        return headings(self.tree(self.main), heading_styles(styles), numbering)

    def _path(self, element: etree._Element) -> list[Heading]:
        """The headings that an element of the body stands under, the highest first; a heading stands under itself."""
        place = self._position(self.main, element)
        path: list[Heading] = []
        for heading in self._headings:
            if self._position(self.main, heading.element) > place:
                break
            path = [item for item in path if item.level < heading.level] + [heading]
        return path

    def _position(self, part: str, element: etree._Element) -> int:
        if part not in self._orders:
            self._orders[part] = {item: place for place, item in enumerate(self.tree(part).iter())}
        return self._orders[part].get(element, -1)

    def _in_tables(self, where: Phrase, part: str, element: etree._Element) -> Phrase:
        tables = [item for item in (element, *element.iterancestors()) if item.tag == self.dialect.table]
        outer: etree._Element | None = None
        for table in reversed(tables):
            where = self._in_table(where, self._table_number(part, table, outer), table, element)
            outer = table
        return where

    def _table_number(self, part: str, table: etree._Element, outer: etree._Element | None) -> int:
        """A table's number among those under the same heading, on the slide, or in the same cell of the outer table."""
        if outer is not None:
            cell = next(item for item in table.iterancestors() if item.tag == self.dialect.cell)
            beside = [item for item in cell.iter(table.tag) if _outermost(item, cell)]
            return beside.index(table) + 1
        path = self._path(table) if part == self.main else []
        first = self._position(part, path[-1].element) if path else -1
        last = self._position(part, table)
        root = self.tree(part)
        beside = [item for item in root.iter(table.tag) if _outermost(item, root)]
        return sum(1 for item in beside if first < self._position(part, item) <= last)

    def _in_table(self, where: Phrase, number: int, table: etree._Element, element: etree._Element) -> Phrase:
        chain = [element, *element.iterancestors()]
        inside = chain[: chain.index(table)]
        row = next((item for item in reversed(inside) if item.tag == self.dialect.row), None)
        cell = next((item for item in reversed(inside) if item.tag == self.dialect.cell), None)
        if row is None:
            return Phrase("place.table", where=where, table=number)
        rows = [item for item in table.iter(row.tag) if _outermost(item, table)]
        if cell is None:
            return Phrase("place.row", where=where, table=number, row=rows.index(row) + 1)
        column = _column(cell, row)
        return Phrase("place.cell", where=where, table=number, row=rows.index(row) + 1, column=column)


def word_stories(package: Package, main: str) -> tuple[str, ...]:
    """The parts of a Word file that hold its text, the body first."""
    return (main, *(item.target for kind in _STORIES for item in package.related(main, kind)))


def slide_title(slide: etree._Element) -> str:
    """The text of a slide's title placeholder, "" without one."""
    for shape in slide.iter(p("sp")):
        holder = next(shape.iter(p("ph")), None)
        if holder is not None and holder.get("type") in TITLES:
            return " ".join("".join(item.text or "" for item in shape.iter(a("t"))).split())
    return ""


def _outermost(item: etree._Element, within: etree._Element) -> bool:
    """Whether no element of the item's own kind stands between it and the element that it is in."""
    for ancestor in item.iterancestors():
        if ancestor is within:
            return True
        if ancestor.tag == item.tag:
            return False
    return True


def _column(cell: etree._Element, row: etree._Element) -> int:
    """The first grid column of a cell, from 1."""
    column = 1 + skipped(row)
    for other in row.iter(cell.tag):
        if other is cell:
            break
        if _outermost(other, row):
            column += span_of(other)
    return column


def _layout_name(layout: etree._Element) -> str:
    content = layout.find(p("cSld"))
    return "" if content is None else content.get("name") or ""


def path_of(element: etree._Element) -> tuple[int, ...]:
    """The way from the root of an element's tree to it, each step the number of a child element."""
    steps = []
    while (parent := element.getparent()) is not None:
        steps.append(sum(1 for _ in element.itersiblings(etree.Element, preceding=True)))
        element = parent
    return tuple(reversed(steps))
