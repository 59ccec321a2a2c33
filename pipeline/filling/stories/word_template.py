"""What a part of a Word template needs before its tags are looked for.

In: the stamped tree of a story and the template's package. Out: the same tree, made so that whatever a designer may
have in Word can be repeated: tags in one piece, controls that show what is written, notes in the text.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from pipeline.filling.lifting import broken_tags
from pipeline.filling.stories import controls, lists, notes, word_tables
from pipeline.ooxml.dialect import w
from pipeline.ooxml.package import Package, parse


def prepare(root: etree._Element, package: Package, name: str, stamped: Callable[[str], etree._Element]) -> None:
    """Prepares the part `name`; `stamped` gives the tree of another part, each block with its place on it."""
    main = package.main_part()
    if name == main:
        for kind in notes.KINDS:
            for item in package.related(main, kind):
                notes.bring_in(root, package, main, kind, stamped(item.target), item.target)
    elif root.tag in (w("footnotes"), w("endnotes")):
        notes.take_out(root, parse(package.read(main)))
    broken_tags.mend(root)
    controls.free(root)
    word_tables.note_neighbours(root)
    lists.note(root, _part(package, main, "styles"), _part(package, main, "numbering"))


def _part(package: Package, main: str, kind: str) -> etree._Element | None:
    found = package.related(main, kind)
    return parse(package.read(found[0].target)) if found and found[0].target in package.parts else None
