"""Columns of bare numbers judge each other's scale; what is told of columns on another one, and what is shown of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from survey_fixtures import NAMES, roadmap, write_csv

from pipeline.language import LANGUAGES, words
from pipeline.survey import intake
from pipeline.survey.answers import Answers, Surveys
from pipeline.vocabulary.findings import Finding

ALL = list(NAMES)
TO_FIVE = [1, 2, 3, 4, 5]
TO_SEVEN = [1, 2, 3, 4, 5, 6, 7]


def take(
    folder: Path, columns: Sequence[Sequence[object]], questions: dict[str, str] | None = None
) -> tuple[Surveys, dict[str, list[Finding]]]:
    """What a table with a column for each of the first perspectives gives; findings have words in every language."""
    rows = zip(*(list(column) * (420 // len(column)) for column in columns), strict=True)
    path = write_csv(folder / "a.csv", [ALL[: len(columns)], *rows])
    surveys, told = intake.read([(path, path.name)], roadmap(questions=questions))
    findings: dict[str, list[Finding]] = {}
    for finding in told:
        findings.setdefault(finding.code, []).append(finding)
        for language in LANGUAGES:
            assert "{" not in words(language).message(finding) + words(language).hint(finding)
    return surveys, findings


def counted(surveys: Surveys) -> list[str]:
    return list(surveys.current.statements) if isinstance(surveys.current, Answers) else []


def rows(surveys: Surveys) -> list[tuple[str, list[str], int]]:
    say = words("fi")
    return [(item.column, list(map(say.term, item.meanings)), item.confidence) for item in surveys.suggestions]


def test_numbers_beside_columns_on_a_longer_scale_are_all_asked_about(tmp_path: Path) -> None:
    surveys, findings = take(tmp_path, [*([TO_SEVEN] * 5), *([TO_FIVE] * 6)])
    assert counted(surveys) == []
    (told,) = findings["SV017"]
    assert (told.values["count"], told.place.cell) == (11, "A1")
    for id_ in ALL:
        assert f"{id_}; 1–7" in words("fi").hint(told)
    assert rows(surveys) == [(id_, [f"{id_}; 1–7"], 45) for id_ in ALL]
    assert {item.reason for item in surveys.suggestions} == {"", "siblings"}
    declared = {id_: f"{id_}; 1–7" for id_ in ALL}
    surveys, findings = take(tmp_path, [*([TO_SEVEN] * 5), *([TO_FIVE] * 6)], declared)
    assert (counted(surveys), findings, surveys.suggestions) == (ALL, {}, ())


def test_a_column_that_reaches_less_far_gets_its_siblings_scale(tmp_path: Path) -> None:
    surveys, findings = take(tmp_path, [TO_SEVEN, [*TO_FIVE, 6], TO_FIVE])
    assert "SV006" not in findings
    assert [meanings for _, meanings, _ in rows(surveys)] == [["N1; 1–7"], ["N2; 1–7"], ["N3; 1–7"]]


def test_where_few_columns_tell_the_scale_a_person_chooses(tmp_path: Path) -> None:
    surveys, findings = take(tmp_path, [[0, 10, 5, 7], *([TO_FIVE] * 10)])
    assert [finding.values["count"] for finding in findings["SV017"]] == [1, 10]
    assert [meanings for _, meanings, _ in rows(surveys)][:2] == [["N1; 0–10"], ["N2; 0–10", "N2; 1–5"]]
    assert [item.is_ready for item in surveys.suggestions] == [True, *([False] * 10)]


def test_words_beside_numbers_and_declared_scales_are_left_alone(tmp_path: Path) -> None:
    worded = ["1 = Heikko", "3 = Tyydyttävä", "5 = Erinomainen"]
    surveys, findings = take(tmp_path, [TO_SEVEN, worded, TO_FIVE], {"N3": "N3; 1–5"})
    assert counted(surveys) == ["N2", "N3"]
    assert [finding.values["count"] for finding in findings["SV017"]] == [1]


def test_a_scale_that_is_declared_for_one_speaks_of_its_siblings(tmp_path: Path) -> None:
    surveys, findings = take(tmp_path, [TO_FIVE, TO_FIVE], {"N1": "N1; 1–7"})
    assert counted(surveys) == ["N1"]
    assert "N2; 1–7" in words("fi").hint(findings["SV017"][0])
    for said in ("N1; 6 = EOS", "N1; 1–5; käännetty", "N1; 1 = 5, 2 = 3, 3 = 1, 4 = 1, 5 = 1"):
        surveys, findings = take(tmp_path, [TO_FIVE, TO_FIVE], {"N1": said})
        assert (counted(surveys), "SV017" in findings) == (["N1", "N2"], False)


def test_dont_know_as_a_number_is_no_longer_scale(tmp_path: Path) -> None:
    surveys, _ = take(tmp_path, [[*TO_FIVE, 9], TO_FIVE, TO_FIVE])
    assert counted(surveys) == ["N2", "N3"]
    assert rows(surveys) == [("N1", ["N1; 9 = EOS"], 100)]


def test_a_few_slips_are_no_scale(tmp_path: Path) -> None:
    slips = [*TO_FIVE * 83, 55, 5, 5, 5, 5]
    surveys, findings = take(tmp_path, [slips, TO_FIVE, slips])
    assert counted(surveys) == ["N1", "N2", "N3"]
    assert [finding.values["count"] for finding in findings["SV006"]] == [1, 1]


def test_sixes_and_sevens_too_few_in_each_column_tell_together(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "a.csv", [ALL, *([grade] * 11 for grade in (1, 2, 3, 4, 5, 3, 4, 2, 3, 4, 3, 4, 6, 7, 3, 4, 2, 5))]
    )
    surveys, findings = intake.read([(path, path.name)], roadmap())
    assert "SV017" in {finding.code for finding in findings}
    assert [meanings for _, meanings, _ in rows(surveys)] == [[f"{id_}; 1–7"] for id_ in ALL]


# --- a scale that may end early ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("highest", "scale"), [(4, "1–4"), (3, "1–3"), (2, "1–3")])
def test_no_answer_on_the_highest_step_is_a_question(tmp_path: Path, highest: int, scale: str) -> None:
    surveys, findings = take(tmp_path, [[*range(1, highest + 1)]] * 3)
    (told,) = findings["SV039"]
    assert f"N1; {scale}" in words("fi").hint(told)
    assert counted(surveys) == ["N1", "N2", "N3"]
    assert [meanings for _, meanings, _ in rows(surveys)] == [[f"{id_}; 1–5", f"{id_}; {scale}"] for id_ in ALL[:3]]
    assert not any(item.is_ready for item in surveys.suggestions)


@pytest.mark.parametrize(
    ("columns", "questions"),
    [
        ([[1, 2, 3, 4]] * 2, {}),
        ([[1, 2, 3, 4]] * 2 + [[4, 5]], {}),
        ([[1, 2, 3, 4]] * 3, {"N1": "N1; 1–4"}),
        ([[1, 2, 3, 4]] * 3, {"N1": "N1; 1–5"}),
        ([["Heikko", "Hyvä"]] * 3, {}),
    ],
)
def test_no_question_where_few_columns_are_undeclared_or_one_reaches_it(
    tmp_path: Path, columns: list[list[object]], questions: dict[str, str]
) -> None:
    assert "SV039" not in take(tmp_path, columns, questions)[1]


# --- answers that are shown -------------------------------------------------------------------------------------------


def test_codes_of_answers_are_shown_and_proposed(tmp_path: Path) -> None:
    surveys, findings = take(tmp_path, [["A1", "A2", "A3", "A4", "A5"]] * 11)
    (told,) = findings["SV017"]
    assert all(code in words("fi").message(told) for code in ("A1", "A5"))
    assert "N1; A1 = …, A2 = …, A3 = …, A4 = …, A5 = …" in words("fi").hint(told)
    assert rows(surveys)[1] == ("N2", ["N2; A1 = …, A2 = …, A3 = …, A4 = …, A5 = …"], 0)
    assert not surveys.suggestions[1].is_ready


def test_no_answer_of_few_people_and_no_personal_data_is_shown(tmp_path: Path) -> None:
    few = [f"oma sana {number}" for number in range(105)] * 4
    shared = ["sininen"] * 412 + ["Virtanen Liisa"] * 6 + ["punainen"] * 2
    for column in (few, shared):
        _, findings = take(tmp_path, [column])
        told = repr(findings) + "".join(words("fi").message(item) for group in findings.values() for item in group)
        assert not any(text in told for text in ("oma sana", "Liisa", "punainen"))
