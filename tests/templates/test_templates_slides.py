"""The decks' templates: made by their script, complete, accessible, in the theme's colours, tags that exist."""

from __future__ import annotations

import importlib
import re
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from deck_reading import NS, TAG, all_text, notes, slides, text, used_names

from models import example_roadmap, example_survey, huge_roadmap, tiny_roadmap
from pipeline.filling.rendering import render_template
from pipeline.language import LANGUAGES, TAGS
from pipeline.ooxml.dialect import A, P, R
from pipeline.ooxml.package import Package, parse, read_package
from pipeline.report.context import Audience, context
from pipeline.report.names import all_names
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.findings import has_errors
from pipeline.vocabulary.model import Language, Roadmap
from pipeline.vocabulary.survey import SurveyResult

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
DECKS = ("esitys-henkilosto.pptx", "esitys-luottamushenkilot.pptx")
LAYOUTS = ["Kansi", "Sisältö", "Kaavio", "Kaavio ja luvut", "Taulukko", "Luvut", "Lopetus"]
SMALLEST = 1200


@pytest.fixture(scope="module")
def packages() -> dict[str, Package]:
    return {name: read_package((TEMPLATES / name).read_bytes()) for name in DECKS}


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    sys.path.insert(0, str(TEMPLATES / "source"))
    try:
        return importlib.import_module("slides").templates()
    finally:
        sys.path.remove(str(TEMPLATES / "source"))


def test_script_makes_the_templates_that_are_in_the_repository(made: dict[str, bytes]) -> None:
    assert sorted(made) == sorted(DECKS)
    for name, data in made.items():
        ours, theirs = read_package(data), read_package((TEMPLATES / name).read_bytes())
        assert list(ours.parts) == list(theirs.parts)
        assert [part for part in ours.parts if ours.read(part) != theirs.read(part)] == []


def test_script_makes_the_same_bytes_twice(made: dict[str, bytes]) -> None:
    assert sys.modules["slides"].templates() == made


@pytest.mark.parametrize("name", DECKS)
def test_master_has_the_seven_layouts_and_each_slide_uses_one(packages: dict[str, Package], name: str) -> None:
    package = packages[name]
    masters = package.related(package.main_part(), "slideMaster")
    layouts = [item.target for master in masters for item in package.related(master.target, "slideLayout")]
    names = [parse(package.read(layout)).find("p:cSld", NS).get("name") for layout in layouts]
    assert names == LAYOUTS
    used = {item.target for slide, _ in slides(package) for item in package.related(slide, "slideLayout")}
    assert used <= set(layouts)


@pytest.mark.parametrize("name", DECKS)
def test_every_slide_has_a_title_first_and_its_own(packages: dict[str, Package], name: str) -> None:
    titles = []
    for _, root in slides(packages[name]):
        first = root.find(f"p:cSld/p:spTree/{{{P}}}sp", NS)
        assert first.find("p:nvSpPr/p:nvPr/p:ph", NS).get("type") == "title"
        titles.append(text(first))
    assert all(titles)
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("name", DECKS)
def test_every_slide_has_notes_that_begin_with_its_condition(packages: dict[str, Package], name: str) -> None:
    for slide, root in slides(packages[name]):
        (title,) = re.findall(r"\{\{ (.+)\.title \}\}", text(root.find(f"p:cSld/p:spTree/{{{P}}}sp", NS)))
        lines = [text(item) for item in notes(packages[name], slide).iter(f"{{{A}}}p")]
        directive = {
            "deck.cover": [],
            "goal": ["{% for goal in deck.goal_slides %}"],
            "answers": ["{% for answers in deck.answer_slides %}"],
            "group_means": ["{% for group_means in deck.group_slides %}"],
            "choice": ["{% for choice in deck.choice_slides %}"],
        }.get(title, [f"{{% if {title} %}}"])
        assert lines == [*directive, f"{{{{ {title}.notes }}}}"]


