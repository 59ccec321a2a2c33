"""The roadmap's template: made by its script, in look.md's type and grid, its tags and fixed words in order."""

from __future__ import annotations

import importlib
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from types import ModuleType

import pytest
from filled_roadmaps import NS, TEMPLATE, filled, text
from lxml import etree

from models import example_roadmap, tiny_roadmap
from pipeline.filling.fitting.measuring import width
from pipeline.filling.lifting.tags import find_tags
from pipeline.language import LANGUAGES
from pipeline.ooxml.dialect import WP, R, w
from pipeline.ooxml.package import Package, parse, read_package
from pipeline.report.names import all_names
from pipeline.vocabulary.model import Language

ROOT = TEMPLATE.parents[1]

LOOK = {
    # look.md, section 3: size, line (0: 1.15 lines), bold, theme slot, before, after, right indent in mm
    "Title": (42, 46, True, "text2", 0, 12, 0),
    "KansiPitkaOtsikko": (34, 38, True, "text2", 0, 12, 0),
    "Subtitle": (16, 22, False, "text2", 0, 30, 37),
    "KansiVuodet": (14, 18, True, "text2", None, None, 0),
    "Heading1": (26, 30, True, "text2", 0, 9, 0),
    "Heading2": (16, 20, True, "text2", 18, 6, 0),
    "Tavoiteotsikko": (22, 26, True, "text2", 0, 9, 0),
    "Heading3": (12, 16, True, "accent1", 12, 3, 0),
    "Ingressi": (14, 19.5, False, "accent1", 0, 12, 20),
    "Visiolause": (18, 24, False, "accent1", 0, 12, 20),
    "BodyText": (11, 0, False, "text1", 0, 7, 35),
    "Luettelo": (11, 0, False, "text1", 0, 3, 35),
    "Caption": (9.5, 12.5, False, "accent6", 6, 4, 0),
    "Lahde": (9, 12, False, "accent6", 4, 10, 0),
    "TaulukkoOtsake": (9.5, 12.5, True, "text2", 0, 0, 0),
    "TaulukkoSolu": (9.5, 12.5, False, "text1", 0, 0, 0),
    "TaulukkoSelite": (9, 12, False, "accent6", 0, 0, 0),
    "Tunnusluku": (40, 40, True, "accent1", 0, 0, 0),
    "Header": (9, 11, False, "accent6", 0, 0, 0),
    "Footer": (9, 11, False, "accent6", 0, 0, 0),
}
UNHYPHENATED = ("Title", "Subtitle", "KansiVuodet", "Heading1", "Heading2", "Heading3", "Caption", "TaulukkoOtsake")
TABLE_STYLES = {"Digitaulukko", "Tavoitekortti", "Tunnusluvut"}
ALLOWED_TEXT = re.compile(r"[\s·:.()+–\u2002\u00a0\d]*")
"""What may be written in the template besides tags: anything else would be Finnish in a Swedish document."""
LOOKS = {"empty", "year", "not_started", "under_way", "done", "moved", "cancelled"}
DOTTED = re.compile(r"(?<![\w.\"'])[a-z_]\w*(?:\[[^\]]*\])?(?:\.[a-z_]\w*)*")
WORDS_OF_JINJA = frozenset({"and", "or", "not", "in", "is", "even", "length", "loop", "if", "else", "t"})


@pytest.fixture(scope="module")
def script() -> Iterator[ModuleType]:
    sys.path.insert(0, str(ROOT / "templates" / "source"))
    try:
        yield importlib.import_module("word")
    finally:
        sys.path.remove(str(ROOT / "templates" / "source"))


@pytest.fixture(scope="module")
def package() -> Package:
    return read_package(TEMPLATE.read_bytes())


@pytest.fixture(scope="module")
def document(package: Package) -> etree._Element:
    return parse(package.read("word/document.xml"))


@pytest.fixture(scope="module")
def styles(package: Package) -> dict[str, etree._Element]:
    root = parse(package.read("word/styles.xml"))
    return {style.get(w("styleId")): style for style in root.iter(w("style"))}


def number(style: etree._Element, path: str, attribute: str = "val") -> float:
    found = style.find(path, NS)
    return float(found.get(w(attribute)) or 0) if found is not None else 0


