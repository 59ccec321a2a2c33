"""What a Word paragraph says, however programs spell it: the same words for the same text, whatever its runs,
formatting, marks and pending changes.

In: a paragraph. Out: its words as one string, as they are when all changes are accepted, or as they were before one
author's changes; and the pieces and tokens of it with the elements that they stand in. What is not a word is private
characters: a field that Word recomputes is one of them, a picture tells its bytes, a link its address.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.merging.fields import Item, folded
from pipeline.ooxml.dialect import ALTERNATIVES, FALLBACK, MC, A, C, R, w
from pipeline.ooxml.package import Package, PackageFault, inflated
from pipeline.ooxml.textbody import child as child_of

FIELD, NOTE, PICTURE, CHART, BOX, DRAWING, BREAK_PAGE, SYMBOL, OTHER, LINK = (chr(0xF0000 + n) for n in range(10))
"""What stands for what is no word."""
_NIBBLES = 0xF0100
_PRIVATE = re.compile("[\U000f0000-\U000f01ff]")
_TOKEN = re.compile(r"\d+(?:[.,:\u00a0\u202f–-]\d+)*|[^\W\d](?:\w|[-:'’\u00ad\u2011](?=\w))*|\w+|\s|.", re.DOTALL)

SHOWN, HIDDEN = frozenset((w("ins"), w("moveTo"))), frozenset((w("del"), w("moveFrom")))
CHANGES = SHOWN | HIDDEN
BOX_TAG = w("txbxContent")
_ID, _EMBED = f"{{{R}}}id", f"{{{R}}}embed"
_AUTHOR, _VALUE = w("author"), w("val")
_LOOKS = w("rPr")
_TABLE, _ROW, _ROW_MARKS, _PROPERTIES, _DELETED = w("tbl"), w("tr"), w("trPr"), w("pPr"), w("del")
_WHOLE = {name: w(name) for name in ("ins", "del")}
_RUN, _HYPERLINK, _SIMPLE = w("r"), w("hyperlink"), w("fldSimple")
_OPEN = CHANGES | {w(name) for name in ("sdtContent", "sdt", "smartTag", "customXml", "dir", "bdo")} | {_HYPERLINK}
_TEXT = w("t")
_WORDS = frozenset((_TEXT, w("delText")))
_SILENT = frozenset(w(name) for name in ("pPr", "bookmarkStart", "bookmarkEnd", "proofErr"))
_PLAIN = {w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "\u2011", w("softHyphen"): "\u00ad"}
_NOTES = frozenset(w(name) for name in ("footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef"))
_OTHERS = frozenset(w(name) for name in ("ruby", "pgNum", "dayShort", "dayLong", "monthShort", "monthLong", "yearLong"))
_DRAWN = frozenset((w("drawing"), w("pict"), w("object"), ALTERNATIVES))
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

Lookup = Callable[[str], str]
"""What a relationship's id leads to: an address, or the digest of a part; "" for what is not known."""
View = Callable[[etree._Element], bool]
"""Whether what stands in a change is there."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Something that a paragraph says, and the elements it stands in: contents of runs, or a whole link or formula.

    Only `words` can be parted between letters.
    """

    said: str
    elements: tuple[etree._Element, ...]
    words: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The letters of a piece from `start` to `end`."""

    piece: Piece
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """A word, a figure, a space, a sign, or one whole thing that is no word; and where it stands."""

    said: str
    parts: tuple[Part, ...]


def nowhere(_number: str) -> str:
    """The lookup of who does not know the package."""
    return ""


def lookup(package: Package, part: str) -> Lookup:
    """What the relationships of a part lead to."""
    known = package.relationships.get(part, {})

    def found(number: str) -> str:
        item = known.get(number)
        if item is None or (not item.external and item.target not in package.parts):
            return ""
        if item.external:
            return item.target
        stored = package.parts[item.target]
        try:
            return hashlib.sha256(inflated(stored)).hexdigest()
        except PackageFault:  # a picture too large to look into: its checksum is enough
            return "" if isinstance(stored, bytes) else f"{stored.checksum}-{stored.size}"

    return found


def said(paragraph: etree._Element, look: Lookup = nowhere) -> str:
    """What a paragraph says when everybody's changes are accepted."""
    words = _plain_words(paragraph)
    return "".join(piece.said for piece in pieces(paragraph, look)) if words is None else words


