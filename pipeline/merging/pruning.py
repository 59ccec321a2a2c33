"""What a document shows no more leaves its file: charts with their workbooks, pictures, links, notes.

In: a package, a part of it as it was and as it is. Out: the package without what only that part led to. People publish
these files; figures and words that were taken out must not lie in them.
"""

from __future__ import annotations

from lxml import etree

from pipeline.merging.revisions.footnotes import REFERENCES
from pipeline.ooxml.dialect import w
from pipeline.ooxml.named_ids import ids_named
from pipeline.ooxml.package import Package, parse, serialise

_IMPLICIT = frozenset(
    "slideLayout notesSlide notesMaster slide themeOverride vmlDrawing diagramDrawing comments".split()
)
_ID = w("id")


def names_in(package: Package, part: str, root: etree._Element) -> set[str]:
    """The relationships of a part that its tree names."""
    return ids_named(etree.tostring(root, encoding="unicode"), package.relationships.get(part, {}))


def prune(package: Package, part: str, root: etree._Element, before: set[str]) -> None:
    """Drops the relationships that the part named `before` and names no more."""
    known = package.relationships.get(part, {})
    for number in before - names_in(package, part, root):
        item = known.get(number)
        if item is not None and item.kind not in _IMPLICIT:
            del known[number]


def prune_story(package: Package, part: str, root: etree._Element, old: bytes) -> None:
    """Drops what a story of a Word document led to as `old` and leads to no more, its notes too."""
    was = parse(old)
    prune(package, part, root, names_in(package, part, was))
    for tag, kind in REFERENCES.items():
        if gone := {item.get(_ID) for item in was.iter(tag)} - {item.get(_ID) for item in root.iter(tag)}:
            _drop_notes(package, part, kind, gone)


def _drop_notes(package: Package, part: str, kind: str, numbers: set[str | None]) -> None:
    for item in package.related(part, f"{kind}s"):
        notes = parse(package.read(item.target))
        for note in [note for note in notes.iterchildren(w(kind)) if note.get(_ID) in numbers]:
            notes.remove(note)
        package.parts[item.target] = serialise(notes)
