"""Where a chart's data stand on a sheet: the formulas of a chart, read and written.

In: formulas such as `'Omat luvut'!$B$2:$B$6`. Out: `Area`s, and the `Block` that the data of a chart fill.
A block has a line for each series (a column, or a row where the designer put the series in rows), a lead line for the
categories, and a head for the names. All numbers count from 0.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

SHEET = "Sheet1"
_LAST_ROW, _LAST_COLUMN = 1_048_575, 16_383
_AREA = re.compile(
    r"(?:'(?:\[[^\]]*\])?(?P<quoted>(?:[^']|'')+)'|(?:\[[^\]]*\])?(?P<plain>[^'!\[\]:,()]+))!"
    r"\$?(?P<c1>[A-Za-z]{1,3})\$?(?P<r1>\d{1,7})(?::\$?(?P<c2>[A-Za-z]{1,3})\$?(?P<r2>\d{1,7}))?"
)
_PLAIN_SHEET = re.compile(r"[^\W\d][\w.]*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[rRcC]\d*([cC]\d*)?")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, its ends included."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    def turned(self) -> Area:
        """The area with rows and columns exchanged."""
        return Area(self.sheet, self.left, self.top, self.right, self.bottom)

    def covers(self, other: Area) -> bool:
        """Whether the other area is all in this one."""
        inside = self.top <= other.top and other.bottom <= self.bottom
        return self.sheet == other.sheet and inside and self.left <= other.left and other.right <= self.right

    def around(self, other: Area) -> Area:
        """The smallest area of this sheet that holds both."""
        top, left = min(self.top, other.top), min(self.left, other.left)
        return Area(self.sheet, top, left, max(self.bottom, other.bottom), max(self.right, other.right))


def letters(column: int) -> str:
    """A column's letters: 0 is A, 26 is AA."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def column_of(letters_: str) -> int:
    """A column's number: A is 0, AA is 26."""
    number = 0
    for letter in letters_.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def address(row: int, column: int) -> str:
    """A cell's address in its sheet: B2."""
    return f"{letters(column)}{row + 1}"


def span(area: Area) -> str:
    """An area's address in its sheet, as tables and sheets name theirs: A1:C5."""
    return f"{address(area.top, area.left)}:{address(area.bottom, area.right)}"


def areas_of(formula: str) -> list[Area]:
    """The areas that a formula names, [] when it is anything but a list of areas."""
    found = []
    for piece in formula.strip().removeprefix("=").removeprefix("(").removesuffix(")").split(","):
        match = _AREA.fullmatch(piece.strip())
        if match is None:
            return []
        sheet = match["plain"] or match["quoted"].replace("''", "'")
        top, left = int(match["r1"]) - 1, column_of(match["c1"])
        bottom = int(match["r2"]) - 1 if match["r2"] else top
        right = column_of(match["c2"]) if match["c2"] else left
        if not (0 <= top <= bottom <= _LAST_ROW and left <= right <= _LAST_COLUMN):
            return []
        found.append(Area(sheet, top, left, bottom, right))
    return found


def quoted(sheet: str) -> str:
    """A sheet's name as a formula writes it."""
    if _PLAIN_SHEET.fullmatch(sheet) and not _LIKE_A_CELL.fullmatch(sheet):
        return sheet
    doubled = sheet.replace("'", "''")
    return f"'{doubled}'"


def formula(area: Area, *, one: bool = False) -> str:
    """The formula of an area: `Sheet1!$B$2:$B$6`; of `one` cell `Sheet1!$B$2`."""
    first = f"{quoted(area.sheet)}!${letters(area.left)}${area.top + 1}"
    return first if one else f"{first}:${letters(area.right)}${area.bottom + 1}"


@dataclass(frozen=True, slots=True)
class Block:
    """Where data go on a sheet: names at `head`, points from `first`, categories in the line `lead`.

    `lines` are the lines of the template's own series; further ones follow the last. `across` says that lines are rows.
    """

    sheet: str = SHEET
    head: int = 0
    first: int = 1
    lead: int = 0
    lines: tuple[int, ...] = ()
    across: bool = False

    def line(self, number: int) -> int:
        """The line of the series `number` as they stand on the sheet."""
        if number < len(self.lines):
            return self.lines[number]
        return max((self.lead, *self.lines)) + 1 + number - len(self.lines)

    def cell(self, along: int, line: int) -> tuple[int, int]:
        """Row and column of a cell of the block."""
        return (line, along) if self.across else (along, line)

    def name(self, number: int) -> str:
        """The formula of a series' name."""
        return formula(self._area(self.line(number), self.head, self.head), one=True)

    def values(self, number: int, count: int) -> str:
        """The formula of a series' values."""
        return formula(self._area(self.line(number), self.first, self.first + max(count, 1) - 1))

    def leading(self, count: int) -> str:
        """The formula of the categories, or of the x values."""
        return formula(self._area(self.lead, self.first, self.first + max(count, 1) - 1))

    def extent(self, lines: int, count: int) -> Area:
        """The area that so many series with so many points fill, names included."""
        used = [self.lead, *(self.line(number) for number in range(lines))]
        area = Area(self.sheet, min(self.head, self.first), min(used), self.first + max(count, 1) - 1, max(used))
        return area.turned() if self.across else area

    def _area(self, line: int, first: int, last: int) -> Area:
        area = Area(self.sheet, first, line, last, line)
        return area.turned() if self.across else area


@dataclass(frozen=True, slots=True)
class SeriesFormulas:
    """Where one series of a template has its data: name, categories or x, and its values (y; of bubbles y and size)."""

    name: tuple[Area, ...]
    lead: tuple[Area, ...]
    values: tuple[Area, ...]


def block_of(drawn: Sequence[SeriesFormulas], *, together: bool = False) -> Block | None:
    """The block that a template's series stand in, None when they stand in none that can be told.

    `together` (the data are a table) gives the lines no gaps.
    """
    values = [area for series in drawn for area in series.values]
    if not values or any(min(area.bottom - area.top, area.right - area.left) > 0 for area in values):
        return None
    sheet, across = values[0].sheet, _across(drawn, values)
    if any(area.sheet != sheet for area in values):
        return None
    if across:
        values = [area.turned() for area in values]
    names = _on(sheet, across, [area for series in drawn for area in series.name])
    leads = _on(sheet, across, [area for series in drawn for area in series.lead])
    first = max(min(area.top for area in values), 1)
    head = names[0].top if names and names[0].top < first else first - 1
    own = [area.left for area in values]
    lead = leads[0].left if leads else min(own) - 1
    if lead < 0 or lead in own:
        lead, own = min(own), []
    if together or len(set(own)) < len(own):
        own = []
    return Block(sheet, head, first, lead, tuple(own), across)


def _on(sheet: str, across: bool, areas: Sequence[Area]) -> list[Area]:
    return [area.turned() if across else area for area in areas if area.sheet == sheet]


def _across(drawn: Sequence[SeriesFormulas], values: Sequence[Area]) -> bool:
    longest = max(values, key=lambda area: area.right - area.left + area.bottom - area.top)
    if longest.right > longest.left or longest.bottom > longest.top:
        return longest.right > longest.left
    name, value = next(((item.name, item.values) for item in drawn if item.name and item.values), ((), ()))
    return bool(name) and name[0].top == value[0].top and name[0].left < value[0].left
