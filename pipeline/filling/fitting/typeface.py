"""A font file's numbers: how wide each character is and how high a line stands. No outline is ever drawn.

In: the bytes of a .ttf, .otf or .ttc. Out: one `Typeface` for each font in it; none when the file can't be read.
Widths and heights are in font units, `em` of them to the size of the text.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

_BOLD, _ITALIC, _TYPO_METRICS = 1 << 5, 1 << 0, 1 << 7
_FAMILY, _WINDOWS = 1, 3
_MOST_FONTS = 64
_Tables = dict[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Typeface:
    """One font: its family and style, the height of a line, and the advance width of each code point."""

    family: str
    bold: bool
    italic: bool
    em: int
    line: int
    widths: dict[int, int]


def read_typefaces(data: bytes) -> tuple[Typeface, ...]:
    """The fonts in a file. A damaged file, or one of another kind, holds none."""
    try:
        return tuple(_typeface(_tables(data, start)) for start in _starts(data))
    except (struct.error, IndexError, KeyError, ZeroDivisionError):
        return ()


def _starts(data: bytes) -> tuple[int, ...]:
    if data[:4] != b"ttcf":
        return (0,)
    (count,) = struct.unpack_from(">I", data, 8)
    return struct.unpack_from(f">{min(count, _MOST_FONTS)}I", data, 12)


def _tables(data: bytes, start: int) -> _Tables:
    (count,) = struct.unpack_from(">H", data, start + 4)
    rows = (struct.unpack_from(">4s4xII", data, start + 12 + 16 * place) for place in range(count))
    return {tag: data[offset : offset + length] for tag, offset, length in rows}


def _typeface(tables: _Tables) -> Typeface:
    (selection,) = struct.unpack_from(">H", tables[b"OS/2"], 62)
    (em,) = struct.unpack_from(">H", tables[b"head"], 18)
    advances = _advances(tables)
    glyphs = _characters(tables[b"cmap"])
    return Typeface(
        family=_family(tables[b"name"]),
        bold=bool(selection & _BOLD),
        italic=bool(selection & _ITALIC),
        em=em,
        line=_line(tables, selection),
        widths={code: advances[min(glyph, len(advances) - 1)] for code, glyph in sorted(glyphs.items()) if glyph},
    )


def _line(tables: _Tables, selection: int) -> int:
    """The distance from line to line as Windows counts it, which is what PowerPoint goes by."""
    ascent, descent, gap = struct.unpack_from(">hhh", tables[b"hhea"], 4)
    typo_ascent, typo_descent, typo_gap, win_ascent, win_descent = struct.unpack_from(">hhhHH", tables[b"OS/2"], 68)
    if selection & _TYPO_METRICS:
        return int(typo_ascent - typo_descent + typo_gap)
    return int(max(win_ascent + win_descent, ascent - descent + gap))


def _advances(tables: _Tables) -> tuple[int, ...]:
    """The advance of each glyph; glyphs past the end are as wide as the last."""
    (count,) = struct.unpack_from(">H", tables[b"hhea"], 34)
    return struct.unpack_from(">" + "H2x" * count, tables[b"hmtx"])


def _family(table: bytes) -> str:
    count, strings = struct.unpack_from(">HH", table, 2)
    for place in range(count):
        platform, _, _, kind, length, offset = struct.unpack_from(">6H", table, 6 + 12 * place)
        if platform == _WINDOWS and kind == _FAMILY:
            return table[strings + offset : strings + offset + length].decode("utf-16-be", errors="replace")
    return ""


def _characters(table: bytes) -> dict[int, int]:
    """Code point to glyph, from the subtables that hold Unicode."""
    (count,) = struct.unpack_from(">H", table, 2)
    found: dict[int, int] = {}
    for place in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", table, 4 + 8 * place)
        if platform == 0 or (platform == _WINDOWS and encoding in (1, 10)):
            (kind,) = struct.unpack_from(">H", table, offset)
            found |= {4: _segments, 12: _groups}.get(kind, _nothing)(table[offset:])
    return found


def _nothing(_: bytes) -> dict[int, int]:
    return {}


def _segments(table: bytes) -> dict[int, int]:
    """Format 4: ranges of the first 65,536 code points."""
    (doubled,) = struct.unpack_from(">H", table, 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", table, 14)
    starts = struct.unpack_from(f">{count}H", table, 16 + doubled)
    deltas = struct.unpack_from(f">{count}H", table, 16 + 2 * doubled)
    offsets = struct.unpack_from(f">{count}H", table, 16 + 3 * doubled)
    found: dict[int, int] = {}
    for place, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(">H", table, 16 + 3 * doubled + 2 * place + offset + 2 * (code - start))
            if glyph or not offset:
                found[code] = (glyph + delta) & 0xFFFF
    return found


def _groups(table: bytes) -> dict[int, int]:
    """Format 12: ranges of all code points."""
    (count,) = struct.unpack_from(">I", table, 12)
    found: dict[int, int] = {}
    for place in range(min(count, 0x10000)):
        start, end, glyph = struct.unpack_from(">III", table, 16 + 12 * place)
        for code in range(start, min(end, start + 0xFFFF, 0x10FFFF) + 1):
            found[code] = glyph + code - start
    return found
