"""How findings name many cells, and what is told of the columns that tell who answered."""

from pathlib import Path

import pytest
from survey_fixtures import NAMES, roadmap, two_levels, write_csv

from pipeline.survey import intake
from pipeline.survey.files.naming_cells import named_cells

N1, N2 = NAMES["N1"], NAMES["N2"]


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (0, ""),
        (1, "A1"),
        (10, "A1, A2, A3, A4, A5, A6, A7, A8, A9, A10"),
        (11, "A1, A2, A3, A4, A5, A6, A7, A8, A9, A10 … (+1)"),
        (31, "A1, A2, A3, A4, A5, A6, A7, A8, A9, A10 … (+21)"),
    ],
)
def test_all_cells_up_to_ten_are_named_and_of_more_how_many(count: int, told: str) -> None:
    assert named_cells([f"A{number}" for number in range(1, count + 1)]) == told


@pytest.mark.parametrize(
    ("ids", "told"),
    [(("1", "2"), False), (("1", "anonymous"), False), (("118234567890", "2"), True), (("x7k2", "x7k3"), True)],
)
def test_a_running_number_is_no_personal_datum(tmp_path: Path, ids: tuple[str, str], told: bool) -> None:
    path = write_csv(tmp_path / "a.csv", [["Respondent ID", N1, N2], [ids[0], 5, 4], [ids[1], 3, 2]])
    _, findings = intake.read([(path, path.name)], roadmap(levels=two_levels()))
    assert ("SV008" in {finding.code for finding in findings}) == told
