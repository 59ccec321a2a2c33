"""The follow-up and the region's document made from the house's templates: what is there, and what goes without data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from lxml import etree

from models import example_roadmap, example_survey, tiny_roadmap
from pipeline.comparing.following import Measured, follow, pair_years
from pipeline.comparing.regional import summarise
from pipeline.comparing.regional.joining import join
from pipeline.comparing.regional.overview import overview
from pipeline.language import LANGUAGES
from pipeline.ooxml.dialect import W, w
from pipeline.ooxml.package import parse, read_package
from pipeline.report.followup.context import context as of_follow_up
from pipeline.report.regional.context import context as of_region
from pipeline.runs.making import make, own_template
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.model import Language, Roadmap

NS = {"w": W}
FILLS = {"1": "accent3", "2": "accent4", "3": "accent5", "4": "accent1", "5": "text2"}
HEADINGS = ("Heading1", "Heading2", "LukuIlmanNumeroa", "Tiivistelmaotsikko", "Heading3")
STATUSES = ("done", "under_way", "cancelled")


def text(element: etree._Element) -> str:
    return "".join(element.itertext(w("t")))


def style(element: etree._Element) -> str:
    return str(element.xpath("string(w:pPr/w:pStyle/@w:val)", namespaces=NS))


def made(name: str, names: object, language: Language, brand: Brand) -> etree._Element:
    document, findings = make(name, own_template(name), names, brand, language)  # type: ignore[arg-type]
    assert findings == ()
    assert document is not None
    return parse(read_package(document).read("word/document.xml"))


def follow_up(old: Roadmap, language: Language = "fi", *, surveyed: bool = True, dark: bool = False) -> etree._Element:
    """The follow-up of a roadmap a year and a half after its own first date, some actions done and one left out."""
    changed = tuple(
        replace(action, status=STATUSES[place]) if place < len(STATUSES) else action
        for place, action in enumerate(old.actions)
    )
    new = replace(old, organisation=replace(old.organisation, date=dt.date(2028, 6, 30)), actions=changed[:-1])
    old = replace(
        old,
        organisation=replace(old.organisation, date=dt.date(2027, 1, 31)),
        levels=tuple(replace(level, baseline=(level.baseline or 0) - 0.2) for level in old.levels),
    )
    measured = Measured(150, 186, {}) if surveyed else None
    followed = follow(old, new, pair_years(old, new), measured)
    survey = example_survey() if surveyed else None
    names = of_follow_up(new, old, followed, survey, language=language, dark_cover=dark)
    return made("seuranta.docx", names, language, Brand(dark_cover=dark))


def region(count: int, language: Language = "fi", *, dark: bool = False, unnamed: int = 0) -> etree._Element:
    members = []
    for place in range(1, count + 1):
        roadmap = example_roadmap()
        name = f"Keksilän {place}. kunta"
        owner = replace(roadmap.organisation, name=name, genitive=f"{name}n", short_name=f"Keksilä {place}")
        roadmap = replace(roadmap, organisation=owner)
        members.append(summarise(roadmap, None, place=place, named=place > unnamed))
    names = of_region(overview(join("Keksitty maakunta", language, members)), language=language, dark_cover=dark)
    return made("aluekooste.docx", names, language, Brand(dark_cover=dark))


def headings_followed_by_nothing(root: etree._Element) -> Iterator[str]:
    """Headings that another of their level or a higher one follows at once, and captions without a table or figure."""
    blocks = [item for item in root.find("w:body", NS) if item.tag in (w("p"), w("tbl"))]
    for one, next_ in zip(blocks, [*blocks[1:], None], strict=True):
        kind = style(one) if one.tag == w("p") else ""
        after = style(next_) if next_ is not None and next_.tag == w("p") else ""
        if kind in HEADINGS and (
            next_ is None or (after in HEADINGS and HEADINGS.index(after) <= HEADINGS.index(kind))
        ):
            yield text(one)
        has_figure = next_ is not None and (next_.tag == w("tbl") or next_.find(".//w:drawing", NS) is not None)
        if kind == "Caption" and not has_figure:
            yield text(one)


def assert_sound(root: etree._Element) -> None:
    assert "{" not in "".join(root.itertext())
    assert list(headings_followed_by_nothing(root)) == []
    assert root.xpath("count(//w:gridSpan | //w:vMerge)", namespaces=NS) == 0
    for table in root.iter(w("tbl")):
        assert len(table.findall("w:tr", NS)) > 1, text(table)
        assert table.find("w:tr/w:trPr/w:tblHeader", NS) is not None
        assert [text(cell) for cell in table.iter(w("tc")) if not text(cell) and not is_bar(cell)] == []


def is_bar(cell: etree._Element) -> bool:
    """Cells of a timeline are empty where nothing is on; the caption says so."""
    return style(next(cell.iter(w("p")))).startswith("Aikajana")


@pytest.mark.parametrize("language", LANGUAGES)
def test_follow_up_is_whole_in_every_language(language: Language) -> None:
    root = follow_up(example_roadmap(), language)

    assert_sound(root)
    assert len([item for item in root.iter(w("p")) if style(item) == "Heading1"]) >= 5
    assert root.xpath("count(//w:drawing)", namespaces=NS) == 4


def test_follow_up_of_little_leaves_empty_chapters_out_and_numbers_the_rest() -> None:
    root = follow_up(tiny_roadmap(), surveyed=False, dark=True)
    chapters = [item for item in root.iter(w("p")) if style(item) == "Heading1"]

    assert_sound(root)
    assert "TOCHeading" not in {style(item) for item in root.iter(w("p"))}
    assert 2 <= len(chapters) <= 4
    assert {"TitleTumma", "KansiPitkaOtsikkoTumma"} & {style(item) for item in root.iter(w("p"))}


def test_follow_up_tells_each_status_by_sign_and_word() -> None:
    root = follow_up(example_roadmap())
    cells = [text(cell) for cell in root.iter(w("tc"))]

    assert "√\N{EN SPACE}Valmis" in cells
    assert "×\N{EN SPACE}Keskeytetty" in cells


def test_counts_of_goals_add_up_to_the_total_row() -> None:
    root = follow_up(example_roadmap())
    table = next(item for item in root.iter(w("tbl")) if "√Valmis" in text(item.find("w:tr", NS)))
    numbers = [
        [int(text(cell).replace("–", "0")) for cell in row.findall("w:tc", NS)[1:]]
        for row in table.findall("w:tr", NS)[1:]
    ]

    assert [sum(column) for column in zip(*numbers[:-1], strict=True)] == numbers[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_region_is_whole_in_every_language(language: Language) -> None:
    assert_sound(region(3, language))


@pytest.mark.parametrize("count", [1, 2, 9])
def test_region_of_few_and_of_many(count: int) -> None:
    root = region(count, dark=count == 1)
    styles = [style(item) for item in root.iter(w("p"))]

    assert_sound(root)
    assert styles.count("TasotaulukkoOtsake") in (11, 22)
    assert next(root.iter(w("pgSz"))).get(w("orient")) is None


def test_region_shades_each_level_by_its_number() -> None:
    root = region(3)
    shades = set()
    for cell in root.iter(w("tc")):
        if style(cell.find("w:p", NS)) in ("TasotaulukkoVaalea", "TasotaulukkoTumma"):
            number = float(text(cell).replace(",", "."))
            shades.add((str(int(number + 0.5)), cell.find("w:tcPr/w:shd", NS).get(w("themeFill"))))

    assert len(shades) >= 3
    assert shades <= set(FILLS.items())


def test_pages_turn_for_wide_tables_and_back() -> None:
    papers = [size.get(w("orient")) for size in region(3).iter(w("pgSz"))]

    assert papers == [None, None, "landscape", None, "landscape", None]
