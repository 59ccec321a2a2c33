"""A slow, plain search of every cell that groups typed, in the workbook that `combine` made of theirs.

In: the groups' files and the result, both read with openpyxl cell by cell. Out: what is lost, as sentences: cells that
are neither in their row of the result nor in the list, ids that two rows have, references that lead astray.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from combine_groups import HEADERS, TITLES
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

IDS = ("goals", "actions", "trainings", "indicators")
REFERS = {
    ("goals", "parent"): ("goals",),
    ("actions", "goal"): ("goals",),
    ("actions", "predecessors"): ("actions",),
    ("trainings", "supports"): ("goals", "actions"),
    ("indicators", "goal"): ("goals",),
}
CHOICES = {"klar": "valmis", "pågår": "käynnissä", "ja": "kyllä", "nej": "ei"}
KEEPS = ("Yhdistetty", "Vain luettelossa", "Sammanslagen", "Bara i förteckningen")
"""Kinds of lines whose text need not stand in the result's rows."""
LIST = {"fi": "Yhdistäminen", "sv": "Sammanslagning"}


@dataclass
class Line:
    """One line of the list: whose cell, where, its text, where it is in the result."""

    kind: str
    groups: list[str]
    sheet: str
    cell: str
    text: str
    result: str
    why: str


@dataclass
class InputRow:
    """A row as a group typed it, by field key; each with its cell's address."""

    group: str
    sheet: str
    title: str
    cells: dict[str, tuple[str, Any]]
    result: str = ""


@dataclass
class Result:
    """The combined workbook: its rows by sheet, its vision, its list."""

    language: str
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    vision: Any = None
    lines: list[Line] = field(default_factory=list)

    def listed(self, group: str, title: str, cell: str, text: str | None = None) -> bool:
        """Whether the list tells of a group's cell; with this text, when one is given."""
        return any(
            group in line.groups and (line.sheet, line.cell) == (title, cell) and (text is None or line.text == text)
            for line in self.lines
        )

    def holds(self, group: str, title: str, cell: str, text: str) -> bool:
        """Whether the list holds a cell's text in the place of the result's rows."""
        found = (line for line in self.lines if line.kind in KEEPS and group in line.groups)
        return any((line.sheet, line.cell, line.text) == (title, cell, text) for line in found)


def read_result(path: Path) -> Result:
    """The combined workbook."""
    book = load_workbook(path)
    language = "fi" if TITLES["fi"]["goals"] in book.sheetnames else "sv"
    result = Result(language)
    for key, headers in HEADERS[language].items():
        result.rows[key] = _table(book[TITLES[language][key]], headers)
    result.vision = book[TITLES[language]["vision"]]["B3"].value
    page = book[LIST[language]]
    rows = list(page.iter_rows(values_only=True))
    top = next(number for number, row in enumerate(rows) if all(row[:7]))
    for row in rows[top + 1 :]:
        texts = ["" if value is None else str(value) for value in row[:7]]
        if any(texts):
            result.lines.append(Line(texts[0], texts[1].split(" | "), *texts[2:7]))
    return result


def _table(page: Worksheet, headers: dict[str, str]) -> list[dict[str, Any]]:
    rows = list(page.iter_rows(values_only=True))
    top = next(number for number, row in enumerate(rows) if set(headers.values()) <= set(row))
    columns = {key: rows[top].index(header) for key, header in headers.items()}
    found = [{key: row[column] for key, column in columns.items()} for row in rows[top + 1 :]]
    return [row for row in found if any(value not in (None, "") for value in row.values())]


def read_group(path: Path) -> tuple[list[InputRow], list[tuple[str, str, str]], tuple[str, Any]]:
    """A group's rows, its cells outside of fields (sheet, address, text), and its vision with the sheet's title."""
    book = load_workbook(path)
    language = "fi" if TITLES["fi"]["goals"] in book.sheetnames else "sv"
    rows: list[InputRow] = []
    strays: list[tuple[str, str, str]] = []
    for key, headers in HEADERS[language].items():
        page = book[TITLES[language][key]]
        for cells in page.iter_rows(min_row=3):
            known = {name: cells[place] for place, name in enumerate(headers) if place < len(cells)}
            typed = {
                name: (cell.coordinate, cell.value) for name, cell in known.items() if cell.value not in (None, "")
            }
            if typed:
                rows.append(InputRow(path.stem, key, page.title, typed))
            strays += [(page.title, cell.coordinate, str(cell.value)) for cell in cells[len(headers) :] if cell.value]
    for title in book.sheetnames:
        if title not in TITLES[language].values():
            page = book[title]
            strays += [
                (title, cell.coordinate, str(cell.value)) for row in page.iter_rows() for cell in row if cell.value
            ]
    title = TITLES[language]["vision"]
    return rows, strays, (title, book[title]["B3"].value)


