"""Multiple choices: several options in one cell, or a column for each option.

In: columns. Out: the options that each respondent chose. Joined by `;` (Forms) or line breaks the options are plain;
joined by `, ` (Google Forms) they are found by how the texts come again, since an option may hold a comma itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import islice, pairwise, repeat

from pipeline.survey.columns.excel_dates import is_date
from pipeline.survey.files.grid import Cell
from pipeline.survey.files.table import Column
from pipeline.survey.questionnaire import questionnaire, word_key

_PLAIN = (";", "\n", "|")
_FEWEST_COLUMNS = 3
_FEWEST_ANSWERS = 5
_ANSWERS_SEEN = 1_000
"""So many answers tell whether a column is a multiple choice."""
_SURE_PARTS = 1.5
"""From so many options a respondent on average, a column is surely a multiple choice."""
_SURE_REPEATS = 3
_CLEAR = 0.6
"""The share of a question's columns, or of what was chosen, that must be options; the rest may be typed beside them."""

Chosen = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class MultipleChoice:
    """A question of which several options could be chosen: one column of lists, or a column for each option."""

    question: str
    columns: tuple[Column, ...]


def chosen(choice: MultipleChoice) -> Chosen | None:
    """The options that each respondent chose; None when the options in a cell can't be told apart."""
    if len(choice.columns) > 1:
        return _chosen_in_columns(choice.columns)
    cells = choice.columns[0].cells
    options = parted(cells)
    return None if options is None else tuple(map(options.get, cells, repeat(frozenset[str]())))


def multiple_choices(columns: Sequence[Column]) -> Iterator[MultipleChoice]:
    """The columns that surely are multiple choices."""
    for column in columns:
        if _is_surely_joined(column):
            yield MultipleChoice(column.title, (column,))
    for question, group in blocks(columns).items():
        options = tuple(column for column in group if _is_option(column))
        if len(options) >= max(_FEWEST_COLUMNS, _CLEAR * len(group)) and _is_one_way(options):
            yield MultipleChoice(question, options)


def blocks(columns: Sequence[Column]) -> Mapping[str, list[Column]]:
    """The columns under one question, by the question."""
    found: dict[str, list[Column]] = defaultdict(list)
    for column in columns:
        if len(column.header) > 1:
            found[column.header[0]].append(column)
    return {question: group for question, group in found.items() if len(group) > 1}


# --- a column for each option -----------------------------------------------------------------------------------------


def _chosen_in_columns(columns: Sequence[Column]) -> Chosen:
    names = [column.header[-1] if column.header else column.title for column in columns]
    flags = []
    for column in columns:
        own = frozenset(map(word_key, column.header))
        known = {cell: _is_chosen(cell, own) for cell in set(column.cells)}
        flags.append(list(map(known.__getitem__, column.cells)))
    sets: dict[tuple[bool, ...], frozenset[str]] = {}
    for row in zip(*flags, strict=True):
        if row not in sets:
            sets[row] = frozenset(name for name, taken in zip(names, row, strict=True) if taken)
    return tuple(sets[row] for row in zip(*flags, strict=True))


def _is_chosen(cell: Cell, own: Set[str]) -> bool:
    """Whether a cell of an option's column says that it was chosen: in a word for it, or in the option's `own` text."""
    return _key(cell) in own | questionnaire().choices.chosen


def _is_option(column: Column) -> bool:
    """Whether a column says nothing but that its option was chosen, or not."""
    words = questionnaire().choices
    given = set(map(_key, set(column.cells))) - {""}
    own = {word_key(text) for text in column.header}
    return bool(given) and given <= own | words.chosen | words.not_chosen and bool(given - words.not_chosen)


def _is_one_way(columns: Sequence[Column]) -> bool:
    """Whether all columns say it with one word, or with the options' own texts; yes and no may be answers instead."""
    words = questionnaire().choices
    given = {_key(cell) for column in columns for cell in set(column.cells)} - {""}
    own = {word_key(text) for column in columns for text in column.header}
    taken, left = given - own - words.not_chosen, given & words.not_chosen
    blank = any(not _key(cell) for column in columns for cell in set(column.cells))
    return len(taken) <= 1 and (left == {"0"} or (blank and not left))


def _key(cell: Cell) -> str:
    """A cell for comparing; "" when nothing was answered, or Excel made a date of it."""
    if cell is None or cell == "" or is_date(cell):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    key = word_key(str(cell)).rstrip(";").rstrip()
    return "" if key in questionnaire().missing else key