def _plain_words(paragraph: etree._Element) -> str | None:
    """What a paragraph says that is nothing but runs of text, as most are; None for others."""
    words: list[str] = []
    for item in paragraph:
        if item.tag == _RUN:
            for content in item:
                if content.tag == _TEXT:
                    words.append(content.text or "")
                elif content.tag != _LOOKS:
                    return None
        elif item.tag not in _SILENT:
            return None
    return "".join(words)


def said_before(paragraph: etree._Element, author: str, look: Lookup = nowhere) -> str:
    """What a paragraph says when an author's changes are rejected, and all others accepted."""
    return "".join(piece.said for piece in pieces(paragraph, look, before(author)))


def plain(words: str) -> str:
    """The words alone, for people: nothing stands for what is no word."""
    return _PRIVATE.sub("", words)


def accepted_view(change: etree._Element) -> bool:
    """All changes accepted."""
    return change.tag in SHOWN


def before(author: str) -> View:
    """An author's changes rejected, all others accepted."""
    return lambda change: (change.tag in SHOWN) != (change.get(_AUTHOR) == author)


def pieces(paragraph: etree._Element, look: Lookup = nowhere, view: View = accepted_view) -> list[Piece]:
    """What a paragraph says, piece by piece, in order. What says nothing, such as marks of comments, is not there."""
    found = (_piece(item, look, view) for item in folded(list(_items(paragraph, view))))
    return [piece for piece in found if piece.said]


def tokens(paragraph: etree._Element, look: Lookup = nowhere, view: View = accepted_view) -> list[Token]:
    """What a paragraph says, word by word. A word may stand in several runs."""
    found: list[Token] = []
    stretch: list[Piece] = []
    for piece in pieces(paragraph, look, view):
        if piece.words:
            stretch.append(piece)
            continue
        found += _tokens_of(stretch)
        stretch = []
        found.append(Token(piece.said, (Part(piece, 0, len(piece.said)),)))
    return found + _tokens_of(stretch)


def own_pending(element: etree._Element, author: str) -> bool:
    """Whether a block holds changes of an author that nobody has answered. Text boxes in it are blocks of their own."""
    return next(own_changes(element, author), None) is not None


def own_changes(element: etree._Element, author: str) -> Iterator[etree._Element]:
    """An author's changes in a block, in the order of the document."""
    if element.get(_AUTHOR) == author and element.get(w("id")) is not None:
        yield element
    for child in element.iterchildren(etree.Element):
        if child.tag != BOX_TAG:
            yield from own_changes(child, author)


def gone(block: etree._Element) -> bool:
    """Whether a paragraph, row or table is no longer there when all changes are accepted."""
    if block.tag == _TABLE:
        rows = [row for row in block.iter(_ROW) if next(row.iterancestors(_TABLE)) is block]
        return bool(rows) and all(gone(row) for row in rows)
    if block.tag == _ROW:
        return child_of(_marks(block), _DELETED) is not None
    marks = _marks(block)
    ended = marks is not None and any(mark.tag in HIDDEN for mark in marks)
    return ended and not pieces(block)


def own_mark(block: etree._Element, author: str) -> str:
    """Whether a paragraph or row is an author's insertion or deletion: "ins", "del", "" for neither."""
    marks = _marks(block)
    found = set() if marks is None else {mark.tag for mark in marks if mark.get(_AUTHOR) == author}
    return next((name for name, tag in _WHOLE.items() if tag in found), "")


def _marks(block: etree._Element) -> etree._Element | None:
    """Where the marks of a row or paragraph stand that came or goes as a whole."""
    if block.tag == _ROW:
        return child_of(block, _ROW_MARKS)
    return child_of(child_of(block, _PROPERTIES), _LOOKS)


