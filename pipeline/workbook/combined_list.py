"""The list of what was done when groups' workbooks were brought together, as a sheet and as data.

In: a `Combined`, the groups, a language. Out: a `FurtherSheet` whose first rows are what people have to decide; what
the list of an earlier combining told stands last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.language import LANGUAGES, Words, words
from pipeline.vocabulary.combined import MOST_ALIKE, Combined, Group, Item, Told
from pipeline.vocabulary.model import Language
from pipeline.vocabulary.typed import TypedRow
from pipeline.workbook.filled import FilledCell, FurtherSheet
from pipeline.workbook.layout import layout
from pipeline.workbook.texts import folded, writable

_COLUMNS = ("what", "groups", "sheet", "cell", "text", "result", "why")
_WIDTHS = (20, 24, 18, 9, 70, 46, 64)
_LOOKS = {Told.SIDE_BY_SIDE: "decide", Told.SIMILAR: "suggest", Told.DANGLING: "suggest"}
BETWEEN = " | "


def list_sheet(combined: Combined, groups: Sequence[Group], language: Language) -> FurtherSheet:
    """The sheet, with lines that explain how the workbook is gone through."""
    say = words(language)
    rows = [list(_cells(item, say)) for item in combined.items]
    told = {tuple(str(cell.value) for cell in row) for row in rows}
    earlier = say.text("combining", "earlier")
    for texts in dict.fromkeys(_earlier(groups)):
        first = texts[0].removeprefix(earlier).strip()
        if (first, *texts[1:]) not in told:
            rows.append([FilledCell(text) for text in (f"{earlier} {first}", *texts[1:])])
    lines: Sequence[str] = say.catalog("combining")["intro"]
    headers = [say.text("combining", f"column.{name}") for name in _COLUMNS]
    return FurtherSheet(layout().titles["combining"][language], lines, headers, _WIDTHS, rows, early=True)


def item_as_data(item: Item, language: Language) -> dict[str, Any]:
    """One line of the list for the JSON object."""
    say = words(language)
    return {
        "kind": str(item.told),
        "groups": list(item.groups),
        "file": item.place.file,
        "sheet": item.place.sheet,
        "cell": item.place.cell,
        "text": writable(item.text),
        "result": _result(item, say),
        "id": item.row,
        "other_id": item.other,
        "field": item.key,
        "likeness": item.likeness or None,
        "reason": str(item.why) if item.why else None,
        "explanation": _why(item, say),
    }


def _cells(item: Item, say: Words) -> Iterator[FilledCell]:
    look: Any = _LOOKS.get(item.told, "")
    yield FilledCell(say.text("combining", f"told.{item.told}"), look=look)
    place = item.place
    for text in (BETWEEN.join(item.groups), place.sheet, place.cell, writable(item.text), _result(item, say)):
        yield FilledCell(text)
    yield FilledCell(_why(item, say))


def _result(item: Item, say: Words) -> str:
    """Where it is in the result: sheet, id and field; "" for what is in the list only."""
    if not item.sheet or (item.told is Told.LEFT_OVER and not item.key):
        return ""
    sheet = layout().sheet(item.sheet)
    label = sheet.field(item.key.partition(".")[0]).label[say.language] if item.key else ""
    return " · ".join(filter(None, (sheet.title[say.language], item.row, label)))


def _why(item: Item, say: Words) -> str:
    if item.told is Told.LEFT_OVER:
        return say.text("combining", f"left.{item.why}", under=writable(item.under))
    if item.told is Told.SIMILAR and item.likeness >= MOST_ALIKE:
        return say.text("combining", "why.similar_most", other=item.other)
    values = {"id": item.row or "–", "other": item.other or "–", "likeness": say.percent(round(100 * item.likeness))}
    part = "cell" if item.key and item.key != "id" else "row"
    return say.text("combining", f"why.{item.told}_{part}", **values)


def _earlier(groups: Sequence[Group]) -> Iterator[tuple[str, ...]]:
    """The lines of lists that the groups' workbooks hold from an earlier combining."""
    for group in groups:
        rows = [_texts(row) for row in group.book.own.get("combining", ())]
        heads = [number for number, texts in enumerate(rows) if folded(texts[0]) in _headers() and texts[-1]]
        yield from rows[heads[0] + 1 :] if heads else (texts for texts in rows if any(texts))


def _headers() -> frozenset[str]:
    return frozenset(folded(words(language).text("combining", "column.what")) for language in LANGUAGES)


def _texts(row: TypedRow) -> tuple[str, ...]:
    """The texts of a row by the columns of the list; what stands right of them with the last."""
    letters = "ABCDEFG"
    texts = [row.cells[letter].text if letter in row.cells else "" for letter in letters]
    beyond = [cell.text for key, cell in row.cells.items() if key not in letters]
    return (*texts[:-1], " ".join(filter(None, (texts[-1], *beyond))))
