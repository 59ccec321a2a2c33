"""Theme, styles, designs and properties: three versions into one, each thing by itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest
from revision_making import EMPTY

from corrections import NOTHING, documents
from office_checks import office_faults
from pipeline.merging.parts import looks, merge_parts
from pipeline.ooxml.dialect import R, W
from pipeline.ooxml.package import Package, read_package
from pipeline.runs.options import ROADMAP, STAFF
from pipeline.vocabulary.changes import Fate, Kind, What

Change = Callable[[Package], None]
LISTS = "word/numbering.xml"
STYLES, CORE, APP, THEME = "word/styles.xml", "docProps/core.xml", "docProps/app.xml", "theme/theme1.xml"
MASTER = "ppt/slideMasters/slideMaster1.xml"


@cache
def document(name: str) -> bytes:
    return documents(NOTHING, (name,))[name]


def with_(name: str, *changes: Change) -> Package:
    package = read_package(document(name))
    for change in changes:
        change(package)
    return package


def replaced(part: str, old: str, new: str) -> Change:
    def change(package: Package) -> None:
        name = next(item for item in package.parts if item.endswith(part))
        text = package.read(name).decode()
        assert re.search(old, text), old
        package.parts[name] = re.sub(old, new, text, count=1).encode()

    return change


def bigger(style: str, size: int) -> Change:
    """Letters of another size in a style of Word."""
    return replaced(STYLES, rf'(w:styleId="{style}".*?<w:sz w:val=")\d+', rf"\g<1>{size}")


def title(words: str) -> Change:
    return replaced(CORE, "<dc:title>[^<]*", f"<dc:title>{words}")


def coloured(colour: str) -> Change:
    return replaced(THEME, r'(<a:accent1><a:srgbClr val=")\w{6}', rf"\g<1>{colour}")


def merged(name: str, hand: Change, fresh: Change) -> tuple[Package, list[tuple[What, Fate]]]:
    result = with_(name, hand)
    changes = merge_parts(looks(with_(name)), result, with_(name, fresh))
    assert office_faults(result.write()) == []
    return result, [(item.what, item.fate) for item in changes]


def nothing(package: Package) -> None:
    """Left as it was."""


def test_nothing_changed_nothing_is_written() -> None:
    for name in (ROADMAP, STAFF):
        result = with_(name)
        assert merge_parts(looks(result), result, with_(name)) == ()
        assert result.write() == with_(name).write()


@pytest.mark.parametrize("change", [bigger("Heading1", 60), coloured("112233")], ids=["style", "theme"])
def test_a_look_that_only_the_program_changed_is_taken(change: Change) -> None:
    result, changes = merged(ROADMAP, nothing, change)
    assert changes == [(What.LOOK, Fate.UPDATED)]
    assert looks(result) == looks(with_(ROADMAP, change))


def test_each_style_by_itself() -> None:
    """The hand's heading stays, the next one follows the program."""

    def both(package: Package) -> None:
        bigger("Heading1", 60)(package)
        bigger("Heading2", 50)(package)

    result, changes = merged(ROADMAP, bigger("Heading1", 44), both)
    assert changes == [(What.LOOK, Fate.CONFLICT), (What.LOOK, Fate.UPDATED)]
    assert (
        looks(result)["style paragraph Heading1"]
        == looks(with_(ROADMAP, bigger("Heading1", 44)))["style paragraph Heading1"]
    )
    assert looks(result)["style paragraph Heading2"] == looks(with_(ROADMAP, both))["style paragraph Heading2"]


def test_colours_and_fonts_of_a_theme_are_two_things() -> None:
    font = replaced(THEME, r'(<a:majorFont><a:latin typeface=")[^"]*', r"\g<1>Georgia")
    for name in (ROADMAP, STAFF):
        result, changes = merged(name, font, coloured("112233"))
        assert changes == [(What.LOOK, Fate.UPDATED)]
        theme = result.read(next(item for item in result.parts if item.endswith(THEME)))
        assert b"112233" in theme
        assert b"Georgia" in theme


def test_how_word_spells_a_style_is_no_change_of_it() -> None:
    respelled = replaced(STYLES, '(<w:style w:type="paragraph")( [^>]*)>', '<w:style\\2 w:type="paragraph">\n  ')
    result, changes = merged(ROADMAP, respelled, bigger("Heading1", 60))
    assert changes == [(What.LOOK, Fate.UPDATED)]
    assert (
        looks(result)["style paragraph Heading1"]
        == looks(with_(ROADMAP, bigger("Heading1", 60)))["style paragraph Heading1"]
    )


def test_a_new_style_is_added_and_one_of_the_hand_s_stays() -> None:
    def own(name: str) -> Change:
        style = f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/></w:style></w:styles>'
        return replaced(STYLES, "</w:styles>", style)

    result, changes = merged(ROADMAP, own("Oma"), own("Uusi"))
    assert changes == [(What.LOOK, Fate.UPDATED)]
    assert {"style paragraph Oma", "style paragraph Uusi"} <= looks(result).keys()


def test_a_master_of_slides_is_taken_whole_or_left() -> None:
    wide = replaced(MASTER, r'<a:off x="\d+"', '<a:off x="123456"')
    moved = replaced(MASTER, r'<a:off x="\d+"', '<a:off x="654321"')
    result, changes = merged(STAFF, nothing, wide)
    assert changes == [(What.LOOK, Fate.UPDATED)]
    assert b'x="123456"' in result.read(MASTER)
    result, changes = merged(STAFF, moved, wide)
    assert changes == [(What.LOOK, Fate.CONFLICT)]
    assert b'x="654321"' in result.read(MASTER)


