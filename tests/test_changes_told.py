"""A correction after a hand edit, from the commands' side: why, what, where, and the list to send along."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from openpyxl import Workbook, load_workbook

from example_folder import WORKBOOK, copy_example
from pipeline.cli import main
from pipeline.runs.options import ROADMAP
from pipeline.runs.plans import LIST
from readable import readable

EDITED, DELETED = "Työntekijä käyttää", "Päätökset valmistellaan"


def run(*arguments: object) -> Any:
    result = CliRunner().invoke(main, [*map(str, arguments), "--only", "roadmap", "--lang", "fi"])
    assert result.exit_code == 0, result.output
    return result


def corrected(book: Workbook) -> None:
    vision = book["Visio"]["B4"]
    lines = str(vision.value).splitlines()
    vision.value = "\n".join(f"{line} Myös 2031." if EDITED in line or DELETED in line else line for line in lines)
    book["Perustiedot"]["B12"] = "1.1"


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Inputs that were corrected, and outputs that people edited after they were made."""
    top = tmp_path_factory.mktemp("muutokset")
    given, outputs = copy_example(top / "kunta"), top / "o"
    run("build", given, "--outputs", outputs)
    path = outputs / "kunta" / ROADMAP
    document = Document(str(path))
    for paragraph in document.paragraphs:
        if EDITED in paragraph.text:
            paragraph.add_run(" Kunta itse.")
        if (
            DELETED in paragraph.text
            and "omistaja tunnetaan." in paragraph.text
            and "Tieto kerätään" not in paragraph.text
        ):
            paragraph._p.getparent().remove(paragraph._p)
    document.save(str(path))
    book = load_workbook(given / WORKBOOK)
    corrected(book)
    book.save(given / WORKBOOK)
    return given, outputs


def test_why_then_what_then_the_list(folders: tuple[Path, Path]) -> None:
    given, outputs = folders
    dry = run("build", given, "--outputs", outputs, "--dry-run")
    assert "miksi: työkirja tyokirja.xlsx on muuttunut, asiakirjaa on muokattu käsin" in dry.stderr
    assert not (outputs / "kunta" / LIST).exists()
    (folder,) = json.loads(run("build", given, "--outputs", outputs, "--json").stdout)["folders"]
    merge = folder["merge"]
    (conflict,) = merge["conflicts"]
    assert "Kunta itse." in conflict["yours"]
    assert conflict["after"].endswith("Myös 2031.")
    assert [(cell["sheet"], cell["cell"]) for cell in conflict["cells"]] == [("Visio", "B4")]
    assert merge["counts"][ROADMAP]["left_out"] == 1
    assert merge["counts"][ROADMAP]["kept"] >= 2
    assert merge["counts"][ROADMAP]["updated"] >= 1
    text = readable((outputs / "kunta" / LIST).read_bytes())
    for said in ("1.0 → 1.1", "Ratkaistavat kohdat", "Pois jätetyt muutokset", "Kunta itse.", "Visio!B4"):
        assert said in text
    assert str(given.parent) not in text


def test_afterwards_there_is_nothing_to_tell(folders: tuple[Path, Path]) -> None:
    given, outputs = folders
    before = (outputs / "kunta" / LIST).read_bytes()
    assert "mikään ei ole muuttunut" in run("build", given, "--outputs", outputs).stderr
    assert (outputs / "kunta" / LIST).read_bytes() == before
