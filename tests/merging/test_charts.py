"""New data in charts that people have formatted, or that LibreOffice has written anew."""

from __future__ import annotations

from copy import deepcopy

import pytest
from lxml import etree
from pptx.enum.chart import XL_CHART_TYPE as KIND

from drawn_charts import deck
from office_checks import office_faults
from pipeline.merging.charts import data_of, digest_of_chart, same_data, same_look, update_data, updated_alt
from pipeline.ooxml.chart import fill_chart
from pipeline.ooxml.chart_xml import c
from pipeline.ooxml.dialect import a
from pipeline.ooxml.package import Package, parse, read_package, serialise
from pipeline.vocabulary.content import Chart, Series

BASE = Chart(
    ("Johto", "Osaaminen", "Palvelut"), (Series("2026", (2.4, 3.0, 1.5)), Series("2023", (2.0, None, 1.0))), ""
)
FRESH = Chart(
    ("Johto", "Osaaminen", "Data", "Palvelut"),
    (Series("2026", (2.5, 3.0, 4.0, 1.5)), Series("2023", (2.0, None, 1.0, 1.25))),
    "",
)
KINDS = (KIND.COLUMN_CLUSTERED, KIND.BAR_STACKED, KIND.LINE, KIND.RADAR, KIND.PIE, KIND.AREA, KIND.DOUGHNUT)
BY_PLACE = (KIND.XY_SCATTER, KIND.BUBBLE)


def filled(data: Chart, kind: KIND = KIND.COLUMN_CLUSTERED) -> tuple[Package, str]:
    """A deck with one chart of these data, and the chart's part."""
    package = read_package(deck(kind))
    part = next(name for name in package.parts if name.startswith("ppt/charts/chart"))
    (book,) = package.related(part, "package")
    made = fill_chart(package.read(part), data, {book.id: package.read(book.target)})
    package.parts[part], package.parts[book.target] = made.xml, made.workbook
    return package, part


def formatted(package: Package, part: str) -> None:
    """What a person does to a chart: the first series red, the legend below, a title of its own look."""
    root = parse(package.read(part))
    series = next(root.iter(c("ser")))
    look = etree.Element(c("spPr"))
    fill = etree.SubElement(look, a("solidFill"))
    etree.SubElement(fill, a("srgbClr"), val="C00000")
    for old in series.findall(c("spPr")):
        series.remove(old)
    series.insert(3, look)
    for legend in root.iter(c("legendPos")):
        legend.set("val", "b")
    package.parts[part] = serialise(root)


def without_workbook(package: Package, part: str) -> None:
    """As LibreOffice writes a deck: no workbook, formulas that name no sheet."""
    root = parse(package.read(part))
    for item in root.findall(c("externalData")):
        root.remove(item)
    for number, item in enumerate(root.iter(c("f"))):
        item.text = f"label {number}"
    package.parts[part] = serialise(root)
    package.relationships.pop(part)


def shown(package: Package, part: str) -> Chart:
    data = data_of(package, part)
    assert data is not None
    return data


def book_of(package: Package, part: str) -> Package:
    (item,) = package.related(part, "package")
    return read_package(package.read(item.target))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_was_filled_in_is_read_back(kind: KIND) -> None:
    data = shown(*filled(BASE, kind))
    assert data.categories == BASE.categories
    assert [(item.name, item.values) for item in data.series] == [(item.name, item.values) for item in BASE.series]


@pytest.mark.parametrize("kind", BY_PLACE, ids=lambda kind: kind.name)
def test_points_placed_by_numbers_are_read_back_and_filled_alike(kind: KIND) -> None:
    data = Chart(("a", "b"), (Series("x", (1.0, 2.0)), Series("y", (3.0, 4.5)), Series("z", (5.0, 6.0))), "")
    package, part = filled(data, kind)
    again = shown(package, part)
    assert [item.values for item in again.series] == [item.values for item in data.series]
    hand, hand_part = filled(Chart(("a",), (Series("x", (9.0,)), Series("y", (9.0,)), Series("z", (9.0,))), ""), kind)
    formatted(hand, hand_part)
    assert update_data(hand, hand_part, package, part) is False
    assert same_data(hand, hand_part, package, part)


def test_the_fingerprint_is_of_the_data_and_not_of_the_look() -> None:
    one, two, three = filled(BASE), filled(BASE), filled(FRESH)
    formatted(*two)
    assert same_data(*one, *two)
    assert not same_look(*one, *two)
    assert not same_data(*one, *three)
    without_workbook(*two)
    assert same_data(*one, *two)
    assert digest_of_chart(one[0], "ppt/charts/none.xml") == ""


