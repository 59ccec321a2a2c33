"""Kinds of hand edits to a Word document: what people do to it after delivery, each with how to know it is still there.

In: a document's bytes, and what a paragraph says where the edit is to be made ("" for its usual place, far from what
corrections touch). Out: `Edit`: the edited bytes, and `holds`, which says what is missing of it in an opened document.
The kinds are in `hand_edits_word_*.py`; `every_kind()` gathers them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO

from docx import Document
from docx.document import Document as Opened
from lxml import etree
from word_open import Word, edited, found, opened, text, w, xml

Holds = Callable[[Word], str]
MARK = "käsin"
"""A word that the made documents don't have: hands leave it where they write."""


@dataclass(frozen=True)
class Edit:
    """A document after a hand edit; `holds` gives "" while the edit is there, else what is missing."""

    document: bytes
    holds: Holds


@dataclass(frozen=True)
class Kind:
    """One kind of hand edit. `how` tells what it is made with. Those that `aim` can be made at any paragraph.

    What `keeps_words` leaves a block's words as they are: a workbook's change to the block is still put in.
    """

    name: str
    how: str
    make: Callable[[bytes, str], Edit]
    aims: bool = False
    keeps_words: bool = False


KINDS: dict[str, Kind] = {}
_MODULES = ("text", "structure", "looks", "tables", "pictures", "review", "references", "pages", "files")
Change = Callable[[Word, str], Holds]
DocxChange = Callable[[Opened, str], Holds]


def every_kind() -> dict[str, Kind]:
    """All kinds by name."""
    for name in _MODULES:
        import_module(f"hand_edits_word_{name}")
    return KINDS


def kind(name: str, *, aims: bool = False, keeps_words: bool = False) -> Callable[[Change], Change]:
    """Makes a kind of a change to an opened document's trees."""

    def register(change: Change) -> Change:
        def make(document: bytes, aim: str = "") -> Edit:
            word = opened(document)
            holds = change(word, aim)
            return Edit(word.save(), holds)

        _add(Kind(name, "lxml", make, aims, keeps_words))
        return change

    return register


def docx_kind(name: str, *, aims: bool = False, keeps_words: bool = False) -> Callable[[DocxChange], DocxChange]:
    """Makes a kind of a change by python-docx, which then saves the file."""

    def register(change: DocxChange) -> DocxChange:
        def make(document: bytes, aim: str = "") -> Edit:
            word = Document(BytesIO(document))
            holds = change(word, aim)
            buffer = BytesIO()
            word.save(buffer)
            return Edit(buffer.getvalue(), holds)

        _add(Kind(name, "python-docx", make, aims, keeps_words))
        return change

    return register


def file_kind(name: str, how: str = "zip") -> Callable[[Callable[[bytes], Edit]], Callable[[bytes], Edit]]:
    """Makes a kind of a change to the whole file."""

    def register(change: Callable[[bytes], Edit]) -> Callable[[bytes], Edit]:
        _add(Kind(name, how, lambda document, _="": change(document)))
        return change

    return register


def _add(item: Kind) -> None:
    assert item.name not in KINDS, item.name
    KINDS[item.name] = item


# --- Where ------------------------------------------------------------------------------------------------------------


def prose(root: etree._Element, aim: str = "", place: int = 0) -> etree._Element:
    """The paragraph that says `aim`, else a paragraph of running text between chapters."""
    if aim:
        return next(item for item in root.iter(w("p")) if text(item) == aim and not is_contents(item))
    return [item for item in styled(root, "BodyText") if len(text(item).split()) > 8][place]


def styled(root: etree._Element, *styles: str) -> list[etree._Element]:
    """The paragraphs of a style outside tables."""
    return [item for item in root.iter(w("p")) if style_of(item) in styles and in_table(item) is None]


def style_of(paragraph: etree._Element) -> str:
    """The id of a paragraph's style."""
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if style is None else style.get(w("val"), "")


def is_contents(paragraph: etree._Element) -> bool:
    """Whether it is a line of the table of contents."""
    return style_of(paragraph).startswith(("TOC", "Sisluet"))


def in_table(item: etree._Element) -> etree._Element | None:
    """The table around."""
    return next(item.iterancestors(w("tbl")), None)


def table_of(root: etree._Element, aim: str = "") -> etree._Element:
    """The table that says `aim`, else a large one that few corrections touch: the answers by perspective."""
    if aim:
        around = [in_table(item) for item in root.iter(w("p")) if text(item) == aim]
        return next(item for item in around if item is not None)
    tables = list(root.iter(w("tbl")))
    return next(item for item in tables if len(cells(rows(item)[0])) == 8)


