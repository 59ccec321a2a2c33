"""Figures of surveys over a region's and its organisations' own documents: no two of them are one answer apart.

A region is built first and an organisation after it with one more respondent, and the reverse; what every document prints
is read out of the files. The tests fail when what a region publishes isn't remembered.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Sequence
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from region_folders import folders, set_field

from example_folder import copy_example, survey_rows, write_csv
from pipeline.cli import main
from pipeline.runs import region as runs_region
from pipeline.runs.options import REGION, ROADMAP
from pipeline.runs.released import KEPT

ROWS = survey_rows()
NAME = "Koealue"
OWN = "kunta"
MANY, MORE = 60, 61


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The example with the first answers of its survey, beside another organisation."""
    copy_example(tmp_path / "inputs" / OWN, survey=False)
    set_field(tmp_path / "inputs" / OWN / "tyokirja.xlsx", {"Vertailu sallittu"}, "kyllä")
    answered(tmp_path, MANY)
    folders(tmp_path / "inputs", {"svensk": True})
    return tmp_path


def answered(place: Path, number: int, *, extreme: bool = True) -> None:
    """So many have answered; who is the last says the lowest of everything."""
    rows = [list(row) for row in ROWS[1 : number + 1]]
    if extreme and number > MANY:
        rows[-1] = [1 if cell in (1, 2, 3, 4, 5) else cell for cell in rows[-1]]
    write_csv(place / "inputs" / OWN / "kysely.csv", [ROWS[0], *rows])


def region(place: Path) -> dict[str, Any]:
    given = [str(place / "inputs" / name) for name in (OWN, "svensk")]
    options = ["--name", NAME, "--outputs", str(place / "outputs"), "--language", "fi", "--json"]
    result = CliRunner().invoke(main, ["region", *given, *options])
    assert result.exit_code == 0, result.output
    data: dict[str, Any] = json.loads(result.stdout)
    return data


def build(place: Path) -> dict[str, Any]:
    own = str(place / "inputs" / OWN)
    result = CliRunner().invoke(
        main, ["build", own, "--outputs", str(place / "outputs"), "--only", "roadmap", "--json"]
    )
    assert result.exit_code == 0, result.output
    data: dict[str, Any] = json.loads(result.stdout)
    return data


def region_says(place: Path) -> tuple[str, dict[str, str]]:
    """How many answered in the organisation, and its levels by perspective, as the region's document prints them."""
    tables = [
        [[cell.text.replace("\u00ad", "") for cell in row.cells] for row in table.rows]
        for table in Document(str(place / "outputs" / "koealue" / REGION)).tables
    ]
    answers = next(row[1] for table in tables for row in table if table[0][1:2] == ["Vastaajia"] and row[0] == SHORT)
    heat = next(table for table in tables if any(row[0] == SHORT and "," in row[1] for row in table))
    row = next(row for row in heat if row[0] == SHORT)
    names = [name for name in heat[0][1:] if name]
    return answers, dict(zip(names, [cell for cell in row[1:] if cell], strict=False))


SHORT = "Esimerkkilä"


def own_says(place: Path) -> set[str]:
    """Every number of respondents that the organisation's own roadmap prints."""
    with zipfile.ZipFile(place / "outputs" / OWN / ROADMAP) as package:
        text = re.sub(r"<[^>]+>", "", package.read("word/document.xml").decode())
    return set(re.findall(r"n\s=\s(\d+)", text))


