"""A new organisation's folder: what the workbook knows by the name, in one language or in two."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from pipeline.checking import check
from pipeline.municipalities.identity import identify
from pipeline.runs.start import start
from pipeline.vocabulary.model import Language, Roadmap
from pipeline.workbook.layout import layout
from pipeline.workbook.reading import in_language, read

FORMS = ("kyselylomake.docx", "kyselylomake-fi.docx", "kyselylomake-en.docx")


def begun(name: str, folder: Path, language: Language | None = None) -> tuple[Roadmap, set[str]]:
    """The roadmap in a new workbook, and the codes of what reading it finds."""
    made, findings = start(identify(name, language), folder)
    assert findings == ()
    assert all(Path(path).stat().st_size for path in made)
    roadmap, told = read(folder / "tyokirja.xlsx", "x")
    assert roadmap is not None
    return roadmap, {finding.code for finding in told}


def test_a_municipality_of_the_table_is_filled_in(tmp_path: Path) -> None:
    roadmap, codes = begun("sotkamo", tmp_path)
    found = roadmap.organisation
    assert (found.name, found.genitive, found.short_name) == ("Sotkamon kunta", "Sotkamon kunnan", "Sotkamo")
    assert (found.kind, found.code, found.region) == ("municipality", "765", "Kainuu")
    assert found.languages == ("fi",)
    assert codes == {"WB001", "WB012"}
    assert not [item for item in check(roadmap, None) if item.code in ("WB057", "WB064")]


def test_the_code_keeps_its_leading_nought(tmp_path: Path) -> None:
    assert begun("Espoon kaupunki", tmp_path)[0].organisation.code == "049"


BILINGUAL: list[tuple[str, Language | None, Language, Language, str, str]] = [
    ("Maalahti", None, "sv", "fi", "Malax kommun", "Maalahden kunta"),
    ("närpes  STAD", None, "sv", "fi", "Närpes stad", "Närpiön kaupunki"),
    ("Esbo", None, "fi", "sv", "Espoon kaupunki", "Esbo stad"),
    ("Maalahti", "fi", "fi", "sv", "Maalahden kunta", "Malax kommun"),
]


@pytest.mark.parametrize(("name", "asked", "main", "other", "own_name", "other_name"), BILINGUAL)
def test_a_bilingual_municipality_gets_both_names_and_room_for_translations(
    tmp_path: Path,
    name: str,
    asked: Language | None,
    main: Language,
    other: Language,
    own_name: str,
    other_name: str,
) -> None:
    roadmap, codes = begun(name, tmp_path, asked)
    assert (roadmap.language, roadmap.organisation.languages) == (main, (main, other))
    assert roadmap.organisation.name == own_name
    assert codes == {"WB001", "WB012"}
    assert not [item for item in check(roadmap, None) if item.code in ("WB057", "WB064")]
    translated, missing = in_language(roadmap, other)
    assert translated.organisation.name == other_name
    assert translated.organisation.genitive != roadmap.organisation.genitive
    assert missing == ()


def test_every_translatable_field_has_its_companion_beside_it(tmp_path: Path) -> None:
    start(identify("Maalahti"), tmp_path)
    book = load_workbook(tmp_path / "tyokirja.xlsx")
    for sheet in layout().sheets:
        page = book[sheet.title["sv"]]
        if sheet.kind == "table":
            headers = [cell.value for cell in page[2] if cell.value]
        else:
            headers = [row[0].value for row in page.iter_rows(min_row=3) if row[0].value]
        expected: list[str] = []
        for field in sheet.fields:
            expected.append(field.header("sv"))
            expected += [field.companion_header("sv", "fi")] if field.translate != "never" else []
        assert headers == expected, sheet.key


def test_an_unknown_organisation_gets_only_what_its_name_says(tmp_path: Path) -> None:
    found = begun("Esimerkkilän kunta", tmp_path)[0].organisation
    assert (found.name, found.genitive, found.kind) == ("Esimerkkilän kunta", "Esimerkkilän kunnan", "municipality")
    assert (found.short_name, found.code, found.region) == ("", "", "")
    bare = begun("Esimerkkilä", tmp_path / "bare")[0].organisation
    assert (bare.name, bare.genitive, bare.kind) == ("Esimerkkilä", "", "")


def test_a_staff_is_asked_in_every_language(tmp_path: Path) -> None:
    made, _ = start(identify("Maalahti"), tmp_path)
    assert [Path(path).name for path in made] == ["tyokirja.xlsx", *FORMS]
    texts = {name: " ".join(item.text for item in Document(str(tmp_path / name)).paragraphs) for name in FORMS}
    assert "Malax kommun" in texts["kyselylomake.docx"]
    assert "Maalahden kunta" in texts["kyselylomake-fi.docx"]
    assert "Municipality of Malax" in texts["kyselylomake-en.docx"]
    (tmp_path / "tyokirja.xlsx").unlink()
    (tmp_path / "kyselylomake.docx").unlink()
    again, findings = start(identify("Maalahti"), tmp_path)
    assert (again, [item.code for item in findings]) == ([], ["OT006", "OT006"])


def test_the_same_name_gives_the_same_bytes(tmp_path: Path) -> None:
    start(identify("Maalahti"), tmp_path / "a")
    start(identify("Maalahti"), tmp_path / "b")
    first, second = ((tmp_path / name / "tyokirja.xlsx").read_bytes() for name in "ab")
    assert first == second
