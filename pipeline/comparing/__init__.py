"""What changed between two workbooks: rows added, taken away, moved, numbered anew; values, cell by cell.

In: two roadmaps. Out: `Difference`s in the order of the sheets, of the rows as they are now, and of the columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields

from pipeline.comparing.pairing import Known, Pairs, moved, pair, words_of
from pipeline.comparing.references import REFERS
from pipeline.vocabulary.differences import Difference, Differs
from pipeline.vocabulary.findings import NOWHERE, Place
from pipeline.vocabulary.model import Entry, Roadmap, Time

__all__ = ["compare", "row_pairs"]

_NOT_CELLS = ("at", "row", "companions", "baseline_from_survey")
_SINGLE = frozenset(item.name for item in fields(Roadmap) if isinstance(getattr(Roadmap(), item.name), Entry))
"""Sheets of single values, which have no rows to name."""
_NAMES = ("name", "promise", "observation", "column", "phase")
_Renumbered = Mapping[str, Mapping[str, str]]


def compare(old: Roadmap, new: Roadmap) -> tuple[Difference, ...]:
    """Every difference between two roadmaps."""
    tables = [item.name for item in fields(Roadmap) if isinstance(getattr(new, item.name), tuple)]
    pairs = {sheet: row_pairs(sheet, getattr(old, sheet), getattr(new, sheet)) for sheet in tables}
    renumbered = {sheet: _new_ids(getattr(old, sheet), getattr(new, sheet), pairs[sheet]) for sheet in tables}
    found: list[Difference] = []
    for item in fields(Roadmap):
        one, other = getattr(old, item.name), getattr(new, item.name)
        if isinstance(other, Entry):
            found += _values(item.name, one, other, renumbered)
        elif item.name in pairs:
            found += _rows(item.name, one, other, pairs[item.name], renumbered)
    return tuple(found)


def row_pairs(sheet: str, old: Sequence[Entry], new: Sequence[Entry]) -> Pairs:
    """Which row of a sheet is which: indexes of the old rows and of the new ones."""
    return pair([_known(sheet, row) for row in old], [_known(sheet, row) for row in new])


def _known(sheet: str, row: Entry) -> Known:
    values = {key: _plain(getattr(row, key)) for key in _keys(row) if key != "id" and (sheet, key) not in REFERS}
    texts = [text for value in values.values() for text in (value if isinstance(value, tuple) else (value,))]
    words = words_of(text for text in texts if isinstance(text, str))
    return Known(_id(row), tuple(values.items()), words, _name(row))


def _new_ids(old: Sequence[Entry], new: Sequence[Entry], pairs: Pairs) -> dict[str, str]:
    """The new id of each row that has another one."""
    ids = ((_id(old[one]), _id(new[other])) for one, other in pairs.items() if hasattr(old[one], "id"))
    return {before: after for before, after in ids if before != after}


def _rows(
    sheet: str, old: Sequence[Entry], new: Sequence[Entry], pairs: Pairs, renumbered: _Renumbered
) -> Iterator[Difference]:
    elsewhere = moved(pairs)
    back = {other: one for one, other in pairs.items()}
    gone = [place for place in range(len(old)) if place not in pairs]
    for place, row in enumerate(new):
        one = back.get(place)
        while gone and one is not None and gone[0] < one:
            yield _removed(sheet, old[gone.pop(0)])
        if one is None:
            yield Difference(Differs.ADDED, sheet, _id(row), _name(row), new=row.row)
        else:
            yield from _row(sheet, old[one], row, renumbered, is_moved=one in elsewhere)
    yield from (_removed(sheet, old[place]) for place in gone)


def _row(sheet: str, old: Entry, new: Entry, renumbered: _Renumbered, *, is_moved: bool) -> Iterator[Difference]:
    if "id" in _keys(new) and _id(old) != _id(new):
        old_cell, new_cell = old.place("id"), new.place("id")
        yield Difference(Differs.RENUMBERED, sheet, _id(new), _name(new), "id", _id(old), _id(new), old_cell, new_cell)
    if is_moved:
        yield Difference(Differs.MOVED, sheet, _id(new), _name(new), old=old.row, new=new.row)
    yield from _values(sheet, old, new, renumbered)


def _removed(sheet: str, row: Entry) -> Difference:
    return Difference(Differs.REMOVED, sheet, _id(row), _name(row), old=row.row)


def _values(sheet: str, old: Entry, new: Entry, renumbered: _Renumbered) -> Iterator[Difference]:
    """The values that differ, each followed by those of its translations."""
    translated = _translations(old), _translations(new)
    for key in _keys(new):
        after = getattr(new, key)
        ids = {number: now for other in REFERS.get((sheet, key), ()) for number, now in renumbered[other].items()}
        before = _with_new_ids(getattr(old, key), ids)
        if key != "id" and _plain(before) != _plain(after):
            yield _changed(sheet, old, new, key, before, after)
        for name in sorted({*translated[0], *translated[1]}):
            if name.partition(".")[0] == key and translated[0].get(name, "") != translated[1].get(name, ""):
                yield _changed(sheet, old, new, name, translated[0].get(name, ""), translated[1].get(name, ""))


def _changed(sheet: str, old: Entry, new: Entry, key: str, before: object, after: object) -> Difference:
    name = "" if sheet in _SINGLE else _name(new)
    return Difference(Differs.CHANGED, sheet, _id(new), name, key, before, after, _cell(old, key), _cell(new, key))


def _cell(row: Entry, key: str) -> Place:
    """A value's cell; a translation that has none stands where the text it translates does."""
    return row.at.get(key) or row.at.get(key.partition(".")[0]) or row.row or NOWHERE


def _translations(row: Entry) -> dict[str, str]:
    return {f"{key}.{language}": text for language, texts in row.companions.items() for key, text in texts.items()}


def _with_new_ids(value: object, ids: Mapping[str, str]) -> object:
    if isinstance(value, tuple):
        return tuple(ids.get(item, item) for item in value)
    return ids.get(value, value) if isinstance(value, str) else value


def _plain(value: object) -> object:
    """A value without how it was typed: 3/2027 and maaliskuu 2027 are one time."""
    return (value.first, value.last, value.precision) if isinstance(value, Time) else value


def _keys(row: Entry) -> Iterable[str]:
    return [item.name for item in fields(row) if item.name not in _NOT_CELLS]


def _id(row: Entry) -> str:
    return str(getattr(row, "id", ""))


def _name(row: Entry) -> str:
    return next((str(value) for key in _NAMES if (value := getattr(row, key, ""))), "")