@pytest.mark.parametrize("name", DECKS)
def test_colours_come_from_the_theme(packages: dict[str, Package], name: str) -> None:
    package = packages[name]
    fixed = re.compile(rb"<a:(srgbClr|sysClr|scrgbClr|hslClr)\b")
    parts = [part for part in package.parts if part.endswith(".xml") and not part.startswith("ppt/theme/")]
    assert [part for part in parts if fixed.search(package.read(part))] == []


@pytest.mark.parametrize("name", DECKS)
def test_tables_have_a_header_row_a_description_and_one_width(packages: dict[str, Package], name: str) -> None:
    found = 0
    for _, root in slides(packages[name]):
        for frame in root.iterfind(".//p:graphicFrame", NS):
            assert frame.find("p:nvGraphicFramePr/p:cNvPr", NS).get("descr")
            for table in frame.iter(f"{{{A}}}tbl"):
                found += 1
                columns = [int(column.get("w")) for column in table.iterfind("a:tblGrid/a:gridCol", NS)]
                assert table.find("a:tblPr", NS).get("firstRow") == "1"
                assert {len(row.findall("a:tc", NS)) for row in table.iterfind("a:tr", NS)} == {len(columns)}
                assert abs(sum(columns) - int(frame.find("p:xfrm/a:ext", NS).get("cx"))) < len(columns)
    assert found > 5


@pytest.mark.parametrize("name", DECKS)
def test_runs_tell_their_language_and_are_large_enough(packages: dict[str, Package], name: str) -> None:
    for slide, root in slides(packages[name]):
        for tree in (root, notes(packages[name], slide)):
            for properties in tree.iter(f"{{{A}}}rPr"):
                assert properties.get("lang") == "fi-FI"
                assert int(properties.get("sz") or SMALLEST) >= SMALLEST


@pytest.mark.parametrize("name", DECKS)
def test_frames_stay_in_the_content_area(packages: dict[str, Package], name: str) -> None:
    inch = 914_400
    for slide, root in slides(packages[name]):
        for place in root.iterfind(".//p:graphicFrame/p:xfrm", NS):
            off, ext = place.find("a:off", NS), place.find("a:ext", NS)
            right, bottom = (int(off.get(axis)) + int(ext.get(size)) for axis, size in (("x", "cx"), ("y", "cy")))
            assert int(off.get("x")) >= 0.59 * inch, slide
            assert right <= 12.74 * inch, slide
            assert bottom <= 6.96 * inch, slide


def test_fixed_words_are_in_three_catalogs_and_all_used(packages: dict[str, Package]) -> None:
    used = {
        key
        for package in packages.values()
        for line in all_text(package)
        for tag in TAG.findall(line)
        for key in re.findall(r"\bt\.(\w+)", tag)
    }
    for language in ("fi", "sv", "en"):
        catalog = ROOT / "pipeline" / "catalogs" / language / "deck.toml"
        words = tomllib.loads(catalog.read_text(encoding="utf-8"))["t"]
        assert set(words) == used, language
        assert all(isinstance(word, str) and word.strip() == word and word for word in words.values())


def test_every_name_is_declared(packages: dict[str, Package]) -> None:
    declared = {name.name for name in all_names()}
    for package in packages.values():
        used = used_names(package)
        assert len(used) > 80
        assert {name for name in used if not name.startswith("t.")} - declared == set()


def filled_package(
    name: str, roadmap: Roadmap, survey: SurveyResult | None, audience: Audience, language: Language = "fi"
) -> Package:
    values = context(roadmap, survey, language=language, audience=audience)
    data = (TEMPLATES / name).read_bytes()
    filled = render_template(data, name, values, brand=Brand(), language_tag=TAGS[language])
    assert filled.document is not None, filled.findings
    assert not has_errors(filled.findings, strict=True), filled.findings
    return read_package(filled.document)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("audience", "name"), [("council", DECKS[1]), ("staff", DECKS[0])])
