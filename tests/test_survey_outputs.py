"""What really leaves the program of a survey with small groups: every file that a build writes, and all it says.

Documents are taken apart to the last part, workbooks in charts too. A group's figure must be one of those kept as
published; of hidden groups not even the name is anywhere, of a single respondent nothing.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from lxml import etree
from openpyxl import load_workbook

from example_folder import copy_example, survey_rows, write_csv
from pipeline.cli import main
from pipeline.language import round_half_up
from pipeline.runs.options import ROADMAP
from pipeline.runs.released import KEPT
from pipeline.survey.figures import groups as grouping

ROWS = survey_rows()
COLUMNS = {str(name): place for place, name in enumerate(ROWS[0])}
SECTOR, ROLE, OPEN = COLUMNS["Toimiala"], COLUMNS["Asemasi organisaatiossa"], COLUMNS["Mitä muuta haluat sanoa?"]
EMAIL, NAME = COLUMNS["Email"], COLUMNS["Name"]
HIDDEN_SECTOR, HIDDEN_ROLE = "Kääpälaitos", "Luotsivanhin"
CANARIES = ("Tuutikkala", "tuutikki.tuutikkala", "Kuovinpesä")
"""A name, an address and an open answer, of people who answered."""
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_MEAN = re.compile(r"\d[.,]\d+")
_WORD, _DRAWING, _CHART = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://schemas.openxmlformats.org/drawingml/2006/main}",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}",
)


@dataclass(frozen=True)
class Made:
    """All bytes that a build left, by place, and all that it said."""

    files: Mapping[str, bytes]
    said: str

    @property
    def published(self) -> list[dict[str, Any]]:
        """The figures of each build so far."""
        found: list[dict[str, Any]] = json.loads(
            next(data for name, data in self.files.items() if name.endswith(KEPT))
        )["published"]
        return found


def respondents(number: int) -> list[list[Any]]:
    """Answers with names and addresses, of which three are of a small sector, and one has a role of its own there."""
    rows = [list(row) for row in ROWS[1 : number + 1]]
    for place, row in enumerate(rows):
        row[NAME], row[EMAIL] = f"{CANARIES[0]} {place}", f"{CANARIES[1]}.{place}@esimerkki.invalid"
        row[OPEN] = f"{CANARIES[2]} {place} olisi hyvä."
    for row in rows[:3]:
        row[SECTOR] = HIDDEN_SECTOR
    for row in rows[2:6]:
        row[ROLE] = HIDDEN_ROLE
    return rows


def input_folder(folder: Path, rows: list[list[Any]]) -> Path:
    copy = copy_example(folder / "inputs" / "kunta", survey=False)
    return with_answers(copy, rows)


def with_answers(folder: Path, rows: list[list[Any]]) -> Path:
    for path in {*folder.glob("*.csv"), *folder.glob("kysely*")}:
        path.unlink()
    write_csv(folder / "kysely.csv", [ROWS[0], *rows])
    return folder


def made(folder: Path, *options: str) -> Made:
    """A build through the command, and everything in its outputs."""
    outputs = folder.parents[1] / "outputs"
    result = CliRunner().invoke(main, ["build", str(folder), "--outputs", str(outputs), *options])
    assert result.exit_code == 0, result.output
    files = {path.relative_to(outputs).as_posix(): path.read_bytes() for path in outputs.rglob("*") if path.is_file()}
    assert {path.name for path in folder.parents[1].iterdir()} == {"inputs", "outputs"}
    return Made(files, result.output)


# --- taking documents apart -------------------------------------------------------------------------------------------


def parts(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """A file, or all that is in it when it is a package, however deep."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        yield name, data
        return
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        yield f"{name}!", package.comment
        for item in package.infolist():
            yield from parts(f"{name}!{item.filename}", package.read(item))


def texts(data: bytes) -> tuple[str, str]:
    """The bytes as text with the tags of XML, and without: words are parted over runs."""
    raw = data.decode("utf-8", "ignore")
    return raw, re.sub(r"<[^>]+>", "", raw)


def places_of(word: str, build: Made) -> list[str]:
    """Where a word is in all that a build left and said."""
    everything = [part for name, data in build.files.items() for part in parts(name, data)]
    found = [name for name, data in everything if any(word in text for text in texts(data)) or word in name]
    return found + ["said"] * (word in build.said)


def rows_of_tables(tree: etree._Element) -> Iterator[list[str]]:
    """The texts of every table row, in Word and in PowerPoint."""
    for space in (_WORD, _DRAWING):
        for row in tree.iter(f"{space}tr"):
            yield ["".join(text.text or "" for text in cell.iter(f"{space}t")) for cell in row.iter(f"{space}tc")]


