"""The lasting identity of everything a template makes: paragraphs, tables, rows, cells, drawings, shapes, slides.

In: a part's tree as the designer left it. Out: the attribute `block` on each block element. In the template it holds
the block's *place*, made from what the block says, so that it stays the same while others come and go around it.
Rendering adds the *key path* of the loops around it (`@T1@TP5`, the data's own ids). With the part's stem before them
they are the block's *identity*, the same from run to run. At the end `settle` takes the attribute off; Word's
paragraphs and rows keep an id made from the identity.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from lxml import etree

from pipeline.filling import marks
from pipeline.ooxml.dialect import MC, POWERPOINT, W14, WORD, WP, Dialect, P
from pipeline.ooxml.shape_anchors import anchors_in
from pipeline.ooxml.text import text_of
from pipeline.vocabulary.findings import Place

BLOCK = marks.own("block")
_PARAGRAPH_ID = f"{{{W14}}}paraId"
_IGNORABLE = f"{{{MC}}}Ignorable"
_PART = re.compile(r"(/\d+)+$")
_NUMBERED = frozenset("pr")  # how the places of paragraphs and rows begin
HIGHEST_ID = 0x7FFFFFFF
"""Word takes no higher numbers for paragraphs."""
_DRAWING = f"{{{WP}}}docPr"
_SLIDE = f"{{{P}}}sld"
_NAMED = f"{{{P}}}cNvPr"


@dataclass(frozen=True, slots=True)
class Block:
    """A rendered block: its identity, the part it is in, Office's own id for it ("" if none), and its values' cells."""

    identity: str
    part: str
    anchor: str
    cells: tuple[Place, ...]


def stamp(root: etree._Element, dialect: Dialect) -> None:
    """Writes its place on every block of a template's part."""
    equals: Counter[str] = Counter()
    for kind, element in _blocks(root, dialect):
        said = _says(element, dialect)
        place = f"{kind}{zlib.crc32(said.encode('utf-8', 'replace')):08x}"
        element.set(BLOCK, f"{place}.{equals[place]}{marks.KEY}")
        equals[place] += 1


def with_word_ids(root: etree._Element) -> etree._Element:
    """A Word part's root that declares the names of Word's own paragraph ids, which older programs may ignore."""
    ignored = (root.get(_IGNORABLE) or "").split()
    if root.nsmap.get("w14") == W14 and "w14" in ignored:
        return root
    if "w14" in root.nsmap and root.nsmap["w14"] != W14:
        return root
    names = {**cast("dict[str, str]", root.nsmap), "w14": W14, "mc": MC}
    declaring = etree.Element(root.tag, {str(name): str(value) for name, value in root.attrib.items()}, nsmap=names)
    declaring.set(_IGNORABLE, " ".join([*(name for name in ignored if name != "w14"), "w14"]))
    declaring.extend(list(root))
    return declaring


def depth(element: etree._Element) -> int:
    """In how many loops a block of a rendered part was made."""
    return (element.get(BLOCK) or "").count("@")


def place_of(element: etree._Element) -> str:
    """The place of the nearest block around an element of a stamped part, "" outside all blocks."""
    block: etree._Element | None = element
    while block is not None:
        if BLOCK in block.attrib:
            return (block.get(BLOCK) or "").removesuffix(marks.KEY)
        block = block.getparent()
    return ""


def stem_of(root: etree._Element, part: str) -> str:
    """What the identities of a stamped part begin with: a slide's own place, else the part's plain name."""
    if root.tag == _SLIDE:
        return place_of(root)
    return part.rsplit("/", 1)[-1].partition(".")[0]


def settle(root: etree._Element, dialect: Dialect, stem: str) -> dict[str, str]:
    """Takes the identities off a rendered part, where nobody needs them any more. Gives Office's id for each.

    In Word paragraphs and rows get an id that follows from their identity; no two of a part are the same. A drawing
    there is known by its paragraph's. What stands on a slide is known by `ooxml.shape_anchors`.
    """
    anchors: dict[str, str] = {}
    used: set[int] = set()
    known = anchors_in(root) if dialect is POWERPOINT else {}
    numbered = _NUMBERED if dialect is WORD else frozenset()
    for element in root.iter(*_kinds(dialect)):
        place = element.get(BLOCK)
        if not place:
            continue
        identity, anchor = f"{stem}:{place}", known.get(element, "")
        if place.rpartition(":")[2][0] in numbered:  # a note's place begins with the name of its part
            anchor = f"{_free_id(identity, used):08X}"
            element.set(_PARAGRAPH_ID, anchor)
        elif element.tag == _DRAWING and dialect is WORD:
            around = next(element.iterancestors(dialect.paragraph), None)
            anchor = "" if around is None else around.get(_PARAGRAPH_ID) or ""
        anchors[identity] = anchor
    etree.strip_attributes(root, BLOCK)
    return anchors


def whole(identity: str) -> str:
    """The identity of the text that a block is one part of: `…/2` is the second."""
    return _PART.sub("", identity)


def _free_id(identity: str, used: set[int]) -> int:
    number = zlib.crc32(identity.encode()) & HIGHEST_ID or 1
    while number in used:
        number = number % HIGHEST_ID + 1
    used.add(number)
    return number


def _blocks(root: etree._Element, dialect: Dialect) -> Iterator[tuple[str, etree._Element]]:
    kinds = _kinds(dialect)
    for element in root.iter(*kinds):
        yield kinds[str(element.tag)], element


def _kinds(dialect: Dialect) -> dict[str, str]:
    shared = {dialect.paragraph: "p", dialect.table: "t", dialect.row: "r", dialect.cell: "c"}
    return {**shared, **dict.fromkeys(dialect.shapes, "h"), _DRAWING: "d", _SLIDE: "s"}


def _says(element: etree._Element, dialect: Dialect) -> str:
    if element.tag == dialect.paragraph:
        return text_of(element, dialect)
    if element.tag == _DRAWING:
        return f"{element.get('name') or ''} {element.get('descr') or ''}"
    named = next(element.iter(_NAMED), None) if element.tag in dialect.shapes else None
    name = "" if named is None else f"{named.get('name') or ''} "
    return name + "".join(item.text or "" for item in element.iter(dialect.text))
