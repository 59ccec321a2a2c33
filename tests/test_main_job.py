"""The main job on the example: the same documents each time, as they were agreed on, with figures that agree."""

from __future__ import annotations

import difflib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from example_folder import DOCUMENTS, EXAMPLE, ROOT, build, copy_example, survey_rows, write_csv
from pipeline.language import words
from pipeline.ooxml.package import Package, parse, read_package
from pipeline.runs.options import ROADMAP, Outcome
from pipeline.vocabulary.findings import Severity
from readable import NS, C, chart_rows, one, readable

GOLDENS = Path(__file__).parent / "goldens"
RENEW = "python tools/goldens.py"
SMALL = 5


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, dict[str, bytes]]:
    return build(EXAMPLE, tmp_path_factory.mktemp("example"))


@pytest.fixture(scope="session")
def documents(example: tuple[Outcome, dict[str, bytes]]) -> dict[str, bytes]:
    return example[1]


def test_three_documents_without_errors_or_warnings(example: tuple[Outcome, dict[str, bytes]]) -> None:
    outcome, documents = example
    grave = [item for item in outcome.findings if item.severity is not Severity.NOTE]
    assert [(item.code, str(item.place), dict(item.values)) for item in grave] == []
    assert (outcome.status, tuple(documents)) == ("built", DOCUMENTS)


def test_a_second_build_gives_the_same_bytes(documents: dict[str, bytes], tmp_path: Path) -> None:
    assert build(EXAMPLE, tmp_path)[1] == documents


def test_another_process_place_and_locale_give_the_same_bytes(documents: dict[str, bytes], tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "kopio äö")
    elsewhere = {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "pipeline", "build", folder.name, "--outputs", "tulos", "--quiet"]
    done = subprocess.run(command, cwd=tmp_path, env={**os.environ, **elsewhere}, check=False, capture_output=True)  # noqa: S603
    assert (done.returncode, done.stderr) == (0, b"")
    made = {name: (tmp_path / "tulos" / folder.name / name).read_bytes() for name in DOCUMENTS}
    assert {name: made[name] == documents[name] for name in DOCUMENTS} == dict.fromkeys(DOCUMENTS, True)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_documents_are_as_they_were_agreed_on(name: str, documents: dict[str, bytes]) -> None:
    agreed = (GOLDENS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    changes = list(
        difflib.unified_diff(agreed, readable(documents[name]).splitlines(), "agreed", "now", lineterm="", n=1)
    )
    assert not changes, "\n".join([f"{name} has changed. If it should, run: {RENEW}", *changes[:80]])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_tag_of_the_template_is_left(name: str, documents: dict[str, bytes]) -> None:
    package = read_package(documents[name])
    left = [part for part in package.parts if re.search(rb"\{[{%#]|[#%}]\}", xml(package, part))]
    assert left == []


def xml(package: Package, part: str) -> bytes:
    return package.read(part) if part.endswith(".xml") else b""


# --- charts -----------------------------------------------------------------------------------------------------------


def charts(document: bytes) -> Iterator[tuple[Package, str]]:
    package = read_package(document)
    found = [part for part in package.parts if "/charts/chart" in part]
    assert found
    for part in found:
        yield package, part


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_chart_shows_what_its_workbook_holds(name: str, documents: dict[str, bytes]) -> None:
    for package, part in charts(documents[name]):
        book = load_workbook(BytesIO(package.read(package.related(part, "package")[0].target)))
        space = parse(package.read(part))
        for reference in [*space.iter(f"{{{C}}}strRef"), *space.iter(f"{{{C}}}numRef")]:
            sheet, area = reference.findtext("c:f", "", NS).replace("$", "").split("!")
            cells = book[sheet.strip("'")][area]
            rows = cells if isinstance(cells, tuple) else ((cells,),)
            held = [cell.value for row in rows for cell in row]
            cache = reference[1]
            assert one(cache, "c:ptCount").get("val") == str(len(held)), part
            shown = {int(point.get("idx", "")): point.findtext("c:v", "", NS) for point in cache.iter(f"{{{C}}}pt")}
            kind = float if reference.tag.endswith("numRef") else str
            assert [kind(shown[place]) if place in shown else None for place in range(len(held))] == held, part


def on_one_line(label: str) -> str:
    """A text without its line breaks."""
    return " ".join(label.split())


COSTS, ANSWERS = "Kustannusarvio", "1 heikko"
"""First series of the charts whose figures are not in a table of every document: costs by year stand on their columns
(the tables have them by goal), and the answers' table is the roadmap's appendix."""


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_chart_is_told_in_a_table_too(name: str, documents: dict[str, bytes]) -> None:
    own, roadmap = (list(table_rows(documents[place])) for place in (name, ROADMAP))
    for package, part in charts(documents[name]):
        (_, *series), *points = chart_rows(parse(package.read(part)))
        rows = roadmap if series[0] == ANSWERS else own
        for category, *values in points if series[0] != COSTS else ():
            told = {without_star(category), *printed(series, values)}
            assert any(told <= row for row in rows), (part, sorted(told))


def table_rows(document: bytes) -> Iterator[set[str]]:
    """Each row of the tables: its cells, without the mark of priority, and the first word of each."""
    inside = False
    for line in readable(document).splitlines():
        if line.startswith("  |") and inside:
            cells = {without_star(cell) for cell in line.strip(" |").split(" | ")}
            yield cells | {cell.split()[0] for cell in cells if cell}
        else:
            inside = line.startswith("table ")


def without_star(cell: str) -> str:
    """A perspective's name without its mark of priority."""
    return on_one_line(cell).removesuffix(" *")


def printed(series: list[str], values: list[str]) -> set[str]:
    """A chart's values as tables print them: levels with a decimal, gaps signed, targets and shares whole."""
    say = words("fi")
    numbers = {name: float(value) for name, value in zip(series, values, strict=True) if value}
    if "Lähtötaso" not in numbers:
        return {say.number(value) for value in numbers.values()}
    gaps = {say.number(value, 1, signed=True) for name, value in numbers.items() if name.startswith("Kuilu")}
    targets = {say.number(value) for name, value in numbers.items() if name == "Tavoite"}
    return {say.number(numbers["Lähtötaso"], 1), *gaps, *targets}


# --- the survey -------------------------------------------------------------------------------------------------------


def sector_rows(document: bytes) -> list[list[str]]:
    """The rows of the sectors' table: name, number of answers, means."""
    lines = readable(document).splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith("  | Toimiala | Vastaajia |"))
    rows = []
    for line in lines[start + 1 :]:
        if not line.startswith("  |"):
            break
        rows.append(line.strip(" |").split(" | "))
    return rows


