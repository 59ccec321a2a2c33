"""Which field stands in which column or row. In: one sheet's cells and its declaration. Out: `Headers`.

Headers go by their text in any of the three languages; case, space, a trailing `*` and position do not matter. A
companion in a further document language has it in brackets: `Toimenpide (sv)`. A near match counts, and is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from pipeline.vocabulary.model import Language
from pipeline.workbook.grid import Cell, Grid
from pipeline.workbook.layout import Field, Sheet, layout
from pipeline.workbook.texts import folded, likeness, shortened

HEADER_ROWS = 20
"""A header row is looked for in this many first rows."""
NEAR = 0.85
"""How alike a name must be to count as the same (0–1)."""
_COMPANION = re.compile(r"(?P<label>.+?)\s*\((?P<language>[^()]+)\)")
_LANGUAGE_NAMES: Mapping[str, Language] = {
    **dict.fromkeys(("fi", "fin", "suomi", "suomeksi", "finska", "på finska", "finnish"), "fi"),
    **dict.fromkeys(("sv", "swe", "svenska", "ruotsi", "ruotsiksi", "på svenska", "swedish"), "sv"),
    **dict.fromkeys(("en", "eng", "english", "englanti", "englanniksi", "engelska", "på engelska"), "en"),
}


@dataclass(frozen=True, slots=True)
class Header:
    """A name as it stands in the file: of a column of a table, or of a row of a key–value sheet.

    `line` is its column or row. `language` is that of a companion, else None.
    """

    field: Field
    line: int
    text: str
    language: Language | None = None

    @property
    def label(self) -> str:
        """The text for messages, without the mark of required fields."""
        return shortened(self.text.rstrip("* \u00a0"))


@dataclass(frozen=True, slots=True)
class Headers:
    """What the header row (or the label column) of a sheet says. `row` is the header row, 0 when there is none.

    `combined` is the column that a workbook of several groups has of its own.
    """

    row: int
    found: tuple[Header, ...]
    near: tuple[Header, ...] = ()
    extra: tuple[Cell, ...] = ()
    combined: int | None = None

    @property
    def by_line(self) -> Mapping[int, Header]:
        """The headers by their column or row."""
        return {header.line: header for header in self.found}

    def line(self, key: str) -> int | None:
        """The column or row of a field, or None when the sheet lacks it."""
        return next((header.line for header in self.found if header.field.key == key and not header.language), None)


@dataclass(slots=True)
class _Match:
    """Headers while they are matched."""

    found: dict[tuple[str, Language | None], Header] = field(default_factory=dict)
    near: list[Header] = field(default_factory=list)
    extra: list[Cell] = field(default_factory=list)


def find_columns(grid: Grid, sheet: Sheet) -> Headers | None:
    """The header row of a table: the one of the first rows that names most columns. None when no row names two."""
    names = field_names(sheet)
    rows = {row: cells for row, cells in grid.rows.items() if row <= HEADER_ROWS}
    known = {
        row: len({names[text_of(cell)].key for cell in cells.values() if text_of(cell) in names})
        for row, cells in rows.items()
    }
    best = max(known, key=lambda row: (known[row], -row), default=0)
    if not best or known[best] < min(2, len(sheet.fields)):
        return None
    combined = next((column for column, cell in rows[best].items() if text_of(cell) in combined_names()), None)
    cells = [cell for column, cell in rows[best].items() if column != combined]
    match = _match(cells, sheet, line=lambda cell: cell.column)
    return Headers(best, tuple(match.found.values()), tuple(match.near), tuple(match.extra), combined)


def find_labels(labels: Iterable[Cell], sheet: Sheet, header_row: int) -> Headers:
    """The rows of a key–value sheet by the labels in its label column."""
    match = _match(labels, sheet, line=lambda cell: cell.row)
    return Headers(header_row, tuple(match.found.values()), tuple(match.near), tuple(match.extra))


@cache
def field_names(sheet: Sheet) -> Mapping[str, Field]:
    """Every header of a sheet in the three languages, folded."""
    names: dict[str, Field] = {}
    for item in (*sheet.fields, *sheet.extras):
        for name in (*item.label.values(), *item.also):
            names.setdefault(folded(name), item)
    return names


@cache
def combined_names() -> frozenset[str]:
    """The headers of the column that a workbook of several groups has, folded."""
    return frozenset(map(folded, layout().combined.label.values()))


def _match(cells: Iterable[Cell], sheet: Sheet, line: Callable[[Cell], int]) -> _Match:
    match = _Match()
    strangers = [cell for cell in cells if not _take_exact(cell, sheet, line(cell), match)]
    for cell in strangers:
        _take_near(cell, sheet, line(cell), match)
    return match


def _take_exact(cell: Cell, sheet: Sheet, line: int, match: _Match) -> bool:
    text = text_of(cell)
    names = field_names(sheet)
    of, language = names.get(text), None
    companion = _COMPANION.fullmatch(text)
    if of is None and companion:
        of, language = names.get(companion["label"]), _LANGUAGE_NAMES.get(companion["language"].strip())
        if of is None or language is None or of.translate == "never":
            return False
    if of is None or (of.key, language) in match.found:
        return False
    match.found[of.key, language] = Header(of, line, str(cell.value), language)
    return True


def _take_near(cell: Cell, sheet: Sheet, line: int, match: _Match) -> None:
    names = field_names(sheet)
    left = [(likeness(name, text_of(cell)), name) for name, of in names.items() if (of.key, None) not in match.found]
    score, name = max(left, default=(0.0, ""))
    if score < NEAR:
        match.extra.append(cell)
        return
    header = Header(names[name], line, str(cell.value))
    match.found[header.field.key, None] = header
    match.near.append(header)


def text_of(cell: Cell) -> str:
    """A cell's text as headers are compared; "" for anything but text."""
    return folded(cell.value) if isinstance(cell.value, str) else ""


# --- key–value sheets -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ValueColumns:
    """Where a key–value sheet holds labels, values and help; `header_row` 0 when it has no header row. `combined` is
    the column of a workbook of several groups, 0 in others."""

    header_row: int
    label: int
    value: int
    help: int
    combined: int = 0


def find_value_columns(grid: Grid, sheet: Sheet) -> ValueColumns | None:
    """By the header row Kenttä · Arvo · Ohje; without one, the labels' own column and the two after it."""
    words = {folded(name): key for key, worded in layout().columns.items() for name in worded.values()}
    for row, cells in grid.rows.items():
        named = {
            words[text_of(cell)]: column for column, cell in reversed(tuple(cells.items())) if text_of(cell) in words
        }
        if row <= HEADER_ROWS and {"field", "value"} <= named.keys():
            combined = next((column for column, cell in cells.items() if text_of(cell) in combined_names()), 0)
            return ValueColumns(row, named["field"], named["value"], named.get("help", 0), combined)
    names = field_names(sheet)
    columns = Counter(
        column for cells in grid.rows.values() for column, cell in cells.items() if text_of(cell) in names
    )
    if not columns:
        return None
    label = columns.most_common(1)[0][0]
    return ValueColumns(0, label, label + 1, label + 2)