def rows(table: etree._Element) -> list[etree._Element]:
    """A table's rows."""
    return table.findall(w("tr"))


def cells(row: etree._Element) -> list[etree._Element]:
    """A row's cells."""
    return row.findall(w("tc"))


def says_row(row: etree._Element) -> str:
    """What a row says, its cells parted."""
    return " | ".join(" ".join(text(p) for p in cell.iter(w("p"))) for cell in cells(row))


def row_of(root: etree._Element, aim: str = "", place: int = 4) -> etree._Element:
    """The row that says `aim`, else one in the middle of the usual table."""
    if aim:
        around = [next(item.iterancestors(w("tr")), None) for item in root.iter(w("p")) if text(item) == aim]
        return next(item for item in around if item is not None)
    return rows(table_of(root))[place]


# --- Writing ----------------------------------------------------------------------------------------------------------


def write(paragraph: etree._Element, words: str) -> None:
    """Puts other words in a paragraph, in the formatting of its first run."""
    texts = list(paragraph.iter(w("t")))
    if not texts:
        paragraph.append(run(words))
        return
    texts[0].text = words
    texts[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for item in texts[1:]:
        item.text = ""


def run(words: str, properties: str = "") -> etree._Element:
    """A run of text."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    element = xml(f'<w:r>{inner}<w:t xml:space="preserve"/></w:r>')
    element[-1].text = words
    return element


def paragraph(words: str, style: str = "BodyText") -> etree._Element:
    """A new paragraph, without an identity."""
    element = xml(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p>')
    element.append(run(words))
    return element


def properties(item: etree._Element, name: str = "pPr") -> etree._Element:
    """The properties of a paragraph, run, row or cell, made when there are none."""
    existing = item.find(w(name))
    if existing is None:
        existing = xml(f"<w:{name}/>")
        item.insert(0, existing)
    return existing


def put(into: etree._Element, *markup: str) -> None:
    """Properties into properties, in the order that the schema wants (they begin the list or stand before `before`)."""
    for item in map(xml, markup):
        for old in into.findall(item.tag):
            into.remove(old)
        place = [place for place, child in enumerate(into) if _rank(child) <= _rank(item)]
        into.insert(place[-1] + 1 if place else 0, item)


_ORDER = (
    "pStyle rStyle rFonts b bCs i iCs caps keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr color shd tabs spacing "
    "sz szCs highlight u effect bdr ind jc lang outlineLvl tcW gridSpan vMerge tcBorders shade cantSplit tblHeader rPr sectPr"
).split()


def _rank(item: etree._Element) -> int:
    name = etree.QName(item).localname
    return _ORDER.index(name) if name in _ORDER else len(_ORDER) // 2


# --- Judging ----------------------------------------------------------------------------------------------------------


def says(words: str, times: int = 1) -> Holds:
    """So many paragraphs say it, or more."""

    def holds(word: Word) -> str:
        count = sum(words in line for line in word.lines())
        return "" if count >= times else f"{count} of {times} say {words!r}"

    return holds


def silent(words: str, most: int = 0) -> Holds:
    """No more paragraphs than that say just this."""

    def holds(word: Word) -> str:
        count = Counter(word.lines())[words]
        return "" if count <= most else f"{count} say {words!r}, not {most}"

    return holds


def fewer(word: Word, words: str) -> Holds:
    """One paragraph less says this than says it now."""
    return silent(words, Counter(word.lines())[words] - 1)


def has(path: str, times: int = 1, part: str = "word/document.xml") -> Holds:
    """An XPath finds so many, or more."""

    def holds(word: Word) -> str:
        count = len(found(word.tree(part), path)) if part in word.parts else 0
        return "" if count >= times else f"{count} of {times}: {path}"

    return holds


def lacks(path: str, most: int = 0) -> Holds:
    """An XPath finds no more than that."""

    def holds(word: Word) -> str:
        count = len(found(word.body, path))
        return "" if count <= most else f"{count}, not {most}: {path}"

    return holds


def ordered(*lines: str) -> Holds:
    """The first paragraphs that begin so come in this order."""

    def holds(word: Word) -> str:
        said = word.lines()
        places = [next((place for place, line in enumerate(said) if line.startswith(item)), -1) for item in lines]
        if -1 in places:
            return f"not there: {lines[places.index(-1)]!r}"
        return "" if places == sorted(places) else f"not in order: {lines}"

    return holds


def both(*judges: Holds) -> Holds:
    """Everything holds."""
    return lambda word: "; ".join(fault for judge in judges if (fault := judge(word)))


__all__ = ["edited"]