def published(place: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((place / "outputs" / OWN / KEPT).read_text())["published"]
    return found


def figures(release: dict[str, Any]) -> list[tuple[str, int, float]]:
    return [(item["perspective"], item["n"], item["mean"]) for item in release["perspectives"]]


def test_an_organisation_built_after_the_region_tells_nothing_new(place: Path) -> None:
    region(place)
    answers, levels = region_says(place)
    assert answers == str(MANY)
    assert len(levels) > 5

    answered(place, MORE)
    build(place)

    assert own_says(place) == {str(MANY)}
    assert len(published(place)) == 1
    assert published(place)[0]["respondents"] == MANY


def test_a_region_built_after_an_organisation_tells_nothing_new(place: Path) -> None:
    build(place)
    before = figures(published(place)[0])
    answered(place, MORE)
    told = region(place)

    answers, levels = region_says(place)
    assert answers == str(MANY)
    assert [figures(item) for item in published(place)] == [before]
    assert "SV042" in {item["code"] for item in told["folders"][0]["findings"]}
    printed = {f"{mean:.1f}".replace(".", ",") for _, _, mean in before}
    assert {level for level in levels.values() if level != "–"} <= printed | {"–"}


def test_two_regions_one_answer_apart_say_the_same(place: Path) -> None:
    region(place)
    first = region_says(place)
    answered(place, MORE)
    region(place)

    assert region_says(place) == first


def test_enough_newcomers_are_told_in_both(place: Path) -> None:
    region(place)
    answered(place, MANY + 40, extreme=False)
    region(place)

    assert region_says(place)[0] == str(MANY + 40)
    assert [item["respondents"] for item in published(place)] == [MANY, MANY + 40]
    build(place)
    assert own_says(place) == {str(MANY + 40)}
    assert len(published(place)) == 2


def differencing(place: Path) -> list[tuple[str, float]]:
    """What somebody works out who knows that one came between: that one's answers, from two published means."""
    releases = published(place)
    found = []
    for one, other in pairwise(releases):
        for (name, n, mean), (_, m, after) in zip(figures(one), figures(other), strict=True):
            if abs(m - n) < 5:
                found.append((name, m * after - n * mean))
    return found


def one_by_one(place: Path, steps: Sequence[Callable[[Path], object]]) -> None:
    """One comes between every two builds: every document says what the first one did."""
    said = []
    for more, step in enumerate(steps):
        answered(place, MANY + more)
        step(place)
        said.append(figures(published(place)[-1]))
    assert differencing(place) == []
    assert all(item == said[0] for item in said)


def test_no_answer_follows_from_three_documents(place: Path) -> None:
    one_by_one(place, (build, region, build))


@pytest.mark.long
@pytest.mark.parametrize("steps", list(product((build, region), repeat=4)))
def test_no_answer_follows_in_whatever_order(place: Path, steps: tuple[Callable[[Path], object], ...]) -> None:
    one_by_one(place, steps)


def test_the_tests_fail_without_the_memory(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs_region, "remember", lambda _: None)
    region(place)
    answered(place, MORE)
    build(place)

    assert region_says(place)[0] == str(MANY)
    assert own_says(place) == {str(MORE)}, "one answer apart from what the region said"


def test_a_dry_run_publishes_nothing(place: Path) -> None:
    given = [str(place / "inputs" / name) for name in (OWN, "svensk")]
    arguments = ["region", *given, "--name", NAME, "--outputs", str(place / "outputs"), "--dry-run"]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    assert not (place / "outputs").exists()


def test_an_unnamed_organisation_publishes_nothing(place: Path) -> None:
    set_field(place / "inputs" / OWN / "tyokirja.xlsx", {"Vertailu sallittu"}, "ei")
    region(place)

    assert not (place / "outputs" / OWN).exists()
    assert (place / "outputs" / "svensk" / KEPT).exists()


def test_a_region_stops_where_figures_cannot_be_remembered(place: Path) -> None:
    from pipeline.runs.holding import held

    region(place)
    answered(place, MANY + 40, extreme=False)
    before = (place / "outputs" / "koealue" / REGION).read_bytes()
    given = [str(place / "inputs" / name) for name in (OWN, "svensk")]
    arguments = ["region", *given, "--name", NAME, "--outputs", str(place / "outputs")]
    with held(place / "outputs" / OWN, to_write=True):
        result = CliRunner().invoke(main, arguments)

    assert result.exit_code == 4
    assert "OT005" in result.output
    assert (place / "outputs" / "koealue" / REGION).read_bytes() == before


def test_the_memory_of_somebody_else_meanwhile_is_not_overwritten(place: Path) -> None:
    from pipeline.runs.build import examine
    from pipeline.runs.project import open_project
    from pipeline.runs.publishing import Publication, remember
    from pipeline.runs.released import read_released

    project, _ = open_project(place / "inputs" / OWN, OWN)
    assert project is not None
    folder = place / "outputs" / OWN
    released = read_released(folder)
    examined = examine(project, released)
    publication = Publication(released, examined.survey, examined.answers)
    assert remember(publication) is None
    kept = (folder / KEPT).read_bytes()
    late = Publication(released, examined.survey, "other")

    fault = remember(late)
    assert fault is not None
    assert fault.code == "OT018"
    assert (folder / KEPT).read_bytes() == kept
    again = read_released(folder)
    assert remember(Publication(again, examined.survey, examined.answers)) is None
    assert (folder / KEPT).read_bytes() == kept
