"""What a column that last year's workbook lacked is filled with, where that is sure. In: its sheet, the new sheet.

Out: for each such column what stands in a row. Consent, dates and whatever only people know stays empty.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.vocabulary.model import Language
from pipeline.vocabulary.typed import TypedRow, TypedSheet
from pipeline.workbook.layout import Example, Sheet, layout
from pipeline.workbook.prefilled import prefilled_rows

Default = Callable[[TypedRow], Example]


def defaults(old: TypedSheet, new: Sheet, language: Language, year: int | None) -> Mapping[str, Default]:
    """By field key: an action that no column gave a state has not been started, and was added in the old workbook's
    year; an interview that nobody let publish is not published; a perspective of ours has its own name and part."""
    found: dict[str, Default] = {}
    if new.key == "actions":
        found["status"] = lambda _: _choice("status", "not_started", language)
        if year is not None:
            found["added"] = lambda _: year
    if new.key == "interviews":
        found["publish"] = lambda _: _choice("yes_no", "no", language)
    if new.key == "levels":
        found |= {key: _of_perspective(new, key, language) for key in ("name", "scope")}
    return {key: value for key, value in found.items() if old.columns and key not in old.columns}


def _choice(name: str, id_: str, language: Language) -> str:
    return next(choice.label[language] for choice in layout().lists[name] if choice.id == id_)


def _of_perspective(levels: Sheet, key: str, language: Language) -> Default:
    known = {row["id"]: row[key] for row in prefilled_rows(levels, language)}
    return lambda row: known.get(row.cells["id"].text.strip()) if "id" in row.cells else None
