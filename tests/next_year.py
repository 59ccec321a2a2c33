"""Next year's workbooks for tests, looked at through openpyxl alone.

In: last year's workbook or folder, and a change to it. Out: the new folder, and what stands in its cells.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from example_folder import EXAMPLE, WORKBOOK
from pipeline.runs.next_year import Begun, begin
from pipeline.vocabulary.model import Language

NO_CONTENT = ("Ohje", "Anvisning", "Instructions", "Valinnat", "Listor", "Lists", "_tiedot")
ARCHIVE, LEFT = "Arkisto", "Siirtämättä jäänyt"


def changed(path: Path, change: Callable[[Workbook], None], of: Path = EXAMPLE / WORKBOOK) -> Path:
    """A workbook changed through openpyxl, at another path."""
    book = load_workbook(of)
    change(book)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def carried(old: Path, folder: Path, name: str = "Esimerkkilä", language: Language | None = None) -> tuple[Begun, Path]:
    """What was told, and the new workbook."""
    return begin(name, str(old), folder, language), folder / WORKBOOK


def told(begun: Begun) -> dict[str, dict[str, Any]]:
    """The values of each finding by its code; of several of a code, the last."""
    return {item.code: dict(item.values) for item in begun.findings}


def pages(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """The values of every sheet, row by row."""
    return _pages(str(path), path.stat().st_mtime_ns)


@cache
def _pages(path: str, _: int) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(path, read_only=True, data_only=True)
    return {page.title: list(page.iter_rows(values_only=True)) for page in book.worksheets}


def cells(path: Path) -> Counter[str]:
    """Every cell that holds anything, as text: how often, whatever sheet it stands on."""
    sheets = [rows for title, rows in pages(path).items() if title not in NO_CONTENT]
    return Counter(text for rows in sheets for row in rows for value in row if (text := plain(value)))


def plain(value: object) -> str:
    """A cell as text, however it is typed: a day, a number, a text without its outer space and its star."""
    if isinstance(value, dt.datetime):
        return f"{value.day}.{value.month}.{value.year}"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:g}"
    return "" if value is None else str(value).strip().rstrip("*")


def table(path: Path, title: str) -> list[dict[str, Any]]:
    """The rows of a sheet by header; its headers are the first row of several cells."""
    rows = pages(path)[title]
    top = next(place for place, row in enumerate(rows) if sum(value is not None for value in row) >= 3)
    headers = [plain(text) for text in rows[top]]
    body = [dict(zip(headers, row, strict=True)) for row in rows[top + 1 :]]
    return [row for row in body if any(value is not None for value in row.values())]


def field(path: Path, title: str, label: str) -> Any:
    """The value of a field of a sheet of single values."""
    return next(row[1] for row in pages(path)[title] if plain(row[0]) == label)


def column(book: Workbook, title: str, header: str) -> int:
    """Where a column stands on a sheet whose headers are on its second row."""
    headers = [plain(cell.value) for cell in book[title][2]]
    return headers.index(header) + 1