def faults(groups: list[Path], path: Path, base: Path | None = None) -> Iterator[str]:
    """Everything that is lost, doubled or astray. `base` is the workbook that all groups began with."""
    result = read_result(path)
    common = read_group(base)[0] if base else []
    for row in common:
        row.result = str(row.cells.get("id", ("", ""))[1])
    yield from _doubled(result)
    for group in groups:
        yield from _lost(group, common, result)


def _lost(group: Path, common: list[InputRow], result: Result) -> Iterator[str]:
    """What one group typed and can't be found, and its references that lead astray."""
    rows, strays, (title, vision) = read_group(group)
    for sheet, cell, text in strays:
        if not result.listed(group.stem, sheet, cell, text):
            yield f"{group.stem} {sheet}!{cell} {text!r} is not in the list"
    if vision and vision != result.vision and not result.listed(group.stem, title, "B3", vision):
        yield f"{group.stem} vision {vision!r} is lost"
    for row in rows:
        row.result = _new_id(row, result)
    for row in rows:
        candidates = [item for item in result.rows[row.sheet] if _is_of(item, row)]
        if not any(all(_is_kept(row, key, item, result) for key in row.cells) for item in candidates):
            yield f"{group.stem} {row.title} {row.cells} is in no row {row.result!r}: {candidates}"
        yield from _astray(row, rows + common, candidates, result)


def _doubled(result: Result) -> Iterator[str]:
    for sheet in IDS:
        ids = [str(row["id"]).casefold() for row in result.rows[sheet]]
        if len(ids) != len(set(ids)) or "none" in ids:
            yield f"{sheet} {ids}"


def _new_id(row: InputRow, result: Result) -> str:
    """The id of a group's row in the result: as the list tells, else its own."""
    if row.sheet not in IDS:
        return ""
    own = next(iter(HEADERS["fi"][row.sheet])) in row.cells
    number = next(iter(row.cells.values()))[0].lstrip("ABCDEFGHIJ")
    title = TITLES[result.language][row.sheet]
    for line in result.lines:
        parts = line.result.split(" · ")
        if row.group in line.groups and (line.sheet, parts[0]) == (row.title, title) and len(parts) == 3:
            header = HEADERS[result.language][row.sheet]["id"].rstrip("*")
            first = min(cell for cell, _ in row.cells.values())
            if parts[2] == header and line.cell in (f"A{number}", first):
                return parts[1]
    return str(row.cells["id"][1]) if own else ""


def _is_of(item: dict[str, Any], row: InputRow) -> bool:
    """Whether a row of the result is the one that a group's row became, or a version of it."""
    if row.sheet not in IDS:
        return True
    written = str(item["id"]).casefold()
    return written.partition("/")[0] == row.result.casefold()


def _is_kept(row: InputRow, key: str, item: dict[str, Any], result: Result) -> bool:
    cell, value = row.cells[key]
    if key == "id" or (row.sheet, key) in REFERS:
        return True
    if isinstance(value, str) and value.startswith("#"):
        return result.holds(row.group, row.title, cell, value)
    there = item[key]
    if key in ("status", "publish"):
        words = [CHOICES.get(text.casefold(), text.casefold()) for text in (str(value), str(there))]
        return words[0] == words[1]
    if there == value or str(value) in (str(there), _shown(there)):
        return True
    if isinstance(value, str):
        return result.holds(row.group, row.title, cell, value)
    return result.listed(row.group, row.title, cell) and _alike(value, there)


def _shown(there: Any) -> str:
    """A number or a day as Excel shows it."""
    if isinstance(there, dt.datetime):
        return f"{there.day}.{there.month}.{there.year}"
    return str(there).replace(".", ",")


def _alike(value: Any, there: Any) -> bool:
    """A number or a day that stands in the result as another group typed it."""
    if isinstance(value, dt.datetime):
        return str(there) in (f"{value.day}.{value.month}.{value.year}", str(value))
    digits = "".join(letter for letter in str(there).replace(",", ".") if letter in "0123456789.")
    return bool(digits) and float(digits) == float(value)


def _astray(row: InputRow, rows: list[InputRow], candidates: list[dict[str, Any]], result: Result) -> Iterator[str]:
    """References that don't lead to what the row of the group's own workbook became."""
    for key, (cell, value) in row.cells.items():
        targets = REFERS.get((row.sheet, key), ())
        wanted = set()
        for item in str(value).split("; ") if targets else ():
            meant = [
                other
                for target in targets
                for other in rows
                if other.sheet == target and str(other.cells.get("id", ("", ""))[1]).casefold() == item.casefold()
            ]
            if not meant and not result.listed(row.group, row.title, cell):
                yield f"{row.group} {row.title}!{cell} {item} leads nowhere, which is not told"
            wanted.add((meant[0].result if meant else item).casefold())
        if targets and not any(_ids(candidate[key]) == wanted for candidate in candidates):
            yield f"{row.group} {row.title}!{cell} {value!r} should be {wanted}: {[c[key] for c in candidates]}"


def _ids(value: Any) -> set[str]:
    return {item.strip().casefold() for item in str(value or "").split(";") if item.strip()}
