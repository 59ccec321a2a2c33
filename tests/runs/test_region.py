"""The command `region` from folders to files: who is named, what is written where, and what happens the second time."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation
from region_folders import folders, set_field
from region_reckoning import reckon

from pipeline.cli import main
from pipeline.runs.options import REGION, REGION_DECK
from pipeline.runs.region_folder import folder_name

THREE = {"tarulinna-2026": True, "haavesalo-2026": True, "tarumaan-amk-2026": True}
NAME = "Tarumaan seutu"
FOLDER = "tarumaan-seutu"


def ran(given: list[str], outputs: Path, *options: str, name: str = NAME) -> tuple[int, dict[str, Any], str]:
    """The command's exit status, its JSON and all that it said."""
    result = CliRunner().invoke(main, ["region", *given, "--name", name, "--outputs", str(outputs), "--json", *options])
    data = json.loads(result.stdout)
    return result.exit_code, data, result.output


def outcome(data: dict[str, Any]) -> dict[str, Any]:
    (found,) = data["folders"]
    assert isinstance(found, dict)
    return found


def codes(data: dict[str, Any]) -> list[str]:
    return [item["code"] for item in outcome(data)["findings"]]


def files(outputs: Path) -> dict[str, bytes]:
    return {path.relative_to(outputs).as_posix(): path.read_bytes() for path in outputs.rglob("*") if path.is_file()}


