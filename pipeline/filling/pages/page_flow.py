"""Which page each piece of a document falls on: the rules of breaking pages, without any XML or type.

In: pieces in their order, each with its height and with what it must stay together, and the sheets of paper that they
are set on. Out: the page of each piece. All lengths are points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.ooxml import numerals

Start = Literal["", "page", "even", "odd", "column"]
"""Where something begins: "" right where the text is, the others on a new page or in a new column."""

_ROUNDING = 0.05
"""Programs count in whole twips; a line that is this much too high still fits."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The pages of one section: the room for text on them, where the section starts and how its pages are numbered.

    `width` and `height` are those of one column. `number` is what its first page is given; None goes on counting.
    """

    width: float
    height: float
    columns: int = 1
    start: Start = "page"
    number: int | None = None
    numerals: str = "decimal"


@dataclass(slots=True)
class Piece:
    """What is never parted by a page break: a line, a table row.

    `gap` is the space above it, `top` the space above it when a break that somebody asked for puts it first on a page;
    one that the text runs into by itself leaves none. `repeated` is the height of the header rows that come again above
    it on a new page. `leading` is the lowest part of its height, left empty by a multiple of lines, that may run out of
    the page; less than nothing where it needs more room when it is the last of a page, as a row does for the rule under
    it. `bound` keeps it on the page of the next piece, `start` and `section` say where it begins.
    """

    height: float
    gap: float = 0.0
    top: float = 0.0
    repeated: float = 0.0
    leading: float = 0.0
    bound: bool = False
    start: Start = ""
    section: int = 0
    bookmarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page as its readers count it, and the kind of numerals that its section uses."""

    number: int
    numerals: str = "decimal"


def flow(pieces: Sequence[Piece], sheets: Sequence[Sheet]) -> list[Page]:
    """The page of each piece. There is a sheet for each section that a piece names."""
    column = _Column(sheets)
    return [page for group in _groups(pieces) for page in column.place(group)]


def _groups(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces that stay on one page, as long as a page can hold them."""
    group: list[Piece] = []
    for piece in pieces:
        if group and (not group[-1].bound or piece.start or piece.section != group[-1].section):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


class _Column:
    """The column that is being filled: how far it is, and on which page."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._sheets = sheets
        self._section = 0
        self._sheet = sheets[0]
        self._number = 1 if self._sheet.number is None else self._sheet.number
        self._place_in_row = 0
        self._roof = 0.0
        self._depth = 0.0
        self._empty = True
        self._asked_for = True

    def place(self, group: Sequence[Piece]) -> Iterator[Page]:
        """Sets pieces that belong together; moves on when they do not fit."""
        first = group[0]
        if first.section != self._section:
            self._enter(first.section)
        if first.start and not self._empty:
            self._next(first.start)
        if not self._holds(group, self._depth + self._need(group)) and self._holds(group, _whole(group)):
            self._go_on()
        for piece in group:
            alone = (piece,)
            if not self._holds(alone, self._depth + self._need(alone)):
                self._go_on()
            self._depth += self._need(alone)
            self._empty = False
            yield Page(self._number, self._sheet.numerals)

    def _holds(self, group: Sequence[Piece], depth: float) -> bool:
        return depth - group[-1].leading <= self._sheet.height + _ROUNDING

    def _need(self, group: Sequence[Piece]) -> float:
        first, rest = group[0], group[1:]
        above = first.gap
        if self._empty:
            above = first.top if self._asked_for else first.repeated
        return above + first.height + sum(piece.gap + piece.height for piece in rest)

    def _go_on(self) -> None:
        """The text runs on by itself; an empty column is not left."""
        if not self._empty:
            self._next("column")
            self._asked_for = False

    def _enter(self, section: int) -> None:
        self._section = section
        self._sheet = self._sheets[section]
        if self._sheet.start:
            self._next(self._sheet.start, self._sheet.number)
        else:
            self._place_in_row = 0
            self._roof = self._depth

    def _next(self, start: Start, number: int | None = None) -> None:
        if start == "column" and self._place_in_row + 1 < self._sheet.columns:
            self._place_in_row += 1
        else:
            self._place_in_row = 0
            self._roof = 0.0
            self._number = self._number + 1 if number is None else number
            odd = self._number % 2 == 1
            self._number += (start == "even" and odd) or (start == "odd" and not odd)
        self._depth = self._roof
        self._empty = True
        self._asked_for = True


def _whole(group: Sequence[Piece]) -> float:
    """What a group takes at the head of a page."""
    return group[0].repeated + group[0].height + sum(piece.gap + piece.height for piece in group[1:])


def numeral(page: Page) -> str:
    """The page's number as it is printed: `12`, `xii`, `L`. Kinds that are not known are printed as figures."""
    return f"- {page.number} -" if page.numerals == "numberInDash" else numerals.numeral(page.number, page.numerals)
