"""Tables of the decks: hairlines, no boxes, loops over rows and columns.

In: columns with widths in inches, rows of cells. Out: an `a:tbl` as a string, and its height in inches.
Every border stands in its cell and takes its colour from the theme, since PowerPoint's table styles know no brand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from slides_text import DEEP, INK, MUTED, PAPER, PRIMARY, Paragraph, Run, colour, emu, paragraph, styled, tag

NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's own «No Style, No Grid»: nothing is drawn but what the cells say."""

HEAD_SIZE, HEAD_HEIGHT, TAG_HEIGHT = 14.0, 0.46, 0.30
_GAP = 0.11
_PADDING = {28: 0.20, 24: 0.12, 20: 0.12, 16: 0.07}
"""Inches above and below a row's text, by its size."""
_LINE = 1.2207 / 72
"""Height of a line of Calibri in inches, for each point of its size."""


@dataclass(frozen=True, slots=True)
class Border:
    """One edge of a cell: width in points and colour slot."""

    points: float
    slot: str

    def xml(self, edge: str) -> str:
        """The border of an edge: L, R, T or B."""
        width = round(self.points * 12_700)
        return (
            f'<a:ln{edge} w="{width}" cap="flat" cmpd="sng" algn="ctr">{colour(self.slot)}'
            f'<a:prstDash val="solid"/></a:ln{edge}>'
        )


