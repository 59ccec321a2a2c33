"""Where a trace lies in a file: a part of custom XML, and its id once more among the document's own properties.

In: a package. Out: the package with, or without, a trace; the bytes of the one it has. LibreOffice drops custom XML
from decks but keeps properties: by the id there our own kept version is found. The trace itself is too long for them:
Word cuts a property at 255 letters, and Excel has crashed on longer ones.
"""

from __future__ import annotations

import re
from typing import cast

from lxml import etree

from pipeline.ooxml.dialect import R
from pipeline.ooxml.package import Package, PackageFault, Relationship, Stored, inflated, parse, serialise

TRACE = "urn:digitiekartta:trace:1"
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_ITEM_ID = "{2C5D9D0E-6F5B-4B7C-9A0B-5E1D1F6A3C47}"
_ITEM_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_NAMES = cast("dict[str, str]", {None: _CUSTOM, "vt": _VALUES})
_NAME = "digitiekartta"
_ID = re.compile("[0-9a-f]{16}")
_FIRST_NUMBER = 2
_LARGEST = 900_000
"""Word on the web reads no properties at all of a document with custom XML of a megabyte."""


def put_trace(package: Package, number: str, data: bytes) -> None:
    """Adds a trace. The package must not have one."""
    main = package.main_part()
    item = package.free_name("customXml/item{}.xml")
    package.add(item, data, "application/xml")
    properties = item.replace("/item", "/itemProps")
    package.add(properties, _item_properties(), _ITEM_TYPE)
    package.relationships[item] = {"rId1": Relationship("rId1", f"{R}/customXmlProps", properties)}
    package.relate_anew(main, f"{R}/customXml", item)
    _put_property(package, number)


def drop_trace(package: Package) -> None:
    """Takes a trace away, and nothing else."""
    for name in _trace_parts(package):
        for known in package.relationships.values():
            for number in [number for number, item in known.items() if not item.external and item.target == name]:
                del known[number]
        for item in package.relationships.pop(name, {}).values():
            package.parts.pop(item.target, None)
            package.content_types.pop(item.target, None)
        del package.parts[name]
        package.content_types.pop(name, None)
    root = _properties(package)
    own = [] if root is None else [item for item in root if item.get("name") == _NAME]
    if root is not None and own:
        for field in own:
            root.remove(field)
        _keep_properties(package, root)


def find_trace(package: Package) -> bytes | None:
    """The bytes of a package's trace, the first of several."""
    for name in _trace_parts(package):
        try:
            return inflated(package.parts[name])
        except PackageFault:
            continue
    return None


def id_property(package: Package) -> str:
    """The id among the document's own properties, "" for none."""
    root = _properties(package)
    for item in () if root is None else root:
        text = "".join(str(part) for part in item.itertext()).strip()
        if item.get("name") == _NAME and _ID.fullmatch(text):
            return text
    return ""


def _trace_parts(package: Package) -> list[str]:
    found = []
    for name, part in package.parts.items():
        size = part.size if isinstance(part, Stored) else len(part)
        if name.startswith("customXml/") and name.endswith(".xml") and size <= _LARGEST and "/itemProps" not in name:
            try:
                if TRACE.encode() in inflated(part)[:1000]:
                    found.append(name)
            except PackageFault:
                continue
    return found


def _item_properties() -> bytes:
    names = {"ds": _STORE}
    root = etree.Element(f"{{{_STORE}}}datastoreItem", {f"{{{_STORE}}}itemID": _ITEM_ID}, nsmap=names)
    schemas = etree.SubElement(root, f"{{{_STORE}}}schemaRefs")
    etree.SubElement(schemas, f"{{{_STORE}}}schemaRef", {f"{{{_STORE}}}uri": TRACE})
    return serialise(root)


def _properties(package: Package) -> etree._Element | None:
    for item in package.related("", "custom-properties"):
        if item.target in package.parts and not item.external:
            try:
                return parse(inflated(package.parts[item.target]))
            except (PackageFault, etree.XMLSyntaxError):
                return None
    return None


def _put_property(package: Package, number: str) -> None:
    if package.related("", "custom-properties"):
        root = _properties(package)
        if root is None:  # a part that can't be read stays as it is
            return
    else:
        root = etree.Element(f"{{{_CUSTOM}}}Properties", nsmap=_NAMES)
        package.add("docProps/custom.xml", b"", _CUSTOM_TYPE)
        package.relate_anew("", f"{R}/custom-properties", "docProps/custom.xml")
    numbers = [int(item.get("pid") or 0) for item in root if (item.get("pid") or "").isdecimal()]
    highest = max([_FIRST_NUMBER - 1, *numbers])
    item = etree.SubElement(
        root, f"{{{_CUSTOM}}}property", {"fmtid": _FORMAT_ID, "pid": str(highest + 1), "name": _NAME}
    )
    etree.SubElement(item, f"{{{_VALUES}}}lpwstr").text = number
    _keep_properties(package, root)


def _keep_properties(package: Package, root: etree._Element) -> None:
    """Writes the properties; a part that would hold none goes."""
    known = package.relationships.get("", {})
    for number, item in [(number, item) for number, item in known.items() if item.kind == "custom-properties"]:
        if len(root):
            package.parts[item.target] = serialise(root)
        else:
            del known[number]
            package.parts.pop(item.target, None)
            package.content_types.pop(item.target, None)