def rows_of_chart(tree: etree._Element) -> Iterator[list[str]]:
    """A chart's cached figures, each beside the name of its series and of its category."""
    for series in tree.iter(f"{_CHART}ser"):
        name = "".join(value.text or "" for value in series.iterfind(f"{_CHART}tx//{_CHART}v"))
        categories, values = (
            {
                point.get("idx"): point.findtext(f"{_CHART}v") or ""
                for point in series.iterfind(f"{_CHART}{of}//{_CHART}pt")
            }
            for of in ("cat", "val")
        )
        for at, value in values.items():
            yield [categories.get(at, ""), value]
            yield [name, value]


def rows_of_book(data: bytes) -> Iterator[list[str]]:
    """A workbook's figures, each beside what heads its row and its column."""
    for sheet in load_workbook(io.BytesIO(data)).worksheets:
        cells = [["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        yield from cells
        yield from map(list, zip(*cells, strict=True))


def rows(build: Made) -> Iterator[tuple[str, list[str]]]:
    """Everything in documents that stands in rows: first a name, then what is said of it."""
    for name, data in build.files.items():
        for part, content in parts(name, data):
            if part.endswith(".xml"):
                tree = etree.fromstring(content)
                yield from ((part, row) for row in (*rows_of_tables(tree), *rows_of_chart(tree)))
        if name.endswith((".docx", ".pptx")):
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                for item in package.namelist():
                    if item.endswith(".xlsx"):
                        yield from ((item, row) for row in rows_of_book(package.read(item)))


def figures_of_groups(build: Made) -> Iterator[tuple[str, str, Decimal]]:
    """Every figure of a row with means that begins with a shown group's name: where, of which group, the figure.

    Rows of whole numbers alone are the workbook's: how many actions a sector has.
    """
    names = {group["name"] for result in build.published for each in result["breakdowns"] for group in each["groups"]}
    for part, (first, *others) in ((part, row) for part, row in rows(build) if row):
        if first in names and any(_MEAN.fullmatch(text) for text in others):
            numbers = (number for text in others if _NUMBER.fullmatch(text) for number in [text.replace(",", ".")])
            yield from ((part, first, Decimal(number)) for number in numbers)


def published_figures(build: Made) -> dict[str, set[Decimal]]:
    """What may be printed of each group: how many people it has, and its means, exact or to one decimal."""
    found: dict[str, set[Decimal]] = {}
    for result in build.published:
        for group in (group for each in result["breakdowns"] for group in each["groups"]):
            means = [mean for mean in group["means"].values() if mean is not None]
            printed = {Decimal(round_half_up(mean, 1)) for mean in means}
            found.setdefault(group["name"], set()).update(
                {Decimal(group["n"]), *map(Decimal, map(str, means)), *printed}
            )
    return found


def leaks(build: Made) -> list[str]:
    """Everything in a build that should not be there."""
    allowed = published_figures(build)
    strangers = [
        f"{part}: {name} {figure}" for part, name, figure in figures_of_groups(build) if figure not in allowed[name]
    ]
    words = (HIDDEN_SECTOR, HIDDEN_ROLE, *CANARIES)
    return strangers + [f"{word}: {place}" for word in words for place in places_of(word, build)]


# --- the builds -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_nothing_of_a_small_group_or_of_a_respondent_leaves_the_program(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    build = made(input_folder(tmp_path, respondents(90 if options else 120)), *options)
    assert leaks(build) == []
    (result,) = build.published
    shown = {each["background"]: {group["name"] for group in each["groups"]} for each in result["breakdowns"]}
    assert shown["sector"]
    assert shown["role"]
    of_documents = {part.partition("!")[0] for part, _, _ in figures_of_groups(build)}
    assert any(name.endswith(ROADMAP) for name in of_documents)


def test_two_builds_with_one_respondent_more_publish_the_same(tmp_path: Path) -> None:
    folder = input_folder(tmp_path, respondents(100))
    first = made(folder, "--only", "roadmap")
    second = made(with_answers(folder, respondents(101)), "--only", "roadmap")
    assert "SV042" in second.said
    assert leaks(second) == []
    assert second.published == first.published
    assert second.files[f"kunta/{ROADMAP}"] == first.files[f"kunta/{ROADMAP}"]


def test_all_this_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "shown_together", lambda _, candidates, __: frozenset(candidates))
    build = made(input_folder(tmp_path, respondents(60)), "--only", "roadmap")
    assert any(HIDDEN_SECTOR in leak and "word/document.xml" in leak for leak in leaks(build))
    assert any(KEPT in leak for leak in leaks(build))
    kept = next(name for name in build.files if name.endswith(KEPT))
    other = re.sub(rb'"N(\d+)": [\d.]+', rb'"N\1": 9.9', build.files[kept])
    assert any(
        "document.xml" in leak for leak in leaks(Made({**build.files, kept: other}, "")) if HIDDEN_SECTOR not in leak
    )
