"""Opens an .xlsx or .xlsm safely. In: a path. Out: a `Book` of plain cells, and findings for what can't be opened.

`ooxml.safety` looks at the file from outside first; then each part is read by itself, so that a damaged sheet does not
hide the faults of the others. Why not openpyxl: it stops at the first damage, needs two passes for formulas and their
results, and fills memory at a stray cell far away; and this takes a fourth of its time.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException

from pipeline.ooxml.safety import kind_of_file, scan
from pipeline.vocabulary.findings import Finding, Place
from pipeline.workbook.grid import Book, Grid, is_address
from pipeline.workbook.sheet_xml import (
    MOST_CELLS,
    SharedText,
    SheetContent,
    Style,
    Surroundings,
    TooManyCells,
    elements,
    local,
    read_sheet,
    read_styles,
    read_texts,
)

LARGEST_PART = 100 * 2**20
NOTE_AUTHOR = "digitiekartta"
"""Whose notes are no words of people's: our own."""
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    ValueError,
    IndexError,
    ParseError,
    DefusedXmlException,
    NotImplementedError,
)


@dataclass(frozen=True, slots=True)
class _Link:
    """A relationship: the last word of its type, and the part it leads to."""

    id: str
    kind: str
    part: str


def open_workbook(path: Path, name: str) -> tuple[Book | None, tuple[Finding, ...]]:
    """The workbook's sheets, and what stands in the way. None when nothing can be read; `name` is the path as given."""
    place = Place(file=name)
    fault = scan(path)
    if fault is not None:
        return None, (fault.at(place),)
    macros = (Finding("IN011", place),) if kind_of_file(path) == "macro_workbook" else ()
    try:
        with zipfile.ZipFile(path) as package:
            book, findings = _Package(package, place).read()
    except PermissionError:
        return None, (Finding("IN012", place),)
    except (*_DAMAGE, OSError):
        return None, (Finding("IN005", place),)
    return book, (*macros, *findings)


def sheet_titles(path: Path) -> tuple[str, ...]:
    """The titles of a workbook's sheets, without reading them; none when it can't be opened."""
    if scan(path) is not None:
        return ()
    try:
        with zipfile.ZipFile(path) as package:
            return tuple(title for title, _ in _Package(package, Place()).sheet_parts()[0])
    except (*_DAMAGE, OSError):
        return ()


class _Package:
    """One open zip while it is read."""

    def __init__(self, package: zipfile.ZipFile, place: Place) -> None:
        self._package = package
        self._names = frozenset(package.namelist())
        self._place = place
        self._findings: list[Finding] = []

    def read(self) -> tuple[Book, tuple[Finding, ...]]:
        """Every sheet that can be read."""
        sheets, surroundings_links, from_1904 = self.sheet_parts()
        surroundings = Surroundings(self._styles(surroundings_links), self._texts(surroundings_links), from_1904)
        grids = tuple(self._grid(title, part, surroundings) for title, part in sheets)
        damaged = tuple(title for (title, _), grid in zip(sheets, grids, strict=True) if grid is None)
        return Book(tuple(grid for grid in grids if grid), damaged), tuple(self._findings)

    def sheet_parts(self) -> tuple[list[tuple[str, str]], tuple[_Link, ...], bool]:
        """Titles and parts of the worksheets, the workbook's links, and whether days count from 1904."""
        start = next((link.part for link in self._links("") if link.kind == "officeDocument"), "xl/workbook.xml")
        links = self._links(start)
        parts = {link.id: link.part for link in links if link.kind == "worksheet"}
        sheets: list[tuple[str, str]] = []
        from_1904 = False
        with self._open(start) as stream:
            for element in elements(stream, "sheet", "workbookPr"):
                if local(element) == "workbookPr":
                    from_1904 = element.get("date1904") in ("1", "true")
                elif (part := parts.get(_reference(element))) is not None:
                    sheets.append((element.get("name", ""), part))
        return sheets, links, from_1904

    def _styles(self, links: tuple[_Link, ...]) -> tuple[Style, ...]:
        part = next((link.part for link in links if link.kind == "styles"), "")
        try:
            with self._open(part) as stream:
                return read_styles(stream)
        except _DAMAGE:
            if part:
                self._damaged(part)
            return ()

    def _texts(self, links: tuple[_Link, ...]) -> tuple[SharedText, ...]:
        part = next((link.part for link in links if link.kind == "sharedStrings"), "")
        try:
            with self._open(part) as stream:
                return read_texts(stream)
        except _DAMAGE:
            if part:
                self._damaged(part)
            return ()

    def _grid(self, title: str, part: str, surroundings: Surroundings) -> Grid | None:
        try:
            with self._open(part) as stream:
                content = read_sheet(stream, surroundings)
            return self._with_marks(title, part, content)
        except TooManyCells:
            self._findings.append(Finding("WB048", Place(self._place.file, title), {"limit": MOST_CELLS}))
        except _DAMAGE:
            self._damaged(title)
        return None

    def _with_marks(self, title: str, part: str, content: SheetContent) -> Grid:
        links = self._links(part)
        notes: dict[str, str] = {}
        for link in links:
            if link.kind in ("comments", "threadedComment") and link.part in self._names:
                self._add_notes(link.part, notes)
        tables = tuple(
            element.get("displayName", "")
            for link in links
            if link.kind == "table"
            for element in self._elements(link.part, "table")
        )
        return Grid(
            title,
            content.cells,
            tuple(content.merges),
            frozenset(content.hidden_rows),
            frozenset(content.hidden_columns),
            {cell: text for cell, text in notes.items() if is_address(cell)},
            tables,
        )

    def _add_notes(self, part: str, notes: dict[str, str]) -> None:
        """The texts of a part's notes and comments by their cells, without those that we have written ourselves."""
        authors: list[str] = []
        with self._open(part) as stream:
            for element in elements(stream, "author", "comment", "threadedComment"):
                if local(element) == "author":
                    authors.append(element.text or "")
                    continue
                number = int(element.get("authorId", -1))
                if 0 <= number < len(authors) and authors[number] == NOTE_AUTHOR:
                    continue
                said = "".join(item.text or "" for item in element.iter() if local(item) in ("t", "text"))
                cell = element.get("ref", "")
                notes[cell] = "\n".join(filter(None, (notes.get(cell, ""), said)))

    def _links(self, part: str) -> tuple[_Link, ...]:
        folder, name = posixpath.split(part)
        source = posixpath.join(folder, "_rels", f"{name}.rels")
        return tuple(
            _Link(
                element.get("Id", ""),
                element.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/"),
            )
            for element in self._elements(source, "Relationship")
            if element.get("TargetMode") != "External"
        )

    def _elements(self, part: str, *names: str) -> list[Element]:
        """The attributes that matter are on the elements themselves, so copies without content will do."""
        if part not in self._names:
            return []
        with self._open(part) as stream:
            return [Element(element.tag, dict(element.attrib)) for element in elements(stream, *names)]

    def _open(self, part: str) -> IO[bytes]:
        if self._package.getinfo(part).file_size > LARGEST_PART:
            raise TooManyCells
        return self._package.open(part)

    def _damaged(self, what: str) -> None:
        self._findings.append(Finding("IN005", Place(self._place.file, what)))


def _reference(sheet: Element) -> str:
    """The `r:id` of a sheet, whichever namespace the file is written in."""
    return next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
