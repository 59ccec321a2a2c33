"""Whatever a brand's font, the organisations build: what the program chose to show never stops it, decks stay short."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from example_folder import build
from models import example_roadmap
from pipeline.language import LANGUAGES
from pipeline.report.context import context
from pipeline.runs.build import make_documents
from pipeline.runs.designs import Design
from pipeline.runs.options import Options
from pipeline.runs.project import Project, Source
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.findings import Severity
from pipeline.vocabulary.letters import CALIBRI, Letters
from pipeline.vocabulary.model import Language
from readable import readable
from tools.organisations.make import NAMES, folder_of

WIDE = ("Verdana", "An Unknown Wide Family")
FONTS = ("Arial", "Segoe UI", "Verdana", "Times New Roman", "Cambria")
MOST_SLIDES = 20
APPENDICES = ("Liite", "Bilaga", "Appendix")


def set_in(font: str, organisation: str, folder: Path) -> Path:
    """An organisation's folder whose brand has one font for everything."""
    shutil.copytree(folder_of(organisation), folder)
    brand = folder / "brand.toml"
    lines = brand.read_text(encoding="utf-8").splitlines() if brand.exists() else []
    kept = [line for line in lines if not re.match(r"(heading|body)_font\b", line)]
    brand.write_text("\n".join([*kept, f'heading_font = "{font}"', f'body_font = "{font}"', ""]), encoding="utf-8")
    return folder


def slides_before_the_appendix(documents: dict[str, bytes]) -> Iterator[tuple[str, int]]:
    for name, data in documents.items():
        if name.endswith(".pptx"):
            titles = re.findall(r"^## Slide .*\n.*?: (.*)$", readable(data), re.MULTILINE)
            yield name, next((place for place, title in enumerate(titles) if title in APPENDICES), len(titles))


def builds(font: str, organisation: str, tmp_path: Path) -> None:
    outcome, documents = build(set_in(font, organisation, tmp_path / organisation), tmp_path / "out")
    errors = [item for item in outcome.findings if item.severity is Severity.ERROR]
    assert (outcome.status, errors) == ("built", [])
    counts = list(slides_before_the_appendix(documents))
    assert len(counts) >= 2
    assert [(name, count) for name, count in counts if not 5 < count <= MOST_SLIDES] == []


@pytest.mark.parametrize("font", WIDE)
@pytest.mark.parametrize("organisation", ["pieni", "suuri"])
def test_a_wide_font_stops_no_build(font: str, organisation: str, tmp_path: Path) -> None:
    builds(font, organisation, tmp_path)


@pytest.mark.parametrize("font", ["Calibri", "Verdana"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_cancelled_actions_with_costs_stop_no_build(font: str, language: Language) -> None:
    """What is said of them comes on top of what the source lines say anyway."""
    roadmap = replace(example_roadmap(), language=language)
    costly = [action.id for action in roadmap.actions if action.cost][:2]
    actions = tuple(replace(item, status="cancelled") if item.id in costly else item for item in roadmap.actions)
    organisation = replace(roadmap.organisation, languages=(language,))
    roadmap = replace(roadmap, actions=actions, organisation=organisation)
    design = Design(Brand(heading_font=font, body_font=font), None)
    project = Project("x", Path(), Source(Path(), "x.xlsx"))
    documents, findings = make_documents(project, roadmap, None, design, Options())
    assert (len(documents), [item for item in findings if item.severity is Severity.ERROR]) == (3, [])


@pytest.mark.long
@pytest.mark.parametrize("font", [*FONTS, WIDE[1]])
@pytest.mark.parametrize("organisation", NAMES)
def test_no_font_stops_a_build(font: str, organisation: str, tmp_path: Path) -> None:
    builds(font, organisation, tmp_path)


def test_the_line_above_the_timeline_says_less_where_letters_are_wide_and_at_last_nothing() -> None:
    def line(letters: Letters) -> str:
        names = context(example_roadmap(), None, language="fi", audience="council", letters=letters)
        return str(names["timeline"].peak_text)  # type: ignore[attr-defined]

    usual, wide = line(CALIBRI), line(Letters(wide=1.3))
    assert usual.startswith("Vilkkainta on vuoden 2028 kolmannella neljänneksellä, jolloin")
    assert wide.startswith("Vilkkainta on vuoden 2028 kolmannella neljänneksellä (")
    assert len(wide) * 1.3 < len(usual) * 1.1
    assert line(Letters(wide=3)) == ""
