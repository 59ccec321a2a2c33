"""The fit of a table: widths of its columns, heights of its rows, its text's size, and the rows of each slide.

In: a table and the height that its slide has for it. Out: a plan. Nothing is written here. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from pipeline.filling.fitting.fitting_rows import Line, cell_extent, misfit_of, sliced, whole
from pipeline.filling.fitting.measuring import extent, longest_word
from pipeline.filling.fitting.parting import Stretch, share_out
from pipeline.filling.fitting.sizes import FitLimits, largest, smaller
from pipeline.ooxml.geometry import Shape
from pipeline.ooxml.tables import Cell, Row, Table
from pipeline.ooxml.textbody import Paragraph

_TOLERANCE = 0.5
_Span = tuple[int, int, float]
"""Rows that a cell is joined over, from the first to the one after the last, and the height that its text needs."""


class CellFault(NamedTuple):
    """A cell whose text does not fit: the sentence at fault, its paragraph, and how many characters of it would."""

    text: str
    fits: int
    paragraph: Paragraph


class TablePlan(NamedTuple):
    """How a table is to be set. `top` is the size of its largest text as drawn, `room` the height it may take;
    `sized` are its rows in the size of `share`. `rows` are those that will be set, some only a slice of one that is too
    tall, `heights` are what each needs, `parts` are stretches of body rows. `joined` are the cells over several rows,
    `air` is how much of the height that rows have beyond their need there is room for on the fullest part."""

    shape: Shape
    table: Table
    top: float
    room: float
    share: float = 1.0
    columns: tuple[float, ...] = ()
    sized: tuple[Row, ...] = ()
    rows: tuple[Line, ...] = ()
    heights: tuple[float, ...] = ()
    parts: tuple[Stretch, ...] = ()
    broken: tuple[str, ...] = ()
    faults: tuple[CellFault, ...] = ()
    joined: tuple[tuple[int, Cell], ...] = ()
    air: float = 1.0

    def row_heights(self, part: int) -> list[float]:
        """Heights of the part's rows, the head's first: as drawn where there is room, and never less than needed.

        All parts are as airy as the fullest of them.
        """
        return [self.heights[place] + self.air * self._spare(place) for place in self.places(part)]

    def places(self, part: int) -> list[int]:
        """The numbers of the part's rows, the head's first."""
        return self._places(self.parts[part]) if self.parts else list(range(self.table.head))

    def first_texts(self, part: int) -> list[str]:
        """The text of each of the part's rows' first cell: what names the row."""
        rows = dict.fromkeys(self.rows[place].source for place in range(*self.parts[part]))
        cells = [self.table.rows[source].cells for source in rows]
        return [" ".join(item.text for item in mine[0].paragraphs).strip() for mine in cells if mine]

    def settled(self) -> TablePlan:
        """The plan with what holds for all of its parts."""
        cells = [(source, cell) for source, row in enumerate(self.table.rows) for cell in row.cells if cell.rows > 1]
        air = min((self._air(stretch) for stretch in self.parts), default=1.0)
        return self._replace(joined=tuple(cells), air=air)

    def _places(self, stretch: Stretch) -> list[int]:
        return [*range(self.table.head), *range(*stretch)]

    def _spare(self, place: int) -> float:
        return max(self.rows[place].height - self.heights[place], 0.0)

    def _air(self, stretch: Stretch) -> float:
        places = self._places(stretch)
        spare = sum(self._spare(place) for place in places)
        left = self.room - sum(self.heights[place] for place in places)
        return min(max(left / spare, 0.0), 1.0) if spare else 1.0


def table_size(table: Table) -> float:
    """The size of a table's largest text."""
    return max((largest(cell.paragraphs) for row in table.rows for cell in row.cells), default=0.0)


