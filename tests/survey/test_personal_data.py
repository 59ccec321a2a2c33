"""Personal data in open answers: found in a set of sentences, in bounded time, and told by cells alone."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from survey_fixtures import NAMES, read_current, roadmap, two_levels, write_csv

from pipeline.language import LANGUAGES, words
from pipeline.survey.columns.personal import is_personal_text, personal_kinds
from pipeline.survey.readers.export import is_personal

SENTENCES = tomllib.loads((Path(__file__).parent / "personal_sentences.toml").read_text(encoding="utf-8"))
DOCS = Path(__file__).parents[2] / "docs" / "survey.md"


def measured(part: str) -> tuple[int, int, int, int]:
    """How many sentences there are; of those with personal data found and missed, of those without told by mistake."""
    found = {kind: [kind in personal_kinds(text) for text in texts] for kind, texts in SENTENCES[part].items()}
    wrong = sum(map(is_personal_text, SENTENCES[part]["none"]))
    held = [hit for kind, hits in found.items() if kind != "none" for hit in hits]
    return len(held) + len(found["none"]), sum(held), held.count(False), wrong


@pytest.mark.parametrize("part", SENTENCES)
def test_the_documented_precision_and_recall_are_those_measured(part: str) -> None:
    sentences, found, missed, wrong = measured(part)
    precision, recall = (round(100 * found / (found + other)) for other in (wrong, missed))
    assert f"| {part} | {sentences} | {precision} % | {recall} % |" in DOCS.read_text(encoding="utf-8")


def test_the_sentences_are_enough_to_tell() -> None:
    assert sum(measured(part)[0] for part in SENTENCES) >= 150
    assert all(len(texts) == len(set(texts)) for kinds in SENTENCES.values() for texts in kinds.values())


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        ("131052-901X", {"identity_code"}),
        ("131052-901Y", set()),  # another check character
        ("310252-901X", set()),  # no such day
        ("240705A9557", {"identity_code"}),
        ("240705B9557", {"identity_code"}),
        ("240705Z9557", set()),
        ("020203934T", {"identity_code"}),
        ("\u200b131052\u2013901X", {"identity_code"}),
    ],
)
def test_an_identity_code_is_one_by_its_date_sign_and_check_character(code: str, kinds: set[str]) -> None:
    assert personal_kinds(f"tunnus {code}.") == kinds


@pytest.mark.parametrize("form", ["Matti", "Matin", "Mattia", "Matille", "Matilla", "Mattiin", "Matista", "Mattikin"])
def test_a_first_name_is_known_in_its_case_forms(form: str) -> None:
    assert personal_kinds(f"Kysyin asiasta: {form} tietää.") == {"name"}


@pytest.mark.parametrize("text", ["ＭＡＴＴＩ@ＥＸＡＭＰＬＥ.com", "matti\u200b.m@example.com", "matti＠example.com"])
def test_letters_that_only_look_different_hide_nothing(text: str) -> None:
    assert "email" in personal_kinds(text)


@pytest.mark.parametrize(
    ("cell", "personal"),
    [
        ("Matti Virtanen", True),
        ("Virtanen, Matti", True),
        ("Anna-Liisa Mäkinen", True),
        ("M. Virtanen", False),
        ("Sivistys ja Hyvinvointi", False),
        ("Tekniset Palvelut", False),
        ("Kaarinan Kirjasto", False),
        ("+46 70 123 45 67", True),
        ("(09) 123 4567", True),
        ("05-10-2026", False),
        ("2–5 vuotta", False),
    ],
)
def test_a_cell_that_is_nothing_but_personal_data_is_no_group(cell: str, personal: bool) -> None:
    assert is_personal(cell) is personal


def test_a_column_of_names_is_dropped_whatever_its_header(tmp_path: Path) -> None:
    people = ["Matti Virtanen", "Liisa Mäkinen", "Seppo Aho", "Katja Niemi"]
    rows = [[4, 3, people[row % 4]] for row in range(24)]
    path = write_csv(tmp_path / "kysely.csv", [[NAMES["N1"], NAMES["N2"], "Esihenkilö"], *rows])
    answers, findings = read_current([(path, path.name)], roadmap(levels=two_levels()))
    assert answers is not None
    assert answers.backgrounds == {}
    assert [item.values["columns"] for item in findings if item.code == "SV008"] == ["Esihenkilö"]


UNITS = ("a", "1", "04 ", "@", "a@", "a.", "a:", "Aa ", "AB", " ", "A. ", "+1 ", "1.", "abc sen ", "Aa-", "(at)", "0-")
UNITS += ("tel. ", "a at ", "a@b.", "0(", "rektor ", "Rektor ", "\u0301", "ﷺ")


@pytest.mark.parametrize("unit", UNITS)
def test_a_pattern_never_goes_back_over_a_long_answer(unit: str) -> None:
    """A pattern that tries a megabyte again from every letter would not come back within the life of this test."""
    personal_kinds(unit * (1_000_000 // len(unit)))


@given(st.text())
def test_any_text_can_be_looked_at(text: str) -> None:
    assert is_personal_text(text) == bool(personal_kinds(text))
    assert "email" in personal_kinds(f"{text} tuki@esimerkki.fi")


def test_open_answers_with_personal_data_are_told_by_their_cells(tmp_path: Path) -> None:
    secrets = ["Matti Virtanen auttaa", "soita 040 123 4567", "tuki@esimerkki.fi", "Kiitos Liisalle"]
    rows = [[3, 4, text, ""] for text in (*secrets, "Lisää koulutusta", "Teams on hidas", "", "Enemmän aikaa")]
    header = [NAMES["N1"], NAMES["N2"], "Mitä muuta haluat sanoa?", "Muuta?"]
    path = write_csv(tmp_path / "kysely.csv", [header, *rows])
    _, findings = read_current([(path, path.name)], roadmap(levels=two_levels(), questions={header[2]: "avoin"}))
    found = [item for item in findings if item.code == "SV045"]
    assert [item.values for item in found] == [{"count": 4, "cells": "C2, C3, C4, C5"}]
    for language in LANGUAGES:
        told = words(language).message(found[0]) + words(language).hint(found[0])
        assert not any(word in told for text in secrets for word in text.split() if len(word) > 4)
