"""What lies beside the text: theme, styles, designs of slides, the document's properties; three versions into one.

In: what base looked like (its fingerprints are enough, so that a trace can tell them), the hand's package and the fresh
one. Out: the hand's package with what only the workbook's side changed, and the changes. Each colour scheme, style,
layout and property by itself: what the hand touched stays. Numbering and settings stay the hand's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from pipeline.merging.canonical import canonical, digest, plainly
from pipeline.merging.chart_copies import copy_targets
from pipeline.merging.revisions.lists import Lists
from pipeline.ooxml.dialect import R, a, p, w
from pipeline.ooxml.package import Package, PackageFault, inflated, parse, serialise
from pipeline.vocabulary.changes import Change, Fate, Kind, What

_PROPERTY, _DESIGN = "property ", "design "
_OWN_FIELDS = frozenset({"created", "modified", "lastModifiedBy", "revision", "lastPrinted", "TotalTime"})
"""Properties that a program keeps of its sittings."""
_TOLD_IN_APP = frozenset({"Company", "Manager"})
_STYLE_LIST, _VALUE = f"{w('pPr')}/{w('numPr')}/{w('numId')}", w("val")
_SCHEMES = (a("clrScheme"), a("fontScheme"), a("fmtScheme"))
_IDS = f"{{{R}}}"
_BETWEEN = re.compile(r"[\s,;]+")
"""What parts keywords."""


@dataclass(frozen=True, slots=True)
class _Facet:
    """One thing beside the text: the part it is in, its fingerprint, and how it is taken to another package.

    `take` gets the package to change and the same facet there, None where it has none.
    """

    part: str
    print: str
    said: str
    take: Callable[[Package, _Facet | None], None]


def looks(package: Package) -> dict[str, str]:
    """The fingerprint of each thing beside the text by its name: what `merge_parts` needs to know of base."""
    return {name: facet.print for name, facet in _facets(package).items()}


def merge_parts(base: Mapping[str, str], hand: Package, fresh: Package) -> tuple[Change, ...]:
    """Takes from the fresh package what changed since base and the hand left alone. Changes `hand`.

    `base` are base's `looks`. A change of looks is told once for the document, of a property each.
    """
    own, new = _facets(hand), _facets(fresh)
    changes: list[Change] = []
    for name in dict.fromkeys((*new, *(item for item in base if item.startswith(_PROPERTY)))):
        wanted, there, before = new.get(name), own.get(name), base.get(name)
        after = "" if wanted is None else wanted.print
        now = "" if there is None else there.print
        if after in (before or "", now) or (name not in base and there is not None):
            continue
        if there is None and not name.startswith(_PROPERTY) and (name in base or name.startswith(_DESIGN)):
            continue  # the hand has no use for it
        left = now == (before or "")
        if left and wanted is not None:
            wanted.take(hand, there)
        elif left and there is not None:
            _drop_property(hand, there, name)
        changes.append(_change(name, there, wanted, left=left))
    return tuple(_once(changes))


def _change(name: str, there: _Facet | None, wanted: _Facet | None, *, left: bool) -> Change:
    fate = Fate.UPDATED if left else Fate.LEFT_OUT if there is None else Fate.CONFLICT
    if not name.startswith(_PROPERTY):
        return Change(Kind.CHANGED, fate, What.LOOK, "")
    now, after = ("" if facet is None else facet.said for facet in (there, wanted))
    kind = Kind.ADDED if left and not now else Kind.CHANGED if after else Kind.REMOVED
    return Change(kind, fate, What.PROPERTY, "", now if left else "", after, yours="" if left else now)


def _once(changes: list[Change]) -> Iterator[Change]:
    told: set[Fate] = set()
    for change in changes:
        if change.what is What.LOOK:
            if change.fate in told:
                continue
            told.add(change.fate)
        yield change


def _facets(package: Package) -> dict[str, _Facet]:
    found: dict[str, _Facet] = {}
    main = package.main_part()
    for name, facet in (*_themes(package, main), *_styles(package, main), *_designs(package, main), *_fields(package)):
        found.setdefault(name, facet)
    return found


def _tree(package: Package, part: str) -> etree._Element | None:
    """A part as a tree; None for one that is missing or can't be read: it stays as it is."""
    if part not in package.parts:
        return None
    try:
        return parse(inflated(package.parts[part]))
    except (PackageFault, etree.XMLSyntaxError):
        return None


