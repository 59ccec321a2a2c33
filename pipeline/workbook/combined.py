"""The workbook of several groups as it is written: who wrote what beside each row, versions below it, and the list.

In: a `Combined`, the groups, a language. Out: a `Filled`. What is to be decided has a sign in words, a frame, a note.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.language import LANGUAGES, Words, words
from pipeline.vocabulary.combined import (
    Combined,
    CombinedCell,
    CombinedRow,
    CombinedValue,
    Group,
    Item,
    Told,
)
from pipeline.vocabulary.model import Language
from pipeline.workbook.combined_list import list_sheet
from pipeline.workbook.filled import Filled, FilledCell, FilledRow, carried
from pipeline.workbook.kept_sheets import kept_sheets
from pipeline.workbook.layout import Sheet, layout
from pipeline.workbook.prefilled import ready_translation
from pipeline.workbook.signs import signed
from pipeline.workbook.texts import shortened

_LONGEST_MARK = 2000
_LONGEST_NOTED = 400


def filled_of(combined: Combined, groups: Sequence[Group], language: Language, taken: Sequence[str] = ()) -> Filled:
    """All that the workbook is filled with. `taken` are the marks of the groups' workbooks that are in it."""
    writer = _Writer(combined, language)
    books = [group.book for group in groups]
    further = [list_sheet(combined, groups, language), *kept_sheets(books, language)]
    return Filled(
        {key: writer.table(layout().sheet(key), rows) for key, rows in combined.tables.items()},
        {key: writer.values(layout().sheet(key), values) for key, values in combined.values.items()},
        further,
        combined=True,
        marks={key: writer.marks(values) for key, values in combined.values.items()},
        taken=taken,
    )


def companion_languages(combined: Combined) -> tuple[Language, ...]:
    """The languages that texts have companions in, or that documents are to be made in besides the first."""
    keys = {key for rows in combined.tables.values() for row in rows for key in row.cells}
    keys |= {key for values in combined.values.values() for key in values}
    languages = combined.values.get("organisation", {}).get("languages")
    read = languages.kept.cell.read if languages else ()
    asked = read[1:] if isinstance(read, tuple) else ()
    used = {key.partition(".")[2] for key in keys} | set(asked)
    return tuple(language for language in LANGUAGES if language in used)


class _Writer:
    """Writes rows and values of one workbook."""

    def __init__(self, combined: Combined, language: Language) -> None:
        self._language = language
        self._words: Words = words(language)
        self._dangling: dict[tuple[str, str, str], list[Item]] = {}
        for item in combined.items:
            if item.told is Told.DANGLING:
                self._dangling.setdefault((item.sheet, item.row, item.key), []).append(item)

    def table(self, sheet: Sheet, rows: Sequence[CombinedRow]) -> list[FilledRow]:
        """The rows of a table."""
        names = {row.id: row.cells[sheet.headed].text for row in rows if sheet.headed in row.cells}
        return [self._row(sheet, row, family, names) for family in _families(rows) for row in family]

    def _row(
        self, sheet: Sheet, row: CombinedRow, family: Sequence[CombinedRow], names: Mapping[str, str]
    ) -> dict[str, FilledCell]:
        cells = {key: self._cell(sheet, cell, key) for key, cell in row.cells.items()}
        for key in row.differing:
            note = self._versions_note([(item.groups, item.cells[key].text) for item in family if key in item.cells])
            cells[key] = replace(cells.get(key, FilledCell(None)), look="decide", note=note)
        if row.id:
            note = self._text("note_version", id=family[0].id) if row.sign == "version" else ""
            cells["id"] = FilledCell(row.id, note=note)
        if row.similar and sheet.headed in cells:
            lines = [f"{other}: {shortened(names.get(other, ''), _LONGEST_NOTED)}" for other in row.similar]
            note = "\n".join([self._text("note_similar"), *lines])
            cells[sheet.headed] = _noted(cells[sheet.headed], note)
        for key in row.cells:
            for item in self._dangling.get((sheet.key, row.id, key), ()):
                note = self._text("note_dangling", group=item.groups[0], id=item.other)
                cells[key] = _noted(cells[key], note)
        if row.sign or row.groups:
            cells[layout().combined.key] = self._mark(row)
        return cells

    def _mark(self, row: CombinedRow) -> FilledCell:
        of = row.similar[0] if row.sign == "similar" and row.similar else ""
        text = signed(row.sign, row.groups, self._language, of)
        look = {"decide": "decide", "version": "decide", "similar": "suggest"}.get(row.sign, "")
        return FilledCell(text, look=look)  # type: ignore[arg-type]

    def _cell(self, sheet: Sheet, cell: CombinedCell, key: str) -> FilledCell:
        if cell.written is not None:
            return FilledCell(cell.written)
        written = carried(cell.cell, sheet.field(key.partition(".")[0]), self._language)
        ready = ready_translation(sheet.key, cell.text, self._language) if key == "name" else ""
        return replace(written, value=ready) if ready else written

    def values(self, sheet: Sheet, values: Mapping[str, CombinedValue]) -> FilledRow:
        """The single values of a sheet: what was given first; what others gave is noted at it."""
        found = {}
        for key, value in values.items():
            cell = self._cell(sheet, value.kept, key)
            if value.is_undecided:
                given = [(value.groups, value.kept.text), *((it.groups, it.cell.text) for it in value.others)]
                cell = replace(cell, look="decide", note=self._versions_note(given))
            found[key] = cell
        return found

    def marks(self, values: Mapping[str, CombinedValue]) -> FilledRow:
        """What stands beside the single values: who gave them, and the other groups' values in full."""
        found = {}
        for key, value in values.items():
            sign = "decide" if value.is_undecided else ""
            lines = [signed(sign, value.groups, self._language)]  # type: ignore[arg-type]
            lines += _proposed(value)
            look = "decide" if value.is_undecided else ""
            found[key] = FilledCell("\n".join(lines), look=look)  # type: ignore[arg-type]
        return found

    def _versions_note(self, given: Iterable[tuple[Sequence[str], str]]) -> str:
        lines = [f"{' | '.join(groups)}: {shortened(text, _LONGEST_NOTED)}" for groups, text in given]
        return "\n".join([self._text("note_versions"), *lines])

    def _text(self, key: str, **values: object) -> str:
        return self._words.text("combining", key, **values)


def _families(rows: Iterable[CombinedRow]) -> list[list[CombinedRow]]:
    """Rows, each with the versions below it."""
    found: list[list[CombinedRow]] = []
    for row in rows:
        if row.sign == "version" and found:
            found[-1].append(row)
        else:
            found.append([row])
    return found


def _proposed(value: CombinedValue) -> list[str]:
    """What other groups gave, each with its groups; what an earlier combining said of the same value is in it."""
    earlier = value.earlier.splitlines()
    lines = []
    for proposal in value.others:
        text = _cut(proposal.cell.text)
        before = [line for line in earlier if line.endswith(f": {text}")]
        earlier = [line for line in earlier if line not in before]
        names = [name for line in before for name in line.removesuffix(f": {text}").split(" | ")]
        lines.append(f"{' | '.join(dict.fromkeys((*names, *proposal.groups)))}: {text}")
    known = set("\n".join(lines).splitlines())
    return [*lines, *(line for line in earlier if line not in known)]


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_MARK else text[:_LONGEST_MARK] + "…"


def _noted(cell: FilledCell, note: str) -> FilledCell:
    look = cell.look or "suggest"
    return replace(cell, look=look, note="\n\n".join(filter(None, (cell.note, note))))
