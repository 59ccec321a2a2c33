"""Tags in the codes of Word's fields: `HYPERLINK "{{ organisation.email_address }}"`.

In: the tree of a Word part. Out: the same tree, values in field codes as tokens. Word cuts a code over runs as it cuts
any text. Only values have a place there; a value can't end its own quotes, and an address runs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.filling import marks
from pipeline.filling.blocks import place_of
from pipeline.filling.lifting import unpaired
from pipeline.filling.lifting.tags import Tag, find_tags
from pipeline.filling.sites import SiteKind, Sites, Spot
from pipeline.ooxml.dialect import XML_SPACE, w
from pipeline.ooxml.text import Piece, replace
from pipeline.vocabulary.findings import Term

_CODE, _MARK, _SIMPLE, _CODE_OF_SIMPLE = w("instrText"), w("fldChar"), w("fldSimple"), w("instr")
_ADDRESS = re.compile(r'\s*HYPERLINK\s+"?$', re.IGNORECASE)


def tokenise(root: etree._Element, sites: Sites) -> None:
    """Puts tokens in the place of the values in field codes."""
    for code in list(_codes(root)):
        found = _pieces(code)
        text = "".join(item.text or "" for item in code)
        if "{" in text:
            for tag, token in _tokens(text, place_of(code[0]), sites):
                replace(found, tag.start, tag.end, token)
                code[0].set(XML_SPACE, "preserve")
    for simple in root.iter(_SIMPLE):
        text = simple.get(_CODE_OF_SIMPLE) or ""
        if "{" in text:
            for tag, token in _tokens(text, place_of(simple), sites):
                text = text[: tag.start] + token + text[tag.end :]
            simple.set(_CODE_OF_SIMPLE, text)


def _codes(root: etree._Element) -> Iterator[list[etree._Element]]:
    """The elements of each stretch of a field's code, between two of its marks."""
    stretch: list[etree._Element] = []
    for item in root.iter(_CODE, _MARK):
        if item.tag == _CODE:
            stretch.append(item)
        elif stretch:
            yield stretch
            stretch = []


def _pieces(code: list[etree._Element]) -> list[Piece]:
    found: list[Piece] = []
    position = 0
    for element in code:
        length = len(element.text or "")
        found.append(Piece(element, position, position + length))
        position += length
    return found


def _tokens(text: str, block: str, sites: Sites) -> list[tuple[Tag, str]]:
    """The tags of a field code from the last to the first, and what stands for each."""
    tags, unclosed = find_tags(text)
    for position in unclosed:
        unpaired.open_bracket(text, position, block, "attribute", sites)
    found = []
    for tag in tags:
        spot = Spot(block, "attribute", text, tag.start, tag.end)
        token = ""
        if tag.kind == "block":
            sites.fault("TP004", spot, tag.code, reason=Term("template.no_block_here"))
        elif tag.kind == "value":
            kind: SiteKind = "field_address" if _ADDRESS.match(text[: tag.start]) else "field_code"
            token = marks.value_token(sites.add(kind, tag.code, spot).number)
        found.append((tag, token))
    return found[::-1]