def _plain_tree(package: Package, part: str) -> etree._Element | None:
    """A part as a tree for fingerprints."""
    root = _tree(package, part)
    return None if root is None else plainly(root)


def _themes(package: Package, main: str) -> Iterator[tuple[str, _Facet]]:
    """The colours, fonts and effects of each theme, by whose theme it is."""
    owners = [("", main)] + [
        (f"{kind}{number}", item.target)
        for kind in ("slideMaster", "notesMaster", "handoutMaster")
        for number, item in enumerate(package.related(main, kind))
    ]
    seen: set[str] = set()
    for whose, owner in owners:
        for item in package.related(owner, "theme"):
            root = _plain_tree(package, item.target) if item.target not in seen and not item.external else None
            seen.add(item.target)
            for scheme in () if root is None else root.iter(*_SCHEMES):
                yield f"theme {whose} {etree.QName(scheme).localname}", _element_facet(item.target, scheme)


def _styles(package: Package, main: str) -> Iterator[tuple[str, _Facet]]:
    """Each style by its kind and id, and what holds where no style says anything."""
    for item in package.related(main, "styles"):
        root = _plain_tree(package, item.target)
        for element in () if root is None else root:
            if element.tag == w("style"):
                name = f"style {element.get(w('type'), 'paragraph')} {element.get(w('styleId'), '')}"
                yield name, _element_facet(item.target, element, package)
            elif element.tag == w("docDefaults"):
                yield "style defaults", _element_facet(item.target, element)


def _element_facet(part: str, element: etree._Element, source: Package | None = None) -> _Facet:
    def take(package: Package, there: _Facet | None) -> None:
        name = part if there is None else there.part
        root = _tree(package, name)
        if root is None:
            return
        old = next((item for item in root.iter(element.tag) if _same_name(item, element)), None)
        around = None if old is None else old.getparent()
        taken = deepcopy(element)
        if source is not None:
            _keep_numbers(taken, old, Lists(package, source))
        if old is not None and around is not None:
            around.replace(old, taken)
        elif element.tag == w("style"):
            root.append(taken)
        package.parts[name] = serialise(root)

    return _Facet(part, digest(canonical(element)), "", take)


def _keep_numbers(style: etree._Element, old: etree._Element | None, lists: Lists) -> None:
    """A style's list is one of the hand's: its own, if that looks the same, else the fresh one, which is brought."""
    own = None if old is None else old.find(_STYLE_LIST)
    kept = "" if own is None else own.get(_VALUE) or ""
    for number in style.iterfind(_STYLE_LIST):
        fresh = number.get(_VALUE) or ""
        alike = kept and lists.form(kept, fresh=False) == lists.form(fresh, fresh=True)
        number.set(_VALUE, kept if alike else lists.number_of(fresh) or "0")
    lists.write()


def _same_name(one: etree._Element, other: etree._Element) -> bool:
    names = (w("styleId"), w("type"))
    return one.tag != w("style") or all(one.get(name) == other.get(name) for name in names)


def _designs(package: Package, main: str) -> Iterator[tuple[str, _Facet]]:
    """Masters and layouts of slides, each a part; layouts by their names."""
    for kind in ("slideMaster", "notesMaster"):
        for number, item in enumerate(package.related(main, kind)):
            yield from _design(package, f"{kind} {number}", item.target)
            for layout in package.related(item.target, "slideLayout"):
                root = _tree(package, layout.target)
                name = None if root is None else root.find(p("cSld"))
                yield from _design(
                    package, f"layout {number} {'' if name is None else name.get('name')}", layout.target
                )


