"""What can't stand in a field of next year's workbook: a sheet of its own, so that nothing is lost.

In: cells with where they stood, and why they stand here. Out: the sheet; what was on it before comes first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.language import words
from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.model import Language
from pipeline.vocabulary.typed import NO_MARK, Mark, TypedBook, TypedCell, TypedRow
from pipeline.workbook.filled import FilledCell, FurtherSheet
from pipeline.workbook.grid import address, coordinates
from pipeline.workbook.layout import layout
from pipeline.workbook.signs import signed
from pipeline.workbook.texts import folded

SHEET = "left_over"
_COLUMNS = ("year", "sheet", "cell", "under", "row", "content", "why")
_WIDTHS = (8, 22, 10, 28, 12, 70, 50)


@dataclass(frozen=True, slots=True)
class Left:
    """One cell. `why` is a key of the words, `under` its column or field, `row` the id of its row."""

    why: str
    place: Place
    text: str
    under: str = ""
    row: str = ""


def strays(old: TypedBook) -> Iterator[Left]:
    """The cells of a workbook that belong to no field, and what the groups' column says, which has done its work."""
    named = _named_rows(old)
    for stray in old.strays:
        spot = stray.place.sheet, coordinates(stray.place.cell)[0]
        yield Left(stray.kind, stray.place, stray.text, stray.under, named.get(spot, ""))
    for sheet in old.sheets.values():
        for row in sheet.rows:
            yield from _marks(row, old.language)
    for row in old.own.get("combining", ()):
        yield from (Left("combining", cell.place, cell.text) for cell in row.cells.values())


def _marks(row: TypedRow, language: Language) -> Iterator[Left]:
    label = layout().combined.label[language]
    if row.mark != NO_MARK:
        yield Left("combining", row.place, _said(row.mark, language), label, _id(row))
    for key, mark in row.marks.items():
        place = row.cells[key].place if key in row.cells else row.place
        if mark != NO_MARK:
            yield Left("combining", place, _said(mark, language), label)


def _said(mark: Mark, language: Language) -> str:
    return "\n".join(part for part in (signed(mark.sign, mark.groups, language), mark.rest) if part)


def sheet(old: TypedBook, left: Sequence[Left], language: Language, year: int | None) -> FurtherSheet | None:
    """The sheet of what is left over, this time and the times before; None when there is nothing."""
    say = words(language)
    kept, more = _kept(old)
    rows = [*kept, *(_row(item, say.text("workbook", f"carrying.why.{item.why}"), year) for item in left)]
    if not rows:
        return None
    headers = [*(say.text("workbook", f"carrying.column.{name}") for name in _COLUMNS), *more]
    return FurtherSheet(
        layout().titles[SHEET][language],
        (layout().titles[SHEET][language], say.text("workbook", "carrying.left_intro")),
        unlike(headers),
        (*_WIDTHS, *(30 for _ in more)),
        rows,
    )


def _row(left: Left, why: str, year: int | None) -> list[FilledCell]:
    texts = (left.place.sheet, left.place.cell, left.under, left.row, left.text, why)
    return [FilledCell(year), *(FilledCell(text or None) for text in texts)]


def _kept(old: TypedBook) -> tuple[list[list[FilledCell]], list[str]]:
    """The rows that were on the sheet already, and the headers of the columns that people added to it."""
    rows = old.own.get(SHEET, ())
    headers = _headers(rows)
    if headers is None:
        return [[FilledCell(None)] * 5 + [FilledCell(cell.text)] for row in rows for cell in row.cells.values()], []
    top, by_column = headers
    last = max([*by_column, *(column for row in rows for column in _by_column(row))])
    more = [by_column.get(column, "") for column in range(len(_COLUMNS) + 1, last + 1)]
    below = [_by_column(row) for row in rows if coordinates(row.place.cell)[0] > top]
    return [[_again(cells.get(column)) for column in range(1, last + 1)] for cells in below], more


def _headers(rows: Collection[TypedRow]) -> tuple[int, Mapping[int, str]] | None:
    """The header row and its texts by column: the first row that has the sheet's own first headers."""
    known = [
        {folded(words(language).text("workbook", f"carrying.column.{name}")) for name in _COLUMNS}
        for language in layout().titles[SHEET]
    ]
    for row in rows:
        texts = {column: cell.text for column, cell in _by_column(row).items()}
        if any(len(names & set(map(folded, texts.values()))) >= len(_COLUMNS) - 1 for names in known):
            return coordinates(row.place.cell)[0], texts
    return None


def _by_column(row: TypedRow) -> dict[int, TypedCell]:
    return {coordinates(cell.place.cell)[1]: cell for cell in row.cells.values()}


def _again(cell: TypedCell | None) -> FilledCell:
    if cell is None:
        return FilledCell(None)
    return FilledCell(cell.text if cell.value is None else cell.value, cell.number_format)


def _named_rows(old: TypedBook) -> Mapping[tuple[str, int], str]:
    """The ids of rows by sheet title and row."""
    return {
        (sheet.title, coordinates(cell.place.cell)[0]): _id(row)
        for sheet in old.sheets.values()
        for row in sheet.rows
        for cell in row.cells.values()
    }


def _id(row: TypedRow) -> str:
    return row.cells["id"].text if "id" in row.cells else ""


def unlike(headers: Sequence[str]) -> list[str]:
    """The headers so that no two are alike and none is blank, as an Excel table wants them."""
    found: list[str] = []
    taken: set[str] = set()
    for place, header in enumerate(headers, start=1):
        text = header.strip() or address(1, place).rstrip("1")
        number = 2
        while folded(text) in taken:
            text, number = f"{header} {number}", number + 1
        taken.add(folded(text))
        found.append(text)
    return found
