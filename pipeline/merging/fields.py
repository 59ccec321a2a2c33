"""Fields in a paragraph: which of its contents are one field, and which fields Word recomputes.

In: the contents of a paragraph's runs in order. Out: the same, each field that is one thing folded into one item; the
marks of other fields are dropped, what they show stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from pipeline.ooxml.dialect import w

RECOMPUTED = frozenset(
    "PAGE NUMPAGES SECTION SECTIONPAGES PAGEREF NOTEREF REF SEQ STYLEREF DATE TIME SAVEDATE PRINTDATE CREATEDATE "
    "EDITTIME REVNUM FILENAME FILESIZE NUMWORDS NUMCHARS DOCPROPERTY TITLE AUTHOR SUBJECT KEYWORDS LISTNUM AUTONUM "
    "AUTONUMLGL AUTONUMOUT INDEX XE TC RD BIBLIOGRAPHY CITATION =".split()
)
"""Fields whose shown result is nobody's words."""
_LINK = re.compile(r'^\s*HYPERLINK\s+"([^"]+)"|^\s*HYPERLINK\s+([^\s"\\]\S*)', re.IGNORECASE)
_DEEPEST = 20
"""Fields within fields beyond this are not looked into."""
_CHAR, _TYPE = w("fldChar"), w("fldCharType")
_INSTRUCTIONS = frozenset((w("instrText"), w("delInstrText")))


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """The content of a run, or of several: a field's. `inner` is what a field or link shows."""

    elements: tuple[etree._Element, ...]
    instruction: str = ""
    inner: tuple[Item, ...] = ()

    @property
    def opaque(self) -> bool:
        """Whether it is a field that Word recomputes."""
        return recomputed(self.instruction)

    @property
    def address(self) -> str:
        """Where a field leads, when it is a link to somewhere else."""
        found = _LINK.match(self.instruction)
        return "" if found is None else found[1] or found[2]


def recomputed(instruction: str) -> bool:
    """Whether Word recomputes what a field shows."""
    return instruction.split(maxsplit=1)[0].upper() in RECOMPUTED if instruction.strip() else False


def folded(items: list[Item]) -> list[Item]:
    """The items with each field that is one thing as one item, and no marks of other fields."""
    found: list[Item] = []
    ends = _ends(items)
    place = 0
    while place < len(items):
        item = items[place]
        kind = _kind(item)
        end = ends.get(place)
        field = None if end is None else _field(items[place : end + 1])
        if field is not None and end is not None:
            found += _listed(field)
            place = end + 1
            continue
        simple = item.elements[0].tag == w("fldSimple")
        if simple and not (item.opaque or item.address):
            found += folded(list(item.inner))
        elif not kind and item.elements[0].tag not in _INSTRUCTIONS:
            found.append(item)
        place += 1
    return found


def _listed(field: Item) -> list[Item]:
    """A field as one item; of an entry of a contents list that LibreOffice puts in its page's field, the page only."""
    tabs = [place for place, item in enumerate(field.inner) if item.elements[0].tag == w("tab")]
    if not tabs or not field.opaque:
        return [field]
    words, page = field.inner[: tabs[-1] + 1], field.inner[tabs[-1] + 1 :]
    elements = tuple(element for item in page for element in item.elements)
    return [*folded(list(words)), Item(elements, field.instruction, page)] if elements else [field]


def _kind(item: Item) -> str:
    element = item.elements[0]
    return (element.get(_TYPE) or "other") if element.tag == _CHAR else ""


def _ends(items: list[Item]) -> dict[int, int]:
    """Where the fields that begin in a paragraph end, of those that end there too."""
    found: dict[int, int] = {}
    open_ones: list[int] = []
    for place, item in enumerate(items):
        kind = _kind(item)
        if kind == "begin":
            open_ones.append(place)
        elif kind == "end" and open_ones:
            begin = open_ones.pop()
            if len(open_ones) < _DEEPEST:
                found[begin] = place
    return found


def _field(items: list[Item]) -> Item | None:
    """A whole field as one item; None for one whose shown words are people's."""
    depth, instruction, inner, shown = 0, "", [], False
    for item in items:
        kind = _kind(item)
        depth -= kind == "end"
        if depth == 1 and kind == "separate":
            shown = True
        elif shown and depth:
            inner.append(item)
        elif depth == 1 and item.elements[0].tag in _INSTRUCTIONS:
            instruction += item.elements[0].text or ""
        depth += kind == "begin"
    elements = tuple(element for item in items for element in item.elements)
    field = Item(elements, instruction, tuple(inner))
    return field if field.opaque or field.address else None
