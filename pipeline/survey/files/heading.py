"""Which row of a sheet names its columns, and how many rows do.

In: the first filled rows of a sheet. Out: where the header begins and whether it is one row or two, the texts of each
column's header, and the titles above it. Titles are told from headers by what stands beneath: a header names columns
that hold answers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from pipeline.survey.columns.scale import OFF_SCALE, code
from pipeline.survey.files.grid import Cell
from pipeline.survey.questionnaire import Role, header_key, questionnaire, word_key
from pipeline.survey.readers.words import export_words

SAMPLE = 200
"""How many rows tell where the header is."""

_HEADER_WITHIN = 30
_FILLED = 0.6
_PEOPLE_SEEN = 3
_FIGURE = re.compile(r"[+-]?[\d .,:/T%-]+(?:Z|[AaPp][Mm])?")
_WORD = re.compile(r"\w+")
_LONGEST_MEAN_HEADER = 60
_OF_EVERYBODY: frozenset[Role] = frozenset({"id", "started", "completed", "technical"})
"""What a survey tool writes of every respondent."""

Row = Sequence[Cell]


def find_header(rows: Sequence[Row]) -> tuple[int, int] | None:
    """The index of the first header row, and how many there are (1 or 2); None when no row looks like one."""
    for index, row in enumerate(rows[:_HEADER_WITHIN]):
        height = _height(row, rows[index + 1 :])
        if height:
            return (index, height)
    return None


def header_texts(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """The texts of each column's header from the top; () for a column without one."""
    if len(rows) == 1:
        return [(text,) if text else () for text in map(text_of, rows[0])]
    return list(_two_row_headers(*rows))


def titles(rows: Sequence[Row]) -> tuple[str, ...]:
    """The text of each row above the header."""
    return tuple(" ".join(filter(None, map(text_of, row))) for row in rows)


def has_value(cell: Cell) -> bool:
    """Whether a cell holds anything that can be seen."""
    return cell is not None and not (isinstance(cell, str) and (not cell or cell.isspace()))


def text_of(cell: Cell) -> str:
    """A cell as one line of text; "" when it is empty."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).split()) if has_value(cell) else ""


def says_mean(text: str) -> bool:
    """Whether a header names a mean: `Keskiarvo`, `Medelvärde 2023`."""
    return len(text) <= _LONGEST_MEAN_HEADER and not export_words().mean.isdisjoint(_WORD.findall(word_key(text)))


def _height(row: Row, beneath: Sequence[Row]) -> int:
    """How many header rows begin at this row: none, one or two."""
    used = _used_columns([row, *beneath])
    if _heads_means(row, beneath):
        return 2 if _steps_only(row, beneath[0]) else 1
    if _leaves_everybody_blank(row, beneath):
        return 2
    labels, below = _labels(row), _second_row(beneath)
    if len(labels & used) >= _FILLED * len(used):
        if _is_title(row, labels, beneath):
            return 0
        return 2 if below and (_continues(row, labels, below) or _names_responses(beneath[0])) else 1
    return 2 if _is_upper_half(row, labels, below) and len((labels | below) & used) >= _FILLED * len(used) else 0


def _used_columns(rows: Sequence[Row]) -> frozenset[int]:
    """The columns with more than one value: titles and stray cells stand alone in theirs."""
    filled = Counter(position for row in rows for position, cell in enumerate(row) if has_value(cell))
    used = frozenset(position for position, count in filled.items() if count > 1)
    return used or frozenset(filled)


def _labels(row: Row) -> frozenset[int]:
    return frozenset(position for position, cell in enumerate(row) if _is_label(cell))


def _is_label(cell: Cell) -> bool:
    """Whether a cell could be a header: text that is no figure, no date and no answer."""
    if not isinstance(cell, str) or not has_value(cell):
        return False
    return not _FIGURE.fullmatch(cell.strip()) and code(cell) == OFF_SCALE


def _labels_only(row: Row) -> frozenset[int]:
    """The labels of a row that holds nothing else, so that it can't be an answer."""
    labels = _labels(row)
    return labels if len(labels) == sum(map(has_value, row)) else frozenset()


