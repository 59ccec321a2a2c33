"""Hand edits to tables: their cells, rows, columns, looks."""

# ruff: noqa: ARG001  (every change has the same form)

from __future__ import annotations

from copy import deepcopy

from docx.document import Document as Opened
from hand_edits_word import (
    MARK,
    Holds,
    both,
    cells,
    docx_kind,
    fewer,
    has,
    kind,
    paragraph,
    properties,
    row_of,
    rows,
    says,
    says_row,
    table_of,
    write,
)
from lxml import etree
from word_open import Word, text, w, xml


def _cell(word: Word, aim: str) -> etree._Element:
    """The first paragraph of the aimed cell, else of one that says a name."""
    row = row_of(word.body, aim)
    if not aim:
        return next(cells(row)[0].iter(w("p")))
    return next(item for item in row.iter(w("p")) if text(item) == aim)


def _row_is_there(said: str, times: int = 1) -> Holds:
    def holds(word: Word) -> str:
        count = sum(says_row(row) == said for row in word.body.iter(w("tr")))
        return "" if count >= times else f"{count} of {times} rows say {said!r}"

    return holds


def _row_is_gone(word: Word, said: str) -> Holds:
    most = sum(says_row(row) == said for row in word.body.iter(w("tr"))) - 1

    def holds(now: Word) -> str:
        count = sum(says_row(row) == said for row in now.body.iter(w("tr")))
        return "" if count <= most else f"a row says {said!r} again"

    return holds


@kind("a cell reworded", aims=False)
def _reworded(word: Word, aim: str) -> Holds:
    write(_cell(word, aim), f"Solu {MARK} uusiksi")
    return says(f"Solu {MARK} uusiksi")


@kind("a cell emptied")
def _emptied(word: Word, aim: str) -> Holds:
    target = _cell(word, aim)
    judge = fewer(word, text(target))
    write(target, "")
    return judge


@kind("a paragraph added to a cell", keeps_words=True)
def _cell_paragraph(word: Word, aim: str) -> Holds:
    target = _cell(word, aim)
    new = deepcopy(target)
    new.attrib.clear()
    write(new, f"Solun toinen kappale {MARK}")
    target.addnext(new)
    return says(f"Solun toinen kappale {MARK}")


@kind("a cell shaded", keeps_words=True)
def _cell_shaded(word: Word, aim: str) -> Holds:
    cell = next(_cell(word, aim).iterancestors(w("tc")))
    properties(cell, "tcPr").append(xml('<w:shd w:val="clear" w:color="auto" w:fill="ABCDEF"/>'))
    return has(".//w:tcPr/w:shd[@w:fill='ABCDEF']")


@kind("a row added", keeps_words=True)
def _row_added(word: Word, aim: str) -> Holds:
    row = row_of(word.body, aim)
    row.addnext(_like(row, f"Oma rivi {MARK}"))
    return says(f"Oma rivi {MARK}")


@docx_kind("a row added by python-docx", keeps_words=True)
def _docx_row(document: Opened, aim: str) -> Holds:
    table = document.tables[-2]
    for cell in table.add_row().cells:
        cell.text = f"Viimeinen rivi {MARK}"
    return says(f"Viimeinen rivi {MARK}", 2)


@kind("a row added on top", keeps_words=True)
def _row_on_top(word: Word, aim: str) -> Holds:
    row = rows(table_of(word.body))[1]
    row.addprevious(_like(row, f"Ensimmäinen rivi {MARK}"))
    return says(f"Ensimmäinen rivi {MARK}")


def _like(row: etree._Element, words: str) -> etree._Element:
    new = deepcopy(row)
    for item in new.iter(w("tr"), w("p")):
        item.attrib.clear()
    for place, cell in enumerate(cells(new)):
        for item in cell.iter(w("p")):
            write(item, words if not place else f"{place}")
    return new


@kind("a row removed")
def _row_removed(word: Word, aim: str) -> Holds:
    row = row_of(word.body, aim)
    judge = _row_is_gone(word, says_row(row))
    row.getparent().remove(row)
    return judge


@kind("a row moved", keeps_words=True)
def _row_moved(word: Word, aim: str) -> Holds:
    table = table_of(word.body, aim)
    first, last = rows(table)[1], rows(table)[-1]
    last.addnext(first)
    return _rows_in_order(says_row(last), says_row(first))


def _rows_in_order(*said: str) -> Holds:
    def holds(word: Word) -> str:
        every = [says_row(row) for row in word.body.iter(w("tr"))]
        places = [every.index(item) if item in every else _corrected(item, every) for item in said]
        return "" if -1 not in places and places == sorted(places) else f"rows not in order: {places}"

    return holds


