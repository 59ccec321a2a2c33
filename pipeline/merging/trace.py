"""What a document carries of its own making, so that it can be merged where our last version isn't kept.

In: a finished document and the cells of its blocks. Out: the document with its trace; from a document that came back,
its `Trace`: the tree of its nodes with fingerprints, identities and cells, and the looks beside the text.

A trace holds no words. What people delete must not lie hidden in a file that they publish, so fingerprints are cut to
24 bits and salted with the document's id: they tell whether two texts are the same, nothing else. Whoever has a
document can still try out guesses of a short text, which no salt that another machine must read can hinder. Who needs
more takes the trace away with Word's or PowerPoint's own inspection of hidden data; then the kept version serves.
A file from outside may say anything here: what is too large, too deep or otherwise odd is no trace.
"""

from __future__ import annotations

import hashlib
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from lxml import etree

from pipeline.merging import deck_nodes, word_nodes
from pipeline.merging.nodes import Node
from pipeline.merging.parts import looks
from pipeline.merging.trace_cells import Odd, read_cells, written_cells
from pipeline.merging.trace_parts import TRACE, drop_trace, find_trace, id_property, put_trace
from pipeline.merging.trace_text import (
    Mask,
    is_holder,
    read_looks,
    read_story,
    resolve,
    written_looks,
    written_story,
)
from pipeline.ooxml.dialect import W14
from pipeline.ooxml.package import Package, PackageFault, Stored, parse, serialise
from pipeline.ooxml.shape_anchors import anchors_in
from pipeline.vocabulary.findings import Place

_ID_LENGTH = 16
_PARAGRAPH_ID = f"{{{W14}}}paraId"
_MOST_STORIES = 500
_OTHER = "other"
_DECKS = ("presentation", "powerpoint")
"""What is in the content type of a deck."""
_OWN = "{" + TRACE + "}"
_NAMES = cast("dict[str, str]", {None: TRACE})
Cells = Mapping[tuple[str, str], tuple[Place, ...]]
"""The cells of a block's values by the part it is in and by its anchor there (see `Filled.blocks`)."""


@dataclass(frozen=True)
class Trace:
    """What a document tells of its making: its nodes, which have no words, and the `looks` that `parts` made of it."""

    id: str
    stories: dict[str, Node]
    looks: dict[str, str]


def traced(package: Package, cells: Cells) -> bytes:
    """The document with its trace. The same content and cells give the same bytes."""
    own = package.copy()
    drop_trace(own)
    found, told = _told(own, cells)
    number = _id(own, told)
    put_trace(own, number, _written(number, found, told, looks(own)))
    return own.write()


def read_trace(package: Package) -> Trace | None:
    """The trace in a document; None where there is none that makes sense."""
    data = find_trace(package)
    if data is None:
        return None
    try:
        root = parse(data)
        number = _number(root)
        if not number:
            return None
        read = {item.get("name") or "": read_story(item) for item in root.iter(f"{_OWN}story")}
        nodes = [node for story in read.values() for node in story.walk()]
        for place, cells in read_cells(root.findtext(f"{_OWN}cells") or "{}", len(nodes)).items():
            nodes[place].cells = cells
        return Trace(number, read, read_looks(root.findtext(f"{_OWN}looks") or ""))
    except (Odd, PackageFault, etree.XMLSyntaxError, ValueError, RecursionError):
        return None


def trace_id(package: Package) -> str:
    """The id of the version that a document was made as, "" for none; it outlives the trace where only that is lost."""
    data = find_trace(package)
    try:
        number = "" if data is None else _number(parse(data))
    except (PackageFault, etree.XMLSyntaxError):
        number = ""
    return number or id_property(package)


def _number(root: etree._Element) -> str:
    """The id of a trace, "" for what is none."""
    number = root.get("id") or ""
    return number if root.tag == f"{_OWN}trace" and len(number) == _ID_LENGTH and len(root) <= _MOST_STORIES else ""


def carry(source: Package, into: Package) -> None:
    """Gives a merged document the trace of the version that was merged in. Changes `into`."""
    drop_trace(into)
    data = find_trace(source)
    if data is not None:
        put_trace(into, trace_id(source), data)


def stories(package: Package) -> dict[str, Node]:
    """The nodes of a document of either kind."""
    return word_nodes.stories(package) if is_word(package) else deck_nodes.stories(package)


def is_word(package: Package) -> bool:
    """Whether a document is one of Word; else it is taken for a deck."""
    return not any(kind in package.content_type(package.main_part()) for kind in _DECKS)


def recognise(trace: Trace, *versions: Mapping[str, Node]) -> None:
    """Makes a trace and versions of its document comparable. Changes all of them, once before anything is aligned.

    The nodes of `versions` get the fingerprints that the trace would give them, and those of the trace the identities
    that are known in the versions.
    """
    mask = Mask(trace.id)
    known: dict[str, str] = {}
    rows: dict[str, Node] = {}
    for version in versions:
        for story in version.values():
            for node in story.walk():
                if node.anchor:
                    known.setdefault(mask.anchor(node.anchor), node.anchor)
                if node.kind == "r" and node.anchor:
                    rows.setdefault(node.anchor, node)
            mask.put_on(story)
    for story in trace.stories.values():
        resolve(story, known, rows)
        mask.settle(story)


