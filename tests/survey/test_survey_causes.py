"""One cause is told once: what waits for a person's answer is neither missing nor too small besides."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from survey_fixtures import NAMES, roadmap, two_levels, write_csv

from pipeline.survey import intake
from pipeline.survey.answers import Surveys
from pipeline.survey.scoring import score, with_baselines
from pipeline.vocabulary.model import Roadmap

N1, N2 = NAMES["N1"], NAMES["N2"]
WORDS = ("Heikko", "Välttävä", "Tyydyttävä", "Hyvä", "Erinomainen")
UP_TO_SEVEN = (1, 2, 3, 4, 5, 6, 7)


def told(
    tmp_path: Path, columns: Mapping[str, Sequence[object]], questions: Mapping[str, str] | None = None
) -> tuple[list[str], Surveys, Roadmap]:
    """The codes of everything that is told of a survey, from reading it to its baselines."""
    rows = [list(columns), *zip(*columns.values(), strict=True)]
    path = write_csv(tmp_path / "a.csv", rows)
    road = roadmap(levels=two_levels(), questions=questions)
    surveys, read = intake.read([(path, path.name)], road)
    result, scored = score(surveys, road)
    road, baselines = with_baselines(road, result, surveys)
    return [finding.code for finding in (*read, *scored, *baselines)], surveys, road


def test_another_scale_is_told_alone(tmp_path: Path) -> None:
    codes, surveys, _ = told(tmp_path, {N1: UP_TO_SEVEN * 5, N2: UP_TO_SEVEN * 5})
    assert set(codes) == {"SV017"}
    assert (surveys.waiting, surveys.fault, surveys.current) == ({"N1", "N2"}, "SV017", None)


def test_the_other_perspectives_keep_their_baselines(tmp_path: Path) -> None:
    codes, surveys, road = told(tmp_path, {N1: UP_TO_SEVEN * 5, N2: ("Hyvä",) * 35})
    assert set(codes) == {"SV017"}
    assert surveys.waiting == {"N1"}
    assert [level.baseline for level in road.levels] == [None, 4.0]


def test_columns_to_be_confirmed_stop_with_one_finding(tmp_path: Path) -> None:
    columns = {"Oma osaaminen digitaalisissa asioissa": WORDS * 2, "Laitteiden käyttö työssä": WORDS * 2}
    codes, surveys, _ = told(tmp_path, columns)
    assert set(codes) == {"SV032", "WB027"}
    assert codes.count("WB027") == 1
    assert (surveys.waiting, surveys.fault) == ({"N1", "N2"}, "")


@pytest.mark.parametrize(
    ("meaning", "codes"),
    [("N1; 1-7 käännetty", ["SV034"]), ("N99", ["WB027"]), ("omena", ["SV034"]), ("", ["WB027"])],
)
def test_a_row_to_be_mended_makes_its_column_wait(tmp_path: Path, meaning: str, codes: list[str]) -> None:
    """An id that there is not, and a row without a meaning, are told by the checks of the workbook."""
    found, surveys, _ = told(tmp_path, {N1: WORDS, N2: WORDS}, {N1: meaning})
    assert found == codes
    assert surveys.waiting == {"N1"}


def test_a_perspective_that_another_file_answers_does_not_wait(tmp_path: Path) -> None:
    rows = [[N1, N2], *[[grade, "Hyvä"] for grade in UP_TO_SEVEN * 5]]
    first = write_csv(tmp_path / "a.csv", rows)
    second = write_csv(tmp_path / "b.csv", [[N1, N2], *[["Hyvä", "Hyvä"]] * 6])
    surveys, _ = intake.read([(path, path.name) for path in (first, second)], roadmap(levels=two_levels()))
    assert surveys.waiting == frozenset()
