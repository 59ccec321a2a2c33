"""What a rendered part still needs to be a sound one: widths, unique ids, no empty cells, its language.

In: the tree of a rendered part. Out: the same tree, mended.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from lxml import etree

from pipeline.filling import columns
from pipeline.ooxml.dialect import POWERPOINT, WORD, WP, Dialect, P, W, a, p, w

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_PARAGRAPH_ID = f"{{{W14}}}paraId"


def finish(root: etree._Element, dialect: Dialect, language_tag: str, ids: Iterator[int]) -> None:
    """Mends a rendered part in place. `ids` gives numbers that no other part of the document uses."""
    columns.fit_widths(root, dialect)
    _drop_empty_tables(root, dialect)
    _fill_empty_cells(root, dialect)
    if dialect is WORD:
        _renumber_drawings(root, ids)
        _renumber_bookmarks(root, ids)
        _unique_paragraph_ids(root)
        _set_word_language(root, language_tag)
    else:
        _renumber_shapes(root)
        _set_slide_language(root, language_tag)


def _drop_empty_tables(root: etree._Element, dialect: Dialect) -> None:
    for table in list(root.iter(dialect.table)):
        if table.find(dialect.row) is not None:
            continue
        gone = table
        if dialect is POWERPOINT:
            gone = next((item for item in table.iterancestors(p("graphicFrame"))), table)
        parent = gone.getparent()
        if parent is not None:
            parent.remove(gone)


def _fill_empty_cells(root: etree._Element, dialect: Dialect) -> None:
    """A cell without a paragraph is a damaged document."""
    holders = (dialect.cell,) if dialect is WORD else (a("txBody"), p("txBody"))
    for holder in root.iter(*holders):
        paragraphs = [child for child in holder if child.tag == dialect.paragraph]
        if not paragraphs or (dialect is WORD and holder[-1].tag == dialect.table):
            holder.append(etree.Element(dialect.paragraph))


def _renumber_drawings(root: etree._Element, ids: Iterator[int]) -> None:
    for properties in root.iter(f"{{{WP}}}docPr"):
        properties.set("id", str(next(ids)))


def _renumber_bookmarks(root: etree._Element, ids: Iterator[int]) -> None:
    """Each copy of a bookmark gets an id and name of its own; its end follows its start."""
    open_ids: dict[str, str] = {}
    names: set[str] = set()
    for item in root.iter(w("bookmarkStart"), w("bookmarkEnd")):
        old = item.get(w("id")) or ""
        if item.tag == w("bookmarkStart"):
            open_ids[old] = str(next(ids))
            item.set(w("name"), _free(item.get(w("name")) or "_", names))
        item.set(w("id"), open_ids.get(old, old))


def _free(name: str, used: set[str]) -> str:
    candidates = (f"{name}_{number}" if number else name for number in count())
    free = next(candidate for candidate in candidates if candidate not in used)
    used.add(free)
    return free


def _unique_paragraph_ids(root: etree._Element) -> None:
    used: set[str] = set()
    for paragraph in root.iter(w("p"), w("tr")):
        number = paragraph.get(_PARAGRAPH_ID)
        if number is None:
            continue
        if number in used:
            del paragraph.attrib[_PARAGRAPH_ID]
        used.add(number)


def _set_word_language(root: etree._Element, tag: str) -> None:
    for item in root.iter(w("lang")):
        if item.get(w("val")):
            item.set(w("val"), tag)


def _set_slide_language(root: etree._Element, tag: str) -> None:
    for item in root.iter(a("rPr"), a("endParaRPr"), a("defRPr")):
        if item.get("lang"):
            item.set("lang", tag)


def _renumber_shapes(root: etree._Element) -> None:
    """Shape ids are unique on their slide; connectors and timings that name a shape once keep naming it."""
    used: set[str] = set()
    highest = max((int(item.get("id") or 0) for item in root.iter(f"{{{P}}}cNvPr")), default=1)
    fresh = count(highest + 1)
    for item in root.iter(f"{{{P}}}cNvPr"):
        if item.get("id") in used:
            item.set("id", str(next(fresh)))
        used.add(item.get("id") or "")


def drop_empty_holders(slide: etree._Element) -> None:
    """Placeholders that nothing was written into: a presenter would read "Click to add text" in them."""
    for shape in list(slide.iter(p("sp"))):
        holder = shape.find(f"{p('nvSpPr')}/{p('nvPr')}/{p('ph')}")
        if holder is None or holder.get("type") in ("title", "ctrTitle", "sldNum", "dt", "ftr"):
            continue
        if (
            not any((text.text or "").strip() for text in shape.iter(a("t")))
            and (parent := shape.getparent()) is not None
        ):
            parent.remove(shape)


def set_styles_language(root: etree._Element, tag: str) -> None:
    """The language of a document's styles and settings."""
    for item in root.iter(f"{{{W}}}lang", f"{{{W}}}themeFontLang"):
        item.set(w("val"), tag)
