"""The workbooks of several groups, brought together: rows and values with who wrote what, and what was done.

In: made by `comparing.combining`. Out: `workbook.combined` writes it, `runs` counts it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.vocabulary.findings import Place
from pipeline.vocabulary.typed import Sign, StrayKind, TypedBook, TypedCell

MOST_ALIKE = 0.99
"""The likeness of two rows is never told as more: words in other forms count as the same."""


class Told(StrEnum):
    """What the list tells of: first what people have to decide, last what needs no attention."""

    SIDE_BY_SIDE = "side_by_side"
    SIMILAR = "similar"
    DANGLING = "dangling"
    RENUMBERED = "renumbered"
    LEFT_OVER = "left_over"
    SUPPLEMENTED = "supplemented"
    JOINED = "joined"


class Leftover(StrEnum):
    """Why a cell is in the list only, beside the kinds of strays."""

    UNREADABLE = "unreadable"
    ERROR = "error"
    FORMULA = "formula"
    STRUCK = "struck"
    LONG = "long"
    PREFILLED = "prefilled"
    NOTE = "note"
    BEGUN = "begun"


@dataclass(frozen=True, slots=True)
class Group:
    """One group's workbook, and what the group is called. `begun` are the keys of the organisation's values that the
    group didn't give: `new` wrote them into its workbook."""

    name: str
    book: TypedBook
    begun: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list: what was done with a group's row or cell.

    `sheet` and `key` are of the layout, `row` the id in the result of the row that it is in, `other` the id it had, or
    that of the similar row; `likeness` of a similar one is from 0 to 1. `why` is told of what is left over.
    """

    told: Told
    groups: tuple[str, ...]
    place: Place
    text: str
    sheet: str = ""
    key: str = ""
    row: str = ""
    other: str = ""
    likeness: float = 0.0
    why: Leftover | StrayKind | None = None
    under: str = ""


@dataclass(frozen=True, slots=True)
class CombinedCell:
    """A cell of the result: the group's own, or `written` in its place where an id became another one."""

    cell: TypedCell
    group: str
    written: str | None = None

    @property
    def text(self) -> str:
        """What stands in the result."""
        return self.cell.text if self.written is None else self.written


@dataclass(frozen=True, slots=True)
class CombinedRow:
    """A row of the result with the groups that wrote it. Of rows to be chosen from, the first has the sign "decide",
    the others below it "version"; `differing` are the keys in which they differ. `similar` are ids of other rows.
    """

    id: str
    cells: Mapping[str, CombinedCell]
    groups: tuple[str, ...] = ()
    sign: Sign = ""
    differing: frozenset[str] = frozenset()
    similar: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A single value that groups gave instead of the first, as the first of them typed it."""

    groups: tuple[str, ...]
    cell: TypedCell


@dataclass(frozen=True, slots=True)
class CombinedValue:
    """A single value: the first that was given, its groups, and what others gave instead. `earlier` are such from a
    workbook that had been combined before."""

    kept: CombinedCell
    groups: tuple[str, ...]
    others: tuple[Proposal, ...] = ()
    earlier: str = ""

    @property
    def is_undecided(self) -> bool:
        """Whether groups gave different values."""
        return bool(self.others or self.earlier)


@dataclass(frozen=True, slots=True)
class Combined:
    """Everything: rows of each table, values of each other sheet by their keys, the list."""

    tables: Mapping[str, tuple[CombinedRow, ...]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, CombinedValue]] = field(default_factory=dict)
    items: tuple[Item, ...] = ()

    def count(self, told: Told) -> int:
        """How many lines of the list tell of this."""
        return sum(item.told is told for item in self.items)
