"""A comparison copy of two versions of a Word document: all changes accepted it is the new one, all rejected the old.

In: both. Out: the old one with tracked changes: words within a paragraph, cells within a row, rows within a table where
only those differ, and a table's own properties; what differs in more is deleted and inserted whole. Changes that a
version has pending are taken as accepted. What can't be tracked (styles, page settings, properties) is as in the old
version; `untracked` tells what that is.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.merging.aligning import align, in_order
from pipeline.merging.canonical import canonical
from pipeline.merging.nodes import Node
from pipeline.merging.revisions.answers import accept_own, reject_own
from pipeline.merging.revisions.blocks import delete, insert
from pipeline.merging.revisions.importing import Importer, Stock
from pipeline.merging.revisions.pen import Pen, pen_for
from pipeline.merging.revisions.rewriting import rewrite
from pipeline.merging.run import Run
from pipeline.merging.wordings import Lookup, own_changes, said
from pipeline.ooxml.dialect import W14, R, w
from pipeline.ooxml.package import Package, parse, serialise
from pipeline.ooxml.word_styles import inside

_PARAGRAPH, _TABLE, _ROW, _CELL, _CONTROL = w("p"), w("tbl"), w("tr"), w("tc"), w("sdt")
_KINDS = {_PARAGRAPH: "p", _TABLE: "t", _CONTROL: "s", _ROW: "r"}
_ANCHOR = f"{{{W14}}}paraId"
_SHAPE = w("tblPr")
_SECTION = w("sectPr")
_REFERENCES = (w("headerReference"), w("footerReference"))
_UNTRACKED = ("styles", "theme", "numbering", "settings")


@dataclass(frozen=True, slots=True)
class _Pages:
    """Two stories on their way into one."""

    pen: Pen
    importer: Importer


def redline_word(old: Package, new: Package, run: Run) -> bytes:
    """The comparison copy of two Word documents."""
    before, after = old.copy(), new
    parts = [(before.main_part(), after.main_part()), *_pages(before, after)]
    trees = {part: parse(before.read(part)) for part, _ in parts}
    news = {part: parse(after.read(part)) for _, part in parts}
    for tree in (*trees.values(), *news.values()):
        accept_own(tree, None)
    pen = pen_for(trees.values(), run.author, run.when)
    stock = Stock(before, after, trees, pen)
    for part, other in parts:
        pages = _Pages(pen, Importer(stock, part, other))
        _story(_holder(trees[part]), _holder(news[other]), pages)
        if next(own_changes(trees[part], run.author), None) is not None or _pending(before.read(part)):
            before.parts[part] = serialise(trees[part])
    stock.write()
    return before.write()


def untracked(before: Package, after: Package) -> tuple[str, ...]:
    """What differs between two documents that no tracked change can tell: kinds of parts, and "section" for how the
    last section's pages are set."""
    found = []
    for kind in _UNTRACKED:
        one, other = (_related(package, kind) for package in (before, after))
        if one != other:
            found.append(kind)
    sections = [parse(package.read(package.main_part())).find(f"{w('body')}/{_SECTION}") for package in (before, after)]
    if _section_form(sections[0]) != _section_form(sections[1]):
        found.append("section")
    return tuple(found)


def _pages(before: Package, after: Package) -> list[tuple[str, str]]:
    """The headers and footers of both, by section and kind; each once."""
    ours, theirs = _references(before), _references(after)
    found: dict[str, str] = {}
    for key in ours.keys() & theirs.keys():
        if ours[key] in before.parts and theirs[key] in after.parts:
            found.setdefault(ours[key], theirs[key])
    return sorted(found.items())


def _references(package: Package) -> dict[tuple[int, str, str], str]:
    main = package.main_part()
    known = package.relationships.get(main, {})
    found = {}
    for place, section in enumerate(parse(package.read(main)).iter(_SECTION)):
        for item in section.iterchildren(*_REFERENCES):
            relation = known.get(item.get(f"{{{R}}}id") or "")
            if relation is not None:
                found[place, item.tag, item.get(w("type")) or ""] = relation.target
    return found


def _holder(root: etree._Element) -> etree._Element:
    body = root.find(w("body"))
    return root if body is None else body


def _pending(part: bytes) -> bool:
    """Whether a part had changes of its own, which are accepted now."""
    return any(mark in part for mark in (b":ins ", b":del ", b":moveTo ", b":moveFrom ", b"PrChange "))


def _story(old: etree._Element, new: etree._Element, pages: _Pages) -> None:
    """The blocks of a body, a header, a cell."""
    ours, theirs = list(old.iterchildren(*_KINDS)), list(new.iterchildren(*_KINDS))
    cursor: etree._Element | None = None
    pairs = list(_paired(ours, theirs, pages.importer))
    for mine, yours in pairs:  # all before the first is written: contents name the headings that come after them
        if mine is not None and yours is not None:
            pages.importer.pair(mine, yours)
    for mine, yours in pairs:
        if mine is None and yours is not None:
            cursor = _put(old, cursor, yours, pages)
        elif mine is not None and yours is None:
            delete(mine, pages.pen, sections=True)
            cursor = mine
        elif mine is not None and yours is not None:
            cursor = _changed(mine, yours, pages)


def _put(holder: etree._Element, cursor: etree._Element | None, fresh: etree._Element, pages: _Pages) -> etree._Element:
    if cursor is not None:
        return insert(cursor, fresh, pages.pen, pages.importer)
    first = next(holder.iterchildren(*_KINDS), None)
    if first is not None:
        return insert(first, fresh, pages.pen, pages.importer, before=True)
    holder.append(first := etree.Element(_PARAGRAPH))
    block = insert(first, fresh, pages.pen, pages.importer)
    holder.remove(first)
    return block


