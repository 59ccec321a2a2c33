"""The notation of `Merkitys`: what it says, in three languages, and what is told when it can't be understood."""

from __future__ import annotations

from fractions import Fraction

import pytest
from survey_fixtures import roadmap

from pipeline.language import LANGUAGES, words
from pipeline.survey.columns.meanings import Declared, declarations
from pipeline.survey.columns.scale import DONT_KNOW, MISSING, OFF_SCALE, code
from pipeline.survey.questionnaire import questionnaire
from pipeline.vocabulary.findings import Finding, Place
from pipeline.vocabulary.model import Language, Question

CELL = Place("tyokirja.xlsx", "Kysymykset", "B3")


def declared(meaning: str) -> Declared:
    found, findings = declarations(roadmap(questions={"Sarake": meaning}))
    assert findings == ()
    return found["sarake"]


def fault(meaning: str) -> Finding:
    road = roadmap()
    question = Question(column="Sarake", meaning=meaning, at={"meaning": CELL})
    found, findings = declarations(type(road)(levels=road.levels, questions=(question,)))
    assert found["sarake"].use == "skip", "what is not understood is not guessed"
    (finding,) = findings
    assert (finding.code, finding.place) == ("SV034", CELL)
    return finding


def worth(meaning: str, answer: object) -> Fraction | int:
    """What an answer is worth on the roadmap's scale, or its code beside the scale."""
    measure = declared(meaning).measure
    assert measure is not None
    found = code(answer, measure)  # type: ignore[arg-type]
    return found if found in (MISSING, DONT_KNOW, OFF_SCALE) else measure.scale.values[found - 1]


@pytest.mark.parametrize(
    ("meaning", "use", "perspective"),
    [
        ("N4", "perspective", "N4"),
        (" n11 ", "perspective", "N11"),
        ("toimiala", "sector", ""),
        ("Sektor", "sector", ""),
        ("rooli", "role", ""),
        ("yksikkö", "unit", ""),
        ("enhet", "unit", ""),
        ("palvelusvuodet", "service", ""),
        ("years of service", "service", ""),
        ("monivalinta", "choice", ""),
        ("flerval", "choice", ""),
        ("avoin", "open", ""),
        ("hoppas över", "skip", ""),
        ("sector", "sector", ""),
        ("service", "service", ""),
    ],
)
def test_what_a_column_means(meaning: str, use: str, perspective: str) -> None:
    said = declared(meaning)
    assert (said.use, said.perspective, said.measure, said.published) == (use, perspective, None, False)


@pytest.mark.parametrize(
    "meaning", ["avoin; julkaistaan", "öppen\npubliceras", "open; published;", "- avoin\n- julkaistaan"]
)
def test_open_answers_that_may_be_published(meaning: str) -> None:
    assert declared(meaning).published


@pytest.mark.parametrize(
    ("meaning", "answer", "expected"),
    [
        ("N4; käännetty", 5, Fraction(1)),
        ("N4; omvänd", "Hyvä", Fraction(2)),
        ("N4; reversed", "EOS", DONT_KNOW),
        ("N4; 1–7", 1, Fraction(1)),
        ("N4; 1-7", "7 = täysin samaa mieltä", Fraction(5)),
        ("N4; 1 – 7", "4 ei kumpaakaan", Fraction(3)),
        ("N4; 1–7.", "4,0", Fraction(3)),
        ("N4; 0–10", "0", Fraction(1)),
        ("N4; 0...10", 10.0, Fraction(5)),
        ("N4; 1–4", 2, Fraction(7, 3)),
        ("N4; 1–7; käännetty", 1, Fraction(5)),
        ("N4; käännetty; 1–7", 7, Fraction(1)),
        ("N4; 1–7", 8, OFF_SCALE),
        ("N4; 1–7", "1-2", OFF_SCALE),
        ("N4; ei = 1, jossain määrin = 3, kyllä = 5", "KYLLÄ ", Fraction(5)),
        ("N4; ei = 1, jossain määrin = 3, kyllä = 5", "joskus", OFF_SCALE),
        ("N4; ei=1,osittain=2,5,kyllä=5", "Osittain", Fraction(5, 2)),
        ("N4; kyllä, aina = 5, ei, koskaan = 1", "Kyllä, aina", Fraction(5)),
        ("N4; 1 = 5, 2 = 4, 3 = 3, 4 = 2, 5 = 1", 1, Fraction(5)),
        ("N4; 5 = hyvin paljon = 5, 1 = ei yhtään = 1", "5 = hyvin paljon", Fraction(5)),
        ("N4; 6 = EOS", 6, DONT_KNOW),
        ("N4; 6 = EOS", "4 = Hyvä", Fraction(4)),
        ("N4; 0 = vet ej", "0,0", DONT_KNOW),
        ("N4; 99 = tyhjä", 99, MISSING),
        ("N4; 1–7; 9 = EOS", 9, DONT_KNOW),
        ("N4; 1–7; 9 = EOS", 7, Fraction(5)),
        ("N4; samaa mieltä", "Täysin samaa mieltä", Fraction(5)),
        ("N4; samaa mieltä", "5 = Täysin samaa mieltä", Fraction(5)),
        ("N4; instämmer", "Delvis av annan åsikt", Fraction(2)),
        ("N4; disagree–agree", "neither agree nor disagree", Fraction(3)),
        ("N4; samaa mieltä; käännetty", "täysin samaa mieltä", Fraction(1)),
        ("N4; kyllä–ei", "Jossain määrin", Fraction(3)),
        ("N4; ja–nej", "1 = Nej", Fraction(1)),
        ("N4; kyllä–ei", "3", OFF_SCALE),
        ("N4; kyllä–ei; ehkä = 3", "ehkä", Fraction(3)),
    ],
)
def test_what_an_answer_is_worth(meaning: str, answer: object, expected: Fraction | int) -> None:
    assert worth(meaning, answer) == expected


