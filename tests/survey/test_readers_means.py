"""Tables of means: whose they are, their rows, and what can't be used; survey tools' reports refused with advice."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from survey_fixtures import NAMES, roadmap, two_levels, write_csv, write_xlsx

from pipeline.language import LANGUAGES, words
from pipeline.survey import intake
from pipeline.survey.answers import Answers, MeanRow, MeansTable, Surveys
from pipeline.survey.intake import looks_like_survey
from pipeline.vocabulary.findings import Finding, Place, Term

N1, N2 = NAMES["N1"], NAMES["N2"]
Rows = Sequence[Sequence[object]]


def read(*paths: Path) -> tuple[Surveys, list[Finding]]:
    surveys, findings = intake.read([(path, path.name) for path in paths], roadmap(levels=two_levels()))
    for finding in findings:
        for language in LANGUAGES:
            assert words(language).message(finding)
            assert words(language).hint(finding)
    return surveys, list(findings)


def current(path: Path) -> MeansTable:
    surveys, findings = read(path)
    assert findings == []
    assert isinstance(surveys.current, MeansTable)
    return surveys.current


def problems(findings: Sequence[Finding]) -> dict[str, str]:
    """What each table of means can't be used for, by the cell."""
    assert {finding.code for finding in findings} <= {"SV031"}
    return {finding.place.cell: str(finding.values["problem"]).removeprefix("means.") for finding in findings}


# --- rows and columns -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "more"),
    [
        (["Näkökulma", "n", "Keskiarvo"], [1, 2, 3, 4, 5, "EOS"]),
        (["Perspektiv", "Antal svar", "Medelvärde"], ["Svag", "Försvarlig", "Nöjaktig", "God", "Utmärkt", "Vet inte"]),
        (["Perspective", "Responses", "Mean"], ["1 = Poor", "2 = Fair", "3", "4", "Excellent (5)", "Don't know"]),
    ],
)
@pytest.mark.parametrize("write", [write_xlsx, write_csv])
def test_means_with_counts(tmp_path: Path, header: list[object], more: list[object], write: object) -> None:
    rows = [[*header, *more], [N1, 10, "3,4", 1, 1, 3, 3, 2, 2], ["N2", 9, "3.0", 2, 1, 3, 1, 2, 0]]
    path = write(tmp_path / ("a.xlsx" if write is write_xlsx else "a.csv"), rows)  # type: ignore[operator]
    assert current(path).rows == (MeanRow("N1", 10, 3.4, (1, 1, 3, 3, 2), 2), MeanRow("N2", 9, 3.0, (2, 1, 3, 1, 2)))
    assert looks_like_survey(path)


@pytest.mark.parametrize(
    ("n", "cells", "row"),
    [
        (40, ["10 %", "10%", "30,0 %", "30 %", "20 %", None], MeanRow("N1", 40, 3.4, (4, 4, 12, 12, 8))),
        (40, [0.1, 0.1, 0.3, 0.3, 0.2, None], MeanRow("N1", 40, 3.4, (4, 4, 12, 12, 8))),
        (7, [14, 14, 14, 29, 29, None], MeanRow("N1", 7, 3.4, (1, 1, 1, 2, 2))),
        (100, [10, 10, 30, 30, 20, None], MeanRow("N1", 100, 3.4, (10, 10, 30, 30, 20))),
        (50, ["8 %", "8 %", "24 %", "24 %", "16 %", "20 %"], MeanRow("N1", 40, 3.4, (4, 4, 12, 12, 8), 10)),
        (40, ["10 %", "10 %", "30 %", "30 %", "20 %", "20 %"], MeanRow("N1", 40, 3.4, (4, 4, 12, 12, 8), 10)),
        (12, [1, 1, 3, 3, 2, 2], MeanRow("N1", 10, 3.4, (1, 1, 3, 3, 2), 2)),
        (None, [1, 1, 3, 3, 2, 0], MeanRow("N1", 10, 3.4, (1, 1, 3, 3, 2))),
        ("2 535", [None] * 6, MeanRow("N1", 2535, 3.4)),
    ],
)
def test_distributions_as_counts_and_as_percentages(
    tmp_path: Path, n: object, cells: list[object], row: MeanRow
) -> None:
    rows = [["Näkökulma", "n", "Keskiarvo", 1, 2, 3, 4, 5, "EOS"], [N1, n, 3.4, *cells], [N2, 40, 3.0]]
    assert current(write_xlsx(tmp_path / "a.xlsx", rows)).rows[0] == row


