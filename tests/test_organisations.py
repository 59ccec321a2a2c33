"""The invented organisations: tiny, huge, dark, Swedish. Each builds in all its languages, and is what it is there for."""

from __future__ import annotations

import difflib
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from example_folder import build
from outlines import outline
from pipeline.language import words
from pipeline.runs.options import COUNCIL, ROADMAP, STAFF, Outcome
from pipeline.runs.project import with_language
from pipeline.vocabulary.findings import Severity
from pipeline.vocabulary.model import Language
from readable import readable
from tools.goldens import GOLDENS, outlines
from tools.organisations.content import read_content
from tools.organisations.exports import TOOLS
from tools.organisations.make import EXAMPLE, NAMES, SAMPLES, content_of, folder_of, main, make

LANGUAGES: dict[str, tuple[Language, ...]] = {
    "pieni": ("fi",),
    "suuri": ("fi",),
    "tumma": ("fi", "en"),
    "svensk": ("sv", "fi"),
}
WARNED = {"tumma": {"WB020"}}
"""A target that is below its baseline, on purpose."""
Built = tuple[Outcome, dict[str, bytes]]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """Every test organisation's outcome and documents."""
    return {name: build(folder_of(name), tmp_path_factory.mktemp(name)) for name in LANGUAGES}


# --- the files --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*NAMES, *SAMPLES])
def test_the_files_are_made_of_the_content(name: str, tmp_path: Path) -> None:
    make(name, tmp_path / "once")
    make(name, tmp_path / "again")
    files = sorted(path.name for path in (tmp_path / "once").iterdir())
    assert files == sorted(path.name for path in folder_of(name).iterdir() if not path.name.startswith("."))
    for file in files:
        assert (tmp_path / "once" / file).read_bytes() == (tmp_path / "again" / file).read_bytes()
        assert parts(tmp_path / "once" / file) == parts(folder_of(name) / file), (
            f"{file} is not what tools/organisations says; run: python tools/organisations/make.py {name}"
        )


def parts(path: Path) -> dict[str, bytes]:
    """A file's content: a workbook's parts, since another zlib packs them differently."""
    if path.suffix != ".xlsx":
        return {path.name: path.read_bytes()}
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def test_an_unknown_name_makes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["olematon"]) == 2
    assert "olematon" in capsys.readouterr().err


def test_the_large_city_is_large_and_says_nothing_twice() -> None:
    content = content_of("suuri")
    table = content["Toimenpiteet"]
    at = {header: place for place, header in enumerate(table["columns"])}
    example = read_content(EXAMPLE)["Toimenpiteet"]
    own = example["columns"].index("Kuvaus")
    assert len(table["rows"]) == 150
    assert len([row for row in content["Tavoitteet"]["rows"] if row[-1] == ""]) == 12
    for header in ("Toimenpide", "Kuvaus"):
        assert len({row[at[header]] for row in table["rows"]}) == 150
    long = sum(len(row[at["Kuvaus"]]) for row in table["rows"]) / 150
    assert long > 3 * sum(len(row[own]) for row in example["rows"]) / len(example["rows"])


# --- all of them ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_organisation_builds_in_all_its_languages(name: str, built: dict[str, Built]) -> None:
    outcome, documents = built[name]
    first, *others = LANGUAGES[name]
    expected = [ROADMAP, STAFF, COUNCIL]
    expected += [with_language(document, language) for language in others for document in (ROADMAP, STAFF, COUNCIL)]
    errors = [(item.code, str(item.place)) for item in outcome.findings if item.severity is Severity.ERROR]
    assert (outcome.status, errors, sorted(documents)) == ("built", [], sorted(expected))
    for document, data in documents.items():
        language = next((other for other in others if document.rpartition(".")[0].endswith(f"-{other}")), first)
        assert f"language: {words(language).tag}" in readable(data).splitlines()


@pytest.mark.parametrize("name", LANGUAGES)
def test_only_what_is_there_on_purpose_is_warned_of(name: str, built: dict[str, Built]) -> None:
    warned = {item.code for item in built[name][0].findings if item.severity is Severity.WARNING}
    assert warned <= WARNED.get(name, set())


@pytest.mark.parametrize("name", LANGUAGES)
def test_the_outlines_are_as_they_were_agreed_on(name: str, built: dict[str, Built]) -> None:
    agreed = (GOLDENS / f"outline-{name}.txt").read_text(encoding="utf-8").splitlines()
    now = outlines(built[name][1]).splitlines()
    changes = list(difflib.unified_diff(agreed, now, "agreed", "now", lineterm="", n=1))
    assert not changes, "\n".join(["If it should have changed, run: python tools/goldens.py", *changes[:60]])


