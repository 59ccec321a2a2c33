"""What a group's workbook holds that no member of the group wrote. In: a workbook as it is typed. Out: keys, or whether.

`new` writes into a workbook the organisation's name, its type and the documents' language: that a Swedish workbook says
`svenska` is nobody's proposal.
"""

from __future__ import annotations

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
    known = _known(cells, book.language)
    return frozenset(key for key, cell in cells.items() if key == "name" or cell.text.strip() == known.get(key))


def _known(cells: dict[str, TypedCell], language: Language) -> dict[str, str]:
    """What `new` writes of the organisation whose name a workbook has."""
    from pipeline.workbook.known import known_cells

    named = " ".join(cells["name"].text.split()) if "name" in cells else ""
    own = dict(known_cells(identify(named, language)))
    bilingual = cells["languages"].text if "languages" in cells else ""
    return own if own.get("languages") == bilingual else own | dict(known_cells(identify(named, None)))
