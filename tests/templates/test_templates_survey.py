"""The survey's chapter and appendix as documents: whatever a survey lacks, nothing empty, nothing hidden inside."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from itertools import pairwise

import pytest
from filled_roadmaps import NS, TEMPLATE, text
from lxml import etree
from odd_surveys import odd_surveys
from openpyxl import load_workbook

from drawn_charts import chart_parts, workbook_of
from models import example_roadmap, example_survey
from pipeline.accessibility import check_document
from pipeline.filling.rendering import render_template
from pipeline.language import LANGUAGES, TAGS
from pipeline.ooxml.dialect import w
from pipeline.ooxml.package import Package, parse, read_package
from pipeline.report.context import context
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.model import Language
from pipeline.vocabulary.survey import OpenResult, SurveyResult

SURVEYS = {"example": example_survey(hidden_people=12), **odd_surveys()}
SEVERAL = ("too few", "means", "means of some", "few", "one perspective", "only a choice", "hidden means", "asked much")
_FINNISH = "AX007"
"""The example's own texts are Finnish in every language."""
HEADINGS = {"Heading1": 1, "Liiteotsikko": 1, "LukuIlmanNumeroa": 1, "Heading2": 2, "Heading3": 3}
APPENDIX_CAPTION = re.compile(r"(Taulukko|Kuvio)\xa0L(\d+)\. \S")


@cache
def roadmap(name: str, language: Language = "fi") -> Package:
    """The document with one of the surveys."""
    return package_with(SURVEYS[name], language)


def package_with(survey: SurveyResult, language: Language = "fi") -> Package:
    names = context(example_roadmap(), survey, language=language)
    made = render_template(TEMPLATE.read_bytes(), TEMPLATE.name, names, brand=Brand(), language_tag=TAGS[language])
    assert made.findings == ()
    assert made.document is not None
    faults = {finding.code for finding in check_document(made.document, TEMPLATE.name)}
    assert faults <= ({_FINNISH} if language != "fi" else set())
    return read_package(made.document)


def blocks(package: Package) -> list[etree._Element]:
    return list(parse(package.read("word/document.xml")).find("w:body", NS))


def style(block: etree._Element) -> str:
    found = block.find("w:pPr/w:pStyle", NS)
    return "" if found is None else str(found.get(w("val")))


def of_appendix(package: Package) -> list[etree._Element]:
    """What stands between the headings of the survey's appendix and of the next."""
    found = blocks(package)
    starts = [place for place, block in enumerate(found) if style(block) == "Liiteotsikko"]
    return found[starts[0] : starts[1]]


@pytest.mark.parametrize("name", SEVERAL)
def test_no_heading_is_without_content(name: str) -> None:
    found = blocks(roadmap(name))
    for block, following in pairwise(found):
        level, next_level = HEADINGS.get(style(block)), HEADINGS.get(style(following))
        assert not (level and next_level and next_level <= level), text(block)


@pytest.mark.parametrize("name", SEVERAL)
def test_no_table_is_without_rows_and_each_has_its_caption(name: str) -> None:
    found = blocks(roadmap(name))
    for before, block in pairwise(found):
        if block.tag == w("tbl") and style(before) == "Caption":
            assert text(before).rpartition(". ")[2].strip()
            assert len(block.findall("w:tr", NS)) > 1, text(before)


@pytest.mark.parametrize("name", ["example", "means", "asked much"])
def test_captions_of_the_appendix_count_from_one(name: str) -> None:
    captions = [text(block) for block in blocks(roadmap(name)) if style(block) == "Caption"]
    found = [match for caption in captions if (match := APPENDIX_CAPTION.match(caption))]

    for label in ("Taulukko", "Kuvio"):
        numbers = [int(match[2]) for match in found if match[1] == label]
        assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_appendix_is_there_in_every_language(language: Language) -> None:
    found = of_appendix(roadmap("example", language))

    assert [style(block) for block in found if style(block) in ("Heading2", "Heading3")] == [
        "Heading2", "Heading2", "Heading2", "Heading2", "Heading2", "Heading2", "Heading2", "Heading3", "Heading2",
    ]  # fmt: skip
    assert sum(block.tag == w("tbl") for block in found) == 8


def test_a_short_table_stands_on_one_page_and_does_not_hold_on_to_the_next() -> None:
    tables = [block for block in of_appendix(roadmap("example")) if block.tag == w("tbl")]
    sectors, roles = tables[2:4]

    def last_row_is_kept(table: etree._Element) -> bool:
        return any(row.tag == w("keepNext") for row in table.findall("w:tr", NS)[-1].iter())

    assert last_row_is_kept(sectors), "its note follows"
    assert not last_row_is_kept(roles), "nothing of its own follows"
    assert all(row.find(".//w:keepNext", NS) is not None for row in roles.findall("w:tr", NS)[1:-1])


def test_open_answers_are_printed_as_they_are() -> None:
    odd = "{{ survey.n }} {% for x in y %} **ei lihavoitu** - <w:p> & \u00ad"
    survey = example_survey(open_questions=(OpenResult("Mitä {{ t.mean }} vielä?", 1, (odd,)),))

    printed = "\n".join(text(block) for block in of_appendix(package_with(survey)))

    assert " ".join(odd.split()) in printed
    assert "Mitä {{ t.mean }} vielä?" in printed


@pytest.mark.parametrize("name", ["example", "means of some", "hidden means"])
def test_workbooks_inside_charts_hold_printed_figures_only(name: str) -> None:
    """Whole per cents and levels with one decimal: nothing unrounded, no count of answers, no group."""
    package, groups = roadmap(name), {group.name for item in SURVEYS[name].breakdowns for group in item.groups}
    charts = chart_parts(package)
    assert charts

    for chart in charts:
        book = load_workbook(BytesIO(workbook_of(package, chart)))
        values = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
        numbers = [cell for cell in values if isinstance(cell, int | float)]
        assert all(number == round(number, 1) for number in numbers)
        assert not groups & {cell for cell in values if isinstance(cell, str)}
