"""Organisations for tests of regions: folders whose consent is set, and their members without any file being written.

In: names of organisations and whether each may be named. Out: folders, members, an overview.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from openpyxl import load_workbook

from pipeline.comparing.regional import summarise
from pipeline.comparing.regional.joining import join
from pipeline.comparing.regional.overview import overview
from pipeline.runs.build import examine
from pipeline.runs.project import open_project
from pipeline.survey.figures.between import apart
from pipeline.vocabulary.model import Language, Roadmap
from pipeline.vocabulary.region import Member, Overview, Region
from pipeline.vocabulary.survey import SurveyResult
from pipeline.workbook.reading import in_language

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ("tarulinna-2026", "haavesalo-2026", "tarumaan-amk-2026")
FOLDERS = {
    **{name: ROOT / "inputs" / name for name in SAMPLE},
    **{name: ROOT / "tests" / "organisations" / name for name in ("pieni", "suuri", "svensk", "tumma")},
}
ALL = tuple(FOLDERS)
_CONSENT = {"Vertailu sallittu", "Jämförelse tillåten", "Comparison allowed"}
_WORDS = {True: "kyllä", False: "ei", None: None}
Consents = Mapping[str, bool | None]


def folders(into: Path, consents: Consents) -> list[str]:
    """Copies of organisations' folders, each with its consent in the workbook."""
    for name, consent in consents.items():
        shutil.copytree(FOLDERS[name], into / name)
        set_field(into / name / "tyokirja.xlsx", _CONSENT, _WORDS[consent])
    return [str(into / name) for name in consents]


def set_field(path: Path, labels: set[str], value: object) -> None:
    """Types a value beside a label of the first sheet that has it."""
    book = load_workbook(path)
    for page in book.worksheets:
        for row in page.iter_rows(min_col=1, max_col=1):
            if str(row[0].value or "").strip().rstrip("*").strip() in labels:
                page.cell(row[0].row, 2).value = value
                book.save(path)
                return
    raise AssertionError(f"no {labels} in {path}")


@cache
def examined(name: str) -> tuple[Roadmap, SurveyResult | None]:
    """What an organisation's inputs say."""
    project, findings = open_project(FOLDERS[name], name)
    assert project is not None, findings
    found = examine(project)
    assert found.roadmap is not None
    return found.roadmap, found.survey


@cache
def member(name: str, place: int, named: bool, language: Language) -> Member:
    """An organisation's summary, in a language when it has it, else in its own."""
    original, survey = examined(name)
    roadmap = original
    if language in roadmap.organisation.languages:
        roadmap = in_language(roadmap, language)[0]
    return summarise(roadmap, survey, place=place, named=named, original=original)


def joined(consents: Consents, language: Language = "fi") -> Region:
    """The region of organisations."""
    members = [member(name, ALL.index(name) + 1, consent is True, language) for name, consent in consents.items()]
    return join("Tarumaa", language, members)


def looked_through(consents: Consents, language: Language = "fi") -> Overview:
    """All that is found over organisations."""
    region = joined(consents, language)
    published = {
        item.key: {
            one.place: one.survey.results[item.key]
            for one in region.named
            if one.survey is not None and item.key in one.survey.results
        }
        for item in region.perspectives
    }
    return overview(region, apart(published))
