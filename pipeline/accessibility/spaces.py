"""What is typed to place text: signs instead of lists, blank paragraphs and rows of spaces instead of spacing.

In: a file. Out: faults of its paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.accessibility.reading import Fault, Reading, said
from pipeline.language import words
from pipeline.ooxml.dialect import WORD, a, w

_SIGN = re.compile(r"\s*(?:[•·●○◦▪■►▶✓*–—-]|\d{1,2}[.)]|[a-zA-Z]\))\s+\S")
"""A letter with a full stop is an initial: A. Virtanen."""
_DAY = re.compile(rf"\s*\d{{1,2}}\.\s+(?:{'|'.join(words('fi').catalog('numbers')['months'])})")
"""Finnish alone has a full stop after the day: 1. tammikuuta."""
_SPACES = re.compile(r" {4,}|\t{3,}")
_FEW = 2
_SOMETHING = tuple(
    w(name)
    for name in ("drawing", "pict", "object", "br", "sectPr", "fldChar", "fldSimple", "lastRenderedPageBreak", "sdt")
)
_LISTED = (w("numPr"), a("buChar"), a("buAutoNum"), a("buBlip"))


def typed_lists(reading: Reading) -> Iterator[Fault]:
    """Neighbouring paragraphs that begin with a typed sign or number."""
    for part, texts in reading.texts.items():
        row: list[tuple[etree._Element, str]] = []
        for paragraph, text in texts:
            begins = not text[:1].isalpha() or text[1:2] in (".", ")")
            typed = begins and _is_sign(text) and not _is_listed(reading, paragraph)
            if row and not (typed and _are_neighbours(row[-1][0], paragraph)):
                yield from _list(part, row)
                row = []
            if typed:
                row.append((paragraph, text))
        yield from _list(part, row)


def blank_paragraphs(reading: Reading) -> Iterator[Fault]:
    """Blank paragraphs, two or more in a row."""
    for part, texts in reading.texts.items():
        before: etree._Element | None = None
        for paragraph, text in texts:
            blank = not text.strip() and next(paragraph.iter(*_SOMETHING, a("fld"), a("br")), None) is None
            if blank and before is not None and paragraph.getprevious() is before:
                yield Fault("AX013", part, before, alike="blank")
            before = paragraph if blank else None


def runs_of_spaces(reading: Reading) -> Iterator[Fault]:
    """Spaces or tabs in a row, to move text sideways."""
    for part, texts in reading.texts.items():
        for paragraph, text in texts:
            if ("    " in text or "\t\t\t" in text) and _SPACES.search(text):
                yield Fault("AX028", part, paragraph, {"what": said(text)}, alike="spaces")


def _is_sign(text: str) -> bool:
    return _SIGN.match(text) is not None and _DAY.match(text) is None


def _list(part: str, row: list[tuple[etree._Element, str]]) -> Iterator[Fault]:
    if len(row) >= _FEW:
        yield Fault("AX009", part, row[0][0], {"what": said(row[0][1])}, alike="typed")


def _are_neighbours(one: etree._Element, other: etree._Element) -> bool:
    return one.getparent() is other.getparent()


def _is_listed(reading: Reading, paragraph: etree._Element) -> bool:
    """Whether a paragraph is in a real list, which prints a sign of its own."""
    properties = paragraph.find(reading.dialect.paragraph_properties)
    if properties is not None and next(properties.iter(*_LISTED), None) is not None:
        return True
    if reading.dialect is not WORD:
        return False
    style = None if properties is None else properties.find(w("pStyle"))
    chain = reading.chains.chain("" if style is None else style.get(w("val")) or "")
    return any(item.find(f"{w('pPr')}/{w('numPr')}") is not None for item in chain)