def _corrected(said: str, every: list[str]) -> int:
    """The place of a row of which a correction changed a cell: all others say what they said."""
    cells_of = said.split(" | ")
    for place, other in enumerate(every):
        pairs = list(zip(cells_of, other.split(" | "), strict=False))
        if len(pairs) == len(cells_of) > 2 and sum(one != now for one, now in pairs) == 1:
            return place
    return -1


@kind("a row doubled", keeps_words=True)
def _row_doubled(word: Word, aim: str) -> Holds:
    row = row_of(word.body, aim)
    row.addnext(deepcopy(row))
    return _row_is_there(says_row(row), 2)


_AFTER_SHADING = ("noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark")


@kind("a row shaded", keeps_words=True)
def _row_shaded(word: Word, aim: str) -> Holds:
    row = row_of(word.body, aim)
    for cell in cells(row):
        of_cell = properties(cell, "tcPr")
        later = [item for item in of_cell if etree.QName(item).localname in _AFTER_SHADING]
        shading = xml('<w:shd w:val="clear" w:color="auto" w:fill="FEDCBA"/>')
        later[0].addprevious(shading) if later else of_cell.append(shading)
    return has(".//w:tcPr/w:shd[@w:fill='FEDCBA']", len(cells(row)))


@kind("a row's height changed", keeps_words=True)
def _row_height(word: Word, aim: str) -> Holds:
    properties(row_of(word.body, aim), "trPr").append(xml('<w:trHeight w:val="1717" w:hRule="atLeast"/>'))
    return has(".//w:trPr/w:trHeight[@w:val='1717']")


@kind("a column added", keeps_words=True)
def _column_added(word: Word, aim: str) -> Holds:
    table = table_of(word.body, aim)
    table.find(w("tblGrid")).append(xml('<w:gridCol w:w="900"/>'))
    for number, row in enumerate(rows(table)):
        cell = xml('<w:tc><w:tcPr><w:tcW w:w="900" w:type="dxa"/></w:tcPr></w:tc>')
        cell.append(paragraph(f"Sarake {MARK} {number}", "Lahde"))
        row.append(cell)
    return says(f"Sarake {MARK}", len(rows(table)))


@kind("a column removed")
def _column_removed(word: Word, aim: str) -> Holds:
    table = table_of(word.body, aim)
    grid = table.find(w("tblGrid"))
    grid.remove(grid[-1])
    said = says_row(rows(table)[0])
    for row in rows(table):
        row.remove(cells(row)[-1])
    left = says_row(rows(table)[0])
    return both(_row_is_there(left), lambda word: "" if _row_is_there(said)(word) else "the column is back")


@kind("a column's width changed", keeps_words=True)
def _width(word: Word, aim: str) -> Holds:
    table = table_of(word.body, aim)
    table.find(w("tblGrid"))[0].set(w("w"), "3131")
    for row in rows(table):
        cells(row)[0].find(f"{w('tcPr')}/{w('tcW')}").set(w("w"), "3131")
    return has(".//w:tcW[@w:w='3131']", 3)


@kind("the heading row no longer repeated", keeps_words=True)
def _no_header(word: Word, aim: str) -> Holds:
    row = rows(table_of(word.body))[0]
    said = says_row(row)
    for item in list(row.iter(w("tblHeader"))):
        item.getparent().remove(item)

    def holds(now: Word) -> str:
        repeated = [item for item in now.find(".//w:tr[w:trPr/w:tblHeader]") if says_row(item) == said]
        return "the heading row is repeated again" if repeated else ""

    return holds


@docx_kind("a table put in", keeps_words=True)
def _table_added(document: Opened, aim: str) -> Holds:
    table = document.add_table(rows=3, cols=2)
    for place, row in enumerate(table.rows):
        row.cells[0].text, row.cells[1].text = f"Oma taulukko {MARK} {place}", "arvo"
    return says(f"Oma taulukko {MARK}", 3)


@kind("a table put in amid the text", keeps_words=True)
def _table_amid(word: Word, aim: str) -> Holds:
    table = table_of(word.body)
    new = deepcopy(rows_only(table, 2))
    for item in new.iter(w("p"), w("tr")):
        item.attrib.clear()
    for item in new.iter(w("p")):
        write(item, f"Väliin {MARK}")
    table.getparent().insert(table.getparent().index(table) + 1, new)
    new.addprevious(paragraph(f"Väliteksti {MARK}"))
    return both(says(f"Väliin {MARK}", 16), says(f"Väliteksti {MARK}"))


def rows_only(table: etree._Element, count: int) -> etree._Element:
    """A copy of a table with its first rows."""
    copy = deepcopy(table)
    for row in rows(copy)[count:]:
        copy.remove(row)
    return copy


@kind("a table deleted")
def _table_deleted(word: Word, aim: str) -> Holds:
    table = table_of(word.body, aim)
    judge = _row_is_gone(word, says_row(rows(table)[0]))
    table.getparent().remove(table)
    return judge


