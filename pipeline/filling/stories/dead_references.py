"""References that lead nowhere in the template itself: Word shows an error in their place once its fields are updated.

In: a Word template's package and the names of its stories. Out: a fault for each, told with the document: what the
designer typed there is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from pipeline.filling.blocks import place_of
from pipeline.filling.sites import Fault, Sites, Spot
from pipeline.filling.stories.bookmarks import key_of
from pipeline.filling.stories.references import Reference, references
from pipeline.ooxml.dialect import WORD, w
from pipeline.ooxml.package import Package
from pipeline.ooxml.text import text_of

DEAD = "TP023"
_REFERRING = (b"REF", b"anchor=", b"HYPERLINK")


def _bookmarks(roots: Iterable[etree._Element]) -> frozenset[str]:
    """The keys of all bookmarks' names in the stories of a document."""
    return frozenset(key_of(item.get(w("name")) or "") for root in roots for item in root.iter(w("bookmarkStart")))


def dead_references(
    package: Package, stories: Iterable[str], stamped: Callable[[str], etree._Element]
) -> Iterator[Fault]:
    """The references of a template that lead to no bookmark of it; `stamped` gives a part with its blocks' places."""
    names = list(stories)
    if not any(sign in package.read(name) for name in names for sign in _REFERRING):
        return
    roots = {name: stamped(name) for name in names}
    known = _bookmarks(roots.values())
    for name, root in roots.items():
        yield from told_once(DEAD, (item for item in references(root) if key_of(item.name) not in known), name)


def told_once(code: str, found: Iterable[Reference], part: str) -> list[Fault]:
    """A fault for each place and name among references of a part."""
    sites = Sites(part)
    for reference in found:
        place = place_of(reference.paragraph).partition("@")[0]
        spot = Spot(place, text=text_of(reference.paragraph, WORD))
        sites.fault(code, spot, reference.code, name=reference.name)
    return sites.faults
