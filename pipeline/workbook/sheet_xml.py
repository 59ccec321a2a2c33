"""The XML of a workbook's parts → cells. In: streams of styles, shared strings and one sheet. Out: a `Grid`'s content.

Formula and stored result come in one pass, and only cells that hold something are kept. Document types and entities
are refused by defusedxml. Elements go by local name, so Strict Open XML reads like the usual one.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from pipeline.workbook.grid import Cell, CellValue, Merge, Struck, coordinates

MOST_CELLS = 100_000
"""Cells with content on one sheet. Fifty times what a full workshop sheet holds; reading stops there."""
_BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "d.m.yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "d.m.yyyy h:mm",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    49: "@",
} | dict.fromkeys((*range(27, 37), *range(50, 59)), "d.m.yyyy")
_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h|m|s)[^\]]*\]', re.IGNORECASE)


class TooManyCells(ValueError):
    """The sheet holds more than a workshop workbook ever does."""


@dataclass(frozen=True, slots=True)
class Style:
    """What matters of a cell's format."""

    number_format: str = ""
    struck: bool = False

    @property
    def is_date(self) -> bool:
        """Whether numbers of this format are shown as dates or times."""
        code = _NOT_CODE.sub("", self.number_format.split(";")[0]).lower()
        return code not in ("", "general", "@") and bool(re.search("[dmyhs]", code))


@dataclass(frozen=True, slots=True)
class SharedText:
    """One string of the shared table."""

    text: str
    struck: Struck = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a sheet's XML refers to."""

    styles: tuple[Style, ...] = ()
    texts: tuple[SharedText, ...] = ()
    from_1904: bool = False


@dataclass(slots=True)
class SheetContent:
    """One sheet's cells and marks, filled while its XML streams by."""

    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def elements(stream: IO[bytes], *names: str) -> Iterator[Element]:
    """The elements of the given local names, each complete; cleared after use, so memory stays flat."""
    for _, element in iterparse(stream, events=("end",), forbid_dtd=True):
        if local(element) in names:
            yield element
            element.clear()


def read_texts(stream: IO[bytes]) -> tuple[SharedText, ...]:
    """The shared strings in order."""
    return tuple(_text_of(item) for item in elements(stream, "si"))


def read_styles(stream: IO[bytes]) -> tuple[Style, ...]:
    """The cell formats in order of their index."""
    formats = dict(_BUILT_IN)
    fonts: tuple[bool, ...] = ()
    styles: tuple[Style, ...] = ()
    for part in elements(stream, "numFmts", "fonts", "cellXfs"):
        if local(part) == "numFmts":
            formats |= {int(item.get("numFmtId", 0)): item.get("formatCode", "") for item in part}
        elif local(part) == "fonts":
            fonts = tuple(_is_struck(font) for font in part)
        else:
            styles = tuple(
                Style(
                    formats.get(int(item.get("numFmtId", 0)), ""),
                    int(item.get("fontId", 0)) < len(fonts) and fonts[int(item.get("fontId", 0))],
                )
                for item in part
            )
    return styles


def read_sheet(stream: IO[bytes], surroundings: Surroundings) -> SheetContent:
    """The content of one sheet. Raises TooManyCells, and ValueError or IndexError for damaged references."""
    content = SheetContent()
    last_row = 0
    for element in elements(stream, "row", "mergeCell", "col"):
        if local(element) == "row":
            last_row = int(element.get("r") or last_row + 1)
            if element.get("hidden") in ("1", "true"):
                content.hidden_rows.add(last_row)
            _read_row(element, last_row, surroundings, content)
        elif local(element) == "mergeCell":
            content.merges.append(_merge(element.get("ref", "")))
        elif element.get("hidden") in ("1", "true"):
            last = min(int(element.get("max", 0)), 16_384)
            content.hidden_columns.update(range(int(element.get("min", 1)), last + 1))
    return content


def _read_row(element: Element, row: int, surroundings: Surroundings, content: SheetContent) -> None:
    column = 0
    for item in element:
        reference = item.get("r")
        column = coordinates(reference)[1] if reference else column + 1
        cell = _cell(item, row, column, surroundings)
        if cell is not None:
            content.cells[row, column] = cell
    if len(content.cells) > MOST_CELLS:
        raise TooManyCells


def _cell(item: Element, row: int, column: int, surroundings: Surroundings) -> Cell | None:
    parts = {local(child): child for child in item}
    index = int(item.get("s", 0))
    style = surroundings.styles[index] if surroundings.styles else Style()
    formula = "=" + (parts["f"].text or "") if "f" in parts else ""
    kind = item.get("t", "n")
    stored = parts["v"].text if "v" in parts else None
    shared = _shared(kind, stored, parts, surroundings)
    struck: Struck = "whole" if style.struck else shared.struck if shared else ""
    if kind == "e":
        return Cell(row, column, None, style.number_format, formula, stored or "#?", struck)
    if kind == "str" and "v" in parts:
        stored = stored or ""  # a formula whose result is an empty text
    value = shared.text if shared else _value(kind, stored, style, surroundings.from_1904)
    if value is None and not formula:
        return None
    return Cell(row, column, value, style.number_format, formula, "", struck)


def _shared(kind: str, stored: str | None, parts: dict[str, Element], surroundings: Surroundings) -> SharedText | None:
    if kind == "s" and stored is not None:
        return surroundings.texts[int(stored)]
    return _text_of(parts["is"]) if kind == "inlineStr" and "is" in parts else None


def _value(kind: str, stored: str | None, style: Style, from_1904: bool) -> CellValue | None:
    if stored is None:
        return None
    if kind == "str":
        return stored
    if kind == "b":
        return stored.strip() in ("1", "true")
    if kind == "d":
        return dt.datetime.fromisoformat(stored.replace("Z", ""))
    number = float(stored)
    if not math.isfinite(number):
        return stored
    if style.is_date:
        return _moment(number, from_1904)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _moment(serial: float, from_1904: bool) -> CellValue:
    """Excel's day number as a date; below one day a time; outside the calendar the number itself."""
    if 0 <= serial < 1:
        seconds = min(round(serial * 86_400), 86_399)
        return dt.time(seconds // 3600, seconds // 60 % 60, seconds % 60)
    first = dt.datetime(1904, 1, 1) if from_1904 else dt.datetime(1899, 12, 31 if serial < 60 else 30)  # noqa: DTZ001
    try:
        return first + dt.timedelta(seconds=round(serial * 86_400))
    except OverflowError:
        return serial


def _text_of(item: Element) -> SharedText:
    """The text of a string: its own, or that of its runs; readings (furigana) are no part of it."""
    pieces: list[tuple[str, bool]] = []
    for child in item:
        if local(child) == "t":
            pieces.append((child.text or "", False))
        elif local(child) == "r":
            text = "".join(part.text or "" for part in child if local(part) == "t")
            pieces.append((text, any(_is_struck(part) for part in child if local(part) == "rPr")))
    written = [struck for text, struck in pieces if text.strip()]
    struck: Struck = "whole" if written and all(written) else "part" if any(written) else ""
    return SharedText("".join(text for text, _ in pieces), struck)


def _is_struck(font: Element) -> bool:
    return any(local(mark) == "strike" and mark.get("val", "1") not in ("0", "false") for mark in font)


def _merge(reference: str) -> Merge:
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = coordinates(first), coordinates(last or first)
    return Merge(top, left, bottom, right)