@kind("a table deleted with its caption")
def _captioned_deleted(word: Word, aim: str) -> Holds:
    table = table_of(word.body, aim)
    judge = both(_row_is_gone(word, says_row(rows(table)[0])), fewer(word, text(table.getprevious())))
    table.getparent().remove(table.getprevious())
    table.getparent().remove(table)
    return judge


@kind("a table sorted by name", keeps_words=True)
def _sorted(word: Word, aim: str) -> Holds:
    table = table_of(word.body, aim)
    ranked = sorted(rows(table)[1:], key=says_row)
    for row in ranked:
        table.append(row)
    return _rows_in_order(*(says_row(row) for row in ranked))


@kind("a table turned upside down", keeps_words=True)
def _upside_down(word: Word, aim: str) -> Holds:
    table = table_of(word.body, aim)
    for row in reversed(rows(table)[1:]):
        table.append(row)
    return _rows_in_order(*(says_row(row) for row in rows(table)[1:]))


@kind("a table moved", keeps_words=True)
def _table_moved(word: Word, aim: str) -> Holds:
    table = table_of(word.body, aim)
    word.body[-2].addnext(table)
    word.body[-2].addnext(paragraph(f"Loppu {MARK}"))
    return both(says(f"Loppu {MARK}"), _last_table(says_row(rows(table)[1])))


def _last_table(said: str) -> Holds:
    def holds(word: Word) -> str:
        tables = [item for item in word.body if item.tag == w("tbl")]
        return "" if tables and any(says_row(row) == said for row in rows(tables[-1])) else "the table is not the last"

    return holds


@kind("a table parted in two", keeps_words=True)
def _parted(word: Word, aim: str) -> Holds:
    table = table_of(word.body, aim)
    second = deepcopy(table)
    for row in rows(table)[6:]:
        table.remove(row)
    for row in rows(second)[1:6]:
        second.remove(row)
    for item in rows(second)[0].iter(w("p"), w("tr")):
        item.attrib.clear()
    table.addnext(second)
    second.addprevious(paragraph(f"Jatkuu {MARK}"))
    return both(says(f"Jatkuu {MARK}"), _row_is_there(says_row(rows(second)[0]), 2))


@kind("cells merged")
def _merged(word: Word, aim: str) -> Holds:
    row = row_of(word.body, aim)
    first, second = cells(row)[1:3]
    properties(first, "tcPr").append(xml('<w:gridSpan w:val="2"/>'))
    widths = first.find(w("tcPr"))
    widths.insert(1, widths[-1])
    row.remove(second)
    write(next(first.iter(w("p"))), f"Yhdistetty {MARK}")
    return both(says(f"Yhdistetty {MARK}"), has(".//w:tcPr/w:gridSpan[@w:val='2']"))


@kind("a table in a cell", keeps_words=True)
def _nested(word: Word, aim: str) -> Holds:
    cell = cells(row_of(word.body, aim))[0]
    inner = xml(
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="600"/></w:tblGrid><w:tr><w:tc>'
        '<w:tcPr><w:tcW w:w="600" w:type="dxa"/></w:tcPr></w:tc></w:tr></w:tbl>'
    )
    next(inner.iter(w("tc"))).append(paragraph(f"Sisätaulukko {MARK}", "Lahde"))
    cell.append(inner)
    cell.append(xml("<w:p/>"))
    return both(says(f"Sisätaulukko {MARK}"), has(".//w:tc//w:tbl"))


@kind("a table's borders changed", keeps_words=True)
def _borders(word: Word, aim: str) -> Holds:
    table = table_of(word.body, aim)
    place = table.find(w("tblPr")).find(w("tblLayout"))
    line = '<w:insideH w:val="dotted" w:sz="12" w:space="0" w:color="AA00AA"/>'
    place.addprevious(xml(f"<w:tblBorders>{line}</w:tblBorders>"))
    return has(".//w:tblBorders/w:insideH[@w:color='AA00AA']")


@kind("a table turned to another style", keeps_words=True)
def _style(word: Word, aim: str) -> Holds:
    table = table_of(word.body, aim)
    table.find(f"{w('tblPr')}/{w('tblStyle')}").set(w("val"), "Tavoitekortti")
    table.find(f"{w('tblPr')}/{w('tblLook')}").set(w("val"), "0001")
    return has(".//w:tblPr[w:tblStyle/@w:val='Tavoitekortti']/w:tblLook[@w:val='0001']")


@kind("a table turned into text")
def _to_text(word: Word, aim: str) -> Holds:
    table = table_of(word.body, aim)
    said = [says_row(row) for row in rows(table)]
    for line in said:
        table.addprevious(paragraph(line))
    table.getparent().remove(table)
    return both(*(says(line) for line in said), *(_no_row(line) for line in said))


def _no_row(said: str) -> Holds:
    return lambda word: "a row is back" if any(says_row(row) == said for row in word.body.iter(w("tr"))) else ""
