"""Multiple choices, backgrounds and open answers: how tools write them, and what is kept of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest
from survey_fixtures import ASKED, NAMES, START, coded, read_current, roadmap, two_levels, write_csv, write_xlsx

from pipeline.survey.answers import Answers
from pipeline.survey.columns.backgrounds import service_name
from pipeline.survey.columns.choices import parted
from pipeline.vocabulary.findings import Finding, Place

N1, N2 = ASKED["N1"], ASKED["N2"]
QUESTION = "Mitkä ovat tärkeimmät hyödyt?"


def take(
    folder: Path, header: Sequence[object], rows: Sequence[Sequence[object]], **questions: str
) -> tuple[Answers, dict[str, Finding]]:
    """The answers of a table whose two last columns are N1 and N2, all rated 3; and the findings, the last of a code."""
    table = [[*header, N1, N2], *([*row, 3, 3] for row in rows)]
    return take_table(folder, table, {key.replace("_", " "): value for key, value in questions.items()})


def take_table(
    folder: Path, table: Sequence[Sequence[object]], questions: dict[str, str]
) -> tuple[Answers, dict[str, Finding]]:
    road = roadmap(levels=two_levels(), questions=questions)
    answers, findings = read_current([(write_xlsx(folder / "a.xlsx", table), "a.xlsx")], road)
    assert answers is not None
    return answers, {finding.code: finding for finding in findings}


# --- multiple choices -------------------------------------------------------------------------------------------------

PICKED = (
    {"Säästö", "Laatu"},
    {"Säästö"},
    {"Laatu", "Uudet palvelut, etenkin verkossa"},
    set(),
    {"Säästö", "Laatu", "Uudet palvelut, etenkin verkossa"},
)
OPTIONS = ("Säästö", "Laatu", "Uudet palvelut, etenkin verkossa")


def listed(picked: set[str]) -> list[str]:
    return [option for option in OPTIONS if option in picked]


@pytest.mark.parametrize(
    "join",
    [
        lambda items: "".join(f"{item};" for item in items),
        lambda items: ";".join(items),
        lambda items: "; ".join(items),
        lambda items: ", ".join(items),
        lambda items: "\n".join(items),
    ],
)
def test_options_joined_in_one_cell(tmp_path: Path, join: object) -> None:
    rows = [[join(listed(picked)) or None] for picked in PICKED] * 4  # type: ignore[operator]
    answers, findings = take(tmp_path, [QUESTION], rows)
    (choice,) = answers.choices
    assert (choice.question, choice.chosen) == (QUESTION, tuple(map(frozenset, PICKED)) * 4)
    assert findings["SV036"].values == {"column": QUESTION, "count": 3}
    answers, findings = take_table(
        tmp_path, [[QUESTION, N1, N2], *([*row, 3, 3] for row in rows)], {QUESTION: "monivalinta"}
    )
    assert answers.choices == (choice,)
    assert findings == {}


@pytest.mark.parametrize(
    ("header", "chosen", "left"),
    [
        ([f"{QUESTION} [{option}]" for option in OPTIONS], "Y", None),
        ([f"{QUESTION} [{option}]" for option in OPTIONS], 1, 0),
        ([f"{QUESTION} [{option}]" for option in OPTIONS], "x", None),
    ],
)
def test_a_column_for_each_option(tmp_path: Path, header: list[str], chosen: object, left: object) -> None:
    rows = [[chosen if option in picked else left for option in OPTIONS] for picked in PICKED]
    answers, findings = take(tmp_path, header, rows)
    assert [choice.chosen for choice in answers.choices] == [tuple(map(frozenset, PICKED))]
    assert findings["SV036"].values == {"column": QUESTION, "count": 3}


def test_a_column_for_each_option_with_the_options_own_text_as_surveymonkey_writes_it(tmp_path: Path) -> None:
    table = [
        ["Respondent ID", "Collector ID", "Start Date", QUESTION, None, None, N1, N2],
        [None, None, None, *OPTIONS, "Response", "Response"],
        *(
            [1000 + n, 7, START, *(option if option in picked else None for option in OPTIONS), 3, 3]
            for n, picked in enumerate(PICKED)
        ),
    ]
    answers, _ = take_table(tmp_path, table, {})
    assert [choice.chosen for choice in answers.choices] == [tuple(map(frozenset, PICKED))]


def test_yes_and_no_are_a_multiple_choice_only_when_declared(tmp_path: Path) -> None:
    table = [
        [*(f"{QUESTION} [{option}]" for option in OPTIONS), N1, N2],
        *([*("Kyllä" if option in picked else "Ei" for option in OPTIONS), 3, 3] for picked in PICKED),
    ]
    assert take_table(tmp_path, table, {})[0].choices == ()
    answers, findings = take_table(tmp_path, table, {QUESTION: "monivalinta"})
    assert [choice.chosen for choice in answers.choices] == [tuple(map(frozenset, PICKED))]
    assert findings == {}


def test_options_that_can_not_be_parted_are_told_at_the_declaration(tmp_path: Path) -> None:
    rows = [[f"Ajatus {n}, toinen {n}, kolmas {n}"] for n in range(60)]
    answers, findings = take(tmp_path, ["Kysymys"], rows, Kysymys="monivalinta")
    assert answers.choices == ()
    assert findings["SV035"].values["count"] == 60


def test_what_somebody_typed_beside_many_options_is_no_option() -> None:
    cells = [";".join(f"Vaihtoehto {(n + m) % 30}" for m in range(4)) + f";Oma ajatus {n}" for n in range(300)]
    found = parted(cells)
    assert found is not None
    assert {option.split()[0] for options in found.values() for option in options} == {"Vaihtoehto"}


def test_choices_of_one_option_are_no_multiple_choice(tmp_path: Path) -> None:
    rows = [["Kyllä, usein"], ["Ei, koskaan"]] * 10
    assert take(tmp_path, ["Käytätkö etäpalveluja?"], rows)[0].choices == ()


# --- backgrounds ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "background"),
    [
        ("Toimiala", "sector"),
        ("Din sektor", "sector"),
        ("Oletko esihenkilö?", "role"),
        ("Roll", "role"),
        ("Are you a manager?", "role"),
        ("Palvelusvuodet", "service"),
        ("Hur länge har du arbetat i kommunen?", "service"),
        ("4. Years of service:", "service"),
    ],
)
def test_backgrounds_are_known_by_their_headers(tmp_path: Path, header: str, background: str) -> None:
    answers, findings = take(tmp_path, [header], [["a"], ["b"]] * 3)
    assert answers.backgrounds == {background: ("a", "b") * 3}
    assert findings == {}


def test_the_unit_serves_as_the_sector_where_there_is_none_and_that_is_told(tmp_path: Path) -> None:
    answers, findings = take(tmp_path, ["Osasto"], [["a"], ["b"]])
    assert answers.backgrounds == {"sector": ("a", "b")}
    assert findings["SV005"].values["meaning"] == "declare.use.sector"
    answers, findings = take(tmp_path, ["Osasto", "Toimiala"], [["a", "x"], ["b", "y"]])
    assert answers.backgrounds == {"sector": ("x", "y"), "unit": ("a", "b")}
    assert findings == {}
    answers, findings = take(tmp_path, ["Osasto"], [["a"], ["b"]], Osasto="yksikkö")
    assert answers.backgrounds == {"unit": ("a", "b")}
    assert findings == {}


def test_a_header_of_two_backgrounds_is_neither(tmp_path: Path) -> None:
    header = "Minkä toimialan tai työyksikön väkeä olet?"
    answers, findings = take(tmp_path, [header], [["a"], ["b"]] * 3)
    assert answers.backgrounds == {}
    assert findings["SV033"].values["meaning"] == "declare.use.sector"
    assert findings["SV033"].values["other"] == "declare.use.unit"


def test_what_only_may_be_a_role_is_asked_about(tmp_path: Path) -> None:
    header = "Millaista tukea esihenkilö antaa?"
    answers, findings = take(tmp_path, [header], [["Neuvoja"], ["Aikaa"]] * 3)
    assert answers.backgrounds == {}
    assert findings["SV032"].values == {"column": header, "meaning": "declare.use.role", "confidence": 100, "why": ""}
    answers, findings = take(tmp_path, ["Esihenkilöni tukee minua"], [["Samaa mieltä"], ["Eri mieltä"]] * 3)
    assert (answers.backgrounds, set(findings)) == ({}, {"SV007"})


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        (0, "0–2"),
        (2.9, "0–2"),
        ("3", "3–5"),
        ("7 vuotta", "6–10"),
        ("10 år", "6–10"),
        ("12,5 v.", "11–20"),
        (21, "> 20"),
        ("alle 5 vuotta", "alle 5 vuotta"),
        ("1–3 vuotta", "1–3 vuotta"),
        (2015, ""),
        ("2015", ""),
        (None, ""),
        ("EOS", ""),
        (dt.date(2026, 2, 1), ""),
        ("maija.mallikas@esimerkkila.example", ""),
    ],
)
def test_years_of_service(cell: object, name: str) -> None:
    assert service_name(cell) == name  # type: ignore[arg-type]


def test_answers_that_name_no_group_are_told_by_their_cells(tmp_path: Path) -> None:
    rows = [[dt.datetime(2026, 2, 1)], ["3–5"], [2015], ["salainen@esimerkkila.example"], [None], ["EOS"], [7]]  # noqa: DTZ001
    answers, findings = take(tmp_path, ["Palvelusvuodet"], rows)
    assert answers.backgrounds["service"] == ("", "3–5", "", "", "", "", "6–10")
    assert (findings["SV035"].values["count"], findings["SV035"].values["cells"]) == (3, "A2, A4, A5")
    assert "salainen" not in repr(findings)


def test_a_background_in_two_columns_is_an_error(tmp_path: Path) -> None:
    _, findings = take(tmp_path, ["A", "B"], [["x", "y"]], A="toimiala", B="toimiala")
    assert findings["SV004"].values == {"column": "B", "meaning": "declare.use.sector"}


# --- open answers -----------------------------------------------------------------------------------------------------

OPEN = "Mitä muuta haluat sanoa?"
TEXTS = ["Ohjelmat ovat hitaita ja niitä on liikaa.", None, "Koulutusta pitäisi olla enemmän kaikille."]


def test_open_answers_stay_out_unless_they_may_be_published(tmp_path: Path) -> None:
    table = [[OPEN, N1, N2], *([text, 3, 3] for text in TEXTS)]
    for meaning in ("", "avoin"):
        answers, findings = take_table(tmp_path, table, {OPEN: meaning} if meaning else {})
        assert answers.open_answers == ()
        assert set(findings) == (set() if meaning else {"SV037"})
    answers, findings = take_table(tmp_path, table, {OPEN: "avoin; julkaistaan"})
    (question,) = answers.open_answers
    assert (question.question, question.texts) == (OPEN, (TEXTS[0], "", TEXTS[2]))
    assert question.places[2] == Place("a.xlsx", "Sheet1", "A4")
    assert findings == {}


def test_no_answer_stands_in_a_repr(tmp_path: Path) -> None:
    answers, _ = take_table(tmp_path, [[OPEN, N1, N2], *([text, 3, 3] for text in TEXTS)], {OPEN: "avoin; julkaistaan"})
    assert "Ohjelmat" not in repr(answers)


def test_a_few_people_on_a_longer_scale_are_not_counted_on_ours(tmp_path: Path) -> None:
    rows = [[NAMES["N1"], NAMES["N2"], NAMES["N3"]], *([grade, 3, 4] for grade in (7, 7, 6, 6, 5, 5, 5, 4, 4, 4, 3, 5))]
    answers, findings = read_current([(write_csv(tmp_path / "a.csv", rows), "a.csv")], roadmap())
    assert "SV017" in {finding.code for finding in findings}
    assert answers is None or not any(map(any, coded(answers).get("N1", ())))
