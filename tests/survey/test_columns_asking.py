"""Columns that nothing surely names, and scales that are not the roadmap's: named, suggested, never guessed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from survey_fixtures import ASKED, NAMES, coded, roadmap, two_levels, write_csv, write_xlsx

from pipeline.language import LANGUAGES, words
from pipeline.survey import intake
from pipeline.survey.answers import Answers, Surveys
from pipeline.survey.columns.scale import DONT_KNOW, MISSING
from pipeline.vocabulary.findings import Finding, Place
from pipeline.vocabulary.model import Level, Question, Roadmap

N1, N2 = ASKED["N1"], ASKED["N2"]
AGREE = ("Täysin eri mieltä", "Jokseenkin eri mieltä", "Jokseenkin samaa mieltä", "Täysin samaa mieltä", "EOS")


def take(folder: Path, header: str, cells: list[object], road: Roadmap | None = None) -> tuple[Surveys, list[Finding]]:
    """What a table of one column beside a worded N2 gives; every finding has words in every language."""
    path = write_xlsx(folder / "a.xlsx", [[header, N2], *([cell, "3 = Tyydyttävä"] for cell in cells)])
    surveys, findings = intake.read([(path, path.name)], road or roadmap(levels=two_levels()))
    for finding in findings:
        for language in LANGUAGES:
            assert "{" not in words(language).message(finding) + words(language).hint(finding)
    return surveys, list(findings)


def suggested(surveys: Surveys) -> list[tuple[str, list[str]]]:
    say = words("fi")
    return [(item.column, list(map(say.term, item.meanings))) for item in surveys.suggestions]


def declaring(meaning: str, header: str = N1) -> Roadmap:
    question = Question(column=header, meaning=meaning, at={"meaning": Place("tyokirja.xlsx", "Kysymykset", "B3")})
    return Roadmap(levels=two_levels(), questions=(question,))


@pytest.mark.parametrize(
    ("cells", "meanings"),
    [
        ([1, 2, 3, 4, 5, 6, 7], ["N1; 1–7"]),
        ([0, 3, 7, 8, 9, 10], ["N1; 0–10"]),
        ([2, 5, 8, 9, 10], ["N1; 1–10", "N1; 0–10"]),
        ([1, 2, 3, 4, 5, 6], ["N1; 6 = EOS", "N1; 1–6"]),
        ([0, 1, 2, 3, 4, 5], ["N1; 0 = EOS", "N1; 0–5"]),
        ([1, 2, 3, 4, 5, 9], ["N1; 9 = EOS"]),
        ([1, 2, 3, 4, 5, "99"], ["N1; 99 = EOS"]),
        ([0, 10, 25, 60, 100], ["N1; 0–100"]),
        (list(AGREE), ["N1; samaa mieltä"]),
        (["Kyllä", "Ei", "Jossain määrin", "EOS"], ["N1; kyllä–ei"]),
        (["Ja", "Nej", "Vet ej"], ["N1; kyllä–ei"]),
        (["Very satisfied", "Somewhat satisfied", "Dissatisfied"], ["N1; tyytyväinen"]),
        (["1 = Erinomainen", "2 = Hyvä", "3 = Tyydyttävä", "4 = Välttävä", "5 = Heikko"], ["N1; 1–5; käännetty"]),
        (["1 = Täysin samaa mieltä", "3 = Neutraali", "5 = Täysin eri mieltä"], ["N1; 1–5; käännetty"]),
        (["1 Täysin eri mieltä", "2 Eri mieltä", "3 Samaa mieltä", "4 Täysin samaa mieltä"], ["N1; 1–4"]),
        ([dt.datetime(2026, 2, 1), dt.datetime(2026, 4, 3)], []),  # noqa: DTZ001
        ([150, 2000, 31], []),
    ],
)
def test_another_scale_is_named_with_the_row_to_write_and_never_applied(
    tmp_path: Path, cells: list[object], meanings: list[str]
) -> None:
    surveys, findings = take(tmp_path, N1, cells * 10)
    assert isinstance(surveys.current, Answers)
    assert "N1" not in surveys.current.statements
    (told,) = findings
    assert told.code == "SV017"
    assert suggested(surveys) == ([(N1, meanings)] if meanings else [])
    for meaning in meanings or ["päivämäär" if isinstance(cells[0], dt.date) else "ei = 1"]:
        assert meaning in words("fi").hint(told)
    for meaning in meanings:
        surveys, findings = take(tmp_path, N1, cells * 10, declaring(meaning))
        assert isinstance(surveys.current, Answers)
        assert (findings, surveys.suggestions) == ([], ())
        assert MISSING not in coded(surveys.current)["N1"][0]


def test_a_scale_that_a_declaration_does_not_name_is_told_at_its_cell(tmp_path: Path) -> None:
    surveys, (told,) = take(tmp_path, N1, [1, 2, 3, 4, 5, 6, 7] * 10, declaring("N1; käännetty"))
    assert (told.code, told.place.cell, surveys.suggestions) == ("SV017", "B3", ())
    assert "N1; käännetty; 1–7" in words("fi").hint(told)


def test_answers_that_pairs_leave_out_are_told_at_the_cell_by_their_addresses(tmp_path: Path) -> None:
    cells: list[object] = ["kyllä", "ei"] * 30 + ["salainen vastaus"]
    surveys, (told,) = take(tmp_path, N1, cells, declaring("N1; ei = 1, kyllä = 5"))
    assert (told.code, told.place.cell) == ("SV035", "B3")
    assert (told.values["count"], told.values["cells"], told.values["file"]) == (1, "A62", "a.xlsx")
    assert "salainen" not in repr(told)
    assert isinstance(surveys.current, Answers)
    assert set(coded(surveys.current)["N1"][0]) == {MISSING, 1, 2}


def test_pairs_that_leave_most_answers_out_are_another_scale(tmp_path: Path) -> None:
    _, (told,) = take(tmp_path, N1, ["kyllä", "ei", "ehkä"] * 30, declaring("N1; kyllä = 5"))
    assert (told.code, told.place.cell) == ("SV017", "B3")


@pytest.mark.parametrize("number", [0, 6])
def test_dont_know_written_as_a_number_counts_as_such_when_declared(tmp_path: Path, number: int) -> None:
    surveys, findings = take(tmp_path, N1, [number, 3, 5] * 4, declaring(f"N1; {number} = EOS"))
    assert isinstance(surveys.current, Answers)
    assert list(coded(surveys.current)["N1"][0])[:3] == [DONT_KNOW, 3, 5]
    assert findings == []


def test_a_header_somewhat_like_a_label_is_asked_about(tmp_path: Path) -> None:
    surveys, findings = take(tmp_path, "Oma digitaalinen taitosi ja osaamisesi", [5, 4, 3])
    asked = {finding.code: finding for finding in findings}
    assert set(asked) == {"SV032"}
    assert asked["SV032"].place == Place("a.xlsx", "Sheet1", "A1")
    assert 35 <= int(asked["SV032"].values["confidence"]) < 68
    assert suggested(surveys) == [("Oma digitaalinen taitosi ja osaamisesi", ["N1"])]


def test_a_near_header_on_another_scale_is_asked_about_with_its_scale(tmp_path: Path) -> None:
    surveys, findings = take(tmp_path, "Henkilökohtainen digiosaamisesi", [1, 2, 3, 4, 5, 6, 7] * 5)
    assert {finding.code for finding in findings} == {"SV032"}
    assert suggested(surveys) == [("Henkilökohtainen digiosaamisesi", ["N1; 1–7"])]


def test_a_near_match_that_is_taken_is_suggested_too(tmp_path: Path) -> None:
    surveys, findings = take(tmp_path, "Henkilökohtainen digiosaamisesi", [1, 2, 5])
    assert [finding.code for finding in findings] == ["SV005"]
    assert suggested(surveys) == [("Henkilökohtainen digiosaamisesi", ["N1"])]


def test_a_header_as_near_to_two_perspectives_is_asked_about_with_both(tmp_path: Path) -> None:
    levels = (
        Level(id="N1", name="Verkkopalvelujen laatu kunnassa"),
        Level(id="N2", name="Verkkopalvelujen taso kunnassa"),
        Level(id="N3", name=N2),
    )
    surveys, findings = take(tmp_path, "Verkkopalvelujen tila kunnassa", [5, 4], roadmap(levels=levels))
    assert "SV033" in {finding.code for finding in findings}
    ((_, meanings),) = suggested(surveys)
    assert set(meanings) == {"N1", "N2"}


def test_codes_as_many_as_the_perspectives_are_asked_about_in_their_order(tmp_path: Path) -> None:
    header = [f"Q{number}" for number in range(1, 12)]
    path = write_csv(tmp_path / "a.csv", [header, *([3] * 11 for _ in range(6))])
    surveys, findings = intake.read([(path, path.name)], roadmap())
    assert surveys.current is None
    assert suggested(surveys) == list(zip(header, ([id_] for id_ in NAMES), strict=True))
    assert all(item.confidence == 30 for item in surveys.suggestions)
    assert sum(finding.code == "SV032" for finding in findings) == 11


def test_statements_with_different_scales_join_by_scale_over_files(tmp_path: Path) -> None:
    road = roadmap(
        levels=two_levels(), questions={"A": "N1", "B": "N1; käännetty", "C": "N1; 1–7", "D": "N1; käännetty"}
    )
    first = write_csv(tmp_path / "fi.csv", [["A", "B", N2], [5, 1, "Hyvä"], [4, 2, "Hyvä"]])
    second = write_csv(tmp_path / "sv.csv", [["D", "C", N2], ["1 = Heikko", 7, "Bra"]])
    surveys, findings = intake.read([(first, "fi.csv"), (second, "sv.csv")], road)
    assert isinstance(surveys.current, Answers)
    assert list(map(list, coded(surveys.current)["N1"])) == [[5, 4, 0], [1, 2, 1], [0, 0, 7]]
    assert {finding.code for finding in findings} == {"SV055"}