RULE, HAIRLINE, BAR_GAP, YEAR_LINE = Border(1.5, DEEP), Border(0.75, "line"), Border(6, PAPER), Border(0.75, "grid")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its paragraphs, edges and fill. `padding` above and below, `left` and `right` are inches."""

    lines: tuple[Paragraph, ...]
    top: Border | None = None
    bottom: Border | None = None
    start: Border | None = None
    fill: str = ""
    anchor: str = "t"
    padding: float = 0.11
    left: float = _GAP
    right: float = _GAP

    def xml(self) -> str:
        """The cell; a table cell's own properties come last."""
        other_side = '<a:lnR w="0"><a:noFill/></a:lnR>' if self.start else ""  # LibreOffice mirrors it otherwise
        edges = (
            (self.start.xml("L") + other_side if self.start else "")
            + (self.top.xml("T") if self.top else "")
            + (self.bottom.xml("B") if self.bottom else "")
        )
        fill = colour(self.fill) if self.fill else "<a:noFill/>"
        margins = (
            f'marL="{emu(self.left)}" marR="{emu(self.right)}" marT="{emu(self.padding)}" marB="{emu(self.padding)}"'
        )
        text = "".join(line.xml() for line in self.lines)
        return (
            f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{text}</a:txBody>"
            f'<a:tcPr {margins} anchor="{self.anchor}">{edges}{fill}</a:tcPr></a:tc>'
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells and its least height in inches."""

    cells: tuple[Cell, ...]
    height: float

    def xml(self) -> str:
        """The row."""
        return f'<a:tr h="{emu(self.height)}">{"".join(cell.xml() for cell in self.cells)}</a:tr>'


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table whose rows repeat: heading, the sample's runs, width, and how they stand.

    `left` is the space in inches left of its text, but in the first column.
    """

    head: str
    sample: str | tuple[Run, ...]
    width: float
    bold: bool = False
    slot: str = INK
    align: str = "l"
    left: float = _GAP


@dataclass(frozen=True, slots=True)
class Table:
    """A table ready to be placed. `alt` is the text alternative of its frame."""

    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    alt: str
    total: bool = False

    @property
    def height(self) -> float:
        """The height of the rows as they stand, in inches."""
        return sum(row.height for row in self.rows)

    @property
    def width(self) -> float:
        """The width of the columns together, in inches."""
        return sum(self.widths)

    def xml(self) -> str:
        """The table."""
        grid = "".join(f'<a:gridCol w="{emu(width)}"/>' for width in self.widths)
        rows = "".join(row.xml() for row in self.rows)
        last = ' lastRow="1"' if self.total else ""
        properties = f'<a:tblPr firstRow="1"{last}><a:tableStyleId>{NO_STYLE}</a:tableStyleId></a:tblPr>'
        return f"<a:tbl>{properties}<a:tblGrid>{grid}</a:tblGrid>{rows}</a:tbl>"


def list_table(
    loop: str,
    columns: Sequence[Column],
    alt: str,
    *,
    size: int = 24,
    anchor: str = "t",
    padding: float = 0,
    tall: float = 0,
    total: tuple[str, ...] = (),
) -> Table:
    """A table with one row for each item of a loop, as `goal in deck.goals.rows`, and perhaps a total row below.

    `size` is what few rows have; many become smaller, down to the brand's floor for tables. `tall` is the height in
    inches that few rows have, so that they fill their slide; many take what their text needs.
    """
    padding = padding or _PADDING[size]
    row_height = max(size * _LINE + 2 * padding, tall)
    heads = [cell_text(item.head, HEAD_SIZE, bold=True, slot=DEEP, align=item.align) for item in columns]
    samples = [styled(_line(item.sample, item.align), size=size, bold=item.bold, slot=item.slot) for item in columns]
    rows = [
        Row(_spaced(_cells(heads, bottom=RULE, anchor="b", padding=0.07), columns), HEAD_HEIGHT),
        tag_row(f"{{% for {loop} %}}", [item.width for item in columns]),
        Row(_spaced(_cells(samples, bottom=HAIRLINE, anchor=anchor, padding=padding), columns), row_height),
        tag_row("{% endfor %}", [item.width for item in columns]),
    ]
    if total:
        rows.append(_total_row(total, columns, size, padding))
    return Table(tuple(item.width for item in columns), tuple(rows), alt, bool(total))


def _spaced(cells: Sequence[Cell], columns: Sequence[Column]) -> tuple[Cell, ...]:
    """The cells with their columns' space left of the text."""
    pairs = zip(cells[1:], columns[1:], strict=True)
    return (cells[0], *(replace(cell, left=item.left) for cell, item in pairs))


def tag_row(text: str, widths: Sequence[float]) -> Row:
    """A row that only opens or ends a block: the tag stands in the widest cell, where it fits on one line."""
    widest = max(range(len(widths)), key=lambda place: widths[place])
    lines = [tag(text if place == widest else "") for place in range(len(widths))]
    return Row(_cells(lines, padding=0.03, anchor="ctr"), TAG_HEIGHT)


def figures_table(loop: str, width: float, alt: str, size: int = 80) -> Table:
    """Pull figures: labels as the header row, large figures below, what stands behind them last; a rule on top."""
    name, narrow = loop.split()[0], 1.1
    label = Cell((cell_text(f"{{{{ {name}.label }}}}", 18),), top=RULE, padding=0.14, left=0)
    value = styled(paragraph(f"{{{{ {name}.value }}}}", line=86), size=size, bold=True, slot=PRIMARY)
    rows = (
        Row(column_loop(loop, label), 0.62),
        Row(column_loop(loop, Cell((value,), padding=0, left=0)), 1.25),
        Row(
            column_loop(loop, Cell((cell_text(f"{{{{ {name}.note }}}}", 18, slot=MUTED),), padding=0.08, left=0)), 0.60
        ),
    )
    return Table((narrow, width - 2 * narrow, narrow), rows, alt)


def timeline_table(width: float, alt: str) -> Table:
    """Goals by quarter: a bar is a run of filled cells that paper-coloured edges part from the rows around it."""
    name_width, narrow = 3.70, 0.9
    widths = (name_width, narrow, width - name_width - 2 * narrow, narrow)
    head = Cell(
        (cell_text("{{ t.goal }}", HEAD_SIZE, bold=True, slot=DEEP),), bottom=RULE, anchor="b", padding=0.07, left=0
    )
    when = (cell_text("{{ q.part }}", HEAD_SIZE, align="ctr"), cell_text("{{ q.year }}", HEAD_SIZE, align="ctr"))
    quarter = replace(head, lines=when, right=0)
    name = (Run("{{ row.id }}", bold=True, slot=PRIMARY), Run("\u2002{{ row.name }}"))
    goal = Cell((styled(paragraph(*name), size=16, bold=False, slot=INK),), bottom=BAR_GAP, anchor="ctr", left=0)
    count = replace(_QUARTER, lines=(cell_text("{{ c.text }}{% look c.look %}", 16, align="ctr"),))
    rows = (
        Row((head, *column_loop("q in timeline.quarters", quarter)), HEAD_HEIGHT),
        _looks_row(),
        tag_row("{% for row in timeline.goal_rows %}", widths),
        Row((replace(goal, padding=0.02), *column_loop("c in row.cells", count)), 0.72),
        tag_row("{% endfor %}", widths),
    )
    return Table(widths, rows, alt)


def looped_table(
    name: str, first: Column, width: float, alt: str, *, size: int, tall: float = 0, total: bool = False
) -> Table:
    """A table whose columns repeat too: `{name}.columns` have names, `{name}.rows` a name and cells.

    `first` is the column of the rows' names; the others share what is left of `width` evenly.
    """
    narrow, padding = 0.9, 0.06
    widths = (first.width, narrow, width - first.width - 2 * narrow, narrow)
    least = max(size * _LINE + 2 * padding, tall)
    heading = Cell(
        (cell_text(first.head, HEAD_SIZE, bold=True, slot=DEEP),), bottom=RULE, anchor="b", padding=0.07, left=0
    )
    column = replace(heading, lines=(cell_text("{{ column.name }}", HEAD_SIZE, bold=True, slot=DEEP),), left=_GAP)
    name_cell = Cell(
        (cell_text(first.sample, size, bold=True),), bottom=HAIRLINE, anchor="ctr", padding=padding, left=0
    )
    value = replace(name_cell, lines=(cell_text("{{ cell.value }}", size),), left=_GAP)
    rows = [
        Row((heading, *column_loop(f"column in {name}.columns", column)), HEAD_HEIGHT),
        tag_row(f"{{% for row in {name}.rows %}}", widths),
        Row((name_cell, *column_loop("cell in row.cells", value)), least),
        tag_row("{% endfor %}", widths),
    ]
    if total:
        whole = replace(
            name_cell, lines=(cell_text(f"{{{{ {name}.total.name }}}}", size, bold=True),), top=RULE, bottom=None
        )
        sums = replace(whole, lines=(cell_text("{{ cell.value }}", size, bold=True),), left=_GAP)
        rows.append(Row((whole, *column_loop(f"cell in {name}.total.cells", sums)), least))
    return Table(widths, tuple(rows), alt, total)


def column_loop(loop: str, sample: Cell) -> tuple[Cell, ...]:
    """Three cells of which the middle one repeats sideways."""
    return (Cell((tag(f"{{% for {loop} %}}"),), left=0), sample, Cell((tag("{% endfor %}"),), left=0))


_QUARTER = Cell((), bottom=BAR_GAP, anchor="ctr", padding=0.04, left=0, right=0)


def _looks_row() -> Row:
    """The samples that `{% look %}` picks from: an empty quarter, one that begins a year, one with work under way."""
    empty = replace(_QUARTER, lines=(cell_text("empty", 16, align="ctr"),))
    year = replace(_QUARTER, lines=(cell_text("year", 16, align="ctr"),), start=YEAR_LINE)
    bar = replace(_QUARTER, lines=(cell_text("bar", 16, bold=True, slot=PAPER, align="ctr"),), fill=PRIMARY)
    return Row((Cell((tag("{% looks %}"),), left=0), empty, year, bar), 0.5)


def _total_row(total: tuple[str, ...], columns: Sequence[Column], size: int, padding: float) -> Row:
    texts = [total[0], *[""] * (len(columns) - len(total)), *total[1:]]
    lines = [cell_text(text, size, bold=True, align=item.align) for text, item in zip(texts, columns, strict=True)]
    return Row(_cells(lines, top=RULE, anchor="t", padding=padding), size * _LINE + 2 * padding)


def cell_text(text: str, size: float, *, bold: bool = False, slot: str = INK, align: str = "l") -> Paragraph:
    return styled(paragraph(text, align=align), size=size, bold=bold, slot=slot)


def _line(sample: str | tuple[Run, ...], align: str) -> Paragraph:
    return paragraph(*((sample,) if isinstance(sample, str) else sample), align=align)


def _cells(
    lines: Sequence[Paragraph],
    *,
    top: Border | None = None,
    bottom: Border | None = None,
    anchor: str = "t",
    padding: float = _GAP,
) -> tuple[Cell, ...]:
    """Cells whose outer edges meet the text's: no space left of the first column, none right of a last figure."""
    last = len(lines) - 1
    return tuple(
        Cell(
            (line,),
            top=top,
            bottom=bottom,
            anchor=anchor,
            padding=padding,
            left=0 if place == 0 else _GAP,
            right=0 if place == last else _GAP,
        )
        for place, line in enumerate(lines)
    )
