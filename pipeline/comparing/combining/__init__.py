"""The workbooks of several groups brought together. Pure. In: the groups, the common base first. Out: a `Combined`.

Rows are joined by `combining_rows`, single values by `combining_values`; near-duplicates are suggested only. Every cell
of every group is in a row, a value or the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from pipeline.comparing.combining.ids import Links, Numbers, folded, ids_in
from pipeline.comparing.combining.left import left_over
from pipeline.comparing.combining.near_duplicates import similar
from pipeline.comparing.combining.rows import Table
from pipeline.comparing.combining.sheets import COMPARED, ORDER, STEMS, name_key, referred
from pipeline.comparing.combining.values import join_values
from pipeline.comparing.stems import Stems
from pipeline.vocabulary.combined import MOST_ALIKE, Combined, CombinedRow, Group, Item, Told
from pipeline.vocabulary.typed import Sign

__all__ = ["combine"]
_VALUES = ("organisation", "foreword", "vision", "governance")


def combine(groups: Sequence[Group], base: str = "") -> Combined:
    """Everything of all groups. `base` is the name of the first when the others began with its workbook."""
    links, stems = Links(base), Stems()
    tables = {sheet: Table(sheet, links, Numbers(_taken(groups, sheet)), stems) for sheet in ORDER}
    for sheet, table in tables.items():
        for group in groups:
            table.join(group.name, group.book.rows(sheet), _asked(group, sheet), is_base=group.name == base)
    items: list[Item] = [item for table in tables.values() for item in table.items]
    values = {}
    for sheet in _VALUES:
        values[sheet], told = join_values(sheet, groups, base)
        items += told
    rows: dict[str, tuple[CombinedRow, ...]] = {}
    for sheet, table in tables.items():
        pairs = list(similar(table.spots, stems)) if sheet in COMPARED else []
        rows[sheet] = tuple(_rows(table, pairs))
        items += [*_side_by_side(table), *_similar(table, pairs)]
    items += left_over(groups, base)
    order = list(Told)
    return Combined(rows, values, tuple(sorted(items, key=lambda item: order.index(item.told))))


def _taken(groups: Iterable[Group], sheet: str) -> set[str]:
    """The ids that any group has typed in a table, or archived."""
    if sheet not in STEMS:
        return set()
    typed = {folded(row.text("id")) for group in groups for row in group.book.rows(sheet)}
    archived = (row.cells.values() for group in groups for row in group.book.own.get("archive", ()))
    return (typed | ids_in(cell.text for cell in chain.from_iterable(archived))) - {""}


def _asked(group: Group, table: str) -> frozenset[str]:
    """The ids of a table that a group's rows refer to."""
    found: set[str] = set()
    for sheet in group.book.sheets.values():
        for row in sheet.rows:
            for cell in row.cells.values():
                if table in referred(sheet.key, cell.key):
                    read = (cell.read,) if isinstance(cell.read, str) else cell.read
                    found |= ids_in(map(str, read)) if isinstance(read, tuple) else set()
    return frozenset(found)


def _rows(table: Table, pairs: Iterable[tuple[int, int, float]]) -> Iterator[CombinedRow]:
    """The rows as they will stand, versions below their first."""
    likes: dict[int, list[str]] = {}
    for earlier, later, _ in pairs:
        likes.setdefault(later, []).append(table.spots[earlier].id)
        likes.setdefault(earlier, []).append(table.spots[later].id)
    later_ones = {later for _, later, _ in pairs}
    for place, spot in enumerate(table.spots):
        differing = spot.differing()
        for number, version in enumerate(spot.versions):
            several: Sign = "decide" if number == 0 else "version"
            sign: Sign = several if len(spot.versions) > 1 else "similar" if place in later_ones else ""
            written = spot.id if number == 0 or not spot.id else table.numbers.of_version(spot.id)
            alike = tuple(likes.get(place, ())) if number == 0 else ()
            yield CombinedRow(written, version.cells, tuple(version.groups), sign, differing, alike)


def _side_by_side(table: Table) -> Iterator[Item]:
    """Each cell in which the versions of a row differ, whoever wrote it."""
    for spot in table.spots:
        differing = spot.differing()
        for version in spot.versions if len(spot.versions) > 1 else ():
            for key, cell in version.cells.items():
                if key in differing:
                    names = tuple(version.groups)
                    yield Item(Told.SIDE_BY_SIDE, names, cell.cell.place, cell.cell.text, table.sheet, key, spot.id)


def _similar(table: Table, pairs: Iterable[tuple[int, int, float]]) -> Iterator[Item]:
    """Each suggestion, at the name of the later row."""
    for earlier, later, likeness in pairs:
        one, two = table.spots[earlier], table.spots[later]
        key = name_key(table.sheet)
        cell = two.versions[0].cells.get(key)
        if cell is not None:
            names = tuple(two.versions[0].groups)
            yield Item(
                Told.SIMILAR,
                names,
                cell.cell.place,
                cell.text,
                table.sheet,
                key,
                two.id,
                one.id,
                min(round(likeness, 2), MOST_ALIKE),
            )
