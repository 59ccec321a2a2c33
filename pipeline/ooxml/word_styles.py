"""Word's styles and their bases; what stands around blocks, rows and cells; which styles a table gives its cells.

In: the tree of the styles part, table elements. Out: chains of style elements, the weakest first.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.ooxml.dialect import w

Layer = tuple[etree._Element, ...]
"""Styles' elements, the weakest first."""

WRAPPERS = frozenset(w(name) for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
"""What may stand around blocks, rows and cells without being any itself: content controls and changes."""

_VALUE, _STYLE, _BASE, _PART = w("val"), w("style"), w("basedOn"), w("tblStylePr")
_TABLE_PROPERTIES, _NAMED, _LOOK = w("tblPr"), w("tblStyle"), w("tblLook")
_CONDITIONS = (
    ("firstRow", 0x20, "firstRow"),
    ("lastRow", 0x40, "lastRow"),
    ("firstColumn", 0x80, "firstCol"),
    ("lastColumn", 0x100, "lastCol"),
)
_UNBANDED = 0x200


class WordStyles:
    """The styles of one document."""

    def __init__(self, styles: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._defaults: dict[str, str] = {}
        self._chains: dict[tuple[str, str], Layer] = {}
        for item in () if styles is None else styles.iterchildren(_STYLE):
            name = item.get(w("styleId")) or ""
            self._styles[name] = item
            if item.get(w("default")) in ("1", "true", "on"):
                self._defaults[item.get(w("type")) or "paragraph"] = name

    def default(self, kind: str = "paragraph") -> str:
        """The style of what names none; "" when the document has none."""
        return self._defaults.get(kind, "")

    def chain(self, style: str, kind: str = "paragraph") -> Layer:
        """A style and what it is based on, the root first; an unknown style is the default one of its kind."""
        key = (style, kind)
        if key not in self._chains:
            self._chains[key] = self._chain(style if style in self._styles else self.default(kind))
        return self._chains[key]

    def _chain(self, name: str) -> Layer:
        found: list[etree._Element] = []
        while name in self._styles and self._styles[name] not in found:
            found.append(self._styles[name])
            base = found[-1].find(_BASE)
            name = "" if base is None else base.get(_VALUE) or ""
        return tuple(reversed(found))


class TableStyles:
    """What the style of one table says of its cells."""

    def __init__(self, table: etree._Element, styles: WordStyles) -> None:
        properties = table.find(_TABLE_PROPERTIES)
        named = properties.find(_NAMED) if properties is not None else None
        self.style = styles.chain((named.get(_VALUE) or "") if named is not None else "", "table")
        self.conditions = conditions(properties)
        self._layers: dict[tuple[str, ...], Layer] = {}

    def row(self, place: int, rows: int) -> tuple[Layer, Layer, Layer]:
        """The styles of a row's first cell, of those between, and of the last."""
        kind = "firstRow" if place == 0 else "lastRow" if place == rows - 1 else ""
        band = "band2Horz" if (place - ("firstRow" in self.conditions)) % 2 else "band1Horz"
        return self.of(band, "firstCol", kind), self.of(band, "", kind), self.of(band, "lastCol", kind)

    def of(self, *key: str) -> Layer:
        """The styles of a cell in a band, a special column and a special row."""
        if key not in self._layers:
            kinds = [kind for kind in key if kind in self.conditions]
            parts = (item for style in self.style for item in style.iterchildren(_PART))
            special = sorted(
                (item for item in parts if item.get(w("type")) in kinds),
                key=lambda item: kinds.index(item.get(w("type")) or ""),
            )
            self._layers[key] = (*self.style, *special)
        return self._layers[key]


def inside(holder: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows or cells, also those in content controls and changes."""
    for child in holder.iterchildren(tag, *WRAPPERS):
        if child.tag == tag:
            yield child
        else:
            yield from inside(child, tag)


def conditions(properties: etree._Element | None) -> frozenset[str]:
    """The special rows and columns of a table that are drawn, as styles name them."""
    look = properties.find(_LOOK) if properties is not None else None
    if look is None:
        return frozenset()
    try:
        bits = int(look.get(_VALUE) or "0", 16)
    except ValueError:
        bits = 0
    found = set()
    for attribute, bit, name in _CONDITIONS:
        said = look.get(w(attribute))
        if bits & bit if said is None else said in ("1", "true", "on"):
            found.add(name)
    unbanded = look.get(w("noHBand"))
    if not (bits & _UNBANDED if unbanded is None else unbanded in ("1", "true", "on")):
        found |= {"band1Horz", "band2Horz"}
    return frozenset(found)