def parts(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """A file, or all that is in it when it is a package, however deep."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        yield name, data
        return
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        yield f"{name}!", package.comment
        for item in package.infolist():
            yield item.filename, item.filename.encode()
            yield from parts(f"{name}!{item.filename}", package.read(item))


def tables(document: Path) -> list[list[list[str]]]:
    return [
        [[cell.text.replace("\u00ad", "") for cell in row.cells] for row in table.rows]
        for table in Document(str(document)).tables
    ]


def all_text(document: Path) -> str:
    if document.suffix == ".docx":
        return re.sub(r"<[^>]+>", " ", zipfile.ZipFile(document).read("word/document.xml").decode())
    slides = Presentation(str(document)).slides
    return "\n".join(re.sub(r"<[^>]+>", " ", slide.part.blob.decode()) for slide in slides)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], Path, dict[str, Any]]:
    """Three organisations and what the command made of them."""
    folder = tmp_path_factory.mktemp("three")
    given = folders(folder / "inputs", THREE)
    status, data, _ = ran(given, folder / "outputs")
    assert status == 0, data
    return given, folder / "outputs", data


def test_both_documents_are_written(three: tuple[list[str], Path, dict[str, Any]]) -> None:
    _, outputs, data = three

    assert data["schema_version"] == 1
    assert outcome(data)["status"] == "built"
    assert {path.name for path in (outputs / FOLDER).iterdir()} == {REGION, REGION_DECK, ".digitiekartta"}
    for name in (REGION, REGION_DECK):
        said = all_text(outputs / FOLDER / name)
        assert all(short in said for short in ("Tarulinna", "Haavesalo", "Tarumaan AMK")), name


def test_the_figures_are_those_of_a_second_reckoning(three: tuple[list[str], Path, dict[str, Any]]) -> None:
    """The document's own tables, read with another library, against the workbooks', read with a third."""
    given, outputs, _ = three
    counted = reckon([Path(folder) / "tyokirja.xlsx" for folder in given])
    found = tables(outputs / FOLDER / REGION)
    by_head = {tuple(table[0][:1]): table for table in found if table and table[0]}

    figures = next(table for table in found if table[0][:3] == ["Organisaatiota", "Tavoitetta", "Toimenpidettä"])
    assert figures[1][:3] == ["3", str(counted.goals), str(counted.actions)]
    compass = by_head[("Osa-alue",)]
    head = compass[0]
    places = [1, *(head.index(word) for word in ("Tavoitteita", "Toimenpiteitä"))]
    mine = {row[0]: [row[place] for place in places] for row in compass[1:]}
    assert mine == {
        area: [
            str(len(books)),
            str(counted.compass.goals[area]),
            str(counted.compass.actions[area]),
        ]
        for area, books in counted.compass.books.items()
    }


def test_heat_tables_have_the_workbooks_targets(three: tuple[list[str], Path, dict[str, Any]]) -> None:
    given, outputs, _ = three
    rows = {row[0]: row[1:] for table in tables(outputs / FOLDER / REGION) for row in table if row[0] == "Haavesalo"}
    book = load_workbook(Path(given[1]) / "tyokirja.xlsx")["Tasot"]
    lines = [[cell.value for cell in line] for line in book.iter_rows()]
    at = next(place for place, line in enumerate(lines) if "Tavoitetaso*" in line or "Tavoitetaso" in line)
    column = next(place for place, cell in enumerate(lines[at]) if str(cell).startswith("Tavoitetaso"))
    targets = [str(line[column]) for line in lines[at + 1 :] if line[0] and str(line[0]).startswith("N")]

    assert len(targets) == 11
    heat = [
        row
        for table in tables(outputs / FOLDER / REGION)
        for row in table
        if row[0] == "Haavesalo" and [cell for cell in row[1:] if cell][:11] == targets
    ]
    assert heat, rows


def test_again_is_unchanged_and_writes_nothing(three: tuple[list[str], Path, dict[str, Any]]) -> None:
    given, outputs, _ = three
    before = files(outputs)
    status, data, _ = ran(given, outputs)

    assert (status, outcome(data)["status"]) == (0, "unchanged")
    assert files(outputs) == before
    assert "RG011" in codes(data), "what was told stays told"


def test_a_dry_run_writes_nothing(three: tuple[list[str], Path, dict[str, Any]], tmp_path: Path) -> None:
    given, _, _ = three
    status, data, _ = ran(given, tmp_path / "outputs", "--dry-run")

    assert (status, outcome(data)["status"]) == (0, "planned")
    assert not (tmp_path / "outputs").exists()


def test_the_same_inputs_give_the_same_bytes(three: tuple[list[str], Path, dict[str, Any]], tmp_path: Path) -> None:
    given, outputs, _ = three
    ran(given, tmp_path)

    for name in (REGION, REGION_DECK):
        assert (tmp_path / FOLDER / name).read_bytes() == (outputs / FOLDER / name).read_bytes()


def test_a_hand_edit_stays(three: tuple[list[str], Path, dict[str, Any]], tmp_path: Path) -> None:
    given, outputs, _ = three
    shutil.copytree(outputs, tmp_path / "outputs")
    inputs = [shutil.copytree(folder, tmp_path / "inputs" / Path(folder).name) for folder in given]
    path = tmp_path / "outputs" / FOLDER / REGION
    document = Document(str(path))
    edited = next(one for one in document.paragraphs if one.text.startswith("Sisällöltään samanlaiset"))
    edited.runs[0].text = "Sovittiin seutukokouksessa. " + edited.runs[0].text
    document.save(str(path))
    set_field(inputs[1] / "tyokirja.xlsx", {"Lyhyt nimi"}, "Haavesalon kunta")
    status, data, _ = ran([str(folder) for folder in inputs], tmp_path / "outputs")

    assert status == 0, data
    said = all_text(path)
    assert "Sovittiin seutukokouksessa." in said
    assert "OT014" in codes(data)


@pytest.mark.parametrize(("language", "word"), [("sv", "Nivåer och mål"), ("en", "Levels and targets")])
def test_a_further_language_has_its_own_documents(
    three: tuple[list[str], Path, dict[str, Any]], tmp_path: Path, language: str, word: str
) -> None:
    given, _, _ = three
    status, _, _ = ran(given, tmp_path, "--language", "fi", "--language", language)

    assert status == 0
    names = {path.name for path in (tmp_path / FOLDER).iterdir() if path.is_file()}
    assert names == {REGION, REGION_DECK, f"aluekooste-{language}.docx", f"esitys-alue-{language}.pptx"}
    assert word in all_text(tmp_path / FOLDER / f"aluekooste-{language}.docx")


def test_the_language_is_the_one_that_most_have(tmp_path: Path) -> None:
    given = folders(tmp_path / "inputs", {"svensk": True, "pieni": None})
    status, data, _ = ran(given, tmp_path / "outputs", name="Öarna")

    assert status == 0, data
    assert "Nivåer och mål" in all_text(tmp_path / "outputs" / "öarna" / REGION)


# --- consent ----------------------------------------------------------------------------------------------------------


def own_words(folder: str, others: list[str]) -> set[str]:
    """What the cells of a workbook say and those of the others don't."""

    def said(path: str) -> set[str]:
        book = load_workbook(Path(path) / "tyokirja.xlsx", read_only=True)
        texts = (str(cell) for page in book for row in page.iter_rows(values_only=True) for cell in row if cell)
        return {line.strip() for text in texts for line in re.split(r"[;\n]", text) if len(line.strip()) > 6}

    known = "\n".join(text for other in others for text in said(other))
    return {text for text in said(folder) if text not in known and re.search(r"[^\W\d]{4}", text)}


@pytest.mark.parametrize("consent", [False, None])
def test_nothing_of_an_unnamed_organisation_is_in_any_file(tmp_path: Path, consent: bool | None) -> None:
    """Every byte of every part: texts, properties, alternative texts, workbooks in charts, trace, our own folder."""
    given = folders(tmp_path / "inputs", {"tumma": consent, "tarulinna-2026": True, "haavesalo-2026": True})
    given[0] = str(Path(given[0]).rename(tmp_path / "inputs" / "salakylänkansio"))
    hidden = own_words(given[0], given[1:]) | {"Hämärälä", "salakylänkansio"}
    status, data, _ = ran(given, tmp_path / "outputs", "--language", "fi", "--language", "en")
    assert status == 0, data
    assert len(hidden) > 100

    everything = []
    for name, content in files(tmp_path / "outputs" / FOLDER).items():
        for part, raw in parts(name, content):
            text = raw.decode("utf-8", "ignore")
            everything += [(part, text), (part, re.sub(r"<[^>]+>", "", text))]
    found = [(word, part) for word in hidden for part, text in everything if word in text]
    known = {"Kyllä", "Tyydyttävä", "Erinomainen"}
    assert [item for item in found if item[0] not in known] == []
    assert ("RG007" if consent is False else "RG006") in codes(data)
    assert "3 organisaatio" in all_text(tmp_path / "outputs" / FOLDER / REGION)


def test_the_named_ones_are_found_by_the_same_search(three: tuple[list[str], Path, dict[str, Any]]) -> None:
    given, outputs, _ = three
    mine = own_words(given[1], [given[0], given[2]])
    text = "\n".join(
        re.sub(r"<[^>]+>", "", raw.decode("utf-8", "ignore"))
        for name in (REGION, REGION_DECK)
        for _, raw in parts(name, (outputs / FOLDER / name).read_bytes())
    )

    assert sum(word in text for word in mine) > 15


def test_nobody_named_gives_counts_only(tmp_path: Path) -> None:
    given = folders(tmp_path / "inputs", {"tumma": False, "pieni": None, "haavesalo-2026": False})
    status, data, _ = ran(given, tmp_path / "outputs")

    assert status == 0, data
    assert "RG008" in codes(data)
    said = all_text(tmp_path / "outputs" / FOLDER / REGION)
    assert not any(name in said for name in ("Hämärälä", "Vähälä", "Haavesalo"))
    assert "kolmen organisaation" in said or "3 organisaation" in said


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_one_faulty_folder_is_left_out_and_counted(tmp_path: Path) -> None:
    given = folders(tmp_path / "inputs", THREE)
    set_field(Path(given[0]) / "tyokirja.xlsx", {"Kauden alkuvuosi"}, "ensi vuonna")
    status, data, said = ran(given, tmp_path / "outputs")

    assert status == 1
    assert outcome(data)["status"] == "built"
    assert "RG005" in codes(data)
    assert "tarulinna-2026" in said
    document = all_text(tmp_path / "outputs" / FOLDER / REGION)
    assert "Yhden organisaation aineistoa ei voitu käyttää" in document
    assert "Tarulinna" not in document
    status, data, _ = ran(given, tmp_path / "outputs")
    assert status == 1, "it is told again"
    assert "RG005" in codes(data)


def test_a_missing_folder_does_not_stop_the_others(tmp_path: Path) -> None:
    given = folders(tmp_path / "inputs", {"pieni": True, "svensk": True})
    status, data, _ = ran([*given, str(tmp_path / "puuttuu")], tmp_path / "outputs")

    assert status == 3
    assert {"IN001", "RG005"} <= set(codes(data))
    assert (tmp_path / "outputs" / FOLDER / REGION).exists()


def test_fewer_than_two_is_no_region(tmp_path: Path) -> None:
    given = folders(tmp_path / "inputs", {"pieni": True})
    for several in (given, [*given, *given], [given[0], str(tmp_path / "puuttuu")]):
        status, data, _ = ran(several, tmp_path / "outputs")
        assert status in (1, 3)
        assert "RG001" in codes(data)
    assert not (tmp_path / "outputs").exists()


def test_two_years_of_one_organisation_are_told(tmp_path: Path) -> None:
    given = folders(tmp_path / "inputs", {"pieni": True, "svensk": True})
    later = shutil.copytree(given[0], tmp_path / "inputs" / "pieni-2027")
    status, data, _ = ran([*given, str(later)], tmp_path / "outputs")

    assert status == 1
    (finding,) = [item for item in outcome(data)["findings"] if item["code"] == "RG002"]
    assert finding["file"] == str(later)
    assert given[0] in finding["message"]
    assert not (tmp_path / "outputs").exists()


def test_a_folder_of_an_organisation_is_not_written_to(tmp_path: Path) -> None:
    given = folders(tmp_path / "inputs", {"pieni": True, "svensk": True})
    status, data, _ = ran(given, tmp_path / "outputs", name="Pieni")
    assert (status, codes(data)) == (2, ["RG003"])
    built = CliRunner().invoke(main, ["build", given[0], "--outputs", str(tmp_path / "outputs"), "--only", "roadmap"])
    assert built.exit_code == 0
    (tmp_path / "outputs" / "pieni").rename(tmp_path / "outputs" / "muu")
    status, data, _ = ran(given, tmp_path / "outputs", name="Muu")
    assert (status, codes(data)) == (2, ["RG003"])


@pytest.mark.parametrize("name", ["", " / ", "CON", "lpt1", "...", "\\"])
def test_a_name_that_makes_no_folder_is_told(tmp_path: Path, name: str) -> None:
    given = folders(tmp_path / "inputs", {"pieni": True, "svensk": True})
    status, data, _ = ran(given, tmp_path / "outputs", name=name)

    assert (status, codes(data)) == (2, ["RG004"])
    assert not (tmp_path / "outputs").exists()


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("Kainuu", "kainuu"),
        ("Etelä-Savo", "etelä-savo"),
        ("Etela\u0308-Savo", "etelä-savo"),
        ("../../etc/passwd", "etc-passwd"),
        ("Ääni & Öljy: 2026", "ääni-öljy-2026"),
        ("x" * 300, "x" * 60),
        ("com10", "com10"),
    ],
)
def test_folder_names(name: str, folder: str) -> None:
    assert folder_name(name) == folder


