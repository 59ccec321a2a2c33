"""A delimited text file to rows of cells: its encoding and its delimiter are found, not asked.

In: a path that `ooxml.safety` let through. Out: one `Grid`. UTF-8 and UTF-16 with or without their mark, else
Windows-1252; `;` `,` tab or `|`, or what a first line `sep=;` says. Line breaks inside quotes stay in their cell.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from itertools import islice
from pathlib import Path

from pipeline.survey.files.grid import Grid

DELIMITERS = (";", ",", "\t", "|")
_SAMPLE = 100
_SAMPLE_TEXT = 256 * 1024
_END = "\N{SYMBOL FOR END OF TEXT}"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(path: Path, most_rows: int | None = None) -> Grid:
    """The rows of a delimited file, numbered as a spreadsheet would show them; with `most_rows` only the first.

    Raises OSError, and csv.Error when a quote never closes, which would swallow the answers after it.
    """
    text = decode(path.read_bytes())
    first, _, rest = text.partition("\n")
    declared = _declared_delimiter(first)
    if declared:
        text = rest
    reader = csv.reader(io.StringIO(f"{text}\n{_END}", newline=""), delimiter=declared or find_delimiter(text))
    rows = list(islice(reader, most_rows))
    if len(rows) != most_rows and rows.pop() != [_END]:
        raise csv.Error("a quote never closes")
    return Grid("", tuple((number, row) for number, row in enumerate(rows, start=1) if row))


def decode(data: bytes) -> str:
    """The text of a file, whatever encoding it was saved in; bytes that mean nothing become U+FFFD."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    bare = _bare_utf16(data[:4096])
    if bare:
        return data.decode(bare, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def find_delimiter(text: str) -> str:
    """The delimiter that splits most of the first rows into equally many cells, and into more than one."""
    scores = {delimiter: _score(text, delimiter) for delimiter in DELIMITERS}
    return max(DELIMITERS, key=lambda delimiter: scores[delimiter])


def _score(text: str, delimiter: str) -> tuple[float, int]:
    reader = csv.reader(io.StringIO(text[:_SAMPLE_TEXT], newline=""), delimiter=delimiter)
    try:
        widths = Counter(len(row) for row in islice(reader, _SAMPLE) if row)
    except csv.Error:
        return (0, 0)
    split = [(count, width) for width, count in widths.items() if width > 1]
    if not split:
        return (0, 0)
    count, width = max(split)
    return (count / widths.total(), width)


def _declared_delimiter(line: str) -> str | None:
    word = line.strip('\r\ufeff" ')
    return word[4] if len(word) == 5 and word.lower().startswith("sep=") else None


def _bare_utf16(head: bytes) -> str | None:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) * 2 < len(head) // 2:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"
