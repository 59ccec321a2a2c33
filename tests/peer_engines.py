"""docxtpl, for comparison: the same template and values through the engine that designers may know.

In: a template's bytes and plain values. Out: docxtpl's document, and texts of documents to lay side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from zipfile import ZipFile

from docxtpl import DocxTemplate
from lxml import etree

from pipeline.ooxml.dialect import w
from pipeline.vocabulary.content import Record, Text

_STORIES = re.compile(r"word/(document|header|footer|footnotes|endnotes)\d*\.xml")
_LETTERS = {w("t"): None, w("br"): "\n", w("cr"): "\n", w("tab"): "\t", w("noBreakHyphen"): "-"}


def docxtpl_fills(template: bytes, *, autoescape: bool = False, **names: object) -> bytes:
    """The document that docxtpl makes of a template. Its default is not to escape values."""
    document = DocxTemplate(BytesIO(template))
    document.render(names, autoescape=autoescape)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_records(value: object) -> object:
    """Plain values as the engine takes them: mappings become Records, lists tuples, strings Texts."""
    if isinstance(value, Mapping):
        return Record(**{str(name): as_records(inner) for name, inner in value.items()})
    if isinstance(value, list | tuple):
        return tuple(as_records(item) for item in value)
    return Text(value) if type(value) is str else value


def texts(document: bytes) -> list[str]:
    """Every story's texts in order: a line a paragraph, and a line a table row with its cells parted by ` | `."""
    with ZipFile(BytesIO(document)) as archive:
        names = sorted(name for name in archive.namelist() if _STORIES.fullmatch(name))
        stories = [etree.fromstring(archive.read(name)) for name in names]
    return [line for story in stories for line in _lines(story)]


def _lines(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag == w("p"):
            yield text_of(child)
        elif child.tag == w("tbl"):
            for row in child.iterchildren(w("tr")):
                yield " | ".join("¶".join(_lines(cell)) for cell in row.iterchildren(w("tc")))
        elif len(child):
            yield from _lines(child)


def text_of(paragraph: etree._Element) -> str:
    """A paragraph's text with its breaks and tabs."""
    found = (item for item in paragraph.iter(*_LETTERS))
    return "".join(_LETTERS[str(item.tag)] or item.text or "" for item in found)
