"""Exports to answers: columns matched, people forgotten, files joined, everything told."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from survey_fixtures import (
    ASKED,
    NAMES,
    WORDS,
    coded,
    forms_rows,
    read_current,
    roadmap,
    two_levels,
    write_csv,
    write_xlsx,
)

from pipeline.language import LANGUAGES, words
from pipeline.survey.answers import Answers
from pipeline.survey.columns.scale import DONT_KNOW, MISSING
from pipeline.survey.intake import looks_like_survey
from pipeline.vocabulary.findings import Finding, Place
from pipeline.vocabulary.model import Level, Question, Roadmap

N1, N2 = ASKED["N1"], ASKED["N2"]


def take(road: Roadmap, *paths: Path) -> tuple[Answers, dict[str, list[Finding]]]:
    """The answers, and the findings by code; each finding must have words in every language."""
    answers, findings = read_current([(path, path.name) for path in paths], road)
    for finding in findings:
        for language in LANGUAGES:
            assert words(language).message(finding)
            assert words(language).hint(finding)
            assert words(language).text("findings", f"{finding.code}.explanation")
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    return answers, by_code  # type: ignore[return-value]


def small(**more: Any) -> Roadmap:
    return roadmap(levels=two_levels(), **more)


def column(answers: Answers, perspective: str) -> list[int]:
    (codes,) = coded(answers)[perspective]
    return list(codes)


# --- Microsoft Forms --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("write", [write_xlsx, write_csv])
def test_forms_export_is_read(tmp_path: Path, write: Any) -> None:
    answers = [["Erinomainen"] * 11, ["En osaa sanoa"] * 11, [None, *["Heikko"] * 10]]
    path = write(tmp_path / f"a.{'xlsx' if write is write_xlsx else 'csv'}", forms_rows(answers, ["Sivistys"] * 3))
    read_answers, findings = take(roadmap(), path)
    assert read_answers.respondents == 3
    assert column(read_answers, "N1") == [5, DONT_KNOW, MISSING]
    assert column(read_answers, "N11") == [5, DONT_KNOW, 1]
    assert list(coded(read_answers)) == list(NAMES)
    assert read_answers.backgrounds["sector"] == ("Sivistys",) * 3
    assert (read_answers.first_day, read_answers.last_day) == (dt.date(2026, 10, 5), dt.date(2026, 10, 5))
    assert findings == {}


@pytest.mark.parametrize(
    "meta",
    [
        ("Id", "Aloitusaika", "Valmistumisaika", "Sähköposti", "Nimi"),
        ("ID", "Starttid", "Slutförandetid", "E-post", "Namn"),
        ("Tunniste", "Kello A", "Kello B", "Osoite", "Kuka"),
    ],
)
def test_forms_in_other_words_is_known_by_place_and_type(tmp_path: Path, meta: Sequence[str]) -> None:
    emails = [f"maija.meikalainen{index}@esimerkkila.fi" for index in range(3)]
    path = write_xlsx(tmp_path / "a.xlsx", forms_rows([[5, 4]] * 3, ["Sivistys"] * 3, meta=meta, emails=emails))
    answers, findings = take(small(), path)
    assert column(answers, "N2") == [4, 4, 4]
    assert answers.first_day == dt.date(2026, 10, 5)
    assert findings["SV008"][0].values == {"count": 2, "columns": f"{meta[3]}; {meta[4]}"}


def test_a_question_that_forms_numbers_is_the_same_question(tmp_path: Path) -> None:
    rows = forms_rows([[5, 4]] * 3, ["Sivistys"] * 3)
    for index, row in enumerate(rows):
        row.append(f"{N1}2" if index == 0 else 1)
    _, findings = take(small(), write_xlsx(tmp_path / "a.xlsx", rows))
    assert [finding.place.cell for finding in findings["SV004"]] == ["I1"]


# --- matching ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header",
    [
        N1,
        NAMES["N1"],
        "Digiosaaminen",
        "N1",
        "3. henkilökohtainen  digitaalinen osaamisesi:",
        "Q3 Henkilökohtainen digitaalinen\nosaamisesi",
        "N1: Henkilökohtainen\u00a0digitaalinen osaaminen*",
        "Din personliga digitala kompetens",
        "Digital skills",
        "Arvioi asteikolla 1–5 [Henkilökohtainen digitaalinen osaamisesi]",
    ],
)
def test_exact_headers_in_every_known_wording(tmp_path: Path, header: str) -> None:
    answers, findings = take(small(), write_xlsx(tmp_path / "a.xlsx", [[header, N2], [5, 1], [4, 2]]))
    assert column(answers, "N1") == [5, 4]
    assert findings == {}


@pytest.mark.parametrize(
    "header", ["Henkilökohtainen digiosaamisesi", "Arvioi asteikolla 1–5: Henkilökohtainen digitaalinen osaamisesi"]
)
def test_a_near_header_is_taken_and_told(tmp_path: Path, header: str) -> None:
    answers, findings = take(
        small(), write_xlsx(tmp_path / "a.xlsx", [["Toimiala", header, N2], ["a", 5, 1], ["a", 4, 2]])
    )
    assert column(answers, "N1") == [5, 4]
    (told,) = findings["SV005"]
    assert told.place == Place("a.xlsx", "Sheet1", "B1")
    assert (told.values["column"], told.values["label"], told.values["meaning"]) == (header, N1, "N1")
    assert 68 <= int(told.values["confidence"]) < 100


def test_a_near_header_whose_answers_are_no_grades_is_not_taken(tmp_path: Path) -> None:
    rows = [["Henkilökohtainen digiosaamisesi", N2], ["kaipaan koulutusta", 1], ["hyvin menee", 2]]
    answers, findings = take(small(), write_xlsx(tmp_path / "a.xlsx", rows))
    assert list(coded(answers)) == ["N2"]
    assert [finding.values["id"] for finding in findings["SV003"]] == ["N1"]
    assert findings["SV037"][0].values == {"count": 1, "columns": "Henkilökohtainen digiosaamisesi"}


def test_two_headers_near_the_same_perspective_are_neither(tmp_path: Path) -> None:
    rows = [
        ["Henkilökohtainen digiosaamisesi", "Henkilökohtainen digitaalinen osaaminen nyt", N2],
        [5, 3, 1],
        [4, 3, 2],
    ]
    answers, findings = take(small(), write_xlsx(tmp_path / "a.xlsx", rows))
    assert list(coded(answers)) == ["N2"]
    assert set(findings) == {"SV032"}


def test_a_header_between_two_perspectives_is_neither(tmp_path: Path) -> None:
    levels = (
        Level(id="N1", name="Verkkopalvelujen laatu kunnassa"),
        Level(id="N2", name="Verkkopalvelujen taso kunnassa"),
    )
    rows = [["Verkkopalvelujen tila kunnassa", "Verkkopalvelujen taso kunnassa"], [5, 1], [4, 2]]
    answers, _ = take(roadmap(levels=levels), write_xlsx(tmp_path / "a.xlsx", rows))
    assert list(coded(answers)) == ["N2"]


def test_a_projects_own_perspectives_do_not_take_the_default_names_of_their_ids(tmp_path: Path) -> None:
    levels = (Level(id="N1", name="Johtaminen ja strategia"), Level(id="N2", name="Sähköiset palvelut"))
    rows = [[NAMES["N1"], "Johtaminen ja strategia", NAMES["N8"]], [5, 1, 2], [4, 2, 3]]
    answers, findings = take(roadmap(levels=levels), write_xlsx(tmp_path / "a.xlsx", rows))
    assert column(answers, "N1") == [1, 2]
    assert column(answers, "N2") == [2, 3]
    assert findings["SV007"][0].values["columns"] == NAMES["N1"]


@pytest.mark.parametrize(
    "meanings", [("N1", "toimiala", "ohitetaan"), ("n1", "sektor", "hoppas över"), ("N1", "sector", "skip")]
)
def test_the_mapping_sheet_comes_first(tmp_path: Path, meanings: tuple[str, ...]) -> None:
    questions = dict(zip(("Q1", " työpaikkasi: ", N1), meanings, strict=True))
    rows = [["Q1", "Työpaikkasi", N1, N2], [5, "Koulu", 1, 2], [4, "Päiväkoti", 1, 2]]
    answers, findings = take(small(questions=questions), write_xlsx(tmp_path / "a.xlsx", rows))
    assert column(answers, "N1") == [5, 4]
    assert answers.backgrounds["sector"] == ("Koulu", "Päiväkoti")
    assert findings == {}


def test_several_columns_confirmed_for_one_perspective_all_count(tmp_path: Path) -> None:
    rows = [["Osaan ohjelmat", "Saan tukea", N2], [5, 1, 2], [4, None, 2]]
    road = small(questions={"Osaan ohjelmat": "N1", "Saan tukea": "N1"})
    answers, findings = take(road, write_xlsx(tmp_path / "a.xlsx", rows))
    assert list(map(list, coded(answers)["N1"])) == [[5, 4], [1, MISSING]]
    assert findings == {}


def test_a_mapped_column_that_is_nowhere_is_told_at_its_cell(tmp_path: Path) -> None:
    place = Place("tyokirja.xlsx", "Kysymykset", "A2")
    road = dataclasses.replace(small(), questions=(Question(column="Q99", meaning="N1", at={"column": place}),))
    _, findings = take(road, write_xlsx(tmp_path / "a.xlsx", [[N1, N2], [1, 2], [3, 4]]))
    assert findings["SV009"] == [Finding("SV009", place, {"column": "Q99"})]


def test_the_same_question_twice_is_an_error_until_confirmed(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [[N1, N1, N2], [5, 4, 1], [5, 3, 1]])
    _, findings = take(small(), path)
    assert [finding.place.cell for finding in findings["SV004"]] == ["B1"]
    answers, findings = take(small(questions={N1: "N1"}), path)
    assert list(map(list, coded(answers)["N1"])) == [[5, 5], [4, 3]]
    assert findings == {}


def test_statements_under_one_two_row_header(tmp_path: Path) -> None:
    rows = [
        ["Vastaaja", "Arvioi kuntaa", None, "Toimiala"],
        [None, N1, N2, "Response"],
        [1, 5, 2, "Sivistys"],
        [2, 4, 1, "Tekninen"],
    ]
    answers, findings = take(small(), write_xlsx(tmp_path / "a.xlsx", rows))
    assert (column(answers, "N1"), column(answers, "N2")) == ([5, 4], [2, 1])
    assert answers.backgrounds["sector"] == ("Sivistys", "Tekninen")
    assert findings == {}


def test_a_survey_about_something_else_is_one_error(tmp_path: Path) -> None:
    answers, findings = take(small(), write_xlsx(tmp_path / "a.xlsx", [["Ruoka", "Viihtyisyys"], [5, 4], [3, 2]]))
    assert answers is None
    assert set(findings) == {"SV007", "SV018"}


def test_a_sector_is_also_known_by_its_stem(tmp_path: Path) -> None:
    rows = [["Minkä toimialan työntekijä olet?", N1, N2], *[["Sivistys", 5, 4], ["Hallinto", 3, 2]] * 2]
    answers, findings = take(small(), write_xlsx(tmp_path / "a.xlsx", rows))
    assert answers.backgrounds["sector"] == ("Sivistys", "Hallinto") * 2
    assert findings["SV005"][0].values == {
        "column": rows[0][0],
        "label": "declare.use.sector",
        "meaning": "declare.use.sector",
        "confidence": 88,
    }
    assert "toimiala" in words("fi").message(findings["SV005"][0])


# --- answers ----------------------------------------------------------------------------------------------------------


def test_answers_off_the_scale_are_counted_with_their_cells_and_never_echoed(tmp_path: Path) -> None:
    rows = [[N1, N2], [7, 1], ["hyvä", 2], ["soita 0401234567", 3], ["4,5", 4], [3.5, 5], *[[3, 3]] * 40]
    answers, findings = take(small(), write_xlsx(tmp_path / "a.xlsx", rows))
    assert column(answers, "N1")[:5] == [MISSING, 4, MISSING, MISSING, MISSING]
    (told,) = findings["SV006"]
    assert told.values == {"column": N1, "count": 4, "cells": "A2, A4, A5, A6"}


def test_a_column_on_another_scale_is_an_error_and_not_counted(tmp_path: Path) -> None:
    rows = [[N1, N2], *[[grade, "Hyvä"] for grade in (1, 2, 3, 4, 5, 6, 7)] * 5]
    answers, findings = take(small(), write_xlsx(tmp_path / "a.xlsx", rows))
    assert list(coded(answers)) == ["N2"]
    assert set(findings) == {"SV017"}
    (told,) = findings["SV017"]
    assert (told.values["off"], told.values["answers"]) == (10, 35)
    assert "N1; 1–7" in words("fi").hint(told)


def test_rows_without_answers_and_totals_are_left_out_and_told(tmp_path: Path) -> None:
    rows = [["Nimi", N1, N2], ["Aino", 5, 4], ["Väinö", None, "-"], ["Ilmari", "EOS", None], ["Keskiarvo", 5, 4]]
    answers, findings = take(small(), write_xlsx(tmp_path / "a.xlsx", rows))
    assert answers.respondents == 2
    assert column(answers, "N1") == [5, DONT_KNOW]
    assert findings["SV015"][0].values == {"count": 1}
    assert findings["SV016"][0].values == {"count": 1, "rows": "5"}


def test_no_answers_at_all(tmp_path: Path) -> None:
    for rows in ([[N1, N2]], [[N1, N2], [None, "-"], ["", " "]]):
        answers, findings = take(small(), write_xlsx(tmp_path / "a.xlsx", rows))
        assert answers is None
        assert "SV002" in findings


def test_mojibake_is_mended_and_told(tmp_path: Path) -> None:
    rows = [["Toimiala", N1, N2], ["Sivistys", "Hyvä", 1], ["Ympäristö", "Välttävä", 2]]
    path = tmp_path / "a.csv"
    write_csv(path, rows)
    path.write_bytes(path.read_bytes().decode("cp1252").encode("utf-8"))
    answers, findings = take(small(), path)
    assert column(answers, "N1") == [4, 2]
    assert answers.backgrounds["sector"] == ("Sivistys", "Ympäristö")
    assert findings["SV012"][0].place.cell == "A3"
    assert findings["SV012"][0].values == {"count": 5, "lost": 0}


def test_lost_characters_are_told(tmp_path: Path) -> None:
    rows = [["Toimiala", N1, N2], ["Ymp\ufffdrist\ufffd", 1, 1], ["Sivistys", 2, 2]]
    _, findings = take(small(), write_csv(tmp_path / "a.csv", rows))
    assert findings["SV012"][0].values == {"count": 1, "lost": 1}


def test_sectors_are_one_in_any_spelling(tmp_path: Path) -> None:
    sectors = ["Sivistys", "sivistys ", "Sivistys;", "Sivistys", "-", None, "Ei vastausta"]
    rows = [["Toimiala", N1, N2], *[[sector, 3, 3] for sector in sectors]]
    answers, _ = take(small(), write_xlsx(tmp_path / "a.xlsx", rows))
    assert answers.backgrounds["sector"] == ("Sivistys",) * 4 + ("",) * 3


# --- people -----------------------------------------------------------------------------------------------------------


def test_nothing_of_a_person_is_kept_or_told(tmp_path: Path) -> None:
    secrets = ("maija.meikalainen@esimerkkila.fi", "Maija Meikäläinen", "192.0.2.17", "131052-308T", "040 123 4567")
    headers = ["Sähköpostiosoite", "Nimi", "IP-osoite", "Tunnistekoodi", "Mistä sinut tavoittaa?", "Toimiala", N1, N2]
    rows = [headers, *[[*secrets, "Sivistys", 5, 4]] * 2, [*secrets, secrets[0], 5, 3]]
    answers, findings = take(small(), write_xlsx(tmp_path / "a.xlsx", rows))
    everything = repr(answers) + repr(dataclasses.astuple(answers)) + repr(findings)
    assert not [secret for secret in secrets if secret in everything]
    assert findings["SV008"][0].values["count"] == 5
    assert answers.backgrounds["sector"] == ("Sivistys", "")


def test_exact_copies_count_once_and_differing_answers_all(tmp_path: Path) -> None:
    rows = [["Email", N1, N2], ["a@esimerkkila.fi", 5, 4], ["b@esimerkkila.fi", 5, 4], ["A@esimerkkila.fi ", 5, 4],
            ["b@esimerkkila.fi", 1, 1]]  # fmt: skip
    answers, findings = take(small(), write_xlsx(tmp_path / "a.xlsx", rows))
    assert column(answers, "N1") == [5, 5, 1]
    (told,) = findings["SV014"]
    assert told.place == Place("a.xlsx", "Sheet1", "A4")
    assert words("fi").message(told) == (
        "2 vastaajaa on mukana useammin kuin kerran (a.xlsx); täsmälleen samoja rivejä jätettiin laskematta 1; "
        "yksi rivi, jolla on toiset vastaukset, on laskettu (A5)"
    )
    assert "ylimääräiset rivit" in words("fi").hint(told)


def test_the_same_export_given_twice_counts_once(tmp_path: Path) -> None:
    rows = forms_rows([[5, 4], [3, 2]], ["Sivistys", "Hallinto"])
    first, second = write_xlsx(tmp_path / "a.xlsx", rows), write_xlsx(tmp_path / "b.xlsx", rows)
    answers, findings = take(small(), first, second)
    assert answers.respondents == 2
    (told,) = findings["SV014"]
    assert (told.values["count"], told.values["copies"], told.values["others"]) == (2, 2, "")
    assert "a.xlsx ja b.xlsx on toisen kopio, poista kansiosta se" in words("fi").hint(told)


def test_running_numbers_of_two_forms_are_different_people(tmp_path: Path) -> None:
    finnish = write_csv(tmp_path / "fi.csv", [["ID", N1, N2], [1, 5, 4], [2, 5, 4]])
    swedish = write_csv(tmp_path / "sv.csv", [["ID", "Digital kompetens", N2], [1, 5, 4], [2, 5, 4]])
    answers, findings = take(small(), finnish, swedish)
    assert answers.respondents == 4
    assert "SV014" not in findings
    assert answers.files == ("fi.csv", "sv.csv")


def test_files_with_different_questions_are_joined(tmp_path: Path) -> None:
    first = write_csv(tmp_path / "a.csv", [["Toimiala", N1, N2], ["Sivistys", 5, 4], ["Sivistys", 4, 4]])
    second = write_xlsx(tmp_path / "b.xlsx", [["Muuta", N2], ["x", 1], ["y", 2]])
    answers, findings = take(small(), first, second)
    assert column(answers, "N1") == [5, 4, MISSING, MISSING]
    assert column(answers, "N2") == [4, 4, 1, 2]
    assert answers.backgrounds["sector"] == ("Sivistys", "Sivistys", "", "")
    assert [finding.place.file for finding in findings["SV003"]] == ["b.xlsx"]


def test_the_sheet_with_the_questions_is_found(tmp_path: Path) -> None:
    report = [["Kysymys", "Keskiarvo"], ["Osaaminen", 3.4], ["Laitteet", 3.1]]
    path = write_xlsx(tmp_path / "a.xlsx", report, "Raportti", Vastaukset=[[N1, N2], [5, 4], [3, 2]], Tyhjä=[])
    answers, findings = take(small(), path)
    assert column(answers, "N1") == [5, 3]
    assert [finding.place for finding in findings["SV020"]] == [Place("a.xlsx", "Raportti")]


@pytest.mark.parametrize(
    ("times", "days"),
    [
        (("7/2/26 11:00:22", "7/14/26 9:00:00"), (dt.date(2026, 7, 2), dt.date(2026, 7, 14))),
        (("2/7/2026 11:00", "14/7/2026"), (dt.date(2026, 7, 2), dt.date(2026, 7, 14))),
        (("2.7.2026 11.00", "14.7.2026 9.00"), (dt.date(2026, 7, 2), dt.date(2026, 7, 14))),
        (("2026-07-02 11:00:00", "2026-07-14T09:00:00Z"), (dt.date(2026, 7, 2), dt.date(2026, 7, 14))),
        (("7/2/26 11:00", "7/4/26 11:00"), (None, None)),
        (("31.2.2026", "x"), (None, None)),
    ],
)
def test_days_of_answering(tmp_path: Path, times: tuple[str, str], days: tuple[dt.date | None, ...]) -> None:
    rows = [["Timestamp", N1, N2], *[[time, 3, 3] for time in times]]
    answers, _ = take(small(), write_csv(tmp_path / "a.csv", rows))
    assert (answers.first_day, answers.last_day) == days


# --- which files ------------------------------------------------------------------------------------------------------


def test_which_files_look_like_surveys(tmp_path: Path) -> None:
    grades = [[WORDS[3]] * 11] * 5
    assert looks_like_survey(write_xlsx(tmp_path / "forms.xlsx", forms_rows(grades, ["Sivistys"] * 5)))
    assert looks_like_survey(
        write_csv(tmp_path / "own.csv", [["A kysymys", "B kysymys", "C kysymys"], [1, 2, 5], [3, 3, 4]])
    )
    assert not looks_like_survey(
        write_xlsx(tmp_path / "budget.xlsx", [["Kohde", "Euroa"], ["Laitteet", 12000], ["Muu", 3]])
    )
    assert not looks_like_survey(write_csv(tmp_path / "~$forms.csv", forms_rows(grades, ["Sivistys"] * 5)))
    (tmp_path / "muistiinpanot.txt").write_text("Kokous 3.11.\nMuista tilata kahvit.\n", encoding="utf-8")
    assert not looks_like_survey(tmp_path / "muistiinpanot.txt")
    (tmp_path / "damaged.xlsx").write_bytes(b"PK\x03\x04 cut short")
    assert looks_like_survey(tmp_path / "damaged.xlsx")