def test_no_sector_is_smaller_than_five(documents: dict[str, bytes]) -> None:
    sizes = [int(row[1]) for row in sector_rows(documents[ROADMAP])]
    assert len(sizes) == 6  # five sectors and the whole
    assert min(sizes) >= SMALL
    assert sum(sizes[:-1]) == sizes[-1]


def test_a_small_sector_is_nowhere_in_the_documents_and_does_not_follow_from_the_others(tmp_path: Path) -> None:
    folder = copy_example(tmp_path / "kunta", survey=False)
    head, *people = survey_rows()
    sector = head.index("Toimiala")
    few = [person for person in people if person[sector] == "Elinvoima"][: SMALL - 1]
    for person in few:
        person[sector] = "Pelastustoimi"
    write_csv(folder / "kysely.csv", [head, *people])
    outcome, documents = build(folder, tmp_path / "tulos")
    assert outcome.status == "built"
    *shown, whole = sector_rows(documents[ROADMAP])
    assert int(whole[1]) - sum(int(row[1]) for row in shown) >= SMALL
    for name, document in documents.items():
        assert all(b"Pelastustoimi" not in content for content in unpacked(document)), name


def test_no_single_answer_reaches_a_document(documents: dict[str, bytes]) -> None:
    head, *people = survey_rows()
    free = [head.index("Mitä muuta haluat sanoa?"), head.index("Valitse viisi digitalisaation tärkeintä hyötyä")]
    said = {str(person[column]) for person in people for column in free if person[column]}
    assert said
    for name, document in documents.items():
        text = b"\n".join(unpacked(document)).decode("utf-8", "replace")
        assert [answer for answer in said if answer in text] == [], name


def unpacked(document: bytes) -> Iterator[bytes]:
    """The bytes of every part, those inside embedded workbooks too."""
    package = read_package(document)
    for part in package.parts:
        yield package.read(part)
        if part.endswith(".xlsx"):
            yield from unpacked(package.read(part))
