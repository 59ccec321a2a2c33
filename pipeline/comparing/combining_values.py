"""Single values of several groups: the first that was given stays, what others gave instead stands beside it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.vocabulary.combined import CombinedCell, CombinedValue, Group, Item, Told
from pipeline.vocabulary.typed import NO_MARK, Mark, TypedCell

_NO_VALUE = ("error", "formula")


def join_values(sheet: str, groups: Sequence[Group], base: str) -> tuple[dict[str, CombinedValue], list[Item]]:
    """The values of a sheet by their keys, and what was done."""
    given: dict[str, list[tuple[str, TypedCell]]] = {}
    marks: dict[str, Mark] = {}
    for group in groups:
        for row in group.book.rows(sheet):
            if group.name == base:
                marks = dict(row.marks)
            for key, cell in row.cells.items():
                if cell.fault not in _NO_VALUE:
                    given.setdefault(key, []).append((group.name, cell))
    items: list[Item] = []
    values = {key: _joined(sheet, key, cells, marks.get(key, NO_MARK), base, items) for key, cells in given.items()}
    return values, items


def _joined(
    sheet: str, key: str, given: Sequence[tuple[str, TypedCell]], mark: Mark, base: str, items: list[Item]
) -> CombinedValue:
    (first, kept), *rest = given
    groups = list(mark.groups) if first == base and mark.groups else [first]
    others: list[tuple[str, TypedCell]] = []
    for name, cell in rest:
        if cell.same != kept.same:
            others.append((name, cell))
            continue
        groups += [name] if name not in groups else []
        if cell.text != kept.text:
            items.append(Item(Told.JOINED, (name,), cell.place, cell.text, sheet, key))
    if others:
        items.append(Item(Told.SIDE_BY_SIDE, tuple(groups), kept.place, kept.text, sheet, key))
        items += [Item(Told.SIDE_BY_SIDE, (name,), cell.place, cell.text, sheet, key) for name, cell in others]
    earlier = mark.rest if mark.sign == "decide" else ""
    return CombinedValue(CombinedCell(kept, first), tuple(groups), tuple(others), earlier)