@pytest.mark.parametrize(
    ("n", "cells", "told"),
    [
        (30, [1, 2, 4, 2, 1, None], ("D2", "counts")),
        (30, ["2 %", "2 %", "4 %", "2 %", "2 %", None], ("D2", "counts")),
        (30, ["0 %", "0 %", "0 %", "0 %", "0 %", None], ("D2", "distribution")),
        (0, ["10 %", "20 %", "40 %", "20 %", "10 %", None], ("B2", "no_n")),
        (0, [0, 0, 0, 0, 0, None], ("B2", "no_n")),
        (None, ["10 %", "20 %", "40 %", "20 %", "10 %", None], ("B2", "no_n")),
        (30, [3, 6, 12, 6, 3, "9" * 400], ()),
        (30, ["9" * 400, 6, 12, 6, 3, None], ("D2", "counts")),
        ("1" + "0" * 400, [3, 6, 12, 6, 3, None], ()),
        (30, [3, 6, 12, 7, 2, None], ()),
        (30, [3, 6, 12, 5, 4, None], ()),
        (30, [3, 6, 12, 8, 1, None], ("D2", "distribution")),
    ],
)
def test_a_distribution_that_contradicts_itself_is_told(
    tmp_path: Path, n: object, cells: list[object], told: tuple[str, str]
) -> None:
    rows = [["Näkökulma", "n", "Keskiarvo", 1, 2, 3, 4, 5, "EOS"], [N1, n, 3.0, *cells], [N2, 40, 3.0]]
    _, findings = read(write_csv(tmp_path / "a.csv", rows))
    assert problems(findings) == (dict([told]) if told else {})


def test_whole_numbers_of_a_hundred_are_shares_only_when_something_tells(tmp_path: Path) -> None:
    header = ["Näkökulma", "n", "Keskiarvo", 1, 2, 3, 4, 5]
    steps = [10, 20, 40, 20, 10]
    surveys, findings = read(write_csv(tmp_path / "a.csv", [header, [N1, 104, 3.0, *steps], [N2, 104, 3.0, *steps]]))
    assert problems(findings) == {"D2": "shares", "D3": "shares"}
    assert isinstance(surveys.current, MeansTable)
    assert surveys.current.rows == (MeanRow("N1", 104, 3.0), MeanRow("N2", 104, 3.0))
    rows = current(write_csv(tmp_path / "b.csv", [header, [N1, 200, 3.0, *steps], [N2, 210, 3.0, *steps]])).rows
    assert [row.counts for row in rows] == [(20, 40, 80, 40, 20), (21, 42, 84, 42, 21)]


def test_a_distribution_belongs_to_this_surveys_mean_wherever_that_stands(tmp_path: Path) -> None:
    header = ["Näkökulma", "Edellinen keskiarvo", "Keskiarvo", "n", 1, 2, 3, 4, 5]
    rows = [header, *([name, 2.9, 3.0, 30, 3, 6, 12, 6, 3] for name in (N1, N2))]
    surveys, findings = read(write_csv(tmp_path / "a.csv", rows))
    assert problems(findings) == {"B2": "no_n", "B3": "no_n"}
    assert isinstance(surveys.current, MeansTable)
    assert surveys.current.rows == tuple(MeanRow(id_, 30, 3.0, (3, 6, 12, 6, 3)) for id_ in ("N1", "N2"))
    assert surveys.previous is None


def test_steps_named_in_a_second_header_row(tmp_path: Path) -> None:
    rows = [
        ["Näkökulma", "n", "Keskiarvo", "Jakauma"],
        [None, None, None, 1, 2, 3, 4, 5],
        [N1, 10, 3.4, 1, 1, 3, 3, 2],
        [N2, 10, 3.0, 2, 2, 2, 2, 2],
    ]
    assert [row.counts for row in current(write_xlsx(tmp_path / "a.xlsx", rows)).rows] == [
        (1, 1, 3, 3, 2), (2, 2, 2, 2, 2)
    ]  # fmt: skip


def test_rows_that_cannot_be_used_are_told_at_their_cells(tmp_path: Path) -> None:
    rows = [
        ["Näkökulma", "n", "Keskiarvo", 1, 2, 3, 4, 5],
        [N1, 40, 3.0],
        ["Ruokalan viihtyisyys", 40, 3.0],
        [N1, 40, 3.0],
        [N2, 40, 5.5],
        ["N2", None, 3.0],
        [N2, 10, 3.4, 9, 1, 0, 0, 0],
        [N2, 40, None],
        ["Yhteensä", 80, 3.0],
    ]
    surveys, findings = read(write_xlsx(tmp_path / "a.xlsx", rows))
    assert problems(findings) == {
        "A3": "unknown", "A4": "twice", "C5": "outside", "B6": "no_n", "D7": "distribution"
    }  # fmt: skip
    assert isinstance(surveys.current, MeansTable)
    assert surveys.current.rows == (MeanRow("N1", 40, 3.0),)