@pytest.mark.parametrize(
    ("meaning", "part", "to_type"),
    [
        ("N4; 7–1", "7–1", "1–7; käännetty"),
        ("N4; kummallinen", "kummallinen", "1–7"),
        ("N4; 5–5", "5–5", "0–10"),
        ("N4; 0–500", "0–500", "0–10"),
        ("N4; 1–7; 0–10", "0–10", "1–7"),
        ("N4; ei = 1, ei = 5", "ei", "yksi arvo"),
        ("N4; ei = 1, kyllä = 9", "kyllä = 9", "1–5"),
        ("N4; 1 = täysin samaa mieltä", "1 = täysin samaa mieltä", "1–5"),
        ("N4; ei = 1, = 5", "= 5", "ei = 1, kyllä = 5"),
        ("toimiala; käännetty", "käännetty", "toimiala"),
        ("ohitetaan; julkaistaan", "julkaistaan", "ohitetaan"),
        ("toimala", "toimala", "toimiala"),
        ("avoin, julkaistaan", "avoin, julkaistaan", "avoin; julkaistaan"),
        ("N10 käännetty", "N10 käännetty", "N10; käännetty"),
        ("N11, 1–7; käännetty", "N11, 1–7", "N11; 1–7; käännetty"),
        ("N9; 1-5, käännetty", "1-5, käännetty", "1-5; käännetty"),
        ("N1; 1-7 käännetty", "1-7 käännetty", "1-7; käännetty"),
        ("N1; samaa mieltä käännetty", "samaa mieltä käännetty", "samaa mieltä; käännetty"),
        ("näkökulma 3", "näkökulma 3", "N3"),
        ("perspektiv 11", "perspektiv 11", "N11"),
        ("N4; EOS = 6", "EOS = 6", "6 = EOS"),
        ("5 = samaa mieltä", "5 = samaa mieltä", "N1–N11"),
        ("Henkilökohtainen digiosaaminen", "Henkilökohtainen digiosaaminen", "N1"),
        ("jotain muuta", "jotain muuta", "N1–N11"),
    ],
)
def test_what_can_not_be_understood_is_told_with_what_to_type(meaning: str, part: str, to_type: str) -> None:
    finding = fault(meaning)
    assert finding.values["part"] == part
    assert to_type in words("fi").hint(finding)
    for language in LANGUAGES:
        assert part in words(language).message(finding)
        assert "{" not in words(language).hint(finding)


def test_two_rows_that_disagree_about_a_column_are_told() -> None:
    road = roadmap(questions={"Sarake": "N1", "sarake ": "N2"})
    found, findings = declarations(road)
    assert [finding.code for finding in findings] == ["SV034"]
    assert found["sarake"].perspective == "N1"
    assert declarations(roadmap(questions={"Sarake": "N1", "sarake ": "N1"}))[1] == ()


def test_a_row_without_a_meaning_leaves_its_column_out() -> None:
    found, findings = declarations(roadmap(questions={"Sarake": ""}))
    assert (found["sarake"].use, findings) == ("skip", ())


def test_an_id_that_no_perspective_has_is_left_to_the_check_of_references() -> None:
    found, findings = declarations(roadmap(questions={"Sarake": "N99; 1–7"}))
    assert (found["sarake"].use, findings) == ("skip", ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_words_that_are_suggested_are_understood(language: Language) -> None:
    catalog = words(language).catalog("terms")["declare"]
    for use, word in catalog["use"].items():
        assert declared(word).use == use
    for scale, word in catalog["scale"].items():
        measure = declared(f"N1; {word}; {catalog['reversed']}").measure
        assert measure is not None
        (named,) = [item for item in questionnaire().scales if item.id == scale]
        assert len(measure.scale.values) == len(set(named.worth.values()))
    assert declared(f"N1; {catalog['pairs']}").scaled


@pytest.mark.parametrize("number", range(1, 6))
def test_every_step_of_a_scale_has_words_in_every_language(number: int) -> None:
    for scale in questionnaire().scales:
        if number in scale.worth.values():
            assert len([word for word, worth in scale.worth.items() if worth == number]) >= 3, (scale.id, number)


@pytest.mark.parametrize("answer", ["3 tai 4", "7 tai 2", "3 or 4", "3 4", "3 ja puoli"])
def test_a_number_that_leads_to_another_is_no_answer(answer: str) -> None:
    assert worth("N1; 1–7", answer) == OFF_SCALE
    assert worth("N1; 1–7", "7 aivan loistava") == 5
