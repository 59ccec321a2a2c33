"""The fit of a table: widths of its columns, heights of its rows, its text's size, and the rows of each slide.

In: a table and the height that its slide has for it. Out: a plan. Nothing is written here. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.filling.cutting import cut, longest_start
from pipeline.filling.measuring import Extent, extent, longest_word
from pipeline.filling.parting import Stretch, share_out
from pipeline.filling.sizes import FitLimits, largest, resized
from pipeline.ooxml.geometry import Shape
from pipeline.ooxml.tables import Cell, Row, Table

_TOLERANCE = 0.5


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell whose text does not fit: the paragraph, and how many characters of it would."""

    text: str
    fits: int


@dataclass(frozen=True, slots=True)
class TablePlan:
    """How a table is to be set. `top` is the size of its largest text as drawn, `room` the height it may take;
    `rows` are sized by `share`, `heights` are what each needs, `parts` are stretches of body rows."""

    shape: Shape
    table: Table
    top: float
    room: float
    share: float = 1.0
    columns: tuple[float, ...] = ()
    rows: tuple[Row, ...] = ()
    heights: tuple[float, ...] = ()
    parts: tuple[Stretch, ...] = ()
    broken: tuple[str, ...] = ()
    faults: tuple[CellFault, ...] = ()

    def row_heights(self, part: int) -> list[float]:
        """Heights of the part's rows, the head's first: as drawn where there is room, and never less than needed.

        All parts are as airy as the fullest of them.
        """
        air = min(self._air(stretch) for stretch in self.parts) if self.parts else 1.0
        return [self.heights[place] + air * self._spare(place) for place in self.places(part)]

    def places(self, part: int) -> list[int]:
        """The numbers of the part's rows, the head's first."""
        return self._places(self.parts[part]) if self.parts else list(range(self.table.head))

    def first_texts(self, part: int) -> list[str]:
        """The text of each of the part's rows' first cell: what names the row."""
        rows = [self.rows[place] for place in range(*self.parts[part])]
        return [" ".join(item.text for item in row.cells[0].paragraphs).strip() for row in rows if row.cells]

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


def plan_table(shape: Shape, table: Table, room: float, limits: FitLimits, top: float, cap: float) -> TablePlan:
    """The plan with the fewest parts, and among those with the largest text, up to `cap` times `top`, its own."""
    plain = TablePlan(shape, table, top, room)
    first = _at_size(plain, cap, limits)
    floor = _floor(table, top, limits)
    if not top or _is_good(first, 1) or floor >= top * cap:
        return _with_faults(first)
    smallest = _at_size(plain, floor / top, limits)
    fewest = len(smallest.parts)
    worth = not smallest.broken
    if len(first.parts) == fewest and (not first.broken or not worth):
        return _with_faults(first)
    low, high, best = floor, top * cap, smallest
    while (middle := float(int((low + high) / 2))) > low:
        plan = _at_size(plain, middle / top, limits)
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


def _at_size(plan: TablePlan, share: float, limits: FitLimits) -> TablePlan:
    """The plan with the table's text that much smaller."""
    table, rows = plan.table, plan.table.rows
    if share < 1:
        rows = tuple(_resized_row(row, share, limits) for row in rows)
    columns = table.columns
    heights, broken = _measured(rows, columns)
    if broken:
        columns = _widened(rows, columns)
        heights, broken = _measured(rows, columns)
    units = _units(rows, table)
    left = plan.room - sum(heights[: table.head]) + _TOLERANCE
    shared = share_out([sum(heights[start:end]) for start, end in units], left, [end - start for start, end in units])
    parts = tuple((units[start][0], units[end - 1][1]) for start, end in shared)
    return replace(
        plan, share=share, columns=columns, rows=rows, heights=tuple(heights), parts=parts, broken=tuple(broken)
    )


def _resized_row(row: Row, share: float, limits: FitLimits) -> Row:
    return Row(row.element, row.height, tuple(_resized_cell(cell, share, limits) for cell in row.cells))


def _resized_cell(cell: Cell, share: float, limits: FitLimits) -> Cell:
    paragraphs = resized(cell.paragraphs, "table", share, limits)
    return Cell(cell.element, paragraphs, cell.column, cell.columns, cell.rows, cell.margins, cell.upright)


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


def _measured(rows: Sequence[Row], columns: tuple[float, ...]) -> tuple[list[float], list[str]]:
    """The height that each row's text needs, and the words that had to be broken."""
    heights, broken = [], []
    spanning: list[tuple[int, int, float]] = []
    for place, row in enumerate(rows):
        height = 0.0
        for cell in row.cells:
            found = cell_extent(cell, columns)
            if found.broken:
                broken.append(found.broken)
            need = found.height + cell.margins.top + cell.margins.bottom
            if cell.rows > 1:
                spanning.append((place, place + cell.rows, need))
            else:
                height = max(height, need)
        heights.append(height)
    for start, end, need in spanning:
        drawn = sum(max(heights[place], rows[place].height) for place in range(start, min(end, len(rows))))
        heights[min(end, len(rows)) - 1] += max(need - drawn, 0.0)
    return heights, broken


def cell_extent(cell: Cell, columns: Sequence[float]) -> Extent:
    """What a cell's text takes; upright text takes height by its longest line."""
    if cell.upright:
        return extent(cell.paragraphs, _inner_width(cell, columns))
    found = extent(cell.paragraphs, float("inf"))
    return replace(found, height=found.width, width=found.height)


def _inner_width(cell: Cell, columns: Sequence[float]) -> float:
    return sum(columns[cell.column : cell.column + cell.columns]) - cell.margins.left - cell.margins.right


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
            faults.append(_cell_fault(plan, start, end, plan.room - head))
    return replace(plan, faults=tuple(faults)) if faults else plan


def _cell_fault(plan: TablePlan, start: int, end: int, room: float) -> CellFault:
    """The tallest cell's longest paragraph, and what would fit of it."""
    cells = [cell for row in plan.rows[start:end] for cell in row.cells]
    cell = max(cells, key=lambda cell: cell_extent(cell, plan.columns).height)
    longest = max(cell.paragraphs, key=lambda paragraph: len(paragraph.text))
    place = cell.paragraphs.index(longest)
    room -= cell.margins.top + cell.margins.bottom

    def fits(length: int) -> bool:
        shown = (*cell.paragraphs[:place], cut(longest, 0, length), *cell.paragraphs[place + 1 :])
        return cell_extent(replace(cell, paragraphs=shown), plan.columns).height <= room

    return CellFault(longest.text, longest_start(len(longest.text), fits))
