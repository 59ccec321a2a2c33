"""Tables of the roadmap: fixed widths, one header row, no merged and no blank cells in what is printed.

In: columns in millimetres and rows of cells. Out: WordprocessingML as strings. A row or cell that holds only a block
tag is gone from the finished document: a control row is one cell over all columns, a control cell a narrow column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from xml.sax.saxutils import quoteattr

from word_text import Inline, Run, paragraph, value, when
from word_units import points, twips

CONTROL_MM = 3.0
_GAP_MM = 2.0
"""Between numbers, which end at the right edge of their column, and text that follows them."""
_FEW_ROWS = 5
"""A table of so many rows is not parted."""
_PARAGRAPH_STYLE = re.compile(r'<w:pStyle w:val="\w+"/>')


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its width, its heading, and whether it holds numbers (which stand on one right edge)."""

    mm: float
    head: str = ""
    number: bool = False
    tag: str = ""


def control_column(tag: str, mm: float = CONTROL_MM) -> Column:
    """A column whose cells hold only a block tag."""
    return Column(mm, tag=tag)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's paragraphs; `properties` are its own borders, margins and alignment."""

    content: str
    properties: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells, or a control row with `tag`. `kind` is "head", "" or "total".

    `controls` are the tags of its control cells, where they are not those of the columns; a `plain` row has none. What
    follows a `kept` row stands on the same page.
    """

    cells: tuple[Cell, ...] = ()
    tag: str = ""
    kind: str = ""
    controls: tuple[str, ...] = ()
    plain: bool = False
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """A table's style, which of its special rows and columns are drawn, the space above and below a row (points).

    A `whole` table is not torn over pages, and its source line stays with it: for tables that surely fit on one. Where
    none follows, `kept_loop` does the same for the table alone.
    """

    style: str = "Digitaulukko"
    first_column: bool = False
    last_row: bool = False
    padding: float | None = None
    whole: bool = False


def table(columns: Sequence[Column], rows: Sequence[Row], *, alt: str, look: Look | None = None) -> str:
    """A table. `alt` is the key of its description in the fixed words, or the whole name of what describes it."""
    look = look or Look()
    widths = _widths(columns)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(_row(row, columns, widths) for row in rows)
    if look.whole:
        body = _kept(body)
    return f"<w:tbl>{_properties(look, sum(widths), alt)}<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def _widths(columns: Sequence[Column]) -> list[int]:
    """Whole twips that add up to the whole width."""
    edges = [0.0]
    for column in columns:
        edges.append(edges[-1] + column.mm)
    rounded = [twips(edge) for edge in edges]
    return [right - left for left, right in pairwise(rounded)]


def _properties(look: Look, width: int, alt: str) -> str:
    flags = {"firstRow": 1, "lastRow": look.last_row, "firstColumn": look.first_column, "lastColumn": 0}
    value_ = 0x20 + 0x40 * look.last_row + 0x80 * look.first_column + 0x600
    written = " ".join(f'w:{name}="{int(flag)}"' for name, flag in flags.items())
    told = quoteattr(value(alt if "." in alt else f"t.{alt}"))
    return (
        f'<w:tblPr><w:tblStyle w:val="{look.style}"/><w:tblW w:w="{width}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{_padding(look)}'
        f'<w:tblLook w:val="{value_:04X}" {written} w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={told}/><w:tblDescription w:val={told}/></w:tblPr>"
    )


def _padding(look: Look) -> str:
    if look.padding is None:
        return ""
    sides = "".join(f'<w:{side} w:w="{points(look.padding)}" w:type="dxa"/>' for side in ("top", "bottom"))
    return f"<w:tblCellMar>{sides}</w:tblCellMar>"


def _row(row: Row, columns: Sequence[Column], widths: Sequence[int]) -> str:
    header = "<w:tblHeader/>" if row.kind == "head" else ""
    if row.tag:
        content = paragraph("Ohjausrivi", f"{{% {row.tag} %}}")
        cells = _cell(content, sum(widths), f'<w:gridSpan w:val="{len(widths)}"/>')
    else:
        cells = "".join(
            _cell(cell.content, width, _own(cell, row, columns, place))
            for place, (cell, _, width) in enumerate(_placed(row, columns, widths))
        )
    if row.kept:
        cells = _kept(cells)
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{cells}</w:tr>"


def _kept(markup: str) -> str:
    return _PARAGRAPH_STYLE.sub(r"\g<0><w:keepNext/>", markup)


def _placed(row: Row, columns: Sequence[Column], widths: Sequence[int]) -> list[tuple[Cell, Column, int]]:
    """Cells with their columns: control columns bring their own cells."""
    cells = iter(row.cells)
    tags = iter(row.controls or [column.tag for column in columns if column.tag])
    placed = [
        (_control_cell(next(tags)) if column.tag and not row.plain else next(cells), column, width)
        for column, width in zip(columns, widths, strict=True)
    ]
    if next(cells, None) is not None:
        raise ValueError("more cells than columns")
    return placed


def _control_cell(tag: str) -> Cell:
    return Cell(paragraph("Ohjausrivi", f"{{% {tag} %}}"))


def _own(cell: Cell, row: Row, columns: Sequence[Column], place: int) -> str:
    """A cell's own properties: edges meet the text's, and numbers keep away from text that follows them."""
    if cell.properties:
        return cell.properties
    shown = [column for column in columns[:place] if not column.tag]
    sides = ""
    if shown and shown[-1].number and not columns[place].number:
        sides += f'<w:left w:w="{twips(_GAP_MM)}" w:type="dxa"/>'
    if columns[place].number and all(column.tag for column in columns[place + 1 :]):
        sides += '<w:right w:w="0" w:type="dxa"/>'
    margins = f"<w:tcMar>{sides}</w:tcMar>" if sides else ""
    return margins + ('<w:vAlign w:val="bottom"/>' if row.kind == "head" else "")


def _cell(content: str, width: int, properties: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def head(columns: Sequence[Column]) -> Row:
    """The header row from the columns' headings."""
    cells = [
        Cell(paragraph("TaulukkoOtsakeLuku" if column.number else "TaulukkoOtsake", column.head))
        for column in columns
        if not column.tag
    ]
    return Row(tuple(cells), kind="head")


