"""What of the groups' workbooks is in the list only, or not as it stood. Pure. In: groups. Out: items.

Own columns and sheets, what stands outside tables, what can't be read, errors, formulas, struck-through text, and texts
that are longer than a cell of the result may be. What several groups have alike is told once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.vocabulary.combined import Group, Item, Leftover, Told
from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.typed import TypedCell

LONGEST = 32_000
"""Letters that a cell of the list takes for sure."""


def left_over(groups: Sequence[Group], base: str) -> list[Item]:
    """Every cell that isn't in the result's data as it stood."""
    found: dict[tuple[object, ...], Item] = {}
    for group in groups:
        for item in (*_strays(group), *_cells(group, base)):
            key = (item.place.sheet, item.place.cell, item.text, item.why)
            earlier = found.get(key)
            names = (*(earlier.groups if earlier else ()), group.name)
            found[key] = Item(
                Told.LEFT_OVER,
                tuple(dict.fromkeys(names)),
                earlier.place if earlier else item.place,
                item.text,
                item.sheet,
                item.key,
                why=item.why,
                under=item.under,
            )
    return list(found.values())


def _strays(group: Group) -> Iterator[Item]:
    """What belongs to no field, and what people noted at cells."""
    for stray in group.book.strays:
        for text in parts(stray.text):
            yield Item(Told.LEFT_OVER, (group.name,), stray.place, text, why=stray.kind, under=stray.under)
    for place, text in group.book.notes:
        yield Item(Told.LEFT_OVER, (group.name,), place, text, why=Leftover.NOTE)


def _cells(group: Group, base: str) -> Iterator[Item]:
    for sheet in group.book.sheets.values():
        for row in sheet.rows:
            for cell in row.cells.values():
                for why, text in _reasons(cell, is_base=group.name == base):
                    yield _item(group, cell.place, text, sheet.key, cell.key, why)


def _reasons(cell: TypedCell, *, is_base: bool) -> Iterator[tuple[Leftover, str]]:
    """Why a cell is listed. In the base, what can't be read and what is struck stays where it is."""
    if cell.fault == "error":
        yield Leftover.ERROR, cell.text
    elif cell.formula:
        yield Leftover.FORMULA, cell.formula
    if cell.fault == "unreadable" and not is_base:
        yield Leftover.UNREADABLE, cell.text
    if cell.struck == "part" or (cell.struck and not is_base):
        yield Leftover.STRUCK, cell.text
    if len(cell.text) > LONGEST:
        for text in parts(cell.text):
            yield Leftover.LONG, text


def _item(group: Group, place: Place, text: str, sheet: str, key: str, why: Leftover) -> Item:
    return Item(Told.LEFT_OVER, (group.name,), place, text, sheet, key, why=why)


def parts(text: str) -> list[str]:
    """A text in pieces that a cell takes."""
    return [text[start : start + LONGEST] for start in range(0, len(text), LONGEST)] or [""]
