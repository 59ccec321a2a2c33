"""A table of means: one row per perspective with its mean and how many rated it, and perhaps how the answers fell.

In: a `Table` and the labels of the perspectives. Out: a `MeansTable` for each column of means, with findings about rows
that can't be used. The distribution may be of counts or of percentages; of percentages the counts nearest to them are
made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from pipeline.survey.answers import MeanRow, MeansTable
from pipeline.survey.columns.labels import Label
from pipeline.survey.columns.scale import DONT_KNOW, code
from pipeline.survey.files.grid import Cell
from pipeline.survey.files.heading import has_value, says_mean, text_of
from pipeline.survey.files.table import Column, Table
from pipeline.survey.questionnaire import header_key, questionnaire
from pipeline.survey.readers.figures import is_percent, number, whole
from pipeline.survey.readers.titles import name, organisations, respondents, whose
from pipeline.survey.readers.words import export_words
from pipeline.vocabulary.findings import Finding, Place, Term

_FEWEST = 2
_TOLERANCE = 0.015
_MEAN_TOLERANCE = 0.15


@dataclass(frozen=True, slots=True)
class _Layout:
    """The columns of one table of means; `steps` is empty when it has no distribution."""

    perspectives: Column
    means: Column
    n: Column | None
    steps: tuple[Column, ...]
    dont_know: Column | None


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
        everybody = respondents(table.titles)
        rows, told = _rows(table, layout, known, everybody)
        findings += told
        if rows:
            named = name(texts, of)
            found.append(MeansTable(of, rows, named, everybody, _organisations(table), table.file))
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
    paired = counted if len(counted) == len(means) else [*counted[:1], *[None] * len(means)]
    return tuple(
        _Layout(best, column, n, steps if first else (), dont_know if first else None)
        for first, column, n in zip([True, *[False] * len(means)], means, paired, strict=False)
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


def _rows(
    table: Table, layout: _Layout, known: Mapping[str, Label], everybody: int | None
) -> tuple[tuple[MeanRow, ...], list[Finding]]:
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
            rows[label.perspective] = _row(layout, index, label.perspective, everybody)
        except _NotUsable as wrong:
            place = Place(table.file, table.sheet, table.cell_name(wrong.column, index))
            findings.append(Finding("SV031", place, {"problem": Term(f"means.{wrong.problem}")}))
    return tuple(rows.values()), findings


def _row(layout: _Layout, index: int, perspective: str, everybody: int | None) -> MeanRow:
    mean = number(layout.means.cells[index])
    if mean is None or not 1 <= mean <= questionnaire().levels:
        raise _NotUsable("outside", layout.means)
    told = whole(layout.n.cells[index]) if layout.n else everybody
    cells = tuple(column.cells[index] for column in layout.steps)
    dont_know = layout.dont_know.cells[index] if layout.dont_know else None
    n, counts, unsure = _distribution(told, cells, dont_know) if any(map(has_value, cells)) else (told, (), 0)
    if n is None:
        raise _NotUsable("no_n", layout.n or layout.means)
    if counts and abs(fmean(range(1, len(counts) + 1), weights=counts) - mean) > _MEAN_TOLERANCE:
        raise _NotUsable("distribution", layout.steps[0])
    return MeanRow(perspective, n, mean, counts, unsure)


def _distribution(n: int | None, cells: Sequence[Cell], dont_know: Cell) -> tuple[int | None, tuple[int, ...], int]:
    """How many rated, how many of them said each step, and how many said that they don't know.

    Percentages without `n` give no counts. Where they come to a hundred only with those who don't know, `n` has them in
    it.
    """
    steps = [number(cell) or 0.0 for cell in cells]
    unsure = number(dont_know) or 0.0
    hundred = _hundred(n, cells, steps, unsure)
    if hundred is None:
        counts = tuple(map(int, steps))
        are_counts = counts == tuple(steps) and sum(counts) > 0
        return (sum(counts), counts, int(unsure)) if are_counts else (n, (), 0)
    if n is None:
        return None, (), 0
    rated = n if _near(sum(steps), hundred) else round(n * sum(steps) / hundred)
    share = unsure / hundred
    return rated, _counts(rated, steps), round(rated * share / (1 - share)) if share < 1 else 0


def _hundred(n: int | None, cells: Sequence[Cell], steps: Sequence[float], unsure: float) -> float | None:
    """What the shares come to when they are shares, 100 or 1; None when they are counts."""
    total = sum(steps)
    if any(map(is_percent, cells)):
        return 100.0
    if n is not None and (total == n or total + unsure == n):
        return None
    for hundred in (100.0, 1.0):
        if _near(total, hundred) or _near(total + unsure, hundred):
            return hundred
    return None


def _near(total: float, hundred: float) -> bool:
    return abs(total - hundred) <= _TOLERANCE * hundred


def _counts(n: int, shares: Sequence[float]) -> tuple[int, ...]:
    """Whole counts that come to `n`, as near to the shares as can be: the largest remainders are rounded up."""
    exact = [n * share / sum(shares) for share in shares]
    floors = [int(value) for value in exact]
    largest = sorted(range(len(exact)), key=lambda step: floors[step] - exact[step])
    for step in largest[: n - sum(floors)]:
        floors[step] += 1
    return tuple(floors)
