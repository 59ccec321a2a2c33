"""What Excel itself says while a cell is typed. In: a `Field`. Out: number formats and XlsxWriter's validation options.

Alerts are polite: only closed lists stop; everything else asks, since the reader understands more forms than Excel.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from pipeline.language import Words
from pipeline.vocabulary.model import Language
from pipeline.workbook.layout import Field, KindName

LONGEST_TITLE = 32
LONGEST_MESSAGE = 255
_TEXT = "@"  # Excel then keeps 3/2027, 1-2 and 049 as they were typed
_FORMATS: Mapping[KindName, str] = {
    "year": "0",
    "count": "#,##0",
    "priority": "0",
    "percent": "0%",
    "level": "0.0",
    "whole_level": "0",
    "number": "General",
    "date": "d.m.yyyy",
}
_RANGES: Mapping[KindName, tuple[str, float, float]] = {
    "year": ("integer", 2000, 2100),
    "count": ("integer", 0, 10_000_000),
    "priority": ("integer", 1, 3),
    "percent": ("decimal", 0, 1),
    "euro": ("decimal", 0, 1e12),
    "level": ("decimal", 1, 5),
    "whole_level": ("integer", 1, 5),
    "number": ("decimal", 0, 1e6),
}


def number_format(field: Field, language: Language) -> str:
    """Excel's number format for a field's cells."""
    if field.kind == "euro":
        return '"€"#,##0' if language == "en" else '#,##0 "€"'
    return _FORMATS.get(field.kind, _TEXT)


def list_range(field: Field) -> str:
    """The defined name that a field's drop-down shows, or ""."""
    if field.list_name:
        return f"list_{field.list_name}"
    return f"ids_{field.refers_to}" if field.refers_to else ""


def validation(field: Field, words: Words) -> dict[str, Any]:
    """XlsxWriter's options: what is accepted, the message at the cell, the alert."""
    prompt = f"{words.text('workbook', 'blank.required')} " if field.required else ""
    expected = words.text("terms", f"expected.{field.kind}")
    options: dict[str, Any] = {
        "validate": "any",
        "input_title": field.label[words.language][:LONGEST_TITLE],
        "input_message": (prompt + field.help[words.language])[:LONGEST_MESSAGE],
        "error_title": words.text("workbook", "blank.check")[:LONGEST_TITLE],
        "error_message": words.text("workbook", "blank.expected", expected=expected)[:LONGEST_MESSAGE],
        "error_type": "warning",
    }
    return options | _rule(field)


def _rule(field: Field) -> dict[str, Any]:
    if name := list_range(field):
        several = field.kind in ("ids", "choices") or bool(field.list_name and field.refers_to)
        closed = bool(field.list_name) and not several
        return {
            "validate": "list",
            "source": f"={name}",
            "show_error": not several,
            "error_type": "stop" if closed else "warning",
        }
    if field.kind in _RANGES:
        validate, low, high = _RANGES[field.kind]
        return {"validate": validate, "criteria": "between", "minimum": low, "maximum": high}
    if field.kind == "date":
        low_day, high_day = dt.date(2000, 1, 1), dt.date(2100, 12, 31)
        return {"validate": "date", "criteria": "between", "minimum": low_day, "maximum": high_day}
    if field.longest:
        return {"validate": "length", "criteria": "<=", "value": field.longest}
    return {}