def lines(package: Package) -> Iterator[str]:
    """Every text of the template that may hold tags."""
    for name in package.parts:
        if not name.endswith(".xml") or "/charts/" in name or "/theme/" in name:
            continue
        root = parse(package.read(name))
        yield from (text(paragraph) for paragraph in root.iter(w("p")))
        yield from (str(value) for value in root.xpath("//@descr | //w:tblCaption/@w:val", namespaces=NS))
        if name.startswith("docProps/"):
            yield from (item.text for item in root.iter() if item.text)


def test_script_makes_the_template_that_is_in_the_repository(script: ModuleType) -> None:
    made, kept = read_package(script.template()), read_package(TEMPLATE.read_bytes())

    assert list(made.parts) == list(kept.parts)
    assert [part for part in made.parts if made.read(part) != kept.read(part)] == []


def test_script_makes_the_same_bytes_twice(script: ModuleType) -> None:
    assert script.template() == script.template()


def test_nothing_of_an_editing_session_is_kept(package: Package) -> None:
    parts = b"".join(package.read(name) for name in package.parts if name.endswith(".xml"))

    assert not re.search(rb"w:rsid|w14:paraId|dcterms:|lastModifiedBy|w:updateFields|w:proofErr", parts)


@pytest.mark.parametrize("style", LOOK)
def test_type_is_that_of_the_specification(styles: dict[str, etree._Element], style: str) -> None:
    size, line, bold, slot, before, after, right = LOOK[style]
    found = styles[style]
    rule = found.find("w:pPr/w:spacing", NS).get(w("lineRule"))

    assert number(found, "w:rPr/w:sz") == size * 2
    assert (number(found, "w:pPr/w:spacing", "line"), rule == "auto") == (line * 20 if line else 276, not line)
    assert (found.find("w:rPr/w:b", NS).get(w("val")) is None) is bold
    assert found.find("w:rPr/w:color", NS).get(w("themeColor")) == slot
    assert before is None or number(found, "w:pPr/w:spacing", "before") == before * 20
    assert after is None or number(found, "w:pPr/w:spacing", "after") == after * 20
    assert number(found, "w:pPr/w:ind", "right") == round(right * 1440 / 25.4)


def test_every_style_that_is_used_exists(document: etree._Element, styles: dict[str, etree._Element]) -> None:
    used = {item.get(w("val")) for item in document.iter(w("pStyle"), w("rStyle"), w("tblStyle"))}

    assert used - set(styles) == set()
    assert {item.get(w("val")) for item in document.iter(w("tblStyle"))} == TABLE_STYLES


def test_headings_captions_cover_and_table_heads_are_not_hyphenated(styles: dict[str, etree._Element]) -> None:
    assert [name for name in UNHYPHENATED if styles[name].find("w:pPr/w:suppressAutoHyphens", NS) is None] == []
    assert styles["BodyText"].find("w:pPr/w:suppressAutoHyphens", NS) is None


def test_every_colour_names_its_theme_slot(package: Package) -> None:
    attributes = {"color": "themeColor", "fill": "themeFill", "val": "themeColor"}
    bare = []
    for name in ("word/styles.xml", "word/document.xml", "word/numbering.xml"):
        for item in parse(package.read(name)).iter(etree.Element):
            for plain, themed in attributes.items():
                value = item.get(w(plain)) or ""
                if re.fullmatch("[0-9A-F]{6}", value) and item.get(w(themed)) is None and item.tag != w("nsid"):
                    bare.append((name, item.tag, value))

    assert [found for found in bare if not found[1].endswith(("}tmpl", "}nsid", "}tblLook"))] == []


