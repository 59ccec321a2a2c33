"""The templates of the follow-up and of the region: made by their scripts, their tags, words and tables in order."""

from __future__ import annotations

import importlib
import re
import sys
import tomllib
from collections.abc import Iterator
from types import ModuleType

import pytest
from lxml import etree

from pipeline.filling.fitting.measuring import width
from pipeline.filling.lifting.tags import find_tags
from pipeline.language import LANGUAGES
from pipeline.ooxml.dialect import WP, R, W, w
from pipeline.ooxml.package import Package, parse, read_package
from pipeline.report.part_names import part_names
from pipeline.runs.project import own_file
from pipeline.vocabulary.model import Language

NS = {"w": W, "r": R, "wp": WP}
SCRIPTS = {"seuranta.docx": "word_follow_up", "aluekooste.docx": "word_region"}
CATALOGS = {"seuranta.docx": "followup", "aluekooste.docx": "region"}
CHARTS = {
    "seuranta.docx": {"exhibits.cover", "exhibits.status", "exhibits.goals", "exhibits.paired"},
    "aluekooste.docx": {"exhibits.cover", "levels.dots", "levels.spread_chart", "gaps.chart"},
}
SOURCE = own_file("seuranta.docx").parent / "source"
TEXT_WIDTHS = {9354, 14570}
TABLE_STYLES = {"Digitaulukko", "Tavoitekortti", "Tunnusluvut"}
LOOKS = {"1", "2", "3", "4", "5", "missing", "empty", "year", "bar"}
WRITTEN = re.compile(r"[\s·:,.()\d\u00a0√»□→×+]*")
"""What may be written besides tags: signs and numbers; anything else would be Finnish in a Swedish document."""
NUMBERS = ("TaulukkoOtsakeLuku", "TaulukkoPieniLukuotsake")


