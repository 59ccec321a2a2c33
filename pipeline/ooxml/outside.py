"""What in a template would fetch, run or tell something when a document made from it is opened.

In: a package from outside. Out: the same package without it, and what was cut off. What a reader sees stays: the last
result of a field, the picture of an object, the words of a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote

from lxml import etree

from pipeline.ooxml.dialect import R, a, w
from pipeline.ooxml.encodings import is_markup
from pipeline.ooxml.fetching_fields import unlink
from pipeline.ooxml.package import Package, Relationship, opening_of, parse, serialise
from pipeline.ooxml.safety import is_safe_address
from pipeline.vocabulary.quoting import shortened

_NOWHERE_ADDRESS = "about:blank"
_RUNNING = frozenset(
    "aFChunk activeXControlBinary attachedTemplate control extensibility frame mailMergeHeaderSource mailMergeSource "
    "recipientData subDocument transform userCustomization webextension webextensiontaskpanes".split()
)
"""Relationships that go even when they lead to a part inside."""
_GOING = frozenset(
    "altChunk attachedTemplate audioFile control dataSource externalData headerSource media OLEObject quickTimeFile "
    "recipientData saveThroughXslt sourceFileName subDoc videoFile wavAudioFile".split()
)
"""Elements that are nothing without their relationship; of others only the attribute goes."""
_SUSPECT = re.compile(
    rb"instrText|fldSimple|hlink(?:Click|Hover|MouseOver)|mailMerge|imagedata|[<:](?:fill|stroke)[\s/>]"
)
"""Names of elements that are looked at. Only names stand in a part's bytes as they are, values may be escaped."""
_ACTIONS = ("ppaction://program", "ppaction://macro", "ppaction://ole", "ppaction://hlinkfile", "ppaction://hlinkpres")
_VML = "{urn:schemas-microsoft-com:vml}"
_FAR = re.compile(r"\s*(?:\w+:)?[/\\]{2}")
_LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Cut:
    """Something that was cut off: the part it was in, and what it was: an address, a field's name, an element's."""

    part: str
    what: str


def cut_off(package: Package) -> tuple[Cut, ...]:
    """Takes out of a package what leads outside or runs; links that are no web or mail address lead nowhere."""
    cuts: list[Cut] = []
    for source in list(package.relationships):
        gone = _cut_relationships(package, source, cuts)
        part = package.parts.get(source)
        data = package.read(source) if part is not None and (gone or is_markup(opening_of(part))) else b""
        if gone or _SUSPECT.search(data):
            _mend(package, source, data, gone, cuts)
    for name, part in list(package.parts.items()):
        if name not in package.relationships and is_markup(opening_of(part)):
            data = package.read(name)
            if _SUSPECT.search(data):
                _mend(package, name, data, frozenset(), cuts)
    return tuple(dict.fromkeys(cuts))


def _cut_relationships(package: Package, source: str, cuts: list[Cut]) -> frozenset[str]:
    """The ids of the relationships that go."""
    gone: set[str] = set()
    known = package.relationships[source]
    for item in list(known.values()):
        if item.kind == "hyperlink":
            if item.external and not _may_link(item):
                known[item.id] = replace(item, target=_NOWHERE_ADDRESS)
                cuts.append(Cut(source, shortened(item.target, _LONGEST_SHOWN)))
        elif item.external or item.kind in _RUNNING:
            del known[item.id]
            gone.add(item.id)
            cuts.append(Cut(source, shortened(item.target if item.external else item.kind, _LONGEST_SHOWN)))
    return frozenset(gone)


def _may_link(item: Relationship) -> bool:
    """Tags in an address are looked at when they are filled."""
    return item.target.startswith("#") or is_safe_address(item.target) or "{{" in unquote(item.target)


def _mend(package: Package, name: str, data: bytes, gone: frozenset[str], cuts: list[Cut]) -> None:
    root = parse(data)
    _forget(root, gone)
    found = [*unlink(root), *_actions(root), *_addresses(root)]
    for merge in list(root.iter(w("mailMerge"))):
        _remove(merge)
        found.append("mailMerge")
    if found or gone:
        cuts += [Cut(name, shortened(what, _LONGEST_SHOWN)) for what in found if what]
        package.parts[name] = serialise(root)


def _forget(root: etree._Element, gone: frozenset[str]) -> None:
    """Frees a part of the relationships it has no more."""
    for element in list(root.iter(etree.Element)) if gone else ():
        lost = [key for key, value in element.attrib.items() if value in gone and str(key).startswith(f"{{{R}}}")]
        if lost and etree.QName(element).localname in _GOING:
            _remove(element)
        for key in lost:
            del element.attrib[key]


def _actions(root: etree._Element) -> Iterator[str]:
    """Shapes that do something when they are clicked or only touched."""
    for link in list(root.iter(a("hlinkClick"), a("hlinkHover"), a("hlinkMouseOver"))):
        action = (link.get("action") or "").strip().lower()
        touched = link.tag != a("hlinkClick") and not action.startswith("ppaction://hlinkshowjump")
        if touched or action.startswith(_ACTIONS):
            _remove(link)
            yield action or etree.QName(link).localname


def _addresses(root: etree._Element) -> Iterator[str]:
    """Old drawings may name a picture's address themselves."""
    for element in root.iter(f"{_VML}imagedata", f"{_VML}fill", f"{_VML}stroke"):
        for key, value in list(element.attrib.items()):
            if str(key).rsplit("}", 1)[-1] in ("src", "href", "althref") and _FAR.match(str(value)):
                del element.attrib[key]
                yield str(value)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
