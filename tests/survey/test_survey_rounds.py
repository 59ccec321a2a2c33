"""Several files: one survey, the last one, still earlier ones; who only tried the survey out."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest
from survey_fixtures import NAMES, coded, forms_rows, roadmap, two_levels, write_csv, write_xlsx
from tool_exports import PEOPLE, Row, google_forms, microsoft_forms, surveymonkey, write

from pipeline.language import LANGUAGES, words
from pipeline.survey import intake
from pipeline.survey.answers import Answers, Surveys
from pipeline.survey.columns.stamps import stamp
from pipeline.survey.files.grid import Cell
from pipeline.survey.one_file import FileRead
from pipeline.survey.rounds import APART, rounds
from pipeline.vocabulary.findings import Finding, Place, has_errors

N1, N2 = NAMES["N1"], NAMES["N2"]
DAY = dt.date(2026, 10, 5)


def read(*paths: Path) -> tuple[Surveys, dict[str, list[Finding]]]:
    surveys, findings = intake.read([(path, path.name) for path in paths], roadmap(levels=two_levels()))
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        assert all(words(language).message(finding) for language in LANGUAGES)
        by_code.setdefault(finding.code, []).append(finding)
    return surveys, by_code


def answered(path: Path, day: dt.date, header: Sequence[object] = (N1, N2), row: Sequence[object] = (4, 3)) -> Path:
    return write_csv(path, [["Vastauspäivä", *header], [day.isoformat(), *row], [day.isoformat(), *row]])


def names(answers: object) -> tuple[str, ...]:
    assert isinstance(answers, Answers)
    return answers.files


# --- days tell surveys apart ------------------------------------------------------------------------------------------


def test_the_last_survey_is_known_by_its_days(tmp_path: Path) -> None:
    this = [answered(tmp_path / "a.csv", DAY), answered(tmp_path / "b.csv", DAY - dt.timedelta(days=20))]
    last = answered(tmp_path / "c.csv", DAY - dt.timedelta(days=20 + APART), row=(2, 1))
    older = answered(tmp_path / "d.csv", DAY - dt.timedelta(days=1000))
    surveys, findings = read(older, this[0], last, this[1])
    assert names(surveys.current) == ("a.csv", "b.csv")
    assert names(surveys.previous) == ("c.csv",)
    assert isinstance(surveys.previous, Answers)
    assert coded(surveys.previous) == {"N1": (b"\2\2",), "N2": (b"\1\1",)}
    told = [
        (finding.place.file, str(finding.values["what"]), str(finding.values["codes"])) for finding in findings["SV026"]
    ]
    assert told == [("c.csv", "round.last", "round.nothing"), ("d.csv", "round.older", "round.nothing")]
    assert set(findings) == {"SV026"}


def test_files_less_than_that_apart_are_one_survey(tmp_path: Path) -> None:
    files = [answered(tmp_path / f"{days}.csv", DAY - dt.timedelta(days=days)) for days in (0, APART - 1)]
    surveys, findings = read(*files)
    assert names(surveys.current) == ("0.csv", "119.csv")
    assert surveys.previous is None
    assert findings == {}


def test_years_tell_surveys_apart_where_days_and_months_are_open(tmp_path: Path) -> None:
    both = [
        write_csv(tmp_path / f"{year}.csv", [["Vastauspäivä", N1, N2], [f"3/1/{year}", 3, 3], [f"3/9/{year}", 3, 3]])
        for year in ("26", "24")
    ]
    surveys, findings = read(*both)
    assert (names(surveys.current), names(surveys.previous)) == (("26.csv",), ("24.csv",))
    assert isinstance(surveys.current, Answers)
    assert (surveys.current.first_day, surveys.current.last_day) == (None, None)
    assert set(findings) == {"SV026"}


def test_files_whose_days_are_not_known_are_joined(tmp_path: Path) -> None:
    first = answered(tmp_path / "a.csv", DAY)
    second = write_csv(tmp_path / "b.csv", [["Vastauspäivä", N1, N2], ["", 1, 1], ["", 2, 2]])
    surveys, findings = read(first, second)
    assert names(surveys.current) == ("a.csv", "b.csv")
    assert isinstance(surveys.current, Answers)
    assert (surveys.current.first_day, surveys.current.last_day) == (None, None)
    (told,) = findings["SV055"]
    assert told.place == Place("b.csv")
    assert (told.values["respondents"], told.values["files"]) == (4, "a.csv 2, b.csv 2")


def test_days_of_an_earlier_year_are_doubted_unless_the_files_overlap(tmp_path: Path) -> None:
    first = answered(tmp_path / "a.csv", dt.date(2026, 1, 20))
    earlier = answered(tmp_path / "b.csv", dt.date(2025, 12, 5))
    assert set(read(first, earlier)[1]) == {"SV055"}
    days = [["2025-12-05", 3, 3], ["2026-01-21", 3, 3]]
    overlapping = write_csv(tmp_path / "c.csv", [["Vastauspäivä", N1, N2], *days])
    assert read(first, overlapping)[1] == {}


@pytest.mark.parametrize(
    ("meaning", "current", "last"),
    [
        ("edellinen kysely", ("a.csv",), ("2. kysely 2025.csv",)),
        ("Föregående enkät", ("a.csv",), ("2. kysely 2025.csv",)),
        ("previous survey", ("a.csv",), ("2. kysely 2025.csv",)),
        ("tämä kysely", ("a.csv", "2. kysely 2025.csv"), None),
    ],
)
def test_the_workbook_tells_which_survey_a_file_is(
    tmp_path: Path, meaning: str, current: tuple[str, ...], last: tuple[str, ...] | None
) -> None:
    rows = [[N1, N2], [2, 1], [1, 2]]
    files = [answered(tmp_path / "a.csv", DAY), write_csv(tmp_path / "2. kysely 2025.csv", rows)]
    for typed in ("2. kysely 2025.csv", "2. Kysely 2025"):
        road = roadmap(levels=two_levels(), questions={typed: meaning})
        surveys, findings = intake.read([(path, path.name) for path in files], road)
        assert names(surveys.current) == current
        assert surveys.previous is None if last is None else names(surveys.previous) == last
        assert [finding.code for finding in findings] == (["SV026"] if last else [])


def test_a_file_said_to_be_this_survey_is_so_whatever_its_days(tmp_path: Path) -> None:
    files = [answered(tmp_path / "a.csv", DAY), answered(tmp_path / "b.csv", DAY - dt.timedelta(days=900))]
    road = roadmap(levels=two_levels(), questions={"b.csv": "this survey"})
    surveys, findings = intake.read([(path, path.name) for path in files], road)
    assert (names(surveys.current), findings) == (("a.csv", "b.csv"), ())


def test_a_file_that_the_workbook_names_but_is_not_there_is_told(tmp_path: Path) -> None:
    road = roadmap(levels=two_levels(), questions={"toinen.csv": "edellinen kysely"})
    file = answered(tmp_path / "a.csv", DAY)
    assert [finding.code for finding in intake.read([(file, file.name)], road)[1]] == ["SV009"]


def test_a_title_or_a_sheets_name_tells_the_last_survey(tmp_path: Path) -> None:
    titled = write_csv(tmp_path / "b.csv", [["Edellinen kysely"], [N1, N2], [2, 1], [1, 2]])
    named = write_xlsx(tmp_path / "b.xlsx", [[N1, N2], [2, 1], [1, 2]], title="Föregående enkät")
    for path in (titled, named):
        surveys, findings = read(answered(tmp_path / "a.csv", DAY), path)
        assert names(surveys.previous) == (path.name,)
        assert set(findings) == {"SV026"}


def test_a_fault_in_the_last_survey_is_a_warning(tmp_path: Path) -> None:
    last = answered(tmp_path / "last.csv", DAY - dt.timedelta(days=700), header=("Ruoka", "Viihtyvyys"))
    surveys, findings = read(answered(tmp_path / "this.csv", DAY), last)
    assert names(surveys.current) == ("this.csv",)
    assert surveys.previous is None
    assert findings["SV027"] == [Finding("SV027", Place("last.csv"), {"code": "SV018"})]
    assert findings["SV026"][0].values["codes"] == "SV007, SV018"
    assert not has_errors(finding for group in findings.values() for finding in group)


def test_a_part_of_the_last_survey_that_cannot_be_understood_is_left_out(tmp_path: Path) -> None:
    rows = [["Vastauspäivä", N1, N2], *[["2024-10-05", grade, "Hyvä"] for grade in (1, 2, 3, 4, 5, 6, 7)] * 5]
    surveys, findings = read(answered(tmp_path / "this.csv", DAY), write_csv(tmp_path / "last.csv", rows))
    assert isinstance(surveys.previous, Answers)
    assert surveys.previous.respondents == 35
    assert list(surveys.previous.statements) == ["N2"]
    assert [(finding.place.cell, finding.values["code"]) for finding in findings["SV027"]] == [("B1", "SV017")]


def test_the_rows_of_kysymykset_may_be_of_the_last_survey_only(tmp_path: Path) -> None:
    last = answered(tmp_path / "last.csv", DAY - dt.timedelta(days=700), header=("Vanha kysymys", N2))
    road = roadmap(levels=two_levels(), questions={"Vanha kysymys": "N1"})
    surveys, findings = intake.read([(path, path.name) for path in (answered(tmp_path / "a.csv", DAY), last)], road)
    assert isinstance(surveys.previous, Answers)
    assert list(surveys.previous.statements) == ["N1", "N2"]
    assert {finding.code for finding in findings} == {"SV026"}


def test_rounds_keep_the_order_of_the_files() -> None:
    def file(name: str, first: int, last: int) -> FileRead:
        start = dt.date(2024, 1, 1)
        return FileRead(name, days=(start + dt.timedelta(days=first), start + dt.timedelta(days=last)))

    found = rounds([file("a", 0, 10), file("b", 500, 510), FileRead("c"), file("d", 390, 400), file("e", 520, 530)])
    assert [[item.name for item in files] for files in (found.this, found.last, found.older)] == [
        ["b", "c", "d", "e"], ["a"], []
    ]  # fmt: skip


def test_a_long_survey_reaches_the_next(tmp_path: Path) -> None:
    days = [DAY - dt.timedelta(days=400), DAY - dt.timedelta(days=30)]
    long = write_csv(tmp_path / "long.csv", [["Vastauspäivä", N1, N2], *[[day.isoformat(), 3, 3] for day in days]])
    between = answered(tmp_path / "between.csv", DAY - dt.timedelta(days=200))
    surveys, _ = read(long, between, answered(tmp_path / "now.csv", DAY))
    assert names(surveys.current) == ("long.csv", "between.csv", "now.csv")


# --- the same answers in two files --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (microsoft_forms(PEOPLE), microsoft_forms(PEOPLE, csv_style=True)),
        (surveymonkey(PEOPLE), surveymonkey(PEOPLE, expanded=True)),
        (google_forms(PEOPLE), google_forms(PEOPLE, stamp="Timestamp")),
    ],
)
def test_one_export_as_workbook_and_as_csv_counts_once(tmp_path: Path, first: list[Row], second: list[Row]) -> None:
    surveys, findings = read(write(tmp_path / "a.xlsx", first), write(tmp_path / "b.csv", second))
    assert isinstance(surveys.current, Answers)
    assert surveys.current.respondents == len(PEOPLE)
    values = findings["SV014"][0].values
    assert (values["count"], values["copies"], values["files"]) == (5, 5, "a.xlsx, b.csv")


def test_answers_in_the_same_second_are_two_people_unless_they_say_the_same(tmp_path: Path) -> None:
    time = "2026/10/15 8:36:00 AM EET"
    one = write_csv(tmp_path / "a.csv", [["Aikaleima", N1, N2], [time, 5, 4], [time, 5, 4]], ",")
    other = write_csv(tmp_path / "b.csv", [["Aikaleima", N1, N2], [time, 1, 1]], ",")
    surveys, findings = read(one, other)
    assert isinstance(surveys.current, Answers)
    assert surveys.current.respondents == 3
    assert "SV014" not in findings


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        (dt.datetime(2026, 7, 2, 13, 5, 0, 3), (26, 2, 7, 13, 5, 0)),  # noqa: DTZ001
        (dt.datetime(2026, 7, 2, 13, 4, 59, 999_999), (26, 2, 7, 13, 5, 0)),  # noqa: DTZ001
        ("7/2/26 13:05:00", (26, 2, 7, 13, 5, 0)),
        ("07/02/2026 01:05:00 PM", (26, 2, 7, 13, 5, 0)),
        ("2026/07/02 12:05:00 AM EET", (26, 2, 7, 0, 5, 0)),
        ("2026-07-02T13:05:00.000Z", (26, 2, 7, 13, 5, 0)),
        ("2.7.2026 klo 13.05", (26, 2, 7, 13, 5)),
        ("2.7.2026", None),
        (dt.date(2026, 7, 2), None),
        ("ennen 2.7.2026 13.05", None),
        (None, None),
    ],
)
def test_a_moment_is_the_same_however_it_is_written(cell: Cell, moment: tuple[int, ...] | None) -> None:
    assert stamp(cell) == moment


# --- who only tried the survey ----------------------------------------------------------------------------------------


def test_test_answers_are_told_and_counted(tmp_path: Path) -> None:
    rows = forms_rows([[5, 4]] * 4, ["Sivistys"] * 4, emails=["maija@esimerkkila.fi", "testi.1@esimerkkila.fi",
                                                            "contest@esimerkkila.fi", "kalle@test.fi"])  # fmt: skip
    rows[1][4], rows[4][4] = "Testi Testaaja", "Testamentti Teppo"
    surveys, findings = read(write_xlsx(tmp_path / "a.xlsx", rows))
    assert isinstance(surveys.current, Answers)
    assert surveys.current.respondents == 4
    assert findings["SV030"] == [Finding("SV030", Place("a.xlsx", "Sheet1"), {"count": 2, "rows": "2, 3"})]