# --- several options in one cell --------------------------------------------------------------------------------------


def _is_surely_joined(column: Column) -> bool:
    if not any(mark in cell for cell in column.different if isinstance(cell, str) for mark in (*_PLAIN, ", ")):
        return False
    answered = (cell for cell in column.cells if isinstance(cell, str) and _key(cell))
    cells = list(islice(answered, _ANSWERS_SEEN))
    if len(cells) < _FEWEST_ANSWERS:
        return False
    options = parted(cells)
    if options is None:
        return False
    counts = Counter[str]()
    for cell, count in Counter(cells).items():
        counts.update(dict.fromkeys(options[cell], count))
    repeated = counts.total() >= _SURE_REPEATS * len(counts)
    return repeated and counts.total() >= _SURE_PARTS * len(cells)


def parted(cells: Sequence[Cell]) -> Mapping[Cell, frozenset[str]] | None:
    """The options in each different cell, or None when they are too many to be options of one question."""
    counted = Counter({cell: count for cell, count in Counter(cells).items() if _key(cell)})
    lists = _split({cell: str(cell) for cell in counted}, counted)
    options = {option for parts in lists.values() for option in parts}
    if len(options) > questionnaire().choices.most_options:
        again = Counter(option for cell, parts in lists.items() for option in parts for _ in range(counted[cell]))
        options = {option for option, count in again.items() if count > 1}
        repeated = sum(map(again.__getitem__, options))
        if len(options) > questionnaire().choices.most_options or repeated < _CLEAR * again.total():
            return None
    return {cell: frozenset(part for part in parts if part in options) for cell, parts in lists.items()}


def _split(texts: Mapping[Cell, str], counted: Counter[Cell]) -> Mapping[Cell, Sequence[str]]:
    """The pieces of each cell, parted by the plain mark that more answers hold than hold a comma, else by commas."""
    holding = {mark: sum(counted[cell] for cell, text in texts.items() if _holds(text, mark)) for mark in _PLAIN}
    mark = max(_PLAIN, key=lambda mark: holding[mark])
    commas = sum(counted[cell] for cell, text in texts.items() if ", " in text)
    if holding[mark] and holding[mark] >= commas:
        return {cell: _trimmed(text.split(mark)) for cell, text in texts.items()}
    return _joined_again({cell: _trimmed(text.split(", ")) for cell, text in texts.items()}, counted)


def _holds(text: str, mark: str) -> bool:
    return mark in text.rstrip(mark + " \n") or text.endswith(mark)


def _trimmed(parts: Sequence[str]) -> list[str]:
    return [text for part in parts if (text := " ".join(part.split()))]


def _joined_again(lists: Mapping[Cell, Sequence[str]], counted: Counter[Cell]) -> Mapping[Cell, Sequence[str]]:
    """Pieces that a comma inside an option parted: those that go on in small letters where options begin with capitals,
    and those that never stand apart."""
    capitals = all(not parts or not parts[0][0].islower() for parts in lists.values())
    if capitals:
        lists = {cell: _going_on(parts) for cell, parts in lists.items()}
    while pairs := _inseparable(lists, counted):
        lists = {cell: _paired(parts, pairs) for cell, parts in lists.items()}
    return lists


def _going_on(parts: Sequence[str]) -> list[str]:
    joined: list[str] = []
    for part in parts:
        if joined and part[0].islower():
            joined[-1] += f", {part}"
        else:
            joined.append(part)
    return joined


def _inseparable(lists: Mapping[Cell, Sequence[str]], counted: Counter[Cell]) -> Mapping[str, str]:
    """Pieces that always stand side by side, first → second; each in one pair only."""
    alone: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    for cell, parts in lists.items():
        for part in parts:
            alone[part] += counted[cell]
        for pair in pairwise(parts):
            together[pair] += counted[cell]
    found: dict[str, str] = {}
    seconds: set[str] = set()
    for (first, second), count in together.items():
        if count == alone[first] == alone[second] and first not in seconds and second not in found:
            found[first] = second
            seconds.add(second)
    return found


def _paired(parts: Sequence[str], pairs: Mapping[str, str]) -> list[str]:
    joined: list[str] = []
    for part in parts:
        if joined and pairs.get(joined[-1]) == part:
            joined[-1] += f", {part}"
        else:
            joined.append(part)
    return joined
