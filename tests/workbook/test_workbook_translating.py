"""Several languages in one workbook: companions are put in, what is missing is told, nothing is mixed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from workbook_content import filled, roadmap_of, told

from pipeline.vocabulary.findings import Finding
from pipeline.vocabulary.model import Roadmap
from pipeline.workbook.reading import in_language


def bilingual(folder: Path, *leave_out: str) -> Path:
    """A workbook in Finnish whose published texts have Swedish companions, except those named."""

    def change(content: dict[str, Any]) -> None:
        content["Perustiedot"]["Asiakirjan kieli"] = "suomi; svenska"
        for title, entries in content.items():
            labels = set(TRANSLATED) - set(leave_out) - IDS.get(title, set())
            for entry in entries if isinstance(entries, list) else [entries]:
                entry |= {f"{label} (sv)": f"sv {entry[label]}" for label in labels & entry.keys()}

    return filled(folder, change)


TRANSLATED = (
    "Organisaation nimi",
    "Nimi genetiivissä",
    "Maakunta",
    "Hyväksyjä",
    "Teksti",
    "Tehtävänimike",
    "Visiolause",
    "Kuvaus",
    "Omistajataho",
    "Koordinaattori",
    "Seurannan tapa",
    "Seurannan rytmi",
    "Päivitysrytmi",
    "Raportointi",
    "Viestintä",
    "Ryhmä",
    "Havainto",
    "Näkökulma",
    "Perustelu",
    "Lupaus",
    "Tavoite",
    "Mittari",
    "Toimenpide",
    "Toimiala",
    "Koulutus",
    "Kohderyhmä",
    "Seurantaryhmä",
)
IDS = {"Haastattelut": {"Näkökulma"}, "Toimenpiteet": {"Tavoite"}, "Mittarit": {"Tavoite"}}


def swedish(folder: Path, *leave_out: str) -> tuple[Roadmap, tuple[Finding, ...]]:
    return in_language(roadmap_of(bilingual(folder, *leave_out)), "sv")


def test_companions_are_put_in(tmp_path: Path) -> None:
    roadmap, findings = swedish(tmp_path)
    assert findings == ()
    assert roadmap.language == "sv"
    assert roadmap.organisation.name == "sv Esimerkkilän kunta"
    assert roadmap.vision.statement == "sv Asiointi on helppoa."
    assert roadmap.actions[0].name == "sv Siirretään lomakkeet verkkoon"
    assert roadmap.actions[0].description == "sv Ensin kartoitetaan.\n- kohta\n- toinen"
    assert roadmap.goals[1].metric == "sv osuus"


def test_a_translated_text_comes_from_its_own_cell(tmp_path: Path) -> None:
    finnish = roadmap_of(bilingual(tmp_path))
    roadmap, _ = in_language(finnish, "sv")
    assert roadmap.actions[0].place("name") == finnish.actions[0].at["name.sv"]
    assert roadmap.actions[0].place("name") != finnish.actions[0].place("name")


def test_lists_are_translated_when_given_and_names_kept(tmp_path: Path) -> None:
    roadmap, _ = swedish(tmp_path)
    assert roadmap.governance.follow_up_group == ("sv hallintojohtaja", "sivistysjohtaja")
    assert roadmap.actions[0].owners == ("Hallintopalvelut", "Tekniset palvelut")
    assert roadmap.organisation.short_name == "Esimerkkilä"


@pytest.mark.parametrize(
    ("left_out", "field", "count"),
    [("Toimenpide", "Toimenpide", 2), ("Visiolause", "Visiolause", 1), ("Mittari", "Mittari", 3)],
)
def test_a_missing_translation_is_told_with_the_cell_of_the_main_text(
    tmp_path: Path, left_out: str, field: str, count: int
) -> None:
    _, findings = swedish(tmp_path, left_out)
    assert {finding.code for finding in findings} == {"WB031"}
    assert {finding.values["header"] for finding in findings} == {f"{field} (sv)"}
    assert len(findings) == count
    assert all(finding.place.cell for finding in findings)


def test_a_missing_translation_is_told_at_the_empty_cell_that_waits_for_it(tmp_path: Path) -> None:
    path = bilingual(tmp_path)
    book = load_workbook(path)
    row = next(cell.row for cell in book["Visio"]["A"] if cell.value == "Visiolause (sv)")
    column = next(cell.column_letter for cell in book["Toimenpiteet"][2] if cell.value == "Toimenpide (sv)")
    book["Visio"][f"B{row}"] = None
    book["Toimenpiteet"][f"{column}4"] = None
    book.save(path)
    _, findings = in_language(roadmap_of(path), "sv")
    assert [(finding.code, finding.place.sheet, finding.place.cell) for finding in findings] == [
        ("WB031", "Visio", f"B{row}"),
        ("WB031", "Toimenpiteet", f"{column}4"),
    ]


def test_a_ready_perspective_is_translated_and_an_own_one_is_not(tmp_path: Path) -> None:
    roadmap, findings = swedish(tmp_path, "Näkökulma")
    assert roadmap.levels[0].name == "Personlig digital kompetens"
    assert [(finding.place.cell, finding.values["field"]) for finding in findings] == [("B4", "Näkökulma")]


def test_ready_statutes_are_translated(tmp_path: Path) -> None:
    roadmap, _ = swedish(tmp_path)
    assert roadmap.statutes[0].name == "Kommunallag"


def test_figures_need_no_translation(tmp_path: Path) -> None:
    roadmap, findings = swedish(tmp_path)
    assert (roadmap.goals[1].target_value, roadmap.indicators[0].unit) == ("80 %", "%")
    assert findings == ()


def test_what_is_not_published_needs_no_translation(tmp_path: Path) -> None:
    def change(content: dict[str, Any]) -> None:
        content["Perustiedot"]["Asiakirjan kieli"] = "suomi; svenska"
        content["Haastattelut"][0]["Julkaistaan"] = "ei"

    _, findings = in_language(roadmap_of(filled(tmp_path, change)), "sv")
    assert "Haastattelut" not in {finding.place.sheet for finding in findings}
    assert "Toimenpiteet" in {finding.place.sheet for finding in findings}


def test_the_main_language_is_the_workbook_itself(tmp_path: Path) -> None:
    roadmap = roadmap_of(filled(tmp_path))
    assert in_language(roadmap, "fi") == (roadmap, ())


def test_companions_of_the_documents_languages_are_used(tmp_path: Path) -> None:
    assert told(bilingual(tmp_path)) == {}
