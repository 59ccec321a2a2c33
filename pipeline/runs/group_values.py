"""What a group's workbook holds that nobody of the group wrote. In: a workbook as it is typed. Out: keys, or whether.

`new` writes into a workbook the organisation's name, its type and the documents' language: that a Swedish workbook says
`svenska` is nobody's proposal.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.municipalities.identity import identify
from pipeline.vocabulary.model import Language
from pipeline.vocabulary.typed import TypedBook, TypedCell


def holds_anything(book: TypedBook) -> bool:
    """Whether anybody has written in a workbook, besides what a new one knows of its organisation."""
    rows = [row for key, sheet in book.sheets.items() if key != "organisation" for row in sheet.rows]
    return bool(book.strays) or any(row.cells and not row.prefilled for row in rows)


def begun_values(book: TypedBook, language: Language) -> frozenset[str]:
    """The keys of the organisation's values that are as `new` writes them, in a workbook that holds nothing else or is
    in another language than the result."""
    if book.language == language and holds_anything(book):
        return frozenset()
    cells = {key: cell for row in book.rows("organisation") for key, cell in row.cells.items()}
    known = _known(cells.get("name"), book.language)
    return frozenset(
        key
        for key, cell in cells.items()
        if key == "name" or any(cell.text.strip() == begun.get(key) for begun in known)
    )


def _known(name: TypedCell | None, language: Language) -> tuple[Mapping[str, str], ...]:
    """What `new` writes of the organisation of a name, when it is told the language and when it isn't."""
    from pipeline.workbook.known import known_cells

    named = " ".join(name.text.split()) if name else ""
    return known_cells(identify(named, language)), known_cells(identify(named))
