"""Every text that a reader of a document can meet, wherever the file keeps it.

In: the bytes of a .docx, .pptx or .xlsx. Out: texts with their part: running text, notes, alternative texts, names of
styles, layouts and shapes, charts with their embedded workbooks, number formats, field codes, properties.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple
from zipfile import ZipFile

from lxml import etree

_TOLD = {"name", "descr", "title", "tooltip", "formatCode"}
_CODES = ("Id", "language")
_SILENT = {"[Content_Types].xml"}
_TRACE = "urn:digitiekartta:trace:1"
_ANCHOR = re.compile("_dk[0-9A-F]{8}|digitiekartta")
_VERSION = re.compile("[0-9a-f]{16}")
_QUOTED = re.compile(r'"([^"]*)"')


class Found(NamedTuple):
    """A text and where it stands."""

    part: str
    place: str
    text: str


def document_texts(data: bytes, inside: str = "") -> Iterator[Found]:
    """Every text of a document."""
    with ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            part = f"{inside}{name}"
            if name.endswith(".xlsx"):
                yield from document_texts(archive.read(name), f"{part}/")
            elif name.endswith(".xml") and name not in _SILENT:
                root = etree.fromstring(archive.read(name))
                if etree.QName(root).namespace != _TRACE:  # fingerprints, no words
                    yield from _texts(part, root)


def languages(data: bytes) -> Iterator[Found]:
    """Every language tag of a document, in `place` the element that has it."""
    with ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                for element in etree.fromstring(archive.read(name)).iter(etree.Element):
                    yield from _language(name, element)


def _language(part: str, element: etree._Element) -> Iterator[Found]:
    tag = etree.QName(element).localname
    for key, value in element.attrib.items():
        attribute = etree.QName(str(key)).localname
        if attribute in ("lang", "altLang") or (tag in ("lang", "themeFontLang") and attribute in ("val", "eastAsia")):
            yield Found(part, f"{tag}@{attribute}", str(value))
    if tag == "language":
        yield Found(part, tag, element.text or "")


def _texts(part: str, root: etree._Element) -> Iterator[Found]:
    for element in root.iter(etree.Element):
        tag = etree.QName(element).localname
        is_version = tag == "lpwstr" and _VERSION.fullmatch(element.text or "")
        if element.text and element.text.strip() and not tag.endswith(_CODES) and not is_version:
            text = " ".join(_QUOTED.findall(element.text)) if tag == "formatCode" else element.text
            yield Found(part, tag, text)
        for key, value in element.attrib.items():
            attribute = etree.QName(str(key)).localname
            if attribute == "formatCode":
                yield Found(part, f"{tag}@{attribute}", " ".join(_QUOTED.findall(str(value))))
            elif _ANCHOR.fullmatch(str(value)):
                continue  # names that no reader sees
            elif attribute in _TOLD or (tag == "name" and attribute == "val" and "styles" in part):
                yield Found(part, f"{tag}@{attribute}", str(value))