# --- whose means ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "of", "name", "respondents", "organisations"),
    [
        ("Kysely 2026, 40 vastaajaa", "current", "2026", 40, None),
        ("Edellinen kysely 2023 (n = 38)", "previous", "2023", 38, None),
        ("Föregående enkät 2023, 38 svarande", "previous", "2023", 38, None),
        ("Previous survey 2023: 38 respondents", "previous", "2023", 38, None),
        ("Vertailuryhmä: Keksityt kunnat 2025, n = 2 535, 24 kuntaa", "reference", "Keksityt kunnat 2025", 2535, 24),
        ("Jämförelsegrupp: Påhittade kommuner, 24 kommuner", "reference", "Påhittade kommuner", None, 24),
        ("Reference group: Invented towns, 24 municipalities", "reference", "Invented towns", None, 24),
        ("Digikyselyn keskiarvot", "current", "", None, None),
        ("Edellinen kysely 2023 Vastaajia 30", "previous", "2023", 30, None),
        ("Kysely 1.3.2023 vastaajia 30", "current", "2023", 30, None),
        ("Henkilöstökysely 2023 vastaajaa yhteensä 30", "current", "2023", 30, None),
        ("Enkät 2023 svar", "current", "2023", None, None),
        ("Enkät 2023, svar från 24 kommuner", "current", "2023", None, 24),
        ("Vertailu: 2023 kunnan henkilöstö", "reference", "2023 kunnan henkilöstö", None, None),
        ("Kysely 2026, vastaajia: 2023", "current", "2026", 2023, None),
        ("Kysely 2026, 20–30 vastaajaa", "current", "2026", None, None),
    ],
)
def test_the_title_tells_whose_means_they_are(
    tmp_path: Path, title: str, of: str, name: str, respondents: int | None, organisations: int | None
) -> None:
    rows = [[title], [], ["Näkökulma", "n", "Keskiarvo"], [N1, 30, 3.1], [N2, 30, 2.9]]
    path = write_csv(tmp_path / "a.csv", rows)
    surveys, findings = read(path)
    found = getattr(surveys, of)
    means = (MeanRow("N1", 30, 3.1), MeanRow("N2", 30, 2.9))
    assert found == MeansTable(of, means, name, respondents, organisations, "a.csv")  # type: ignore[arg-type]
    assert findings == []


def test_the_sheets_name_and_the_headers_tell_too(tmp_path: Path) -> None:
    own = [["Näkökulma", "Keskiarvo", "Edellinen keskiarvo", "n", "n"], [N1, 3.1, 2.8, 30, 25], [N2, 2.9, 2.7, 30, 25]]
    others = [["Näkökulma", "n", "ka."], [N1, 500, 3.3], [N2, 500, 3.2]]
    surveys, findings = read(write_xlsx(tmp_path / "a.xlsx", own, "Tulokset", Vertailukunnat=others))
    assert findings == []
    means = {table.of: [(row.n, row.mean) for row in table.rows]
             for table in (surveys.current, surveys.previous, surveys.reference) if isinstance(table, MeansTable)}  # fmt: skip
    assert means == {
        "current": [(30, 3.1), (30, 2.9)], "previous": [(25, 2.8), (25, 2.7)], "reference": [(500, 3.3), (500, 3.2)]
    }  # fmt: skip


def test_respondents_of_the_title_stand_for_a_missing_column_of_n(tmp_path: Path) -> None:
    rows = [["Vertailu"], ["Vastaajia", 2535], ["Näkökulma", "Keskiarvo"], [N1, 3.1], [N2, "2,9"]]
    path = write_xlsx(tmp_path / "a.xlsx", rows)
    surveys, _ = read(path)
    assert surveys.reference is not None
    assert surveys.reference.rows == (MeanRow("N1", 2535, 3.1), MeanRow("N2", 2535, 2.9))
    assert looks_like_survey(path)


def test_organisations_may_stand_in_a_column(tmp_path: Path) -> None:
    rows = [["Vertailu"], ["Näkökulma", "n", "Keskiarvo", "Kuntia"], [N1, 30, 3.1, 24], [N2, 30, 2.9, 24]]
    surveys, _ = read(write_xlsx(tmp_path / "a.xlsx", rows))
    assert surveys.reference is not None
    assert surveys.reference.organisations == 24


