"""A filled-in workbook with faults of many kinds planted in it: all are told at once, each with its exact cell."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from small_workbook import cell_of, content, row

from filling_in import fill
from pipeline.checking import check
from pipeline.language import LANGUAGES, words
from pipeline.vocabulary.findings import Finding
from pipeline.workbook import blank, reading

FILE = "inputs/esimerkki/tyokirja.xlsx"


class Cell(NamedTuple):
    """A cell as people speak of it: sheet, column or field, and the id of its row."""

    sheet: str
    header: str
    key: str = ""


class Fault(NamedTuple):
    """A fault: its code, the cell that must be named, and what is typed where to make it."""

    code: str
    cell: Cell
    typed: Mapping[Cell, object]


def one(code: str, sheet: str, header: str, key: str, value: object) -> Fault:
    """A fault that is typed into the very cell that is named."""
    cell = Cell(sheet, header, key)
    return Fault(code, cell, {cell: value})


ACTIONS, GOALS, LEVELS = "Toimenpiteet", "Tavoitteet", "Tasot"
FAULTS = (
    one("WB001", ACTIONS, "Toimenpide", "TP20", None),
    one("WB002", ACTIONS, "Päättyy", "TP18", "pian"),
    one("WB003", ACTIONS, "Tila", "TP4", "hyväksytty"),
    Fault(
        "WB004",
        Cell("Koulutukset", "Tunnus", "K1"),
        {
            Cell("Koulutukset", "Koulutus", "K2"): "Digituen perusteet",
            Cell("Koulutukset", "Kohderyhmä", "K2"): "Digitukihenkilöt",
            Cell("Koulutukset", "Tunnus", "K2"): "K1",
        },
    ),
    one("WB005", ACTIONS, "Tavoite", "TP5", "T9"),
    one("WB008", ACTIONS, "Kustannusarvio", "TP17", "=2500*2"),
    one("WB009", ACTIONS, "Kustannusarvio", "TP16", "#REF!"),
    one("WB013", "Visio", "Visiolause", "", "Esimerkkilässä asiointi on helppoa ja hyvää" * 10),
    Fault(
        "WB014",
        Cell(ACTIONS, "Päättyy", "TP3"),
        {Cell(ACTIONS, "Alkaa", "TP3"): "Q3/2027", Cell(ACTIONS, "Päättyy", "TP3"): "Q1/2027"},
    ),
    one("WB015", ACTIONS, "Edeltävät", "TP7", "TP8"),
    one("WB016", ACTIONS, "Päättyy", "TP10", "Q2/2031"),
    one("WB017", ACTIONS, "Alkaa", "TP9", "Q3/2027"),
    Fault(
        "WB018", Cell(GOALS, "Tunnus", "T4"), {Cell(GOALS, "Tavoite", "T4"): "Uutta", Cell(GOALS, "Mittari", "T4"): "%"}
    ),
    Fault(
        "WB019",
        Cell(ACTIONS, "Vastuutaho", "TP14"),
        {Cell(ACTIONS, "Vastuutaho", "TP14"): None, Cell(ACTIONS, "Vastuuhenkilö", "TP14"): None},
    ),
    one("WB020", LEVELS, "Tavoitetaso", "N2", 2),
    one("WB021", LEVELS, "Tärkeä kehittämiskohde", "N3", "kyllä"),
    one("WB022", LEVELS, "Tavoitetaso", "N4", 7),
    Fault(
        "WB023",
        Cell(ACTIONS, "Vastuuhenkilö", "TP2"),
        {Cell(ACTIONS, "Vastuuhenkilö", f"TP{number}"): "Petri Salo" for number in (2, 5, 8, 11, 13, 17, 19)},
    ),
    Fault("WB024", Cell(ACTIONS, "Alkaa", "TP1"), {Cell(ACTIONS, "Alkaa", "TP12"): "Q1/2027"}),
    one("WB025", "Saatesanat", "Teksti", "", "Tämä digitiekartta kertoo xxx."),
    one("WB041", ACTIONS, "Toimenpide", "TP17", "Perustetaan digitukiverkostot"),
    Fault("WB053", Cell(ACTIONS, "Säädökset", "TP11"), {Cell(ACTIONS, "Peruste", "TP11"): "lakisääteinen"}),
    one("WB058", "Visio", "Visiovuosi", "", 2026),
)


def plant(typed: dict[str, Any], fault: Fault) -> None:
    """Types a fault into the content."""
    for cell, value in fault.typed.items():
        fields = row(typed, cell.sheet, cell.key) if cell.key else typed[cell.sheet]
        fields[cell.header] = value


FOLLOWING = {("WB001", Cell(ACTIONS, "Vastuutaho", "TP14"))}
"""What else must be told of the planted cells: a missing owner is also a missing required value."""


def findings_of(typed: dict[str, Any], folder: Path) -> tuple[Path, tuple[Finding, ...]]:
    """What reading and checking tell of a workbook with this content."""
    empty, filled = folder / "tyhja.xlsx", folder / "tyokirja.xlsx"
    blank.write(empty, "fi")
    fill(empty, filled, typed)
    roadmap, told = reading.read(filled, FILE)
    assert roadmap is not None
    return filled, (*told, *check(roadmap, None))


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Finding, ...]]:
    typed = content()
    for fault in FAULTS:
        plant(typed, fault)
    return findings_of(typed, tmp_path_factory.mktemp("broken"))


def test_twenty_kinds_of_faults_are_planted() -> None:
    assert len({fault.code for fault in FAULTS}) == len(FAULTS) >= 20


def test_nothing_is_told_before_anything_is_planted(tmp_path: Path) -> None:
    assert findings_of(content(), tmp_path)[1] == ()


def test_every_planted_fault_is_told_at_its_cell_and_nothing_else(broken: tuple[Path, tuple[Finding, ...]]) -> None:
    path, found = broken
    expected = {(fault.code, fault.cell) for fault in FAULTS} | FOLLOWING
    told = {(finding.code, str(finding.place)) for finding in found}
    assert told == {(code, f"{FILE}: {cell.sheet}!{cell_of(path, *cell)}") for code, cell in expected}


def test_every_finding_is_one_line_with_a_hint_in_every_language(broken: tuple[Path, tuple[Finding, ...]]) -> None:
    for finding in broken[1]:
        for language in LANGUAGES:
            for text in (words(language).message(finding), words(language).hint(finding)):
                assert text.strip()
                assert text.isprintable() or "\N{NO-BREAK SPACE}" in text


@pytest.mark.long
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.code)
def test_each_fault_is_told_when_it_is_the_only_one(fault: Fault, tmp_path: Path) -> None:
    typed = content()
    plant(typed, fault)
    path, found = findings_of(typed, tmp_path)
    place = f"{FILE}: {fault.cell.sheet}!{cell_of(path, *fault.cell)}"
    assert (fault.code, place) in {(finding.code, str(finding.place)) for finding in found}
