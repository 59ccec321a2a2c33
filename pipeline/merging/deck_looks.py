"""What an element of a slide looks like, however a program spells it.

In: a shape, paragraph or row on a slide of a package. Out: its fingerprint: the same for the same looks and words, also
after PowerPoint has saved the file (marks of spelling, languages, lasting ids, runs parted anew, empty properties).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from pipeline.merging.deck_nodes import digest_of_part
from pipeline.ooxml.attributes import integer
from pipeline.ooxml.dialect import R, a, p
from pipeline.ooxml.package import Package, Relationship

_UNSEEN = frozenset(("dirty", "err", "lang", "altLang", "smtClean", "smtId", "noProof", "bmk", "kumimoji"))
_RUN, _TEXT, _RUN_PROPERTIES, _END = a("r"), a("t"), a("rPr"), a("endParaRPr")
_EXTENSIONS = (a("extLst"), p("extLst"))
_HOLLOW = frozenset((a("rPr"), a("pPr"), a("lstStyle"), a("avLst"), p("extLst"), a("extLst"), _END, a("effectLst")))
_REFERENCES = f"{{{R}}}"
_ALIKE = frozenset(("slide", "chart", "chartEx", "package", "oleObject"))
"""Kinds of parts that are compared elsewhere, or that programs write anew."""
_LASTING = ("creationId", "rowId", "colId", "modId", "predDERef")
_GRID = 1_270
"""Lengths that differ by less than a tenth of a point are one."""
_LENGTHS = frozenset(("x", "y", "cx", "cy", "w", "h"))


def look_of(package: Package, part: str, element: etree._Element, *, placed: bool = True) -> str:
    """The fingerprint of an element; without where it stands unless `placed`."""
    copy = deepcopy(element)
    copy.tail = None
    known = package.relationships.get(part, {})
    for item in list(copy.iter(etree.Element)):
        if not placed and item.tag in (a("xfrm"), p("xfrm")):
            _drop(item)
        else:
            _settle(item, package, known)
    _join_runs(copy)
    for item in reversed(list(copy.iter(etree.Element))):
        if item.tag in _HOLLOW and not len(item) and not item.attrib and item is not copy:
            _drop(item)
    etree.strip_tags(copy, etree.Comment)
    return hashlib.sha256(etree.tostring(copy, method="c14n2")).hexdigest()


def _settle(item: etree._Element, package: Package, known: Mapping[str, Relationship]) -> None:
    """Takes what nobody sees off an element, and says what it refers to in the place of the relationship's number."""
    if item.tag in _EXTENSIONS:
        _drop_lasting(item)
    elif item.tag == p("cNvPr"):
        item.attrib.pop("id", "")
    for name in [str(name) for name in item.attrib]:
        if name in _UNSEEN:
            del item.attrib[name]
        elif name.startswith(_REFERENCES):
            found = known.get(item.get(name) or "")
            item.set(name, "" if found is None else _target(package, found))
    _round(item)


def same_look(
    one: tuple[Package, str, etree._Element], other: tuple[Package, str, etree._Element], *, placed: bool = True
) -> bool:
    """Whether two elements look the same and say the same."""
    if etree.tostring(one[2], with_tail=False) == etree.tostring(other[2], with_tail=False) and not _refers(one[2]):
        return True
    return look_of(*one, placed=placed) == look_of(*other, placed=placed)


def _refers(element: etree._Element) -> bool:
    return any(str(name).startswith(_REFERENCES) for item in element.iter(etree.Element) for name in item.attrib)


def _target(package: Package, item: Relationship) -> str:
    if item.external:
        return item.target
    if item.kind in _ALIKE or item.target not in package.parts:
        return item.kind
    return f"{item.kind} {digest_of_part(package, item.target)}"


def _drop_lasting(extensions: etree._Element) -> None:
    for item in list(extensions):
        names = [etree.QName(child).localname for child in item.iterchildren(etree.Element)]
        if not names or all(name in _LASTING for name in names):
            extensions.remove(item)


def _round(item: etree._Element) -> None:
    for name in [name for name in _LENGTHS if name in item.attrib]:
        item.set(name, str(round(integer(item.get(name), most=10**10) / _GRID)))


def _join_runs(root: etree._Element) -> None:
    """Runs of one look beside each other are one."""
    for paragraph in root.iter(a("p")):
        last: etree._Element | None = None
        for run in list(paragraph):
            if run.tag != _RUN:
                last = None
                continue
            if last is not None and _properties(last) == _properties(run):
                kept, more = last.find(_TEXT), run.find(_TEXT)
                if kept is not None and more is not None:
                    kept.text = (kept.text or "") + (more.text or "")
                    paragraph.remove(run)
                    continue
            last = run


def _properties(run: etree._Element) -> bytes:
    found = run.find(_RUN_PROPERTIES)
    return b"" if found is None or not (len(found) or found.attrib) else etree.tostring(found, with_tail=False)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