def _second_row(beneath: Sequence[Row]) -> frozenset[int]:
    """The labels of the row beneath when it could be the second half of a header, and is no answer that comes again."""
    if not beneath:
        return frozenset()
    labels = _labels_only(beneath[0])
    return frozenset() if any(_comes_again(beneath, position) for position in labels) else labels


def _comes_again(rows: Sequence[Row], position: int) -> bool:
    """Whether the first row's text is an answer that others gave too; under an option stands nothing but its text."""
    answers = {text_of(row[position]) for row in rows[1:] if _is_filled(row, position)}
    return len(answers) > 1 and text_of(rows[0][position]) in answers


def _continues(upper: Row, labels: frozenset[int], below: frozenset[int]) -> bool:
    """Whether the row below a header is its second half: it names what the first left blank or said many times."""
    texts = Counter(word_key(str(upper[position])) for position in labels)
    repeated = any(texts[word_key(str(upper[position]))] > 1 for position in below & labels)
    return repeated or bool(below - labels)


def _names_responses(row: Row) -> bool:
    return any(word_key(text_of(cell)) in questionnaire().response_words for cell in row)


def _is_upper_half(row: Row, labels: frozenset[int], below: frozenset[int]) -> bool:
    """Whether a thin row is the upper half of a header, no title: it names columns that the row below leaves blank."""
    return len(labels) > 1 and bool(below) and labels == _labels_only(row) and bool(labels - below)


def _is_title(row: Row, labels: frozenset[int], beneath: Sequence[Row]) -> bool:
    """Whether a row that could be a header names nothing known, and one further down does, and all columns in use."""
    if any(map(_is_known, row)):
        return False
    for index, other in enumerate(beneath[:_HEADER_WITHIN]):
        if any(map(_is_known, other)) and (named := _labels_only(other)):
            return not any(
                _is_filled(answer, position) for answer in beneath[index + 1 :] for position in labels - named
            )
    return False


def _is_known(cell: Cell) -> bool:
    """Whether a cell is a header that surveys often have."""
    if not isinstance(cell, str):
        return False
    known, key = questionnaire(), header_key(cell)
    headers = (*known.labels.values(), *(words.exact for words in known.backgrounds.values()))
    return known.role(cell) is not None or any(key in keys for keys in headers)


def _leaves_everybody_blank(row: Row, beneath: Sequence[Row]) -> bool:
    """Whether the row below is no respondent: it is blank where the tool writes of everybody, as no answer is."""
    people = beneath[1 : 1 + _PEOPLE_SEEN]
    if not people:
        return False
    known = questionnaire()
    columns = [
        position
        for position, cell in enumerate(row)
        if isinstance(cell, str)
        and known.role(cell) in _OF_EVERYBODY
        and all(_is_filled(person, position) for person in people)
    ]
    return len(columns) > 1 and not any(_is_filled(beneath[0], position) for position in columns)


def _heads_means(row: Row, beneath: Sequence[Row]) -> bool:
    """Whether a row heads a table of means: after its first cell it names a mean, with figures beneath."""
    filled = [position for position, cell in enumerate(row) if has_value(cell)]
    means = [position for position in filled[1:] if says_mean(text_of(row[position]))]
    return any(_is_figure(other, position) for position in means for other in beneath[:2])


def _steps_only(upper: Row, lower: Row) -> bool:
    """Whether the row below the header of a table of means only names the steps of its distribution."""
    named = [position for position, cell in enumerate(upper) if has_value(cell)]
    means = [position for position in named if says_mean(text_of(upper[position]))]
    return not any(_is_filled(lower, position) for position in (named[0], *means))


def _is_filled(row: Row, position: int) -> bool:
    return position < len(row) and has_value(row[position])


def _is_figure(row: Row, position: int) -> bool:
    return _is_filled(row, position) and _FIGURE.fullmatch(text_of(row[position])) is not None


def _two_row_headers(upper: Row, lower: Row) -> Iterator[tuple[str, ...]]:
    block = ""
    for top, bottom in zip_longest(map(text_of, upper), map(text_of, lower), fillvalue=""):
        block = top or (block if bottom else "")
        kind_only = word_key(bottom) in questionnaire().response_words
        yield tuple(text for text in (block, "" if kind_only else bottom) if text)
