"""A Word document as trees of nodes: one for its body, each header and footer, its notes.

In: a package. Out: `stories`, by names that stay when another program names the parts otherwise. A node is a paragraph
("p"), table ("t"), row ("r"), cell ("c"), note ("n"), or under its paragraph a text box ("x") or chart ("k"). Content
controls and the like are seen through. What is no longer there when all changes are accepted is no node.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lxml import etree

from pipeline.merging.charts import digest_of_chart
from pipeline.merging.nodes import Node
from pipeline.merging.pairing import whole_of
from pipeline.merging.revisions.recovering import recover
from pipeline.merging.run import AUTHOR
from pipeline.merging.wordings import BOX_TAG, Lookup, gone, lookup, said
from pipeline.ooxml.dialect import ALTERNATIVES, FALLBACK, W14, C, R, w
from pipeline.ooxml.package import Package, parse

BOOKMARK = "_dk"
"""How the names of the bookmarks begin that keep a paragraph's identity where its id gets lost."""
_COPY = "_"
"""What follows in the name of a bookmark whose block stands at two places, until people answer which one goes."""
_PARAGRAPH, _TABLE, _ROW, _CELL, _SECTION = w("p"), w("tbl"), w("tr"), w("tc"), w("sectPr")
KINDS = {_PARAGRAPH: "p", _TABLE: "t", _ROW: "r", _CELL: "c"}
_SEEN_THROUGH = frozenset(w(name) for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_BODY, _NOTES = w("body"), frozenset((w("footnote"), w("endnote")))
_PARAGRAPH_ID = f"{{{W14}}}paraId"
_MARK, _NAME, _TYPE = w("bookmarkStart"), w("name"), w("type")
_CHART, _ID = f"{{{C}}}chart", f"{{{R}}}id"
_NOT_SHOWN = frozenset((FALLBACK, w("del"), w("moveFrom")))
_DRAWINGS = (w("drawing"), w("pict"))
_BETWEEN = "\n"


@dataclass(frozen=True, slots=True)
class _Sight:
    """What is seen of the package while one part is read."""

    look: Lookup
    package: Package
    part: str

    def chart(self, element: etree._Element) -> Node:
        """The node of a chart: its anchor is its part."""
        item = self.package.relationships.get(self.part, {}).get(element.get(_ID) or "")
        part = item.target if item is not None and not item.external else ""
        return Node("k", part, "", digest_of_chart(self.package, part), element=element)


def stories(package: Package, body: etree._Element | None = None) -> dict[str, Node]:
    """The document's trees of nodes by the names of its stories, each with its part's own tree under way.

    `body` is the tree of the document's own part, where it is known."""
    main = package.main_part()
    root = parse(package.read(main)) if body is None else body
    recover(root, AUTHOR)
    return {
        name: story(package, part, root if part == main else None) for name, part in story_parts(package, root).items()
    }


def story_parts(package: Package, body: etree._Element | None = None) -> dict[str, str]:
    """The part of each story: `document`, `header:default:1` (the first such part of all sections), `footnotes` …"""
    main = package.main_part()
    found = {"document": main}
    counts: Counter[str] = Counter()
    root = parse(package.read(main)) if body is None else body
    known = package.relationships.get(main, {})
    for reference in root.iter(w("headerReference"), w("footerReference")):
        item = known.get(reference.get(_ID) or "")
        if item is None or item.target in found.values() or item.target not in package.parts:
            continue
        stem = f"{'header' if reference.tag == w('headerReference') else 'footer'}:{reference.get(_TYPE) or 'default'}"
        counts[stem] += 1
        found[f"{stem}:{counts[stem]}"] = item.target
    for kind in ("footnotes", "endnotes"):
        for item in package.related(main, kind)[:1]:
            if item.target in package.parts:
                found[kind] = item.target
    return found


def story(package: Package, part: str, root: etree._Element | None = None) -> Node:
    """The tree of nodes of one part, whose own tree may be known."""
    if root is None:
        root = parse(package.read(part))
        recover(root, AUTHOR)
    sight = _Sight(cache(lookup(package, part)), package, part)
    body = root.find(_BODY)
    children = list(_blocks(root if body is None else body, sight))
    return _container("story", "", children, root)


def _blocks(holder: etree._Element, sight: _Sight) -> Iterator[Node]:
    for element in holder.iterchildren(etree.Element):
        tag = str(element.tag)
        if tag in KINDS:
            if not gone(element):
                yield _block(KINDS[tag], element, sight)
        elif tag in _NOTES:
            if (element.get(_TYPE) or "normal") == "normal":
                yield _container("n", "", list(_blocks(element, sight)), element)
        elif tag in _SEEN_THROUGH:
            yield from _blocks(element, sight)
        elif tag == ALTERNATIVES and len(element):
            yield from _blocks(element[0], sight)


def _block(kind: str, element: etree._Element, sight: _Sight) -> Node:
    if kind == "p":
        inside = list(_inside(element, sight))
        return Node("p", anchor_of(element), said(element, sight.look), children=inside, element=element)
    return _container(kind, identity(element) if kind == "r" else "", list(_blocks(element, sight)), element)


def _inside(paragraph: etree._Element, sight: _Sight) -> Iterator[Node]:
    """The text boxes and charts of a paragraph; not those within its text boxes."""
    if next(paragraph.iter(*_DRAWINGS), None) is None:
        return
    for element in _drawn(paragraph):
        if element.tag == BOX_TAG:
            yield _container("x", "", list(_blocks(element, sight)), element)
        else:
            yield sight.chart(element)


def _drawn(element: etree._Element) -> Iterator[etree._Element]:
    for child in element.iterchildren(etree.Element):
        if child.tag in (BOX_TAG, _CHART):
            yield child
        elif child.tag not in _NOT_SHOWN and len(child):
            yield from _drawn(child)


def _container(kind: str, anchor: str, children: list[Node], element: etree._Element) -> Node:
    words = _BETWEEN.join(child.said or "" for child in children)
    return Node(kind, anchor, words, whole_of(kind, children), children, element=element)


def identity(block: etree._Element) -> str:
    """The identity of a paragraph or a row."""
    if block.tag == _ROW:
        return block.get(_PARAGRAPH_ID) or _mark_of(block.find(f"{_CELL}/{_PARAGRAPH}"))
    return anchor_of(block)


def anchor_of(paragraph: etree._Element) -> str:
    """A paragraph's identity: its hidden bookmark, since a program that drops ids may give new ones; else its id."""
    return _mark_of(paragraph) or paragraph.get(_PARAGRAPH_ID) or ""


def _mark_of(paragraph: etree._Element | None) -> str:
    """What a paragraph's hidden bookmark is called after: its own id, or its row's."""
    for mark in () if paragraph is None else paragraph.iterfind(_MARK):
        name = mark.get(_NAME) or ""
        if name.startswith(BOOKMARK) and len(name) > len(BOOKMARK):
            return name.removeprefix(BOOKMARK).partition(_COPY)[0]
    return ""