def _paired(
    ours: Sequence[etree._Element], theirs: Sequence[etree._Element], importer: Importer
) -> Iterator[tuple[etree._Element | None, etree._Element | None]]:
    """Blocks or rows of both in order; None beside those that are only in one. First what goes, then what comes."""
    pairs = in_order(
        align([_node(item, importer.hand_look) for item in ours], [_node(item, importer.fresh_look) for item in theirs])
    )
    if not pairs and len(ours) == len(theirs) == 1 and ours[0].tag == theirs[0].tag:
        pairs = {0: 0}  # all that a cell says is another thing now
    start = other = 0
    for place, its in [*pairs.items(), (len(ours), len(theirs))]:
        yield from ((item, None) for item in ours[start:place])
        yield from ((None, item) for item in theirs[other:its])
        if place < len(ours):
            yield ours[place], theirs[its]
        start, other = place + 1, its + 1


def _node(block: etree._Element, look: Lookup) -> Node:
    paragraphs = [block] if block.tag == _PARAGRAPH else block.iter(_PARAGRAPH)
    words = "\n".join(said(item, look) for item in paragraphs)
    return Node(_KINDS[block.tag], block.get(_ANCHOR) or "", words)


def _changed(old: etree._Element, new: etree._Element, pages: _Pages) -> etree._Element:
    """A block that both have; gives the last one of what stands there then."""
    if pages.importer.form(old, fresh=False) == pages.importer.form(new, fresh=True):
        return old
    if old.tag == _PARAGRAPH and _rewritten(old, new, pages):
        return old
    if old.tag == _TABLE and _same(old, new, (w("tblGrid"),), pages):
        _reshape(old, new, pages)
        _rows(old, new, pages)
        return old
    delete(old, pages.pen, sections=True)
    return insert(old, new, pages.pen, pages.importer)


def _rewritten(old: etree._Element, new: etree._Element, pages: _Pages) -> bool:
    """Whether word-level changes make one paragraph of the other exactly, and back; else it is as it was."""
    if not _same(old, new, (w("pPr"),), pages):
        return False
    kept, wanted = copy.deepcopy(old), pages.importer.form(new, fresh=True)
    rewrite(old, new, pages.pen, pages.importer, exact=True)
    accepted, rejected = copy.deepcopy(old), copy.deepcopy(old)
    accept_own(accepted, None)
    reject_own(rejected, None)
    form = pages.importer.form
    if form(accepted, fresh=False) == wanted and form(rejected, fresh=False) == form(kept, fresh=False):
        return True
    for item in list(old):
        old.remove(item)
    old.extend(list(kept))
    return False


def _same(old: etree._Element, new: etree._Element, tags: Sequence[str], pages: _Pages) -> bool:
    """Whether the properties of two elements are the same."""
    for tag in tags:
        one, other = old.find(tag), new.find(tag)
        ours = b"" if one is None or not len(one) else pages.importer.form(one, fresh=False)
        theirs = b"" if other is None or not len(other) else pages.importer.form(other, fresh=True)
        if ours != theirs:
            return False
    return True


def _reshape(old: etree._Element, new: etree._Element, pages: _Pages) -> None:
    """Gives a table the properties of the other one, such as the space in its cells, as a change of its formatting."""
    ours, theirs = old.find(_SHAPE), new.find(_SHAPE)
    if ours is None or theirs is None or _same(old, new, (_SHAPE,), pages):
        return
    shape, change = pages.importer.take(theirs), pages.pen.mark("tblPrChange")
    shape.append(change)
    old.replace(ours, shape)
    change.append(ours)


def _rows(old: etree._Element, new: etree._Element, pages: _Pages) -> None:
    ours, theirs = list(inside(old, _ROW)), list(inside(new, _ROW))
    cursor: etree._Element | None = None
    for mine, yours in _paired(ours, theirs, pages.importer):
        if mine is not None and yours is not None and _same_cells(mine, yours, pages):
            for cell, other in zip(inside(mine, _CELL), inside(yours, _CELL), strict=True):
                _story(cell, other, pages)
            cursor = mine
            continue
        if mine is not None:
            delete(mine, pages.pen, sections=True)
            cursor = mine
        if yours is not None:
            before = cursor is None
            place = cursor if cursor is not None else ours[0]
            cursor = insert(place, yours, pages.pen, pages.importer, before=before)


def _same_cells(old: etree._Element, new: etree._Element, pages: _Pages) -> bool:
    ours, theirs = list(inside(old, _CELL)), list(inside(new, _CELL))
    if len(ours) != len(theirs) or not _same(old, new, (w("trPr"), w("tblPrEx")), pages):
        return False
    return all(_same(one, other, (w("tcPr"),), pages) for one, other in zip(ours, theirs, strict=True))


def _related(package: Package, kind: str) -> bytes:
    """The content of a part that the document has one of."""
    found = next((item.target for item in package.related(package.main_part(), kind)), "")
    return canonical(parse(package.read(found))) if found in package.parts else b""


def _section_form(section: etree._Element | None) -> bytes:
    if section is None:
        return b""
    alone = copy.deepcopy(section)
    for item in list(alone.iterchildren(*_REFERENCES)):
        alone.remove(item)
    return canonical(alone)