@pytest.mark.parametrize("name", LANGUAGES)
def test_no_two_slides_have_one_title(name: str, built: dict[str, Built]) -> None:
    for document, data in decks(built[name][1]):
        titles = slide_titles(data)
        assert len(titles) == len(set(titles)), document


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_deck_is_at_most_twenty_slides_and_an_appendix(name: str, built: dict[str, Built]) -> None:
    for document, data in decks(built[name][1]):
        titles = slide_titles(data)
        dividers = [place for place, title in enumerate(titles) if title in ("Liite", "Bilaga", "Appendix")]
        assert len(dividers) == 1, document
        assert 5 < dividers[0] <= 20, document


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_presenter_has_something_to_say_at_every_slide(name: str, built: dict[str, Built]) -> None:
    """60–120 Finnish words, and where they come from; a slide that goes on from another says so."""
    for document, data in decks(built[name][1]):
        longest = 120 if "language: fi-FI" in readable(data) else 140  # Swedish and English say as much in more words
        for title, spoken, sources in talks(data):
            count = len(" ".join(spoken).split())
            least = 1 if re.search(r"\(\d+/\d+\)$", title) else 60
            assert least <= count <= longest, (document, title)
            assert len(sources) == 1, (document, title)


def talks(deck: bytes) -> Iterator[tuple[str, list[str], list[str]]]:
    """Title, spoken notes and source lines of each slide before the appendix."""
    for slide in readable(deck).split("## Slide ")[1:]:
        lines = slide.splitlines()
        title = lines[1].partition(": ")[2]
        if title in ("Liite", "Bilaga", "Appendix"):
            return
        first = next(place for place, line in enumerate(lines) if line.startswith("notes"))
        notes = [line.strip() for line in lines[first + 1 :] if line.startswith("  ")]
        sources = [line for line in notes if line.startswith(("Lähde:", "Källa:", "Source:"))]
        yield title, [line for line in notes if line not in sources], sources


# --- the tiny one -----------------------------------------------------------------------------------------------------


def test_no_chapter_of_the_tiny_one_is_empty(built: dict[str, Built]) -> None:
    """Every heading is followed by something that is not a heading of the same level or a higher one."""
    blocks = [
        found for line in roadmap(built, "pieni") if (found := re.match(r"\[([^\]]+)\] ?(.*)|(table|chart) ", line))
    ]
    levels = {"Luku ilman numeroa": 1, "Tavoiteotsikko": 2, "heading 1": 1, "heading 2": 2, "heading 3": 3}
    kinds = [levels.get(found[1] or "", 9) for found in blocks if not (found[1] or "").startswith("toc")]
    assert kinds.count(1) > 4  # so that the styles are those that the document has
    assert [
        place
        for place, (this, following) in enumerate(zip(kinds, [*kinds[1:], 0], strict=True))
        if following <= this < 9
    ] == []


def test_nothing_of_what_the_tiny_one_lacks_is_shown(built: dict[str, Built]) -> None:
    """No promises, phases, trainings, costs or sectors: neither as a chapter nor as an empty table."""
    text = "\n".join(line for document in built["pieni"][1].values() for line in readable(document).splitlines())
    for word in (
        "lupau",
        "Lupau",
        "koulutukse",
        "Koulutu",
        "€",
        "toimialo",
        "Toimiala",
    ):
        assert word not in text, word
    for document in built["pieni"][1].values():
        assert [line for line in outline(document) if re.search(r"\((0|1) rows\)", line)] == []


@pytest.mark.parametrize("document", [ROADMAP, STAFF, COUNCIL])
def test_no_pull_figure_of_the_tiny_one_is_nought_or_one(document: str, built: dict[str, Built]) -> None:
    lines = readable(built["pieni"][1][document]).splitlines()
    figures = [row.strip(" |").split(" | ") for row in pull_figures(lines)]
    assert figures
    assert [figure for row in figures for figure in row if figure.strip() in ("0", "1", "–", "")] == []


def pull_figures(lines: list[str]) -> Iterator[str]:
    """The row of figures under the labels of each table of pull figures."""
    for place, line in enumerate(lines):
        if line.startswith("table ") and "lukuina" in line:
            yield lines[place + 2]