def _items(holder: etree._Element, view: View) -> Iterator[Item]:
    """The contents of runs in order, whole links and simple fields; changes as the view has them."""
    for child in holder.iterchildren(etree.Element):
        tag = child.tag
        if tag == _RUN:
            yield from (Item((content,)) for content in child.iterchildren(etree.Element) if content.tag != _LOOKS)
        elif (tag == _HYPERLINK and child.get(_ID)) or tag == _SIMPLE or tag.startswith(_MATHS):
            inner = [] if tag.startswith(_MATHS) else list(_items(child, view))
            yield Item((child,), child.get(w("instr")) or "", tuple(inner))
        elif (tag in CHANGES and view(child)) or (tag in _OPEN and tag not in CHANGES):
            yield from _items(child, view)


def _piece(item: Item, look: Lookup, view: View) -> Piece:
    element = item.elements[0]
    if item.opaque:
        return Piece(FIELD, item.elements)
    if item.inner or item.instruction or element.tag == _HYPERLINK:
        address = look(element.get(_ID) or "") if element.tag == _HYPERLINK else item.address
        inner = "".join(_piece(one, look, view).said for one in folded(list(item.inner)))
        return Piece(inner + (LINK + _spelled(address.rstrip("/")) if address else ""), item.elements)
    if element.tag in _WORDS:
        return Piece(element.text or "", item.elements, words=True)
    return Piece(_said_of(element, look), item.elements)


def _said_of(element: etree._Element, look: Lookup) -> str:
    tag = element.tag
    if tag in _PLAIN:
        return _PLAIN[tag]
    if tag == w("br"):
        return BREAK_PAGE if element.get(w("type")) in ("page", "column") else "\n"
    if tag in _NOTES:
        return NOTE
    if tag == w("sym"):
        return SYMBOL + _spelled(element.get(w("char")) or "")
    if tag in _DRAWN:
        return _drawn(element, look)
    if tag in _OTHERS or tag.startswith(_MATHS):
        return OTHER + _spelled("".join(str(text) for text in element.itertext()))
    return ""


def _drawn(element: etree._Element, look: Lookup) -> str:
    """A drawing by its kind; pictures with their bytes. Of two spellings the newer one counts."""
    if element.tag == ALTERNATIVES:
        chosen = next((item for item in element.iterchildren(f"{{{MC}}}Choice", FALLBACK)), None)
        element = element if chosen is None else chosen
    for content in element.iter(etree.Element):
        if content.tag == BOX_TAG:
            return BOX
        if content.tag == f"{{{C}}}chart" or content.tag.endswith("/chartex}chart"):
            return CHART
    shown = [item.get(_EMBED) or "" for item in element.iter(f"{{{A}}}blip")]
    shown += [item.get(_ID) or "" for item in element.iter("{urn:schemas-microsoft-com:vml}imagedata")]
    return PICTURE + _spelled("".join(map(look, shown))) if shown else DRAWING


def _spelled(what: str) -> str:
    """A fingerprint in private characters, so that no reader takes it for words."""
    if not what:
        return ""
    digest = hashlib.sha256(what.encode("utf-8", "replace")).hexdigest()[:12]
    return "".join(chr(_NIBBLES + int(letter, 16)) for letter in digest)


def _tokens_of(stretch: list[Piece]) -> list[Token]:
    found: list[Token] = []
    at, offset = 0, 0  # the piece that the next token begins in, and where in the string that piece begins
    for match in _TOKEN.finditer("".join(piece.said for piece in stretch)):
        parts: list[Part] = []
        while True:
            piece = stretch[at]
            start, end = max(match.start() - offset, 0), min(match.end() - offset, len(piece.said))
            if start < end:
                parts.append(Part(piece, start, end))
            if match.end() <= offset + len(piece.said):
                break
            at, offset = at + 1, offset + len(piece.said)
        found.append(Token(match.group(), tuple(parts)))
    return found


def in_text(item: etree._Element, holder: etree._Element) -> bool:
    """Whether something is of a holder's text itself, not of a box in it."""
    for around in item.iterancestors():
        if around is holder:
            return True
        if around.tag == BOX_TAG:
            return False
    return False
