"""Lengths as the whole units that Word counts in, and the head of its parts.

In: millimetres and points. Out: twips, half-points, eighths of a point and EMU.
"""

from __future__ import annotations

XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LANGUAGE = "fi-FI"
"""What stands in the template; a document gets its own."""


def twips(mm: float) -> int:
    """Millimetres as twentieths of a point."""
    return round(mm * 1440 / 25.4)


def points(pt: float) -> int:
    """Points as twentieths of a point."""
    return round(pt * 20)


def half_points(pt: float) -> int:
    """Points as Word writes sizes of type."""
    return round(pt * 2)


def eighths(pt: float) -> int:
    """Points as Word writes the width of lines."""
    return round(pt * 8)


def emu(mm: float) -> int:
    """Millimetres as drawings count them."""
    return round(mm * 36_000)
