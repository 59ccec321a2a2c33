"""The decks of the follow-up and of the region filled with real names: nothing to tell, within their lengths."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from deck_reading import NS, TAG, all_text, notes, slides, text, title
from region_folders import looked_through

from models import example_roadmap, example_survey, huge_roadmap, quarter, tiny_roadmap
from pipeline.accessibility import check_document
from pipeline.comparing.following import Measured, follow, pair_years
from pipeline.filling.rendering import render_template
from pipeline.language import LANGUAGES, TAGS
from pipeline.ooxml.dialect import A, P
from pipeline.ooxml.package import Package
from pipeline.report.followup.context import context as follow_up_context
from pipeline.report.regional.context import context as region_context
from pipeline.runs.templates import check_template
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.content import Context
from pipeline.vocabulary.findings import has_errors
from pipeline.vocabulary.model import Action, Language, Roadmap, Status

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FOLLOW_UP, REGION = "esitys-seuranta.pptx", "esitys-alue.pptx"
BRANDS = pytest.mark.parametrize("brand", [Brand(), Brand(dark_cover=True)], ids=["light", "dark"])
MOST = {FOLLOW_UP: 12, REGION: 20}
GOES_ON = re.compile(r"\((?!1/)\d+/\d+\)$")
STATUSES: tuple[Status, ...] = ("done", "under_way", "moved", "cancelled", "not_started")


@BRANDS
@pytest.mark.parametrize("name", MOST)
def test_nothing_can_be_told_of_the_template(name: str, brand: Brand) -> None:
    found = check_template(TEMPLATES / name, name, brand)
    assert found.unread == ()
    assert found.findings == ()


def a_year_later(roadmap: Roadmap) -> tuple[Roadmap, Roadmap]:
    """The roadmap with nothing begun, and with its actions in every status, some of them moved or late."""
    then = replace(roadmap, actions=tuple(replace(item, status="not_started") for item in roadmap.actions))
    actions: list[Action] = []
    for place, item in enumerate(roadmap.actions):
        status = STATUSES[place % len(STATUSES)]
        ends = quarter(2030, 4) if status == "moved" else quarter(2026, 1) if place % 7 == 0 else item.ends
        actions.append(replace(item, status=status, ends=ends))
    levels = tuple(replace(item, baseline=(item.baseline or 0) / 2 + 2) for item in roadmap.levels)
    return then, replace(roadmap, actions=tuple(actions[:-1]), levels=levels)


def follow_up(roadmap: Roadmap, language: Language, *, dark_cover: bool = False) -> Context:
    old, new = a_year_later(roadmap)
    followed = follow(old, new, pair_years(old, new), Measured(150, 186, {}))
    survey = example_survey()
    return follow_up_context(new, old, followed, survey, language=language, is_deck=True, dark_cover=dark_cover)


def region(folders: tuple[str, ...], language: Language, *, dark_cover: bool = False) -> Context:
    found = looked_through(dict.fromkeys(folders, True), language)
    return region_context(found, language=language, is_deck=True, dark_cover=dark_cover)


THREE = ("tarulinna-2026", "haavesalo-2026", "tarumaan-amk-2026")
SEVEN = (*THREE, "pieni", "suuri", "svensk", "tumma")


def filled(name: str, names: Context, language: Language, brand: Brand) -> Package:
    """The deck; everything in it is sound, and it has as many slides before its appendix as it may."""
    made = render_template((TEMPLATES / name).read_bytes(), name, names, brand=brand, language_tag=TAGS[language])
    assert made.package is not None, made.findings
    assert not has_errors(made.findings, strict=True), made.findings
    assert [item for item in check_document(made.package, name) if has_errors((item,), strict=True)] == []
    periods = str(getattr(names["t"], "actions_on", ""))
    titles = [title(root) for _, root in slides(made.package)]
    divider = str(names["deck"].appendix.title)  # type: ignore[attr-defined]
    assert 2 < titles.index(divider) <= MOST[name]
    assert len(set(titles)) == len(titles)
    assert all(TAG.search(line) is None for line in all_text(made.package))
    for slide, root in slides(made.package):
        assert text(notes(made.package, slide)).strip() or GOES_ON.search(title(root)), title(root)
        for shape in root.iter(f"{{{P}}}sp"):
            assert text(shape).strip(), shape.find("p:nvSpPr/p:cNvPr", NS).get("name")
        for table in root.iter(f"{{{A}}}tbl"):
            cells = [text(cell).strip() for cell in table.iter(f"{{{A}}}tc")]
            assert all(cells) or cells[0] == periods, title(root)
    return made.package


@BRANDS
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_year_of_the_example_fills_its_deck(language: Language, brand: Brand) -> None:
    names = follow_up(example_roadmap(), language, dark_cover=brand.dark_cover)
    package = filled(FOLLOW_UP, names, language, brand)
    charts = [item for slide, _ in slides(package) for item in package.related(slide, "chart")]
    assert len(charts) == 4


@pytest.mark.parametrize("roadmap", [tiny_roadmap(), huge_roadmap()], ids=["tiny", "huge"])
def test_a_year_of_little_and_of_very_much_fills_its_deck(roadmap: Roadmap) -> None:
    filled(FOLLOW_UP, follow_up(roadmap, "fi"), "fi", Brand())


@pytest.mark.parametrize(("folders", "language"), [(THREE, "fi"), (SEVEN, "sv"), (SEVEN[3:], "en")])
def test_organisations_fill_the_regions_deck(folders: tuple[str, ...], language: Language) -> None:
    package = filled(REGION, region(folders, language), language, Brand())
    heads = [
        [text(cell) for cell in table.find("a:tr", NS).iterfind("a:tc", NS)]
        for _, root in slides(package)
        for table in root.iter(f"{{{A}}}tbl")
    ]
    assert any(len(head) == len(folders) + 1 for head in heads), "an organisation in each column"