def plan_table(
    shape: Shape, table: Table, room: float, limits: FitLimits, top: float, cap: float, said: str = ""
) -> TablePlan:
    """The plan with the fewest parts, and among those with the largest text, up to `cap` times `top`, its own.

    `said` is put after the name of a row that goes on.
    """
    plain = TablePlan(shape, table, top, room)
    first = _at_size(plain, cap, limits, said)
    floor = _floor(table, top, limits)
    if not top or _is_good(first, 1) or floor >= top * cap:
        return _with_faults(first)
    smallest = _at_size(plain, floor / top, limits, said)
    fewest = len(smallest.parts)
    worth = not smallest.broken
    if len(first.parts) == fewest and (not first.broken or not worth):
        return _with_faults(first)
    low, high, best = floor, top * cap, smallest
    while (middle := float(int((low + high) / 2))) > low:
        plan = _at_size(plain, middle / top, limits, said)
        if len(plan.parts) == fewest and not (plan.broken and worth):
            low, best = middle, plan
        else:
            high = middle
    return _with_faults(best)


def _is_good(plan: TablePlan, parts: int) -> bool:
    return len(plan.parts) <= parts and not plan.broken


def _floor(table: Table, top: float, limits: FitLimits) -> float:
    """The size of the largest text at which every size has come to its floor."""
    sizes = {run.size for row in table.rows for cell in row.cells for item in cell.paragraphs for run in item.runs}
    return top * min((limits.floor("table", size) / size for size in sizes if size), default=1.0)


def _at_size(plan: TablePlan, share: float, limits: FitLimits, said: str) -> TablePlan:
    """The plan with the table's text that much smaller."""
    table, rows = plan.table, plan.table.rows
    if share < 1:
        in_size = smaller("table", share, limits)
        rows = tuple(
            [
                Row(row[0], row[1], tuple([Cell(cell[0], in_size(cell[1]), *cell[2:]) for cell in row[2]]))
                for row in rows
            ]
        )
    columns = table.columns
    heights, spans, broken = _measured(rows, columns)
    if broken:
        columns = _widened(rows, columns)
        heights, spans, broken = _measured(rows, columns)
    plan = plan._replace(share=share, columns=columns, sized=rows, broken=tuple(broken))
    return _in_parts(plan, heights, spans, said)


def _in_parts(plan: TablePlan, heights: Sequence[float], spans: Sequence[_Span], said: str) -> TablePlan:
    """The plan with its rows shared out; what must be cut for that is cut."""
    head = plan.table.head
    full = _with_spans(heights, spans, (0, len(heights)))
    lines, needs = [whole(row, place) for place, row in enumerate(plan.sized[:head])], full[:head]
    left = plan.room - sum(needs) + _TOLERANCE
    units: list[Stretch] = []
    for start, end in _units(plan.sized, plan.table):
        if sum(full[start:end]) <= left:
            units.append((len(lines), len(lines) + end - start))
            lines += [whole(plan.sized[place], place) for place in range(start, end)]
            needs += full[start:end]
        else:
            units += _cut_unit(plan, (start, end), heights, spans, left, lines, needs, said)
    shared = share_out([sum(needs[start:end]) for start, end in units], left, [end - start for start, end in units])
    parts = tuple((units[start][0], units[end - 1][1]) for start, end in shared)
    return plan._replace(rows=tuple(lines), heights=tuple(needs), parts=parts)


def _cut_unit(
    plan: TablePlan,
    unit: Stretch,
    heights: Sequence[float],
    spans: Sequence[_Span],
    left: float,
    lines: list[Line],
    needs: list[float],
    said: str,
) -> list[Stretch]:
    """Puts the rows of a unit that is too tall at the end of `lines`, cut where they must be. Gives the units that it
    becomes: a cell joined over several of them is repeated."""
    mine: list[Line] = []
    for place in range(*unit):
        row = plan.sized[place]
        tall = heights[place] > left
        mine += sliced(row, place, plan.columns, left - _TOLERANCE, said) if tall else [whole(row, place)]
    own = [heights[line.source] if line.pieces is None else _measured([line], plan.columns)[0][0] for line in mine]
    units: list[Stretch] = []
    for start, end in share_out(own, left, own):
        units.append((len(lines), len(lines) + end - start))
        first, last = mine[start].source, mine[end - 1].source + 1
        lines += mine[start:end]
        needs += _joined_heights(own[start:end], [line.source for line in mine[start:end]], spans, (first, last))
    return units