def test_numbers_and_folded_names_count_as_what_they_say() -> None:
    one, two = filled(BASE), filled(BASE)
    root = parse(two[0].read(two[1]))
    for item in root.iter(c("v")):
        item.text = {"2.4": "2.40000000000000002", "3": "3.0", "Osaaminen": " Osaaminen\n"}.get(
            item.text or "", item.text
        )
    two[0].parts[two[1]] = serialise(root)
    assert same_data(*one, *two)
    root = parse(two[0].read(two[1]))
    next(item for item in root.iter(c("v")) if item.text == "3.0").text = "3.1"
    two[0].parts[two[1]] = serialise(root)
    assert not same_data(*one, *two)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_new_data_in_a_chart_that_was_formatted(kind: KIND) -> None:
    hand, fresh = filled(BASE, kind), filled(FRESH, kind)
    formatted(*hand)
    before = parse(hand[0].read(hand[1]))
    assert update_data(*hand, *fresh, base=filled(BASE, kind)) is False
    assert same_data(*hand, *fresh)
    after = parse(hand[0].read(hand[1]))
    assert [item.get("val") for item in after.iter(c("legendPos"))] == ["b"] * len(list(before.iter(c("legendPos"))))
    assert next(after.iter(c("ser"))).find(f"{c('spPr')}/{a('solidFill')}/{a('srgbClr')}") is not None
    assert b"Data" in book_of(*hand).read("xl/worksheets/sheet1.xml") + b"".join(
        book_of(*hand).read(name) for name in book_of(*hand).parts if name.endswith("sharedStrings.xml")
    )
    assert office_faults(hand[0].write()) == []


def test_a_chart_that_nobody_touched_becomes_the_fresh_one_whole() -> None:
    hand, fresh = filled(BASE), filled(FRESH)
    root = parse(hand[0].read(hand[1]))
    hand[0].parts[hand[1]] = serialise(root).replace(b'r:id="rId1"', b'r:id="rId9"')
    known = hand[0].relationships[hand[1]]
    known["rId9"] = known.pop("rId1")
    assert update_data(*hand, *fresh, base=filled(BASE)) is True
    assert hand[0].read(hand[1]) == fresh[0].read(fresh[1])
    assert book_of(*hand).write() == book_of(*fresh).write()
    assert office_faults(hand[0].write()) == []


def test_a_chart_whose_workbook_was_lost_gets_one_again() -> None:
    hand, fresh = filled(BASE), filled(FRESH)
    without_workbook(*hand)
    formatted(*hand)
    assert update_data(*hand, *fresh, base=filled(BASE)) is False
    assert same_data(*hand, *fresh)
    assert b"Data" in book_of(*hand).read("xl/worksheets/sheet1.xml")
    assert office_faults(hand[0].write()) == []


def test_series_are_followed_by_name() -> None:
    """A series that came in between takes the template's look for it, and pushes nobody else's away."""
    fresh = Chart(BASE.categories, (BASE.series[0], Series("Vertailu", (1.0, 1.0, 1.0)), BASE.series[1]), "")
    hand = filled(BASE)
    formatted(*hand)
    update_data(*hand, *filled(fresh))
    root = parse(hand[0].read(hand[1]))
    named = {item.findtext(f"{c('tx')}//{c('v')}"): item for item in root.iter(c("ser"))}
    assert list(named) == ["2026", "Vertailu", "2023"]
    assert named["2026"].find(f"{c('spPr')}//{a('srgbClr')}") is not None
    assert [item.name for item in shown(*hand).series] == ["2026", "Vertailu", "2023"]
    update_data(*hand, *filled(Chart(BASE.categories, (Series("2023", (1.0, 2.0, 3.0)),), "")))
    assert [item.name for item in shown(*hand).series] == ["2023"]
    assert office_faults(hand[0].write()) == []


def test_a_title_takes_the_new_words_in_its_own_look() -> None:
    def titled(data: Chart, words: str, size: str) -> tuple[Package, str]:
        package, part = filled(data)
        root = parse(package.read(part))
        for old in root.iter(c("autoTitleDeleted")):
            old.set("val", "0")
        title = etree.fromstring(
            f'<c:title xmlns:c="{etree.QName(root).namespace}" xmlns:a="{etree.QName(a("p")).namespace}"><c:tx><c:rich>'
            f'<a:bodyPr/><a:p><a:r><a:rPr sz="{size}"/><a:t>{words}</a:t></a:r></a:p></c:rich></c:tx></c:title>'
        )
        root.find(c("chart")).insert(0, deepcopy(title))  # type: ignore[union-attr]
        package.parts[part] = serialise(root)
        return package, part

    hand, fresh = titled(BASE, "Kypsyys 2026", "2000"), titled(BASE, "Kypsyys 2027", "1400")
    assert not same_data(*hand, *fresh)
    update_data(*hand, *fresh)
    assert b"Kypsyys 2027" in hand[0].read(hand[1])
    assert b'sz="2000"' in hand[0].read(hand[1])
    assert same_data(*hand, *fresh)


@pytest.mark.parametrize(
    "broken",
    [b"", b"<x/>", b"<c:chartSpace", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
)
def test_a_broken_chart_becomes_the_fresh_one(broken: bytes) -> None:
    hand, fresh = filled(BASE), filled(FRESH)
    hand[0].parts[hand[1]] = broken
    assert data_of(*hand) is None
    assert digest_of_chart(*hand) != digest_of_chart(*fresh)
    assert update_data(*hand, *fresh) is True
    assert same_data(*hand, *fresh)


def test_points_without_end_are_no_data() -> None:
    package, part = filled(BASE)
    xml = package.read(part)
    package.parts[part] = xml.replace(b'<c:ptCount val="3"/>', b'<c:ptCount val="2000000000"/>')
    assert package.parts[part] != xml
    assert data_of(package, part) is None


@pytest.mark.parametrize(
    ("base", "hand", "alt"),
    [("vanha", "vanha", "uusi"), ("vanha", "oma", "oma"), ("vanha", "", "uusi"), (None, "oma", "oma")],
)
def test_alternative_texts(base: str | None, hand: str, alt: str) -> None:
    assert updated_alt(base, hand, "uusi") == alt
