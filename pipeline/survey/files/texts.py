"""A delimited text file to rows of cells: its encoding and its delimiter are found, not asked.

In: a path that `ooxml.safety` let through. Out: one `Grid`, read as it is asked for. UTF-8 and UTF-16 with or without
their mark, else Windows-1252; `;` `,` tab or `|`, or what a first line `sep=;` says. Line breaks inside quotes stay in
their cell.
"""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from pipeline.survey.files.grid import Grid, NumberedRow

DELIMITERS = (";", ",", "\t", "|")
_SAMPLE = 100
_CHUNK = 2**20
_END = "\N{SYMBOL FOR END OF TEXT}"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class BrokenTextError(Exception):
    """The text can't be parted into cells from a row on, whose number it carries; 0 when it is no text."""

    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


def read_text(path: Path, most_rows: int | None = None) -> Grid:
    """The rows of a delimited file, numbered as a spreadsheet would show them; with `most_rows` only the first.

    Raises OSError and BrokenTextError, also while the rows are read: for a NUL, and for a quote that never closes,
    which would swallow the answers after it.
    """
    encoding = find_encoding(path, whole=most_rows is None)
    first = _first_lines(path, encoding)
    declared = _declared_delimiter(first[0]) if first else None
    delimiter = declared or find_delimiter(first)
    return Grid("", islice(_rows(path, encoding, delimiter, skipped=1 if declared else 0), most_rows))


def _rows(path: Path, encoding: str, delimiter: str, *, skipped: int) -> Iterator[NumberedRow]:
    number = 0
    row: list[str] = []
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        reader = csv.reader(chain(islice(stream, skipped, None), (_END,)), delimiter=delimiter)
        try:
            for number, row in enumerate(reader, start=1):
                if row:
                    yield number, row
        except csv.Error as error:
            raise BrokenTextError(number + 1) from error
    ...
