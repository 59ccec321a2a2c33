"""A file without a header row: its first row is somebody's answer, which no finding may quote."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from survey_fixtures import ASKED, roadmap, write_csv

from pipeline.language import LANGUAGES, words
from pipeline.survey import intake
from pipeline.survey.intake import Surveys
from pipeline.vocabulary.findings import Finding, Place

ANSWERS = ["Sivistys", "Opettaja", "Esihenkilöni huutaa meille", "Pitäisi saada uusi kone", "Hallinto on turhaa", 3, 4]
OTHERS = [
    ["Tekninen", "Insinööri", "Tarvitaan lisää aikaa", "En jaksa", "Koulutusta lisää", 4, 2],
    *[["Hallinto", "Sihteeri", "Kaikki hyvin", "Aikaa ei ole", "Rahaa", 4, 4]] * 8,
]
AGREE = ["Täysin samaa mieltä", "Samaa mieltä", "Eri mieltä"]


def read(tmp_path: Path, rows: Sequence[Sequence[object]], **questions: str) -> tuple[Surveys, tuple[Finding, ...]]:
    path = write_csv(tmp_path / "a.csv", rows)
    return intake.read([(path, "a.csv")], roadmap(questions=questions))


@pytest.mark.parametrize(
    "rows",
    [
        [ANSWERS, *OTHERS],
        [[*ANSWERS[:5], None, None], *OTHERS],
        [
            ["Sivistys", "Johtajani on mahdoton", *AGREE],
            *[["Hallinto", "En jaksa", *AGREE[::-1]]] * 6,
            ["x", "y", *AGREE],
        ],
        [["Sivistys", "Johtajani on mahdoton", "A3"], *[["Hallinto", "En jaksa", "A2"]] * 6],
    ],
)
def test_the_first_answers_are_quoted_nowhere(tmp_path: Path, rows: Sequence[Sequence[object]]) -> None:
    surveys, findings = read(tmp_path, rows)
    assert [finding for finding in findings if finding.code == "SV001"] == [Finding("SV001", Place("a.csv", "", "A1"))]
    said = {str(cell) for cell in rows[0] if isinstance(cell, str)}
    for language in LANGUAGES:
        told = " ".join(words(language).message(finding) + words(language).hint(finding) for finding in findings)
        assert [text for text in said if text in told] == []
    assert (surveys.current, surveys.suggestions) == (None, ())


@pytest.mark.parametrize(
    "header",
    [
        ["Osaaminen meillä", "Laitteet meillä", "Vapaa sana"],
        ["Kysymys yksi", "Kysymys kaksi", "Toimiala"],
        ["K1", "K2", "K3"],
    ],
)
def test_unknown_headers_over_answers_are_told_by_name(tmp_path: Path, header: list[str]) -> None:
    _, findings = read(tmp_path, [header, *[[3, 4, "Uusi kone"], [5, 2, "Aikaa"], [1, 2, "Rahaa"]] * 3])
    assert "SV001" not in {finding.code for finding in findings}
    assert any(header[0] in words("fi").message(finding) for finding in findings)


def test_a_declared_header_is_one_whatever_it_stands_over(tmp_path: Path) -> None:
    surveys, findings = read(
        tmp_path, [["Eka", "Toka"], *[["en", "x y z"], ["no", "a b c"]] * 5], Eka="N1; en = 1, no = 5"
    )
    assert "SV001" not in {finding.code for finding in findings}
    assert surveys.current is not None


def test_a_near_header_is_one(tmp_path: Path) -> None:
    asked = ASKED["N4"].replace("tarvittavan", "tarvitun")
    _, findings = read(tmp_path, [[asked, "Muu"], *[["vähän", "x"], ["paljon", "y"]] * 5])
    assert "SV001" not in {finding.code for finding in findings}
