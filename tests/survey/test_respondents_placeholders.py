"""What a tool writes for everybody tells of nobody: no respondent is lost to a placeholder."""

import datetime as dt
from pathlib import Path

import pytest
from survey_fixtures import ASKED, read_current, roadmap, write_csv

STATEMENTS = [ASKED["N1"], ASKED["N2"], ASKED["N3"]]
PLACEHOLDERS = ["-", "anoniem", "Ei tiedossa", "Anonyymi vastaaja", "x@x.fi", "0"]


@pytest.mark.parametrize("header", ["Email", "Vastaajan ID", "ID"])
@pytest.mark.parametrize("word", PLACEHOLDERS)
def test_the_same_word_for_everybody_is_no_respondent(tmp_path: Path, header: str, word: str) -> None:
    rows = [[header, *STATEMENTS], *([word, 4, 4, 4] for _ in range(20))]
    answers, findings = read_current([(write_csv(tmp_path / "a.csv", rows), "a.csv")], roadmap())
    assert answers is not None
    assert answers.respondents == 20
    assert "SV014" not in {finding.code for finding in findings}


def test_a_placeholder_beside_real_addresses_hides_no_copy(tmp_path: Path) -> None:
    people = [[f"nimi{place}@kunta.example", place % 5 + 1, 4, 3] for place in range(30)]
    rows = [["Email", *STATEMENTS], *people, *(["-", 4, 4, 4] for _ in range(12)), people[0]]
    answers, findings = read_current([(write_csv(tmp_path / "a.csv", rows), "a.csv")], roadmap())
    assert answers is not None
    assert answers.respondents == 42
    assert "SV014" in {finding.code for finding in findings}


def test_forms_on_paper_imported_in_one_second_are_as_many_people(tmp_path: Path) -> None:
    moment = dt.datetime(2026, 9, 1, 12, 0, 30).isoformat(" ")  # noqa: DTZ001 (exports tell no zone)
    rows = [["Vastausaika", *STATEMENTS], *([moment, 4, 4, 4] for _ in range(10))]
    files = [(write_csv(tmp_path / name, rows), name) for name in ("a.csv", "b.csv")]
    answers, _ = read_current(files, roadmap())
    assert answers is not None
    assert answers.respondents == 20
