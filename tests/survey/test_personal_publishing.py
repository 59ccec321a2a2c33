"""Open answers on their way to a document: which are published, in which order, and always as plain text."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from survey_fixtures import NAMES, read_current, write_csv

from models import example_roadmap
from pipeline.filling.rendering import render_template
from pipeline.language import words
from pipeline.report.context import context
from pipeline.runs.project import own_file
from pipeline.survey.answers import Answers, OpenAnswers, Surveys
from pipeline.survey.figures.open_questions import LONGEST, plain_text, published, says_nothing
from pipeline.survey.scoring import score
from pipeline.vocabulary.brand import Brand
from pipeline.vocabulary.findings import Finding, Place
from pipeline.vocabulary.model import Question, Roadmap
from pipeline.vocabulary.survey import OpenResult

QUESTION = "Mitä muuta haluat sanoa?"
PLAIN = ("Älyä lisää", "Aikaa enemmän", "Zoom pois", "öljyä rattaisiin", "Enemmän tukea")


def answered(*texts: str) -> Answers:
    places = tuple(Place("kysely.xlsx", "Data", f"C{row}") if text else Place() for row, text in enumerate(texts, 2))
    return Answers(len(texts), {}, open_answers=(OpenAnswers(QUESTION, texts, places),))


def shown(*texts: str, threshold: int = 5) -> tuple[OpenResult | None, list[Finding]]:
    results, findings = published(answered(*texts), threshold, words("fi").sort_key)
    return (results[0] if results else None), list(findings)


def test_answers_stand_in_the_order_of_the_alphabet_and_the_same_once() -> None:
    result, findings = shown(*PLAIN, "Zoom pois", " Zoom  pois ", "")
    assert [(item.code, item.place, item.values["count"]) for item in findings] == [
        ("SV050", Place("kysely.xlsx", "Data", "C2"), 7)
    ]
    assert result == OpenResult(
        QUESTION, 7, ("Aikaa enemmän", "Enemmän tukea", "Zoom pois", "Älyä lisää", "öljyä rattaisiin")
    )


def test_the_order_of_answering_does_not_show() -> None:
    assert shown(*PLAIN)[0] == shown(*reversed(PLAIN))[0]


def test_answers_with_personal_data_are_left_out_and_told_by_cells() -> None:
    result, findings = shown(*PLAIN, "Matti Virtanen auttaa", "Soita 040 123 4567")
    assert result is not None
    assert set(result.answers) == set(PLAIN)
    assert [(item.code, item.place, item.values["cells"]) for item in findings] == [
        ("SV046", Place("kysely.xlsx", "Data", "C7"), "C7, C8"),
        ("SV050", Place("kysely.xlsx", "Data", "C2"), "C2, C3, C4, C5, C6"),
    ]


def test_so_few_answers_that_they_could_be_guessed_are_not_published() -> None:
    result, findings = shown(*PLAIN[:4], "Matti Virtanen auttaa", "-")
    assert result is None
    assert [(item.code, item.values.get("count")) for item in findings] == [("SV046", 1), ("SV047", 4)]
    assert shown(*PLAIN, threshold=6)[0] is None


def test_a_very_long_answer_is_left_out_and_a_long_one_is_whole() -> None:
    long, too_long = "x y" * (LONGEST // 3), "x" * (LONGEST + 1)
    result, findings = shown(*PLAIN, long, too_long)
    assert result is not None
    assert long in result.answers
    assert too_long not in result.answers
    assert [(item.code, item.values["cells"]) for item in findings] == [
        ("SV048", "C8"),
        ("SV050", "C2, C3, C4, C5, C6, C7"),
    ]


@pytest.mark.parametrize(
    "text", ["", "  ", "-", "–", "...", "Ei ole.", "EI OLE", "nej", "Nothing!", "n/a", "En osaa sanoa"]
)
def test_an_answer_that_says_nothing_is_none(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["Ei riitä aika", "Koulutus", "Ei ole tukea", "5"])
def test_an_answer_that_says_something_short_is_one(text: str) -> None:
    assert not says_nothing(text)


@given(st.text(max_size=60))
def test_plain_text_is_plain_and_stays_as_it_is(text: str) -> None:
    plain = plain_text(text)
    assert plain_text(plain) == plain
    assert not set(plain) & set("\x00\x07\x1b\r\u202e\u2066\u200b\ufeff\u2028")


HOSTILE = {
    "{{ 7 * 7 }}": "{{ 7 * 7 }}",
    "{% for x in y %}": "{% for x in y %}",
    "{{ organisation.name }}": "{{ organisation.name }}",
    "=cmd|' /C calc'!A1": "=cmd|' /C calc'!A1",
    "+1+1": "+1+1",
    "<w:p/><b>lihavoitu</b> & ]]>": "<w:p/><b>lihavoitu</b> & ]]>",
    "**vahva** [linkki](http://esimerkki.fi)": "**vahva** [linkki](http://esimerkki.fi)",
    "käännetty \u202etxet\u202c teksti": "käännetty txet teksti",
    "ohjaus\x07merkki\x1b[31m": "ohjausmerkki[31m",
    "# Otsikko": "# Otsikko",
    "yksi rivi\r\n\r\ntoinen rivi": "yksi rivi toinen rivi",
}
"""Answers, and how a reader sees them in the document."""


def with_open_question(meaning: str) -> Roadmap:
    return replace(example_roadmap(), questions=(Question(column=QUESTION, meaning=meaning),))


def document_of(path: Path, roadmap: Roadmap) -> str:
    """All the text of the roadmap that is made of a survey file."""
    answers, _ = read_current([(path, path.name)], roadmap)
    result, _ = score(Surveys(answers), roadmap)
    template = own_file("digitiekartta.docx")
    names = context(roadmap, result, language="fi")
    made = render_template(template.read_bytes(), template.name, names, brand=Brand(), language_tag="fi-FI")
    assert made.findings == ()
    assert made.document is not None
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(made.document)).paragraphs)


def hostile_file(folder: Path) -> Path:
    header = [*list(NAMES.values()), QUESTION]
    rows = [[*[1 + (row + place) % 5 for place in range(11)], text] for row, text in enumerate(HOSTILE)]
    return write_csv(folder / "kysely.csv", [header, *rows])


def test_whatever_is_written_comes_out_as_text(tmp_path: Path) -> None:
    text = document_of(hostile_file(tmp_path), with_open_question("avoin; julkaistaan"))
    assert [seen for seen in HOSTILE.values() if seen not in text] == []


def test_open_answers_are_not_published_unless_it_is_said(tmp_path: Path) -> None:
    for meaning in ("avoin", "ohitetaan"):
        text = document_of(hostile_file(tmp_path), with_open_question(meaning))
        assert [seen for seen in HOSTILE.values() if seen in text] == []
