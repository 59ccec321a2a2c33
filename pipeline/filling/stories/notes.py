"""Footnotes and endnotes in loops: each pass has notes of its own, filled with its own values.

In: a template's main part, and after rendering its tree. Out: for compiling, each note stands in the text right behind
its reference, so that it is filled where it is referred to; after rendering the notes are a part of their own again,
in the order in which they come. What a note relates to (links, pictures) goes with it both ways.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator

from lxml import etree

from pipeline.filling.blocks import BLOCK
from pipeline.ooxml.attributes import integer
from pipeline.ooxml.dialect import R, w
from pipeline.ooxml.package import Package

KINDS = {"footnotes": ("footnote", "footnoteReference"), "endnotes": ("endnote", "endnoteReference")}
"""The kinds of notes: what a note and its reference are called."""
_IDENTITY, _TYPE = w("id"), w("type")
_ORDINARY = (None, "normal")


def bring_in(root: etree._Element, package: Package, main: str, kind: str, notes: etree._Element, part: str) -> None:
    """Puts a copy of each note behind its reference in the main part's tree.

    `notes` is the stamped tree of the part `part` of notes; their blocks' places are told apart by the part's name.
    """
    name, reference = KINDS[kind]
    bodies = {item.get(_IDENTITY): item for item in notes.iter(w(name)) if item.get(_TYPE) in _ORDINARY}
    for element in list(root.iter(w(reference))):
        body, run = bodies.get(element.get(_IDENTITY)), element.getparent()
        if body is None or run is None:
            continue
        note = copy.deepcopy(body)
        for block in note.iter(etree.Element):
            if BLOCK in block.attrib:
                block.set(BLOCK, f"{part}:{block.get(BLOCK)}")
        _relate(note, package, part, main)
        run.insert(run.index(element) + 1, note)


def take_out(notes: etree._Element, root: etree._Element) -> None:
    """Takes the notes that the text refers to out of their part: they stand in the text while it is filled.

    `root` is the main part. What stays are the lines that part notes from text, and notes that nobody sees.
    """
    reference = next(reference for kind, (_, reference) in KINDS.items() if notes.tag == w(kind))
    referred = {item.get(_IDENTITY) for item in root.iter(w(reference))}
    for note in list(notes):
        if note.get(_TYPE) in _ORDINARY and note.get(_IDENTITY) in referred:
            notes.remove(note)
    for element in notes.iter(etree.Element):
        element.attrib.pop(BLOCK, "")


def move_out(root: etree._Element, package: Package, main: str, kind: str, notes: etree._Element, part: str) -> None:
    """Moves the rendered notes of one kind to their part, numbered in the order of their references."""
    name, reference = KINDS[kind]
    number = max((integer(item.get(_IDENTITY)) for item in notes), default=0)
    related = False
    for note in list(root.iter(w(name))):
        run = note.getparent()
        mark = note.getprevious()
        if run is None or mark is None or mark.tag != w(reference):
            continue
        number += 1
        mark.set(_IDENTITY, str(number))
        note.set(_IDENTITY, str(number))
        run.remove(note)
        related = _relate(note, package, main, part) or related
        notes.append(note)
    if related:
        _forget_unused(root, package, main)


def _relate(note: etree._Element, package: Package, source: str, target: str) -> bool:
    """What a note relates to in one part becomes a relationship of the other. Says whether there is anything."""
    known = package.relationships.get(source, {})
    related = False
    for element, name in _relations(note):
        item = known.get(str(element.get(name)))
        if item is not None:
            related = True
            element.set(name, package.relate(target, item.type, item.target, external=item.external))
    return related


def _relations(element: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    for item in element.iter(etree.Element):
        for name in item.attrib:
            if str(name).startswith(f"{{{R}}}"):
                yield item, str(name)


def _forget_unused(root: etree._Element, package: Package, main: str) -> None:
    known = package.relationships.get(main, {})
    used = {str(element.get(name)) for element, name in _relations(root)}
    for item in list(known.values()):
        if item.kind in ("hyperlink", "image") and item.id not in used:
            del known[item.id]
