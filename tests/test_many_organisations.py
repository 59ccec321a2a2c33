"""Invented organisations by the hundred: each its own, all of them sound, the same each time, and none of them real."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

import pytest

from pipeline.municipalities.table import municipalities
from pipeline.runs.batch import check_all
from pipeline.runs.options import Outcome
from pipeline.vocabulary.findings import Severity
from pipeline.vocabulary.model import Language
from pipeline.workbook.reading import read
from tools.many.invented import name_of, organisation
from tools.many_organisations import MUNICIPALITIES, make_many


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return make_many(tmp_path_factory.mktemp("many"), 24)


def test_they_have_nothing_to_correct(folders: list[Path]) -> None:
    for outcome in check_all(map(str, folders)):
        if isinstance(outcome, Outcome):
            assert [item.code for item in outcome.findings if item.severity is not Severity.NOTE] == []


def test_each_has_content_of_its_own(folders: list[Path]) -> None:
    books = [read(folder / "tyokirja.xlsx", "") for folder in folders]
    roadmaps = [roadmap for roadmap, _ in books if roadmap is not None]
    assert len({roadmap.organisation.name for roadmap in roadmaps}) == len(folders)
    assert len({tuple(str(action.name) for action in roadmap.actions) for roadmap in roadmaps}) == len(folders)
    assert len({len(roadmap.actions) for roadmap in roadmaps}) > 8
    assert len({len(roadmap.goals) for roadmap in roadmaps}) > 3
    assert len({roadmap.organisation.languages for roadmap in roadmaps}) > 3
    assert {roadmap.organisation.comparison_allowed for roadmap in roadmaps} == {True, False}
    assert len({(folder / "kysely.csv").read_bytes() for folder in folders}) == len(folders)


def test_the_same_each_time_whatever_their_number(folders: list[Path]) -> None:
    digest = [hashlib.sha256((folder / "tyokirja.xlsx").read_bytes()).digest() for folder in folders]
    anew = [organisation(number, 1) for number in range(3)]
    assert [hashlib.sha256(item.workbook).digest() for item in anew] == digest[:3]
    assert organisation(0, 2).workbook != anew[0].workbook


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_none_of_them_is_a_real_municipality(language: Language) -> None:
    names = {name_of(number, language)[0] for number in range(MUNICIPALITIES)}
    assert len(names) == MUNICIPALITIES
    assert names.isdisjoint(name for item in municipalities() for name in item.names.values())


def test_they_are_made_quickly(tmp_path: Path) -> None:
    make_many(tmp_path / "warm", 12)
    began = time.process_time()
    make_many(tmp_path / "many", 12)
    assert time.process_time() - began < 12 * 0.05