@pytest.mark.parametrize("name", [ROADMAP, STAFF])
def test_properties_field_by_field(name: str) -> None:
    old = read_package(document(name))
    before = re.search(r"<dc:title>([^<]*)", old.read(CORE).decode())
    assert before is not None
    hand = with_(name, replaced(APP, "<Company>[^<]*", "<Company>Oma nimi"))
    changes = merge_parts(looks(old), hand, with_(name, title("Uusi nimi")))
    assert [(item.kind, item.fate, item.what, item.before, item.after) for item in changes] == [
        (Kind.CHANGED, Fate.UPDATED, What.PROPERTY, before[1], "Uusi nimi")
    ]
    assert "Uusi nimi" in hand.read(CORE).decode()
    assert "Oma nimi" in hand.read(APP).decode()


def test_a_property_that_both_changed_stays_the_hand_s() -> None:
    hand = with_(ROADMAP, title("Käsin"))
    (change,) = merge_parts(looks(with_(ROADMAP)), hand, with_(ROADMAP, title("Ohjelma")))
    assert (change.fate, change.after, change.yours) == (Fate.CONFLICT, "Ohjelma", "Käsin")
    assert "Käsin" in hand.read(CORE).decode()
    assert merge_parts(looks(with_(ROADMAP)), with_(ROADMAP, title("Sama")), with_(ROADMAP, title("Sama"))) == ()


def test_a_property_that_is_gone_goes_and_one_that_the_hand_took_away_stays_away() -> None:
    without = replaced(CORE, "<cp:keywords>[^<]*</cp:keywords>", "")
    result, changes = merged(ROADMAP, nothing, without)
    assert changes == [(What.PROPERTY, Fate.UPDATED)]
    assert "keywords" not in result.read(CORE).decode()
    result, changes = merged(ROADMAP, without, replaced(CORE, "<cp:keywords>", "<cp:keywords>uusi, "))
    assert changes == [(What.PROPERTY, Fate.LEFT_OUT)]
    assert "keywords" not in result.read(CORE).decode()


@pytest.mark.parametrize("between", [" ", "; ", ",  "])
def test_keywords_parted_otherwise_are_the_same_keywords(between: str) -> None:
    """LibreOffice writes them without commas."""
    there = re.search("<cp:keywords>([^<]*)", with_(STAFF).read(CORE).decode())
    assert there is not None
    respelled = replaced(CORE, "<cp:keywords>[^<]*", f"<cp:keywords>{there[1].replace(', ', between)}")
    result, changes = merged(STAFF, respelled, replaced(CORE, "<cp:keywords>", "<cp:keywords>uusi, "))
    assert changes == [(What.PROPERTY, Fate.UPDATED)]
    assert "<cp:keywords>uusi, digitiekartta, " in result.read(CORE).decode()
    assert merged(STAFF, respelled, title("Muu"))[1] == [(What.PROPERTY, Fate.UPDATED)]


def test_without_a_base_nothing_of_the_hand_s_is_touched() -> None:
    hand = with_(ROADMAP, title("Käsin"), bigger("Heading1", 44))
    before = hand.write()
    assert merge_parts({}, hand, with_(ROADMAP, bigger("Heading1", 60))) == ()
    assert hand.write() == before


@pytest.mark.parametrize("part", [STYLES, CORE, "word/theme/theme1.xml"])
@pytest.mark.parametrize("broken", [b"", b"<a", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"])
def test_a_part_that_can_t_be_read_stays_as_it_is(part: str, broken: bytes) -> None:
    hand = with_(ROADMAP)
    hand.parts[part] = broken
    merge_parts(looks(with_(ROADMAP)), hand, with_(ROADMAP, bigger("Heading1", 60), title("Uusi"), coloured("112233")))
    assert hand.parts[part] == broken


def test_a_style_that_is_taken_is_in_a_list_of_the_hand_s() -> None:
    """Before: its number was the fresh file's, so that bullets vanished or joined another list."""
    base, hand, fresh = listed("1", ("bullet",), "000000"), listed("1", ("bullet",), "000000"), listed("3", ("decimal", "decimal", "bullet"), "FF0000")  # fmt: skip
    merge_parts(looks(base), hand, fresh)
    assert b"FF0000" in hand.read(STYLES)
    assert numbers(hand, STYLES) == ["1"] and numbers(hand, LISTS) == ["1"]
    other = listed("1", ("bullet",), "000000")
    merge_parts(looks(base), other, listed("2", ("bullet", "upperRoman"), "FF0000"))
    [number] = numbers(other, STYLES)
    assert number != "1" and number in numbers(other, LISTS)
    assert b"upperRoman" in other.read(LISTS)


def listed(number: str, forms: tuple[str, ...], colour: str) -> Package:
    package = read_package(EMPTY)
    style = (
        f'<w:style w:type="paragraph" w:styleId="L"><w:name w:val="L"/><w:pPr><w:numPr><w:numId w:val="{number}"/>'
        f'</w:numPr></w:pPr><w:rPr><w:color w:val="{colour}"/></w:rPr></w:style>'
    )
    lists = [
        f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:numFmt w:val="{form}"/></w:lvl></w:abstractNum>'
        for n, form in enumerate(forms)
    ] + [f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(len(forms))]
    for part, kind, inner in ((STYLES, "styles", style), (LISTS, "numbering", "".join(lists))):
        xml = f'<w:{kind} xmlns:w="{W}">{inner}</w:{kind}>'.encode()
        package.add(part, xml, f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml")
        if not package.related(package.main_part(), kind):
            package.relate(package.main_part(), f"{R}/{kind}", part)
    return package


def numbers(package: Package, part: str) -> list[str]:
    """The numbers of lists that styles name, or that there are."""
    return re.findall(r'<w:num(?:Id w:val| w:numId)="(\d+)"', package.read(part).decode())
