"""One sheet → its entries' values, each with its cell. In: a `Grid`, its declaration, the workbook's language.

Out: `RawEntry`s, and every finding of the sheet at once. Tables and key–value sheets differ only in where their values
stand; the reading of one value, and what is told once per sheet, is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.vocabulary.findings import Finding, FindingValue, Place
from pipeline.vocabulary.model import Language
from pipeline.vocabulary.typed import Sign
from pipeline.workbook.fields import Reading, Value, read_cell
from pipeline.workbook.grid import Cell, Grid, address, coordinates
from pipeline.workbook.headers import Header
from pipeline.workbook.layout import Sheet

_MOST_CELLS = 6
_NOTHING: tuple[Value, ...] = (None, "", ())
UNDECIDED: Mapping[Sign, str] = {"decide": "CO001", "version": "CO001", "similar": "CO003"}
"""What is told of a row of several groups that is still to be decided."""


@dataclass(frozen=True, slots=True)
class RawEntry:
    """The values of one row by field key. Missing ones are left out; `at` has a cell for each column there is.

    `typed` are the cells that hold anything with what was read of them, companions as `name.sv`: what they hold may be
    no value at all. `mark` stands in the column of a workbook of several groups.
    """

    values: Mapping[str, Value]
    at: Mapping[str, Place]
    row: Place
    companions: Mapping[str, Mapping[str, str]]
    typed: Mapping[str, tuple[Cell, Reading]] = field(default_factory=dict)
    mark: str = ""


@dataclass(frozen=True, slots=True)
class SheetReading:
    """What one sheet gave. `companions` are their headers with cells: `reading` knows which languages are used.

    `versions` are rows that a group wrote otherwise than the row above them, still to be chosen from; `left_out`
    are cells of unchanged example rows.
    """

    entries: tuple[RawEntry, ...]
    findings: tuple[Finding, ...]
    companions: tuple[tuple[Header, Place], ...] = ()
    versions: tuple[RawEntry, ...] = ()
    left_out: tuple[Cell, ...] = ()


@dataclass(slots=True)
class Collector:
    """The findings of one sheet while it is read, with what is told once for the whole sheet."""

    grid: Grid
    sheet: Sheet
    language: Language
    file: str
    findings: list[Finding] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)

    def place(self, cell: str = "") -> Place:
        """A cell of this sheet."""
        return Place(self.file, self.grid.title, cell)

    def tell(self, code: str, cell: str = "", **values: FindingValue) -> None:
        """Adds a finding at a cell."""
        self.findings.append(Finding(code, self.place(cell), values))

    def entry(self, row: Place, found: Iterable[tuple[Header, str, Cell | None]], mark: str = "") -> RawEntry:
        """One entry from its headers, each with the address of its cell and the cell, None when that is empty."""
        values: dict[str, Value] = {}
        companions: dict[str, dict[str, str]] = {}
        at: dict[str, Place] = {}
        typed: dict[str, tuple[Cell, Reading]] = {}
        for header, where, cell in found:
            key = header.field.key
            name = f"{key}.{header.language}" if header.language else key
            at[name] = self.place(where)
            reading = self._reading(header, where, cell)
            value = reading.value
            if cell is not None:
                typed[name] = cell, reading
            if value in _NOTHING:
                continue
            if header.language:
                companions.setdefault(header.language, {})[key] = companion_text(value)
            else:
                values[key] = value
        return RawEntry(values, at, row, companions, typed, mark)

    def _reading(self, header: Header, where: str, cell: Cell | None) -> Reading:
        """What a cell says, its faults told; a required value that is not there, too."""
        reading = read_cell(cell, header.field, self.language) if cell else Reading()
        for fault in reading.faults:
            self.tell(fault.code, where, field=header.label, **fault.values)
        if reading.mended:
            self.mended.append(where)
        if header.field.required and not header.language and not reading.faults and reading.value in _NOTHING:
            self.tell("WB001", where, field=header.label)
        return reading

    def tell_near(self, headers: Iterable[Header], cells: Mapping[int, str]) -> None:
        """Headers that were recognised by a near match; `cells` by their line."""
        for header in headers:
            expected = header.field.label[self.language]
            self.tell("WB040", cells[header.line], found=header.label, expected=expected)

    def finish(self) -> tuple[Finding, ...]:
        """All findings in the order of their cells; those told once per sheet come last."""
        self.findings.sort(key=_spot)
        self._tell_many("WB036", self.mended)
        self._tell_many("WB044", self.unread)
        self._tell_many("WB039", self.grid.notes)
        if self.hidden:
            rows = sorted(self.hidden)
            self.tell("WB035", address(rows[0], 1), rows=_ranges(rows), count=len(rows))
        return tuple(self.findings)

    def _tell_many(self, code: str, cells: Iterable[str]) -> None:
        named = list(dict.fromkeys(cells))
        if named:
            more = ", …" if len(named) > _MOST_CELLS else ""
            self.tell(code, named[0], count=len(named), cells=", ".join(named[:_MOST_CELLS]) + more)


def _spot(finding: Finding) -> tuple[int, int]:
    return coordinates(finding.place.cell) if finding.place.cell else (0, 0)


def companion_text(value: Value) -> str:
    """A companion's value as text: lists joined again, to be split when its language is written."""
    return "; ".join(value) if isinstance(value, tuple) else str(value or "")


def _ranges(numbers: list[int]) -> str:
    """5, 6, 7, 9 → "5–7, 9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