def line(columns: Sequence[Column], *texts: Inline | Cell, kind: str = "") -> Row:
    """A row of one text a column, in the style that the column asks for. A total is bold."""
    cells = []
    shown = [column for column in columns if not column.tag]
    for column, text in zip(shown, texts, strict=True):
        if isinstance(text, Cell):
            cells.append(text)
            continue
        style = "TaulukkoLuku" if column.number else "TaulukkoSolu"
        strong = Run(text, "Strong") if kind == "total" and isinstance(text, str) else text
        cells.append(Cell(paragraph(style, strong)))
    return Row(tuple(cells), kind=kind)


def loop(expression: str, *rows: Row) -> tuple[Row, ...]:
    """Rows that are repeated."""
    return (Row(tag=f"for {expression}"), *rows, Row(tag="endfor"))


def kept_loop(expression: str, row: Row) -> tuple[Row, ...]:
    """Rows that stay on one page, the last of them free of what follows the table."""
    kept = replace(row, kept=True)
    return loop(expression, Row(tag="if loop.last"), row, Row(tag="else"), kept, Row(tag="endif"))


def kept_total(expression: str, row: Row, total: Row, note: str) -> tuple[Row, ...]:
    """Rows and their total on one page, with the source line under them where `note` says that there is one."""
    kept = replace(total, kept=True)
    rows = loop(expression, replace(row, kept=True))
    return (*rows, Row(tag=f"if {note}"), kept, Row(tag="else"), total, Row(tag="endif"))


def kept_table(
    columns: Sequence[Column],
    each: str,
    row: Row,
    *,
    alt: str,
    padding: float | None = None,
    few: int = _FEW_ROWS,
    pair: str = "",
    note: str = "",
) -> str:
    """A table of one kind of rows that stays on one page as long as they are few.

    Where `pair` holds, the last row never stands on a page alone; where `note` does, a source line follows on its page.
    """
    if note:
        return _noted_table(columns, each, row, alt=alt, look=Look(padding=padding), few=few, note=note)
    test, look = f"{each.partition(' in ')[2]}|length <= {few}", Look(padding=padding)
    whole, parted = (
        table(columns, (head(columns), *rows), alt=alt, look=look)
        for rows in (kept_loop(each, row), paired_loop(each, row, pair) if pair else loop(each, row))
    )
    return when(test, whole, otherwise=parted)


def _noted_table(columns: Sequence[Column], each: str, row: Row, *, alt: str, look: Look, few: int, note: str) -> str:
    """A table whose last two rows stay together, and with the source line under them where there is one."""
    few_rows = f"{each.partition(' in ')[2]}|length <= {few}"
    condition = f"if not loop.last and (loop.revindex == 2 or {few_rows}) or loop.last and {note}"
    rows = loop(each, Row(tag=condition), replace(row, kept=True), Row(tag="else"), row, Row(tag="endif"))
    return table(columns, (head(columns), *rows), alt=alt, look=look)


def paired_loop(expression: str, row: Row, condition: str) -> tuple[Row, ...]:
    """Rows of which the last two stay together when a condition holds."""
    kept = replace(row, kept=True)
    last_but_one = f"if {condition} and loop.revindex == 2"
    return loop(expression, Row(tag=last_but_one), kept, Row(tag="else"), row, Row(tag="endif"))


def only_if(condition: str, *rows: Row) -> tuple[Row, ...]:
    """Rows that are there only when a condition holds."""
    return (Row(tag=f"if {condition}"), *rows, Row(tag="endif"))
