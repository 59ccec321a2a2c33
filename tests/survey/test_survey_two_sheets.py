"""Several sheets of answers in one workbook: one survey when their questions are the same, never dropped in silence."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from survey_fixtures import NAMES, roadmap, two_levels, write_xlsx

from pipeline.language import LANGUAGES, words
from pipeline.survey import intake
from pipeline.survey.answers import Answers
from pipeline.vocabulary.findings import Finding, Severity

HEADER = ["Toimiala", NAMES["N1"], NAMES["N2"]]
FIRST = [["Sivistys", 3, 4]] * 9
Rows = Sequence[Sequence[object]]


def read(path: Path) -> tuple[Answers, dict[str, Finding]]:
    surveys, findings = intake.read([(path, path.name)], roadmap(levels=two_levels()))
    for finding in findings:
        assert all(words(language).message(finding) for language in LANGUAGES)
    assert isinstance(surveys.current, Answers)
    return surveys.current, {finding.code: finding for finding in findings}


def test_sheets_with_the_same_questions_are_one_survey(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [HEADER, *FIRST], "Yksi", Toinen=[HEADER, *[["Sivistys", 1, 1]] * 8])
    answers, findings = read(path)
    assert answers.respondents == 17
    (told,) = findings.values()  # no days tell whether both are this year's
    assert (told.code, told.place.sheet) == ("SV055", "Yksi")
    assert told.values["names"] == "a.xlsx (Yksi), a.xlsx (Toinen)"


def test_the_workbook_tells_of_one_sheet_that_it_is_the_last_survey(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [HEADER, *FIRST], "Yksi", Toinen=[HEADER, *[["Sivistys", 1, 1]] * 8])
    road = roadmap(
        levels=two_levels(), questions={"a.xlsx (Toinen)": "edellinen kysely", "a.xlsx (Yksi)": "tämä kysely"}
    )
    surveys, findings = intake.read([(path, path.name)], road)
    assert isinstance(surveys.current, Answers)
    assert isinstance(surveys.previous, Answers)
    assert (surveys.current.respondents, surveys.previous.respondents) == (9, 8)
    assert [finding.code for finding in findings] == ["SV026"]


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ([["Sivistys", number, 4] for number in range(1, 6)], [["Sivistys", 2, 4]], "SV020"),
        (FIRST, FIRST[:5], "SV062"),
        (FIRST, [["Sivistys", 1, 1, "kyllä"]], "SV062"),
        (FIRST, [["Sivistys", 3.2, 2.9]], "SV020"),
    ],
)
def test_copies_are_left_out_and_doubt_is_an_error(tmp_path: Path, first: Rows, second: Rows, code: str) -> None:
    header = [*HEADER, "Oma kysymys"][: len(second[0])]
    answers, findings = read(write_xlsx(tmp_path / "a.xlsx", [HEADER, *first], "Yksi", Toinen=[header, *second]))
    assert answers.respondents == len(first)
    assert findings[code].place.sheet == "Toinen"
    assert (findings[code].severity is Severity.ERROR) == (code == "SV062")


def test_sheets_of_two_years_are_two_surveys(tmp_path: Path) -> None:
    sheets = [[["Vastauspäivä", *HEADER], *[[f"{year}-10-05", *row] for row in FIRST]] for year in (2026, 2024)]
    path = write_xlsx(tmp_path / "a.xlsx", sheets[0], "Nyt", Ennen=sheets[1])
    surveys, _ = intake.read([(path, path.name)], roadmap(levels=two_levels()))
    assert isinstance(surveys.current, Answers)
    assert isinstance(surveys.previous, Answers)
    assert (surveys.current.respondents, surveys.previous.respondents) == (9, 9)