def test_example_fills_each_deck_without_a_finding(audience: Audience, name: str, language: Language) -> None:
    package = filled_package(name, example_roadmap(), example_survey(), audience, language)
    titles = [text(root.find(f"p:cSld/p:spTree/{{{P}}}sp", NS)) for _, root in slides(package)]
    assert len(set(titles)) == len(titles)
    assert all(TAG.search(line) is None for line in all_text(package))


def layout_name(package: Package, slide: str) -> str:
    layout = package.related(slide, "slideLayout")[0].target
    return str(parse(package.read(layout)).find("p:cSld", NS).get("name"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("audience", "name"), [("council", DECKS[1]), ("staff", DECKS[0])])
@pytest.mark.parametrize("roadmap", [example_roadmap(), huge_roadmap()], ids=["example", "huge"])
def test_no_more_than_twenty_slides_before_the_appendix(
    roadmap: Roadmap, audience: Audience, name: str, language: Language
) -> None:
    package = filled_package(name, roadmap, example_survey(), audience, language)
    titles = [text(root.find(f"p:cSld/p:spTree/{{{P}}}sp", NS)) for _, root in slides(package)]
    assert titles.index({"fi": "Liite", "sv": "Bilaga", "en": "Appendix"}[language]) <= 20


@pytest.mark.parametrize(("audience", "name"), [("council", DECKS[1]), ("staff", DECKS[0])])
def test_costs_without_times_take_the_whole_slide(audience: Audience, name: str) -> None:
    roadmap = example_roadmap()
    actions = tuple(replace(action, starts=None, ends=None) for action in roadmap.actions)
    package = filled_package(name, replace(roadmap, actions=actions), None, audience)
    found = [(layout_name(package, slide), root) for slide, root in slides(package) if "486\u00a0000" in text(root)]
    tables = [layout for layout, root in found if root.find(f".//{{{A}}}tbl") is not None and layout != "Luvut"]
    assert tables == (["Taulukko"] if audience == "council" else [])


def test_the_appendix_list_leads_to_its_slides() -> None:
    package = filled_package(DECKS[1], example_roadmap(), example_survey(), "council")
    titles = {name: text(root.find(f"p:cSld/p:spTree/{{{P}}}sp", NS)) for name, root in slides(package)}
    divider, root = next((name, root) for name, root in slides(package) if titles[name] == "Liite")
    links = {
        text(run): titles[package.relationships[divider][run.find("a:rPr/a:hlinkClick", NS).get(f"{{{R}}}id")].target]
        for run in root.iterfind(".//a:r", NS)
        if run.find("a:rPr/a:hlinkClick", NS) is not None
    }
    several = {
        "Keskiarvot vastaajaryhmittäin": "Keskiarvot toimialoittain",
        "Monivalintakysymysten vastaukset": "Useimmin valittu: Tiedonhallinta",
    }
    assert {said: links.pop(said) for said in several} == several, "the first of several slides"
    assert len(links) == 7
    assert all(target.startswith(said) for said, target in links.items())


@pytest.mark.parametrize(("audience", "name"), [("council", DECKS[1]), ("staff", DECKS[0])])
def test_tiny_roadmap_leaves_out_what_it_lacks(audience: Audience, name: str) -> None:
    whole = slides(filled_package(name, example_roadmap(), example_survey(), audience))
    tiny = slides(filled_package(name, tiny_roadmap(), None, audience))
    assert 5 < len(tiny) < len(whole)
    for _, root in tiny:
        for shape in root.iter(f"{{{P}}}sp"):
            assert text(shape).strip(), shape.find("p:nvSpPr/p:cNvPr", NS).get("name")


def test_nothing_but_tags_is_written_on_the_slides(packages: dict[str, Package]) -> None:
    """Fixed words would be Finnish in a Swedish deck."""
    looks = {"empty", "year", "bar"}
    for package in packages.values():
        for line in all_text(package):
            rest = TAG.sub("", line).replace("‹#›", "").replace("%7B%7B", "").strip(" ·:()\u2002\u00a0\n")
            if line.startswith("%7B%7B") or rest in looks:
                continue
            assert rest in ("", "Microsoft Office PowerPoint", "Widescreen"), line
