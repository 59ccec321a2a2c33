"""Tables of a PDF: rules are no content, and the first column holds headers where the document says so.

In: the structure of a PDF, and of each table of the text whether it has row headers. Out: the structure, put right.
"""

from __future__ import annotations

from collections.abc import Sequence

from pikepdf import Array, Dictionary, Name, Object

from pipeline.pdf.tagged import Tagged, is_element, kids

_LAYOUT_ONLY = frozenset({"Table", "TR", "THead", "TBody", "TFoot"})


def mend_tables(tagged: Tagged, row_headed: Sequence[bool]) -> None:
    """Rules become decoration; header cells are marked when the tables can be told apart."""
    tables = []
    for element in list(tagged.elements()):
        role = tagged.role(element)
        if role == "Table":
            tables.append(element)
        if role in _LAYOUT_ONLY and tagged.contents(element):
            tagged.release(tagged.contents(element))
            element["/K"] = Array([item for item in kids(element) if is_element(item)])
    if len(tables) == len(row_headed):
        for table, headed in zip(tables, row_headed, strict=True):
            if headed:
                _head_rows(tagged, table)


def _head_rows(tagged: Tagged, table: Object) -> None:
    rows = [item for item in tagged.elements(table) if tagged.role(item) == "TR" and _of(item, table)]
    for row in rows:
        cells = [item for item in kids(row) if is_element(item)]
        if len(cells) > 1 and tagged.role(cells[0]) == "TD":
            held = cells[0].get("/A")
            attributes = list(held) if isinstance(held, Array) else [] if held is None else [held]
            cells[0]["/S"] = Name.TH
            cells[0]["/A"] = Array([*attributes, Dictionary(O=Name.Table, Scope=Name.Row)])


def _of(row: Object, table: Object) -> bool:
    """Whether a row is the table's own, not one of a table within it."""
    parent = row.get("/P")
    while parent is not None and parent.objgen != table.objgen:
        if str(parent.get("/S")) == "/Table":
            return False
        parent = parent.get("/P")
    return True
