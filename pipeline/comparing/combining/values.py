"""Single values of several groups: the first that was given stays, what others gave instead stands beside it. Pure.

What `new` wrote into a workbook is nobody's proposal: it stays only where nobody gave anything.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from pipeline.comparing.combining.lines import NO_VALUE
from pipeline.vocabulary.combined import CombinedCell, CombinedValue, Group, Item, Leftover, Proposal, Told
from pipeline.vocabulary.typed import NO_MARK, Mark, TypedCell


@dataclass(frozen=True, slots=True)
class _Given:
    """What one group gave. `begun`: as `new` wrote it."""

    group: str
    cell: TypedCell
    begun: bool


def join_values(sheet: str, groups: Sequence[Group], base: str) -> tuple[dict[str, CombinedValue], list[Item]]:
    """The values of a sheet by their keys, and what was done."""
    given: dict[str, list[_Given]] = {}
    marks: dict[str, Mark] = {}
    for group in groups:
        for row in group.book.rows(sheet):
            if group.name == base:
                marks = dict(row.marks)
            for key, cell in row.cells.items():
                if cell.fault not in NO_VALUE:
                    begun = sheet == "organisation" and key in group.begun
                    given.setdefault(key, []).append(_Given(group.name, cell, begun))
    items: list[Item] = []
    values = {key: _joined(sheet, key, cells, marks.get(key, NO_MARK), base, items) for key, cells in given.items()}
    return values, items


def _joined(sheet: str, key: str, given: Sequence[_Given], mark: Mark, base: str, items: list[Item]) -> CombinedValue:
    typed = [one for one in given if not one.begun] or list(given[:1])
    by_value: dict[Hashable, list[_Given]] = {}
    for one in typed:
        by_value.setdefault(one.cell.same, []).append(one)
    first, *rest = by_value.values()
    kept = first[0].cell
    earlier_ones = mark.groups if first[0].group == base else ()
    groups = tuple(dict.fromkeys((*(earlier_ones or (first[0].group,)), *(one.group for one in first[1:]))))
    others = tuple(Proposal(tuple(dict.fromkeys(one.group for one in same)), same[0].cell) for same in rest)
    items += [_item(Told.JOINED, sheet, key, one) for one in first[1:] if one.cell.text != kept.text]
    for same in rest:
        items += [_item(Told.JOINED, sheet, key, one) for one in same[1:] if not _is_told_by(same[0].cell, one.cell)]
    if others:
        items.append(Item(Told.SIDE_BY_SIDE, groups, kept.place, kept.text, sheet, key))
        items += [Item(Told.SIDE_BY_SIDE, it.groups, it.cell.place, it.cell.text, sheet, key) for it in others]
    untold = (one for one in given if one not in typed and one.cell.same not in by_value)
    items += [_item(Told.LEFT_OVER, sheet, key, one, Leftover.BEGUN) for one in untold]
    earlier = mark.rest if mark.sign == "decide" else ""
    return CombinedValue(CombinedCell(kept, first[0].group), groups, others, earlier)


def _is_told_by(told: TypedCell, cell: TypedCell) -> bool:
    """Whether a line of the list on one group's cell tells where another's is and what it says, too."""
    return (told.text, told.place.sheet, told.place.cell) == (cell.text, cell.place.sheet, cell.place.cell)


def _item(told: Told, sheet: str, key: str, one: _Given, why: Leftover | None = None) -> Item:
    return Item(told, (one.group,), one.cell.place, one.cell.text, sheet, key, why=why)