def test_strict_stops_at_warnings(tmp_path: Path) -> None:
    given = folders(tmp_path / "inputs", THREE)
    status, data, _ = ran(given, tmp_path / "outputs", "--strict")

    assert status != 0
    assert {"RG005", "RG001"} <= set(codes(data))


def test_another_run_in_the_folder_is_told(tmp_path: Path) -> None:
    from pipeline.runs.holding import held

    given = folders(tmp_path / "inputs", {"pieni": True, "svensk": True})
    with held(tmp_path / "outputs" / FOLDER, to_write=True):
        status, data, _ = ran(given, tmp_path / "outputs")

    assert (status, codes(data)) == (4, ["OT005"])


def test_a_brand_dresses_the_documents(tmp_path: Path) -> None:
    given = folders(tmp_path / "inputs", {"pieni": True, "svensk": True})
    brand = tmp_path / "brand.toml"
    brand.write_text('primary = "#5A2D82"\n', encoding="utf-8")
    status, data, _ = ran(given, tmp_path / "outputs", "--brand", str(brand))

    assert status == 0, data
    with zipfile.ZipFile(tmp_path / "outputs" / FOLDER / REGION) as package:
        assert b"5A2D82" in package.read("word/theme/theme1.xml")
    assert ran(given, tmp_path / "outputs", "--brand", str(tmp_path / "ei.toml"))[0] == 3


