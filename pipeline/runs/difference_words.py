"""What `diff` says: a page in words, and the same as plain data.

In: a `Compared` and a language. Out: lines grouped by sheet and row, or by document and chapter; data for JSON.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from pipeline.language import Words
from pipeline.report.change_list import is_silent, place_of_change, what_happened
from pipeline.report.change_marks import Pieces, clean, clean_row, marked
from pipeline.runs.change_data import cells_as_data, change_as_data
from pipeline.runs.comparing import Compared
from pipeline.vocabulary.changes import Change, What
from pipeline.vocabulary.differences import Difference, Differs
from pipeline.vocabulary.findings import NOWHERE, Place
from pipeline.vocabulary.model import Time
from pipeline.workbook.layout import Field, layout

_MANY_MOVED = 8
"""More rows in another order than these are a sheet sorted anew."""
_MOST_CELLS = 3


def page(say: Words, compared: Compared) -> str:
    """The differences in words, for people."""
    lines = [_text(say, "title", old=compared.old, new=compared.new)]
    if compared.same:
        return "\n".join([*lines, _text(say, f"same.{compared.sort}")])
    if compared.sort == "workbook":
        lines += [_text(say, "count", count=len(compared.differences)), *_sheets(say, compared)]
        lines += ["", *(_text(say, "input", reason=say.term(item)) for item in compared.inputs)]
    elif compared.changes or compared.added or compared.removed:
        lines.append(_text(say, "count", count=sum(map(len, compared.changes.values()))))
        lines += _documents(say, compared)
    return "\n".join(lines).rstrip()


def as_data(say: Words, compared: Compared) -> dict[str, Any]:
    """The differences as data: values as they are in the model, and each in words."""
    counts = Counter(str(item.kind) for item in compared.differences)
    counts.update(str(change.kind) for changes in compared.changes.values() for change in changes)
    return {
        "old": compared.old,
        "new": compared.new,
        "compared": compared.sort or None,
        "same": compared.same,
        "counts": {**{str(kind): 0 for kind in Differs}, **counts},
        "differences": [_difference(say, item) for item in compared.differences],
        "inputs": [say.term(item) for item in compared.inputs],
        "changes": [change_as_data(name, item) for name, found in compared.changes.items() for item in found],
        "documents": {"added": list(compared.added), "removed": list(compared.removed)},
    }


def _sheets(say: Words, compared: Compared) -> Iterator[str]:
    for sheet, group in groupby(compared.differences, lambda item: item.sheet):
        found = list(group)
        yield ""
        yield compared.sheets.get(sheet, layout().sheet(sheet).title[say.language])
        moves = [item for item in found if item.kind is Differs.MOVED]
        if len(moves) > _MANY_MOVED:
            yield _text(say, "sorted", count=len(moves))
            found = [item for item in found if item.kind is not Differs.MOVED]
        for row, differences in groupby(found, lambda item: (item.id, item.name, item.kind in _WHOLE)):
            yield from _row(say, row[0], _named(say, sheet, row[1]), list(differences))


_WHOLE = (Differs.ADDED, Differs.REMOVED)


def _row(say: Words, number: str, name: str, differences: Sequence[Difference]) -> Iterator[str]:
    """A row and what changed in it: one line for a row that came or went, one for each value below its name."""
    title = " ".join(part for part in (number, name) if part)
    if differences[0].kind in _WHOLE:
        for item in differences:
            yield _text(say, f"row.{item.kind}", row=title, cells=_cells(say, item.old, item.new))
        return
    if title:
        yield _text(say, "row.title", row=title)
    for item in differences:
        yield (_text(say, "row.value", value=sentence(say, item)) if title else f"  {sentence(say, item)}")


def sentence(say: Words, item: Difference) -> str:
    """One difference in words, with its cells."""
    cells = _cells(say, item.old, item.new)
    if item.kind is Differs.CHANGED:
        before, after = _sides(say, value(say, item, item.before), value(say, item, item.after))
        return _text(say, "kind.changed", field=_label(say, item), before=before, after=after, cells=cells)
    if item.kind is Differs.RENUMBERED:
        return _text(say, "kind.renumbered", before=str(item.before), after=str(item.after), cells=cells)
    return _text(say, f"kind.{item.kind}", cells=cells)


def value(say: Words, item: Difference, content: object) -> str:
    """A value of the model as people write it, in the words of the layout."""
    field = _field(item)
    labels = {choice.id: choice.label[say.language] for choice in field.choices} if field else {}
    if isinstance(content, tuple):
        return "; ".join(labels.get(part, str(part)) for part in content)
    if isinstance(content, bool):
        return _text(say, "yes" if content else "no")
    if isinstance(content, Time):
        return say.time(content)
    if isinstance(content, dt.date):
        return say.day(content)
    if isinstance(content, int | float):
        return _number(say, content, field.kind if field else "")
    return labels.get(str(content), str(content)) if content is not None else ""


def _number(say: Words, content: float, kind: str) -> str:
    if kind in ("year", "priority"):
        return str(content)
    if kind == "percent":
        return say.percent(content)
    if kind == "euro":
        return say.money(content)
    return say.number(content, 0 if float(content).is_integer() else 1)


def _named(say: Words, sheet: str, name: str) -> str:
    """What a row is called: a phase by the label of its choice; a long observation by its beginning."""
    if sheet == "phases":
        labels = {choice.id: choice.label[say.language] for choice in layout().sheet(sheet).field("phase").choices}
        return labels.get(name, name)
    return "".join(piece.text for piece in marked(name, "")[0])


def _sides(say: Words, before: str, after: str) -> tuple[str, str]:
    old, new = marked(before, after)
    return _joined(say, old), _joined(say, new)


def _joined(say: Words, pieces: Pieces) -> str:
    return "".join(piece.text for piece in pieces) or _text(say, "nothing")


def _label(say: Words, item: Difference) -> str:
    field = _field(item)
    key, _, language = item.field.partition(".")
    label = field.label[say.language] if field else key
    return f"{label} ({language})" if language else label


def _field(item: Difference) -> Field | None:
    try:
        return layout().sheet(item.sheet).field(item.field.partition(".")[0])
    except KeyError:
        return None


def _cells(say: Words, old: Place, new: Place) -> str:
    """Where it stood and stands; the sheet and the file are told above."""
    before, after = (say.term(place.cell) for place in (old, new))
    if before and after and (before != after or old.sheet != new.sheet):
        return _text(say, "cells", before=before, after=after)
    return after or before or _text(say, "no_cell")


def _documents(say: Words, compared: Compared) -> Iterator[str]:
    for key, names in (("removed", compared.removed), ("added", compared.added)):
        yield from (_text(say, f"document.{key}", name=name) for name in names)
    for name, changes in compared.changes.items():
        if changes:
            yield from ("", name)
            yield from _chapters(say, changes)


def _chapters(say: Words, changes: Sequence[Change]) -> Iterator[str]:
    for chapter, group in groupby(changes, lambda item: item.chapter):
        found = list(group)
        told = [item for item in found if not is_silent(item)]
        yield _text(say, "row.title", row=chapter or say.text("changes", "no_chapter"))
        yield from (_text(say, "row.value", value=_change(say, item)) for item in told)
        if silent := len(found) - len(told):
            yield _text(say, "row.value", value=say.text("changes", "signs", count=silent))


def _change(say: Words, item: Change) -> str:
    """One change of a document, with its cells."""
    what = what_happened(say, item)
    what = _text(say, "said.row", what=what, row=place_of_change(say, item)) if item.row else what
    plain = clean_row if item.what in (What.ROW, What.TABLE) else clean
    before, after = _sides(say, plain(item.before), plain(item.after))
    key = "both" if item.before and item.after else "one" if item.before or item.after else "none"
    cells = ", ".join(say.place(Place("", cell.sheet, cell.cell)) for cell in item.cells[:_MOST_CELLS])
    text = _text(say, f"said.{key}", what=what, before=before, after=after if item.after else before)
    return f"{text} ({cells})" if cells else text


def _difference(say: Words, item: Difference) -> dict[str, Any]:
    old, new = ({} if place == NOWHERE else cells_as_data([place])[0] for place in (item.old, item.new))
    whole = item.kind in _WHOLE
    row = " ".join(part for part in (item.id, _named(say, item.sheet, item.name)) if part)
    cells = _cells(say, item.old, item.new)
    return {
        "kind": str(item.kind),
        "sheet": item.sheet,
        "id": item.id,
        "name": item.name,
        "field": item.field,
        "before": _data(item.before),
        "after": _data(item.after),
        "old": old or None,
        "new": new or None,
        "message": _text(say, f"row.{item.kind}", row=row, cells=cells).strip() if whole else sentence(say, item),
    }


def _data(content: object) -> object:
    if isinstance(content, tuple):
        return list(content)
    if isinstance(content, Time):
        return {"first": content.first.isoformat(), "last": content.last.isoformat(), "text": content.text}
    return content.isoformat() if isinstance(content, dt.date) else content


def _text(say: Words, key: str, **values: object) -> str:
    return say.text("comparing", key, **values)