def _design(package: Package, name: str, part: str) -> Iterator[tuple[str, _Facet]]:
    root = _plain_tree(package, part)
    if root is None:
        return
    told = deepcopy(root)
    _name_targets(told, package, part)

    def take(into: Package, there: _Facet | None) -> None:
        if there is None:
            return
        drawn = deepcopy(root)
        known = into.relationships.setdefault(there.part, {})
        copied = copy_targets(into, package, part, only=frozenset({"image"}))
        numbers: dict[str, str] = {}
        for number, item in package.relationships.get(part, {}).items():
            if number in copied:
                numbers[number] = into.relate_anew(there.part, item.type, copied[number].target)
            elif item.external:
                numbers[number] = into.relate(there.part, item.type, item.target, external=True)
        _renumber(drawn, numbers)
        _keep_lists(drawn, _tree(into, there.part))
        into.parts[there.part] = serialise(drawn)
        into.relationships[there.part] = known

    yield f"{_DESIGN}{name}", _Facet(part, digest(canonical(told)), "", take)


def _name_targets(root: etree._Element, package: Package, part: str) -> None:
    """Puts what a relationship leads to in the place of its number, which programs choose anew."""
    known = package.relationships.get(part, {})
    for element in root.iter(etree.Element):
        for name in [name for name in element.attrib if str(name).startswith(_IDS)]:
            item = known.get(element.get(name) or "")
            picture = item is not None and item.kind == "image" and item.target in package.parts
            told = digest(inflated(package.parts[item.target])) if item is not None and picture else ""
            element.set(name, told or ("" if item is None else item.kind))
    for lists in list(root.iter(p("sldLayoutIdLst"))):
        _remove(lists)


def _renumber(root: etree._Element, numbers: Mapping[str, str]) -> None:
    for element in root.iter(etree.Element):
        for name in [name for name in element.attrib if str(name).startswith(_IDS)]:
            element.set(name, numbers.get(element.get(name) or "", element.get(name) or ""))


def _keep_lists(drawn: etree._Element, old: etree._Element | None) -> None:
    """A master's list of its layouts stays the hand's: it names the hand's relationships."""
    kept = None if old is None else old.find(p("sldLayoutIdLst"))
    listed = drawn.find(p("sldLayoutIdLst"))
    if listed is not None and kept is not None:
        drawn.replace(listed, deepcopy(kept))


def _fields(package: Package) -> Iterator[tuple[str, _Facet]]:
    """The properties of the document, and the organisation's name that Word and PowerPoint keep beside them."""
    for kind, chosen in (("core-properties", None), ("extended-properties", _TOLD_IN_APP)):
        for item in package.related("", kind):
            root = _tree(package, item.target)
            for element in () if root is None else root:
                name = etree.QName(element).localname if isinstance(element.tag, str) else ""
                if (
                    name
                    and name not in _OWN_FIELDS
                    and (chosen is None or name in chosen)
                    and (element.text or "").strip()
                ):
                    yield f"{_PROPERTY}{name}", _field(item.target, element, kind)


def _field(part: str, element: etree._Element, kind: str) -> _Facet:
    said = " ".join((element.text or "").split())
    listed = etree.QName(element).localname == "keywords"  # some programs write them with commas, some without

    def take(package: Package, there: _Facet | None) -> None:
        own = next((item.target for item in package.related("", kind)), "")
        name = own if there is None else there.part
        root = _tree(package, name)
        if root is None:
            return
        old = root.find(element.tag)
        if old is None:
            root.append(deepcopy(element))
        else:
            old.text = element.text
        package.parts[name] = serialise(root)

    known = " ".join(_BETWEEN.split(said)) if listed else said
    return _Facet(part, digest(known.encode("utf-8", "replace")), said, take)


def _drop_property(package: Package, there: _Facet, name: str) -> None:
    root = _tree(package, there.part)
    for element in () if root is None else list(root):
        if isinstance(element.tag, str) and etree.QName(element).localname == name.removeprefix(_PROPERTY):
            _remove(element)
    if root is not None:
        package.parts[there.part] = serialise(root)


def _remove(element: etree._Element) -> None:
    around = element.getparent()
    if around is not None:
        around.remove(element)
