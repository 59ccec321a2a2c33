"""A table of means: one row per perspective with its mean and how many rated it, and perhaps how the answers fell.

In: a `Table` and the labels of the perspectives. Out: a `MeansTable` for each column of means, with findings about rows
that can't be used. The distribution may be of counts or of percentages; of percentages the counts nearest to them are
made (see `distribution`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.survey.answers import MeanRow, MeansTable
from pipeline.survey.columns.labels import Label
from pipeline.survey.columns.scale import DONT_KNOW, code
from pipeline.survey.files.heading import has_value, says_mean, text_of
from pipeline.survey.files.table import Column, Table
from pipeline.survey.questionnaire import header_key, questionnaire
from pipeline.survey.readers.distribution import Cells, DistributionError, distribution, surely_shares
from pipeline.survey.readers.figures import number, whole
from pipeline.survey.readers.titles import name, organisations, respondents, whose
from pipeline.survey.readers.words import export_words
from pipeline.vocabulary.findings import Finding, Place, Term

_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Layout:
    """The columns of one table of means; `steps` is empty when it has no distribution.

    `everybody`: how many answered as the titles tell, where no column tells it.
    """

    perspectives: Column
    means: Column
    n: Column | None = None
    everybody: int | None = None
    steps: tuple[Column, ...] = ()
    dont_know: Column | None = None

    def cells(self, index: int) -> Cells:
        """What a row tells of how many answered and how."""
        n = whole(self.n.cells[index]) if self.n else self.everybody
        steps = tuple(column.cells[index] for column in self.steps)
        return Cells(n, steps, self.dont_know.cells[index] if self.dont_know else None, everybody=self.n is None)


class _NotUsable(Exception):
    """Why a row can't be used, and the column whose cell says so."""

    def __init__(self, problem: str, column: Column) -> None:
        super().__init__(problem)
        self.problem, self.column = problem, column


def recognises(table: Table, known: Mapping[str, Label]) -> bool:
    """Whether a table has a column of means, and another that names at least two perspectives."""
    return bool(_layouts(table, known))


def read(table: Table, known: Mapping[str, Label]) -> tuple[tuple[MeansTable, ...], tuple[Finding, ...]]:
    """The tables of means in a table. Finding: SV031 for each row that can't be used."""
    found, findings = [], []
    for layout in _layouts(table, known):
        texts = (*layout.means.header, *table.titles, table.sheet)
        of = whose(texts)
        rows, told = _rows(table, layout, known)
        findings += told
        if rows:
            named = name(texts, of)
            found.append(MeansTable(of, rows, named, layout.everybody, _organisations(table), table.file, table.sheet))
    return tuple(found), tuple(findings)


def _organisations(table: Table) -> int | None:
    """How many organisations answered, as a title or a column of its own tells."""
    columns = (column for column in table.columns if header_key(_last(column)) in export_words().organisations)
    numbers = (count for column in columns for cell in column.different if (count := whole(cell)))
    return organisations(table.titles) or next(numbers, None)


def _layouts(table: Table, known: Mapping[str, Label]) -> tuple[_Layout, ...]:
    means = [column for column in table.columns if _is_means(column)]
    others = [column for column in table.columns if column not in means]
    named = {column.position: _named(column, known) for column in others}
    best = max(others, key=lambda column: named[column.position], default=None)
    if not means or best is None or named[best.position] < min(_FEWEST, len(set(known.values()))):
        return ()
    steps = tuple(_steps(others))
    dont_know = next((column for column in others if code(_last(column)) == DONT_KNOW), None)
    counted = [column for column in others if header_key(_last(column)) in export_words().n]
    owner = next((column for column in means if whose(column.header) == "current"), means[0])
    one_each = len(counted) == len(means)
    only = next(iter(counted), None)
    paired = counted if one_each else [only if column is owner else None for column in means]
    everybody = respondents(table.titles)
    return tuple(
        _Layout(best, column, n, everybody, steps, dont_know) if column is owner else _Layout(best, column, n)
        for column, n in zip(means, paired, strict=True)
    )


def _is_means(column: Column) -> bool:
    return any(map(says_mean, column.header)) and any(number(cell) is not None for cell in column.different)


def _named(column: Column, known: Mapping[str, Label]) -> int:
    """How many perspectives a column names."""
    return len({known[key].perspective for cell in column.different if (key := header_key(text_of(cell))) in known})


def _last(column: Column) -> str:
    return column.header[-1] if column.header else ""


def _steps(columns: Sequence[Column]) -> Iterator[Column]:
    """The columns of the distribution from the lowest step, when there is one for each step."""
    levels = range(1, questionnaire().levels + 1)
    found = [[column for column in columns if code(_last(column)) == level] for level in levels]
    if all(len(group) == 1 for group in found):
        yield from (group[0] for group in found)


def _rows(table: Table, layout: _Layout, known: Mapping[str, Label]) -> tuple[tuple[MeanRow, ...], list[Finding]]:
    shares = surely_shares(map(layout.cells, range(len(table.rows))))
    rows: dict[str, MeanRow] = {}
    findings: list[Finding] = []
    for index, cell in enumerate(layout.perspectives.cells):
        if not has_value(cell) or not has_value(layout.means.cells[index]):
            continue
        try:
            label = known.get(header_key(text_of(cell)))
            if label is None:
                raise _NotUsable("unknown", layout.perspectives)
            if label.perspective in rows:
                raise _NotUsable("twice", layout.perspectives)
            is_open = not shares and layout.cells(index).may_be_shares
            rows[label.perspective] = _row(replace(layout, steps=()) if is_open else layout, index, label.perspective)
            if is_open:
                findings.append(_told(table, index, _NotUsable("shares", layout.steps[0])))
        except _NotUsable as wrong:
            findings.append(_told(table, index, wrong))
    return tuple(rows.values()), findings


def _told(table: Table, index: int, wrong: _NotUsable) -> Finding:
    place = Place(table.file, table.sheet, table.cell_name(wrong.column, index))
    return Finding("SV031", place, {"problem": Term(f"means.{wrong.problem}")})


def _row(layout: _Layout, index: int, perspective: str) -> MeanRow:
    mean = number(layout.means.cells[index])
    if mean is None or not 1 <= mean <= questionnaire().levels:
        raise _NotUsable("outside", layout.means)
    cells = layout.cells(index)
    if cells.n == 0 or (cells.n is None and not cells.is_told):
        raise _NotUsable("no_n", layout.n or layout.means)
    if not cells.is_told:
        return MeanRow(perspective, cells.n or 0, mean)
    try:
        found = distribution(cells, mean)
    except DistributionError as wrong:
        problem = str(wrong)
        raise _NotUsable(problem, (problem == "no_n" and layout.n) or layout.steps[0]) from wrong
    return MeanRow(perspective, found.n, mean, found.counts, found.dont_know)
