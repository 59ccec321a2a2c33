"""A theme for the templates: the house's colours and fonts, flat.

In: nothing, or a `Brand`. Out: the XML of a whole theme part, which `ooxml.theme.apply_brand` later dresses in another
brand.
"""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from pipeline.ooxml.dialect import A
from pipeline.ooxml.theme import slots
from pipeline.vocabulary.brand import Brand

_NAME = "Digitiekartta"


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


def _rgb(colour: str) -> str:
    return f'<a:srgbClr val="{colour.lstrip("#")}"/>'


def _font(tag: str, typeface: str) -> str:
    other = '<a:ea typeface=""/><a:cs typeface=""/>'
    return f"<a:{tag}><a:latin typeface={quoteattr(typeface)}/>{other}</a:{tag}>"
