"""Negated questions are never taken for their opposites; Excel's dates are no groups; own texts are open answers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from survey_fixtures import ASKED, NAMES, read_current, roadmap, two_levels, write_csv, write_xlsx

from pipeline.language import LANGUAGES, words
from pipeline.survey import intake
from pipeline.survey.columns.direction import negation
from pipeline.survey.columns.excel_dates import option
from pipeline.survey.files.table import Column
from pipeline.vocabulary.model import Level

N1, N2 = ASKED["N1"], ASKED["N2"]
GRADES = ["Heikko", "Hyvä", "Erinomainen"] * 4


def headed(text: str) -> Column:
    return Column(0, (text,), ())


@pytest.mark.parametrize(
    ("header", "perspective"),
    [
        ("En osaa hyödyntää tieto- ja viestintäteknisiä laitteita työssäni", "N2"),
        ("Käytössäsi olevien ohjelmistojen toimimattomuus haittaa työtäsi", "N3"),
        ("Sähköisten palvelujen laatu on huono", "N8"),
        ("Inte tillräcklig användning av informations- och kommunikationsteknisk utrustning i ditt arbete", "N2"),
        ("The use of ICT devices in your work is difficult", "N2"),
    ],
)
def test_a_negated_question_is_asked_about_both_ways(tmp_path: Path, header: str, perspective: str) -> None:
    path = write_csv(tmp_path / "a.csv", [[header, ASKED["N5"]], *([grade, "Hyvä"] for grade in GRADES)])
    surveys, findings = intake.read([(path, path.name)], roadmap())
    told = next(finding for finding in findings if finding.code == "SV033")
    for language in LANGUAGES:
        assert f"{told.values['meaning']}; " in words(language).message(told)
    assert negation(headed(header), "") in words("fi").message(told)
    say = words("fi")
    (row,) = [item for item in surveys.suggestions if item.column == header]
    assert [say.term(item) for item in row.meanings][:2] == [perspective, f"{perspective}; käännetty"]
    assert (row.reason, row.is_ready) == ("negation", False)


@pytest.mark.parametrize(
    ("header", "label", "word"),
    [
        ("Laitteiden hyödyntäminen työssä (1 = heikko, 5 = hyvä)", N2, ""),
        ("Laitteiden hyödyntäminen työssä: 1 = huono", N2, ""),
        ("Användning av en dator i ditt arbete", N2, ""),
        ("En osaa käyttää tietokonetta", N2, "en"),
        ("Digitalisaation haitat työssä", "Digitalisaation haitta", ""),
        ("Ohjelmien puuttuminen vaikeuttaa työtä", N2, "vaikeuttaa"),
        ("I don’t get help with devices", N2, "don't"),
        ("Utrustningen har brister", N2, "brister"),
        ("Hardware in your work", N2, ""),
        ("Liike ja puutyöt", N2, ""),
    ],
)
def test_words_of_negation_or_hardship_that_the_label_has_not(header: str, label: str, word: str) -> None:
    assert negation(headed(header), label) == word


def test_an_exact_label_with_such_a_word_stays_exact(tmp_path: Path) -> None:
    label = "Ohjelmien toimimattomuus haittaa työtä"
    levels = (Level(id="N1", name=label), Level(id="N2", name=NAMES["N2"]))
    path = write_csv(tmp_path / "a.csv", [[label, N2], *([grade, "Hyvä"] for grade in GRADES)])
    answers, findings = read_current([(path, path.name)], roadmap(levels=levels))
    assert answers is not None
    assert (list(answers.statements), findings) == (["N1", "N2"], ())


def test_a_near_match_that_is_taken_mentions_the_direction(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [["Henkilökohtainen digiosaamisesi", N2], ["Hyvä", "Hyvä"]])
    _, (told,) = intake.read([(path, path.name)], roadmap(levels=two_levels()))
    assert "N1; käännetty" in words("fi").hint(told)


# --- dates that Excel made --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("1.helmi", "1–2"),
        ("3.touko", "3–5"),
        ("helmi.26", "2–26"),
        ("1-Feb", "1–2"),
        ("feb.26", "2–26"),
        ("Maj-26", "5–26"),
        ("2.5.2026", "2–5"),
        ("5/3/2026", "3–5"),
        ("2026-05-03", "3–5"),
        ("2026-05-03 00:00:00", "3–5"),
        ("1.2.", "1–2"),
        (dt.datetime(2026, 5, 3), "3–5"),  # noqa: DTZ001
        *(
            (text, "")
            for text in ("1.2", "1-2", "3–5", "10-12 v", "yli 10", "Koulu 12", "45.46.2026", "1.luokka", "", 5)
        ),
    ],
)
def test_the_option_that_a_date_was(cell: object, meant: str) -> None:
    assert option(cell) == meant  # type: ignore[arg-type]


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_a_date_is_never_a_group(tmp_path: Path, write: object) -> None:
    given = ["1.helmi"] * 6 + ["2.5.2026"] * 6 + ["2026-04-03"] * 2 + ["yli 10 vuotta"] * 6
    path = tmp_path / ("a.csv" if write is write_csv else "a.xlsx")
    (write_csv if write is write_csv else write_xlsx)(
        path, [["Palvelusvuodet", N1], *([years, "Hyvä"] for years in given)]
    )
    answers, (told,) = read_current([(path, path.name)], roadmap(levels=two_levels()[:1]))
    assert answers is not None
    assert set(answers.backgrounds["service"]) == {"", "yli 10 vuotta"}
    assert (told.code, told.values["count"]) == ("SV035", 14)
    hint = words("fi").hint(told)
    assert "1–2, 2–5" in hint
    assert "3–4" not in hint


def test_a_date_is_never_an_option_nor_an_answer(tmp_path: Path) -> None:
    picked = ["Koulutus;Tuki;", "Koulutus;", "Tuki;Laitteet;", "Laitteet;Tuki;"] * 5 + ["1.helmi"]
    rows = [["Mitä tarvitset?", N1], *([text, "Hyvä"] for text in picked[:-1]), ["1.helmi", "3.touko"]]
    path = write_csv(tmp_path / "a.csv", rows, delimiter=",")
    answers, findings = read_current([(path, path.name)], roadmap(levels=two_levels()[:1]))
    assert answers is not None
    assert {name for chosen in answers.choices[0].chosen for name in chosen} == {"Koulutus", "Tuki", "Laitteet"}
    assert {"SV006", "SV035"} <= {finding.code for finding in findings}
    assert "helmi" not in repr(findings)


# --- people's own texts -----------------------------------------------------------------------------------------------


def test_own_texts_under_any_header_are_searched_and_offered_as_open(tmp_path: Path) -> None:
    texts = ["Liisa Virtasen tuki on hyvä", "kysy matti.m@kuusilampi.fi", "Ohjelmat kaatuvat", "Ei lisättävää", None]
    path = write_xlsx(tmp_path / "a.xlsx", [["Kerro vapaasti", N1], *([text, "Hyvä"] for text in texts)])
    surveys, findings = intake.read([(path, path.name)], roadmap(levels=two_levels()[:1]))
    told = {finding.code: finding for finding in findings}
    assert set(told) == {"SV037", "SV045"}
    assert told["SV045"].values["count"] == 2
    (row,) = surveys.suggestions
    assert (row.column, words("fi").term(row.meanings[0]), row.is_ready) == ("Kerro vapaasti", "avoin", True)


def test_a_multiple_choice_and_a_question_asked_twice_get_rows(tmp_path: Path) -> None:
    picked = ["Koulutus;Tuki;", "Koulutus;", "Tuki;Laitteet;", "Laitteet;Tuki;"] * 5
    rows = [["Mitä tarvitset?", N1, N1], *([text, "Hyvä", "Heikko"] for text in picked)]
    path = write_csv(tmp_path / "a.csv", rows, delimiter=",")
    surveys, findings = intake.read([(path, path.name)], roadmap(levels=two_levels()[:1]))
    assert {"SV004", "SV036"} <= {finding.code for finding in findings}
    found = {item.column: (words("fi").term(item.meanings[0]), item.is_ready) for item in surveys.suggestions}
    assert found == {"Mitä tarvitset?": ("monivalinta", True), N1: ("N1", False)}
