"""Each tool's export, in its shape and with its traps, to the same answers."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest
from survey_fixtures import FORMS_META, NAMES, coded, read_current, roadmap, write_csv, write_xlsx
from tool_exports import (
    BENEFITS,
    BLOCK,
    OPTIONS,
    PEOPLE,
    QUESTIONS,
    SECTOR,
    Respondent,
    Row,
    generic,
    google_forms,
    limesurvey,
    microsoft_forms,
    surveymonkey,
    webropol,
    write,
)

from pipeline.survey.answers import Answers
from pipeline.survey.columns.scale import DONT_KNOW, MISSING
from pipeline.survey.files.opening import open_tables
from pipeline.survey.files.table import Table
from pipeline.survey.intake import looks_like_survey
from pipeline.survey.one_file import READERS, understood
from pipeline.survey.readers.export import Export
from pipeline.vocabulary.findings import Finding, Place
from pipeline.vocabulary.model import Level, Roadmap

IDS = ("N1", "N2", "N3")
GRADES = {"N1": [5, 4, 2, 3, 1], "N2": [4, MISSING, 2, 5, 3], "N3": [3, DONT_KNOW, 1, 5, MISSING]}
SECTORS = ("Sivistys", "Sivistys", "Tekninen", "Tekninen", "Hallinto")
DAYS = (dt.date(2026, 10, 15), dt.date(2026, 10, 19))
MAPPED = {"T1": "toimiala", "K1": "N1", "K2": "N2", "K3": "N3", "H1": "ohitetaan", "H2": "ohitetaan", "H3": "ohitetaan"}
LIMESURVEY_CODES = {"G01": "toimiala"} | {f"Q01[SQ00{number}]": f"N{number}" for number in (1, 2, 3)}
EXPORTS: dict[str, tuple[list[Row], str]] = {
    "forms.xlsx": (microsoft_forms(PEOPLE), "microsoft_forms"),
    "forms.csv": (microsoft_forms(PEOPLE, csv_style=True), "microsoft_forms"),
    "limesurvey-both.csv": (limesurvey(PEOPLE), "limesurvey"),
    "limesurvey-both.xlsx": (limesurvey(PEOPLE), "limesurvey"),
    "limesurvey-text.csv": (limesurvey(PEOPLE, style="text"), "limesurvey"),
    "limesurvey-code.csv": (limesurvey(PEOPLE, style="code"), "limesurvey"),
    "surveymonkey.xlsx": (surveymonkey(PEOPLE), "surveymonkey"),
    "surveymonkey-numeric.csv": (surveymonkey(PEOPLE, numeric=True), "surveymonkey"),
    "surveymonkey-expanded.xlsx": (surveymonkey(PEOPLE, expanded=True), "surveymonkey"),
    "surveymonkey-expanded.csv": (surveymonkey(PEOPLE, expanded=True), "surveymonkey"),
    "surveymonkey-expanded-numeric.csv": (surveymonkey(PEOPLE, expanded=True, numeric=True), "surveymonkey"),
    "google.csv": (google_forms(PEOPLE), "google_forms"),
    "google.xlsx": (google_forms(PEOPLE, stamp="Tidsstämpel", grid=False), "google_forms"),
    "webropol.xlsx": (webropol(PEOPLE), "webropol"),
    "webropol.csv": (webropol(PEOPLE, two_rows=True), "webropol"),
    "webropol-numbers.xlsx": (webropol(PEOPLE, values="number", two_rows=True), "webropol"),
    "own.csv": (generic(PEOPLE), "generic"),
    "own.xlsx": (generic(PEOPLE), "generic"),
}


def road(**more: object) -> Roadmap:
    return roadmap(levels=tuple(Level(id=id_, name=NAMES[id_], target=4) for id_ in IDS), **more)  # type: ignore[arg-type]


def take(path: Path, **more: object) -> tuple[Answers, dict[str, list[Finding]]]:
    """The answers of one file, and the findings by code."""
    answers, findings = read_current([(path, path.name)], road(**more))
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    return answers, by_code  # type: ignore[return-value]


def columns(answers: Answers) -> dict[str, list[int]]:
    """The codes of the one statement of each perspective."""
    return {id_: list(codes) for id_, (codes,) in coded(answers).items()}


def table(path: Path) -> Table:
    (only,), _ = open_tables(path, path.name)
    return only


def export(path: Path) -> Export:
    return understood(table(path))


# --- all tools alike --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EXPORTS)
def test_the_same_answers_from_every_tool(tmp_path: Path, name: str) -> None:
    rows, tool = EXPORTS[name]
    questions = MAPPED if tool == "generic" else LIMESURVEY_CODES if "code" in name else {}
    answers, _ = take(write(tmp_path / name, rows, tool=tool), questions=questions)
    assert columns(answers) == GRADES
    assert answers.backgrounds["sector"] == SECTORS
    assert (answers.first_day, answers.last_day) == DAYS


@pytest.mark.parametrize("name", EXPORTS)
def test_each_tool_is_recognised_by_its_own_reader_first(tmp_path: Path, name: str) -> None:
    rows, tool = EXPORTS[name]
    path = write(tmp_path / name, rows, tool=tool)
    first = next(reader for reader in READERS if reader.recognises(table(path)))
    assert getattr(first, "__name__", "").rpartition(".")[2] == tool
    assert looks_like_survey(path)


# --- Microsoft Forms --------------------------------------------------------------------------------------------------


def test_forms_quiz_and_language_columns_are_no_questions(tmp_path: Path) -> None:
    first = [1, "7/2/26 11:00:22", "7/14/26 9:00:00", "anonymous", "", "", "suomi", 5, "Hyvä;", "", 3, ""]
    header = [*FORMS_META, "Last modified time", "Language", "Total points", QUESTIONS[0],
              f"Points - {QUESTIONS[0]}", f"{QUESTIONS[1]}", f"Feedback - {QUESTIONS[1]}"]  # fmt: skip
    answers, findings = take(write_csv(tmp_path / "a.csv", [header, first], ",", "cp1252"))
    assert columns(answers) == {"N1": [4], "N2": [3]}
    assert (answers.first_day, answers.last_day) == (dt.date(2026, 7, 14), dt.date(2026, 7, 14))
    assert set(findings) == {"SV003"}


def test_a_question_for_the_name_is_a_name_as_forms_numbers_it(tmp_path: Path) -> None:
    header = [*FORMS_META, "Name2", QUESTIONS[0]]
    path = write(tmp_path / "a.csv", [header, [1, "2026-10-15", "2026-10-15", "anonymous", "", "Maija M", 5]])
    assert take(path)[1]["SV008"][0].values == {"count": 1, "columns": "Name"}


def test_forms_in_unknown_words_knows_the_time_of_the_last_change(tmp_path: Path) -> None:
    header = ["Nummer", "Begin", "Ende", "Post", "Wer", "Geändert", QUESTIONS[0]]
    time = dt.datetime(2026, 10, 15, 9)  # noqa: DTZ001
    rows = [header, [1, time, time, "anonymous", None, None, 4], [2, time, time, "anonymous", None, time, 5]]
    found = export(write_xlsx(tmp_path / "a.xlsx", rows))
    assert [column.title for column in found.questions] == [QUESTIONS[0]]
    assert found.roles == {0: "id", 1: "started", 2: "completed", 3: "email", 4: "name", 5: "technical"}


def test_a_question_that_forms_numbers_can_be_mapped_by_its_number(tmp_path: Path) -> None:
    header = [*FORMS_META, QUESTIONS[0], f"{QUESTIONS[0]}2"]
    path = write(tmp_path / "a.csv", [header, [1, "2026-10-15", "2026-10-15", "anonymous", "", 5, 1]])
    assert [finding.place.cell for finding in take(path)[1]["SV004"]] == ["G1"]
    answers, findings = take(path, questions={f"{QUESTIONS[0]}2": "ohitetaan"})
    assert columns(answers) == {"N1": [5]}
    assert set(findings) == {"SV003"}


# --- LimeSurvey -------------------------------------------------------------------------------------------------------


def test_limesurvey_responses_never_submitted_are_left_out_and_told(tmp_path: Path) -> None:
    unfinished = [Respondent((1, 1, 1), "Hallinto")] * 2
    path = write(tmp_path / "a.csv", limesurvey(PEOPLE, unfinished=unfinished), tool="limesurvey")
    answers, findings = take(path)
    assert columns(answers) == GRADES
    assert findings["SV029"] == [Finding("SV029", Place("a.csv"), {"count": 2})]


def test_limesurvey_headers_are_known_by_code_row_and_question(tmp_path: Path) -> None:
    found = export(write(tmp_path / "a.csv", limesurvey(PEOPLE), tool="limesurvey")).questions
    assert (found[1].code, found[1].header) == ("Q01[SQ001]", (BLOCK, QUESTIONS[0]))
    assert found[1].title == f"Q01[SQ001]. {BLOCK}: [{QUESTIONS[0]}]"
    assert [column.header for column in found[4:7]] == [(BENEFITS, option) for option in OPTIONS]


@pytest.mark.parametrize("style", ["both", "text"])
def test_a_comment_on_a_question_does_not_answer_it(tmp_path: Path, style: str) -> None:
    rows = [
        [
            "id. Response ID",
            "submitdate. Date submitted",
            f"N1. {QUESTIONS[0]}",
            f"N1[comment]. {QUESTIONS[0]}: [Comment]",
        ]
    ]
    if style == "text":
        rows = [["Response ID", "Date submitted", QUESTIONS[0], f"{QUESTIONS[0]} [Kommentti]"]]
    rows += [["1", "2026-10-15 09:00:00", "5", "3"], ["2", "2026-10-15 09:00:00", "4", ""]]
    answers, findings = take(write(tmp_path / "a.csv", rows, tool="limesurvey"))
    assert columns(answers) == {"N1": [5, 4]}
    assert "SV004" not in findings


def test_limesurvey_times_of_pages_and_questions_are_technical(tmp_path: Path) -> None:
    header = ["id", "submitdate", "N1", "N1Time", "groupTime12", "interviewtime"]
    found = export(
        write(tmp_path / "a.csv", [header, ["1", "2026-10-15", "5", "4.5", "12.1", "40"]], tool="limesurvey")
    )
    assert [column.title for column in found.questions] == ["N1"]


def test_limesurvey_that_may_not_tell_the_day_tells_none(tmp_path: Path) -> None:
    rows = [["id", "submitdate", "N1"], ["1", "1980-01-01 00:00:00", "5"], ["2", "1980-01-01 00:00:00", "4"]]
    answers, findings = take(write(tmp_path / "a.csv", rows, tool="limesurvey"))
    assert (answers.respondents, answers.first_day, answers.last_day) == (2, None, None)
    assert "SV029" not in findings


def test_headers_of_codes_alone_say_what_to_do(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", limesurvey(PEOPLE, style="code"), tool="limesurvey")
    answers, findings = take(path)
    assert answers is None
    assert findings["SV028"] == [Finding("SV028", Place("a.csv", cell="F1"), {"column": "G01"})]
    assert "SV018" not in findings


# --- SurveyMonkey -----------------------------------------------------------------------------------------------------


def test_surveymonkey_answers_in_columns_become_one_column(tmp_path: Path) -> None:
    found = export(write(tmp_path / "a.xlsx", surveymonkey(PEOPLE, expanded=True)))
    folded = [column for column in found.questions if column.header[0] == QUESTIONS[2]]
    assert [column.cells for column in folded] == [("Tyydyttävä", "En osaa sanoa", "Heikko", "Erinomainen", None)]


def test_options_that_somebody_chose_two_of_stay_columns(tmp_path: Path) -> None:
    rows = [
        ["Respondent ID", "Collector ID", "Mikä kuvaa meitä?", None, None],
        [None, None, "Heikko", "Hyvä", "Erinomainen"],
        [1001, 1, "Heikko", "Hyvä", None],
        [1002, 1, None, "Hyvä", None],
    ]
    found = export(write(tmp_path / "a.xlsx", rows))
    assert [column.header[-1] for column in found.questions] == ["Heikko", "Hyvä", "Erinomainen"]


def test_noughts_say_that_an_answer_was_not_chosen(tmp_path: Path) -> None:
    rows = [
        ["Respondent ID", "Collector ID", QUESTIONS[0], None, None],
        [None, None, "Heikko", "Hyvä", "Erinomainen"],
        [1001, 1, 0, 1, 0],
        [1002, 1, 0, 0, 1],
        [1003, 1, None, None, None],
    ]
    (found,) = export(write(tmp_path / "a.xlsx", rows)).questions
    assert (found.header, found.cells) == ((QUESTIONS[0],), ("Hyvä", "Erinomainen", None))


def test_rows_of_a_matrix_with_their_answers_become_one_column_each(tmp_path: Path) -> None:
    lower = [f"{question} - {answer}" for question in QUESTIONS[:2] for answer in ("Heikko", "Hyvä")]
    rows = [
        ["Respondent ID", "Collector ID", BLOCK, None, None, None],
        [None, None, *lower],
        [1001, 1, "Heikko", None, None, "Hyvä"],
        [1002, 1, None, "Hyvä", None, None],
    ]
    found = export(write(tmp_path / "a.xlsx", rows)).questions
    assert [(column.header, column.cells) for column in found] == [
        ((BLOCK, QUESTIONS[0]), ("Heikko", "Hyvä")),
        ((BLOCK, QUESTIONS[1]), ("Hyvä", None)),
    ]


def test_surveymonkey_with_one_header_row(tmp_path: Path) -> None:
    upper, lower, *people = surveymonkey(PEOPLE)
    header = [f"{BLOCK} - {below}" if below in QUESTIONS else above for above, below in zip(upper, lower, strict=True)]
    answers, _ = take(write(tmp_path / "a.csv", [header[:10], *(row[:10] for row in people)]))
    assert columns(answers) == GRADES


def test_two_header_rows_under_a_lone_id(tmp_path: Path) -> None:
    rows = [
        ["RespondentID", "Toimialasi", BENEFITS, None, None, BLOCK, None],
        [None, "Response", *OPTIONS, *QUESTIONS[:2]],
        [3292879998, "Sivistys", OPTIONS[0], OPTIONS[1], None, "Hyvä", "Heikko"],
        [3292879538, "Tekninen", OPTIONS[0], None, OPTIONS[2], None, "Hyvä"],
        [3292765271, "Tekninen", OPTIONS[0], OPTIONS[1], None, "Heikko", "Hyvä"],
    ]
    answers, findings = take(write_csv(tmp_path / "a.csv", rows))
    assert columns(answers) == {"N1": [4, MISSING, 1], "N2": [1, 4, 4]}
    assert answers.backgrounds["sector"] == ("Sivistys", "Tekninen", "Tekninen")
    assert findings["SV036"][0].values == {"column": BENEFITS, "count": 3}


# --- Google Forms -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stamp", ["Timestamp", "Aikaleima", "Tidsstämpel"])
def test_google_forms_in_each_language(tmp_path: Path, stamp: str) -> None:
    found = export(write(tmp_path / "a.csv", google_forms(PEOPLE, stamp=stamp)))
    assert [column.header for column in found.questions[:2]] == [(SECTOR,), (BLOCK, QUESTIONS[0])]
    assert found.roles == {0: "completed"}


def test_choices_joined_by_commas_are_handed_on_as_they_stand(tmp_path: Path) -> None:
    found = export(write(tmp_path / "a.csv", google_forms(PEOPLE)))
    (benefits,) = [column for column in found.questions if column.title == BENEFITS]
    assert benefits.cells[2] == ", ".join(OPTIONS)


# --- Webropol and tables of one's own ---------------------------------------------------------------------------------


def test_webropol_titles_and_means_are_no_answers(tmp_path: Path) -> None:
    found = table(write(tmp_path / "a.xlsx", webropol(PEOPLE, two_rows=True)))
    assert (found.titles, found.header_row, found.rows) == (
        ("Digikysely 2026", "Esimerkkilän kunta Raakadata"), 5, (6, 7, 8, 9, 10)
    )  # fmt: skip
    assert found.totals == (11,)


def test_a_shared_beginning_is_the_question_of_its_rows(tmp_path: Path) -> None:
    found = export(write(tmp_path / "a.xlsx", webropol(PEOPLE))).questions
    assert [column.header for column in found[1:5]] == [
        *((BLOCK, text) for text in QUESTIONS),
        (BENEFITS, OPTIONS[0]),
    ]
    assert found[1].title == f"{BLOCK}: {QUESTIONS[0]}"


def test_the_longest_shared_beginning_is_the_question(tmp_path: Path) -> None:
    rows: Sequence[Row] = [[f"Kunta: arvioi: {text}" for text in QUESTIONS], [5, 4, 3], [4, 3, 2]]
    found = export(write_xlsx(tmp_path / "a.xlsx", rows)).questions
    assert [column.header for column in found] == [("Kunta: arvioi", text) for text in QUESTIONS]


def test_a_lone_colon_parts_no_header(tmp_path: Path) -> None:
    found = export(write_xlsx(tmp_path / "a.xlsx", [["Arvioi: osaaminen", "Muuta"], [5, "x"], [4, "y"]])).questions
    assert [column.header for column in found] == [("Arvioi: osaaminen",), ("Muuta",)]


def test_the_mapping_sheet_knows_a_column_by_its_whole_header_or_its_row(tmp_path: Path) -> None:
    whole, row = f"{BLOCK} [Osaan käyttää laitteita]", "Saan tukea"
    rows = [
        ["Aikaleima", whole, f"{BLOCK} [{row}]"],
        ["2026/10/15 9:00:00 AM EET", 5, 1],
        ["2026/10/15 9:00:00 AM EET", 4, 2],
    ]
    answers, findings = take(write(tmp_path / "a.csv", rows), questions={whole: "N1", row: "N2"})
    assert columns(answers) == {"N1": [5, 4], "N2": [1, 2]}
    assert set(findings) == {"SV003"}