@pytest.fixture(scope="module", params=SCRIPTS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def script(name: str) -> Iterator[ModuleType]:
    sys.path.insert(0, str(SOURCE))
    try:
        yield importlib.import_module(SCRIPTS[name])
    finally:
        sys.path.remove(str(SOURCE))


@pytest.fixture(scope="module")
def package(name: str) -> Package:
    return read_package(own_file(name).read_bytes())


@pytest.fixture(scope="module")
def document(package: Package) -> etree._Element:
    return parse(package.read("word/document.xml"))


def text(element: etree._Element) -> str:
    return "".join(element.itertext(w("t")))


def style(paragraph: etree._Element) -> str:
    return str(paragraph.xpath("string(w:pPr/w:pStyle/@w:val)", namespaces=NS))


def lines(package: Package) -> Iterator[str]:
    """Every text of the template that may hold tags."""
    for part in package.parts:
        if not part.endswith(".xml") or "/charts/" in part or "/theme/" in part:
            continue
        root = parse(package.read(part))
        yield from (text(paragraph) for paragraph in root.iter(w("p")))
        yield from (str(value) for value in root.xpath("//@descr | //w:tblCaption/@w:val", namespaces=NS))
        if part.startswith("docProps/"):
            yield from (item.text for item in root.iter() if item.text)


def number(element: etree._Element, path: str) -> float:
    found = element.find(path, NS)
    return 0 if found is None else float(found.get(w("w")) or 0)


def test_script_makes_the_template_that_is_in_the_repository(script: ModuleType, package: Package) -> None:
    made = read_package(script.template())

    assert list(made.parts) == list(package.parts)
    assert [part for part in made.parts if made.read(part) != package.read(part)] == []
    assert script.template() == script.template()


def test_every_style_that_is_used_exists_and_has_its_name_in_each_language(
    package: Package, document: etree._Element
) -> None:
    styles = {item.get(w("styleId")): item for item in parse(package.read("word/styles.xml")).iter(w("style"))}
    used = {item.get(w("val")) for item in document.iter(w("pStyle"), w("rStyle"), w("tblStyle"))}
    own = {item.find("w:name", NS).get(w("val")) for item in styles.values() if item.get(w("customStyle"))}

    assert used - set(styles) == set()
    assert {item.get(w("val")) for item in document.iter(w("tblStyle"))} <= TABLE_STYLES
    for language in set(LANGUAGES) - {"fi"}:
        assert own - set(part_names(language)["styles"]) - {"TOC Heading"} == set()


def test_every_colour_names_its_theme_slot(package: Package) -> None:
    attributes = {"color": "themeColor", "fill": "themeFill"}
    for part in ("word/styles.xml", "word/document.xml", "word/numbering.xml"):
        for item in parse(package.read(part)).iter(etree.Element):
            for plain, themed in attributes.items():
                bare = re.fullmatch("[0-9A-F]{6}", item.get(w(plain)) or "") and item.get(w(themed)) is None
                assert not bare, (part, item.tag, item.get(w(plain)))


def test_tables_are_fixed_whole_named_and_have_heads(document: etree._Element) -> None:
    tables = list(document.iter(w("tbl")))
    for table in tables:
        widths = [int(column.get(w("w"))) for column in table.find("w:tblGrid", NS)]
        rows = [row for row in table.iter(w("tr")) if len(row.findall("w:tc", NS)) > 1]
        assert table.find("w:tblPr/w:tblLayout", NS).get(w("type")) == "fixed"
        assert sum(widths) == int(table.find("w:tblPr/w:tblW", NS).get(w("w")))
        assert sum(widths) in TEXT_WIDTHS, widths
        assert rows[0].find("w:trPr/w:tblHeader", NS) is not None, text(table)[:80]
        for row in table.iter(w("tr")):
            cells = [int(cell.get(w("w"))) for cell in row.iterfind("w:tc/w:tcPr/w:tcW", NS)]
            assert row.find("w:trPr/w:cantSplit", NS) is not None
            assert cells in (widths, [sum(widths)])
        for told in ("tblCaption", "tblDescription"):
            alt = table.find(f"w:tblPr/w:{told}", NS).get(w("val"))
            assert re.fullmatch(r"\{\{ (t\.alt_\w+|group\.alt) \}\}", alt)

    assert len(tables) > 12


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_a_table_head_is_wider_than_its_column(
    name: str, document: etree._Element, language: Language
) -> None:
    """In Arial too, whose letters are the widest of the four families that are measured."""
    words = fixed_words(name, language)
    wide = []
    for table in document.iter(w("tbl")):
        for cell in next(table.iter(w("tr"))).iter(w("tc")):
            key = re.search(r"\{\{ t\.(\w+) \}\}$", text(cell))
            right = cell.find("w:tcPr/w:tcMar/w:right", NS)
            margins = number(cell, "w:tcPr/w:tcMar/w:left") + (100 if right is None else float(right.get(w("w"))))
            room = (number(cell, "w:tcPr/w:tcW") - margins) / 20
            size = 8 if style(next(cell.iter(w("p")))) == "TaulukkoPieniLukuotsake" else 9.5
            heads = words[key[1]].split() if key else ()
            wide += [(word, round(room, 1)) for word in heads if width(word, "Arial", size, bold=True) > room]

    assert wide == []


def test_heads_of_numbers_stand_over_numbers(document: etree._Element) -> None:
    """A column that is right-aligned in its head is so in every row, the total included."""
    for table in document.iter(w("tbl")):
        heads, *rows = [row for row in table.iter(w("tr")) if len(row.findall("w:tc", NS)) > 1]
        kinds = [style(next(cell.iter(w("p")))) in NUMBERS for cell in heads.findall("w:tc", NS)]
        for row in rows if any(kinds) else ():
            cells = [style(next(cell.iter(w("p")))) for cell in row.findall("w:tc", NS)]
            if "Ohjausrivi" not in cells:
                assert [item == "TaulukkoLuku" for item in cells] == kinds, text(row)


def test_charts_are_bound_and_have_room(name: str, package: Package, document: etree._Element) -> None:
    bound = set()
    for inline in document.iter(f"{{{WP}}}inline"):
        chart = inline.find(".//{http://schemas.openxmlformats.org/drawingml/2006/chart}chart")
        if chart is None:
            continue
        bound.add(inline.find("wp:docPr", NS).get("descr").strip("{} "))
        assert package.relationships["word/document.xml"][chart.get(f"{{{R}}}id")].kind == "chart"
        assert int(inline.find("wp:extent", NS).get("cx")) in {mm * 36_000 for mm in (165, 170, 257)}
        for language in set(LANGUAGES) - {"fi"}:
            assert inline.find("wp:docPr", NS).get("name") in part_names(language)["shapes"]

    assert bound == CHARTS[name]


def test_nothing_but_tags_and_signs_is_written(package: Package) -> None:
    for line in lines(package):
        tags, unclosed = find_tags(line)
        rest = line
        for tag in reversed(tags):
            rest = rest[: tag.start] + rest[tag.end :]
        assert unclosed == []
        assert WRITTEN.fullmatch(rest) or rest in LOOKS | {"Microsoft Office Word"}, line


def test_fixed_words_are_in_three_catalogs(name: str, package: Package) -> None:
    used = {key for line in lines(package) for key in re.findall(r"\bt\.(\w+)", line)}

    for language in LANGUAGES:
        words = fixed_words(name, language)
        assert used - set(words) == set(), language
        assert all(words[key].strip() == words[key] != "" for key in used)


def test_captions_count_and_pages_have_heads_and_feet(package: Package, document: etree._Element) -> None:
    captions = [item for item in document.iter(w("p")) if style(item) == "Caption"]
    feet = [part for part in package.parts if part.startswith("word/footer")]

    assert captions
    assert all(re.search(r"SEQ (Taulukko|Kuvio) ", "".join(item.itertext(w("instrText")))) for item in captions)
    assert 'TOC \\o "1-2"' in "".join(document.itertext(w("instrText")))
    assert all(b" PAGE " in package.read(part) for part in feet)


def test_levels_are_told_by_number_colour_and_outline(document: etree._Element) -> None:
    """The ramp's cells: ground and number far enough apart, and an outline round each."""
    grounds = {"1": "accent3", "2": "accent4", "3": "accent5", "4": "accent1", "5": "text2"}
    samples = [row for row in document.iter(w("tr")) if "missing" in [text(cell) for cell in row.iter(w("tc"))]]
    for row in samples:
        cells = {text(cell): cell for cell in row.iter(w("tc"))}
        assert {key: cells[key].find("w:tcPr/w:shd", NS).get(w("themeFill")) for key in grounds} == grounds
        for key in grounds:
            borders = cells[key].find("w:tcPr/w:tcBorders", NS)
            assert {side.get(w("themeColor")) for side in borders} == {"text2"}
            dark = style(cells[key].find("w:p", NS)) == "TasotaulukkoTumma"
            assert dark is (key in "45")
        assert cells["missing"].find("w:tcPr/w:shd", NS) is None

    assert len(samples) == 4 * ("levels.now" in text(document)), "two tables, each for few and for many columns"


def fixed_words(name: str, language: Language) -> dict[str, str]:
    catalog = own_file(name).parents[1] / "pipeline" / "catalogs" / language / f"{CATALOGS[name]}.toml"
    return dict(tomllib.loads(catalog.read_text(encoding="utf-8"))["t"])
