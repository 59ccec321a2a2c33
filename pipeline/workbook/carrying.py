"""Next year's workbook out of this year's: what stands where in the new one, and what is told about it.

In: a workbook as it is typed, the language of the new one, the levels that a survey gave. Out: a `Carried`. Ids stay,
finished actions go to the archive, columns that the old layout lacked get what is sure; no cell is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.language import LANGUAGES, round_half_up
from pipeline.vocabulary.findings import Finding, FindingValue, Place
from pipeline.vocabulary.model import Language
from pipeline.vocabulary.typed import TypedBook, TypedCell, TypedRow, TypedSheet
from pipeline.workbook import archive, leftovers
from pipeline.workbook.carried_defaults import defaults
from pipeline.workbook.companions import with_companions
from pipeline.workbook.filled import Filled, FilledCell, FilledRow, carried
from pipeline.workbook.layout import Field, Sheet, layout
from pipeline.workbook.leftovers import Left
from pipeline.workbook.owner import languages_of, name_of, year_of
from pipeline.workbook.prefilled import prefilled_rows
from pipeline.workbook.texts import folded

EMPTIED = ("version", "date", "approved_on")
"""What a new year's workbook is given anew: the version, its day, the day of its approval."""
_MOST_CELLS = 6


@dataclass(frozen=True, slots=True)
class Carried:
    """What the new workbook is filled with. `others` are the languages of its companions, `year` is the old one's.

    `rows` are how many rows each table has, `archived` the ids of the actions that went to the archive now, `emptied`
    the fields that are to be filled in anew, `left` how many cells stand on the sheet of what could not be carried.
    """

    filled: Filled
    name: str
    language: Language
    others: tuple[Language, ...] = ()
    year: int | None = None
    rows: Mapping[str, int] = field(default_factory=dict)
    archived: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()
    left: int = 0
    findings: tuple[Finding, ...] = ()


def carry(old: TypedBook, language: Language, name: str, surveyed: Mapping[str, float]) -> Carried:
    """The content of the new workbook. `name` is used when the old one has none; `surveyed` are levels by id."""
    return _Carrying(old, language, name, surveyed).carried()


