"""What stands on a slide of the fresh deck, with all that it needs, for a slide of the hand's deck.

In: two decks, and which slide of one is which of the other. Out: copies of elements whose relationships lead to parts
of the hand's deck: its own where it has the same (pictures, layouts), else copies put into it.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, field, replace
from itertools import count

from lxml import etree

from pipeline.merging.deck_nodes import NAMED, RELATION, Deck, digest_of_part
from pipeline.ooxml.attributes import integer
from pipeline.ooxml.dialect import R, a, p
from pipeline.ooxml.package import Package, Relationship, Stored, parse, serialise

_REFERENCES = f"{{{R}}}"
_LINKS = frozenset((a("hlinkClick"), a("hlinkHover"), a("hlinkMouseOver")))
_ENDS = (a("stCxn"), a("endCxn"))
_SHARED = frozenset(("image", "media", "video", "audio", "font"))
_NEVER = frozenset(("comments", "commentAuthors", "authors", "slideMaster", "theme"))
_FIRST_LAYOUT = 2_147_483_648
_DEPTH = 6


@dataclass(eq=False)
class Importer:
    """Brings parts of `fresh` into `hand`. `slides` tells the hand's slide for each fresh one that it will have."""

    hand: Deck
    fresh: Deck
    slides: dict[str, str] = field(default_factory=dict)
    _made: dict[str, str] = field(default_factory=dict)
    _pictures: dict[str, str] = field(default_factory=dict)
    _layouts: dict[str, str] = field(default_factory=dict)

    def element(self, element: etree._Element, source: str, target: str) -> etree._Element:
        """A copy of an element of the fresh part `source` for the hand's part `target`."""
        copy = deepcopy(element)
        copy.tail = None
        known = self.fresh.package.relationships.get(source, {})
        for item in list(copy.iter(etree.Element)):
            for name in [str(name) for name in item.attrib if str(name).startswith(_REFERENCES)]:
                found = known.get(item.get(name) or "")
                if found is None:
                    continue
                relation = self._relation(found, target)
                if relation:
                    item.set(name, relation)
                elif item.tag in _LINKS:
                    _drop(item)
                    break
        return copy

    def part(self, name: str, depth: int = 0) -> str:
        """The hand's copy of a fresh part, "" when there is none to copy."""
        source, into = self.fresh.package, self.hand.package
        if name not in source.parts or depth > _DEPTH:
            return ""
        if name not in self._made:
            self._made[name] = made = into.free_name(_pattern(name))
            put_part(into, made, source.parts[name], source.content_type(name))
            for item in source.relationships.get(name, {}).values():
                if item.kind in _NEVER:
                    continue
                target = item.target if item.external else self._target(item, depth + 1)
                if target:
                    into.relationships.setdefault(made, {})[item.id] = replace(item, target=target)
        return self._made[name]

    def new_slide(self, source: str, target: str, root: etree._Element) -> None:
        """Puts a whole fresh slide in as `target`, without its notes."""
        copy = self.element(root, source, target)
        package = self.hand.package
        for item in self.fresh.package.related(source, "slideLayout"):
            layout = self.layout(item.target)
            if layout:
                package.relate(target, item.type, layout)
        put_part(package, target, serialise(copy), self.fresh.package.content_type(source))

    def new_notes(self, source: str, slide: str) -> str:
        """Puts fresh notes under the hand's slide; gives their part, "" where they can't be."""
        fresh, package = self.fresh.package, self.hand.package
        if source not in fresh.parts:
            return ""
        master = self._notes_master()
        if not master:
            return ""
        target = package.free_name("ppt/notesSlides/notesSlide{}.xml")
        package.parts[target] = b""  # the name is taken
        root = self.element(parse(fresh.read(source)), source, target)
        put_part(package, target, serialise(root), fresh.content_type(source))
        package.relate(target, f"{R}/notesMaster", master)
        package.relate(target, f"{R}/slide", slide)
        package.relate(slide, f"{R}/notesSlide", target)
        return target

    def layout(self, name: str) -> str:
        """The hand's layout for a fresh one: of the same name, else brought in beside its others."""
        if name not in self._layouts:
            self._layouts[name] = self._layout(name)
        return self._layouts[name]

    def _layout(self, name: str) -> str:
        fresh, package = self.fresh.package, self.hand.package
        if name not in fresh.parts:
            return ""
        masters = [
            item.target for item in package.related(self.hand.main, "slideMaster") if item.target in package.parts
        ]
        layouts = [item.target for part in masters for item in package.related(part, "slideLayout")]
        layouts = [part for part in dict.fromkeys(layouts) if part in package.parts]
        wanted = layout_name(fresh, name)
        named = [part for part in layouts if wanted and layout_name(package, part) == wanted]
        if name in named:
            return name
        if named:
            return named[0]
        if not masters:
            return ""
        return self._new_layout(name, masters[0])

    def _new_layout(self, name: str, master: str) -> str:
        package = self.hand.package
        made = self.part(name)
        package.relate(made, f"{R}/slideMaster", master)
        root = parse(package.read(master))
        listed = root.find(p("sldLayoutIdLst"))
        if listed is None:
            return ""
        taken = {
            integer(item.get("id"), most=2**32) for item in (*self.hand.root.iter(p("sldMasterId")), *_ids(package))
        }
        number = next(number for number in count(_FIRST_LAYOUT) if number not in taken)
        relation = package.relate(master, f"{R}/slideLayout", made)
        etree.SubElement(listed, p("sldLayoutId"), {"id": str(number), RELATION: relation})
        package.parts[master] = serialise(root)
        return made

    def _notes_master(self) -> str:
        package = self.hand.package
        for item in package.related(self.hand.main, "notesMaster"):
            if item.target in package.parts:
                return item.target
        for item in self.fresh.package.related(self.fresh.main, "notesMaster"):
            made = self.part(item.target)
            for theme in self.fresh.package.related(item.target, "theme") if made else ():
                package.relate(made, theme.type, self.part(theme.target))
            if made:
                relation = package.relate(self.hand.main, item.type, made)
                listed = etree.Element(p("notesMasterIdLst"))
                etree.SubElement(listed, p("notesMasterId"), {RELATION: relation})
                masters = self.hand.root.find(p("sldMasterIdLst"))
                self.hand.root.insert(0 if masters is None else self.hand.root.index(masters) + 1, listed)
                return made
        return ""

    def _relation(self, item: Relationship, target: str) -> str:
        package = self.hand.package
        if item.external:
            return package.relate(target, item.type, item.target, external=True)
        found = self._target(item, 0)
        if not found:
            return ""
        shared = item.kind in _SHARED or item.kind == "slide"
        return package.relate(target, item.type, found) if shared else package.relate_anew(target, item.type, found)

    def _target(self, item: Relationship, depth: int) -> str:
        if item.kind == "slide":
            return self.slides.get(item.target, "")
        if item.kind == "slideLayout":
            return self.layout(item.target)
        if item.kind not in _SHARED:
            self._made.pop(item.target, None)  # charts and the like are of one shape each
            return self.part(item.target, depth)
        if not self._pictures:
            self._pictures = {
                digest_of_part(self.hand.package, name): name
                for name in sorted(self.hand.package.parts)
                if "/media/" in name
            }
        digest = digest_of_part(self.fresh.package, item.target)
        if digest and digest not in self._pictures:
            self._pictures[digest] = self.part(item.target, depth)
        return self._pictures.get(digest, "")


