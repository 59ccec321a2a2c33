"""A delimited text file to rows of cells: its encoding and its delimiter are found, not asked.

In: a path that `ooxml.safety` let through. Out: one `Grid`, read as it is asked for. UTF-8 and UTF-16 with or without
their mark, else Windows-1252; `;` `,` tab or `|`, or what a first line `sep=;` says. Line breaks inside quotes stay in
their cell.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from pipeline.survey.files.grid import Grid, NumberedRow

DELIMITERS = (";", ",", "\t", "|")
_SAMPLE = 100
_SAMPLE_TEXT = 2**18
_CHUNK = 2**20
_HEAD = 4096
_PARTING = (*DELIMITERS, "\n", "\r", '"')
_END = "\N{SYMBOL FOR END OF TEXT}"
_LAST_ROW = [_END]
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class BrokenTextError(Exception):
    """The text can't be parted into cells from a row on, whose number it carries; 0 when it is no text at all.

    A quote that never closes does so: it would swallow the answers after it. `is_long`: a cell or a line is longer than
    any answer, perhaps for the same cause.
    """

    def __init__(self, row: int, *, is_long: bool = False) -> None:
        super().__init__(row)
        self.row, self.is_long = row, is_long


def read_text(path: Path, most_rows: int | None = None) -> Grid:
    """The rows of a delimited file, numbered as a spreadsheet would show them; with `most_rows` only the first.

    Raises OSError and BrokenTextError, also while the rows are read.
    """
    encoding = find_encoding(path, whole=most_rows is None)
    first, is_all = _first_lines(path, encoding)
    declared = _declared_delimiter(first[0]) if first else None
    delimiter = declared or find_delimiter(first)
    lines = iter(first) if most_rows is not None else _lines(path, encoding)
    rows = _rows(islice(lines, 1 if declared else 0, None), delimiter, to_end=is_all or most_rows is None)
    return Grid("", islice(rows, most_rows))


def _first_lines(path: Path, encoding: str) -> tuple[list[str], bool]:
    """The whole lines at the beginning of a file, and whether they are all there is."""
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        text = stream.read(_SAMPLE_TEXT)
        is_all = not stream.read(1)
    lines = list(io.StringIO(text, newline=""))
    return lines if is_all else lines[:-1], is_all


def _lines(path: Path, encoding: str) -> Iterator[str]:
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        yield from stream


def _rows(lines: Iterable[str], delimiter: str, *, to_end: bool) -> Iterator[NumberedRow]:
    """The filled rows. At the end one more line is read: where a quote is open, it doesn't come out as a row."""
    number = 0
    try:
        reader = csv.reader(chain(lines, (_END,)) if to_end else lines, delimiter=delimiter)
        for number, row in enumerate(reader, start=1):
            if row == _LAST_ROW:
                return
            if row:
                yield number, row
    except csv.Error as error:
        raise BrokenTextError(number + 1, is_long=True) from error
    if to_end:
        raise BrokenTextError(number)


def find_encoding(path: Path, *, whole: bool) -> str:
    """The encoding of a text; only its beginning is looked at unless `whole`.

    Raises BrokenTextError for a line of more than a megabyte, and for a NUL where the encoding has none.
    """
    with path.open("rb") as stream:
        chunk = stream.read(_CHUNK)
        marked = next((encoding for mark, encoding in _MARKS if chunk.startswith(mark)), None) or _bare_utf16(chunk)
        decoder = codecs.getincrementaldecoder("utf-8")()
        encoding = marked or "utf-8"
        while chunk:
            if len(chunk) == _CHUNK and b"\n" not in chunk and b"\r" not in chunk:
                raise BrokenTextError(1, is_long=True)
            if b"\0" in chunk and not encoding.startswith("utf-16"):
                raise BrokenTextError(0)
            encoding = encoding if marked else _still_utf8(encoding, decoder, chunk)
            chunk = stream.read(_CHUNK) if whole else b""
    return encoding if marked or not whole else _still_utf8(encoding, decoder, b"", final=True)


def _still_utf8(encoding: str, decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> str:
    if encoding != "utf-8":
        return encoding
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return "cp1252"
    return encoding


def find_delimiter(lines: Sequence[str]) -> str:
    """The delimiter that splits most of the first rows into equally many cells, and into more than one."""
    scores = {delimiter: _score(lines, delimiter) for delimiter in DELIMITERS}
    return max(DELIMITERS, key=lambda delimiter: scores[delimiter])


def _score(lines: Sequence[str], delimiter: str) -> tuple[float, int]:
    try:
        widths = Counter(len(row) for row in islice(csv.reader(lines, delimiter=delimiter), _SAMPLE) if row)
    except csv.Error:
        return (0, 0)
    split = [(count, width) for width, count in widths.items() if width > 1]
    if not split:
        return (0, 0)
    count, width = max(split)
    return (count / widths.total(), width)


def _declared_delimiter(line: str) -> str | None:
    word = line.strip('\r\n\ufeff" ')
    return word[4] if len(word) == 5 and word.lower().startswith("sep=") else None


def _bare_utf16(head: bytes) -> str | None:
    """UTF-16 without its mark: what parts cells and lines stands in whole units, in the one byte order or the other."""
    head = head[: min(_HEAD, len(head) // 2 * 2)]
    if b"\0" not in head:
        return None
    counts = {encoding: _parting(head.decode(encoding, errors="replace")) for encoding in ("utf-16-le", "utf-16-be")}
    encoding = max(counts, key=lambda each: counts[each])
    return encoding if counts[encoding] * 4 > _parting(head.decode("latin-1")) else None


def _parting(text: str) -> int:
    return sum(map(text.count, _PARTING))
