"""A chapter, slide, column or sentence whose data are missing goes whole; what stays is numbered without a gap."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import Workbook

from example_folder import DOCUMENTS, SHEETS, build, columns, copy_example, drop_rows, drop_sheet
from pipeline.runs.options import ROADMAP
from pipeline.vocabulary.findings import Severity
from readable import readable

Change = Callable[[Workbook], None]
HEADING = re.compile(r"\[(heading|Luku|Tavoiteotsikko|Liiteotsikko|Tiivistelmän)[^\]]*\]")


def without_sheet(key: str) -> Change:
    return lambda book: drop_sheet(book, key)


def without_rows(key: str) -> Change:
    return lambda book: drop_rows(book, key)


def without_column(key: str, field: str, value: float | None = None) -> Change:
    def change(book: Workbook) -> None:
        page = book[SHEETS[key].title["fi"]]
        header, found = columns(page, SHEETS[key])
        for row in range(header + 1, page.max_row + 1):
            if page.cell(row, found["id"]).value is not None:
                page.cell(row, found[field]).value = value

    return change


def together(*changes: Change) -> Change:
    def change(book: Workbook) -> None:
        for one in changes:
            one(book)

    return change


NO_STATUTES = together(without_column("actions", "statutes"), without_column("actions", "basis"))
BASELINES = without_column("levels", "baseline", 2.5)
CASES = {
    "survey": (
        BASELINES,
        ("Kyselyn tulokset", "n = ", "kutsutuista", "Tulokset toimialoittain", "henkilöstökysely 2026"),
    ),
    "promises": (without_sheet("promises"), ("igilupau",)),
    "trainings": (without_rows("trainings"), ("Osaamisen kehittäminen", "oulutusta auttaa")),
    "indicators": (without_sheet("indicators"), ("Seurannan mittarit",)),
    "phases": (without_rows("phases"), ("yön vaiheet", "digitiekartta syntyi")),
    "interviews": (without_sheet("interviews"), ("Haastattelu",)),
    "costs": (without_column("actions", "cost"), ("ustannusarvio", "ustannukset", "€")),
    "compass": (without_column("goals", "compass"), ("Kytkennät", "| Digikompassi |")),
    "statutes": (NO_STATUTES, ("Säädökset", "§")),
    "everything": (
        together(
            BASELINES,
            *map(without_sheet, ("promises", "indicators", "interviews", "trainings", "phases")),
            without_column("actions", "cost"),
            without_column("goals", "compass"),
            NO_STATUTES,
        ),
        ("Näin digitiekartta laadittiin", "Kyselyn tulokset", "igilupau", "Haastattelu", "Kytkennät", "§", "€"),
    ),
}

OPTION = "Kustannukset pienenevät"
"""An option of the survey's multiple choice, which tells no cost."""
IN_THE_ROADMAP_ONLY = {"promises", "indicators", "interviews", "compass"}


@pytest.mark.parametrize("case", CASES)
def test_what_has_no_data_goes_whole(case: str, tmp_path: Path) -> None:
    change, gone = CASES[case]
    folder = copy_example(tmp_path / "kunta", change, survey=case not in ("survey", "everything"))
    wanted = (ROADMAP,) if case in IN_THE_ROADMAP_ONLY else DOCUMENTS
    outcome, documents = build(folder, tmp_path / "tulos", wanted)
    assert [str(item) for item in outcome.findings if item.severity is Severity.ERROR] == []
    assert tuple(documents) == wanted
    for name, document in documents.items():
        lines = lines_of(document)
        told = [line for line in lines if any(word in line.replace(OPTION, "") for word in gone)]
        assert told == [], name
        assert not [line for line in lines if "None" in line], name
        assert bare_tables(lines) == [], name
    well_ordered(lines_of(documents[ROADMAP]))


def lines_of(document: bytes) -> list[str]:
    return [" ".join(line.split()) for line in readable(document).splitlines()]


def bare_tables(lines: list[str]) -> list[str]:
    """Tables with no row below their header."""
    return [
        one
        for one, other in zip(lines, lines[2:], strict=False)
        if one.startswith("table ") and not other.startswith("|")
    ]


def well_ordered(lines: list[str]) -> None:
    """Chapters and appendices run from 1 without a gap, and no heading stands over another of its own level."""
    entries = [line.removeprefix("[toc 1] ").split(" ⇥ ") for line in lines if line.startswith("[toc 1]")]
    numbers = [int(entry[0]) for entry in entries if entry[0].isdecimal()]
    appendices = [int(entry[0].split()[1].rstrip(".")) for entry in entries if entry[0].startswith("Liite ")]
    assert numbers == list(range(1, len(numbers) + 1))
    assert appendices == list(range(1, len(appendices) + 1))
    headings = [HEADING.match(line) for line in lines]
    doubled = [
        (one, other)
        for (one, first), (other, second) in pairwise(zip(lines, headings, strict=True))
        if first and second and first[0] == second[0]
    ]
    assert doubled == []


def test_the_whole_example_has_them_all(tmp_path: Path) -> None:
    _, documents = build(copy_example(tmp_path / "kunta"), tmp_path / "tulos")
    text = "\n".join(line for document in documents.values() for line in lines_of(document))
    words = {word for case, (_, gone) in CASES.items() for word in gone}
    assert {word for word in words if word not in text} == set()
    well_ordered(lines_of(documents[ROADMAP]))