@pytest.mark.long
def test_three_hundred_organisations_take_a_minute_at_most(tmp_path: Path) -> None:
    import time

    from tools.many_organisations import make_many

    given = [str(path) for path in make_many(tmp_path / "inputs", 308)]
    began = time.process_time()
    status, data, _ = ran(given, tmp_path / "outputs")
    spent = time.process_time() - began

    assert status == 0, data
    assert spent <= 60
    slides = [
        slide.shapes.title.text for slide in Presentation(str(tmp_path / "outputs" / FOLDER / REGION_DECK)).slides
    ]
    assert slides.index("Liite") <= 20
    heat = [table for table in tables(tmp_path / "outputs" / FOLDER / REGION) if len(table) > 200]
    assert heat, "every named organisation has a row"


def test_two_folders_of_one_name_are_told(tmp_path: Path) -> None:
    """Their surveys would be remembered as one."""
    given = folders(tmp_path / "inputs", {"pieni": True, "svensk": True})
    other = Path(given[1]).rename(tmp_path / "pieni")
    status, data, _ = ran([given[0], str(other)], tmp_path / "outputs")

    assert (status, codes(data)) == (4, ["OT007"])
    assert not (tmp_path / "outputs").exists()


# --- a permission that is withdrawn -----------------------------------------------------------------------------------


