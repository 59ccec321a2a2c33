"""Hidden bookmarks that keep the paragraphs' identities where a program drops their ids.

In: the document's finished tree, its paragraphs and rows with ids. Out: the same tree: each paragraph of the text
begins with an empty bookmark called after its id, each table row with one called after the row's. Word's own lists hide
names that begin with `_`; LibreOffice, which gives paragraphs new ids, keeps bookmarks. Text boxes have two halves that
must agree, headers and notes are few and known by their words: none there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.ooxml.dialect import W14, w

BEGINNING = "_dk"
OWN_NAME = re.compile(rf"{BEGINNING}[0-9A-F]{{8}}(_\d+)?")
"""What our bookmarks are called, copies of them too."""
_START, _END = w("bookmarkStart"), w("bookmarkEnd")
_ID, _NAME, _PARAGRAPH_ID = w("id"), w("name"), f"{{{W14}}}paraId"
_PROPERTIES = w("pPr")


def put(document: etree._Element, ids: Iterator[int]) -> None:
    """Puts the bookmarks in. `ids` gives numbers that nothing else in the document uses."""
    for body in document.iterchildren(w("body")):
        for paragraph, block in _marked(body):
            name = block.get(_PARAGRAPH_ID)
            if name:
                _put(paragraph, f"{BEGINNING}{name}", str(next(ids)))


def drop(root: etree._Element) -> None:
    """Takes away those of an earlier document, which somebody made a template of."""
    own = [item for item in root.iter(_START) if OWN_NAME.fullmatch(item.get(_NAME) or "")]
    numbers = {item.get(_ID) for item in own}
    for item in [*own, *(item for item in (root.iter(_END) if own else ()) if item.get(_ID) in numbers)]:
        parent = item.getparent()
        if parent is not None:
            parent.remove(item)


def _marked(holder: etree._Element) -> Iterator[tuple[etree._Element, etree._Element]]:
    """The paragraphs that get one, each with the block whose id it keeps: itself, or its row."""
    for block in holder.iterchildren(w("p"), w("tbl"), w("sdt"), w("sdtContent"), w("customXml")):
        if block.tag == w("p"):
            yield block, block
        elif block.tag == w("tbl"):
            for row in block.iterchildren(w("tr")):
                first = row.find(f"{w('tc')}/{w('p')}")
                if first is not None:
                    yield first, row
        else:
            yield from _marked(block)


def _put(paragraph: etree._Element, name: str, number: str) -> None:
    place = 1 if len(paragraph) and paragraph[0].tag == _PROPERTIES else 0
    start = etree.Element(_START)
    start.set(_ID, number)
    start.set(_NAME, name)
    end = etree.Element(_END)
    end.set(_ID, number)
    paragraph.insert(place, start)
    paragraph.insert(place + 1, end)
