"""Stretches of a text in another language than the document: marked where a value is written, then runs of their own.

In: a value's text and its language's tag; later the tree of a rendered part. Out: the tree with those stretches in runs
that carry the tag.
"""

from __future__ import annotations

import copy
import re

from lxml import etree

from pipeline.filling.marks import FOREIGN_END, FOREIGN_START, FOREIGN_TAG
from pipeline.ooxml.dialect import WORD, Dialect, a, w
from pipeline.vocabulary.content import Text

_STRETCH = re.compile(f"{FOREIGN_START}([\\w-]+){FOREIGN_TAG}([^{FOREIGN_END}]*){FOREIGN_END}")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def marked(printed: str, tag: str) -> str:
    """A value's text with its language around each of its lines."""
    if not tag:
        return printed
    lines = (f"{FOREIGN_START}{tag}{FOREIGN_TAG}{line}{FOREIGN_END}" if line else "" for line in printed.split("\n"))
    return "\n".join(lines)


def tag_of(value: object) -> str:
    """The tag of a value that is in another language than its document, else ""."""
    return value.language if isinstance(value, Text) else ""


def settle(root: etree._Element, dialect: Dialect) -> None:
    """Gives each marked stretch a run in its language."""
    own = w if dialect is WORD else a
    for text in [item for item in root.iter(own("t")) if FOREIGN_START in (item.text or "")]:
        run = text.getparent()
        alone = run is not None and run.tag == own("r") and len(run.findall(own("t"))) == 1
        if run is None or not alone or any(child.tag not in (own("t"), own("rPr")) for child in run):
            text.text = _STRETCH.sub(r"\2", text.text or "")
        else:
            _split(run, text, dialect)


def _split(run: etree._Element, text: etree._Element, dialect: Dialect) -> None:
    content = text.text or ""
    pieces: list[tuple[str, str]] = []
    position = 0
    for found in _STRETCH.finditer(content):
        pieces += [("", content[position : found.start()]), (found[1], found[2])]
        position = found.end()
    pieces.append(("", content[position:]))
    for tag, piece in pieces:
        if piece:
            run.addprevious(_spoken(run, piece, tag, dialect))
    parent = run.getparent()
    if parent is not None:
        parent.remove(run)


def _spoken(run: etree._Element, piece: str, tag: str, dialect: Dialect) -> etree._Element:
    """A copy of a run that says only a piece of its text."""
    own = w if dialect is WORD else a
    made = copy.deepcopy(run)
    made.tail = None
    text = made.find(own("t"))
    if text is not None:
        text.text = piece
        if dialect is WORD:
            text.set(_SPACE, "preserve")
    if tag:
        _set_language(made, tag, dialect)
    return made


def _set_language(run: etree._Element, tag: str, dialect: Dialect) -> None:
    own = w if dialect is WORD else a
    properties = run.find(own("rPr"))
    if properties is None:
        properties = etree.Element(own("rPr"))
        run.insert(0, properties)
    if dialect is not WORD:
        properties.set("lang", tag)
        return
    language = properties.find(w("lang"))
    if language is None:
        language = etree.SubElement(properties, w("lang"))
    language.set(w("val"), tag)