def _joined_heights(own: list[float], sources: list[int], spans: Sequence[_Span], rows: Stretch) -> list[float]:
    """Heights of a unit's rows, the last of which makes up for what the cells joined over them lack."""
    heights = list(own)
    for start, end, need in spans:
        covered = [place for place, source in enumerate(sources) if start <= source < end]
        if covered and start < rows[1] and end > rows[0]:
            heights[covered[-1]] += max(need - sum(heights[place] for place in covered), 0.0)
    return heights


def _units(rows: Sequence[Row], table: Table) -> list[Stretch]:
    """Rows that stay together: those that a cell spans, and the total row with the one above it."""
    units: list[Stretch] = []
    place = table.head
    while place < len(rows):
        end = place + 1
        step = place
        while step < end:
            end = min(max(end, step + max((cell.rows for cell in rows[step].cells), default=1)), len(rows))
            step += 1
        units.append((place, end))
        place = end
    if table.total and len(units) > 1:
        units[-2:] = [(units[-2][0], units[-1][1])]
    return units


def _measured(rows: Sequence[Row | Line], columns: tuple[float, ...]) -> tuple[list[float], list[_Span], list[str]]:
    """The height that each row's own text needs, the cells joined over several, and the words that had to be broken."""
    edges = [0.0, *accumulate(columns)]
    last = len(columns)
    heights: list[float] = []
    broken: list[str] = []
    spans: list[_Span] = []
    for place, row in enumerate(rows):
        height = 0.0
        for cell in row.cells:
            margins = cell.margins
            if cell.upright:
                width = edges[min(cell.column + cell.columns, last)] - edges[min(cell.column, last)]
                found = extent(cell.paragraphs, width - margins.left - margins.right)
            else:
                found = cell_extent(cell, columns)
            if found.broken:
                broken.append(found.broken)
            need = found.height + margins.top + margins.bottom
            if cell.rows > 1:
                spans.append((place, place + cell.rows, need))
            elif need > height:
                height = need
        heights.append(height)
    return heights, spans, broken


def _with_spans(heights: Sequence[float], spans: Sequence[_Span], rows: Stretch) -> list[float]:
    return _joined_heights(list(heights), list(range(*rows)), spans, rows) if spans else list(heights)


def _widened(rows: Sequence[Row], columns: tuple[float, ...]) -> tuple[float, ...]:
    """Columns too narrow for their longest word take width from those that have it to spare.

    When there is not enough to spare, the columns stay as they are.
    """
    needs = [0.0] * len(columns)
    for row in rows:
        for cell in row.cells:
            if cell.columns == 1 and cell.upright and cell.column < len(needs):
                word = max((longest_word(paragraph) for paragraph in cell.paragraphs), default=0.0)
                needs[cell.column] = max(needs[cell.column], word + cell.margins.left + cell.margins.right)
    missing = sum(max(need - width, 0.0) for need, width in zip(needs, columns, strict=True))
    spare = sum(max(width - need, 0.0) for need, width in zip(needs, columns, strict=True))
    if not missing or missing > spare:
        return columns
    given = missing / spare
    return tuple(
        need if need > width else width - given * (width - need) for need, width in zip(needs, columns, strict=True)
    )


def _with_faults(plan: TablePlan) -> TablePlan:
    """The plan with a fault for each row that is taller than a slide on its own."""
    head = sum(plan.heights[: plan.table.head])
    faults = []
    for start, end in plan.parts:
        used = head + sum(plan.heights[start:end])
        if used > plan.room + 2 * _TOLERANCE:
            faults += _cell_faults(plan, start, end, head)
    return plan._replace(faults=tuple(faults)).settled()


def _cell_faults(plan: TablePlan, start: int, end: int, head: float) -> list[CellFault]:
    """What is to be shortened in the tallest cell of a part, or of a head that leaves no room under it.

    Nothing, when what is too tall are margins around cells that say nothing.
    """
    if head > plan.room / 2:
        start, end, head = 0, plan.table.head, plan.room / 2
    cells = [cell for row in plan.rows[start:end] for cell in row.cells if largest(cell.paragraphs)]
    if not cells:
        return []
    cell = max(cells, key=lambda cell: cell_extent(cell, plan.columns).height)
    found = misfit_of(cell, plan.columns, plan.room - head)
    return [CellFault(found.text, found.fits, cell.paragraphs[found.paragraph])]
