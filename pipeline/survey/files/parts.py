"""Where in a workbook's package each worksheet stands.

In: an open zip. Out: the titles and part names of the worksheets in the workbook's order, chart sheets left out.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from xml.etree.ElementTree import Element

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_PLAIN = re.compile(r"(?:/?xl/)?worksheets/[A-Za-z0-9_-]+\.xml")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet's place among all sheets from 0, its title and the name of its part."""

    index: int
    title: str
    name: str


def sheet_parts(package: zipfile.ZipFile) -> tuple[SheetPart, ...] | None:
    """The worksheets, or None when two programs could take different parts for the same sheet.

    Raises KeyError and the XML parser's errors when the package is damaged.
    """
    if _has_twins(package.namelist()):
        return None
    relations = {item.get("Id"): (item.get("Type", ""), item.get("Target", "")) for item in _root(package, _RELATIONS)}
    sheets = [item for item in _root(package, _WORKBOOK).iter() if _local(item) == "sheet"]
    parts: list[SheetPart] = []
    for index, sheet in enumerate(sheets):
        kind, target = relations.get(_relation(sheet), ("", ""))
        if kind.endswith("/chartsheet"):
            continue
        if not _PLAIN.fullmatch(target):
            return None
        parts.append(SheetPart(index, sheet.get("name", ""), _in_package(target)))
    return None if _has_twins([part.title for part in parts]) else tuple(parts)


def _root(package: zipfile.ZipFile, name: str) -> Element:
    from defusedxml.ElementTree import fromstring

    root: Element = fromstring(package.read(name), forbid_dtd=True)
    return root


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _relation(sheet: Element) -> str:
    return next((value for name, value in sheet.items() if name.endswith("}id")), "")


def _in_package(target: str) -> str:
    return target.lstrip("/") if target.lstrip("/").startswith("xl/") else posixpath.join("xl", target)


def _has_twins(names: list[str]) -> bool:
    """Whether two names differ by nothing or by case alone."""
    return any(count > 1 for count in Counter(name.casefold() for name in names).values())