def test_answers_win_over_means_and_the_first_table_over_the_second(tmp_path: Path) -> None:
    means = [["Näkökulma", "n", "Keskiarvo"], [N1, 30, 3.1], [N2, 30, 2.9]]
    answers = write_csv(tmp_path / "answers.csv", [[N1, N2], [5, 4], [3, 2]])
    own = write_csv(tmp_path / "own.csv", means)
    others = [write_csv(tmp_path / f"{name}.csv", [["Vertailu"], *means]) for name in ("first", "second")]
    surveys, findings = read(answers, own, *others)
    assert isinstance(surveys.current, Answers)
    assert surveys.reference is not None
    assert surveys.reference.file == "first.csv"
    assert findings == [
        Finding("SV031", Place("own.csv"), {"problem": Term("means.answers")}),
        Finding("SV031", Place("second.csv"), {"problem": Term("means.second")}),
    ]


def test_means_beside_the_answers_in_one_workbook(tmp_path: Path) -> None:
    means = [["Näkökulma", "n", "Keskiarvo"], [N1, 38, 3.1], [N2, 38, 2.9]]
    path = write_xlsx(tmp_path / "a.xlsx", [[N1, N2], [5, 4], [3, 2]], "Vastaukset", Edellinen=means)
    surveys, findings = read(path)
    assert isinstance(surveys.current, Answers)
    assert isinstance(surveys.previous, MeansTable)
    assert findings == []


def test_a_mean_that_somebody_added_to_the_answers_makes_no_table_of_means(tmp_path: Path) -> None:
    rows = [["Toimiala", N1, N2, "Keskiarvo"], ["Sivistys", 5, 4, 4.5], ["Tekninen", 3, 2, 2.5]]
    surveys, findings = read(write_xlsx(tmp_path / "a.xlsx", rows))
    assert isinstance(surveys.current, Answers)
    assert surveys.current.respondents == 2
    assert [finding.code for finding in findings] == ["SV007"]


def test_means_of_a_projects_own_perspectives_look_like_a_survey_and_other_means_do_not(tmp_path: Path) -> None:
    own = [["Näkökulma", "n", "Keskiarvo"], ["Hankkeen oma asia", 30, 3.1], ["Toinen oma asia", 30, 2.9]]
    other = [["Kunta", "Yhteensä", "Keskiarvo"], ["Esimerkkilä", 30, 3.1], ["Keksittylä", 30, 2.9]]
    assert looks_like_survey(write_csv(tmp_path / "own.csv", own))
    assert not looks_like_survey(write_csv(tmp_path / "other.csv", other))


# --- reports ----------------------------------------------------------------------------------------------------------

REPORTS: dict[str, Rows] = {
    "surveymonkey": [
        [f"Q1. {N1}"], ["Answer Choices", "Responses", None], ["Heikko", "5.00%", 2], ["Hyvä", "95.00%", 38],
        [None, "Answered", 40], [None, "Skipped", 0],
    ],
    "limesurvey": [
        ["Number of records in this query:", 40], ["Field summary for Q01", None], [N1, None],
        ["Answer", "Count", "Percentage"], ["Heikko (A1)", 2, "5.00%"], ["Hyvä (A4)", 38, "95.00%"],
    ],
    "webropol": [
        ["Perusraportti"], ["Vastaajien kokonaismäärä: 123"], ["1. Toimialasi"], [None, "n", "Prosentti"],
        ["Sivistys", 40, "33 %"], ["Tekninen", 83, "67 %"],
    ],
    "microsoft_forms": [
        ["Digikysely", None, None], ["Vastauksia", "Keskimääräinen suoritusaika", "Tila"], [40, "06:12", "Aktiivinen"],
        [41, "06:12", "Aktiivinen"],
    ],
    "google_forms": [["Yhteenveto vastauksista"], ["Vaihtoehto", "Määrä"], ["Heikko", 2], ["Hyvä", 38]],
    "any": [["Vastaus", "Lukumäärä", "Prosentti"], ["Heikko", 2, "5 %"], ["Hyvä", 38, "95 %"]],
}  # fmt: skip


@pytest.mark.parametrize("tool", REPORTS)
def test_a_report_is_refused_with_what_to_export(tmp_path: Path, tool: str) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", REPORTS[tool])
    surveys, findings = read(path)
    assert surveys == Surveys(fault="SV025")
    assert findings == [
        Finding(
            "SV025",
            Place("a.xlsx", "Sheet1"),
            {"report": Term(f"report.{tool}"), "advice": Term(f"report.advice.{tool}")},
        )
    ]
    assert looks_like_survey(path)


def test_answers_beside_a_report_are_read(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", REPORTS["any"], "Raportti", Vastaukset=[[N1, N2], [5, 4], [3, 2]])
    surveys, findings = read(path)
    assert isinstance(surveys.current, Answers)
    assert [finding.code for finding in findings] == ["SV020"]
