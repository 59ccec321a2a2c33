"""A Word file in pieces, to edit and to judge: its parts, their trees, what its paragraphs say.

In: a document's bytes. Out: `Word`, and bytes again. Written apart from the program's own readers, so that a fault there
isn't a fault here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
NS = {"w": W, "w14": W14, "r": R, "a": A, "c": C, "wp": WP, "pic": PIC, "mc": MC, "m": MATH}
SPACES = " ".join(f'xmlns:{name}="{uri}"' for name, uri in NS.items())
MAIN = "word/document.xml"
_STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_RECOMPUTED = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES|PAGEREF|REF|NOTEREF|SEQ|STYLEREF|DATE|TIME)\b", re.I)
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "‑", "softHyphen": "\u00ad"}
_CHARACTERS |= {"footnoteReference": "†", "endnoteReference": "‡"}
_FIXED = (1980, 1, 1, 0, 0, 0)


def w(name: str) -> str:
    """A name of Word's own namespace, as lxml spells it."""
    return f"{{{W}}}{name}"


@dataclass
class Word:
    """An opened document; what is changed in a tree that was asked for comes along when it is saved."""

    parts: dict[str, bytes]
    trees: dict[str, etree._Element] = field(default_factory=dict)

    def tree(self, part: str = MAIN) -> etree._Element:
        """A part's tree, the same one each time."""
        if part not in self.trees:
            self.trees[part] = etree.fromstring(self.parts[part])
        return self.trees[part]

    @property
    def body(self) -> etree._Element:
        """What stands between the document's tags."""
        return self.tree()[0]

    def stories(self) -> list[str]:
        """The parts that hold paragraphs people read."""
        return sorted(name for name in self.parts if _STORY.fullmatch(name))

    def find(self, path: str) -> list[etree._Element]:
        """What an XPath finds in the body."""
        return found(self.body, path)

    def lines(self) -> list[str]:
        """What every paragraph of every story says, in order; silent ones say nothing."""
        return [
            said
            for part in self.stories()
            for block in blocks(self.tree(part))
            for said in _said(etree.tostring(block))
        ]

    def save(self) -> bytes:
        """The document's bytes. Parts nobody asked for as a tree keep theirs."""
        for part, root in self.trees.items():
            self.parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return zipped(self.parts)


def blocks(root: etree._Element) -> list[etree._Element]:
    """What stands side by side in a story: paragraphs, tables, notes."""
    return list(root[0] if root.tag == w("document") else root)


@lru_cache(maxsize=20_000)
def _said(block: bytes) -> tuple[str, ...]:
    """The lines of a block; most are the same in all versions."""
    return tuple(said for item in etree.fromstring(block).iter(w("p")) if (said := text(item)))


def opened(document: bytes) -> Word:
    """The document in pieces."""
    with ZipFile(BytesIO(document)) as archive:
        return Word({item.filename: archive.read(item) for item in archive.infolist() if not item.is_dir()})


def zipped(parts: dict[str, bytes]) -> bytes:
    """The parts as a file, the same bytes each time."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(ZipInfo(name, _FIXED), data, ZIP_DEFLATED, compresslevel=1)
    return buffer.getvalue()


def edited(document: bytes, change: Callable[[Word], object]) -> bytes:
    """The document after a change to its pieces."""
    word = opened(document)
    change(word)
    return word.save()


def found(element: etree._Element, path: str) -> list[etree._Element]:
    """What an XPath finds, with Word's usual prefixes."""
    result: list[etree._Element] = _compiled(path)(element)  # type: ignore[assignment]
    return result


@lru_cache(maxsize=512)
def _compiled(path: str) -> etree.XPath:
    return etree.XPath(path, namespaces=NS)


def xml(markup: str) -> etree._Element:
    """An element of markup that uses the usual prefixes."""
    root = etree.fromstring(f"<x {SPACES}>{markup}</x>")
    element = root[0]
    element.tail = None
    return element


def text(paragraph: etree._Element) -> str:
    """What a paragraph says when every change is accepted; a number that Word puts in itself is `#`."""
    return " ".join("".join(_pieces(paragraph)).split())


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    state = _Fields()
    for item in _own(paragraph):
        name = etree.QName(item).localname
        if name == "fldChar":
            yield state.turn(item.get(w("fldCharType"), ""))
        elif name == "instrText":
            state.told(item.text or "")
        elif name == "fldSimple":
            if _RECOMPUTED.match(item.get(w("instr"), "")):
                yield "#"
        elif not state.silent and not _in_simple(item):
            yield _CHARACTERS.get(name, item.text or "" if name == "t" else "")


@dataclass
class _Fields:
    """Where one stands in a paragraph's fields: for each open one whether it is still told what it is."""

    open: list[str] = field(default_factory=list)
    recomputed: list[bool] = field(default_factory=list)

    @property
    def silent(self) -> bool:
        return "begin" in self.open or any(self.recomputed)

    def turn(self, kind: str) -> str:
        if kind == "begin":
            self.open.append("begin")
            self.recomputed.append(False)
        elif kind == "separate" and self.open:
            self.open[-1] = "separate"
        elif kind == "end" and self.open:
            self.open.pop()
            return "#" if self.recomputed.pop() and not self.silent else ""
        return ""

    def told(self, instruction: str) -> None:
        if self.open and self.open[-1] == "begin" and _RECOMPUTED.match(instruction):
            self.recomputed[-1] = True


def _own(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The elements below a paragraph, without what is deleted and without the paragraphs of its text boxes."""
    for child in paragraph:
        if not isinstance(child.tag, str) or child.tag in _NOT_SAID:
            continue
        yield child
        yield from _own(child)


_NOT_SAID = {w("del"), w("moveFrom"), w("pPr"), w("rPr"), w("txbxContent"), f"{{{MC}}}Fallback"}


def _in_simple(item: etree._Element) -> bool:
    around = next(item.iterancestors(w("fldSimple")), None)
    return around is not None and bool(_RECOMPUTED.match(around.get(w("instr"), "")))
