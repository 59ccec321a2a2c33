"""Which parts a slide needs of its own, and what of a template's parts no document carries.

In: the package of a deck under way, and a slide's relationships as the template has them. Out: relationships to copies
where PowerPoint wants one part a slide (charts with their workbooks, diagrams, tags, ink, embedded objects), to the
same part where sharing is fine (pictures, media, layouts), and none to comments.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.filling.slides.diagrams import aim_drawing, drawing_of
from pipeline.ooxml.dialect import R
from pipeline.ooxml.named_ids import ids_named
from pipeline.ooxml.package import Package, Relationship

OWN = frozenset(
    "chart chartEx chartUserShapes chartStyle chartColorStyle themeOverride diagramData diagramDrawing diagramLayout "
    "diagramQuickStyle diagramColors tags oleObject package control activeXControlBinary vmlDrawing".split()
)
"""Kinds of relationships whose parts are of one slide only."""
COMMENTS = frozenset({"comments", "commentAuthors", "authors"})
"""What people said about the template, old kind and new: it is not about the document."""
_IMPLICIT = frozenset("slideLayout notesSlide themeOverride vmlDrawing diagramDrawing".split())
"""Kinds that hold though nothing on the slide names them; a diagram's drawing is named by its data."""
_INK = "application/inkml+xml"
_NUMBERED = re.compile(r"\d+(?=\.\w+$)")
_DEPTH = 6
_REFERENCES = f"{{{R}}}"


@dataclass(slots=True)
class SlideParts:
    """The parts of the slides of one document. `taken` are those that a slide has for itself already."""

    package: Package
    taken: set[str] = field(default_factory=set)

    def kept(self, known: Mapping[str, Relationship]) -> dict[str, Relationship]:
        """A slide's relationships for a copy of it: those to its notes and to comments are left out."""
        return {number: item for number, item in known.items() if item.kind not in COMMENTS | {"notesSlide"}}

    def own(self, slide: str, root: etree._Element) -> None:
        """Gives a slide, and each shape on it, parts of its own where it would share another's."""
        known = self.package.relationships.get(slide, {})
        owned = [(number, item) for number, item in known.items() if self._needs_own(item)]
        if owned:
            self._part_twins(slide, root)
        for number, item in owned:
            target = item.target if item.target not in self.taken else self.copy(item.target)
            self._take(target)
            known[number] = replace(item, target=target)

    def _part_twins(self, slide: str, root: etree._Element) -> None:
        """Copies of one shape on a slide name the same relationships: from the second on they get new ones."""
        known = self.package.relationships[slide]
        seen: set[str] = set()
        for element in root.iter(etree.Element):
            for name in [str(name) for name in element.attrib if str(name).startswith(_REFERENCES)]:
                number = element.get(name) or ""
                item = known.get(number)
                if item is None or not self._needs_own(item):
                    continue
                if number in seen:
                    element.set(name, self._twin(slide, item))
                seen.add(number)

    def _twin(self, slide: str, item: Relationship) -> str:
        """A relationship to a copy of a part; a diagram's data take their drawing along."""
        copied = self.copy(item.target)
        self._take(copied)
        if item.kind == "diagramData":
            drawing = self.package.relationships[slide].get(drawing_of(self.package, item.target))
            if drawing is not None:
                aim_drawing(self.package, copied, self._twin(slide, drawing))
        return self.package.relate(slide, item.type, copied)

    def _needs_own(self, item: Relationship) -> bool:
        """Whether a relationship leads to a part that two slides can't share."""
        if item.external or item.target not in self.package.parts:
            return False
        return item.kind in OWN or self.package.content_type(item.target) == _INK

    def copy(self, part: str, depth: int = 0) -> str:
        """A copy of a part with all that it needs of its own. Gives the copy's name."""
        package = self.package
        stem = _NUMBERED.sub("", part)
        name = package.free_name(f"{stem.rpartition('.')[0]}{{}}.{stem.rpartition('.')[2]}")
        package.parts[name] = package.parts[part]
        if part in package.content_types:
            package.content_types[name] = package.content_types[part]
        for number, item in package.relationships.get(part, {}).items():
            if self._needs_own(item) and depth < _DEPTH:
                item = replace(item, target=self.copy(item.target, depth + 1))
            package.relationships.setdefault(name, {})[number] = item
        return name

    def prune(self, slide: str, xml: str) -> None:
        """Drops a slide's relationships that nothing on it names."""
        known = self.package.relationships.get(slide, {})
        named = ids_named(xml, known)
        for item in list(known.values()):
            if item.kind not in _IMPLICIT and item.id not in named:
                del known[item.id]
        drawings = {item.id for item in known.values() if item.kind == "diagramDrawing"}
        if drawings:
            data = [item.target for item in known.values() if item.kind == "diagramData"]
            for number in drawings - {drawing_of(self.package, part) for part in data if part in self.package.parts}:
                del known[number]

    def _take(self, part: str) -> None:
        """Notes a part, and those that it needs, as one slide's."""
        waiting = [part]
        while waiting:
            name = waiting.pop()
            if name not in self.taken:
                self.taken.add(name)
                below = self.package.relationships.get(name, {}).values()
                waiting += [item.target for item in below if self._needs_own(item)]


def drop_comments(package: Package) -> None:
    """Takes comments and their authors out of a package."""
    for known in package.relationships.values():
        for number in [number for number, item in known.items() if item.kind in COMMENTS]:
            del known[number]
