"""The headings of a Word document: real ones, in order, each with a text.

In: a file. Out: faults of its headings.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.accessibility.reading import Fault, Reading, said, seen
from pipeline.ooxml.attributes import is_on
from pipeline.ooxml.dialect import WORD, w
from pipeline.ooxml.text import pieces, text_of
from pipeline.ooxml.textbody import child

_LONG_DOCUMENT, _LONG_TITLE = 10, 80
_NEVER_IN_A_TITLE = (".", ":", ";", ",", "!", "?")
_BODY, _NAMED, _VALUE = w("body"), w("pStyle"), w("val")


def order(reading: Reading) -> Iterator[Fault]:
    """Levels that are skipped."""
    last = 0
    for heading in reading.headings:
        if heading.level > last + 1:
            yield Fault("AX003", reading.main, heading.element, {"what": heading.text})
        last = heading.level


def missing(reading: Reading) -> Iterator[Fault]:
    """Headings without text, and a long document without headings."""
    levels = {name for name, style in reading.heading_styles.items() if style.level is not None}
    texts = reading.texts[reading.main]
    for paragraph, text in texts:
        if not text.strip() and _style(paragraph) in levels and not _holds_drawing(paragraph):
            yield Fault("AX025", reading.main, paragraph, alike="empty")
    if not reading.headings and sum(bool(text.strip()) for _, text in texts) > _LONG_DOCUMENT:
        yield Fault("AX027", reading.main, None)


def posing(reading: Reading) -> Iterator[Fault]:
    """Short bold paragraphs of plain style that stand before a text that is not bold."""
    default = reading.chains.default()
    before: tuple[etree._Element, str] | None = None
    body = reading.at.tree(reading.main).find(_BODY)
    for paragraph in () if body is None else body.iterchildren(etree.Element):
        text = text_of(paragraph, WORD) if paragraph.tag == WORD.paragraph else ""
        plain = bool(text) and _is_plain(paragraph, default)
        bold = plain and bool(text.strip()) and _is_bold(paragraph)
        if before is not None and plain and text.strip() and not bold:
            yield Fault("AX008", reading.main, before[0], {"what": said(before[1])}, alike="bold")
        before = (paragraph, text) if bold and _could_be_title(text) else None


def _is_plain(paragraph: etree._Element, default: str) -> bool:
    """Whether a paragraph is in no style and no list."""
    return _style(paragraph) in ("", default) and paragraph.find(f"{w('pPr')}/{w('numPr')}") is None


def _is_bold(paragraph: etree._Element) -> bool:
    """Whether all letters were made bold by hand."""
    for piece in pieces(paragraph, WORD):
        run = next(piece.element.iterancestors(w("r")), None)
        bold = None if run is None else run.find(f"{w('rPr')}/{w('b')}")
        if (piece.element.text or "").strip() and (bold is None or not is_on(bold.get(w("val")), otherwise=True)):
            return False
    return True


def _could_be_title(text: str) -> bool:
    bare = text.strip()
    return len(bare) <= _LONG_TITLE and not bare.endswith(_NEVER_IN_A_TITLE) and seen(bare) != ""


def _style(paragraph: etree._Element) -> str:
    found = child(child(paragraph, WORD.paragraph_properties), _NAMED)
    return "" if found is None else found.get(_VALUE) or ""


def _holds_drawing(paragraph: etree._Element) -> bool:
    return next(paragraph.iter(w("drawing"), w("pict"), w("object")), None) is not None