class _Carrying:
    """One workbook on its way into the next."""

    def __init__(self, old: TypedBook, language: Language, name: str, surveyed: Mapping[str, float]) -> None:
        self.old, self.language, self.surveyed = old, language, surveyed
        self.year = year_of(old)
        self.name = name_of(old) or name
        self.others = languages_of(old)
        self.sheets = {item.key: item for item in with_companions(layout().sheets, self.others)}
        self.left: list[Left] = []
        self.emptied: list[Field] = []
        self.found: list[Finding] = []
        self.formulas: list[Place] = []

    def carried(self) -> Carried:
        """All of it."""
        values = {
            key: self._values(key) for key, sheet in self.sheets.items() if sheet.kind == "fields" and self._has(key)
        }
        ended, going_on = archive.finished_rows(self.old.rows("actions"))
        tables = {
            key: self._rows(key, going_on if key == "actions" else self.old.rows(key))
            for key, sheet in self.sheets.items()
            if sheet.kind == "table" and self._has(key)
        }
        actions = self.sheets["actions"]
        finished = [self._row(actions, row) for row in ended]
        self.left += leftovers.strays(self.old)
        further = (
            archive.sheet(archive.archived(self.old), finished, actions.fields, self.language, self.year),
            leftovers.sheet(self.old, self.left, self.language, self.year),
        )
        filled = Filled(tables, values, [item for item in further if item is not None])
        ids = tuple(str(row["id"].value) for row in finished if "id" in row)
        emptied = tuple(field.label[self.language] for field in self.emptied)
        return Carried(
            filled,
            self.name,
            self.language,
            self.others,
            self.year,
            {key: len(rows) for key, rows in tables.items()},
            ids,
            emptied,
            len(self.left),
            tuple(self._told(ids, len(finished))),
        )

    def _has(self, key: str) -> bool:
        """Whether the old workbook has the sheet, with headers that are known: without, all of it is left over."""
        return key in self.old.sheets and bool(self.old.sheets[key].columns)

    # --- cells --------------------------------------------------------------------------------------------------------

    def _values(self, key: str) -> FilledRow:
        """The values of a sheet of single values; the second of two that stand for one field are left over."""
        rows, of = self.old.rows(key), self.sheets[key]
        found: dict[str, FilledCell] = {}
        for row in rows[:1]:
            found |= self._row(
                of,
                replace(
                    row, cells={name: cell for name, cell in row.cells.items() if not self._empties(key, name, cell)}
                ),
            )
        for row in rows[1:]:
            self.left += [
                Left("second", cell.place, cell.text, self._label(of, name)) for name, cell in row.cells.items()
            ]
        if key == "organisation":
            self._begin(found)
        return found

    def _begin(self, found: dict[str, FilledCell]) -> None:
        """The name and the language that a workbook needs, where the old one had neither."""
        if "name" not in found and self.name:
            found["name"] = FilledCell(self.name)
        if "languages" not in found:
            choice = next(item for item in layout().lists["language"] if item.id == self.old.language)
            found["languages"] = FilledCell(choice.label[self.language])

    def _empties(self, sheet: str, key: str, cell: TypedCell) -> bool:
        if sheet != "organisation" or key not in EMPTIED:
            return False
        of = self.sheets[sheet].field(key)
        self.emptied.append(of)
        self.left.append(Left("emptied", cell.place, cell.text, of.label[self.language]))
        return True

    def _rows(self, key: str, rows: Sequence[TypedRow]) -> list[FilledRow]:
        of = self.sheets[key]
        added = defaults(self.old.sheets[key], of, self.language, self.year) if rows else {}
        for name, value in added.items():
            label = of.field(name).label[self.language]
            values: dict[str, FindingValue] = {"column": label, "value": str(value(rows[0])), "count": len(rows)}
            self.found.append(Finding("NY007", self._place(key), values))
        return [
            {**{name: FilledCell(value(row)) for name, value in added.items()}, **self._row(of, row)} for row in rows
        ]

    def _row(self, of: Sheet, row: TypedRow) -> FilledRow:
        return {key: cell for key, typed in row.cells.items() if (cell := self._cell(of, key, typed, row)) is not None}

    def _cell(self, of: Sheet, key: str, cell: TypedCell, row: TypedRow) -> FilledCell | None:
        """A cell as it is written again; None when it can't be, or is to be given anew, and is left over."""
        id_ = row.cells["id"].text if "id" in row.cells else ""
        why = "unreadable" if cell.fault in ("error", "formula") else ""
        if of.key == "levels" and key == "baseline" and self._is_of_the_survey(id_, cell):
            why = "surveyed"
        if why:
            self.left.append(Left(why, cell.place, cell.text or cell.formula, self._label(of, key), id_))
            return None
        if cell.formula:
            self.formulas.append(cell.place)
        return carried(cell, of.field(key), self.language)

    def _is_of_the_survey(self, id_: str, cell: TypedCell) -> bool:
        known = self.surveyed.get(id_)
        return (
            known is not None
            and isinstance(cell.read, int | float)
            and round_half_up(known, 1) == round_half_up(cell.read, 1)
        )

    def _label(self, of: Sheet, key: str) -> str:
        return of.field(key).label[self.language]

    # --- what is told -------------------------------------------------------------------------------------------------

    def _told(self, ids: Sequence[str], finished: int) -> Iterable[Finding]:
        yield from self.found
        if self.emptied:
            names = ", ".join(item.label[self.language] for item in self.emptied)
            yield Finding("NY002", self._place("organisation"), {"fields": names, "count": len(self.emptied)})
        if finished:
            title = layout().titles[archive.SHEET][self.language]
            values: dict[str, FindingValue] = {"count": finished, "ids": ", ".join(ids), "sheet": title}
            yield Finding("NY003", self._place("actions"), values)
        if self.formulas:
            yield Finding("NY009", self.formulas[0], _cells(self.formulas))
        asked = finished or (self._has("actions") and "added" not in self.old.sheets["actions"].columns)
        if self.year is None and asked:
            yield Finding("NY011", self._place("organisation"))
        if own := self._own_perspectives():
            yield Finding("NY014", self._place("levels"), {"ids": ", ".join(own), "count": len(own)})
        yield from self._left_over()

    def _own_perspectives(self) -> list[str]:
        """The ids of perspectives that the survey form, which asks about ours, does not have so."""
        ours = {
            (row["id"], folded(str(row["name"])))
            for language in LANGUAGES
            for row in prefilled_rows(self.sheets["levels"], language)
        }
        rows = [row for row in self.old.rows("levels") if "id" in row.cells and "name" in row.cells]
        return [row.text("id") for row in rows if (row.text("id"), folded(row.text("name"))) not in ours]

    def _left_over(self) -> Iterable[Finding]:
        """What stands on the sheet of what is left over: once a sheet, and once for all that groups' workbooks left."""
        title = layout().titles[leftovers.SHEET][self.language]
        groups: dict[tuple[str, str], list[Place]] = {}
        for item in self.left:
            code = {"unreadable": "NY005", "surveyed": "NY012", "emptied": ""}.get(item.why, "NY004")
            groups.setdefault((code, "" if item.why == "combining" else item.place.sheet), []).append(item.place)
        for (code, _), places in groups.items():
            if code:
                yield Finding(code, places[0], {**_cells(places), "sheet": title})

    def _place(self, key: str) -> Place:
        sheet: TypedSheet | None = self.old.sheets.get(key)
        return Place(self.old.file, sheet.title if sheet else "")


def _cells(places: Sequence[Place]) -> dict[str, FindingValue]:
    more = ", …" if len(places) > _MOST_CELLS else ""
    return {"count": len(places), "cells": ", ".join(place.cell for place in places[:_MOST_CELLS]) + more}
