"""A brand in a theme part: before and after."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from pipeline.ooxml.dialect import a
from pipeline.ooxml.theme import apply_brand, build_theme, colour_beside_theme, darken_master
from pipeline.vocabulary.brand import Brand

OTHER = Brand(ink="#111111", primary="#6A1B9A", accent="#AA4400", heading_font="Martel & Sans", body_font="Arial")
OFFICE_THEME = b"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Office"><a:themeElements>
<a:clrScheme name="Office"><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>
<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1><a:accent1><a:srgbClr val="4472C4"/></a:accent1></a:clrScheme>
<a:fontScheme name="Office"><a:majorFont><a:latin typeface="Calibri Light" panose="020F0302020204030204"/>
<a:ea typeface=""/><a:cs typeface=""/><a:font script="Grek" typeface="Arial"/></a:majorFont>
<a:minorFont><a:latin typeface="Calibri"/></a:minorFont></a:fontScheme><a:fmtScheme name="Office"/></a:themeElements>
</a:theme>"""


def slot(theme: bytes, name: str) -> str:
    found = etree.fromstring(theme).find(f".//{a('clrScheme')}/{a(name)}/{a('srgbClr')}")
    assert found is not None
    return found.get("val", "")


def fonts(theme: bytes) -> list[str]:
    return [item.get("typeface", "") for item in etree.fromstring(theme).iter(a("latin"))]


def test_a_built_theme_holds_the_house_in_the_looks_slots() -> None:
    theme = build_theme()
    order = "dk1 lt1 dk2 lt2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink".split()
    colours = "172228 FFFFFF 012C3F F5F8F8 006374 BD5027 D3EEE8 99C8C1 579C97 57656C 006374 57656C".split()
    assert [slot(theme, name) for name in order] == colours
    scheme = etree.fromstring(theme).find(f".//{a('clrScheme')}")
    assert scheme is not None and [etree.QName(item).localname for item in scheme] == order
    assert fonts(theme) == ["Calibri", "Calibri"]


def test_a_brand_takes_the_place_of_colours_and_fonts() -> None:
    theme = apply_brand(build_theme(), OTHER)
    assert (slot(theme, "dk1"), slot(theme, "accent1"), slot(theme, "hlink")) == ("111111", "6A1B9A", "6A1B9A")
    assert fonts(theme) == ["Martel & Sans", "Arial"]


def test_applying_equals_building() -> None:
    canonical = etree.canonicalize
    assert canonical(apply_brand(build_theme(), OTHER).decode()) == canonical(build_theme(OTHER).decode())


def test_a_designers_theme_keeps_everything_else() -> None:
    after = apply_brand(OFFICE_THEME, OTHER)
    assert slot(after, "dk1") == "111111"
    assert b"sysClr" not in after
    assert b'script="Grek" typeface="Arial"' in after
    assert b"panose" not in after
    assert fonts(after) == ["Martel & Sans", "Arial"]
    assert b'<a:fmtScheme name="Office"/>' in after


def test_a_font_that_stays_keeps_its_classification() -> None:
    after = apply_brand(OFFICE_THEME, replace(OTHER, heading_font="Calibri Light"))
    assert b'panose="020F0302020204030204"' in after


def test_a_theme_without_schemes_is_left_alone() -> None:
    bare = b'<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
    assert etree.fromstring(apply_brand(bare, OTHER)).tag == a("theme")


def test_a_dark_master_turns_its_colour_map_only() -> None:
    master = (
        b'<p:sldMaster xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:cSld/>'
        b'<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1"/></p:sldMaster>'
    )
    after = darken_master(master).decode()
    mapping = dict(re.findall(r'(\w+)="(\w+)"', re.search("<p:clrMap[^>]*>", after)[0]))  # type: ignore[index]
    assert mapping == {"bg1": "dk2", "tx1": "lt1", "bg2": "dk1", "tx2": "lt2", "accent1": "accent1"}
    assert "<p:cSld/>" in after


def test_plain_colours_in_word_follow_the_slots_beside_them() -> None:
    part = (
        b'<w:styles><w:color w:val="006374" w:themeColor="accent1"/><w:top w:val="single" w:color="012C3F" '
        b'w:themeColor="text2"/><w:shd w:val="clear" w:fill="F5F8F8" w:themeFill="background2"/>'
        b'<w:bottom w:color="939393" w:themeColor="background1" w:themeShade="93"/><w:color w:val="123456"/></w:styles>'
    )
    brand = replace(Brand(), primary="#7A1F5C", deep="#3B1053", surface="#FAF5FA")
    assert colour_beside_theme(part, brand) == (
        b'<w:styles><w:color w:val="7A1F5C" w:themeColor="accent1"/><w:top w:val="single" w:color="3B1053" '
        b'w:themeColor="text2"/><w:shd w:val="clear" w:fill="FAF5FA" w:themeFill="background2"/>'
        b'<w:bottom w:color="939393" w:themeColor="background1" w:themeShade="93"/><w:color w:val="123456"/></w:styles>'
    )