def test_tables_are_fixed_whole_and_named(document: etree._Element) -> None:
    tables = list(document.iter(w("tbl")))
    for table in tables:
        widths = [int(column.get(w("w"))) for column in table.find("w:tblGrid", NS)]
        rows = [row for row in table.iter(w("tr")) if len(row.findall("w:tc", NS)) > 1]
        assert table.find("w:tblPr/w:tblLayout", NS).get(w("type")) == "fixed"
        assert sum(widths) == int(table.find("w:tblPr/w:tblW", NS).get(w("w")))
        assert sum(widths) in (9354, 14570), widths
        assert rows[0].find("w:trPr/w:tblHeader", NS) is not None, text(table)[:80]
        for row in table.iter(w("tr")):
            cells = [int(cell.get(w("w"))) for cell in row.iterfind("w:tc/w:tcPr/w:tcW", NS)]
            assert row.find("w:trPr/w:cantSplit", NS) is not None
            assert cells in (widths, [sum(widths)])
        for name in ("tblCaption", "tblDescription"):
            assert re.fullmatch(
                r"\{\{ (t\.alt_\w+|\w\.caption) \}\}", table.find(f"w:tblPr/w:{name}", NS).get(w("val"))
            )

    assert len(tables) > 15


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_a_table_head_is_wider_than_its_column(document: etree._Element, language: Language) -> None:
    """In Arial too, whose letters are the widest of the four families that are measured."""
    catalog = ROOT / "pipeline" / "catalogs" / language / "roadmap.toml"
    words = tomllib.loads(catalog.read_text(encoding="utf-8"))["t"]
    wide = []
    for table in document.iter(w("tbl")):
        for cell in next(table.iter(w("tr"))).iter(w("tc")):
            key = re.fullmatch(r"\{\{ t\.(\w+) \}\}", text(cell))
            right = cell.find("w:tcPr/w:tcMar/w:right", NS)
            margins = number(cell, "w:tcPr/w:tcMar/w:left", "w") + (100 if right is None else 0)
            room = (number(cell, "w:tcPr/w:tcW", "w") - margins) / 20
            heads = words[key[1]].split() if key else ()
            wide += [(word, round(room, 1)) for word in heads if width(word, "Arial", 9.5, bold=True) > room]

    assert wide == []


def test_figures_are_charts_bound_to_exhibits_as_wide_as_the_text(package: Package, document: etree._Element) -> None:
    """The cover's is as much wider as the gaps beside its outer columns, so that the columns meet the text's edges."""
    bound = {}
    for inline in document.iter(f"{{{WP}}}inline"):
        chart = inline.find(".//{http://schemas.openxmlformats.org/drawingml/2006/chart}chart")
        if chart is not None:
            bound[inline.find("wp:docPr", NS).get("descr")] = chart.get(f"{{{R}}}id")
            width = 170 if inline.find("wp:docPr", NS).get("descr") == "{{ exhibits.cover }}" else 165
            assert inline.find("wp:extent", NS).get("cx") == str(width * 36_000)

    assert sorted(bound) == [f"{{{{ exhibits.{name} }}}}" for name in ("answers", "costs", "cover", "gaps", "radar")]
    assert {package.relationships["word/document.xml"][relation].kind for relation in bound.values()} == {"chart"}


def test_timeline_has_a_look_for_each_state(document: etree._Element) -> None:
    rows = [row for row in document.iter(w("tr")) if "{% looks %}" in text(row)]

    assert len(rows) == 2, "one table for quarters, one for half-years"
    for row in rows:
        assert {text(cell) for cell in row.iter(w("tc")) if text(cell)} - {"{% looks %}"} == LOOKS


def test_captions_and_footers_are_fields(package: Package, document: etree._Element) -> None:
    sequences = re.findall(r"SEQ (\w+)", "".join(document.itertext(w("instrText"))))
    footers = [name for name in package.parts if name.startswith("word/footer")]

    assert set(sequences) == {"Kuvio", "Taulukko", "KuvioL", "TaulukkoL"}
    assert 'TOC \\o "1-2" \\h \\z \\u' in "".join(document.itertext(w("instrText")))
    assert len(footers) == 2
    assert all(b" PAGE " in package.read(name) for name in footers)


def test_nothing_but_tags_is_written(package: Package) -> None:
    for line in lines(package):
        tags, unclosed = find_tags(line)
        rest = line
        for tag in reversed(tags):
            rest = rest[: tag.start] + rest[tag.end :]

        assert unclosed == []
        assert ALLOWED_TEXT.fullmatch(rest) or rest in LOOKS | {"Microsoft Office Word"}, line


