"""Tables whose columns the data make: levels as shaded cells, work over time, statuses side by side, counts by status.

In: the names of a slide. Out: tables. A shaded cell says its number too, so that nothing rests on colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from slides_table import (
    BAR_GAP,
    HAIRLINE,
    HEAD_HEIGHT,
    HEAD_SIZE,
    RULE,
    YEAR_LINE,
    Border,
    Cell,
    Column,
    Row,
    Table,
    cell_text,
    column_loop,
    list_table,
    tag_row,
)
from slides_text import DEEP, MUTED, PAPER, PRIMARY, Paragraph, tag

_NARROW = 0.9
"""Width of the columns whose cells only open or end a loop sideways."""
_TILE_GAP = Border(2.25, PAPER)
_LEVELS = (
    ("1", "accent3", DEEP),
    ("2", "accent4", DEEP),
    ("3", "accent5", DEEP),
    ("4", PRIMARY, PAPER),
    ("5", DEEP, PAPER),
)
"""The looks of levels: name, fill, text."""
_TILE = Cell((), bottom=_TILE_GAP, start=_TILE_GAP, anchor="ctr", padding=0.03, left=0, right=0)
_QUARTER = Cell((), bottom=BAR_GAP, anchor="ctr", padding=0.01, left=0, right=0)
_HEAD = Cell((), bottom=RULE, anchor="b", padding=0.07, left=0)
COUNTS = (
    ("total", 1.20),
    ("done", 0.90),
    ("under_way", 1.22),
    ("not_started", 1.00),
    ("moved", 1.42),
    ("dropped", 1.34),
    ("new", 0.77),
    ("late", 1.12),
)
"""What is counted of actions, and how wide its column is: its word in each language, in letters as wide as Arial's."""


def heat_table(name: str, width: float, alt: str, *, first: float, size: int = 16) -> Table:
    """Levels by perspective: `{name}.columns` have names, `{name}.rows` a name and cells with a text and a look."""
    widths = _widths(width, first)
    head = replace(_HEAD, lines=(_head("{{ t.perspective }}"),))
    column = replace(_HEAD, lines=(_head("{{ column.name }}", "ctr"),), left=0.04, right=0.04)
    label = Cell((cell_text("{{ row.name }}", size),), bottom=_TILE_GAP, anchor="ctr", padding=0.03, left=0)
    tile = replace(_TILE, lines=(cell_text("{{ cell.text }}{% look cell.look %}", size, bold=True, align="ctr"),))
    samples = tuple(
        replace(_TILE, lines=(cell_text(look, size, bold=True, slot=slot, align="ctr"),), fill=fill)
        for look, fill, slot in _LEVELS
    )
    missing = replace(_TILE, lines=(cell_text("missing", size, slot=MUTED, align="ctr"),))
    rows = (
        Row((head, *column_loop(f"column in {name}.columns", column)), HEAD_HEIGHT),
        _samples(samples[:3]),
        _samples((*samples[3:], missing)),
        tag_row(f"{{% for row in {name}.rows %}}", widths),
        Row((label, *column_loop("cell in row.cells", tile)), 0.37),
        tag_row("{% endfor %}", widths),
    )
    return Table(widths, rows, alt)


def period_table(name: str, width: float, alt: str, *, first: float = 3.35, size: int = 16) -> Table:
    """Work over time: `{name}.columns` have a part and a year, `{name}.rows` a name and cells with a count and a look.

    A bar is a run of filled cells that paper-coloured edges part from the rows around it.
    """
    widths = _widths(width, first)
    head = replace(_HEAD, lines=(_head("{{ t.actions_on }}"),))
    when = (
        cell_text("{{ column.part }}", HEAD_SIZE, align="ctr"),
        cell_text("{{ column.year }}", HEAD_SIZE, align="ctr"),
    )
    label = Cell((cell_text("{{ row.name }}", size),), bottom=BAR_GAP, anchor="ctr", padding=0.01, left=0)
    count = replace(_QUARTER, lines=(cell_text("{{ cell.text }}{% look cell.look %}", size, align="ctr"),))
    samples = (
        replace(_QUARTER, lines=(cell_text("empty", size, align="ctr"),)),
        replace(_QUARTER, lines=(cell_text("year", size, align="ctr"),), start=YEAR_LINE),
        replace(_QUARTER, lines=(cell_text("bar", size, bold=True, slot=PAPER, align="ctr"),), fill=PRIMARY),
    )
    rows = (
        Row((head, *column_loop(f"column in {name}.columns", replace(_HEAD, lines=when, right=0))), HEAD_HEIGHT),
        _samples(samples),
        tag_row(f"{{% for row in {name}.rows %}}", widths),
        Row((label, *column_loop("cell in row.cells", count)), 0.72),
        tag_row("{% endfor %}", widths),
    )
    return Table(widths, rows, alt)


def status_table(name: str, heads: Sequence[str], width: float, alt: str) -> Table:
    """How many actions had and have each status: a column for each of `{name}.rows`, and one for all together.

    `heads` are the names of the rows before, now and of the change.
    """
    first, last, size = 1.70, 1.30, 20
    widths = (first, _NARROW, width - first - last - 2 * _NARROW, _NARROW, last)
    column = replace(_HEAD, lines=(_head("{{ row.status }}", "r"),), left=0.11, right=0)
    head = (
        replace(_HEAD, lines=(_head("{{ t.status }}"),)),
        *column_loop(f"row in {name}.rows", column),
        replace(column, lines=(_head("{{ t.total }}", "r"),)),
    )
    rows = [Row(head, HEAD_HEIGHT)]
    for shown, key in zip(heads, ("before", "after", "change"), strict=True):
        bold = key == "after"
        label = Cell((cell_text(shown, size, bold=bold),), bottom=HAIRLINE, anchor="ctr", padding=0.05, left=0)
        value = replace(
            label, lines=(cell_text(f"{{{{ row.{key} }}}}", size, bold=bold, align="r"),), left=0.11, right=0
        )
        whole = replace(value, lines=(cell_text(f"{{{{ {name}.total.{key} }}}}", size, bold=bold, align="r"),))
        rows.append(Row((label, *column_loop(f"row in {name}.rows", value), whole), 0.48))
    return Table(widths, tuple(rows), alt)


def count_table(name: str, head: str, width: float, alt: str, *, size: int = 16) -> Table:
    """How many actions of each goal, perspective or responsible body are done, late and so on; all together last."""
    counts = [Column(f"{{{{ t.{key} }}}}", f"{{{{ row.{key} }}}}", wide, align="r") for key, wide in COUNTS]
    label = Column(head, "{{ row.name }}", width - sum(wide for _, wide in COUNTS), bold=True)
    total = tuple(f"{{{{ {name}.total.{key} }}}}" for key in ("name", *(key for key, _ in COUNTS)))
    return list_table(
        f"row in {name}.rows", [label, *counts], alt, size=size, anchor="ctr", padding=0.033, tall=0.5, total=total
    )


def _widths(width: float, first: float) -> tuple[float, ...]:
    return first, _NARROW, width - first - 2 * _NARROW, _NARROW


def _head(text: str, align: str = "l") -> Paragraph:
    return cell_text(text, HEAD_SIZE, bold=True, slot=DEEP, align=align)


def _samples(samples: Sequence[Cell]) -> Row:
    """A row of three that `{% look %}` picks from."""
    return Row((Cell((tag("{% looks %}"),), left=0), *samples), 0.5)
