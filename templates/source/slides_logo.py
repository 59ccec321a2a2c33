"""The picture that stands where the organisation's logo will: a mark in the palette, drawn point by point.

In: nothing. Out: a small PNG, stored without compression so that every machine writes the same bytes.
"""

from __future__ import annotations

import struct
import zlib
from itertools import pairwise

_HEIGHT, _WIDTH = 94, 480
_CLEAR, _GROUND, _WHITE = 0, 1, 2
_PALETTE = bytes((255, 255, 255, 0, 99, 116, 255, 255, 255))
_RIDGE = ((12, 66), (30, 46), (44, 60), (58, 40), (82, 66))
_STROKE, _SUN, _SUN_SIZE = 3.2, (66, 25), 8.5


def sample_logo() -> bytes:
    """The sample: a square mark at the left, clear ground as wide as the widest logo that fits."""
    rows = b"".join(b"\0" + bytes(_point(x, y) for x in range(_WIDTH)) for y in range(_HEIGHT))
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 3, 0, 0, 0)
    chunks = (
        (b"IHDR", header),
        (b"PLTE", _PALETTE),
        (b"tRNS", bytes((0,))),
        (b"IDAT", zlib.compress(rows, 0)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _point(x: int, y: int) -> int:
    if x >= _HEIGHT:
        return _CLEAR
    on_ridge = any(_distance(x, y, *start, *end) <= _STROKE for start, end in pairwise(_RIDGE))
    in_sun = (x - _SUN[0]) ** 2 + (y - _SUN[1]) ** 2 <= _SUN_SIZE**2
    return _WHITE if on_ridge or in_sun else _GROUND


def _distance(x: int, y: int, x1: int, y1: int, x2: int, y2: int) -> float:
    """How far a point is from a stroke between two others."""
    length = float((x2 - x1) ** 2 + (y2 - y1) ** 2)
    share = min(1.0, max(0.0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length))
    across, down = x - x1 - share * (x2 - x1), y - y1 - share * (y2 - y1)
    return float((across**2 + down**2) ** 0.5)
