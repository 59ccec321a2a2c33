"""Paragraphs and tables as a stack of pieces: lines and rows with the space between them and what holds them together.

In: the elements of a body, a cell or a header, and the width of their column. Out: `Piece`s for `page_flow`, and for a
cell its height. All lengths are points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from lxml import etree

from pipeline.filling.blocks import BLOCK
from pipeline.filling.pages.page_flow import Piece, Start
from pipeline.filling.pages.page_looks import Layout, Looks
from pipeline.filling.pages.page_rows import FilledCell, row_pieces
from pipeline.filling.pages.page_tables import Cell, read_table
from pipeline.filling.pages.page_text import Text, lines, read_text
from pipeline.ooxml.dialect import w
from pipeline.ooxml.word_styles import WRAPPERS, Layer

_PARAGRAPH, _TABLE, _BOOKMARK, _SECTION = w("p"), w("tbl"), w("bookmarkStart"), w("sectPr")
_SECTION_END = f"{w('pPr')}/{w('sectPr')}"
_IDENTITY = re.compile(rb' %s="[^"]*"' % BLOCK.encode())
"""What tells apart blocks that are otherwise alike."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for a whole document: its looks, and whether the space after a paragraph and the space before the
    next are added up, instead of the larger one counting. `stacks` keeps what is set, since many cells are alike."""

    looks: Looks
    adds_spaces: bool = False
    stacks: dict[tuple[bytes, float, Layer], Stack] = field(default_factory=dict)


def blocks(holder: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs, tables and bookmarks of a holder, also those in content controls and changes, and the properties
    of a body's last section."""
    for child in holder.iterchildren(_PARAGRAPH, _TABLE, _BOOKMARK, _SECTION, *WRAPPERS):
        if child.tag in WRAPPERS:
            yield from blocks(child)
        else:
            yield child


class Stack:
    """Pieces one under another. `section` is given to the pieces that are added next, `kept` tells whether the first
    paragraph keeps with the next."""

    __slots__ = ("_above", "_after", "_bookmarks", "_layer", "_rules", "_start", "kept", "pieces", "section")

    def __init__(self, rules: Rules, layer: Layer = ()) -> None:
        self._rules = rules
        self._layer = layer
        self._after = 0.0
        self._above: Layout | None = None
        self._start: Start = ""
        self._bookmarks: tuple[str, ...] = ()
        self.pieces: list[Piece] = []
        self.section = 0
        self.kept = False

    def fill(self, elements: Iterable[etree._Element], room: float) -> None:
        """Adds paragraphs and tables in a column `room` wide."""
        for element in elements:
            if element.tag == _PARAGRAPH:
                self._add_paragraph(element, room)
            elif element.tag == _TABLE:
                self._add_table(element, room)
            elif element.tag == _BOOKMARK:
                self._bookmarks += (element.get(w("name")) or "",)

    @property
    def height(self) -> float:
        """What the stack takes where it is never broken, as in a cell."""
        if not self.pieces:
            return 0.0
        first = self.pieces[0]
        return first.top - first.gap + sum([piece.gap + piece.height for piece in self.pieces]) + self._after

    def _add_paragraph(self, element: etree._Element, room: float) -> None:
        layout = self._rules.looks.layout(element, self._layer)
        text = read_text(element, layout, self._rules.looks)
        bookmarks = (*self._bookmarks, *text.bookmarks)
        empty = not self.pieces or self.pieces[-1].section != self.section
        if layout.framed or (not empty and _only_ends_a_section(element)):
            self._bookmarks = bookmarks
            return
        if not self.pieces:
            self.kept = layout.keep_next
        made = self._lines(text, room)
        first, last = made[0], made[-1]
        first.gap, first.top = self._space_above(layout)
        first.start = "page" if layout.new_page else self._start
        first.bookmarks = bookmarks
        rule_above, rule_below, _ = layout.borders
        if self._above is not None and _share_frame(self._above, layout):
            first.gap -= rule_below
        else:
            first.height += rule_above
        last.height += rule_below
        last.leading = 0.0 if rule_below else last.leading
        last.bound = layout.keep_next
        self.pieces += made
        end = text.stretches[-1]
        self._start = end.start if len(text.stretches) > 1 and end.is_empty else ""
        self._bookmarks = ()
        self._after, self._above = layout.after, layout

    def _lines(self, text: Text, room: float) -> list[Piece]:
        """The lines of a paragraph: two at its head and two at its end stay together."""
        layout, count = text.layout, len(text.stretches)
        found: list[Piece] = []
        for place, stretch in enumerate(text.stretches):
            if place and place == count - 1 and stretch.is_empty:
                break  # a page break at the end of a paragraph moves what comes after it
            made = [
                Piece(height, section=self.section, leading=leading) for height, leading in lines(text, place, room)
            ]
            made[0].start = stretch.start
            for piece in made[:-1] if layout.keep_lines else (*made[:-1][:1], *made[:-1][-1:]):
                piece.bound = layout.keep_lines or layout.widows
            found += made
        return found

    def _space_above(self, layout: Layout) -> tuple[float, float]:
        """The space above a paragraph, in the text and at the head of a page."""
        above, after, before = self._above, self._after, layout.before
        if above is not None and above.style == layout.style:
            after = 0.0 if above.contextual else after
            before = 0.0 if layout.contextual else before
        gap = before + after if self._rules.adds_spaces else max(before, after)
        return gap, layout.before

    def _add_table(self, element: etree._Element, room: float) -> None:
        table = read_table(element, room, self._rules.looks)
        rows = row_pieces(table, [[self._filled(cell) for cell in row.cells] for row in table.rows])
        heads = len(list(takewhile(lambda row: row.header, table.rows)))
        heads = heads if heads < len(rows) else 0
        repeated = sum(piece.height for made in rows[:heads] for piece in made)
        if rows:
            rows[0][0].gap, rows[0][0].start = self._after, self._start
        for place, (row, made) in enumerate(zip(table.rows, rows, strict=True)):
            made[0].bookmarks = (*self._bookmarks, *(item.get(w("name")) or "" for item in row.element.iter(_BOOKMARK)))
            self._bookmarks = ()
            for piece in made:
                piece.section = self.section
                piece.repeated = repeated if place >= heads else 0.0
                piece.bound |= place < heads
            self.pieces += made
        self._after, self._above, self._start = 0.0, None, ""

    def _filled(self, cell: Cell) -> FilledCell:
        markup = etree.tostring(cell.element, with_tail=False)
        key = (_IDENTITY.sub(b"", markup), cell.room, cell.layer)
        stack = self._rules.stacks.get(key)
        if stack is None:
            stack = self._rules.stacks[key] = Stack(self._rules, cell.layer)
            stack.fill(blocks(cell.element), cell.room)
        return FilledCell(cell, stack.pieces, cell.above + stack.height + cell.below, stack.kept)


def _only_ends_a_section(paragraph: etree._Element) -> bool:
    """Whether a paragraph is nothing but the mark of a section's end, which takes no room."""
    return paragraph.find(_SECTION_END) is not None and paragraph.find(w("r")) is None


def _share_frame(above: Layout, below: Layout) -> bool:
    """Whether two paragraphs stand in one frame, without rules between them."""
    same_sides = (above.text_left, above.right) == (below.text_left, below.right)
    return bool(above.borders[2]) and above.borders == below.borders and same_sides