def test_fixed_words_are_in_three_catalogs_and_all_used(package: Package) -> None:
    used = {key for line in lines(package) for key in re.findall(r"\bt\.(\w+)", line)}
    for language in LANGUAGES:
        catalog = ROOT / "pipeline" / "catalogs" / language / "roadmap.toml"
        words = tomllib.loads(catalog.read_text(encoding="utf-8"))["t"]
        assert set(words) == used, language
        assert all(word.strip() == word and word for word in words.values())


def names_in(package: Package) -> Iterator[str]:
    """The dotted names of all tags, names of loops written as what they go over: `goals[].name`."""
    loops: dict[str, str] = {}
    for line in lines(package):
        for tag in find_tags(line)[0]:
            if loop := re.fullmatch(r"for (\w+) in ([\w.]+)", tag.code):
                loops[loop[1]] = f"{full_name(loop[2], loops)}[]"
                yield loops[loop[1]].removesuffix("[]")
            elif tag.keyword not in ("endfor", "endif", "else", "looks"):
                code = re.sub(r'"[^"]*"', "", tag.code.removeprefix("look ").removeprefix("elif "))
                yield from (full_name(name, loops) for name in DOTTED.findall(code))


def full_name(name: str, loops: dict[str, str]) -> str:
    first, dot, rest = re.sub(r"\[[^\]]*\]", "[]", name).partition(".")
    return loops.get(first, first) + dot + rest


def test_every_name_is_declared(package: Package) -> None:
    declared = {name.name for name in all_names()}
    used = {name for name in names_in(package) if name.partition(".")[0] not in WORDS_OF_JINJA}

    assert used - declared == set()
    assert "goals[].actions[].statutes" in used
    assert "timeline.quarters[].first_of_year" in used


@pytest.mark.parametrize("language", LANGUAGES)
def test_example_is_filled_without_a_finding(language: Language) -> None:
    root = filled(language)

    assert "{" not in "".join(root.itertext())
    assert root.xpath("count(//w:gridSpan | //w:vMerge)", namespaces=NS) == 0
    assert {table.find("w:tr/w:trPr/w:tblHeader", NS) is None for table in root.iter(w("tbl"))} == {False}


def test_landscape_pages_come_and_go_with_the_timeline() -> None:
    papers = [
        [size.get(w("orient")) for size in root.iter(w("pgSz"))]
        for root in (filled("fi"), filled("fi", tiny_roadmap()))
    ]

    assert papers == [[None, None, "landscape", None], [None, None]]


def test_empty_chapters_leave_nothing() -> None:
    root = filled("fi", tiny_roadmap())
    headings = [
        text(paragraph)
        for paragraph in root.iter(w("p"))
        if paragraph.xpath("string(w:pPr/w:pStyle/@w:val)", namespaces=NS) in ("Heading1", "LukuIlmanNumeroa")
    ]
    empty = [
        paragraph
        for paragraph in root.iterfind("w:body/w:p", NS)
        if not text(paragraph) and paragraph.find(".//w:drawing", NS) is None
    ]

    assert headings == [
        "Digitiekartta yhdellä sivulla",
        "Tavoitteet ja toimenpiteet",
        "Aikataulu",
        "Vastuut",
        "Kytkennät",
    ]
    assert empty == []


def test_a_cell_keeps_its_own_lines_whatever_its_look() -> None:
    root = filled("fi")
    timeline = next(table for table in root.iter(w("tbl")) if len(table.find("w:tblGrid", NS)) == 20)
    first = timeline.findall("w:tr", NS)[1]
    lines_left = [cell.find("w:tcPr/w:tcBorders/w:left", NS) is not None for cell in first.iter(w("tc"))]

    assert lines_left == [False] * 4 + [True, False, False, False] * 4


def test_a_list_in_a_cell_is_a_list_of_the_table() -> None:
    example = example_roadmap()
    actions = (replace(example.actions[0], description="Ensin:\n- omistajat\n- laatu"), *example.actions[1:])
    root = filled("fi", replace(example, actions=actions))
    items = [item for item in root.iter(w("p")) if text(item) in ("omistajat", "laatu")]

    assert [item.find("w:pPr/w:pStyle", NS).get(w("val")) for item in items] == ["TaulukkoLuettelo"] * 2