def test_the_tiny_one_is_never_told_of_none_or_of_one_in_the_plural(built: dict[str, Built]) -> None:
    wrong = re.compile(r"(?<![\d.,/])[01] (toimenpidettä|tavoitetta|vastuutahoa|näkökulmaa|koulutusta)\b")
    for document in built["pieni"][1].values():
        assert wrong.findall(readable(document)) == []


def test_the_tiny_ones_survey_shows_no_sector_and_says_how_little_it_is(built: dict[str, Built]) -> None:
    told = [item for item in built["pieni"][0].findings if item.code == "SV011"]
    assert [item.values["respondents"] for item in told] == [6]
    texts = {name: readable(data) for name, data in built["pieni"][1].items()}
    assert [name for name, text in texts.items() if "Sivistys" in text] == []
    assert {name for name, text in texts.items() if "suuntaa anta" in text} == {ROADMAP, COUNCIL}


# --- the surveys of all -----------------------------------------------------------------------------------------------


def test_the_surveys_come_from_as_many_tools_as_there_are() -> None:
    tools = {survey["tool"] for name in NAMES for survey in content_of(name)["surveys"]}
    assert tools == set(TOOLS)


@pytest.mark.parametrize("name", LANGUAGES)
def test_nothing_about_a_survey_is_left_to_mend(name: str, built: dict[str, Built]) -> None:
    """Only what a person may want to know: dropped columns, small groups, few choices, unfinished responses, other names."""
    told = {item.code for item in built[name][0].findings if item.code.startswith("SV")}
    assert told <= {"SV008", "SV011", "SV029", "SV040", "SV049"}


def test_two_languages_of_a_survey_are_one(built: dict[str, Built]) -> None:
    for document, data in built["svensk"][1].items():
        assert "87" in readable(data), document


def test_a_survey_on_another_scale_is_read_as_its_workbook_says(built: dict[str, Built]) -> None:
    content = content_of("tumma")
    assert all("samaa mieltä" in meaning for _, meaning in content["Kysymykset"]["rows"] if meaning.startswith("N"))
    assert "163" in readable(built["tumma"][1][ROADMAP])


# --- the huge one -----------------------------------------------------------------------------------------------------


def test_every_action_of_the_huge_one_is_in_each_document(built: dict[str, Built]) -> None:
    content = content_of("suuri")["Toimenpiteet"]
    id_, name = (content["columns"].index(header) for header in ("Tunnus", "Toimenpide"))
    for document, data in built["suuri"][1].items():
        rows = [line for line in readable(data).splitlines() if line.startswith("  | ")]
        cells = {cell.split(" ¶ ")[0].strip() for row in rows for cell in row.strip(" |").split(" | ")}
        lost = [
            row[id_] for row in content["rows"] if row[id_] not in cells or not any(row[name] in cell for cell in cells)
        ]
        assert lost == [], document


# --- the dark and the Swedish one -------------------------------------------------------------------------------------


def test_the_dark_one_has_dark_covers_and_slides_but_no_logo(built: dict[str, Built]) -> None:
    for document, data in built["tumma"][1].items():
        names = " ".join(zipfile.ZipFile(BytesIO(data)).namelist())
        assert "/media/" not in names, document
    for document, data in decks(built["tumma"][1]):
        master = zipfile.ZipFile(BytesIO(data)).read("ppt/slideMasters/slideMaster1.xml")
        assert re.search(rb'<p:clrMap[^>]*bg1="dk2"', master), document


def test_the_swedish_one_has_its_finnish_name_only_in_finnish(built: dict[str, Built]) -> None:
    for document, data in built["svensk"][1].items():
        text = readable(data)
        own, other = ("Esimerkkiniem", "Exempelnäs")
        if not document.rpartition(".")[0].endswith("-fi"):
            own, other = other, own
        assert own in text
        assert other not in text, document


def roadmap(built: dict[str, Built], name: str) -> list[str]:
    """The lines of an organisation's roadmap."""
    return readable(built[name][1][ROADMAP]).splitlines()


def decks(documents: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The decks among documents."""
    return ((name, data) for name, data in documents.items() if name.endswith(".pptx"))


def slide_titles(deck: bytes) -> list[str]:
    """The titles of a deck's slides."""
    lines = readable(deck).splitlines()
    return [lines[place + 1].partition(": ")[2] for place, line in enumerate(lines) if line.startswith("## Slide ")]