def put_part(package: Package, name: str, data: bytes | Stored, content_type: str) -> None:
    """Puts a part in as it is packed, with its content type."""
    package.parts[name] = data
    if package.default_types.get(name.rsplit(".", 1)[-1].lower()) != content_type:
        package.content_types[name] = content_type


def layout_name(package: Package, part: str) -> str:
    """The name of a layout as PowerPoint lists it."""
    found = re.search(rb"<p:cSld\b[^>]*?\bname=\"([^\"]*)\"", package.read(part))
    return "" if found is None else found[1].decode("utf-8", "replace")


def own_ids(copy: etree._Element, root: etree._Element, number: str = "") -> None:
    """Gives the shapes of a copy numbers that no other shape of the slide has; the first takes `number`, if given."""
    taken = {item.get("id") for item in root.iter(NAMED)} - {number}
    free = count(max((integer(item) for item in taken), default=1) + 1)
    renamed: dict[str, str] = {}
    for place, item in enumerate(copy.iter(NAMED)):
        old = item.get("id") or ""
        if old not in renamed:
            new = number if number and not place else old
            while new in taken or not new:
                new = str(next(free))
            renamed[old] = new
            taken.add(new)
        item.set("id", renamed[old])
    for end in copy.iter(*_ENDS):
        end.set("id", renamed.get(end.get("id") or "", end.get("id") or ""))


def _ids(package: Package) -> list[etree._Element]:
    masters = [name for name in package.parts if name.startswith("ppt/slideMasters/") and name.endswith(".xml")]
    return [item for name in masters for item in parse(package.read(name)).iter(p("sldLayoutId"))]


def _pattern(name: str) -> str:
    stem, _, ending = name.replace("{", "{{").replace("}", "}}").rpartition(".")
    return f"{stem.rstrip('0123456789')}{{}}.{ending}"


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
