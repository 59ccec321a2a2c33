"""Theme colours as the reader sees them: slots, colour maps, tints and shades, and what is no plain colour."""

from __future__ import annotations

import pytest
from lxml import etree
from theme_part import build_theme

from pipeline.ooxml.dialect import A, W
from pipeline.ooxml.theme_colours import ThemeColours

THEME = etree.fromstring(build_theme())
DARK = {"bg1": "dk2", "tx1": "lt1", "bg2": "dk1", "tx2": "lt2"}


def drawn(inner: str, mapping: dict[str, str] | None = None, placeholder: str | None = None) -> str | None:
    holder = etree.fromstring(f'<a:solidFill xmlns:a="{A}">{inner}</a:solidFill>')
    colours = ThemeColours(THEME) if mapping is None else ThemeColours(THEME, mapping)
    return colours.drawn(holder, placeholder)


@pytest.mark.parametrize(
    ("inner", "colour"),
    [
        ('<a:srgbClr val="aabbcc"/>', "#AABBCC"),
        ('<a:sysClr val="windowText" lastClr="112233"/>', "#112233"),
        ('<a:sysClr val="window"/>', "#FFFFFF"),
        ('<a:prstClr val="navy"/>', "#000080"),
        ('<a:schemeClr val="tx1"/>', "#172228"),
        ('<a:schemeClr val="bg1"/>', "#FFFFFF"),
        ('<a:schemeClr val="accent1"/>', "#006374"),
        ('<a:schemeClr val="bg1"><a:lumMod val="50000"/></a:schemeClr>', "#808080"),
        ('<a:schemeClr val="bg1"><a:lumMod val="75%"/></a:schemeClr>', "#BFBFBF"),
        ('<a:srgbClr val="000000"><a:lumOff val="50000"/></a:srgbClr>', "#808080"),
        ('<a:srgbClr val="FF0000"><a:shade val="50000"/></a:srgbClr>', "#BC0000"),
        ('<a:srgbClr val="FF0000"><a:tint val="50000"/></a:srgbClr>', "#FFBCBC"),
        ('<a:srgbClr val="FF0000"><a:alpha val="100000"/></a:srgbClr>', "#FF0000"),
        ('<a:srgbClr val="FF0000"><a:alpha val="40000"/></a:srgbClr>', None),
        ('<a:srgbClr val="FF0000"><a:hueMod val="40000"/></a:srgbClr>', None),
        ('<a:schemeClr val="phClr"/>', None),
        ('<a:srgbClr val="nonsense"/>', None),
        ("", None),
    ],
)
def test_drawn_colours(inner: str, colour: str | None) -> None:
    assert drawn(inner) == colour


def test_a_colour_map_turns_text_and_ground() -> None:
    assert drawn('<a:schemeClr val="bg1"/>', DARK) == "#012C3F"
    assert drawn('<a:schemeClr val="tx1"/>', DARK) == "#FFFFFF"


def test_a_styles_own_colour_is_the_one_that_refers_to_it() -> None:
    assert drawn('<a:schemeClr val="phClr"/>', placeholder="#123456") == "#123456"


@pytest.mark.parametrize(
    ("attributes", "colour"),
    [
        ('w:val="57656c"', "#57656C"),
        ('w:val="auto"', None),
        ('w:val="000000" w:themeColor="accent1"', "#006374"),
        ('w:val="000000" w:themeColor="background1" w:themeShade="80"', "#808080"),
        ('w:val="000000" w:themeColor="text1" w:themeTint="00"', "#FFFFFF"),
        ('w:val="112233" w:themeColor="none"', "#112233"),
    ],
)
def test_written_colours(attributes: str, colour: str | None) -> None:
    assert ThemeColours(THEME).written(etree.fromstring(f'<w:color xmlns:w="{W}" {attributes}/>')) == colour


def test_a_shading_has_attributes_of_its_own() -> None:
    shade = etree.fromstring(
        f'<w:shd xmlns:w="{W}" w:val="clear" w:fill="FFFFFF" w:themeFill="accent1" w:themeFillShade="FF"/>'
    )
    assert ThemeColours(THEME).written(shade, "fill", "themeFill") == "#006374"