def known_looks(trace: Trace, *versions: Mapping[str, str]) -> dict[str, str]:
    """What `merge_parts` needs to know of base, made of its trace and the `looks` of versions of its document."""
    mask = Mask(trace.id)
    found: dict[str, str] = {}
    for version in versions:
        for name, look in version.items():
            told = trace.looks.get(mask.leaf(name))
            if told is not None and (name not in found or told == mask.leaf(look)):
                found[name] = look if told == mask.leaf(look) else _OTHER
    return found


def give_cells(trace: Trace, version: Mapping[str, Node]) -> None:
    """Tells the nodes of a document their cells: node by node in the very document that the trace is of.

    In one that people have worked on, or that was merged, a node is known by its identity, else by what it says where
    that is there only once.
    """
    mask = Mask(trace.id)
    for name, story in version.items():
        told = trace.stories.get(name)
        if told is not None and not _same_shape(told, story):
            _give_known(told, story, mask)


def _same_shape(told: Node, story: Node) -> bool:
    """Whether the nodes stand in the trace one by one; they have got their cells then."""
    if _shape(told) != _shape(story):
        return False
    for node, own in zip(story.walk(), told.walk(), strict=True):
        node.cells = own.cells
    return True


def _give_known(told: Node, story: Node, mask: Mask) -> None:
    """The names of shapes are identities only on their slide."""
    slides = {mask.anchor(node.anchor): node for node in story.children if node.kind == "s" and node.anchor}
    for own in told.children:
        slide = slides.get(own.anchor) if own.kind == "s" else None
        if slide is not None and not _same_shape(own, slide):
            _by_identity(own, slide, mask)
    if not slides:
        _by_identity(told, story, mask)
    said = _only_said((node.digest, node) for node in told.walk() if not is_holder(node))
    ours = _only_said((mask.leaf(node.digest), node) for node in story.walk() if not is_holder(node))
    for digest, node in ours.items():
        if not node.cells and digest in said and said[digest].kind == node.kind:
            node.cells = said[digest].cells


def _by_identity(told: Node, story: Node, mask: Mask) -> None:
    known = {(node.kind, node.anchor): node for node in told.walk() if node.anchor}
    for node in story.walk():
        own = known.get((node.kind, mask.anchor(node.anchor))) if node.anchor else None
        if own is not None and not (node.kind in "rh" and _same_shape(own, node)):
            node.cells = own.cells


def _only_said(nodes: Iterable[tuple[str, Node]]) -> dict[str, Node]:
    """What says something that nothing else says."""
    found = list(nodes)
    counts = Counter(digest for digest, _ in found)
    return {digest: node for digest, node in found if counts[digest] == 1}


def _shape(story: Node) -> list[tuple[str, int]]:
    return [(node.kind, len(node.children)) for node in story.walk()]


def _written(
    number: str, found: Mapping[str, Node], told: Mapping[Node, tuple[Place, ...]], seen: dict[str, str]
) -> bytes:
    mask = Mask(number)
    root = etree.Element(f"{_OWN}trace", {"id": number}, nsmap=_NAMES)
    for name, story in found.items():
        root.append(written_story(name, story, mask))
    nodes = [node for story in found.values() for node in story.walk()]
    etree.SubElement(root, f"{_OWN}cells").text = written_cells([told.get(node, ()) for node in nodes])
    etree.SubElement(root, f"{_OWN}looks").text = written_looks(seen, mask)
    return serialise(root)


def _id(package: Package, told: Mapping[Node, tuple[Place, ...]]) -> str:
    """A fingerprint of all parts, and of the cells."""
    made = hashlib.sha256()
    for name in sorted(package.parts):
        part = package.parts[name]
        crc, size = (part.checksum, part.size) if isinstance(part, Stored) else (zlib.crc32(part), len(part))
        made.update(f"{name} {crc} {size} ".encode())
    for cells in told.values():
        made.update("|".join(f"{item.file}!{item.sheet}!{item.cell}" for item in cells).encode("utf-8", "replace"))
    return made.hexdigest()[:_ID_LENGTH]


def _told(package: Package, cells: Cells) -> tuple[dict[str, Node], dict[Node, tuple[Place, ...]]]:
    """The nodes of a document, and the cells of those that have any."""
    if not is_word(package):
        deck = deck_nodes.open_deck(package, package.look)
        return {"deck": deck.node}, _cells_of_deck(deck, cells)
    body = package.look(package.main_part())
    found, parts = word_nodes.stories(package, body), word_nodes.story_parts(package, body)
    told = {
        node: tuple(cells.get((parts[name], node.element.get(_PARAGRAPH_ID) or ""), ()))
        for name, story in found.items()
        for node in story.walk()
    }
    told |= {child: told[node] for node in told for child in node.children if child.kind == "k"}
    return found, {node: places for node, places in told.items() if places}


def _cells_of_deck(deck: deck_nodes.Deck, cells: Cells) -> dict[Node, tuple[Place, ...]]:
    told: dict[Node, tuple[Place, ...]] = {}
    for slide in deck.slides:
        known = {element: (slide.part, anchor) for element, anchor in anchors_in(slide.root).items()}
        if slide.notes_root is not None:
            known |= {element: (slide.notes, anchor) for element, anchor in anchors_in(slide.notes_root).items()}
        told |= {item: tuple(cells.get(known.get(item.element, ("", "")), ())) for item in slide.node.walk()}
    return {node: places for node, places in told.items() if places}
