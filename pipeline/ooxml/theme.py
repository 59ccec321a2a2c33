"""A brand in the theme part of a document: slides, tables and charts refer to its slots, so all follow.

In: the XML of a theme part and a `Brand`. Out: the part with the brand's colours and fonts, everything else as it was.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from pipeline.ooxml.dialect import W, a, p, w
from pipeline.ooxml.package import parse, serialise
from pipeline.ooxml.theme_colours import word_slot
from pipeline.vocabulary.brand import Brand

_DARK_MAP = {"bg1": "dk2", "tx1": "lt1", "bg2": "dk1", "tx2": "lt2"}
_THEMED = etree.XPath("//*[@w:themeColor or @w:themeFill]", namespaces={"w": W})
_SHADED = frozenset(w(f"theme{kind}{change}") for kind in ("", "Fill") for change in ("Shade", "Tint"))
_BESIDE = ((w("color"), w("themeColor")), (w("val"), w("themeColor")), (w("fill"), w("themeFill")))
_COLOUR = re.compile("[0-9A-Fa-f]{6}")


def slots(brand: Brand) -> dict[str, str]:
    """The theme's colour slots in the order of the schema, `#RRGGBB` each."""
    return {
        "dk1": brand.ink,
        "lt1": brand.paper,
        "dk2": brand.deep,
        "lt2": brand.surface,
        "accent1": brand.primary,
        "accent2": brand.accent,
        "accent3": brand.ramp[0],
        "accent4": brand.ramp[1],
        "accent5": brand.ramp[2],
        "accent6": brand.muted,
        "hlink": brand.primary,
        "folHlink": brand.muted,
    }


def apply_brand(theme_xml: bytes, brand: Brand) -> bytes:
    """A theme part with the brand's colours and fonts. A part without colour or font scheme keeps what it has."""
    root = parse(theme_xml)
    for scheme in root.iter(a("clrScheme")):
        _colour(scheme, slots(brand))
    for tag, font in (("majorFont", brand.heading_font), ("minorFont", brand.body_font)):
        for latin in root.iterfind(f".//{a('fontScheme')}/{a(tag)}/{a('latin')}"):
            if latin.get("typeface") != font:
                latin.attrib.clear()  # classification and metrics were those of the other font
                latin.set("typeface", font)
    return serialise(root)


def colour_beside_theme(part: bytes, brand: Brand) -> bytes:
    """A Word part whose plain colours say the same as the theme slots beside them: some programs read only the former.

    Shades and tints of a slot keep what they say.
    """
    if b"theme" not in part:
        return part
    root = parse(part)
    colours = slots(brand)
    changed = False
    for element in _elements(_THEMED(root)):
        if _SHADED.isdisjoint(map(str, element.attrib)):
            for plain, theme in _BESIDE:
                changed |= _follow(element, plain, element.get(theme) or "", colours)
    return serialise(root) if changed else part


def _elements(found: object) -> list[etree._Element]:
    return [item for item in found if isinstance(item, etree._Element)] if isinstance(found, list) else []


def _follow(element: etree._Element, plain: str, named: str, colours: Mapping[str, str]) -> bool:
    """Whether a plain colour beside the name of a slot was another one."""
    own = colours.get(word_slot(named), "").removeprefix("#")
    before = element.get(plain) or ""
    if not own or before == own or not _COLOUR.fullmatch(before):
        return False
    element.set(plain, own)
    return True


def darken_master(master_xml: bytes) -> bytes:
    """A slide master whose slides stand on `deep`: its colour map turns. The theme is that of `palette.on_dark`."""
    root = parse(master_xml)
    for mapping in root.iter(p("clrMap")):
        for slot, colour in _DARK_MAP.items():
            mapping.set(slot, colour)
    return serialise(root)


def _colour(scheme: etree._Element, colours: dict[str, str]) -> None:
    for slot, colour in colours.items():
        for element in scheme.findall(a(slot)):
            for old in list(element):
                element.remove(old)
            etree.SubElement(element, a("srgbClr"), val=colour.lstrip("#"))
