"""One group's row, and a row of the result with its versions, while they are joined. Pure.

Rows agree where both hold something: an empty cell contradicts nothing, it is filled from the other.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from pipeline.comparing.combining.ids import Links, folded, linked
from pipeline.comparing.combining.sheets import STEMS, is_own_reference, name_key, referred
from pipeline.vocabulary.combined import CombinedCell
from pipeline.vocabulary.typed import TypedRow

Same = Mapping[str, Hashable]
NO_VALUE = ("error", "formula")
"""Cells that hold nothing to be carried on: they are in the list."""


@dataclass(slots=True)
class Line:
    """A group's row. `same` is what its cells are compared by, `written` the text of those whose ids changed."""

    sheet: str
    group: str
    row: TypedRow
    groups: tuple[str, ...]
    version_of: Line | None = None
    same: dict[str, Hashable] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    dangling: list[tuple[str, str]] = field(default_factory=list)
    spot: Spot | None = None

    @property
    def id(self) -> str:
        """The id as typed."""
        return self.row.text("id") if self.sheet in STEMS else ""

    @property
    def name(self) -> str:
        """What the row is called."""
        return self.row.text(name_key(self.sheet))

    @property
    def known_by(self) -> Hashable:
        """What the row is found by again: its id, or where rows have none what it is called."""
        if self.sheet in STEMS:
            return folded(self.id)
        cell = self.row.cells.get(name_key(self.sheet))
        return cell.same if cell else ""

    def compare_by(self, links: Links, *, own: bool) -> None:
        """Sets what its cells are compared by, references as the result has them; `own`: those to its own table."""
        for key, cell in self.row.cells.items():
            sheets = referred(self.sheet, key)
            if key == "id" or cell.fault in NO_VALUE or is_own_reference(self.sheet, key) is not own:
                continue
            if not sheets or cell.fault:
                self.same[key] = cell.same
                continue
            found = linked(cell, self.group, sheets, links, first_only=self.sheet == "questions")
            self.same[key] = frozenset(map(folded, found.ids))
            self.dangling += [(key, item) for item in found.dangling]
            if found.written is not None:
                self.written[key] = found.written

    def cells(self) -> dict[str, CombinedCell]:
        """Its cells as the result has them."""
        return {
            key: CombinedCell(cell, self.group, self.written.get(key))
            for key, cell in self.row.cells.items()
            if key != "id" and cell.fault not in NO_VALUE
        }


@dataclass(slots=True)
class Version:
    """One version of a row of the result. A prepared row is nobody's: it has no groups."""

    cells: dict[str, CombinedCell]
    same: dict[str, Hashable]
    groups: list[str]

    def agrees(self, same: Same) -> bool:
        """Whether it holds nothing else than a row does."""
        return all(self.same.get(key, value) == value for key, value in same.items())

    def is_written_by(self, group: str, same: Same) -> bool:
        """Whether a group wrote it, in an earlier combining, and all that its row holds is here."""
        return group in self.groups and bool(same) and same.items() <= self.same.items()


@dataclass(slots=True)
class Spot:
    """A row of the result: its id, and its versions, the first of them the row itself."""

    id: str
    versions: list[Version] = field(default_factory=list)

    @property
    def is_nobodys(self) -> bool:
        """Whether it is a prepared row that nobody has touched."""
        return bool(self.versions) and not self.versions[0].groups

    def differing(self) -> frozenset[str]:
        """The keys in which its versions differ."""
        keys = {key for version in self.versions for key in version.same}
        return frozenset(
            key for key in keys if len({version.same[key] for version in self.versions if key in version.same}) > 1
        )

    def fitting(self, same: Same, group: str) -> Version | None:
        """The version that a row agrees with: one that its group has written already, the very same, or one that it
        only adds to, in this order."""
        agreeing = [version for version in self.versions if version.agrees(same)]
        return min(
            agreeing, key=lambda version: (not version.is_written_by(group, same), version.same != same), default=None
        )
