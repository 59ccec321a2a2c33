"""The colours that Office markup names, as the reader sees them: theme slots through the colour map, tints and shades.

In: a theme, a colour map and colour elements of DrawingML or attributes of WordprocessingML. Out: `#RRGGBB`, or None
where the markup names no plain colour (a gradient, a picture, something see-through).
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Callable, Mapping

from lxml import etree

from pipeline.ooxml.attributes import number
from pipeline.ooxml.colour import curved, hex_of, rgb, straightened
from pipeline.ooxml.dialect import A, a, w

_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_WORD_SLOTS = {
    "text1": "tx1",
    "background1": "bg1",
    "text2": "tx2",
    "background2": "bg2",
    "dark1": "dk1",
    "light1": "lt1",
    "dark2": "dk2",
    "light2": "lt2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}
PLAIN_MAP: Mapping[str, str] = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
"""The colour map of a document that says nothing of its own."""
_PRESETS = {
    "black": "#000000",
    "white": "#FFFFFF",
    "red": "#FF0000",
    "green": "#008000",
    "lime": "#00FF00",
    "blue": "#0000FF",
    "yellow": "#FFFF00",
    "cyan": "#00FFFF",
    "magenta": "#FF00FF",
    "gray": "#808080",
    "grey": "#808080",
    "darkBlue": "#000080",
    "darkCyan": "#008080",
    "darkGreen": "#006400",
    "darkMagenta": "#800080",
    "darkRed": "#800000",
    "darkYellow": "#808000",
    "darkGray": "#808080",
    "lightGray": "#C0C0C0",
    "navy": "#000080",
    "teal": "#008080",
    "maroon": "#800000",
    "purple": "#800080",
    "olive": "#808000",
    "silver": "#C0C0C0",
    "orange": "#FFA500",
}
_WHOLE = 100_000
_OPAQUE = 95_000


class ThemeColours:
    """The colours of one theme. `mapping` is the colour map that text and backgrounds go through."""

    def __init__(self, theme: etree._Element | None, mapping: Mapping[str, str] = PLAIN_MAP) -> None:
        self.mapping = mapping
        scheme = None if theme is None else theme.find(f".//{a('clrScheme')}")
        self._slots = (
            {} if scheme is None else {_local(slot): _plain(slot) for slot in scheme.iterchildren(tag=etree.Element)}
        )

    def slot(self, name: str) -> str | None:
        """A theme slot, by its own name or the colour map's."""
        return self._slots.get(self.mapping.get(name, name))

    def drawn(self, holder: etree._Element | None, placeholder: str | None = None) -> str | None:
        """The colour that an element of DrawingML holds; `placeholder` stands for a style's own colour (`phClr`)."""
        for item in holder.iterchildren(tag=etree.Element) if holder is not None else ():
            name = _local(item)
            if name == "schemeClr":
                value = item.get("val") or ""
                base = placeholder if value == "phClr" else self.slot(value)
            elif name in _READERS:
                base = _READERS[name](item)
            else:
                continue
            return None if base is None else _changed(base, item)
        return None

    def written(self, element: etree._Element, plain: str = "val", theme: str = "themeColor") -> str | None:
        """The colour that attributes of a Word element name (`w:color`, `w:shd`); None for automatic."""
        named = element.get(w(theme))
        prefix = theme.removesuffix("Color")
        slot = self.slot(_WORD_SLOTS.get(named, named)) if named else None
        if slot is None:
            value = element.get(w(plain)) or ""
            return f"#{value.upper()}" if _HEX.fullmatch(value) else None
        for turn, white in ((f"{prefix}Shade", 0.0), (f"{prefix}Tint", 1.0)):
            part = element.get(w(turn))
            if part and re.fullmatch("[0-9A-Fa-f]{1,2}", part):
                slot = _lightened(slot, int(part, 16) / 255, white * (1 - int(part, 16) / 255))
        return slot


def word_slot(name: str) -> str:
    """The theme slot that Word's `themeColor` names, in a document without a colour map of its own."""
    slot = _WORD_SLOTS.get(name, name)
    return PLAIN_MAP.get(slot, slot)


def highlight(name: str) -> str | None:
    """The colour of Word's marker pens."""
    return _PRESETS.get(name)


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def _plain(slot: etree._Element) -> str | None:
    item = next(slot.iterchildren(f"{{{A}}}srgbClr", f"{{{A}}}sysClr"), None)
    return None if item is None else _READERS[_local(item)](item)


def _hex(item: etree._Element) -> str | None:
    value = item.get("val") or ""
    return f"#{value.upper()}" if _HEX.fullmatch(value) else None


def _system(item: etree._Element) -> str | None:
    value = item.get("lastClr") or {"windowText": "000000", "window": "FFFFFF"}.get(item.get("val") or "", "")
    return f"#{value.upper()}" if _HEX.fullmatch(value) else None


_READERS: dict[str, Callable[[etree._Element], str | None]] = {
    "srgbClr": _hex,
    "sysClr": _system,
    "prstClr": lambda item: _PRESETS.get(item.get("val") or ""),
}


def _changed(colour: str, item: etree._Element) -> str | None:
    """A colour after its modifiers, in their order."""
    for change in item.iterchildren(tag=etree.Element):
        name, part = _local(change), _part(change)
        if name == "alpha":
            if part * _WHOLE < _OPAQUE:
                return None
        elif name in ("lumMod", "lumOff"):
            colour = _lightened(colour, *((part, 0.0) if name == "lumMod" else (1.0, part)))
        elif name in ("tint", "shade"):
            colour = _mixed(colour, part, 1.0 if name == "tint" else 0.0)
        else:
            return None
    return colour


def _part(change: etree._Element) -> float:
    value = change.get("val") or ""
    part = number(value.removesuffix("%"))
    return 1.0 if part is None else part / (100 if value.endswith("%") else _WHOLE)


def _lightened(colour: str, factor: float, added: float) -> str:
    """A colour with its lightness (of HLS) multiplied and added to."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*rgb(colour))
    return hex_of(colorsys.hls_to_rgb(hue, min(max(lightness * factor + added, 0.0), 1.0), saturation))


def _mixed(colour: str, part: float, other: float) -> str:
    """A colour mixed with white or black in linear light, of which `part` is its own."""
    return hex_of([curved(straightened(value) * part + other * (1 - part)) for value in rgb(colour)])
