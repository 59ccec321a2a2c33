"""A brand in a theme part: before and after."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import etree
from theme_part import build_theme

from pipeline.filling.rendering import dress
from pipeline.ooxml.dialect import W, a
from pipeline.ooxml.package import Package, Stored
from pipeline.ooxml.theme import apply_brand, colour_beside_theme, darken_master
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


PLAIN = (
    '<{0}:styles xmlns:{0}="{1}"><{0}:color {0}:val="006374" {0}:themeColor="accent1"/><{0}:top {0}:val="single" {0}:color="012C3F" '
    '{0}:themeColor="text2"/><{0}:shd {0}:val="clear" {0}:fill="F5F8F8" {0}:themeFill="background2"/>'
    '<{0}:bottom {0}:color="939393" {0}:themeColor="background1" {0}:themeShade="93"/><{0}:color {0}:val="123456"/></{0}:styles>'
)


@pytest.mark.parametrize("prefix", ["w", "x"])
def test_plain_colours_in_word_follow_the_slots_beside_them(prefix: str) -> None:
    part = PLAIN.format(prefix, W)
    brand = replace(Brand(), primary="#7A1F5C", deep="#3B1053", surface="#FAF5FA")
    wanted = part.replace("006374", "7A1F5C").replace("012C3F", "3B1053").replace("F5F8F8", "FAF5FA")
    assert wanted != part
    after = colour_beside_theme(part.encode(), brand)
    assert etree.canonicalize(after.decode()) == etree.canonicalize(wanted)


def test_a_part_whose_colours_say_the_same_keeps_its_bytes() -> None:
    part = PLAIN.format("w", W).encode()
    assert colour_beside_theme(part, Brand()) is part
    plain = b"no slot is named here, and nothing is read"
    assert colour_beside_theme(plain, Brand()) is plain


def test_a_brand_finds_parts_by_what_they_are() -> None:
    kind = "application/vnd.openxmlformats-officedocument"
    parts: dict[str, bytes | Stored] = {
        "theme.xml": OFFICE_THEME,
        "tyylit.xml": PLAIN.format("w", W).encode(),
        "word/muu.xml": PLAIN.format("w", W).encode(),
    }
    kinds = {"theme.xml": f"{kind}.theme+xml", "tyylit.xml": f"{kind}.wordprocessingml.styles+xml"}
    package = Package(parts, kinds, {"xml": "application/xml"})
    dress(package, OTHER)
    assert slot(package.read("theme.xml"), "dk1") == "111111"
    assert b"6A1B9A" in package.read("tyylit.xml")
    assert b"6A1B9A" not in package.read("word/muu.xml")