def told_of(word: str, folder: Path) -> list[str]:
    """The parts of all files, hidden ones too, that say a word."""
    return [
        part
        for name, content in files(folder).items()
        for part, raw in parts(name, content)
        if word in re.sub(r"<[^>]+>", "", raw.decode("utf-8", "ignore")) or word.encode() in raw
    ]


def withdraw(tmp_path: Path) -> tuple[list[str], Path]:
    """A region in two languages, of which one organisation withdraws after it was made and something in it changed."""
    given = folders(tmp_path / "inputs", dict.fromkeys(("tarulinna-2026", "haavesalo-2026", "tarumaan-amk-2026"), True))
    outputs = tmp_path / "outputs"
    assert ran(given, outputs, "--language", "fi", "--language", "en")[0] == 0
    set_field(Path(given[0]) / "tyokirja.xlsx", {"Kauden alkuvuosi"}, 2025)
    assert ran(given, outputs, "--language", "fi", "--language", "en")[0] == 0
    assert told_of("Haavesalo", outputs / FOLDER)
    set_field(Path(given[1]) / "tyokirja.xlsx", {"Vertailu sallittu"}, "ei")
    return given, outputs


def test_nothing_is_left_of_one_that_withdraws(tmp_path: Path) -> None:
    given, outputs = withdraw(tmp_path)
    assert "RG014" in codes(ran(given, outputs, "--dry-run")[1])
    assert told_of("Haavesalo", outputs / FOLDER), "a dry run removes nothing"
    status, data, _ = ran(given, outputs)

    assert status == 0, data
    assert "RG014" in codes(data)
    assert told_of("Haavesalo", outputs / FOLDER) == []
    assert {path.name for path in (outputs / FOLDER).iterdir() if path.is_file()} == {REGION, REGION_DECK}
    status, data, _ = ran(given, outputs)
    assert (outcome(data)["status"], "RG014" in codes(data)) == ("unchanged", False)


def test_hand_work_is_asked_about_before_it_goes(tmp_path: Path) -> None:
    given, outputs = withdraw(tmp_path)
    path = outputs / FOLDER / REGION
    document = Document(str(path))
    document.paragraphs[-1].add_run(" Sovittiin seutukokouksessa.")
    document.save(str(path))
    before = files(outputs / FOLDER)
    status, data, _ = ran(given, outputs)

    assert (status, outcome(data)["status"]) == (1, "failed")
    assert "RG013" in codes(data)
    assert files(outputs / FOLDER) == before
    status, data, _ = ran(given, outputs, "--force")
    assert status == 0, data
    assert told_of("Haavesalo", outputs / FOLDER) == []


@pytest.mark.parametrize(("name", "code"), [("x" * 61, "RG015"), ("CON", "RG004"), ("", "RG004")])
def test_a_name_that_cannot_be_used_is_told_once(tmp_path: Path, name: str, code: str) -> None:
    given = folders(tmp_path / "inputs", {"pieni": True, "svensk": True})
    status, data, _ = ran(given, tmp_path / "outputs", name=name)

    assert status == 2
    assert codes(data) == [code]
    assert not (tmp_path / "outputs").exists()


def test_a_name_stands_on_one_line(tmp_path: Path) -> None:
    given = folders(tmp_path / "inputs", {"pieni": True, "svensk": True})
    status, _, _ = ran(given, tmp_path / "outputs", name="Uusi\n  maa")

    assert status == 0
    assert "Uusi maa" in all_text(tmp_path / "outputs" / "uusi-maa" / REGION)
