"""A brand in the theme part of a document: slides, tables and charts refer to its slots, so all follow.

In: the XML of a theme part and a `Brand`. Out: the part with the brand's colours and fonts, everything else as it was;
or a whole theme for the scripts that make templates.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import quoteattr

from lxml import etree

from pipeline.ooxml.dialect import A, a, p
from pipeline.ooxml.package import parse, serialise
from pipeline.vocabulary.brand import Brand

_NAME = "Digitiekartta"
_DARK_MAP = {"bg1": "dk2", "tx1": "lt1", "bg2": "dk1", "tx2": "lt2"}


_THEMED = re.compile(r"<w:\w+ (?=[^>]*w:theme(?:Color|Fill)=)(?![^>]*w:theme\w*(?:Shade|Tint)=)[^>]*>")
_WORD_SLOTS = {
    "text1": "dk1",
    "background1": "lt1",
    "text2": "dk2",
    "background2": "lt2",
    "dark1": "dk1",
    "light1": "lt1",
    "dark2": "dk2",
    "light2": "lt2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}


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
    colours = slots(brand)

    def recoloured(match: re.Match[str]) -> str:
        tag = match.group()
        for plain, theme in (("color", "themeColor"), ("val", "themeColor"), ("fill", "themeFill")):
            named = re.search(rf'w:{theme}="(\w+)"', tag)
            slot = _WORD_SLOTS.get(named.group(1), named.group(1)) if named else ""
            if slot in colours:
                own = colours[slot].removeprefix("#")
                tag = re.sub(rf'(?<=\bw:{plain}=")[0-9A-F]{{6}}(?=")', own, tag)
        return tag

    return _THEMED.sub(recoloured, part.decode("utf-8")).encode("utf-8")


def darken_master(master_xml: bytes) -> bytes:
    """A slide master whose slides stand on `deep`: its colour map turns. The theme is that of `palette.on_dark`."""
    root = parse(master_xml)
    for mapping in root.iter(p("clrMap")):
        for slot, colour in _DARK_MAP.items():
            mapping.set(slot, colour)
    return serialise(root)


def build_theme(brand: Brand | None = None) -> bytes:
    """A complete theme part with the brand's colours and fonts, flat: no gradient, no shadow."""
    brand = brand or Brand()
    colours = "".join(f"<a:{slot}>{_rgb(colour)}</a:{slot}>" for slot, colour in slots(brand).items())
    fonts = _font("majorFont", brand.heading_font) + _font("minorFont", brand.body_font)
    flat = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(
        f'<a:ln w="{width}" cap="flat" cmpd="sng" algn="ctr">{flat}<a:prstDash val="solid"/></a:ln>'
        for width in (9525, 19050, 28575)
    )
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<a:theme xmlns:a="{A}" name="{_NAME}"><a:themeElements><a:clrScheme name="{_NAME}">{colours}</a:clrScheme>'
        f'<a:fontScheme name="{_NAME}">{fonts}</a:fontScheme>'
        f'<a:fmtScheme name="{_NAME}"><a:fillStyleLst>{flat * 3}</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effects}</a:effectStyleLst><a:bgFillStyleLst>{flat * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements><a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    ).encode()


def _colour(scheme: etree._Element, colours: dict[str, str]) -> None:
    for slot, colour in colours.items():
        for element in scheme.findall(a(slot)):
            for old in list(element):
                element.remove(old)
            etree.SubElement(element, a("srgbClr"), val=colour.lstrip("#"))


def _rgb(colour: str) -> str:
    return f'<a:srgbClr val="{colour.lstrip("#")}"/>'


def _font(tag: str, typeface: str) -> str:
    other = '<a:ea typeface=""/><a:cs typeface=""/>'
    return f"<a:{tag}><a:latin typeface={quoteattr(typeface)}/>{other}</a:{tag}>"
