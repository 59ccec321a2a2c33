"""Microsoft Forms: five meta columns first (id, start, end, e-mail, name), then a column for each question.

In: a `Table`. Out: an `Export`. The meta columns are known by their header words, or by position and type when the
words are of a language we have not seen. A question asked twice has `2` at the end of its second header.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline.survey.columns.days import looks_like_time
from pipeline.survey.files.grid import Cell
from pipeline.survey.files.table import Column, Table
from pipeline.survey.questionnaire import FORMS, Role, header_key, questionnaire
from pipeline.survey.readers.export import Export, export, is_anonymous, is_personal, known_roles

_META: tuple[Role, ...] = ("id", "started", "completed", "email", "name")


def recognises(table: Table) -> bool:
    """Whether the first columns are those of Microsoft Forms, by their words or by what they hold."""
    first = table.columns[: len(_META)]
    if len(first) < len(_META):
        return False
    known = questionnaire().meta[FORMS]
    words = tuple(known.get(header_key(column.title)) for column in first)
    return words[:3] == _META[:3] or _has_their_types(first)


def read(table: Table) -> Export:
    """The export with its meta columns, and the questions' headers as they were asked."""
    headers = {header_key(column.title) for column in table.columns}
    asked = replace(table, columns=tuple(_as_asked(column, headers) for column in table.columns))
    return export(asked, _roles(asked))


def _roles(table: Table) -> Mapping[int, Role]:
    by_words = known_roles(table.columns)
    by_place = dict(zip((column.position for column in table.columns), _META, strict=False))
    if not (by_place.items() <= by_words.items() or _has_their_types(table.columns[: len(_META)])):
        return by_words
    modified = (column.position for column in table.columns[len(_META) : len(_META) + 1] if _holds_times(column))
    return {**by_words, **by_place, **dict.fromkeys(modified, "technical")}


def _holds_times(column: Column) -> bool:
    """Whether a column is the time of the last change, blank when nothing was changed."""
    given = [cell for cell in column.different if not is_anonymous(cell)]
    return bool(given) and all(map(looks_like_time, given))


def _has_their_types(first: tuple[Column, ...]) -> bool:
    number, started, completed, email, name = (column.cells for column in first)
    return (
        bool(number)
        and all(map(_is_whole_number, number))
        and len(set(number)) == len(number)
        and all(map(looks_like_time, (*started, *completed)))
        and (all(map(is_personal, email)) or all(map(is_anonymous, email)) or _is_one_word(email))
        and all(cell is None or isinstance(cell, str) for cell in name)
    )


def _is_one_word(cells: tuple[Cell, ...]) -> bool:
    """Whether all cells hold the same word: what Forms writes for e-mail when nobody is asked to sign in."""
    word = cells[0]
    return isinstance(word, str) and len(word.split()) == 1 and len(set(cells)) == 1


def _is_whole_number(cell: Cell) -> bool:
    if isinstance(cell, str):
        return cell.strip().isdecimal()
    return isinstance(cell, int | float) and not isinstance(cell, bool) and cell == cell and cell == int(cell)


def _as_asked(column: Column, headers: set[str]) -> Column:
    title = column.title
    asked = title.rstrip("0123456789")
    numbered = 0 < len(title) - len(asked) <= 2 and header_key(asked) in headers
    return replace(column, header=(asked,), code=title) if numbered else column
