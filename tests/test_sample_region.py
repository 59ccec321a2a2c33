"""The sample region in `inputs/`: three invented organisations, two years of each. Sound, and each year what it is there for."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from example_folder import build
from pipeline.municipalities.identity import identify
from pipeline.runs.batch import check_all
from pipeline.runs.options import Outcome
from pipeline.vocabulary.findings import Severity
from tools.organisations.later import later
from tools.organisations.make import REGION, SAMPLES, WORKBOOK, folder_of

REGIONS = Path(__file__).parents[1] / "pipeline" / "data" / "regions.csv"
LATE = {name: {"WB056"} if name.endswith("2026") else set() for name in SAMPLES}
"""An action whose end has passed, on purpose."""


@cache
def rows(name: str, title: str) -> dict[str, dict[str, Any]]:
    """The rows of a table by id, read with openpyxl."""
    book = load_workbook(folder_of(name) / WORKBOOK, read_only=True, data_only=True)
    _, header, *body = book[title].iter_rows(values_only=True)
    headers = [str(text or "").rstrip("*").strip() for text in header]
    return {str(row[0]): dict(zip(headers, row, strict=True)) for row in body if row[0]}


@cache
def fields(name: str) -> dict[str, Any]:
    """The values of Perustiedot by label, read with openpyxl."""
    book = load_workbook(folder_of(name) / WORKBOOK, read_only=True, data_only=True)
    return {str(row[0] or "").rstrip("*").strip(): row[1] for row in book["Perustiedot"].iter_rows(values_only=True)}


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_is_to_mend_but_what_is_late_on_purpose(name: str) -> None:
    outcome = list(check_all([str(folder_of(name))]))[-1]
    assert isinstance(outcome, Outcome)
    told = [item.code for item in outcome.findings if item.severity is not Severity.NOTE]
    assert (set(told), len(told)) == (LATE[name], len(LATE[name]))


@pytest.mark.long
@pytest.mark.parametrize("name", SAMPLES)
def test_every_year_builds(name: str, tmp_path: Path) -> None:
    outcome, documents = build(folder_of(name), tmp_path)
    assert (outcome.status, len(documents)) == ("built", 3)


def test_no_name_is_one_of_finland() -> None:
    with REGIONS.open(encoding="utf-8") as file:
        known = {
            text
            for row in csv.reader((line for line in file if not line.startswith("#")), delimiter=";")
            for text in row
        }
    regions = {fields(name)["Maakunta"] for name in SAMPLES}
    assert len(regions) == 1
    assert not regions & known
    for name in SAMPLES:
        for label in ("Organisaation nimi", "Lyhyt nimi"):
            assert identify(fields(name)[label]).municipality is None


@pytest.mark.parametrize("organisation", REGION)
def test_the_second_year_is_the_same_roadmap_a_year_later(organisation: str) -> None:
    before, after = (rows(f"{organisation}-{year}", "Toimenpiteet") for year in (2025, 2026))
    new = [row for id_, row in after.items() if id_ not in before]
    assert {row["Tila"] for row in after.values()} == {
        "Ei aloitettu",
        "Käynnissä",
        "Valmis",
        "Siirretty",
        "Keskeytetty",
    }
    assert {row["Lisätty"] for row in new} == {2026}
    assert {row["Lisätty"] for row in before.values()} == {2025}
    assert 1 <= len(before.keys() - after.keys()) <= 2
    assert len(new) >= 4
    kept = [(row, after[id_]) for id_, row in before.items() if id_ in after]
    for header in ("Toimenpide", "Vastuutaho", "Päättyy"):
        assert [now for was, now in kept if was[header] != now[header]], header
    goals = [rows(f"{organisation}-{year}", "Tavoitteet") for year in (2025, 2026)]
    assert len(goals[1].keys() - goals[0].keys()) == 1
    assert ["." in id_ for id_ in goals[0].keys() - goals[1].keys()] == [True]
    indicators = [rows(f"{organisation}-{year}", "Mittarit") for year in (2025, 2026)]
    assert all(row["Lähtöarvo"] != indicators[1][id_]["Lähtöarvo"] for id_, row in indicators[0].items())


def test_one_organisation_made_no_second_survey_but_gives_its_levels() -> None:
    without = [name for name in SAMPLES if not [path for path in folder_of(name).iterdir() if "kysely" in path.name]]
    assert without == ["haavesalo-2026"]
    for name in SAMPLES:
        given = [row["Lähtötaso"] for row in rows(name, "Tasot").values()]
        assert all(given) if name in without else not any(given)


def test_a_later_year_says_only_what_changed() -> None:
    before = {
        "Tiedot": {"Nimi": "A", "Määrä": 3},
        "Rivit": {"columns": ["Tunnus", "Arvo"], "rows": [["R1", 1], ["R2", 2], ["R3", 3]]},
        "Vaiheet": {"columns": ["Vaihe"], "rows": [["Alku"]]},
        "surveys": [{"file": "a"}],
    }
    change = {
        "since": "x",
        "Tiedot": {"Määrä": ""},
        "Rivit": {"dropped": ["R1"], "changed": {"R2": {"Tila": "Valmis"}}, "columns": ["Tunnus"], "rows": [["R4"]]},
        "Vaiheet": {"columns": ["Vaihe"], "rows": []},
    }
    assert later(before, change) == {
        "Tiedot": {"Nimi": "A"},
        "Rivit": {
            "columns": ["Tunnus", "Arvo", "Tila"],
            "rows": [["R2", 2, "Valmis"], ["R3", 3, ""], ["R4", "", ""]],
        },
        "Vaiheet": {"columns": ["Vaihe"], "rows": []},
    }
    with pytest.raises(KeyError, match="R9"):
        later(before, {"Rivit": {"changed": {"R9": {}}}})
