"""Charts that the designer drew and bound to no data: they would show their sample figures in every document.

In: the places of a template's file. Out: a warning for each. Charts of layouts and masters are decoration.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.filling.lifting.tags import find_tags
from pipeline.ooxml.dialect import FALLBACK, WORD, WP, C, P, p
from pipeline.ooxml.whereabouts import Anchor, Told, Whereabouts, path_of, word_stories
from pipeline.vocabulary.findings import Finding, Place


def unbound_charts(at: Whereabouts, name: str) -> Iterator[Told]:
    """The warnings about a template's charts; `name` is the template's."""
    parts = at.slides or word_stories(at.package, at.main)
    for part in parts:
        for properties in _charts(at.tree(part), at):
            if not _is_bound(properties.get("descr") or ""):
                values = {"name": properties.get("name") or "–"}
                place = Place(name, at.place(part, properties))
                yield Told(Finding("TP014", place, values), Anchor(part, path_of(properties)))


def _charts(root: etree._Element, at: Whereabouts) -> Iterator[etree._Element]:
    """The properties of each drawn chart, which hold its name and alternative text."""
    frames = (f"{{{WP}}}inline", f"{{{WP}}}anchor") if at.dialect is WORD else (p("graphicFrame"),)
    tag = f"{{{WP}}}docPr" if at.dialect is WORD else f"{{{P}}}cNvPr"
    for frame in root.iter(*frames):
        drawn = next(frame.iter(f"{{{C}}}chart"), None)
        properties = next(frame.iter(tag), None)
        if drawn is not None and properties is not None and not any(frame.iterancestors(FALLBACK)):
            yield properties


def _is_bound(description: str) -> bool:
    """Whether an alternative text is exactly one value."""
    tags, _ = find_tags(description.strip())
    return len(tags) == 1 and tags[0].kind == "value" and tags[0].end - tags[0].start == len(description.strip())
